/* SPDX-License-Identifier: GPL-3.0-or-later
 * A level's Lagrangian dual climbed by subgradients (FORMULATION.md, "Ascent"): good prices long
 * before a large master has any. Work-counted; where the clock would end it before that, its steps
 * shrink by the clock, so that it always ends fine. Sources: Held, Wolfe, Crowder, "Validation of
 * subgradient optimization", Math. Program. 6 (1974); the steps are those of Kingma, Ba, "Adam",
 * ICLR 2015. */
#ifndef RF_SOLVE_ASCENT_H
#define RF_SOLVE_ASCENT_H

#include "engine/solve/chain.h"

/* From the chain's prices, those of an earlier level: sets the chain's prices and exact bound, and
 * raises its bound. At most `steps`, each O(stays). */
rf_status rf_ascend(rf_chain *chain, int32_t steps, rf_err *err);

#endif
