/* SPDX-License-Identifier: GPL-3.0-or-later
 * The header line of a file: which column is where, what is missing, unknown, twice or refused. */
#ifndef RF_ADAPTERS_CSV_HEADER_H
#define RF_ADAPTERS_CSV_HEADER_H

#include "adapters/csv/cell.h"

/* Fills file->slots and n_headers. False: the rows cannot be read (told in diags, and
 * reading->unusable is set), or out of memory (file->no_memory). */
bool rf_csv_read_header(rf_csv_file *file, const rf_csv_record *record);

/* A row that says the header again: a second table, or a header of two lines. */
bool rf_csv_repeats_header(const rf_csv_file *file, const rf_csv_record *record);

#endif
