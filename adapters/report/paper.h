/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page's own marks: colour, headings, wrapped sentences. Colour only underlines what the words
 * already say. */
#ifndef RF_ADAPTERS_REPORT_PAPER_H
#define RF_ADAPTERS_REPORT_PAPER_H

#include "adapters/report/report.h"

typedef enum rf_style { RF_PLAIN, RF_STRONG, RF_FAINT, RF_GOOD, RF_DOUBTFUL, RF_BAD } rf_style;

/* Green for all of it, yellow for most (from 80 %), red below. */
rf_style rf_style_of_share(double share);

void rf_style_begin(rf_buf *out, const rf_page *page, rf_style style);
void rf_style_end(rf_buf *out, const rf_page *page, rf_style style);

/* A blank line where something is above, then the title in a rule across the page. */
void rf_paper_heading(rf_buf *out, const rf_page *page, const char *title);

/* Bytes of `text` that a line of `width` columns takes: whole words, at least one. */
size_t rf_paper_line(const char *text, size_t n, int32_t width);

/* A text broken at spaces to the page's width, each line indented by RF_INDENT columns, the first
 * one too. */
enum { RF_INDENT = 2 };
void rf_paper_text(rf_buf *out, const rf_page *page, rf_style style, const char *text);

/* Hands the finished page over, in ASCII where the terminal knows no more, and frees it.
 * RF_NO_MEMORY when the page or the copy failed; `out` is then as it was. */
rf_status rf_paper_deliver(rf_buf *out, const rf_page *page, rf_buf *text, rf_err *err);

#endif
