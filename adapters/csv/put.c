/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/put.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

enum { LONGEST_NAME = 120 };

const char rf_csv_utf8_mark[] = "\xEF\xBB\xBF";

static bool looks_like_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL;
}

/* The bytes of the control character at `text`: C0 without tab and line ends, DEL, C1; 0: none. */
static size_t control_length(const char *text)
{
    const unsigned char c = (unsigned char)text[0], next = c != 0 ? (unsigned char)text[1] : 0;
    const bool stays = c == '\t' || c == '\n' || c == '\r';
    if (c == 0xC2 && next >= 0x80 && next <= 0x9F)
        return 2;
    return c == 0x7F || (c != 0 && c < 0x20 && !stays) ? 1 : 0;
}

/* Quotes are doubled; a text that has one is quoted. */
static void put_text(rf_buf *out, const char *text)
{
    const char *begin = text;
    while (*text != '\0') {
        const size_t control = control_length(text);
        if (control == 0 && *text != '"') {
            text++;
            continue;
        }
        rf_buf_add(out, begin, (size_t)(text - begin));
        rf_buf_puts(out, control > 0 ? "?" : "\"\"");
        text += control > 0 ? control : 1;
        begin = text;
    }
    rf_buf_puts(out, begin);
}

/* Every delimiter is quoted, whichever this file has: who opens it may choose another. */
void rf_csv_put_value(rf_buf *out, const char *text, char delimiter, bool first)
{
    if (!first)
        rf_buf_add(out, &delimiter, 1);
    const bool quoted = strpbrk(text, "\"\r\n\t,;") != NULL || text[0] == ' ';
    rf_buf_puts(out, quoted ? "\"" : "");
    put_text(out, text);
    rf_buf_puts(out, quoted ? "\"" : "");
}

void rf_csv_put_cell(rf_buf *out, const char *text, char delimiter, bool first)
{
    rf_buf safe = rf_buf_new(out->limit);
    if (looks_like_formula(text) || text[0] == '\'')
        rf_buf_puts(&safe, "'");
    rf_buf_puts(&safe, text);
    rf_csv_put_value(out, rf_buf_text(&safe), delimiter, first);
    out->failed = out->failed || safe.failed;
    rf_buf_free(&safe);
}

void rf_csv_end_line(rf_buf *out)
{
    rf_buf_puts(out, "\r\n");
}

const char *rf_csv_plain_cell(const char *text)
{
    const bool marked = text[0] == '\'' && (text[1] == '\'' || looks_like_formula(text + 1));
    return marked ? text + 1 : text;
}

void rf_csv_put_file_name(rf_buf *out, const char *id)
{
    const size_t begin = out->length;
    for (const char *c = id; *c != '\0' && out->length - begin < LONGEST_NAME; c++) {
        const bool plain =
            isalnum((unsigned char)*c) || *c == '-' || *c == '_' || (*c == '.' && c != id);
        if (plain)
            rf_buf_add(out, c, 1);
        else
            rf_buf_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
    }
    if (out->length - begin >= LONGEST_NAME)
        rf_buf_printf(out, "%%%016" PRIx64, rf_fnv1a64(RF_FNV1A64_START, id, strlen(id)));
}
