/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records of cells out of UTF-8, with the place of each. libcsv parses (RFC 4180, strict); what it
 * does not know (lines, columns, faults and how to go on after them) is kept here.
 *
 * Memory is one window of the text and one record, whatever the size of the file. */
#ifndef RF_ADAPTERS_CSV_RECORDS_H
#define RF_ADAPTERS_CSV_RECORDS_H

#include "adapters/csv/source.h"

enum {
    RF_CSV_MOST_CELL_BYTES = 64 * 1024,
    RF_CSV_MOST_QUOTED_LINES = 20,
    RF_CSV_MOST_CELLS = 4096,
};

typedef struct rf_csv_cell {
    const char *bytes; /* UTF-8, not terminated, blanks around an unquoted value gone */
    size_t n;
    uint32_t line, column; /* where the cell begins, from 1; column in characters */
    bool odd;              /* holds a byte worth a closer look: control, lone, doubly encoded */
} rf_csv_cell;

typedef enum rf_csv_fault {
    RF_CSV_SOUND,
    RF_CSV_STRAY_QUOTE,      /* a " inside a cell that does not begin with one */
    RF_CSV_TEXT_AFTER_QUOTE, /* a closed quoted cell goes on */
    RF_CSV_OPEN_QUOTE,       /* the end of the file comes before the closing quote */
    RF_CSV_LONG_QUOTE,       /* more lines than RF_CSV_MOST_QUOTED_LINES in one cell */
    RF_CSV_LONG_CELL,        /* more bytes than RF_CSV_MOST_CELL_BYTES in one cell */
    RF_CSV_MANY_CELLS,       /* more cells than RF_CSV_MOST_CELLS */
} rf_csv_fault;

/* A record, or as far as it was read before its fault. */
typedef struct rf_csv_record {
    const rf_csv_cell *cells;
    size_t n;
    uint32_t line, last_line;
    rf_csv_fault fault;
    uint32_t fault_line, fault_column; /* where the faulty cell begins */
    uint32_t noticed_line;             /* where reading could not go on */
} rf_csv_record;

typedef struct rf_csv_records rf_csv_records;

/* Records of a source that was started in `dialect`; borrows the source. */
rf_status rf_csv_records_new(rf_csv_records **out, rf_csv_source *source,
                             const rf_csv_dialect *dialect, rf_err *err);
void rf_csv_records_free(rf_csv_records *records);

/* The next record, valid until the next call; *out NULL at the end. Blank lines are passed over.
 * After a fault reading goes on at the line after the one where the faulty cell began. */
rf_status rf_csv_records_next(const rf_csv_record **out, rf_csv_records *records, rf_err *err);

#endif
