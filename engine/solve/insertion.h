/* SPDX-License-Identifier: GPL-3.0-or-later
 * The cheapest stay that an agent could be given beside what a state holds: at what its rows would
 * gain and lose there and then, where a pricer asks what they are worth in a relaxation. */
#ifndef RF_SOLVE_INSERTION_H
#define RF_SOLVE_INSERTION_H

#include "engine/core/random.h"
#include "engine/solve/state.h"

typedef struct rf_inserter rf_inserter;

/* `weight` [levels]: what a unit of each level counts, >= 0; copied. RF_NO_MEMORY only.
 * O(runs x levels). */
rf_status rf_inserter_new(rf_inserter **out, const rf_model *m, const double *weight, rf_err *err);
void rf_inserter_free(rf_inserter *inserter);

/* Whose stay is looked for, and how exactly. */
typedef struct rf_insertion {
    rf_agent_id agent;
    double noise;      /* each cost, and that of none, is more by up to this; 0: the cheapest */
    rf_random *random; /* asked only where there is noise */
} rf_insertion;

/* False where the agent may serve nowhere, or each stay that breaks no row costs no less than none;
 * pins are not looked at. O(runs x stays of a run), counted in the state's work. */
bool rf_cheapest_insertion(rf_stay *out, rf_inserter *inserter, rf_state *state,
                           const rf_insertion *wanted);

#endif
