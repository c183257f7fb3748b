/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells that a spreadsheet opens as what they say: quoted where RFC 4180 asks for it, and never a
 * formula. A text that begins like one (= + - @, tab, line end) or with an apostrophe gets an
 * apostrophe before it; rf_csv_plain_cell takes it off again. Source of the list: OWASP, "CSV
 * Injection". A control character, which would steer the terminal that shows the file, is "?" as on
 * the page; tabs and line ends stay, and are quoted. */
#ifndef RF_ADAPTERS_CSV_PUT_H
#define RF_ADAPTERS_CSV_PUT_H

#include "engine/renfort.h"

/* What a spreadsheet needs to know a file as UTF-8. */
extern const char rf_csv_utf8_mark[];

/* One cell, after the delimiter unless it is the first of its line. Out of memory is remembered in
 * `out->failed`. */
void rf_csv_put_cell(rf_buf *out, const char *text, char delimiter, bool first);
void rf_csv_end_line(rf_buf *out);

/* The same for a file that programs read: quoted, and without apostrophes. */
void rf_csv_put_value(rf_buf *out, const char *text, char delimiter, bool first);

/* The cell's text as it was before rf_csv_put_cell, up to control characters; borrowed from
 * `text`. */
const char *rf_csv_plain_cell(const char *text);

/* A file name made of an id: letters, digits, '-', '_' and '.' stay, every other byte is %XX, a
 * long one ends in its hash. Different ids have different names. */
void rf_csv_put_file_name(rf_buf *out, const char *id);

#endif
