/* SPDX-License-Identifier: GPL-3.0-or-later
 * Separation: the cuts that a program's relaxed solution violates. */
#ifndef RF_SOLVE_SEPARATE_H
#define RF_SOLVE_SEPARATE_H

#include "engine/solve/cut.h"
#include "engine/solve/program.h"

/* Adds, row by row, the most violated cut found. *n_new: how many. O(support x steps tried). */
rf_status rf_separate(int32_t *n_new, rf_cuts *cuts, const rf_program *program, rf_err *err);

#endif
