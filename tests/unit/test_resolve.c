/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan is solved again: after refusals with as few changes as possible, without a new fact with
 * none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/buf.h"
#include "engine/solve/resolve.h"
#include "engine/solve/solve.h"
#include "engine/solve/start.h"
#include "tests/support/works.h"

enum { DRAWS = 200, TEXT = 1 << 16 };

/* The town with its own plan as the baseline. */
static void put_baseline(rf_buf *text, const works *w, const rf_plan *plan)
{
    rf_buf_printf(text, "%s", w->text);
    rf_buf_puts(text, "baseline;");
    for (int32_t i = 0; i < plan->n_moves; i++)
        rf_buf_printf(text, "baseline %s %s %d..%d;", rf_agent_name(w->in, plan->moves[i].agent),
                      rf_need_name(w->in, plan->moves[i].need), plan->moves[i].first,
                      plan->moves[i].last);
    for (int32_t l = 0; l < plan->n_levels; l++)
        rf_buf_printf(text, "before %s %lld %lld;", w->in->levels[l].name,
                      (long long)plan->levels[l].value, (long long)plan->levels[l].bound);
}

/* Some of its moves are refused; pins cannot be. How many were. */
static int32_t put_refusals(rf_buf *text, works *w, const rf_plan *plan)
{
    int32_t refused = 0;
    for (int32_t n = 1 + rf_random_below(&w->random, 2); n > 0; n--) {
        const rf_move *move = &plan->moves[rf_random_below(&w->random, plan->n_moves)];
        if (move->pinned)
            continue;
        rf_buf_printf(text, "forbid %s %s p%d..p%d;", rf_agent_name(w->in, move->agent),
                      rf_need_name(w->in, move->need), move->first, move->last);
        refused++;
    }
    return refused;
}

static bool is_resolved(works *w)
{
    rf_incumbent *start = NULL;
    rf_resolve *resolve = NULL;
    bool possible = false;
    assert_int_equal(rf_start_plan(&possible, w->state, &w->err), RF_OK);
    assert_true(possible);
    assert_int_equal(rf_incumbent_new(&start, w->m, &w->err), RF_OK);
    assert_int_equal(rf_incumbent_take(start, w->state, &w->err), RF_OK);
    assert_int_equal(rf_resolve_new(&resolve, w->m, start, &w->err), RF_OK);
    const bool resolved = resolve != NULL;
    rf_resolve_free(resolve);
    rf_incumbent_free(start);
    return resolved;
}

/* A drawn town and its plan; NULL: none to refuse in. */
static works *draw_solved(const rf_plan **plan, uint64_t number)
{
    works *w = works_draw(number);
    *plan = w->in->has_baseline ? NULL : solved(w->t);
    if (*plan != NULL && (*plan)->outcome == RF_OPTIMAL && (*plan)->n_moves > 0)
        return w;
    works_free(w);
    return NULL;
}

/* Whether the town was compared: brute force could. */
static bool is_least_again(int32_t *resolved, const char *text)
{
    int64_t values[BRUTE_LEVELS];
    works *again = works_of(text);
    const bool judged = brute_solve(values, again->in) == BRUTE_OPTIMAL;
    const rf_plan *plan = judged ? solved(again->t) : NULL;
    for (int32_t l = 0; judged && l < plan->n_levels; l++)
        if (plan->levels[l].value != values[l])
            fail_msg("level %s: %lld, it is %lld in\n%s", again->in->levels[l].name,
                     (long long)plan->levels[l].value, (long long)values[l], text);
    *resolved += judged && is_resolved(again);
    works_free(again);
    return judged;
}

static void after_refusals_every_level_and_changes_are_least(void **state)
{
    int32_t compared = 0, resolved = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        const rf_plan *plan = NULL;
        works *w = draw_solved(&plan, number);
        if (w == NULL)
            continue;
        rf_buf text = rf_buf_new(TEXT);
        put_baseline(&text, w, plan);
        if (put_refusals(&text, w, plan) > 0)
            compared += is_least_again(&resolved, rf_buf_text(&text));
        works_free(w);
        rf_buf_free(&text);
    }
    assert_true(compared > DRAWS / 4);
    assert_true(resolved > compared / 2);
}

static void assert_same_moves(const works *w, const rf_plan *a, const rf_plan *b)
{
    if (a->n_moves != b->n_moves)
        fail_msg("%d moves became %d in\n%s", a->n_moves, b->n_moves, w->text);
    for (int32_t i = 0; i < a->n_moves; i++)
        assert_int_equal(rf_move_compare(&a->moves[i], &b->moves[i]), 0);
}

static void without_a_new_fact_nothing_changes(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        const rf_plan *plan = NULL;
        works *w = draw_solved(&plan, number);
        if (w == NULL)
            continue;
        rf_buf text = rf_buf_new(TEXT);
        put_baseline(&text, w, plan);
        works *again = works_of(rf_buf_text(&text));
        assert_true(is_resolved(again));
        assert_same_moves(w, plan, solved(again->t));
        compared++;
        works_free(again);
        works_free(w);
        rf_buf_free(&text);
    }
    assert_true(compared > DRAWS / 4);
}

static rf_plan *solve_as_it_is(works *w)
{
    rf_plan *plan = NULL;
    const rf_solve_options options = {.workers = 1};
    assert_int_equal(rf_solve(&plan, w->in, &options, &w->err), RF_OK);
    return plan;
}

#define TRUCK "agent ANNA; agent BEN; need TRUCK fte 2; level vital unmet.vital*1;"

static void a_level_that_was_left_open_is_left_as_it_was(void **state)
{
    works *w = works_of(TRUCK "baseline ANNA TRUCK 0..2; before vital 300 200");
    rf_plan *plan = solve_as_it_is(w);
    assert_int_equal(plan->n_moves, 1);
    assert_int_equal(plan->levels[0].value, 300);
    assert_int_equal(plan->levels[0].bound, 0);
    assert_int_equal(plan->levels[0].outcome, RF_FEASIBLE);
    assert_int_equal(plan->levels[1].value, 0);
    assert_int_equal(plan->levels[1].outcome, RF_OPTIMAL);
    rf_plan_free(plan);
    works_free(w);
}

static void a_level_that_was_proven_is_proven_again(void **state)
{
    works *w = works_of(TRUCK "baseline ANNA TRUCK 0..2; before vital 300 300");
    assert_true(is_resolved(w));
    assert_plan(w->t, "ANNA TRUCK 0..2; BEN TRUCK 0..2");
    works_free(w);
}

static void a_loss_that_nothing_explains_is_solved_from_the_top(void **state)
{
    static const char *const towns[] = {
        TRUCK "baseline ANNA TRUCK 0..2; before vital 200 0",
        TRUCK "baseline ANNA TRUCK 0..2",
        TRUCK "baseline ANNA TRUCK 0..2; before other 300 300",
        TRUCK "before vital 300 300",
    };
    for (size_t i = 0; i < sizeof towns / sizeof towns[0]; i++) {
        works *w = works_of(towns[i]);
        assert_false(is_resolved(w));
        assert_plan(w->t, "ANNA TRUCK 0..2; BEN TRUCK 0..2");
        works_free(w);
    }
}

static void what_fell_explains_a_loss(void **state)
{
    works *w = works_of(TRUCK "forbid ANNA TRUCK p2..p2; before vital 300 0;"
                              "baseline ANNA TRUCK 0..2");
    assert_true(is_resolved(w));
    works_free(w);
    w = works_of(TRUCK "before vital 300 0; baseline NOBODY TRUCK 0..2");
    assert_true(is_resolved(w));
    works_free(w);
}

/* ANNA's refusal asks for one other, though many plans need two changes more. */
static void one_refusal_asks_for_one_other(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; agent CLEO; agent DAN; need TRUCK; need CAR;"
                        "level vital unmet.vital*1; before vital 0 0; forbid ANNA TRUCK;"
                        "baseline ANNA TRUCK 0..2; baseline BEN CAR 0..2");
    const rf_plan *plan = solved(w->t);
    assert_int_equal(plan->levels[1].value, 2);
    assert_no_move(w->t, "ANNA", "TRUCK");
    assert_int_equal(plan->levels[0].value, 0);
    works_free(w);
}

/* Which of two falls is for the levels below to say: changes are then least in more plans than one.
 */
static void moves_that_only_others_bar_settle_nothing(void **state)
{
    works *w = works_of("agent ANNA unit AWAY prior_days 5; agent BEN unit AWAY;"
                        "convention ORG2 ORG max_fte 1; need TRUCK fte 2;"
                        "level vital unmet.vital*1; level burden burden*1; before vital 0 0;"
                        "baseline ANNA TRUCK 0..2; baseline BEN TRUCK 0..2");
    assert_true(is_resolved(w));
    assert_plan(w->t, "BEN TRUCK 0..2");
    assert_value(w->t, "changes", 1);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_refusals_every_level_and_changes_are_least),
        cmocka_unit_test(without_a_new_fact_nothing_changes),
        cmocka_unit_test(a_level_that_was_left_open_is_left_as_it_was),
        cmocka_unit_test(a_level_that_was_proven_is_proven_again),
        cmocka_unit_test(a_loss_that_nothing_explains_is_solved_from_the_top),
        cmocka_unit_test(what_fell_explains_a_loss),
        cmocka_unit_test(one_refusal_asks_for_one_other),
        cmocka_unit_test(moves_that_only_others_bar_settle_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
