/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calendar dates as days since 1970-01-01 (proleptic Gregorian), years 1900 to 2199.
 * Source of the conversions: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
#ifndef RF_CORE_DATE_H
#define RF_CORE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t rf_date; /* days */

/* Ends of a window that was left open: every date lies between them. */
enum { RF_DATE_FIRST = INT32_MIN, RF_DATE_LAST = INT32_MAX };

enum { RF_DATE_TEXT = 11 }; /* "2020-03-16" and its NUL */

/* Exactly `YYYY-MM-DD` (or, for rf_date_parse_any, also `DD/MM/YYYY`) with a day that exists. */
bool rf_date_parse_iso(rf_date *out, const char *text);
bool rf_date_parse_any(rf_date *out, const char *text);

/* ISO 8601 into `out`, which it returns. */
const char *rf_date_format(char out[RF_DATE_TEXT], rf_date date);

int32_t rf_date_weekday(rf_date date); /* ISO: 1 Monday .. 7 Sunday */

#endif
