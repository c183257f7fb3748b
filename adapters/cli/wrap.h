/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running text in columns. */
#ifndef RF_CLI_WRAP_H
#define RF_CLI_WRAP_H

#include "engine/renfort.h"

/* The columns that text may use: from `indent` up to `width`, counted in characters from 0. */
typedef struct rf_columns {
    int32_t indent, width;
} rf_columns;

/* How many characters a text in UTF-8 has. */
int32_t rf_text_width(const char *text);

void rf_add_blanks(rf_buf *out, int32_t n);

/* A text broken at its blanks, with a newline at the end; the line that it begins on is at
 * columns.indent already. An empty line in the text begins a paragraph. A word that is too long
 * stays whole. */
void rf_add_wrapped(rf_buf *out, const char *text, rf_columns columns);

#endif
