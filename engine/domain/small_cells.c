/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/small_cells.h"

#include <stdlib.h>

#include "engine/core/mem.h"

static bool is_small(int64_t n)
{
    return n > 0 && n < RF_SMALL_CELL;
}

/* The smallest shown count above 0; -1: none. */
static int32_t smallest_shown(const bool *shown, const int64_t *counts, int32_t n)
{
    int32_t least = -1;
    for (int32_t c = 0; c < n; c++)
        if (shown[c] && counts[c] > 0 && (least < 0 || counts[c] < counts[least]))
            least = c;
    return least;
}

/* Hides more of the row until what is hidden together is no small count. */
static void fold(bool *shown, const int64_t *counts, int32_t n)
{
    int64_t hidden = 0;
    for (int32_t c = 0; c < n; c++)
        hidden += shown[c] ? 0 : counts[c];
    while (is_small(hidden)) {
        const int32_t least = smallest_shown(shown, counts, n);
        if (least < 0)
            return;
        shown[least] = false;
        hidden += counts[least];
    }
}

void rf_show_row(bool *shown, const int64_t *counts, int32_t n)
{
    for (int32_t c = 0; c < n; c++)
        shown[c] = counts[c] >= RF_SMALL_CELL;
    fold(shown, counts, n);
}

/* The block on its way. */
typedef struct block {
    const rf_counts *counts;
    const bool *total; /* [columns] shown */
    int64_t *totals;   /* [columns] */
    bool *row, *column;
} block;

static int64_t count_of(const block *b, int32_t row, int32_t column)
{
    return b->counts->of[(int64_t)row * b->counts->n_columns + column];
}

/* People of a row under one column, or (column < 0) under all whose totals are put together. */
static int64_t people_of(const block *b, int32_t row, int32_t column)
{
    int64_t n = 0;
    if (column >= 0)
        return count_of(b, row, column);
    for (int32_t c = 0; c < b->counts->n_columns; c++)
        n += b->total[c] ? 0 : count_of(b, row, c);
    return n;
}

static int64_t people_inside(const block *b, int32_t column)
{
    int64_t n = 0;
    for (int32_t row = 0; row < b->counts->n_rows; row++)
        n += b->row[row] ? people_of(b, row, column) : 0;
    return n;
}

/* The row outside the block with the fewest people there, if any: false where there is none. */
static bool add_row(block *b, int32_t column)
{
    int32_t least = -1;
    for (int32_t row = 0; row < b->counts->n_rows; row++)
        if (!b->row[row] && people_of(b, row, column) > 0 &&
            (least < 0 || people_of(b, row, column) < people_of(b, least, column)))
            least = row;
    if (least >= 0)
        b->row[least] = true;
    return least >= 0;
}

static void begin(block *b)
{
    for (int32_t c = 0; c < b->counts->n_columns; c++) {
        b->column[c] = b->totals[c] > 0 && !b->total[c];
        for (int32_t row = 0; row < b->counts->n_rows; row++)
            if (is_small(count_of(b, row, c)))
                b->row[row] = b->column[c] = true;
    }
}

/* A column holds few people inside: one more row, and true. */
static bool fill_column(block *b)
{
    for (int32_t c = 0; c < b->counts->n_columns; c++)
        if (b->column[c] && b->total[c] && is_small(people_inside(b, c)) && add_row(b, c))
            return true;
    return is_small(people_inside(b, -1)) && add_row(b, -1);
}

/* A second column with people inside: true where there was none and there is one more now. */
static bool add_column(block *b)
{
    int32_t n = 0, best = -1;
    bool any = false;
    for (int32_t row = 0; row < b->counts->n_rows; row++)
        any = any || b->row[row];
    for (int32_t c = 0; c < b->counts->n_columns; c++) {
        const bool inside = people_inside(b, c) > 0;
        n += b->column[c] && inside;
        if ((b->column[c] && inside) || b->totals[c] == 0)
            continue;
        if (best < 0 || (inside && people_inside(b, best) == 0))
            best = c;
    }
    if (!any || n >= 2 || best < 0)
        return false;
    b->column[best] = true;
    return people_inside(b, best) > 0 || add_row(b, best);
}

static void grow(block *b)
{
    while (fill_column(b) || add_column(b))
        ;
}

static void show(bool *cell, const block *b)
{
    const int32_t n = b->counts->n_columns;
    for (int32_t row = 0; row < b->counts->n_rows; row++) {
        bool *shown = cell + (int64_t)row * n;
        for (int32_t c = 0; c < n; c++)
            shown[c] = !(b->row[row] && b->column[c]);
        if (b->row[row])
            fold(shown, b->counts->of + (int64_t)row * n, n);
    }
}

rf_status rf_show_counts(bool *cell, bool *total, const rf_counts *counts, rf_err *err)
{
    rf_status rc = RF_OK;
    block b = {.counts = counts, .total = total};
    b.totals = rf_new_array((size_t)counts->n_columns, sizeof *b.totals);
    b.row = rf_new_array((size_t)counts->n_rows, sizeof *b.row);
    b.column = rf_new_array((size_t)counts->n_columns, sizeof *b.column);
    if (b.totals == NULL || b.row == NULL || b.column == NULL) {
        rc = rf_fail_memory(err);
    } else {
        for (int32_t row = 0; row < counts->n_rows; row++)
            for (int32_t c = 0; c < counts->n_columns; c++)
                b.totals[c] += count_of(&b, row, c);
        rf_show_row(total, b.totals, counts->n_columns);
        begin(&b);
        grow(&b);
        show(cell, &b);
    }
    free(b.totals);
    free(b.row);
    free(b.column);
    return rc;
}
