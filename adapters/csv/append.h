/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows at the end of a territory's decisions.csv. */
#ifndef RF_ADAPTERS_CSV_APPEND_H
#define RF_ADAPTERS_CSV_APPEND_H

#include "adapters/csv/csv.h"

/* A row of decisions.csv to be; texts are borrowed. */
typedef struct rf_csv_decision {
    const char *agent, *need;
    rf_date from, to;
    rf_verdict verdict;
    const char *author, *reason; /* "": none */
} rf_csv_decision;

/* Appends n rows in the order of the file's own columns, with its own delimiter; a file that is not
 * there is made with the canonical header. What stood there stays, in UTF-8 (a file in another
 * encoding is brought to it). The file is replaced whole, or left as it was. RF_BAD_INPUT: the file
 * has no column for agent, need, from, to or decision, or cannot be read as a table. O(bytes). */
rf_status rf_csv_append_decisions(const char *folder, const rf_csv_decision *rows, size_t n,
                                  const rf_csv_options *options, rf_err *err);

#endif
