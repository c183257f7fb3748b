/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose stays a neighbourhood chooses anew: agents around a loss, or on whom the incumbent and
 * the relaxation do not agree, linked by the needs that they serve in one or the other; or some
 * at random. Source: Danna, Rothberg, Le Pape, "Exploring relaxation induced neighborhoods to
 * improve MIP solutions", Math. Program. 102 (2005). */
#ifndef RF_SOLVE_SELECTION_H
#define RF_SOLVE_SELECTION_H

#include "engine/solve/chain.h"

typedef struct rf_selection rf_selection;

/* To be renewed before its first use, and whenever the incumbent or the master's relaxed solution
 * is another: they are compared then. O(all possible stays +
 * rows) where the level is relaxed; the chain's
 * state is then the incumbent. */
rf_status rf_selection_new(rf_selection **out, rf_chain *chain, rf_err *err);
void rf_selection_free(rf_selection *selection);
rf_status rf_selection_renew(rf_selection *selection, rf_err *err);

/* Chooses about n agents, by the chain's random numbers. */
void rf_selection_choose(rf_selection *selection, int32_t n);
/* Chooses at most n agents who could serve these needs [needs], those who are free before those who
 * serve elsewhere, whose needs are then looked at in their turn. The same agents whatever the
 * chain's random numbers. O(runs x needs looked at). */
void rf_selection_choose_for(rf_selection *selection, const bool *needs, int32_t n);
bool rf_selection_has(const rf_selection *selection, int32_t agent);

#endif
