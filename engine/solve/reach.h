/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far people reach: which needs anybody may serve for as long as a stay must last, and how many
 * agents may serve any. Pins count. */
#ifndef RF_SOLVE_REACH_H
#define RF_SOLVE_REACH_H

#include "engine/domain/instance.h"

enum { RF_REACH_PAIRS = 1000000000 }; /* a run for one in thirty would take gigabytes */

typedef struct rf_reach {
    bool *needs;    /* [K] somebody may serve it */
    int64_t agents; /* who may serve any */
    int64_t runs;   /* eligible runs in which a stay fits; -1: not counted */
} rf_reach;

/* Runs are counted where agents times needs are at most `most_pairs`. Else the search for an agent
 * ends with the first need, and for a need with the first agent, and agents are asked first about
 * classes of needs that ask for the same. RF_NO_MEMORY only. O(A K) at worst; where most are
 * reached O(A classes + K). */
rf_status rf_reach_new(rf_reach **out, const rf_instance *in, int64_t most_pairs, rf_err *err);
void rf_reach_free(rf_reach *reach);

#endif
