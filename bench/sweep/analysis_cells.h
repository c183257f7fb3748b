/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tables of an analysis have in common. Values of the unit "share" are told in percent,
 * their changes in points; all others with two decimals. NaN is an empty cell. */
#ifndef RF_BENCH_SWEEP_ANALYSIS_CELLS_H
#define RF_BENCH_SWEEP_ANALYSIS_CELLS_H

#include "bench/sweep/analysis.h"

static const double RF_SWEEP_CONFIDENCE = 0.95, RF_SWEEP_RISK = 0.05;

const char *rf_sweep_or(const char *said, const char *usual);
rf_sweep_measure rf_sweep_figure_of(const rf_sweep_question *q);
bool rf_sweep_is_asked(const rf_sweep_question *q, const char *territory);
rf_status rf_sweep_nothing(const rf_sweep_question *q, const char *variant, rf_err *err);

bool rf_sweep_is_share(const char *figure);
void rf_sweep_put_value(rf_sheet *sheet, double x, bool share);
void rf_sweep_put_change(rf_sheet *sheet, double x, bool share);
/* Of a figure's mean, cut where the figure's range ends. */
void rf_sweep_put_interval(rf_sheet *sheet, const rf_sample *sample, const char *figure);

#endif
