/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pieces of JSON text, the same bytes whatever the locale. */
#ifndef RF_ADAPTERS_JSON_PUT_H
#define RF_ADAPTERS_JSON_PUT_H

#include "engine/renfort.h"

/* A string in quotes, control characters escaped. The text must be UTF-8. */
void rf_json_put_string(rf_buf *out, const char *text);
/* `units` / 10^decimals without trailing zeros: (350, 2) is 3.5. decimals <= 9. */
void rf_json_put_decimal(rf_buf *out, int64_t units, int decimals);
void rf_json_put_date(rf_buf *out, rf_date date); /* in quotes */

/* `"key": ` with ", " before it unless it is the first of its object. */
void rf_json_put_key(rf_buf *out, const char *key, bool first);
void rf_json_put_string_member(rf_buf *out, const char *key, const char *text);
void rf_json_put_integer_member(rf_buf *out, const char *key, int64_t value);
void rf_json_put_date_member(rf_buf *out, const char *key, rf_date date);

#endif
