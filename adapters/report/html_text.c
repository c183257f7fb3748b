/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/html_text.h"

#include <string.h>

/* What stands for the byte; NULL: itself. */
static const char *reference_of(unsigned char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f ? "\xef\xbf\xbd"
                                                                             : NULL;
    }
}

void rf_html_put_text(rf_buf *out, const char *text)
{
    const char *from = text; /* first byte not written yet */
    for (const char *c = text; *c != '\0'; c++) {
        const char *reference = reference_of((unsigned char)*c);
        if (reference == NULL)
            continue;
        rf_buf_add(out, from, (size_t)(c - from));
        rf_buf_puts(out, reference);
        from = c + 1;
    }
    rf_buf_puts(out, from);
}

/* The escape of what begins at `c`, and its length in bytes; NULL: none is needed. */
static const char *escape_at(size_t *length, const char *c, size_t left)
{
    *length = 1;
    switch (*c) {
    case '<':
        return "\\u003c";
    case '>':
        return "\\u003e";
    case '&':
        return "\\u0026";
    default:
        break;
    }
    *length = 3;
    if (left >= 3 && memcmp(c, "\xe2\x80\xa8", 3) == 0)
        return "\\u2028";
    return left >= 3 && memcmp(c, "\xe2\x80\xa9", 3) == 0 ? "\\u2029" : NULL;
}

void rf_html_put_json(rf_buf *out, const char *json, size_t n)
{
    size_t from = 0; /* first byte not written yet */
    for (size_t i = 0; i < n; i++) {
        size_t length = 0;
        const char *escape = escape_at(&length, json + i, n - i);
        if (escape == NULL)
            continue;
        rf_buf_add(out, json + from, i - from);
        rf_buf_puts(out, escape);
        i += length - 1;
        from = i + 1;
    }
    rf_buf_add(out, json + from, n - from);
}
