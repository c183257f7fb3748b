/* SPDX-License-Identifier: GPL-3.0-or-later
 * A report as one HTML file that opens anywhere, also from a mail attachment: style, script, charts
 * and data are inside it, and its Content-Security-Policy allows no request and no script but its
 * own. Without scripts the tables are there all the same.
 *
 * It names no person: agents are counted, by need, by employer, by days, single ones too, whom a
 * colleague can tell (the foot says so); of the burden a bin of fewer than five
 * people is joined to its neighbour. Ids of agents, names, restrictions never get here.
 * The same input gives the same bytes. French or English by the bound catalogue. */
#ifndef RF_ADAPTERS_REPORT_HTML_H
#define RF_ADAPTERS_REPORT_HTML_H

#include "adapters/report/picture.h"

typedef struct rf_html_options {
    const char *lang;    /* of the bound catalogue: "en", "fr" */
    const char *version; /* the program's */
} rf_html_options;

/* The page of some pictures. RF_NO_MEMORY only. */
rf_status rf_html_page(rf_buf *out, const rf_pictures *pictures, const rf_html_options *options,
                       rf_err *err);

/* Of one plan: coverage, calendar, who lends to whom, map, burden, how it stands more absence,
 * what is proven. O(moves x T + K T), and draws of absence of at most some 4e8 steps. */
rf_status rf_pictures_of_plan(rf_pictures *out, const rf_compared *plan, rf_err *err);

/* Of 2 to RF_MAX_COMPARED plans of one territory, side by side. */
rf_status rf_pictures_of_comparison(rf_pictures *out, const rf_compared *plans, int32_t n,
                                    rf_err *err);

#endif
