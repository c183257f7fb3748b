/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/date.h"

#include <stdio.h>
#include <string.h>

typedef struct civil {
    int32_t year, month, day;
} civil;

static rf_date from_civil(civil c)
{
    const int32_t y = c.month <= 2 ? c.year - 1 : c.year;
    const int32_t era = y / 400;
    const int32_t year_of_era = y - era * 400;
    const int32_t day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    const int32_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static civil to_civil(rf_date date)
{
    const int32_t z = date + 719468;
    const int32_t era = z / 146097;
    const int32_t day_of_era = z - era * 146097;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t mp = (5 * day_of_year + 2) / 153;
    const int32_t month = mp < 10 ? mp + 3 : mp - 9;
    const int32_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return (civil){year, month, day_of_year - (153 * mp + 2) / 5 + 1};
}

static bool digits(int32_t *out, const char *text, size_t n)
{
    int32_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

static bool existing(rf_date *out, civil c)
{
    if (c.year < 1900 || c.year > 2199 || c.month < 1 || c.month > 12 || c.day < 1 || c.day > 31)
        return false;
    const rf_date date = from_civil(c);
    const civil back = to_civil(date);
    if (back.day != c.day || back.month != c.month)
        return false;
    *out = date;
    return true;
}

bool rf_date_parse_iso(rf_date *out, const char *text)
{
    civil c;
    return strlen(text) == 10 && text[4] == '-' && text[7] == '-' && digits(&c.year, text, 4) &&
           digits(&c.month, text + 5, 2) && digits(&c.day, text + 8, 2) && existing(out, c);
}

static bool parse_french(rf_date *out, const char *text)
{
    civil c;
    return strlen(text) == 10 && text[2] == '/' && text[5] == '/' && digits(&c.day, text, 2) &&
           digits(&c.month, text + 3, 2) && digits(&c.year, text + 6, 4) && existing(out, c);
}

bool rf_date_parse_any(rf_date *out, const char *text)
{
    return rf_date_parse_iso(out, text) || parse_french(out, text);
}

const char *rf_date_format(char out[RF_DATE_TEXT], rf_date date)
{
    const civil c = to_civil(date);
    const unsigned year = (unsigned)c.year % 10000U, month = (unsigned)c.month % 100U,
                   day = (unsigned)c.day % 100U;
    snprintf(out, RF_DATE_TEXT, "%04u-%02u-%02u", year, month, day);
    return out;
}

int32_t rf_date_weekday(rf_date date)
{
    return (date % 7 + 10) % 7 + 1;
}
