/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cuts: mixed-integer rounding of one cover, floor or convention row with some agents complemented
 * (FORMULATION.md, "MIR").
 *
 * On one period an agent is there or not: its stays that hold the period add up to 0 or 1. In the
 * row's own integers, with step d and right-hand side b = q d + r (0 < r < d) once complements are
 * in, a coefficient a = p d + s becomes G:
 *
 *   of a row >= b:  G = p r + min(s, r)              sum G x + u >= (q + 1) r
 *   of a row <= b:  G = p (d - r) + max(0, s - r)    sum G x - v <= q (d - r)
 *
 * All integers, so a cut is exact, and any stay's price under it is known without loading it.
 * Source: Marchand, Wolsey, "Aggregation and Mixed Integer Rounding to Solve MIPs", Oper. Res. 49
 * (2001). */
#ifndef RF_SOLVE_CUT_H
#define RF_SOLVE_CUT_H

#include "engine/solve/model.h"

typedef struct rf_cut {
    int32_t row;           /* of the model */
    int32_t step, rest;    /* d and r */
    int64_t bound;         /* right-hand side, complements undone */
    int32_t *complemented; /* agents, ascending; in a cover row only their qualified stays are */
    int32_t n_complemented;
} rf_cut;

/* Agents' numbers, borrowed. */
typedef struct rf_agent_set {
    const int32_t *items;
    int32_t n;
} rf_agent_set;

typedef struct rf_cuts {
    const rf_model *m;
    rf_cut *items;
    int32_t n;
    size_t capacity, next_capacity;
    int32_t *first; /* [rows] the row's newest cut, -1: none */
    int32_t *next;  /* [cuts] */
} rf_cuts;

rf_status rf_cuts_new(rf_cuts **out, const rf_model *m, rf_err *err);
void rf_cuts_free(rf_cuts *cuts);

/* Adds the cut of a row; `complemented` is copied. *added false: the step proves nothing, or the
 * cut is there already. */
rf_status rf_cuts_add(bool *added, rf_cuts *cuts, int32_t row, int32_t step,
                      rf_agent_set complemented, rf_err *err);

/* Keeps the cuts that are wanted [n]; the later ones get lower numbers. */
void rf_cuts_keep(rf_cuts *cuts, const bool *wanted);

/* What a stay that has `value` in the row gets in the cut, complemented or not. O(1). */
int64_t rf_cut_rounded(const rf_model *m, const rf_cut *cut, int32_t value, bool complemented);

bool rf_cut_complements(const rf_cut *cut, int32_t agent); /* O(log) */

/* A stay's coefficient in the cut, given its coefficient in the row. */
int64_t rf_cut_coefficient(const rf_model *m, const rf_cut *cut, rf_stay s, int32_t value);

#endif
