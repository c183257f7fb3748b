/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text as a terminal shows it: counted in columns, not in bytes. Texts come from other people's
 * files: bytes that are not UTF-8 and characters that would steer the terminal are shown as '?',
 * tabs and line ends as a space. */
#ifndef RF_ADAPTERS_REPORT_GLYPH_H
#define RF_ADAPTERS_REPORT_GLYPH_H

#include "engine/renfort.h"

/* Columns that the n bytes take. */
int32_t rf_glyph_width(const char *text, size_t n);

/* Appends as much of the text as `width` columns hold, the last one an ellipsis where something was
 * left out. Returns the columns used. */
int32_t rf_glyph_put(rf_buf *out, const char *text, size_t n, int32_t width);

/* Appends a finished page with every character replaced by ASCII of the same width: accents are
 * dropped. */
void rf_glyph_ascii(rf_buf *out, const char *page, size_t n);

#endif
