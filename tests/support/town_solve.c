/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a town is asked once it is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/mem.h"
#include "engine/domain/against.h"
#include "engine/domain/check.h"
#include "engine/domain/ledger.h"
#include "engine/solve/eligibility.h"
#include "engine/solve/solve.h"
#include "tests/support/town.h"

enum { TEXT = 1 << 16 };

static void assert_levels_proven(const rf_instance *in, const rf_plan *plan)
{
    assert_int_equal(plan->n_levels, in->n_levels);
    for (int32_t l = 0; l < in->n_levels; l++) {
        const rf_level_result *level = &plan->levels[l];
        if (level->outcome != RF_OPTIMAL || rf_level_gap(level) > in->levels[l].gap)
            fail_msg("level %s is not proven: value %lld, bound %lld", in->levels[l].name,
                     (long long)level->value, (long long)level->bound);
    }
    assert_int_equal(plan->outcome, RF_OPTIMAL);
}

const rf_plan *solved(town *t)
{
    if (t->plan != NULL)
        return t->plan;
    int32_t n = 0;
    rf_buf breaches = rf_buf_new(TEXT);
    const rf_instance *in = town_instance(t);
    const rf_solve_options options = {.workers = 1};
    if (rf_solve(&t->plan, in, &options, &t->h->err) != RF_OK)
        fail_msg("not solved: %s", t->h->err.text);
    assert_int_equal(rf_check(&n, &breaches, in, t->plan, &t->h->err), RF_OK);
    if (n != 0)
        fail_msg("the checker finds in the plan: %s", rf_buf_text(&breaches));
    rf_buf_free(&breaches);
    if (t->plan->outcome != RF_INFEASIBLE)
        assert_levels_proven(in, t->plan);
    return t->plan;
}

static void print_moves(rf_buf *out, const rf_instance *in, const rf_plan *plan)
{
    for (int32_t i = 0; i < plan->n_moves; i++) {
        const rf_move *m = &plan->moves[i];
        rf_buf_printf(out, "%s%s %s %d..%d%s%s", i > 0 ? "; " : "", rf_agent_name(in, m->agent),
                      rf_need_name(in, m->need), m->first, m->last, m->trainee ? " trainee" : "",
                      m->pinned ? " pinned" : "");
    }
}

void assert_plan(town *t, const char *moves)
{
    const rf_plan *plan = solved(t);
    rf_buf text = rf_buf_new(TEXT);
    assert_int_not_equal(plan->outcome, RF_INFEASIBLE);
    print_moves(&text, t->h->in, plan);
    assert_string_equal(rf_buf_text(&text), moves);
    rf_buf_free(&text);
}

void assert_no_move(town *t, const char *agent, const char *need)
{
    const rf_plan *plan = solved(t);
    const int32_t a = hamlet_agent(t->h, agent).i, k = hamlet_need(t->h, need).i;
    for (int32_t i = 0; i < plan->n_moves; i++)
        if (plan->moves[i].agent.i == a && plan->moves[i].need.i == k)
            fail_msg("%s serves %s on %d..%d", agent, need, plan->moves[i].first,
                     plan->moves[i].last);
}

static int32_t level_named(const rf_instance *in, const char *name)
{
    for (int32_t l = 0; l < in->n_levels; l++)
        if (strcmp(in->levels[l].name, name) == 0)
            return l;
    fail_msg("no level is called %s", name);
    return -1;
}

void assert_value(town *t, const char *level, int64_t value)
{
    const rf_plan *plan = solved(t);
    const int32_t l = level_named(t->h->in, level);
    assert_int_not_equal(plan->outcome, RF_INFEASIBLE);
    assert_int_equal(plan->levels[l].value, value);
    if (t->h->in->levels[l].gap <= 0)
        assert_int_equal(plan->levels[l].bound, value);
}

void assert_reasons(town *t, const char *agent, const char *need, int32_t period,
                    const char *reasons)
{
    const rf_instance *in = town_instance(t);
    const rf_agent_id a = hamlet_agent(t->h, agent);
    const rf_need_id k = hamlet_need(t->h, need);
    const rf_pair pair = rf_pair_of(in, a, k);
    rf_buf solver = rf_buf_new(TEXT), checker = rf_buf_new(TEXT);
    rf_reasons_print(&solver, rf_reasons_on(in, a, k, &pair, period));
    rf_reasons_print(&checker, rf_against_on(in, a, k, period));
    assert_string_equal(rf_buf_text(&solver), reasons);
    assert_string_equal(rf_buf_text(&checker), reasons);
    rf_buf_free(&solver);
    rf_buf_free(&checker);
}

/* One of "A K 0..2 [trainee] [pinned]". */
static rf_move said_move(const town *t, const char *text)
{
    char agent[64], need[64];
    int first = 0, last = 0;
    assert_int_equal(sscanf(text, " %63s %63s %d..%d", agent, need, &first, &last), 4);
    rf_move move = hamlet_move(t->h, agent, need, first, last);
    move.trainee = strstr(text, "trainee") != NULL;
    move.pinned = strstr(text, "pinned") != NULL;
    return move;
}

int32_t town_moves(rf_move *out, size_t room, town *t, const char *text)
{
    char one[256];
    size_t n = 0;
    town_instance(t);
    for (const char *c = text; *c != '\0'; c += *c == ';') {
        const size_t length = strcspn(c, ";");
        assert_true(n < room && length < sizeof one);
        snprintf(one, sizeof one, "%.*s", (int)length, c);
        out[n++] = said_move(t, one);
        c += length;
    }
    return (int32_t)n;
}

/* A plan of these moves that is right about itself and proves nothing. */
typedef struct told_plan {
    rf_plan plan;
    rf_move moves[32];
} told_plan;

static void tell_plan(told_plan *out, town *t, const char *moves)
{
    const rf_instance *in = town_instance(t);
    rf_ledger *ledger = NULL;
    *out = (told_plan){.plan = {.outcome = RF_FEASIBLE, .n_levels = in->n_levels}};
    out->plan.n_moves = town_moves(out->moves, 32, t, moves);
    out->plan.moves = out->moves;
    out->plan.levels = calloc((size_t)in->n_levels + 1, sizeof *out->plan.levels);
    assert_non_null(out->plan.levels);
    assert_int_equal(rf_ledger_new(&ledger, in, out->plan.moves, out->plan.n_moves, &t->h->err),
                     RF_OK);
    for (int32_t l = 0; l < in->n_levels; l++) {
        rf_level_result *level = &out->plan.levels[l];
        level->value = rf_level_value(&in->levels[l], ledger->terms);
        memcpy(level->terms, ledger->terms, sizeof level->terms);
        level->outcome = RF_FEASIBLE;
    }
    rf_ledger_free(ledger);
}

static int32_t check_told(rf_buf *breaches, town *t, const told_plan *told)
{
    int32_t n = 0;
    assert_int_equal(rf_check(&n, breaches, t->h->in, &told->plan, &t->h->err), RF_OK);
    return n;
}

void assert_breach(town *t, const char *moves, const char *breach)
{
    told_plan told;
    tell_plan(&told, t, moves);
    rf_buf found = rf_buf_new(TEXT), wanted = rf_buf_new(TEXT);
    rf_buf_printf(&wanted, "%s\n", breach);
    check_told(&found, t, &told);
    assert_string_equal(rf_buf_text(&found), rf_buf_text(&wanted));
    rf_buf_free(&found);
    rf_buf_free(&wanted);
    free(told.plan.levels);
}

/* The first level on which two plans differ; n_levels: none. */
static int32_t first_difference(const rf_plan *a, const rf_plan *b)
{
    int32_t l = 0;
    while (l < a->n_levels && a->levels[l].value == b->levels[l].value)
        l++;
    return l;
}

void assert_allowed(town *t, const char *moves)
{
    told_plan told;
    tell_plan(&told, t, moves);
    rf_buf found = rf_buf_new(TEXT);
    if (check_told(&found, t, &told) != 0)
        fail_msg("%s: %s", moves, rf_buf_text(&found));
    const rf_plan *plan = solved(t);
    const int32_t l = first_difference(plan, &told.plan);
    if (l < plan->n_levels && t->h->in->levels[l].gap <= 0 &&
        plan->levels[l].value > told.plan.levels[l].value)
        fail_msg("%s is better on level %s than what was found", moves, t->h->in->levels[l].name);
    rf_buf_free(&found);
    free(told.plan.levels);
}

static void print_conflict(rf_buf *out, const rf_instance *in, const rf_conflict *c)
{
    switch (c->kind) {
    case RF_CONFLICT_PIN:
        rf_buf_printf(out, "pin %s %s", rf_agent_name(in, in->pins[c->index].agent),
                      rf_need_name(in, in->pins[c->index].need));
        return;
    case RF_CONFLICT_FLOOR:
        rf_buf_printf(out, "floor %s %d", rf_unit_name(in, in->floors[c->index].unit), c->period);
        return;
    case RF_CONFLICT_CONVENTION:
        rf_buf_printf(out, "convention %s %s %d",
                      rf_organisation_name(in, in->conventions[c->index].lender),
                      rf_organisation_name(in, in->conventions[c->index].borrower), c->period);
        return;
    case RF_CONFLICT_TUTORS:
        rf_buf_printf(out, "tutors %s %d", rf_need_name(in, (rf_need_id){c->index}), c->period);
        return;
    }
}

void assert_conflict(town *t, const char *members)
{
    const rf_plan *plan = solved(t);
    rf_buf text = rf_buf_new(TEXT);
    assert_int_equal(plan->outcome, RF_INFEASIBLE);
    assert_int_equal(plan->n_moves, 0);
    for (int32_t i = 0; i < plan->n_conflicts; i++) {
        rf_buf_puts(&text, i > 0 ? "; " : "");
        print_conflict(&text, t->h->in, &plan->conflicts[i]);
    }
    assert_string_equal(rf_buf_text(&text), members);
    rf_buf_free(&text);
}

void assert_refused(town *t, const char *text)
{
    assert_int_equal(hamlet_build(t->h), RF_BAD_INPUT);
    assert_non_null(hamlet_error(t->h, 0));
    assert_string_equal(hamlet_error(t->h, 0), text);
    assert_null(hamlet_error(t->h, 1));
}
