/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a database holds, as it is asked for: lists, and documents by their number. */
#ifndef RF_CLI_STORED_H
#define RF_CLI_STORED_H

#include "adapters/cli/database.h"

/* The number in "#12"; 0: the text is none. */
int64_t rf_stored_number(const char *text);

/* Adds the sheet `plans`, `missions` or `initiatives` of the crisis, its texts kept in `texts`. */
rf_status rf_stored_plans(rf_sheets *out, rf_pool *texts, const rf_database *database, rf_err *err);
rf_status rf_stored_missions(rf_sheets *out, rf_pool *texts, const rf_database *database,
                             rf_err *err);
rf_status rf_stored_initiatives(rf_sheets *out, rf_pool *texts, const rf_database *database,
                                rf_err *err);

#endif
