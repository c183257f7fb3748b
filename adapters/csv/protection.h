/* SPDX-License-Identifier: GPL-3.0-or-later
 * The optional columns that protect people, and what a file without one says. Static texts; cannot
 * fail. */
#ifndef RF_ADAPTERS_CSV_PROTECTION_H
#define RF_ADAPTERS_CSV_PROTECTION_H

#include "engine/renfort.h"

/* What it means that a file lacks this column, translated; NULL: the column protects nobody. */
const char *rf_csv_without(const rf_schema *schema, const rf_column *column);

#endif
