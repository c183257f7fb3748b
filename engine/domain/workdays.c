/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/workdays.h"

static bool is_holiday(const rf_scenario *s, rf_date day)
{
    for (int32_t h = 0; h < s->n_holidays; h++)
        if (s->holidays[h] == day)
            return true;
    return false;
}

bool rf_is_working_day(const rf_scenario *scenario, rf_date day)
{
    return (scenario->working_days >> rf_date_weekday(day) & 1U) != 0 && !is_holiday(scenario, day);
}

int32_t rf_working_days(const rf_scenario *scenario, int32_t t)
{
    int32_t n = 0;
    for (rf_date day = rf_period_first_day(scenario, t); day <= rf_period_last_day(scenario, t);
         day++)
        n += rf_is_working_day(scenario, day);
    return n;
}

int32_t rf_days_away(const rf_scenario *scenario, const rf_move *move)
{
    int32_t n = 0;
    for (int32_t t = move->first; t <= move->last; t++)
        n += rf_working_days(scenario, t);
    return n;
}
