/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds whose value lies in the cell alone: numbers, dates, words. Private to cell.c. */
#ifndef RF_ADAPTERS_CSV_VALUE_H
#define RF_ADAPTERS_CSV_VALUE_H

#include "adapters/csv/cell.h"

/* A cell on its way into a row. */
typedef struct rf_csv_work {
    rf_csv_file *file;
    rf_csv_slot *slot;
    const rf_csv_cell *cell; /* not empty */
    void *to;                /* the column's member of the row */
    bool good;
} rf_csv_work;

/* The cell is not good; the finding is the caller's to add to what is returned. */
rf_diags *rf_csv_refuse(rf_csv_work *w);
rf_place rf_csv_place(const rf_csv_work *w);
rf_csv_shown rf_csv_shown_cell(const rf_csv_work *w);

/* The last good cell of the column, so that columns that repeat themselves cost a comparison. */
void rf_csv_keep_last(rf_csv_work *w, int32_t value);
bool rf_csv_is_last(const rf_csv_work *w);
void rf_csv_set_number(rf_csv_work *w, int32_t value);

void rf_csv_read_integer(rf_csv_work *w);
void rf_csv_read_centi_fte(rf_csv_work *w);
void rf_csv_read_floor(rf_csv_work *w);
void rf_csv_read_degrees(rf_csv_work *w);
void rf_csv_read_date(rf_csv_work *w);
void rf_csv_read_word(rf_csv_work *w);
void rf_csv_read_flag(rf_csv_work *w);
void rf_csv_read_categories(rf_csv_work *w);

#endif
