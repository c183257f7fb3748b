/* SPDX-License-Identifier: GPL-3.0-or-later
 * Programs: with all stays loaded, the search finds what trying everything finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/works.h"

enum { DRAWS = 250, NODES = 100000, ITERATIONS = 100000 };

/* The state becomes the pins; the program has them as its base and every other stay loaded. */
static rf_program *load_all(works *w)
{
    rf_program *p = NULL;
    rf_state_clear(w->state);
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_new(&p, w->m, w->state, &w->err), RF_OK);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(p, w->stays[i], &w->err), RF_OK);
    return p;
}

static rf_lp_outcome relax(works *w, rf_program *p)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    if (rf_program_relax(&outcome, p, RF_LP_PRIMAL, &iterations, &w->err) != RF_OK)
        fail_msg("%s in\n%s", w->err.text, w->text);
    return outcome;
}

static rf_search_result search(works *w, rf_program *p, bool cuts)
{
    rf_search_result result = {.solved = false};
    const rf_search_options options = {.better_by = 1, .node_limit = NODES, .cuts = cuts};
    if (rf_program_search(&result, p, w->state, &options, &w->err) != RF_OK)
        fail_msg("%s in\n%s", w->err.text, w->text);
    return result;
}

static void the_search_finds_what_trying_everything_finds(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t value;
        works *w = works_draw(number);
        rf_program *p = load_all(w);
        if (w->state->broken == 0 && works_least(&value, w, 0) == BRUTE_OPTIMAL) {
            assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
            assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
            if (rf_program_value(p) > (double)value + 1e-6)
                fail_msg("the relaxation %f is above %lld in\n%s", rf_program_value(p),
                         (long long)value, w->text);
            const rf_search_result result = search(w, p, number % 2 == 0);
            if (w->state->broken != 0 || w->state->values[0] != value || !result.solved ||
                result.bound > (double)value + 1e-6)
                fail_msg("%lld (solved %d, bound %f), it is %lld in\n%s",
                         (long long)w->state->values[0], result.solved, result.bound,
                         (long long)value, w->text);
            compared++;
        }
        rf_program_free(p);
        works_free(w);
    }
    assert_true(compared > DRAWS / 2);
}

static void limits_keep_the_levels_above(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        works *w = works_draw(number);
        rf_program *p = load_all(w);
        bool go_on = w->state->broken == 0 && brute_solve(values, w->in) == BRUTE_OPTIMAL;
        for (int32_t level = 0; go_on && level < w->in->n_levels; level++) {
            assert_int_equal(rf_program_set_level(p, level, values, &w->err), RF_OK);
            assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
            assert_true(rf_program_value(p) <= (double)values[level] + 1e-6);
            const rf_search_result result = search(w, p, true);
            if (rf_values_compare(w->state->values, values, level + 1) != 0 || !result.solved)
                fail_msg("level %s: %lld (solved %d), it is %lld in\n%s", w->in->levels[level].name,
                         (long long)w->state->values[level], result.solved,
                         (long long)values[level], w->text);
            compared++;
        }
        rf_program_free(p);
        works_free(w);
    }
    assert_true(compared > DRAWS);
}

static void a_stay_is_loaded_once_and_a_pin_never(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; need TRUCK p0..p0; need CAR p0..p0;"
                        "pin BEN CAR p0..p0");
    rf_program *p = load_all(w);
    const int32_t n = rf_program_n_stays(p);
    const rf_stay first = rf_program_stay(p, 0);
    assert_int_equal(rf_program_add_stay(p, first, &w->err), RF_OK);
    assert_int_equal(rf_program_n_stays(p), n);
    for (int32_t i = 0; i < n; i++)
        assert_false(rf_run_of(w->m, rf_program_stay(p, i))->pinned);
    rf_program_free(p);
    works_free(w);
}

static void a_program_without_stays_is_worth_its_base(void **state)
{
    works *w = works_of("agent ANNA prior_days 3; agent BEN; need TRUCK fte 1.5; floor HOME 2;"
                        "pin ANNA TRUCK p0..p0; level all unmet.vital+floors*2+burden*5");
    rf_program *p = NULL;
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_new(&p, w->m, w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
    assert_float_equal(rf_program_value(p), 50.0 + 150 + 150 + 200 + 15, 1e-6);
    assert_int_equal(w->state->values[0], 50 + 150 + 150 + 200 + 15);
    rf_program_free(p);
    works_free(w);
}

static void a_plan_fixed_in_the_program_is_worth_its_value(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_program *p = load_all(w);
        if (w->state->broken == 0 && works_plan(w)) {
            assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
            for (int32_t i = 0; i < rf_program_n_stays(p); i++) {
                double there = 0;
                const rf_stay s = rf_program_stay(p, i);
                for (int32_t j = 0; j < w->state->n_stays; j++)
                    there += memcmp(&s, &w->state->stays[j], sizeof s) == 0;
                assert_int_equal(rf_program_bound_stay(p, i, there, there, &w->err), RF_OK);
            }
            assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
            assert_float_equal(rf_program_value(p), (double)w->state->values[0], 1e-5);
            for (int32_t row = 0; row < w->m->n_rows; row++)
                assert_true(rf_program_slack(p, row) >= -1e-9);
        }
        rf_program_free(p);
        works_free(w);
    }
}

static void stays_of_one_agent_never_share_a_period(void **state)
{
    works *w = works_of("weeks 4; rule max_stays 4; agent ANNA; need TRUCK max_stay 2; need CAR;"
                        "need BOAT p1..p2; need CART p2..p3");
    rf_program *p = load_all(w);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
    for (int32_t t = 0; t < 4; t++) {
        double there = 0;
        for (int32_t i = 0; i < rf_program_n_stays(p); i++) {
            const rf_stay s = rf_program_stay(p, i);
            there += s.first <= t && t <= s.last ? rf_program_primal(p, i) : 0;
        }
        assert_true(there <= 1 + 1e-6);
    }
    assert_true(search(w, p, false).solved);
    assert_int_equal(w->state->broken, 0);
    assert_int_equal(w->state->values[0], 400 + 400 + 200 + 200 - 400);
    rf_program_free(p);
    works_free(w);
}

/* The pin holds period 0, where no stay ends; only the pin may be so far away. */
static void no_stay_shares_a_period_with_a_pin(void **state)
{
    works *w = works_of("rule max_stays 2; site FAR 48 8; agent ANNA; need TRUCK fte 3 min_stay 3;"
                        "need CAR site FAR; need BOAT fte 0.5 p1..p2; pin ANNA CAR p0..p0");
    rf_program *p = load_all(w);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
    assert_float_equal(rf_program_value(p), 900 + 200 + 100 - 100, 1e-5);
    const rf_search_result result = search(w, p, false);
    assert_true(result.solved);
    assert_int_equal(w->state->values[0], 900 + 200 + 100 - 100);
    rf_program_free(p);
    works_free(w);
}

static void a_barred_stay_is_not_chosen_until_it_is_allowed_again(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK p0..p0");
    rf_program *p = load_all(w);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(rf_program_bound_stay(p, 0, 0, 0, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
    assert_float_equal(rf_program_value(p), 100, 1e-6);
    assert_int_equal(rf_program_bound_stay(p, 0, 0, 1, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
    assert_float_equal(rf_program_value(p), 0, 1e-6);
    assert_float_equal(rf_program_primal(p, 0), 1, 1e-6);
    rf_program_free(p);
    works_free(w);
}

static void limits_that_nothing_meets_are_infeasible(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK fte 2 p0..p0");
    const int64_t limits[] = {99};
    rf_program *p = load_all(w);
    assert_int_equal(rf_program_set_level(p, 1, limits, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_INFEASIBLE);
    rf_program_free(p);
    works_free(w);
}

static void cuts_leave_every_plan_in_and_raise_the_relaxation(void **state)
{
    works *w = works_of("agent ANNA fte 80; agent BEN fte 80; need TRUCK fte 1 p0..p0;"
                        "level all unmet.vital*2+moved*100");
    rf_program *p = load_all(w);
    rf_cuts *cuts = NULL;
    bool added = false;
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
    const double before = rf_program_value(p);
    assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
    assert_int_equal(
        rf_cuts_add(&added, cuts, w->m->cover_row[0], 80, (rf_agent_set){NULL, 0}, &w->err), RF_OK);
    assert_int_equal(rf_program_load_cuts(p, cuts, &w->err), RF_OK);
    assert_int_equal(rf_program_load_cuts(p, cuts, &w->err), RF_OK);
    assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
    assert_true(rf_program_value(p) > before + 1);
    assert_true(search(w, p, false).solved);
    assert_int_equal(w->state->values[0], 20 * 2 + 100);
    rf_program_free(p);
    rf_cuts_free(cuts);
    works_free(w);
}

static void prices_of_a_whole_relaxation_prove_its_value(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_program *p = load_all(w);
        if (w->state->broken == 0 && w->in->n_pins == 0) {
            rf_prices *prices = NULL;
            rf_pricer *pricer = NULL;
            rf_bound bound;
            const rf_question question = {0, NULL, {0, 1}, NULL};
            assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
            assert_int_equal(relax(w, p), RF_LP_OPTIMAL);
            assert_int_equal(rf_prices_new(&prices, w->m, NULL, NULL, &w->err), RF_OK);
            assert_int_equal(rf_pricer_new(&pricer, w->m, &w->err), RF_OK);
            assert_int_equal(rf_program_prices(prices, p, &w->err), RF_OK);
            assert_int_equal(rf_prices_bound(&bound, pricer, prices, &question, &w->err), RF_OK);
            if (bound.exact < rf_program_value(p) - 0.01 ||
                bound.exact > rf_program_value(p) + 0.01)
                fail_msg("%f is proven of %f in\n%s", bound.exact, rf_program_value(p), w->text);
            compared++;
            rf_pricer_free(pricer);
            rf_prices_free(prices);
        }
        rf_program_free(p);
        works_free(w);
    }
    assert_true(compared > DRAWS / 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_search_finds_what_trying_everything_finds),
        cmocka_unit_test(limits_keep_the_levels_above),
        cmocka_unit_test(a_stay_is_loaded_once_and_a_pin_never),
        cmocka_unit_test(a_program_without_stays_is_worth_its_base),
        cmocka_unit_test(a_plan_fixed_in_the_program_is_worth_its_value),
        cmocka_unit_test(stays_of_one_agent_never_share_a_period),
        cmocka_unit_test(no_stay_shares_a_period_with_a_pin),
        cmocka_unit_test(a_barred_stay_is_not_chosen_until_it_is_allowed_again),
        cmocka_unit_test(limits_that_nothing_meets_are_infeasible),
        cmocka_unit_test(cuts_leave_every_plan_in_and_raise_the_relaxation),
        cmocka_unit_test(prices_of_a_whole_relaxation_prove_its_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
