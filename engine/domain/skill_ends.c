/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/skill_ends.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/workdays.h"

/* The period that holds a day; -1: none. */
static int32_t period_of(const rf_scenario *s, rf_date day)
{
    for (int32_t t = 0; t < s->n_periods; t++)
        if (day >= rf_period_first_day(s, t) && day <= rf_period_last_day(s, t))
            return t;
    return -1;
}

/* Whether work is done in period t up to that day and not after it, and the period goes on. */
static bool ends_after_work(const rf_scenario *s, int32_t t, rf_date until)
{
    int32_t before = 0, after = 0;
    for (rf_date day = rf_period_first_day(s, t); day <= rf_period_last_day(s, t); day++)
        *(day <= until ? &before : &after) += rf_is_working_day(s, day);
    return before > 0 && after == 0 && until < rf_period_last_day(s, t);
}

/* The period that the row loses; -1: none. */
static int32_t lost_period(const rf_instance *in, const rf_skill_row *row)
{
    const int32_t t = period_of(in->scenario, row->valid_until);
    const rf_span held = in->agents[row->agent.i].skills;
    if (t < 0 || !ends_after_work(in->scenario, t, row->valid_until))
        return -1;
    for (int32_t i = held.begin; i < held.end; i++)
        if (in->held[i].skill == row->skill.i && in->held[i].last >= t)
            return -1;
    return t;
}

rf_status rf_skill_ends_find(rf_skill_ends *out, const rf_instance *in, rf_err *err)
{
    const rf_skill_row *rows = rf_rows(in->territory, RF_SKILLS);
    const rf_need_skill_row *asked = rf_rows(in->territory, RF_NEED_SKILLS);
    bool *is_asked = rf_new_array((size_t)rf_pool_size(in->territory->skills), sizeof *is_asked);
    rf_skill_ends found = {.first = -1};
    if (is_asked == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < rf_n_rows(in->territory, RF_NEED_SKILLS); i++)
        is_asked[asked[i].skill.i] = true;
    for (int32_t i = 0; i < rf_n_rows(in->territory, RF_SKILLS); i++) {
        const int32_t t = is_asked[rows[i].skill.i] ? lost_period(in, &rows[i]) : -1;
        if (t < 0)
            continue;
        if (found.n++ == 0)
            found.first = i;
        if (found.first == i)
            found.needed = rf_period_last_day(in->scenario, t);
    }
    free(is_asked);
    *out = found;
    return RF_OK;
}
