/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pictures of one plan, each in its own file; html.h puts them on a page. Each adds at most one
 * picture, with its message, and none where there is nothing to show. Memory is looked at once, in
 * rf_pictures_status; what can fail otherwise has a status. */
#ifndef RF_ADAPTERS_REPORT_HTML_PICTURES_H
#define RF_ADAPTERS_REPORT_HTML_PICTURES_H

#include "adapters/report/html.h"

/* Needs by period, the share that is covered; those of a tier together, the shortest first. */
void rf_picture_coverage(rf_pictures *out, const rf_compared *plan);

/* For each need the dates on which so many people are there. */
void rf_picture_calendar(rf_pictures *out, const rf_compared *plan);

/* FTE from employer to employer, those who stay with their own employer included. */
void rf_picture_lending(rf_pictures *out, const rf_compared *plan);

/* FTE from commune to commune, remote service apart; without communes, from site to site. */
void rf_picture_map(rf_pictures *out, const rf_compared *plan);

/* How many agents serve how many days, earlier missions included. */
void rf_picture_burden(rf_pictures *out, const rf_compared *plan);

/* What the plan still covers, as it is, when more people are absent. */
rf_status rf_picture_robustness(rf_pictures *out, const rf_compared *plan, rf_err *err);

/* Warns at the head of the page of a plan that breaks rules of its files; `name` as it is shown. */
void rf_picture_breaches(rf_pictures *out, const rf_compared *plan, const char *name);

/* Each level's value, bound and gap: a table. */
void rf_picture_levels(rf_pictures *out, const rf_compared *plan);

/* The key figures (kpi.h) of n plans, a column each: a table. Those that cannot be compared are
 * left out, and those by which a single person could be told. */
rf_status rf_picture_figures(rf_pictures *out, const rf_compared *plans, int32_t n, rf_err *err);

/* ---- what several of them need --------------------------------------------------------------- */

/* Demand and what is covered of it, in centi-FTE over periods, by tier and (last) of all. */
typedef struct rf_coverage {
    int64_t required, covered;
} rf_coverage;
void rf_coverage_of(rf_coverage out[RF_N_TIERS + 1], const rf_compared *plan);

/* People with a move. */
int32_t rf_people_moved(const rf_plan *plan);

/* "2. flood" of the second plan, by its file. */
const char *rf_label_of_plan(rf_pictures *out, const rf_compared *plans, int32_t i);

int64_t rf_share_of(int64_t part,
                    int64_t whole); /* ten-thousandths, rounded down; all of nothing */

/* "Portage de repas"; with its id where another need has that name, the id where there is none.
 * O(K). */
const char *rf_label_of_need(rf_pictures *out, const rf_instance *in, int32_t k);

/* The same of an organisation. */
const char *rf_label_of_organisation(rf_pictures *out, const rf_instance *in, int32_t o);

/* How the reader counts volumes: "FTE-weeks", "FTE-periods". */
const char *rf_word_of_volume(const rf_instance *in);

#endif
