/* SPDX-License-Identifier: GPL-3.0-or-later
 * The core of a level: the agents whose choice its prices leave most open. All others do what the
 * relaxation says; the core's stays are chosen by branch and cut. Sources: Balas, Zemel, "An
 * Algorithm for Large Zero-One Knapsack Problems", Oper. Res. 28 (1980); Berthold, "RENS", Math.
 * Program. Comput. 6 (2014). */
#ifndef RF_SOLVE_CORE_H
#define RF_SOLVE_CORE_H

#include "engine/solve/chain.h"

/* Searches cores of growing size while they help; what is better is offered to the chain. Needs the
 * level's relaxation. Good plans, no proof. */
rf_status rf_core_search(rf_chain *chain, rf_err *err);

#endif
