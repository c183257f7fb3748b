/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/put.h"

#include <string.h>

static void put_escaped(rf_buf *out, char c)
{
    static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *known = strchr(plain, c);
    if (known != NULL)
        rf_buf_printf(out, "\\%c", letters[known - plain]);
    else
        rf_buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

void rf_json_put_string(rf_buf *out, const char *text)
{
    rf_buf_add(out, "\"", 1);
    const char *from = text; /* first byte not written yet */
    for (const char *c = text; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || *c == '"' || *c == '\\') {
            rf_buf_add(out, from, (size_t)(c - from));
            put_escaped(out, *c);
            from = c + 1;
        }
    rf_buf_puts(out, from);
    rf_buf_add(out, "\"", 1);
}

void rf_json_put_decimal(rf_buf *out, int64_t units, int decimals)
{
    enum { LONGEST = 32 };
    char text[LONGEST];
    size_t at = LONGEST;
    uint64_t rest = units < 0 ? 0U - (uint64_t)units : (uint64_t)units;
    while (decimals > 0 && rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    for (int digit = 0; digit <= decimals || rest > 0; digit++) {
        if (digit == decimals && decimals > 0)
            text[--at] = '.';
        text[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (units < 0)
        text[--at] = '-';
    rf_buf_add(out, text + at, LONGEST - at);
}

void rf_json_put_date(rf_buf *out, rf_date date)
{
    char text[RF_DATE_TEXT];
    rf_buf_add(out, "\"", 1);
    rf_buf_puts(out, rf_date_format(text, date));
    rf_buf_add(out, "\"", 1);
}

void rf_json_put_key(rf_buf *out, const char *key, bool first)
{
    rf_buf_puts(out, first ? "\"" : ", \"");
    rf_buf_puts(out, key);
    rf_buf_puts(out, "\": ");
}

void rf_json_put_string_member(rf_buf *out, const char *key, const char *text)
{
    rf_json_put_key(out, key, false);
    rf_json_put_string(out, text);
}

void rf_json_put_integer_member(rf_buf *out, const char *key, int64_t value)
{
    rf_json_put_key(out, key, false);
    rf_json_put_decimal(out, value, 0);
}

void rf_json_put_date_member(rf_buf *out, const char *key, rf_date date)
{
    rf_json_put_key(out, key, false);
    rf_json_put_date(out, date);
}
