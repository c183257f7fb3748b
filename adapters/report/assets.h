/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page's style, script and charts: the files of data/report/ as they are, made part of the
 * program by the Makefile. A hash is that of a Content-Security-Policy: "sha256-..." in base64. */
#ifndef RF_ADAPTERS_REPORT_ASSETS_H
#define RF_ADAPTERS_REPORT_ASSETS_H

#include <stddef.h>

extern const unsigned char rf_report_style[], rf_report_script[], rf_report_charts[];
extern const size_t rf_report_style_size, rf_report_script_size, rf_report_charts_size;
extern const char rf_report_script_hash[], rf_report_charts_hash[];

#endif
