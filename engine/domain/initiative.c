/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/initiative.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/against.h"
#include "engine/domain/instance_build.h"

/* The days on which the authors are wanted. */
static rf_periods periods_of(const rf_instance *in, const rf_initiative_row *initiative)
{
    const rf_need_row *needs = rf_rows(in->territory, RF_NEEDS);
    const rf_need_row *need = &needs[initiative->need.i];
    const bool stays = initiative->outcome == RF_EXTEND || initiative->review_on > need->to;
    return rf_periods_overlapped(in->scenario, need->from,
                                 stays ? need->to : initiative->review_on);
}

static rf_reasons against_on(const rf_instance *in, rf_agent_id agent, rf_need_id need, int32_t t)
{
    const unsigned consent = 1U << RF_AGAINST_CONSENT, travel = 1U << RF_AGAINST_TRAVEL;
    const unsigned unskilled =
        rf_role_on(in, agent, need, t) == RF_ROLE_QUALIFIED ? 0 : 1U << RF_AGAINST_SKILL;
    return (rf_reasons)((rf_against_on(in, agent, need, t) | unskilled) & ~(consent | travel));
}

bool rf_initiative_stay(rf_move *out, rf_reasons *against, const rf_instance *in,
                        const rf_initiative_row *initiative, int32_t agent)
{
    const int32_t consent = in->agents[agent].consent;
    *against = 0;
    if (initiative->state != RF_ENDORSED || initiative->need.i < 0 ||
        (consent != RF_VOLUNTEER && consent != RF_AGREES))
        return false;
    const rf_periods window = periods_of(in, initiative);
    rf_move stay = {.agent = {agent}, .need = {initiative->need.i}, .first = -1, .pinned = true};
    for (int32_t t = window.first; t <= window.last; t++) {
        const rf_reasons reasons = against_on(in, stay.agent, stay.need, t);
        *against |= reasons;
        if (reasons != 0 && stay.first >= 0)
            break;
        if (reasons != 0)
            continue;
        stay.first = stay.first < 0 ? t : stay.first;
        stay.last = t;
        if (stay.last - stay.first + 1 == in->rules.max_periods_away)
            break;
    }
    if (stay.first < 0)
        return false;
    *out = stay;
    return true;
}

bool rf_initiative_is_due(const rf_initiative_row *initiative, rf_date today)
{
    return initiative->state != RF_CLOSED && initiative->review_on <= today;
}

static int compare_events(const void *a, const void *b)
{
    const rf_initiative_event *x = a, *y = b;
    if (x->on != y->on)
        return x->on < y->on ? -1 : 1;
    if (x->step != y->step)
        return x->step < y->step ? -1 : 1;
    if (x->initiative != y->initiative)
        return x->initiative < y->initiative ? -1 : 1;
    return (x->agent > y->agent) - (x->agent < y->agent);
}

/* Whether a decision, or an initiative before, has the agent elsewhere. */
static bool is_taken(const rf_initiative_calendar *c, const rf_instance *in, const rf_move *stay)
{
    for (int32_t p = 0; p < in->n_pins; p++)
        if (in->pins[p].agent.i == stay->agent.i && rf_move_compare(&in->pins[p], stay) != 0)
            return true;
    for (size_t e = 0; e < c->n; e++)
        if (c->events[e].agent == stay->agent.i)
            return true;
    return false;
}

static void add_author(rf_initiative_calendar *c, const rf_instance *in, int32_t i, int32_t agent)
{
    const rf_initiative_row *rows = rf_rows(in->territory, RF_INITIATIVES);
    rf_reasons against;
    rf_move stay;
    if (!rf_initiative_stay(&stay, &against, in, &rows[i], agent) || is_taken(c, in, &stay))
        return;
    c->events[c->n++] = (rf_initiative_event){rf_period_first_day(in->scenario, stay.first),
                                              RF_INITIATIVE_JOINS, i, agent};
    c->events[c->n++] = (rf_initiative_event){rf_period_last_day(in->scenario, stay.last) + 1,
                                              RF_INITIATIVE_RETURNS, i, agent};
}

rf_status rf_initiative_calendar_new(rf_initiative_calendar **out, const rf_instance *in,
                                     rf_err *err)
{
    const rf_initiative_row *rows = rf_rows(in->territory, RF_INITIATIVES);
    const int32_t n = rf_n_rows(in->territory, RF_INITIATIVES);
    size_t most = 0;
    for (int32_t i = 0; i < n; i++)
        most += 1 + 2 * (size_t)rows[i].authors.n;
    rf_initiative_calendar *c = rf_new_array(1, sizeof *c);
    if (c != NULL)
        c->events = rf_new_array(most, sizeof *c->events);
    if (c == NULL || c->events == NULL) {
        rf_initiative_calendar_free(c);
        return rf_fail_memory(err);
    }
    for (int32_t i = 0; i < n; i++) {
        if (rows[i].state != RF_CLOSED && rows[i].review_on != RF_DATE_LAST)
            c->events[c->n++] =
                (rf_initiative_event){rows[i].review_on, RF_INITIATIVE_REVIEW, i, -1};
        for (int32_t a = 0; a < rows[i].authors.n; a++)
            add_author(c, in, i, rows[i].authors.items[a].i);
    }
    if (c->n > 1)
        qsort(c->events, c->n, sizeof *c->events, compare_events);
    *out = c;
    return RF_OK;
}

void rf_initiative_calendar_free(rf_initiative_calendar *calendar)
{
    if (calendar != NULL)
        free(calendar->events);
    free(calendar);
}
