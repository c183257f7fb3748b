/* SPDX-License-Identifier: GPL-3.0-or-later
 * The assignment problem: each row one column or none, each column at most one row, at the least
 * total cost. Shortest augmenting paths with potentials, in integers: exact.
 * Source: H. W. Kuhn, The Hungarian method for the assignment problem, 1955; in the O(n^2 m) form
 * of R. Jonker and A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear
 * assignment problems, 1987. */
#ifndef RF_DOMAIN_ASSIGNMENT_H
#define RF_DOMAIN_ASSIGNMENT_H

#include <stdint.h>

#include "engine/core/status.h"

/* A row and a column that do not go together. */
static const int64_t RF_NEVER = INT64_MAX / 4;

/* cost [n_rows][n_columns], 0 <= cost < none, or RF_NEVER. `none`: the cost of a row without a
 * column; n_rows x none must be below RF_NEVER. */
typedef struct rf_assignment {
    const int64_t *cost;
    int32_t n_rows, n_columns;
    int64_t none;
} rf_assignment;

/* column [n_rows]: each row's column, -1: none. RF_NO_MEMORY only. O(n_rows^2 (n_rows +
 * n_columns)). */
rf_status rf_assign(int32_t *column, const rf_assignment *problem, rf_err *err);

#endif
