/* SPDX-License-Identifier: GPL-3.0-or-later
 * An agent's fte: percent, fraction of full time or hours a week, the same throughout one file.
 * Cells are collected while the file is read; the unit is inferred when all are known. */
#ifndef RF_ADAPTERS_CSV_FTE_H
#define RF_ADAPTERS_CSV_FTE_H

#include "adapters/csv/cell.h"

rf_csv_fte *rf_csv_fte_new(void); /* NULL: out of memory */
void rf_csv_fte_free(rf_csv_fte *fte);

/* Notes a cell for the row with this number in its table. False: not a spelling of an fte (told in
 * diags), or out of memory (file->no_memory). */
bool rf_csv_fte_add(rf_csv_file *file, const rf_csv_slot *slot, const rf_csv_cell *cell,
                    size_t row);

/* Infers the unit and writes the percents into the rows; refuses rows that are out of range, and
 * the file (reading->unusable) when its cells do not share one unit. */
void rf_csv_fte_finish(rf_csv_file *file, const rf_csv_slot *slot);

#endif
