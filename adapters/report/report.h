/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages for people in a terminal: the summary of a plan, the quality of a territory's data,
 * progress. French or English by the bound gettext catalogue. Renders into a buffer; prints nothing
 * itself. */
#ifndef RF_ADAPTERS_REPORT_H
#define RF_ADAPTERS_REPORT_H

#include "engine/renfort.h"

typedef struct rf_page {
    int32_t width; /* columns of the terminal, >= 40 */
    bool colour;   /* ANSI colours allowed (NO_COLOR unset and a terminal) */
    bool utf8;     /* block characters allowed; else ASCII bars */
} rf_page;

/* The summary a manager reads: per tier required, covered, unmet with bars; per organisation lent
 * and borrowed; levels with value, bound, gap, seconds; the ten largest shortfalls; volunteers not
 * used and the main reasons. For an infeasible plan: the conflict, in words. RF_NO_MEMORY only. */
rf_status rf_report_summary(rf_buf *out, const rf_instance *in, const rf_plan *plan,
                            const rf_page *page, rf_err *err);

/* The data quality page of `renfort check`: counts, share of agents with skills, unknown consent,
 * expired proofs, floors missing, and with an instance: eligible runs, needs that nobody can serve
 * and the commonest reason. `in` NULL: without a scenario. */
rf_status rf_report_quality(rf_buf *out, const rf_territory *territory, const rf_instance *in,
                            const rf_page *page, rf_err *err);

/* What changed from the baseline: stays kept, changed, new and dropped, each change (the first
 * twenty), by organisation and by unit, levels before and after. RF_NO_MEMORY only. */
rf_status rf_report_difference(rf_buf *out, const rf_instance *in, const rf_difference *difference,
                               const rf_page *page, rf_err *err);

/* The decisions of a territory: those of this number, 0: all. RF_NO_MEMORY only. */
rf_status rf_report_decisions(rf_buf *out, const rf_territory *territory, int32_t number,
                              const rf_page *page, rf_err *err);

/* Figures as a page: a table a sheet, under its title and a sentence that says how to read it. A
 * long one ends with how many rows are left out. `in` says what a period is; NULL: nothing here
 * counts periods. RF_NO_MEMORY only. */
rf_status rf_report_sheets(rf_buf *out, const rf_instance *in, const rf_sheets *sheets,
                           const rf_page *page, rf_err *err);

/* One line of progress: level, value, bound, gap, elapsed; no newline. */
void rf_report_progress(rf_buf *out, const rf_instance *in, const rf_progress *now,
                        const rf_page *page);

#endif
