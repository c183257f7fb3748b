/* SPDX-License-Identifier: GPL-3.0-or-later
 * Coefficients of stays in many roundings at once: first what the run's periods bring to each
 * combination, as prefix sums, then each stay in O(roundings that its run touches). */
#ifndef RF_SOLVE_ROUNDER_H
#define RF_SOLVE_ROUNDER_H

#include "engine/solve/rounding.h"

typedef struct rf_rounder rf_rounder;

/* Over the roundings that are wanted [n], NULL: all; and those that they are made of. The roundings
 * are borrowed; more may be added to them meanwhile, none may be taken out. */
rf_status rf_rounder_new(rf_rounder **out, const rf_roundings *roundings, const bool *wanted,
                         rf_err *err);
void rf_rounder_free(rf_rounder *rounder);

/* Its roundings that the run touches, ascending, until the next call. */
typedef struct rf_touched {
    const int32_t *ids;
    int32_t n;
} rf_touched;

rf_touched rf_rounder_begin(rf_rounder *rounder, int32_t run);

/* A stay's coefficients [touched] in roundings, in the order of `ids`; of the run begun. */
const int64_t *rf_rounder_stay(rf_rounder *rounder, rf_stay s);
/* ... and what it has in the combinations before they were rounded, of the same stay. */
const int64_t *rf_rounder_combined(const rf_rounder *rounder);

/* Whether any run since it was made had numbers that leave 64 bits; its coefficients are then
 * wrong.
 */
bool rf_rounder_overflowed(const rf_rounder *rounder);

#endif
