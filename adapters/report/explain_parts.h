/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pages of explanations, and the parts that they share. Each appends to `out`; out of memory is
 * remembered in `out->failed`. */
#ifndef RF_ADAPTERS_REPORT_EXPLAIN_PARTS_H
#define RF_ADAPTERS_REPORT_EXPLAIN_PARTS_H

#include "adapters/report/grid.h"

enum { RF_SENTENCE = 1024 };

/* What a page looks at. */
typedef struct rf_telling {
    const rf_explanation *e;
    const rf_instance *in;
    const rf_page *page;
} rf_telling;

void rf_tell_move(rf_buf *out, const rf_telling *telling);
void rf_tell_why_not(rf_buf *out, const rf_telling *telling);
void rf_tell_need(rf_buf *out, const rf_telling *telling);
void rf_tell_agent(rf_buf *out, const rf_telling *telling);
void rf_tell_candidates(rf_buf *out, const rf_telling *telling);

/* One reason against one person: "no agreement ...", "not compatible". */
const char *rf_word_against(rf_reason reason);

/* A printf'd paragraph. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
void rf_tell(rf_buf *out, const rf_page *page, const char *format, ...);

/* "2020-03-16 to 2020-03-29" of periods. */
typedef struct rf_dates {
    char s[64];
} rf_dates;
rf_dates rf_dates_of(const rf_instance *in, int32_t first, int32_t last);

/* A signed number of a level: "+1.50", "-3", "0". */
typedef struct rf_signed {
    char s[100];
} rf_signed;
rf_signed rf_signed_of(const rf_instance *in, int32_t level, int64_t change);

/* Every level before, after, and the change; then who moves. */
void rf_tell_trial(rf_buf *out, const rf_telling *telling, const rf_trial *trial,
                   const int64_t *before);

#endif
