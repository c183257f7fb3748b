/* SPDX-License-Identifier: GPL-3.0-or-later
 * w(a,t): absences and absence shocks, day by day, for the agents that have any. */
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/domain/draw.h"
#include "engine/domain/instance_build.h"

/* An agent's presence on the horizon's days first..last is at most `presence` percent. */
typedef struct absence {
    int32_t agent, first, last, presence;
} absence;

typedef struct absences {
    absence *items;
    size_t n, capacity;
} absences;

typedef struct calendar {
    bool *works; /* [days of the horizon] */
    int32_t n_days;
    int32_t *n_working; /* [T] working days of a period */
    uint8_t *presence;  /* [days] scratch, percent */
} calendar;

static void calendar_free(calendar *c)
{
    free(c->works);
    free(c->n_working);
    free(c->presence);
}

static rf_status calendar_new(calendar *out, const rf_scenario *s, rf_err *err)
{
    const int32_t n_days = s->n_periods * s->period_days;
    calendar c = {.n_days = n_days,
                  .works = rf_new_array((size_t)n_days, sizeof *c.works),
                  .n_working = rf_new_array((size_t)s->n_periods, sizeof *c.n_working),
                  .presence = rf_new_array((size_t)n_days, sizeof *c.presence)};
    if (c.works == NULL || c.n_working == NULL || c.presence == NULL) {
        calendar_free(&c);
        return rf_fail_memory(err);
    }
    for (int32_t d = 0; d < n_days; d++)
        c.works[d] = (s->working_days >> rf_date_weekday(s->start + d) & 1U) != 0;
    for (int32_t h = 0; h < s->n_holidays; h++) {
        const int64_t d = (int64_t)s->holidays[h] - s->start;
        if (d >= 0 && d < n_days)
            c.works[d] = false;
    }
    for (int32_t d = 0; d < n_days; d++)
        c.n_working[d / s->period_days] += c.works[d];
    *out = c;
    return RF_OK;
}

/* Windows that miss the horizon are passed over. */
static rf_status add_absence(absences *list, const calendar *c, absence one, rf_err *err)
{
    if (one.last >= c->n_days)
        one.last = c->n_days - 1;
    if (one.first < 0)
        one.first = 0;
    if (one.first > one.last)
        return RF_OK;
    absence *items = rf_grow(list->items, &list->capacity, list->n + 1, sizeof *items);
    if (items == NULL)
        return rf_fail_memory(err);
    list->items = items;
    items[list->n++] = one;
    return RF_OK;
}

static int32_t day_of(const rf_scenario *s, rf_date date)
{
    const int64_t day = (int64_t)date - s->start;
    return (int32_t)(day < -1 ? -1 : day > INT32_MAX ? INT32_MAX : day);
}

static rf_status add_rows(absences *list, const calendar *c, const rf_build *b, rf_err *err)
{
    const rf_absence_row *rows = rf_rows(b->territory, RF_ABSENCES);
    const int32_t n = rf_n_rows(b->territory, RF_ABSENCES);
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < n && rc == RF_OK; i++)
        rc = add_absence(list, c,
                         (absence){.agent = rows[i].agent.i,
                                   .first = day_of(b->scenario, rows[i].from),
                                   .last = day_of(b->scenario, rows[i].to),
                                   .presence = rows[i].presence_percent},
                         err);
    return rc;
}

static rf_status add_shock(absences *list, const calendar *c, const rf_build *b,
                           const rf_shock *shock, rf_err *err)
{
    const rf_agent_row *rows = rf_rows(b->territory, RF_AGENTS);
    bool *struck = rf_new_array((size_t)b->in->n_units, sizeof *struck);
    if (struck == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < shock->ids.n; i++)
        if (shock->ids.items[i].i >= 0)
            struck[shock->ids.items[i].i] = true;
    const int32_t first = day_of(b->scenario, shock->from), last = day_of(b->scenario, shock->to);
    rf_status rc = RF_OK;
    for (int32_t a = 0; a < b->in->n_agents && rc == RF_OK; a++)
        if ((shock->every_unit || struck[rows[a].unit.i]) &&
            rf_is_drawn(shock->seed, shock->centi_percent, rows[a].key.id))
            rc = add_absence(list, c, (absence){.agent = a, .first = first, .last = last}, err);
    free(struck);
    return rc;
}

static rf_status collect(absences *list, const calendar *c, const rf_build *b, rf_err *err)
{
    rf_status rc = add_rows(list, c, b, err);
    for (int32_t s = 0; s < b->scenario->n_shocks && rc == RF_OK; s++)
        if (b->scenario->shocks[s].kind == RF_SHOCK_ABSENCE)
            rc = add_shock(list, c, b, &b->scenario->shocks[s], err);
    return rc;
}

static int compare_absences(const void *a, const void *b)
{
    const absence *x = a, *y = b;
    return (x->agent > y->agent) - (x->agent < y->agent);
}

/* present(a,t) of an agent with absences, times its contract: w(a,t), rounded down twice as
 * MODEL.md says. */
static void fill_absent_agent(rf_instance *in, calendar *c, const absence *of_agent, size_t n)
{
    memset(c->presence, 100, (size_t)c->n_days);
    for (size_t i = 0; i < n; i++)
        for (int32_t d = of_agent[i].first; d <= of_agent[i].last; d++)
            if (of_agent[i].presence < c->presence[d])
                c->presence[d] = (uint8_t)of_agent[i].presence;
    const int32_t days = in->scenario->period_days, agent = of_agent[0].agent;
    uint8_t *w = in->contribution + (int64_t)agent * in->n_periods;
    for (int32_t t = 0; t < in->n_periods; t++) {
        int32_t sum = 0;
        for (int32_t d = t * days; d < (t + 1) * days; d++)
            sum += c->works[d] ? c->presence[d] : 0;
        const int32_t present = c->n_working[t] > 0 ? sum / c->n_working[t] : 0;
        w[t] = (uint8_t)(in->agents[agent].fte * present / 100);
    }
}

static void fill(rf_instance *in, calendar *c, absences *list)
{
    for (int32_t a = 0; a < in->n_agents; a++)
        for (int32_t t = 0; t < in->n_periods; t++)
            in->contribution[(int64_t)a * in->n_periods + t] =
                (uint8_t)(c->n_working[t] > 0 ? in->agents[a].fte : 0);
    if (list->n > 1)
        qsort(list->items, list->n, sizeof *list->items, compare_absences);
    for (size_t begin = 0, end; begin < list->n; begin = end) {
        end = begin + 1;
        while (end < list->n && list->items[end].agent == list->items[begin].agent)
            end++;
        fill_absent_agent(in, c, list->items + begin, end - begin);
    }
}

rf_status rf_build_contribution(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    in->contribution =
        rf_new_array((size_t)in->n_agents * (size_t)in->n_periods, sizeof *in->contribution);
    if (in->contribution == NULL)
        return rf_fail_memory(err);
    calendar c = {0};
    rf_status rc = calendar_new(&c, b->scenario, err);
    if (rc != RF_OK)
        return rc;
    absences list = {0};
    rc = collect(&list, &c, b, err);
    if (rc == RF_OK)
        fill(in, &c, &list);
    free(list.items);
    calendar_free(&c);
    return rc;
}
