/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plain decimals as people write them, read in integers. */
#ifndef RF_ADAPTERS_CSV_DECIMAL_H
#define RF_ADAPTERS_CSV_DECIMAL_H

#include "engine/renfort.h"

/* Digits, at most 18 before the separator, which is a point or a comma. */
typedef struct rf_csv_decimal {
    bool negative;
    int64_t whole;
    const char *fraction; /* digits after the separator; borrowed */
    size_t n_fraction;
} rf_csv_decimal;
bool rf_csv_parse_decimal(rf_csv_decimal *out, const char *text, size_t n);

/* Nothing but zeros after the separator. */
bool rf_csv_is_whole(const rf_csv_decimal *d);

/* The number times 10^digits (at most 9), rounded half up, or cut. Numbers beyond 10^9 count as
 * 10^9: past every bound that is asked for. */
int64_t rf_csv_scale(const rf_csv_decimal *d, int digits, bool round);

/* Gives the finding added last the hint that letters stand for digits ("1OO" for "100"), where
 * that is so. */
void rf_csv_hint_letters(rf_diags *diags, const char *text, size_t n);

#endif
