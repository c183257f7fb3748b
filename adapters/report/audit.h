/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sections of the data quality page, in the order of the page. Each appends to `out`; out of
 * memory is remembered in `out->failed`. Refused rows are counted as such and looked at no further.
 */
#ifndef RF_ADAPTERS_REPORT_AUDIT_H
#define RF_ADAPTERS_REPORT_AUDIT_H

#include "adapters/report/grid.h"

/* What a section looks at, and the days on which proofs of skill are judged: the scenario's
 * horizon, or without a scenario the days from the first need's begin to the last need's end (the
 * same files then always give the same page). */
typedef struct rf_audit {
    const rf_territory *territory;
    const rf_instance *in; /* NULL: without a scenario */
    const rf_page *page;
    rf_date from, to; /* to < from: there is no need */
} rf_audit;

void rf_audit_files(rf_buf *out, const rf_audit *audit);
void rf_audit_people(rf_buf *out, const rf_audit *audit);
void rf_audit_skills(rf_buf *out, const rf_audit *audit);
void rf_audit_floors(rf_buf *out, const rf_audit *audit);
void rf_audit_needs(rf_buf *out, const rf_audit *audit);
void rf_audit_runs(rf_buf *out, const rf_audit *audit); /* with an instance only */

/* A grid of measures: what, how many, which share of `whole`, and a bar. rf_audit_count
 * and rf_audit_fte leave share and bar out. */
rf_grid rf_audit_grid(void);
void rf_audit_count(rf_grid *grid, const char *what, int64_t n);
void rf_audit_fte(rf_grid *grid, const char *what, int64_t centi_fte);
void rf_audit_share(rf_grid *grid, const char *what, int64_t n, int64_t whole);

#endif
