/* SPDX-License-Identifier: GPL-3.0-or-later
 * Large-neighbourhood search: a few agents' stays are taken out of the incumbent and chosen anew by
 * a small integer program, with all else as it is. Source: Shaw, "Using Constraint Programming and
 * Local Search Methods to Solve Vehicle Routing Problems", CP 1998; Danna, Rothberg, Le Pape, Math.
 * Program. 102 (2005). */
#ifndef RF_SOLVE_NEIGHBOURHOOD_H
#define RF_SOLVE_NEIGHBOURHOOD_H

#include "engine/solve/chain.h"

typedef struct rf_neighbourhood_result {
    bool improved;
    int32_t n_stays; /* that were chosen among: the size of the integer program */
} rf_neighbourhood_result;

/* One neighbourhood of about `n_agents` agents, chosen at random around a need, a service or at
 * large; the better plan, if any, is offered to the chain. */
rf_status rf_neighbourhood(rf_neighbourhood_result *out, rf_chain *chain, int32_t n_agents,
                           rf_err *err);

/* All stays that can still be in a plan better than the incumbent by a grain, by reduced cost at
 * the chain's prices: calls visit for each; with `agent` >= 0, for that agent only. */
rf_status rf_surviving_stays(rf_chain *chain, int32_t agent,
                             rf_status (*visit)(void *user, const rf_priced *priced), void *user);

#endif
