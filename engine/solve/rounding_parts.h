/* SPDX-License-Identifier: GPL-3.0-or-later
 * The arithmetic of roundings: for rounding.c and rounder.c only. */
#ifndef RF_SOLVE_ROUNDING_PARTS_H
#define RF_SOLVE_ROUNDING_PARTS_H

#include "engine/solve/rounding.h"

enum { RF_STEP_BITS = 30, RF_COARSE_BITS = 20 };
_Static_assert(RF_ROUNDING_STEP == (int64_t)1 << RF_STEP_BITS, "a step");
_Static_assert(RF_ROUNDING_ONE == RF_ROUNDING_STEP >> RF_COARSE_BITS, "a step, rounded up");

/* The greatest integer that is not above value / 2^bits, of negative values too. */
static inline int64_t rf_floor_shift(int64_t value, int bits)
{
    return value >= 0 ? value >> bits : -((-value - 1) >> bits) - 1;
}

/* G(value). */
static inline int64_t rf_rounded(int64_t value, int64_t rest)
{
    const int64_t p = rf_floor_shift(value, RF_STEP_BITS), s = value - p * RF_ROUNDING_STEP;
    return p * rest + (s < rest ? s : rest);
}

/* Rounded up to RF_ROUNDING_ONE. */
static inline int64_t rf_coarse(int64_t value)
{
    return -rf_floor_shift(-value, RF_COARSE_BITS);
}

/* What a level counts for a stay on a period: its value, and the dips of folded floors. */
int64_t rf_folded_value(const rf_roundings *roundings, int32_t level, int32_t run, int32_t t);

#endif
