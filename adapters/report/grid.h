/* SPDX-License-Identifier: GPL-3.0-or-later
 * A table on a page: cells are added row by row, columns take the width that they need and give way
 * in a stated order when the page is narrow: bars shrink, then texts, then the least needed columns
 * go. Out of memory is remembered in `text.failed` and handed on to the page's buffer by
 * rf_grid_print. */
#ifndef RF_ADAPTERS_REPORT_GRID_H
#define RF_ADAPTERS_REPORT_GRID_H

#include "adapters/report/paper.h"

/* RF_WRAPPED: a text to the left that may take several lines; the last column only. */
typedef enum rf_align { RF_LEFT, RF_RIGHT, RF_BARS, RF_WRAPPED } rf_align;

typedef struct rf_grid_column {
    const char *title; /* translated; "" in every column: no header */
    rf_align align;
    int32_t least; /* columns to which it may shrink; 0: not at all */
    int32_t drop;  /* the highest goes first where the page is narrow; 0: stays */
} rf_grid_column;

typedef struct rf_grid_cell {
    size_t begin; /* in the grid's text; ends where the next cell begins */
    double share; /* of a bar; negative: the cell is a text */
    rf_style style;
} rf_grid_cell;

enum { RF_GRID_MAX = 8 };

typedef struct rf_grid {
    rf_grid_column columns[RF_GRID_MAX];
    int32_t n_columns;
    rf_buf text;
    rf_grid_cell *cells;
    size_t n_cells, capacity;
} rf_grid;

/* An empty grid of n <= RF_GRID_MAX columns. Allocates nothing. */
rf_grid rf_grid_new(const rf_grid_column *columns, int32_t n);
void rf_grid_free(rf_grid *grid);

/* The next cell, left to right; the text is copied. */
void rf_grid_add(rf_grid *grid, rf_style style, const char *text);
void rf_grid_bar(rf_grid *grid, rf_style style, double share);

/* Prints header and rows, indented, and frees the grid. */
void rf_grid_print(rf_buf *out, const rf_page *page, rf_grid *grid);

#endif
