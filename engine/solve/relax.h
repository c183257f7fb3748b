/* SPDX-License-Identifier: GPL-3.0-or-later
 * A level's relaxation by column generation (FORMULATION.md, "Columns on demand"): the master holds
 * few stays; all others are priced at its duals and the cheapest of each agent come in, until none
 * lowers the sum. Each round's prices prove a Lagrangian bound, so it may stop at any time. Source:
 * Dantzig, Wolfe, "Decomposition Principle for Linear Programs", Oper. Res. 8 (1960). */
#ifndef RF_SOLVE_RELAX_H
#define RF_SOLVE_RELAX_H

#include "engine/solve/chain.h"

/* Sets the chain's prices, exact bound, `relaxed` and `rounds`, and raises its bound. */
rf_status rf_relax(rf_chain *chain, rf_err *err);

/* Cuts and columns in turn, while they raise the bound; where the clock ended that, again later,
 * from where it ended. Nothing where the level is not relaxed, or was given up. */
rf_status rf_tighten(rf_chain *chain, rf_err *err);

#endif
