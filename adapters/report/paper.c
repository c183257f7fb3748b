/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/paper.h"

#include <string.h>

#include "adapters/report/glyph.h"

rf_style rf_style_of_share(double share)
{
    if (share >= 1)
        return RF_GOOD;
    return share >= 0.8 ? RF_DOUBTFUL : RF_BAD;
}

void rf_style_begin(rf_buf *out, const rf_page *page, rf_style style)
{
    static const char *const codes[] = {
        [RF_PLAIN] = "",        [RF_STRONG] = "\033[1m",    [RF_FAINT] = "\033[2m",
        [RF_GOOD] = "\033[32m", [RF_DOUBTFUL] = "\033[33m", [RF_BAD] = "\033[31m",
    };
    if (page->colour)
        rf_buf_puts(out, codes[style]);
}

void rf_style_end(rf_buf *out, const rf_page *page, rf_style style)
{
    if (page->colour && style != RF_PLAIN)
        rf_buf_puts(out, "\033[0m");
}

void rf_paper_heading(rf_buf *out, const rf_page *page, const char *title)
{
    enum { LEAD = 3, GAP = 1 };
    if (out->length > 0)
        rf_buf_puts(out, "\n");
    rf_style_begin(out, page, RF_STRONG);
    rf_buf_puts(out, "── ");
    const int32_t used = rf_glyph_put(out, title, strlen(title), page->width - LEAD);
    if (used + LEAD + GAP < page->width)
        rf_buf_puts(out, " ");
    for (int32_t column = used + LEAD + GAP; column < page->width; column++)
        rf_buf_puts(out, "─");
    rf_style_end(out, page, RF_STRONG);
    rf_buf_puts(out, "\n");
}

/* Bytes up to the next space. */
static size_t word_end(const char *text, size_t n, size_t from)
{
    while (from < n && text[from] != ' ')
        from++;
    return from;
}

size_t rf_paper_line(const char *text, size_t n, int32_t width)
{
    size_t fits = word_end(text, n, 0);
    while (fits < n) {
        const size_t next = word_end(text, n, fits + 1);
        if (rf_glyph_width(text, next) > width)
            break;
        fits = next;
    }
    return fits;
}

void rf_paper_text(rf_buf *out, const rf_page *page, rf_style style, const char *text)
{
    const int32_t width = page->width - RF_INDENT;
    while (*text != '\0') {
        const size_t n = rf_paper_line(text, strlen(text), width);
        rf_buf_printf(out, "%*s", RF_INDENT, "");
        rf_style_begin(out, page, style);
        rf_glyph_put(out, text, n, width);
        rf_style_end(out, page, style);
        rf_buf_puts(out, "\n");
        text += n;
        text += strspn(text, " ");
    }
}

rf_status rf_paper_deliver(rf_buf *out, const rf_page *page, rf_buf *text, rf_err *err)
{
    rf_buf ascii = rf_buf_new(text->limit);
    if (!page->utf8)
        rf_glyph_ascii(&ascii, rf_buf_text(text), text->length);
    const rf_buf *finished = page->utf8 ? text : &ascii;
    const bool whole = !text->failed && !finished->failed;
    if (whole)
        rf_buf_add(out, rf_buf_text(finished), finished->length);
    rf_buf_free(text);
    rf_buf_free(&ascii);
    return whole && !out->failed ? RF_OK : rf_fail_memory(err);
}
