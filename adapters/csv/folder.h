/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files of a territory's folder. */
#ifndef RF_ADAPTERS_CSV_FOLDER_H
#define RF_ADAPTERS_CSV_FOLDER_H

#include "adapters/csv/csv.h"

/* Whether a file name is NAME.csv or NAME-*.csv of a schema. */
bool rf_csv_belongs(const char *name, const rf_schema *schema);

/* FOLDER/NAME, owned by the caller. NULL: out of memory. */
char *rf_csv_path_in(const char *folder, const char *name);

/* Whether there is something of that name, a link to nothing included. */
bool rf_csv_file_exists(const char *path);

/* The names in the folder (sorted bytewise) that belong to no schema, hidden ones apart. Owned:
 * free with rf_csv_free_names. */
rf_status rf_csv_list_others(char ***out, size_t *n, const char *folder, rf_err *err);

/* The file of the folder that was probably meant for NAME.csv (NAME.xlsx, name.CSV, a slip), owned;
 * NULL: none, or out of memory. */
char *rf_csv_find_similar(const char *folder, const char *name);

void rf_csv_free_names(char **names, size_t n);

#endif
