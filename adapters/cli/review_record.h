/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the rows of an import go: decisions.csv, and the database of --db. */
#ifndef RF_CLI_REVIEW_RECORD_H
#define RF_CLI_REVIEW_RECORD_H

#include "adapters/cli/review_import.h"

/* A row of decisions.csv to be, and the line of a list that asks for it. */
typedef struct rf_review_wanted {
    rf_csv_decision row;
    rf_act act;
    rf_place place;
} rf_review_wanted;

/* Writes n rows, all or none; those of one line follow each other. *file: where they are, static;
 * left alone where there is none. Their reasons become numbered notes. A failure is said,
 * and also what a failed commit leaves behind. */
rf_exit rf_review_record(const char **file, rf_inputs *inputs, const rf_review_files *files,
                         const rf_review_wanted *list, size_t n);

#endif
