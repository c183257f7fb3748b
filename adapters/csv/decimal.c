/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/decimal.h"

#include <ctype.h>
#include <string.h>

bool rf_csv_parse_decimal(rf_csv_decimal *out, const char *text, size_t n)
{
    rf_csv_decimal d = {.negative = false};
    size_t i = 0;
    if (n > 0 && (text[0] == '-' || text[0] == '+'))
        d.negative = text[i++] == '-';
    const size_t first = i;
    for (; i < n && isdigit((unsigned char)text[i]); i++)
        d.whole = i - first < 18 ? d.whole * 10 + (text[i] - '0') : d.whole;
    if (i == first || i - first > 18)
        return false;
    if (i < n && (text[i] == '.' || text[i] == ',')) {
        d.fraction = text + ++i;
        for (; i < n && isdigit((unsigned char)text[i]); i++)
            d.n_fraction++;
        if (d.n_fraction == 0)
            return false;
    }
    *out = d;
    return i == n;
}

int64_t rf_csv_scale(const rf_csv_decimal *d, int digits, bool round)
{
    const int64_t most = INT64_C(1000000000); /* beyond every bound of the schema */
    int64_t value = d->whole < most ? d->whole : most;
    for (int i = 0; i < digits; i++)
        value = value * 10 + ((size_t)i < d->n_fraction ? d->fraction[i] - '0' : 0);
    if (round && (size_t)digits < d->n_fraction && d->fraction[digits] >= '5')
        value++;
    return d->negative ? -value : value;
}

bool rf_csv_is_whole(const rf_csv_decimal *d)
{
    for (size_t i = 0; i < d->n_fraction; i++)
        if (d->fraction[i] != '0')
            return false;
    return true;
}

void rf_csv_hint_letters(rf_diags *diags, const char *text, size_t n)
{
    char fixed[32];
    size_t letters = 0, digits = 0;
    if (n >= sizeof fixed)
        return;
    for (size_t i = 0; i < n; i++) {
        const bool zero = text[i] == 'O' || text[i] == 'o', one = text[i] == 'l' || text[i] == 'I';
        fixed[i] = text[i];
        if (zero || one)
            fixed[i] = zero ? '0' : '1';
        letters += zero || one ? 1U : 0U;
        digits += isdigit((unsigned char)fixed[i]) ? 1U : 0U;
        if (!isdigit((unsigned char)fixed[i]) && strchr(",.%", fixed[i]) == NULL)
            return;
    }
    fixed[n] = '\0';
    if (letters > 0 && digits > 0)
        rf_diags_hint(diags, _("a letter stands for a digit: did you mean '%s'?"), fixed);
}
