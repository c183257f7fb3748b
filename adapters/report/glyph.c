/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/glyph.h"

#include <string.h>
#include <utf8proc.h>

/* One character of a text: where it lies, what it is shown as, and how wide that is. */
typedef struct glyph {
    const char *bytes;
    size_t n, consumed;
    int32_t code, width;
} glyph;

static bool steers_the_terminal(int32_t code)
{
    const utf8proc_category_t category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static glyph glyph_at(const char *text, size_t n)
{
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, &code);
    if (length <= 0)
        return (glyph){.bytes = "?", .n = 1, .consumed = 1, .code = '?', .width = 1};
    const size_t consumed = (size_t)length;
    if (code == '\t' || code == '\n' || code == '\r')
        return (glyph){.bytes = " ", .n = 1, .consumed = consumed, .code = ' ', .width = 1};
    if (steers_the_terminal(code))
        return (glyph){.bytes = "?", .n = 1, .consumed = consumed, .code = '?', .width = 1};
    return (glyph){.bytes = text,
                   .n = consumed,
                   .consumed = consumed,
                   .code = code,
                   .width = utf8proc_charwidth(code)};
}

int32_t rf_glyph_width(const char *text, size_t n)
{
    int32_t width = 0;
    for (size_t at = 0; at < n;) {
        const glyph g = glyph_at(text + at, n - at);
        width += g.width;
        at += g.consumed;
    }
    return width;
}

int32_t rf_glyph_put(rf_buf *out, const char *text, size_t n, int32_t width)
{
    const bool cut = rf_glyph_width(text, n) > width;
    const int32_t room = cut ? width - 1 : width;
    int32_t used = 0;
    for (size_t at = 0; at < n;) {
        const glyph g = glyph_at(text + at, n - at);
        if (used + g.width > room)
            break;
        rf_buf_add(out, g.bytes, g.n);
        used += g.width;
        at += g.consumed;
    }
    if (!cut || width < 1)
        return used;
    rf_buf_puts(out, "…");
    return used + 1;
}

/* Signs that do not decompose into ASCII but look like it. */
static char lookalike(int32_t code)
{
    static const struct {
        int32_t code;
        char ascii;
    } known[] = {
        {0x00ab, '"'}, {0x00bb, '"'}, {0x00d7, 'x'}, {0x0152, 'O'}, {0x0153, 'o'},  {0x2010, '-'},
        {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''},
        {0x201c, '"'}, {0x201d, '"'}, {0x2026, '.'}, {0x2212, '-'}, {0x2500, '-'},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].code == code)
            return known[i].ascii;
    return utf8proc_category(code) == UTF8PROC_CATEGORY_ZS ? ' ' : '\0';
}

static char ascii_of(int32_t code)
{
    const char like = lookalike(code);
    if (like != '\0')
        return like;
    enum { ROOM = 32 }; /* the longest decomposition has 18 characters */
    utf8proc_int32_t parts[ROOM];
    int boundary = 0;
    const utf8proc_ssize_t n =
        utf8proc_decompose_char(code, parts, ROOM, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    return n > 0 && n <= ROOM && parts[0] < 0x80 ? (char)parts[0] : '?';
}

void rf_glyph_ascii(rf_buf *out, const char *page, size_t n)
{
    for (size_t at = 0; at < n;) {
        if ((unsigned char)page[at] < 0x80) {
            rf_buf_add(out, page + at, 1);
            at++;
            continue;
        }
        const glyph g = glyph_at(page + at, n - at);
        const char ascii = ascii_of(g.code);
        for (int32_t column = 0; column < g.width; column++)
            rf_buf_add(out, &ascii, 1);
        at += g.consumed;
    }
}
