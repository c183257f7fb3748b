/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/wrap.h"

#include <string.h>

static int32_t width_of(const char *text, size_t n)
{
    int32_t width = 0;
    for (size_t i = 0; i < n; i++)
        width += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    return width;
}

int32_t rf_text_width(const char *text)
{
    return width_of(text, strlen(text));
}

void rf_add_blanks(rf_buf *out, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        rf_buf_puts(out, " ");
}

/* n bytes of a word on the line that is at *column, or on a new one. */
static void add_word(rf_buf *out, int32_t *column, const char *word, size_t n, rf_columns columns)
{
    const int32_t wide = width_of(word, n);
    if (*column > columns.indent && *column + 1 + wide > columns.width) {
        rf_buf_puts(out, "\n");
        rf_add_blanks(out, columns.indent);
        *column = columns.indent;
    } else if (*column > columns.indent) {
        rf_buf_puts(out, " ");
        *column += 1;
    }
    rf_buf_add(out, word, n);
    *column += wide;
}

void rf_add_wrapped(rf_buf *out, const char *text, rf_columns columns)
{
    int32_t column = columns.indent;
    for (const char *c = text; *c != '\0';) {
        const size_t n = strcspn(c, " \n");
        if (n > 0)
            add_word(out, &column, c, n, columns);
        c += n;
        if (c[0] == '\n' && c[1] == '\n') {
            rf_buf_puts(out, "\n\n");
            rf_add_blanks(out, columns.indent);
            column = columns.indent;
            c++;
        }
        if (*c != '\0')
            c++;
    }
    rf_buf_puts(out, "\n");
}
