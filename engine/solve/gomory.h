/* SPDX-License-Identifier: GPL-3.0-or-later
 * Separation of roundings from the simplex tableau. */
#ifndef RF_SOLVE_GOMORY_H
#define RF_SOLVE_GOMORY_H

#include "engine/solve/program.h"

/* Adds roundings that the relaxation just solved violates, a few dozen at most, made from the
 * tableau rows of its most fractional stays; `limits` are those of the level. Needs the optimal
 * relaxation. O(stays x roundings that they touch). */
rf_status rf_gomory(int32_t *n_new, rf_roundings *roundings, const rf_program *program,
                    const int64_t *limits, rf_err *err);

#endif
