/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cell suppression in tables of people: which cells to leave out so that no small one can be worked
 * out from the others, and the attack that proves it.
 *
 * A cell above zero and below the threshold is left out. Others are left out beside it, because a
 * table with totals would give it away by subtraction. Zero cells are never left out: an attacker
 * knows therefore that every hidden cell is at least 1, and is taken to know the relations.
 *
 *   protection   over all tables of whole numbers >= 1 that agree with what is shown, a hidden cell
 *                reaches values at least `threshold` apart (the sliding protection level), and
 *                values below its own where it is above 1 and any table allows it (a lower
 *                protection level of 1)
 *   attack       the two ends of that interval, for every hidden cell: by linear programming, and
 *                by branch and bound where its optimum is not whole
 *
 * Exact: a table of rows x columns with totals is a network, so the optima are whole and the ends
 * those of the interval. In linked tables branch and bound may stop early: the interval that is
 * then told is one that whole tables reach, so it is never wider than the true one.
 *
 * Sources: L. H. Cox, "Suppression methodology and statistical disclosure control", JASA 75 (1980);
 * J. P. Kelly, B. L. Golden, A. A. Assad, "Cell suppression: disclosure protection for sensitive
 * tabular data", Networks 22 (1992): cells are opened one by one by a linear program; M. Fischetti,
 * J. J. Salazar, "Solving the cell suppression problem on tabular data with linear constraints",
 * Management Science 47 (2001): protection levels; tau-ARGUS user's manual: threshold rule. */
#ifndef RF_SOLVE_SUPPRESS_H
#define RF_SOLVE_SUPPRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/core/status.h"

enum { RF_THRESHOLD = 11, RF_LEAST_THRESHOLD = 5 };

/* Cells and what adds up to what. A cell that two tables share is one cell in both. */
typedef struct rf_tables {
    int32_t n_cells, n_relations;
    const int64_t
        *people;          /* [n_cells] 0..2^31; the attack does not look at those of hidden cells */
    const int32_t *first; /* [n_relations + 1] in members */
    const int32_t *members; /* of each relation the total, then its parts */
} rf_tables;

typedef struct rf_feasible_interval {
    int64_t low, high; /* high RF_OPEN: no end was found */
} rf_feasible_interval;

#define RF_OPEN INT64_MAX

static inline bool rf_is_small(int64_t people, int64_t threshold)
{
    return people > 0 && people < threshold;
}

static inline bool rf_is_protected(rf_feasible_interval interval, int64_t threshold)
{
    return interval.high == RF_OPEN || interval.high - interval.low >= threshold;
}

/* Which cells to hide, [n_cells]; few people are hidden, not the fewest. RF_BAD_INPUT: a relation
 * does not add up. A linear program of two columns a cell, up to twice for each hidden cell. */
rf_status rf_suppress(bool *hidden, const rf_tables *tables, int64_t threshold, rf_err *err);

/* What an attacker who sees the shown cells knows of each, [n_cells]; a shown one is its own
 * interval. RF_BAD_INPUT: what is shown does not add up, so no table is behind it, or an end was
 * not found within the limits of the search. Two linear programs of one column a hidden cell, for
 * each hidden cell. */
rf_status rf_attack(rf_feasible_interval *out, const rf_tables *tables, const bool *hidden,
                    rf_err *err);

#endif
