/* SPDX-License-Identifier: GPL-3.0-or-later
 * Large-neighbourhood search: a few agents' stays are taken out of the incumbent and chosen anew by
 * a small integer program, with all else as it is. Source: Shaw, "Using Constraint Programming and
 * Local Search Methods to Solve Vehicle Routing Problems", CP 1998; Danna, Rothberg, Le Pape, Math.
 * Program. 102 (2005). */
#ifndef RF_SOLVE_NEIGHBOURHOOD_H
#define RF_SOLVE_NEIGHBOURHOOD_H

#include "engine/solve/selection.h"

typedef struct rf_neighbourhood_result {
    bool improved;
    bool solved; /* nothing better by what is looked for is left in it */
} rf_neighbourhood_result;

/* Chooses the selected agents' stays anew; the better plan, if any, is offered to the chain. */
rf_status rf_neighbourhood(rf_neighbourhood_result *out, rf_chain *chain,
                           const rf_selection *chosen, rf_err *err);

/* What a program minimises: a level, within limits [levels] on those above it; borrowed. */
typedef struct rf_goal {
    int32_t level;
    const int64_t *limits;
} rf_goal;

/* The program of a neighbourhood: the selected agents' stays, the incumbent without them (pins
 * aside) as its base. The chain's state is then that base. */
rf_status rf_neighbourhood_program(rf_program **out, rf_chain *chain, const rf_selection *chosen,
                                   const rf_goal *goal, rf_err *err);

/* A stay whose reduced cost at the chain's prices is this or more is in no plan that is better than
 * the incumbent by a grain. */
int64_t rf_surviving_cost(const rf_chain *chain);

/* All stays that can still be in a plan better than the incumbent by a grain, by reduced cost at
 * the chain's prices: calls visit for each; with `agent` >= 0, for that agent only. */
rf_status rf_surviving_stays(rf_chain *chain, int32_t agent,
                             rf_status (*visit)(void *user, const rf_priced *priced), void *user);

#endif
