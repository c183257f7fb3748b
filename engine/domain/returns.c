/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/returns.h"

#include <stdlib.h>

#include "engine/core/mem.h"

static rf_service *at(rf_returns *r, int32_t unit, int32_t t)
{
    return &r->services[(int64_t)unit * r->n_columns + t];
}

/* The period whose presence and floors hold on t. */
static int32_t as_on(const rf_instance *in, int32_t t)
{
    return t < in->n_periods ? t : in->n_periods - 1;
}

static void add_presence(rf_returns *r, const rf_instance *in)
{
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++)
        for (int32_t t = 0; t < r->n_columns; t++)
            at(r, in->agents[a.i].unit, t)->here += rf_contribution(in, a, as_on(in, t));
    for (int32_t f = 0; f < in->n_floors; f++) {
        if (in->floors[f].skill >= 0)
            continue;
        for (int32_t t = 0; t < r->n_columns; t++) {
            rf_service *s = at(r, in->floors[f].unit, t);
            const int32_t floor = in->floor[(int64_t)f * in->n_periods + as_on(in, t)];
            s->needs = floor > s->needs ? floor : s->needs;
        }
    }
}

/* Whether another stay of the agent begins where this one ends; those of one agent stand
 * together. */
static bool goes_on(const rf_move *moves, int32_t n_moves, int32_t m)
{
    int32_t i = m;
    while (i > 0 && moves[i - 1].agent.i == moves[m].agent.i)
        i--;
    for (; i < n_moves && moves[i].agent.i == moves[m].agent.i; i++)
        if (moves[i].first == moves[m].last + 1)
            return true;
    return false;
}

static void add_move(rf_returns *r, const rf_instance *in, const rf_move *moves, int32_t n_moves,
                     int32_t m)
{
    const rf_move *move = &moves[m];
    const int32_t unit = in->agents[move->agent.i].unit;
    r->sent[unit] += m == 0 || moves[m - 1].agent.i != move->agent.i;
    for (int32_t t = move->first; t <= move->last; t++) {
        const int32_t w = rf_contribution(in, move->agent, t);
        at(r, unit, t)->away += w;
        at(r, unit, t)->here -= w;
    }
    if (goes_on(moves, n_moves, m))
        return;
    rf_service *back = at(r, unit, move->last + 1);
    back->people++;
    back->back += rf_contribution(in, move->agent, as_on(in, move->last + 1));
}

rf_status rf_returns_new(rf_returns **out, const rf_instance *in, const rf_move *moves,
                         int32_t n_moves, rf_err *err)
{
    rf_returns *r = rf_new_array(1, sizeof *r);
    if (r == NULL)
        return rf_fail_memory(err);
    r->n_units = in->n_units;
    r->n_columns = in->n_periods + 1;
    r->services = rf_new_array((size_t)r->n_units * (size_t)r->n_columns, sizeof *r->services);
    r->sent = rf_new_array((size_t)r->n_units, sizeof *r->sent);
    if (r->services == NULL || r->sent == NULL) {
        rf_returns_free(r);
        return rf_fail_memory(err);
    }
    add_presence(r, in);
    for (int32_t m = 0; m < n_moves; m++)
        add_move(r, in, moves, n_moves, m);
    *out = r;
    return RF_OK;
}

void rf_returns_free(rf_returns *returns)
{
    if (returns == NULL)
        return;
    free(returns->services);
    free(returns->sent);
    free(returns);
}

/* Whoever is away with a presence of 0 is away all the same: the last return counts. */
int32_t rf_returns_whole_from(const rf_returns *returns, int32_t unit)
{
    int32_t t = returns->n_columns - 1;
    while (t > 0 && rf_service_at(returns, unit, t)->people == 0)
        t--;
    return t;
}

int32_t rf_returns_kept_from(const rf_returns *returns, int32_t unit)
{
    int32_t t = returns->n_columns;
    while (t > 0 && rf_service_short(rf_service_at(returns, unit, t - 1)) == 0)
        t--;
    return t;
}

static int32_t first_return(const rf_returns *returns, int32_t unit)
{
    int32_t t = 0;
    while (rf_service_at(returns, unit, t)->people == 0)
        t++;
    return t;
}

static int32_t worst_short(const rf_returns *returns, int32_t unit)
{
    int32_t worst = 0;
    for (int32_t t = 0; t < returns->n_columns; t++) {
        const int32_t missing = rf_service_short(rf_service_at(returns, unit, t));
        worst = missing > worst ? missing : worst;
    }
    return worst;
}

static void add_calendar(rf_sheets *out, const rf_instance *in, const rf_returns *returns)
{
    static const char *const COLUMNS[] = {"date", "unit", "people", "back",
                                          "away", "here", "needs",  "short"};
    rf_sheet *sheet = rf_sheets_add(out, "calendar", COLUMNS, 8);
    for (int32_t t = 0; t < returns->n_columns; t++)
        for (int32_t unit = 0; unit < returns->n_units; unit++) {
            const rf_service *s = rf_service_at(returns, unit, t);
            if (s->people == 0)
                continue;
            rf_sheet_date(sheet, rf_period_first_day(in->scenario, t));
            rf_sheet_text(sheet, rf_unit_name(in, unit));
            rf_sheet_count(sheet, s->people);
            rf_sheet_fte(sheet, s->back);
            rf_sheet_fte(sheet, s->away);
            rf_sheet_fte(sheet, s->here);
            rf_sheet_fte(sheet, s->needs);
            rf_sheet_fte(sheet, rf_service_short(s));
        }
}

void rf_returns_sheets(rf_sheets *out, const rf_instance *in, const rf_returns *returns)
{
    static const char *const COLUMNS[] = {"unit",     "sent",       "first_back",
                                          "all_back", "floor_kept", "short_at_worst"};
    add_calendar(out, in, returns);
    rf_sheet *sheet = rf_sheets_add(out, "services", COLUMNS, 6);
    for (int32_t unit = 0; unit < returns->n_units; unit++) {
        if (returns->sent[unit] == 0)
            continue;
        const int32_t kept = rf_returns_kept_from(returns, unit);
        rf_sheet_text(sheet, rf_unit_name(in, unit));
        rf_sheet_count(sheet, returns->sent[unit]);
        rf_sheet_date(sheet, rf_period_first_day(in->scenario, first_return(returns, unit)));
        rf_sheet_date(sheet,
                      rf_period_first_day(in->scenario, rf_returns_whole_from(returns, unit)));
        if (kept < returns->n_columns)
            rf_sheet_date(sheet, rf_period_first_day(in->scenario, kept));
        else
            rf_sheet_none(sheet);
        rf_sheet_fte(sheet, worst_short(returns, unit));
    }
}
