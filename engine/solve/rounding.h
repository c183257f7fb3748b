/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roundings: mixed-integer rounding of combinations of rows, limits and earlier cuts
 * (FORMULATION.md, "Combined rows").
 *
 * Every row and limit is an equation in integers >= 0 once its surplus p has a name. Any
 * combination of them, sum a x = b with b = Q STEP + R and 0 < R < STEP, gives
 *
 *   sum G(a) x >= (Q + 1) R,   G(P STEP + S) = P R + min(S, R),
 *
 * over all its variables: stays, slacks u and v, and surpluses, which are then put back in terms of
 * the others. The result is divided by 2^20 and rounded up, coefficients and right-hand side. All
 * integers, so a rounding is exact whatever the floating point that suggested its factors, and any
 * stay's coefficient is known without loading it. Limits only fall, so a rounding stays valid on
 * all later levels. Source of the factors: Gomory, "An algorithm for the mixed integer problem",
 * RAND (1960); of the rounding: as in cut.h. */
#ifndef RF_SOLVE_ROUNDING_H
#define RF_SOLVE_ROUNDING_H

#include "engine/solve/cut.h"
#include "engine/solve/state.h"

#define RF_ROUNDING_STEP ((int64_t)1 << 30) /* a factor of 1 */
#define RF_ROUNDING_ONE ((int64_t)1 << 10)  /* a coefficient of 1 */

typedef enum rf_source_kind {
    RF_SOURCE_ROW,      /* of the model */
    RF_SOURCE_LIMIT,    /* on a level's value */
    RF_SOURCE_CUT,      /* of rf_cuts */
    RF_SOURCE_ROUNDING, /* an earlier one, whose coefficients count in RF_ROUNDING_ONE */
} rf_source_kind;

typedef struct rf_source {
    rf_source_kind kind;
    int32_t index;
    int64_t factor; /* in the combination, such that factor x coefficient counts in the step */
    int64_t linear; /* how much of it is added after rounding, for its surplus */
} rf_source;

typedef struct rf_slack_entry {
    int32_t row; /* whose u or v it is */
    int64_t value;
} rf_slack_entry;

/* sum g z + sum slacks >= bound, in RF_ROUNDING_ONE. */
typedef struct rf_rounding {
    rf_source *sources; /* ascending by kind and index */
    rf_slack_entry *slacks;
    int32_t n_sources, n_slacks;
    int64_t rest, bound;
} rf_rounding;

typedef struct rf_roundings {
    const rf_model *m;
    const rf_cuts *cuts; /* borrowed */
    rf_rounding *items;
    int32_t n;
    size_t capacity;
    bool *folded;     /* [rows] a floor that may lend nothing beside the pins: its v is what the
                         stays lend, and no variable */
    int64_t *scratch; /* [2][rows] */
} rf_roundings;

/* `pins` is a state of the pins alone, read now. */
rf_status rf_roundings_new(rf_roundings **out, const rf_model *m, const rf_cuts *cuts,
                           const rf_state *pins, rf_err *err);
void rf_roundings_free(rf_roundings *roundings);

/* Adds the rounding of a combination; sources that are there twice are summed, `linear` is not
 * read. *added false: its right-hand side is too near a multiple of the step, or numbers grow too
 * large. */
rf_status rf_roundings_add(bool *added, rf_roundings *roundings, const int64_t *limits,
                           const rf_source *sources, int32_t n, rf_err *err);

/* Adds a combination that is not rounded, only to learn what stays have in it; no program or price
 * knows it. *added false: as above, but for the multiple. */
rf_status rf_roundings_add_combination(bool *added, rf_roundings *roundings, const int64_t *limits,
                                       const rf_source *sources, int32_t n, rf_err *err);

/* Keeps of those from `from` on the ones that are wanted [n - from]; what they are made of must be
 * wanted too. The later ones get lower numbers. RF_NO_MEMORY only. */
rf_status rf_roundings_keep(rf_roundings *roundings, int32_t from, const bool *wanted, rf_err *err);

/* To be called before cuts are kept: `wanted` [cuts] holds all that roundings are made of.
 * RF_NO_MEMORY only. */
rf_status rf_roundings_follow_cuts(rf_roundings *roundings, const bool *wanted, rf_err *err);

#endif
