/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* U+00A0: keeps a number and its sign on one line. */
static const char NO_BREAK_SPACE[] = "\xc2\xa0";

static void append(rf_text *out, const char *text, size_t n)
{
    const size_t length = strlen(out->s);
    if (n >= sizeof out->s - length)
        return;
    memcpy(out->s + length, text, n);
    out->s[length + n] = '\0';
}

/* What stands between two marks of the catalogue's sample number. */
static void append_between(rf_text *out, const char *sample, char before, char after)
{
    const char *begin = strchr(sample, before);
    const char *end = begin != NULL ? strchr(begin, after) : NULL;
    if (end != NULL)
        append(out, begin + 1, (size_t)(end - begin - 1));
}

static void append_grouped(rf_text *out, uint64_t n, const char *sample)
{
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            append_between(out, sample, '1', '2');
        append(out, digits + i, 1);
    }
}

/* A value in tenths (unit 10), hundredths (unit 100) or ones (unit 1). */
static rf_text decimal(int64_t value, uint64_t unit)
{
    /* TRANSLATORS: a sample: its thousands and decimal separators are those of all numbers. */
    const char *sample = _("1,234.5");
    const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    rf_text out = {.s = ""};
    if (value < 0)
        append(&out, "-", 1);
    append_grouped(&out, size / unit, sample);
    if (unit > 1)
        append_between(&out, sample, '4', '5');
    for (uint64_t place = unit / 10; place > 0; place /= 10)
        append(&out, &"0123456789"[size / place % 10], 1);
    return out;
}

static void append_unit(rf_text *out, const char *unit)
{
    append(out, NO_BREAK_SPACE, sizeof NO_BREAK_SPACE - 1);
    append(out, unit, strlen(unit));
}

rf_text rf_number_count(int64_t n)
{
    return decimal(n, 1);
}

rf_text rf_number_fte(int64_t centi_fte)
{
    return decimal(centi_fte, 100);
}

rf_text rf_number_fine(int64_t ten_thousandths)
{
    uint64_t unit = 10000;
    int64_t value = ten_thousandths;
    while (unit > 1 && value % 10 == 0) {
        value /= 10;
        unit /= 10;
    }
    return decimal(value, unit);
}

rf_text rf_number_balance(int64_t centi_fte)
{
    const rf_text number = decimal(centi_fte, 100);
    if (centi_fte <= 0)
        return number;
    rf_text out = {.s = "+"};
    append(&out, number.s, strlen(number.s));
    return out;
}

rf_text rf_number_seconds(double seconds)
{
    rf_text out = decimal(llround(seconds * 10), 10);
    append_unit(&out, "s");
    return out;
}

rf_text rf_number_percent(double share, rf_rounding to)
{
    const double slack = 1e-9; /* 0.07 * 1000 is a little more than 70 */
    const double tenths = share * 1000;
    double rounded = floor(tenths + slack);
    if (to == RF_ROUND_UP)
        rounded = ceil(tenths - slack);
    rf_text out = decimal((int64_t)rounded, 10);
    append_unit(&out, "%");
    return out;
}

rf_text rf_number_date(rf_date date)
{
    char iso[RF_DATE_TEXT];
    rf_date_format(iso, date);
    const int year = (int)strtol(iso, NULL, 10);
    const int month = (int)strtol(iso + 5, NULL, 10);
    const int day = (int)strtol(iso + 8, NULL, 10);
    rf_text out;
    /* TRANSLATORS: a date: year, month, day. */
    snprintf(out.s, sizeof out.s, _("%04d-%02d-%02d"), year, month, day);
    return out;
}

double rf_share(int64_t part, int64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : 1.0;
}
