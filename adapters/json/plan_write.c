/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan document (contract PLAN.md), one line a level, move, need, floor and convention. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/json/json.h"
#include "adapters/json/put.h"

typedef struct writer {
    rf_buf *out;
    const rf_plan *plan;
    const rf_plan_context *context;
    const rf_instance *in;
    rf_ledger *ledger;
    int32_t *working_days; /* [T] */
    int32_t *order;        /* room for the largest list */
} writer;

/* ---- lists ---- */

static void begin_item(writer *w, bool first)
{
    rf_buf_puts(w->out, first ? "\n    {" : ",\n    {");
}

static void begin_list(writer *w, const char *key)
{
    rf_buf_puts(w->out, ",\n  \"");
    rf_buf_puts(w->out, key);
    rf_buf_puts(w->out, "\": [");
}

static void end_list(writer *w, bool empty)
{
    rf_buf_puts(w->out, empty ? "]" : "\n  ]");
}

static void put_fte_list(writer *w, const char *key, const int32_t *centi_fte, int32_t n)
{
    rf_json_put_key(w->out, key, false);
    for (int32_t t = 0; t < n; t++) {
        rf_buf_puts(w->out, t == 0 ? "[" : ", ");
        rf_json_put_decimal(w->out, centi_fte[t], 2);
    }
    rf_buf_puts(w->out, n == 0 ? "[]" : "]");
}

/* The n things of a list in the order that `compare` gives them by name; equal ones keep their
 * order. */
static const int32_t *sorted(writer *w, int32_t n,
                             int (*compare)(const void *a, const void *b, void *writer))
{
    for (int32_t i = 0; i < n; i++)
        w->order[i] = i;
    qsort_r(w->order, (size_t)n, sizeof *w->order, compare, w);
    return w->order;
}

static int by_number(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

/* ---- head ---- */

static void put_head(writer *w)
{
    const rf_scenario *s = w->in->scenario;
    rf_buf_puts(w->out, "{\n  \"format\": \"renfort-plan/1\",\n  \"renfort\": ");
    rf_json_put_string(w->out, w->context->version);
    rf_buf_puts(w->out, ",\n  \"scenario\": {");
    rf_json_put_key(w->out, "name", true);
    rf_json_put_string(w->out, s->name);
    rf_json_put_date_member(w->out, "start", s->start);
    rf_json_put_integer_member(w->out, "period_days", s->period_days);
    rf_json_put_integer_member(w->out, "periods", s->n_periods);
    rf_buf_puts(w->out, "},\n  \"input\": {");
    rf_json_put_key(w->out, "sha256", true);
    rf_json_put_string(w->out, w->context->fingerprint->territory);
    rf_json_put_string_member(w->out, "scenario_sha256", w->context->fingerprint->scenario);
    rf_json_put_integer_member(w->out, "agents", w->in->n_agents);
    rf_json_put_integer_member(w->out, "needs", w->in->n_needs);
    rf_json_put_integer_member(w->out, "units", w->in->n_units);
    rf_buf_puts(w->out, "},\n  \"status\": ");
    rf_json_put_string(w->out, rf_outcome_name(w->plan->outcome));
}

/* ---- conflict ---- */

static const char *floor_skill(const rf_instance *in, const rf_floor *floor)
{
    return floor->skill >= 0 ? rf_skill_name(in, floor->skill) : NULL;
}

static int compare_skills(const char *x, const char *y)
{
    if (x == NULL || y == NULL)
        return (x != NULL) - (y != NULL);
    return strcmp(x, y);
}

static int compare_floors(const rf_instance *in, int32_t a, int32_t b)
{
    const rf_floor *x = &in->floors[a], *y = &in->floors[b];
    int order = strcmp(rf_unit_name(in, x->unit), rf_unit_name(in, y->unit));
    order = order != 0 ? order : compare_skills(floor_skill(in, x), floor_skill(in, y));
    return order != 0 ? order : by_number(x->min_level, y->min_level);
}

static int compare_pins(const rf_instance *in, const rf_move *x, const rf_move *y)
{
    int order = strcmp(rf_agent_name(in, x->agent), rf_agent_name(in, y->agent));
    order = order != 0 ? order : strcmp(rf_need_name(in, x->need), rf_need_name(in, y->need));
    order = order != 0 ? order : by_number(x->first, y->first);
    return order != 0 ? order : by_number(x->last, y->last);
}

static int compare_conventions(const rf_instance *in, const rf_convention *x,
                               const rf_convention *y)
{
    const int order =
        strcmp(rf_organisation_name(in, x->lender), rf_organisation_name(in, y->lender));
    return order != 0 ? order
                      : strcmp(rf_organisation_name(in, x->borrower),
                               rf_organisation_name(in, y->borrower));
}

static int compare_conflicts(const rf_instance *in, const rf_conflict *x, const rf_conflict *y)
{
    switch (x->kind) {
    case RF_CONFLICT_PIN:
        return compare_pins(in, &in->pins[x->index], &in->pins[y->index]);
    case RF_CONFLICT_FLOOR:
        return compare_floors(in, x->index, y->index);
    case RF_CONFLICT_CONVENTION:
        return compare_conventions(in, &in->conventions[x->index], &in->conventions[y->index]);
    case RF_CONFLICT_TUTORS:
        return strcmp(rf_need_name(in, (rf_need_id){x->index}),
                      rf_need_name(in, (rf_need_id){y->index}));
    }
    return 0;
}

static int by_conflict(const void *a, const void *b, void *arg)
{
    const writer *w = arg;
    const int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    const rf_conflict *x = &w->plan->conflicts[i], *y = &w->plan->conflicts[j];
    int order = by_number((int32_t)x->kind, (int32_t)y->kind);
    order = order != 0 ? order : compare_conflicts(w->in, x, y);
    order = order != 0 ? order : by_number(x->period, y->period);
    return order != 0 ? order : by_number(i, j);
}

static void put_window(writer *w, int32_t first, int32_t last)
{
    rf_json_put_date_member(w->out, "from", rf_period_first_day(w->in->scenario, first));
    rf_json_put_date_member(w->out, "to", rf_period_last_day(w->in->scenario, last));
}

static void put_conflict(writer *w, const rf_conflict *c)
{
    static const char *const kinds[] = {
        [RF_CONFLICT_PIN] = "pin",
        [RF_CONFLICT_FLOOR] = "floor",
        [RF_CONFLICT_CONVENTION] = "convention",
        [RF_CONFLICT_TUTORS] = "tutors",
    };
    const rf_instance *in = w->in;
    rf_json_put_key(w->out, "kind", true);
    rf_json_put_string(w->out, kinds[c->kind]);
    if (c->kind == RF_CONFLICT_PIN) {
        const rf_move *pin = &in->pins[c->index];
        rf_json_put_string_member(w->out, "agent", rf_agent_name(in, pin->agent));
        rf_json_put_string_member(w->out, "need", rf_need_name(in, pin->need));
        put_window(w, pin->first, pin->last);
        return;
    }
    if (c->kind == RF_CONFLICT_FLOOR) {
        const char *skill = floor_skill(in, &in->floors[c->index]);
        rf_json_put_string_member(w->out, "unit", rf_unit_name(in, in->floors[c->index].unit));
        if (skill != NULL)
            rf_json_put_string_member(w->out, "skill", skill);
        else
            rf_buf_puts(w->out, ", \"skill\": null");
    } else if (c->kind == RF_CONFLICT_CONVENTION) {
        const rf_convention *row = &in->conventions[c->index];
        rf_json_put_string_member(w->out, "lender", rf_organisation_name(in, row->lender));
        rf_json_put_string_member(w->out, "borrower", rf_organisation_name(in, row->borrower));
    } else
        rf_json_put_string_member(w->out, "need", rf_need_name(in, (rf_need_id){c->index}));
    put_window(w, c->period, c->period);
}

static void put_conflicts(writer *w)
{
    if (w->plan->outcome != RF_INFEASIBLE)
        return;
    const int32_t n = w->plan->n_conflicts;
    const int32_t *order = sorted(w, n, by_conflict);
    begin_list(w, "conflict");
    for (int32_t i = 0; i < n; i++) {
        begin_item(w, i == 0);
        put_conflict(w, &w->plan->conflicts[order[i]]);
        rf_buf_puts(w->out, "}");
    }
    end_list(w, n == 0);
}

/* ---- objectives ---- */

/* Millionths, rounded half away from zero. */
static int64_t millionths(double x)
{
    const double most = 1e12;
    const double bounded = x > most ? most : x < -most ? -most : x;
    return (int64_t)llround(bounded * 1e6);
}

static void put_level(writer *w, const rf_level_spec *spec, const rf_level_result *level)
{
    rf_json_put_key(w->out, "name", true);
    rf_json_put_string(w->out, spec->name);
    rf_json_put_integer_member(w->out, "value", level->value);
    rf_json_put_integer_member(w->out, "bound", level->bound);
    rf_json_put_key(w->out, "gap", false);
    rf_json_put_decimal(w->out, millionths(rf_level_gap(level)), 6);
    rf_json_put_string_member(w->out, "status", rf_outcome_name(level->outcome));
    rf_buf_puts(w->out, ", \"terms\": {");
    bool first = true;
    for (int32_t term = 0; term < RF_N_TERMS; term++) {
        if (!spec->named[term])
            continue;
        rf_json_put_key(w->out, rf_term_name((rf_term)term), first);
        rf_json_put_decimal(w->out, level->terms[term], 0);
        first = false;
    }
    rf_buf_puts(w->out, "}");
}

static void put_levels(writer *w)
{
    const int32_t n = w->plan->n_levels < w->in->n_levels ? w->plan->n_levels : w->in->n_levels;
    begin_list(w, "objectives");
    for (int32_t l = 0; l < n; l++) {
        begin_item(w, l == 0);
        put_level(w, &w->in->levels[l], &w->plan->levels[l]);
        rf_buf_puts(w->out, "}");
    }
    end_list(w, n == 0);
}

/* ---- moves ---- */

static int by_move(const void *a, const void *b, void *arg)
{
    const writer *w = arg;
    const int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    const int order = compare_pins(w->in, &w->plan->moves[i], &w->plan->moves[j]);
    return order != 0 ? order : by_number(i, j);
}

static void put_contributions(writer *w, const rf_move *move)
{
    rf_json_put_key(w->out, "fte", false);
    for (int32_t t = move->first; t <= move->last; t++) {
        rf_buf_puts(w->out, t == move->first ? "[" : ", ");
        rf_json_put_decimal(w->out, rf_move_contribution(w->in, move, t), 2);
    }
    rf_buf_puts(w->out, "]");
}

/* The longest way of the stay: a remote need is served on site while a shock forbids remote work.
 */
static int32_t longest_minutes(const rf_instance *in, const rf_move *move)
{
    int32_t longest = 0;
    for (int32_t t = move->first; t <= move->last; t++) {
        const int32_t minutes = rf_minutes(in, move->agent, move->need, t);
        longest = minutes > longest ? minutes : longest;
    }
    return longest;
}

static void put_move(writer *w, const rf_move *move)
{
    const rf_instance *in = w->in;
    const rf_agent *agent = &in->agents[move->agent.i];
    const rf_need *need = &in->needs[move->need.i];
    rf_json_put_key(w->out, "agent", true);
    rf_json_put_string(w->out, rf_agent_name(in, move->agent));
    rf_json_put_string_member(w->out, "need", rf_need_name(in, move->need));
    put_window(w, move->first, move->last);
    rf_json_put_integer_member(w->out, "first_period", move->first);
    rf_json_put_integer_member(w->out, "last_period", move->last);
    rf_json_put_string_member(w->out, "role", move->trainee ? "trainee" : "qualified");
    put_contributions(w, move);
    rf_json_put_integer_member(w->out, "travel_min", longest_minutes(in, move));
    rf_json_put_string_member(w->out, "consent", rf_consent_words[agent->consent]);
    rf_json_put_string_member(w->out, "home_unit", rf_unit_name(in, agent->unit));
    rf_json_put_string_member(w->out, "receiving_unit", rf_unit_name(in, need->unit));
    rf_json_put_string_member(w->out, "lender", rf_organisation_name(in, agent->organisation));
    rf_json_put_string_member(w->out, "borrower", rf_organisation_name(in, need->organisation));
    rf_buf_puts(w->out, move->pinned ? ", \"pinned\": true" : ", \"pinned\": false");
}

static void put_moves(writer *w)
{
    const int32_t n = w->plan->n_moves;
    const int32_t *order = sorted(w, n, by_move);
    begin_list(w, "moves");
    for (int32_t i = 0; i < n; i++) {
        begin_item(w, i == 0);
        put_move(w, &w->plan->moves[order[i]]);
        rf_buf_puts(w->out, "}");
    }
    end_list(w, n == 0);
}

/* ---- needs and floors ---- */

static int by_need(const void *a, const void *b, void *arg)
{
    const writer *w = arg;
    return strcmp(rf_need_name(w->in, (rf_need_id){*(const int32_t *)a}),
                  rf_need_name(w->in, (rf_need_id){*(const int32_t *)b}));
}

static void put_unmet(writer *w, rf_need_id k)
{
    rf_json_put_key(w->out, "unmet", false);
    for (int32_t t = 0; t < w->in->n_periods; t++) {
        rf_buf_puts(w->out, t == 0 ? "[" : ", ");
        rf_json_put_decimal(w->out, rf_ledger_unmet(w->ledger, w->in, k, t), 2);
    }
    rf_buf_puts(w->out, "]");
}

static void put_needs(writer *w)
{
    const rf_instance *in = w->in;
    const int32_t *order = sorted(w, in->n_needs, by_need);
    begin_list(w, "needs");
    for (int32_t i = 0; i < in->n_needs; i++) {
        const rf_need_id k = {order[i]};
        const int64_t at = (int64_t)k.i * in->n_periods;
        begin_item(w, i == 0);
        rf_json_put_key(w->out, "need", true);
        rf_json_put_string(w->out, rf_need_name(in, k));
        rf_json_put_string_member(w->out, "tier", rf_tier_words[in->needs[k.i].tier]);
        put_fte_list(w, "required", in->demand + at, in->n_periods);
        put_fte_list(w, "covered", w->ledger->covered + at, in->n_periods);
        put_unmet(w, k);
        rf_buf_puts(w->out, "}");
    }
    end_list(w, in->n_needs == 0);
}

static int by_floor(const void *a, const void *b, void *arg)
{
    const writer *w = arg;
    const int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    const int order = compare_floors(w->in, i, j);
    return order != 0 ? order : by_number(i, j);
}

static void put_dips(writer *w, int32_t floor)
{
    rf_json_put_key(w->out, "dip", false);
    for (int32_t t = 0; t < w->in->n_periods; t++) {
        rf_buf_puts(w->out, t == 0 ? "[" : ", ");
        rf_json_put_decimal(w->out, rf_ledger_dip(w->ledger, w->in, floor, t), 2);
    }
    rf_buf_puts(w->out, "]");
}

static void put_floors(writer *w)
{
    const rf_instance *in = w->in;
    const int32_t *order = sorted(w, in->n_floors, by_floor);
    begin_list(w, "floors");
    for (int32_t i = 0; i < in->n_floors; i++) {
        const int32_t f = order[i];
        const int64_t at = (int64_t)f * in->n_periods;
        const char *skill = floor_skill(in, &in->floors[f]);
        begin_item(w, i == 0);
        rf_json_put_key(w->out, "unit", true);
        rf_json_put_string(w->out, rf_unit_name(in, in->floors[f].unit));
        if (skill != NULL)
            rf_json_put_string_member(w->out, "skill", skill);
        else
            rf_buf_puts(w->out, ", \"skill\": null");
        put_fte_list(w, "floor", in->floor + at, in->n_periods);
        put_fte_list(w, "present", in->present + at, in->n_periods);
        put_fte_list(w, "lent", w->ledger->lent + at, in->n_periods);
        put_dips(w, f);
        rf_buf_puts(w->out, "}");
    }
    end_list(w, in->n_floors == 0);
}

/* ---- conventions ---- */

static int by_organisation(const void *a, const void *b, void *arg)
{
    const writer *w = arg;
    return strcmp(rf_organisation_name(w->in, *(const int32_t *)a),
                  rf_organisation_name(w->in, *(const int32_t *)b));
}

static bool lends(const int32_t *lent, int32_t n_periods)
{
    for (int32_t t = 0; t < n_periods; t++)
        if (lent[t] > 0)
            return true;
    return false;
}

static void put_convention(writer *w, const int32_t *lent, int32_t row)
{
    int64_t centi_fte_days = 0;
    for (int32_t t = 0; t < w->in->n_periods; t++)
        centi_fte_days += (int64_t)lent[t] * w->working_days[t];
    put_fte_list(w, "lent", lent, w->in->n_periods);
    if (row >= 0 && w->in->conventions[row].max >= 0) {
        rf_json_put_key(w->out, "max_fte", false);
        rf_json_put_decimal(w->out, w->in->conventions[row].max, 2);
    } else
        rf_buf_puts(w->out, ", \"max_fte\": null");
    rf_json_put_key(w->out, "fte_days", false);
    rf_json_put_decimal(w->out, centi_fte_days, 2);
}

/* Every lender and borrower with a row or a move between them; an organisation does not lend to
 * itself. */
static void put_conventions(writer *w)
{
    const rf_instance *in = w->in;
    const int32_t n = in->n_organisations;
    const int32_t *order = sorted(w, n, by_organisation);
    bool first = true;
    begin_list(w, "conventions");
    for (int64_t x = 0; x < (int64_t)n * n; x++) {
        const int32_t lender = order[x / n], borrower = order[x % n];
        const int64_t pair = (int64_t)lender * n + borrower;
        const int32_t *lent = w->ledger->between + pair * in->n_periods;
        if (lender == borrower || (in->convention_of[pair] < 0 && !lends(lent, in->n_periods)))
            continue;
        begin_item(w, first);
        rf_json_put_key(w->out, "lender", true);
        rf_json_put_string(w->out, rf_organisation_name(in, lender));
        rf_json_put_string_member(w->out, "borrower", rf_organisation_name(in, borrower));
        put_convention(w, lent, in->convention_of[pair]);
        rf_buf_puts(w->out, "}");
        first = false;
    }
    end_list(w, first);
}

/* ---- run ---- */

static void put_thousandths(writer *w, const char *key, double x, bool first)
{
    rf_json_put_key(w->out, key, first);
    rf_json_put_decimal(w->out, (millionths(x) + 500) / 1000, 3);
}

static void put_run(writer *w)
{
    const rf_run *run = &w->plan->run;
    if (w->context->reproducible)
        return;
    rf_buf_puts(w->out, ",\n  \"run\": {\"seconds\": {");
    put_thousandths(w, "read", w->context->seconds_read, true);
    put_thousandths(w, "eligibility", run->seconds_eligibility, false);
    put_thousandths(w, "model", run->seconds_model, false);
    put_thousandths(w, "solve", run->seconds_solve, false);
    put_thousandths(w, "check", run->seconds_check, false);
    rf_buf_puts(w->out, "}");
    put_thousandths(w, "peak_mib", run->peak_mib, false);
    rf_json_put_integer_member(w->out, "host_threads", run->host_threads);
    rf_json_put_integer_member(w->out, "columns", run->columns);
    rf_json_put_integer_member(w->out, "rows", run->rows);
    rf_buf_puts(w->out, "}");
}

/* ---- the document ---- */

static void count_working_days(writer *w)
{
    for (int32_t t = 0; t < w->in->n_periods; t++)
        w->working_days[t] = rf_working_days(w->in->scenario, t);
}

static int32_t longest_list(const writer *w)
{
    const int32_t lengths[] = {w->plan->n_moves, w->plan->n_conflicts, w->in->n_needs,
                               w->in->n_floors, w->in->n_organisations};
    int32_t longest = 0;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        longest = lengths[i] > longest ? lengths[i] : longest;
    return longest;
}

static rf_status write_document(writer *w, rf_err *err)
{
    w->working_days = rf_new_array((size_t)w->in->n_periods, sizeof *w->working_days);
    w->order = rf_new_array((size_t)longest_list(w), sizeof *w->order);
    if (w->working_days == NULL || w->order == NULL)
        return rf_fail_memory(err);
    count_working_days(w);
    put_head(w);
    put_conflicts(w);
    put_levels(w);
    put_moves(w);
    put_needs(w);
    put_floors(w);
    put_conventions(w);
    put_run(w);
    rf_buf_puts(w->out, "\n}\n");
    return w->out->failed ? rf_fail_memory(err) : RF_OK;
}

rf_status rf_json_write_plan(rf_buf *out, const rf_plan *plan, const rf_plan_context *context,
                             rf_err *err)
{
    writer w = {.out = out, .plan = plan, .context = context, .in = context->in};
    rf_status rc = rf_ledger_new(&w.ledger, w.in, plan->moves, plan->n_moves, err);
    if (rc == RF_OK)
        rc = write_document(&w, err);
    free(w.working_days);
    free(w.order);
    rf_ledger_free(w.ledger);
    return rc;
}
