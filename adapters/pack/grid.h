/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of one case as cells and relations for suppression: each is rows x columns with the
 * totals of both, and a cell number that appears twice is one cell of two tables. */
#ifndef RF_PACK_GRID_H
#define RF_PACK_GRID_H

#include "adapters/pack/model.h"

typedef struct rf_pack_grid {
    rf_tables tables; /* of the arrays below */
    int64_t *people;  /* [n_cells]; 0 for hidden cells that nobody knows */
    bool *hidden;     /* [n_cells] */
    rf_feasible_interval *intervals;
    int32_t *first, *members;
} rf_pack_grid;

/* The rows, columns (totals included) of the table whose cells begin at `cells`, of n that are
 * left. False: it is not a whole table in row order with totals last. */
typedef struct rf_pack_shape {
    int32_t rows, columns;
} rf_pack_shape;
bool rf_pack_shape_of(rf_pack_shape *out, const rf_pack_cell *cells, size_t n);

/* Gives the cells of a case their numbers: every cell its own, but for margins with the same labels
 * and the same people in two tables, which are one (so are equal grand totals). An attacker may
 * take them for one; where they are so by chance, he is only granted more than he knows. Of the
 * tables that there are, none has a label of another's, so that only grand totals are ever one. */
void rf_pack_number(rf_pack_cell *cells, size_t n);

/* From numbered cells. RF_BAD_INPUT: they are no tables, not in the order of the pack or one of
 * them twice, or cells of one number differ. */
rf_status rf_pack_grid_new(rf_pack_grid *out, const rf_pack_cell *cells, size_t n, rf_err *err);
void rf_pack_grid_free(rf_pack_grid *grid);

#endif
