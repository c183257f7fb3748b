/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/reserve.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/assignment.h"
#include "engine/solve/eligibility.h"

/* What one agent could do for one vital need. */
typedef struct offer {
    int32_t periods, minutes;
} offer;

/* A stay in a run, as long as it can be: all stays of a run but the last are as long as a stay may
 * be. */
typedef struct piece {
    int32_t periods, shortest;
} piece;

typedef struct finder {
    const rf_instance *in;
    rf_eligibility *eligible;
    rf_reserve *reserve;
    int32_t n;        /* vital needs with demand */
    int32_t *row_of;  /* [K] -1: not one of them */
    bool *called;     /* [A] */
    int32_t *columns; /* [n_columns] agents that offer anything */
    int32_t n_columns;
    offer *offers;      /* [n][n_columns] */
    int64_t *cost;      /* [n][n_columns] */
    int32_t *column_of; /* [n] */
    piece *pieces;      /* [T] of one agent and need */
    int32_t n_pieces;
} finder;

static void list_needs(finder *f)
{
    for (rf_need_id k = {0}; k.i < f->in->n_needs; k.i++) {
        int32_t asked = 0;
        for (int32_t t = 0; t < f->in->n_periods; t++)
            asked += rf_demand(f->in, k, t) > 0;
        f->row_of[k.i] = -1;
        if (f->in->needs[k.i].tier != RF_VITAL || asked == 0)
            continue;
        f->row_of[k.i] = f->n;
        f->reserve[f->n++] = (rf_reserve){.need = k, .agent = {-1}, .asked = asked};
    }
}

static bool offers_anything(const finder *f, int32_t agent)
{
    const rf_eligibility *e = f->eligible;
    for (int32_t r = e->of_agent[agent]; r < e->of_agent[agent + 1]; r++)
        if (f->row_of[e->runs[r].need.i] >= 0 && rf_qualified_periods(&e->runs[r]) > 0)
            return true;
    return false;
}

static void list_columns(finder *f)
{
    for (int32_t a = 0; a < f->in->n_agents; a++)
        if (!f->called[a] && offers_anything(f, a))
            f->columns[f->n_columns++] = a;
}

/* n stays fill min(length, n longest) periods of a run wherever n shortest <= length. */
static void add_pieces(finder *f, const rf_eligible_run *run)
{
    const int32_t length = rf_qualified_periods(run);
    for (int32_t n = 1; n * run->shortest <= length && (n - 1) * run->longest < length; n++) {
        const int32_t left = length - (n - 1) * run->longest;
        f->pieces[f->n_pieces++] =
            (piece){left < run->longest ? left : run->longest, run->shortest};
    }
}

static int longest_first(const void *a, const void *b)
{
    const piece *x = a, *y = b;
    return (x->periods < y->periods) - (x->periods > y->periods);
}

/* The most periods that max_stays of the pieces hold, each cut to no less than its shortest so that
 * max_periods_away is kept. */
static int32_t periods_of_pieces(finder *f)
{
    const rf_rules *rules = &f->in->rules;
    int32_t best = 0, sum = 0, least = 0;
    qsort(f->pieces, (size_t)f->n_pieces, sizeof *f->pieces, longest_first);
    for (int32_t i = 0; i < f->n_pieces && i < rules->max_stays; i++) {
        sum += f->pieces[i].periods;
        least += f->pieces[i].shortest;
        const int32_t held = sum < rules->max_periods_away ? sum : rules->max_periods_away;
        if (least <= rules->max_periods_away && held > best)
            best = held;
    }
    return best;
}

/* The agent's runs at one need: [begin, end). */
static void collect_offer(finder *f, int32_t c, int32_t begin, int32_t end)
{
    const rf_eligible_run *run = &f->eligible->runs[begin];
    const int32_t row = f->row_of[run->need.i];
    if (row < 0)
        return;
    offer *o = &f->offers[(int64_t)row * f->n_columns + c];
    f->n_pieces = 0;
    for (int32_t r = begin; r < end; r++) {
        const rf_eligible_run *one = &f->eligible->runs[r];
        if (f->n_pieces == 0 && rf_qualified_periods(one) > 0)
            o->minutes = rf_minutes(f->in, one->agent, one->need, one->first);
        add_pieces(f, one);
    }
    if (f->n_pieces == 0)
        return;
    o->periods = periods_of_pieces(f);
    f->reserve[row].candidates++;
}

static void collect_offers(finder *f)
{
    const rf_eligibility *e = f->eligible;
    for (int32_t c = 0; c < f->n_columns; c++) {
        const int32_t after = e->of_agent[f->columns[c] + 1];
        for (int32_t begin = e->of_agent[f->columns[c]], end; begin < after; begin = end) {
            end = begin + 1;
            while (end < after && e->runs[end].need.i == e->runs[begin].need.i)
                end++;
            collect_offer(f, c, begin, end);
        }
    }
}

/* One number for the three aims: a period outweighs all minutes, a need all periods. Returns the
 * cost of a need without reserve. */
static int64_t price(finder *f)
{
    const int64_t cells = (int64_t)f->n * f->n_columns;
    int64_t most_minutes = 0;
    for (int64_t x = 0; x < cells; x++)
        if (f->offers[x].periods > 0 && f->offers[x].minutes > most_minutes)
            most_minutes = f->offers[x].minutes;
    const int64_t period = f->n * most_minutes + 1;
    for (int64_t x = 0; x < cells; x++) {
        const offer *o = &f->offers[x];
        const int32_t missing = f->reserve[x / f->n_columns].asked - o->periods;
        f->cost[x] = o->periods == 0 ? RF_NEVER : missing * period + o->minutes;
    }
    return f->n * (f->in->n_periods * period + most_minutes) + 1;
}

static rf_status assign(finder *f, rf_err *err)
{
    const rf_assignment problem = {
        .cost = f->cost, .n_rows = f->n, .n_columns = f->n_columns, .none = price(f)};
    const rf_status rc = rf_assign(f->column_of, &problem, err);
    for (int32_t row = 0; row < f->n && rc == RF_OK; row++) {
        const int32_t c = f->column_of[row];
        if (c < 0)
            continue;
        const offer *o = &f->offers[(int64_t)row * f->n_columns + c];
        f->reserve[row].agent.i = f->columns[c];
        f->reserve[row].minutes = o->minutes;
        f->reserve[row].periods = o->periods;
    }
    return rc;
}

static rf_status match(finder *f, rf_err *err)
{
    list_needs(f);
    list_columns(f);
    const size_t cells = (size_t)f->n * (size_t)f->n_columns;
    f->offers = rf_new_array(cells, sizeof *f->offers);
    f->cost = rf_new_array(cells, sizeof *f->cost);
    f->column_of = rf_new_array((size_t)f->n, sizeof *f->column_of);
    f->pieces = rf_new_array((size_t)f->in->n_periods, sizeof *f->pieces);
    if (f->offers == NULL || f->cost == NULL || f->column_of == NULL || f->pieces == NULL)
        return rf_fail_memory(err);
    collect_offers(f);
    return assign(f, err);
}

static rf_status find(finder *f, const rf_plan *plan, rf_err *err)
{
    const size_t n_needs = (size_t)f->in->n_needs, n_agents = (size_t)f->in->n_agents;
    const rf_status rc = rf_eligibility_new(&f->eligible, f->in, err);
    if (rc != RF_OK)
        return rc;
    f->reserve = rf_new_array(n_needs, sizeof *f->reserve);
    f->row_of = rf_new_array(n_needs, sizeof *f->row_of);
    f->called = rf_new_array(n_agents, sizeof *f->called);
    f->columns = rf_new_array(n_agents, sizeof *f->columns);
    if (f->reserve == NULL || f->row_of == NULL || f->called == NULL || f->columns == NULL)
        return rf_fail_memory(err);
    for (int32_t m = 0; m < plan->n_moves; m++)
        f->called[plan->moves[m].agent.i] = true;
    return match(f, err);
}

rf_status rf_reserve_find(rf_reserve **out, int32_t *n, const rf_instance *in, const rf_plan *plan,
                          rf_err *err)
{
    finder f = {.in = in};
    const rf_status rc = find(&f, plan, err);
    rf_eligibility_free(f.eligible);
    free(f.row_of);
    free(f.called);
    free(f.columns);
    free(f.offers);
    free(f.cost);
    free(f.column_of);
    free(f.pieces);
    if (rc != RF_OK) {
        free(f.reserve);
        return rc;
    }
    *out = f.reserve;
    *n = f.n;
    return RF_OK;
}

void rf_reserve_sheet(rf_sheets *out, const rf_instance *in, const rf_reserve *reserve, int32_t n)
{
    static const char *const COLUMNS[] = {"need",    "unit",    "reserve", "home_unit",
                                          "minutes", "periods", "asked",   "candidates"};
    rf_sheet *sheet = rf_sheets_add(out, "reserve", COLUMNS, 8);
    for (int32_t i = 0; i < n; i++) {
        const rf_reserve *r = &reserve[i];
        rf_sheet_text(sheet, rf_need_name(in, r->need));
        rf_sheet_text(sheet, rf_unit_name(in, in->needs[r->need.i].unit));
        if (r->agent.i >= 0) {
            rf_sheet_text(sheet, rf_agent_name(in, r->agent));
            rf_sheet_text(sheet, rf_unit_name(in, in->agents[r->agent.i].unit));
            rf_sheet_count(sheet, r->minutes);
        } else {
            rf_sheet_none(sheet);
            rf_sheet_none(sheet);
            rf_sheet_none(sheet);
        }
        rf_sheet_count(sheet, r->periods);
        rf_sheet_count(sheet, r->asked);
        rf_sheet_count(sheet, r->candidates);
    }
}
