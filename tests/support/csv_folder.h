/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder of CSV files for one test: the files of tests/malformed/base, changed by the test, read,
 * and what was said of them. */
#ifndef RF_TESTS_CSV_FOLDER_H
#define RF_TESTS_CSV_FOLDER_H

#include "adapters/csv/csv.h"

typedef struct csv_folder {
    char path[64];
    rf_csv_options options;
    rf_territory *territory; /* after csv_read that succeeded */
    rf_diags *diags;
    rf_buf said; /* the findings, printed */
    rf_err err;
} csv_folder;

/* cmocka's: a folder in *state, and its end. */
int csv_set_up(void **state);
int csv_tear_down(void **state);

/* Writes (over) a file; n bytes, or text. */
void csv_put(csv_folder *f, const char *name, const char *text);
void csv_put_bytes(csv_folder *f, const char *name, const char *bytes, size_t n);
void csv_remove(csv_folder *f, const char *name);

/* The text of a file of the folder. Free it; NULL: it is not there. */
char *csv_get(const csv_folder *f, const char *name);

/* Reads the folder; f->said has the findings. */
rf_status csv_read(csv_folder *f);

/* Reads, and finds just this in what is said (every line ends with \n). */
void assert_said(csv_folder *f, rf_status status, const char *said);

/* Reads without error; the row of a table. */
const void *csv_row(csv_folder *f, rf_table_id table, int32_t i);

#endif
