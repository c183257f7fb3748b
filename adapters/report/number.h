/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers, shares and dates as the reader's language writes them (the catalogue's separators). */
#ifndef RF_ADAPTERS_REPORT_NUMBER_H
#define RF_ADAPTERS_REPORT_NUMBER_H

#include "engine/renfort.h"

/* A short text returned by value: `rf_number_count(12).s` lives to the end of the expression. */
typedef struct rf_text {
    char s[96];
} rf_text;

typedef enum rf_rounding { RF_ROUND_DOWN, RF_ROUND_UP } rf_rounding;

rf_text rf_number_count(int64_t n);              /* 1,234 */
rf_text rf_number_fte(int64_t centi_fte);        /* 1,234.50 */
rf_text rf_number_balance(int64_t centi_fte);    /* +12.50, -3.00, 0.00 */
rf_text rf_number_fine(int64_t ten_thousandths); /* 47.2883, 12.5, 3: no zeros at the end */
rf_text rf_number_seconds(double seconds);       /* 12.3 s */
rf_text rf_number_percent(double share,
                          rf_rounding to); /* 96.4 %, of a share 0..1; never 100 when less */
rf_text rf_number_date(rf_date date);      /* 2020-03-16 */

/* part / whole, 1 where there is nothing to share. */
double rf_share(int64_t part, int64_t whole);

#endif
