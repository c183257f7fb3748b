/* SPDX-License-Identifier: GPL-3.0-or-later
 * One file into the rows of its table. */
#ifndef RF_ADAPTERS_CSV_TABLE_H
#define RF_ADAPTERS_CSV_TABLE_H

#include "adapters/csv/cell.h"

/* Reads the file at `path` (`name` in diagnostics) by `schema`; rows go to the territory's table
 * of that schema, refused ones too when their cells could be counted. Every fault goes to
 * reading->diags. *unread: nothing of it can be used. RF_NO_MEMORY, RF_INTERNAL, or RF_BAD_INPUT
 * for an encoding that is not known. */
rf_status rf_csv_read_table(bool *unread, rf_csv_reading *reading, const rf_schema *schema,
                            const char *path, const char *name, rf_err *err);

/* One note a form other than the common one, at the first of its files; clears the forms. */
void rf_csv_tell_forms(rf_csv_reading *reading);

/* What the fault of a record is, for people, to diags. */
void rf_csv_tell_fault(rf_diags *diags, const char *file, const rf_csv_record *record);

#endif
