/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of a territory's folder that are not read although their names are near to one that is:
 * another case, a slip, a French word, a workbook. */
#ifndef RF_ADAPTERS_CSV_STRAYS_H
#define RF_ADAPTERS_CSV_STRAYS_H

#include "adapters/csv/cell.h"

/* After the tables: warns of each such file; of a workbook beside the CSV files of its table, which
 * may be where they come from, only a note. Files near to a table that could not be read are told
 * of there. */
rf_status rf_csv_tell_strays(rf_csv_reading *reading, const char *folder, rf_err *err);

#endif
