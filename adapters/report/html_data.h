/* SPDX-License-Identifier: GPL-3.0-or-later
 * The data block of the page, from which data/report/report.js draws:
 *   {"lang": "en", "pictures": [{"id", "kind", "title", "tables": [{"caption",
 *    "columns": [{"name", "form"}], "rows": [[cell, ...], ...]}]}]}
 * A share is a fraction, FTE a number with at most two decimals, a date ISO 8601, nothing null. */
#ifndef RF_ADAPTERS_REPORT_HTML_DATA_H
#define RF_ADAPTERS_REPORT_HTML_DATA_H

#include "adapters/report/picture.h"

/* Plain JSON; rf_html_put_json makes it fit for a script element. */
void rf_html_data(rf_buf *out, const rf_pictures *pictures, const char *lang);

#endif
