/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables with totals for tests of suppression: rows x columns, alone or two that share a margin. */
#ifndef RF_TESTS_MARGINS_H
#define RF_TESTS_MARGINS_H

#include "engine/core/random.h"
#include "engine/solve/suppress.h"

enum { MOST_CELLS = 1024, MOST_MEMBERS = 4096 };

typedef struct margins {
    rf_tables tables; /* points into the arrays: not to be copied */
    int64_t people[MOST_CELLS];
    int32_t first[MOST_CELLS], members[MOST_MEMBERS];
} margins;

typedef struct margins_size {
    int32_t rows, columns;
    int32_t beside; /* columns of a second table over the same rows; 0: there is none */
} margins_size;

/* Inner cells are drawn: one in four is zero, half are below 15, the others below `most`. */
void margins_draw(margins *out, margins_size size, int32_t most, uint64_t seed);

/* Inner cell and totals of the first table: row = size.rows, column = size.columns are totals. */
int32_t margins_cell(margins_size size, int32_t row, int32_t column);

#endif
