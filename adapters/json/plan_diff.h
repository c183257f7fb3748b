/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a plan document says against what its moves make. */
#ifndef RF_ADAPTERS_JSON_PLAN_DIFF_H
#define RF_ADAPTERS_JSON_PLAN_DIFF_H

#include "adapters/json/document.h"

/* Breaches, one a line. */
typedef struct rf_breaches {
    rf_buf *out;
    int32_t n;
} rf_breaches;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void rf_breach(rf_breaches *b, const char *format, ...);

/* Every difference between a document and the one that it should be. Lists of moves, needs, floors
 * and conventions are compared by their ids and must be in the order of PLAN.md; moves that only
 * `said` has are the caller's to report. Not compared: `renfort` and the two fingerprints, beyond
 * their form, and `run`. RF_NO_MEMORY only. O(values log values). */
rf_status rf_json_diff_plan(rf_breaches *b, const rf_json_doc *said, const rf_json_doc *made,
                            rf_err *err);

#endif
