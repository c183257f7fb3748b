/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries of rows that are to be: gathered column by column, taken row by row. */
#ifndef RF_SOLVE_CROSSINGS_H
#define RF_SOLVE_CROSSINGS_H

#include <stddef.h>

#include "engine/solve/mip.h"

typedef struct rf_crossing {
    int32_t row; /* whatever numbers rows: of the model, or of a collection */
    rf_entry entry;
} rf_crossing;

/* All 0: none. */
typedef struct rf_crossings {
    rf_crossing *items;
    size_t n, capacity;
} rf_crossings;

/* RF_NO_MEMORY only. */
rf_status rf_crossings_add(rf_crossings *crossings, int32_t row, rf_entry entry, rf_err *err);

/* By row, then by column. */
void rf_crossings_sort(rf_crossings *crossings);

/* The row's entries, from place *at on, which must be where they begin; *at is then behind them.
 * Returns how many. */
int32_t rf_crossings_take(rf_entry *out, const rf_crossings *crossings, size_t *at, int32_t row);

void rf_crossings_free(rf_crossings *crossings);

#endif
