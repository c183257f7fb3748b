/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text of others inside HTML, where it can neither end what it stands in nor begin anything. */
#ifndef RF_ADAPTERS_REPORT_HTML_TEXT_H
#define RF_ADAPTERS_REPORT_HTML_TEXT_H

#include "engine/renfort.h"

/* As text or inside a quoted attribute: & < > " ' as references, control characters that HTML does
 * not allow as U+FFFD. The text must be UTF-8. */
void rf_html_put_text(rf_buf *out, const char *text);

/* JSON inside <script>: < > & and the line ends U+2028, U+2029 as \u escapes, which mean the same
 * to every JSON reader. In JSON they can stand in strings only. */
void rf_html_put_json(rf_buf *out, const char *json, size_t n);

#endif
