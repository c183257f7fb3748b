/* SPDX-License-Identifier: GPL-3.0-or-later
 * Closing a level by branch and cut over all stays that reduced costs leave (FORMULATION.md,
 * "Reduced-cost fixing"): no plan that is better by a grain uses any other. */
#ifndef RF_SOLVE_EXACT_H
#define RF_SOLVE_EXACT_H

#include "engine/solve/chain.h"

/* Searches when at most `most_stays` survive. *solved: it did. Raises the bound to what the
 * search proves. */
rf_status rf_exact(bool *solved, rf_chain *chain, int32_t most_stays, int32_t node_limit,
                   rf_err *err);

/* A search over the master's stays alone: good plans, no proof. */
rf_status rf_restricted(rf_chain *chain, int32_t node_limit, rf_err *err);

#endif
