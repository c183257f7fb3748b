/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sections of the summary, in the order of the page. Each appends to `out`; out of memory is
 * remembered in `out->failed`. */
#ifndef RF_ADAPTERS_REPORT_SECTIONS_H
#define RF_ADAPTERS_REPORT_SECTIONS_H

#include "adapters/report/report.h"

/* What a section looks at. */
typedef struct rf_view {
    const rf_instance *in;
    const rf_plan *plan;
    const rf_ledger *ledger;
    const rf_page *page;
} rf_view;

void rf_section_headline(rf_buf *out,
                         const rf_view *view); /* status and what is proven, in one sentence */
void rf_section_facts(rf_buf *out, const rf_view *view); /* scenario, dates, how many people move */
void rf_section_tiers(rf_buf *out, const rf_view *view); /* required, covered, unmet */
void rf_section_exchanges(rf_buf *out, const rf_view *view); /* lent and borrowed by organisation */
void rf_section_levels(rf_buf *out, const rf_view *view); /* value, bound, gap, seconds, status */
void rf_section_shortfalls(rf_buf *out, const rf_view *view); /* the ten largest */
void rf_section_dips(rf_buf *out, const rf_view *view); /* the ten largest; nothing without any */
void rf_section_volunteers(rf_buf *out, const rf_view *view); /* how many are not used, and why */
void rf_section_conflict(rf_buf *out, const rf_view *view);   /* of an infeasible plan */

#endif
