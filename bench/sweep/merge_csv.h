/* SPDX-License-Identifier: GPL-3.0-or-later
 * The results as one table for a spreadsheet: a row a level, figure or cell, and one for a failure.
 * UTF-8 with a mark, commas; what a spreadsheet would take for a formula is none (put.h). Times are
 * not in it: the same sweep is the same file. Out of memory is remembered in out->failed. */
#ifndef RF_BENCH_SWEEP_MERGE_CSV_H
#define RF_BENCH_SWEEP_MERGE_CSV_H

#include "bench/sweep/sweep.h"

enum { RF_SWEEP_CSV_LIMIT = 1 << 30 };

/* Whether `path` may become that table: nothing is there, or such a table, or a stream. RF_IO else.
 */
rf_status rf_sweep_csv_check(const char *path, rf_err *err);

void rf_sweep_csv_begin(rf_buf *out);
void rf_sweep_csv_put(rf_buf *out, const rf_result *result);

#endif
