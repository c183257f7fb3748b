/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which counts of a table of people by unit (rows) and reason (columns) may be published beside
 * the totals by reason, so that no count from 1 to RF_SMALL_CELL - 1 under a reason can be read or
 * worked out by subtraction. What is not shown is put together: per unit, and in the totals.
 *
 *   (S1) a total below RF_SMALL_CELL is not shown; neither are the smallest others until what is
 *        put together is no small count itself
 *   (S2) hidden are the cells where a unit with a small cell meets a reason with a small cell or
 *        without a shown total: a whole block of units x reasons
 *   (S3) the block grows until each shown reason holds 0 or RF_SMALL_CELL people in it or more (it
 *        is the total less the cells that are shown), and two reasons hold anybody
 *   (S4) in a unit, the smallest other cells are hidden too until what is put together is no small
 *        count
 *
 * By S3 the margins of the block, which is what subtraction yields, leave each small cell more than
 * one value: a cell x of row sum r and column sum c in a block of sum n is fixed only where
 * max(0, r + c - n) = min(r, c), thus by a single row, whose cells are no small ones, or a single
 * column. S4 only takes away. Where all people are under one reason, its total says so.
 * Source: L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control, 2001, ch. 4. */
#ifndef RF_DOMAIN_SMALL_CELLS_H
#define RF_DOMAIN_SMALL_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/core/status.h"
#include "engine/domain/reason.h" /* RF_SMALL_CELL */

typedef struct rf_counts {
    const int64_t *of; /* [n_rows][n_columns] people, >= 0 */
    int32_t n_rows, n_columns;
} rf_counts;

/* S1 for one row of n counts. shown[n]: of counts above 0, those that may be shown. O(n^2). */
void rf_show_row(bool *shown, const int64_t *counts, int32_t n);

/* cell[n_rows][n_columns] and total[n_columns]: what may be shown; a cell of 0 may be either.
 * RF_NO_MEMORY only. O(rows^2 columns) at worst, O(rows columns) where the block grows little. */
rf_status rf_show_counts(bool *cell, bool *total, const rf_counts *counts, rf_err *err);

#endif
