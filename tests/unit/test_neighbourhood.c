/* SPDX-License-Identifier: GPL-3.0-or-later
 * Neighbourhoods and the stays that survive reduced-cost fixing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/neighbourhood.h"
#include "engine/solve/relax.h"
#include "tests/support/works.h"

enum { DRAWS = 150, NODES = 100000, ITERATIONS = 100000, ROUNDS = 6 };

static void a_neighbourhood_never_makes_the_plan_worse(void **state)
{
    int32_t improved_once = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (works_begin(&c, w)) {
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            rf_selection *selection = NULL;
            assert_int_equal(rf_selection_new(&selection, &c.chain, &w->err), RF_OK);
            for (int i = 0; i < ROUNDS && c.chain.relaxed; i++) {
                rf_neighbourhood_result result = {.improved = true};
                int64_t before[BRUTE_LEVELS];
                memcpy(before, c.chain.best->values, (size_t)w->in->n_levels * sizeof *before);
                assert_int_equal(rf_selection_renew(selection, &w->err), RF_OK);
                rf_selection_choose(selection, 3);
                assert_int_equal(rf_neighbourhood(&result, &c.chain, selection, &w->err), RF_OK);
                const int order = rf_values_compare(c.chain.best->values, before, w->in->n_levels);
                assert_true(order <= 0);
                assert_int_equal(result.improved, order < 0);
                improved_once += result.improved;
                works_assert_plan(w, c.chain.best);
            }
            rf_selection_free(selection);
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(improved_once > 10);
}

typedef struct survivors {
    const rf_stay *wanted;
    int32_t agent, n, found;
    const rf_model *m;
} survivors;

static rf_status look_for(void *user, const rf_priced *priced)
{
    survivors *s = user;
    s->n++;
    s->found += s->wanted != NULL && memcmp(&priced->stay, s->wanted, sizeof *s->wanted) == 0;
    if (s->agent >= 0)
        assert_int_equal(rf_run_of(s->m, priced->stay)->agent.i, s->agent);
    return RF_OK;
}

/* The state becomes a best plan on level 0. */
static void find_the_best(works *w)
{
    rf_program *p = NULL;
    rf_search_result result;
    const rf_search_options options = {.better_by = 1, .node_limit = NODES, .cuts = true};
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome;
    rf_state_clear(w->state);
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_new(&p, w->m, w->state, &w->err), RF_OK);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(p, w->stays[i], &w->err), RF_OK);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(rf_program_relax(&outcome, p, RF_LP_PRIMAL, &iterations, &w->err), RF_OK);
    assert_int_equal(rf_program_search(&result, p, w->state, &options, &w->err), RF_OK);
    rf_program_free(p);
}

static int32_t assert_survive(works_chain *c, works *w)
{
    for (int32_t i = 0; i < w->state->n_stays; i++) {
        survivors s = {&w->state->stays[i], -1, 0, 0, w->m};
        if (rf_run_of(w->m, w->state->stays[i])->pinned)
            continue;
        assert_int_equal(rf_surviving_stays(&c->chain, -1, look_for, &s), RF_OK);
        if (s.found != 1)
            fail_msg("a stay of a better plan does not survive in\n%s", w->text);
    }
    return w->state->n_stays;
}

static void every_stay_of_a_better_plan_survives(void **state)
{
    int32_t stays = 0;
    for (uint64_t number = 1; number <= 2 * DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (w->in->n_pins == 0 && works_begin(&c, w)) {
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            find_the_best(w);
            if (c.chain.relaxed && w->state->values[0] < c.chain.best->values[0])
                stays += assert_survive(&c, w);
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(stays > DRAWS / 4);
}

/* Prices that prove less: what survives them is decided by costs that are not 0. */
static void blur_prices(works_chain *c, works *w)
{
    rf_prices *prices = c->chain.prices;
    rf_bound bound;
    const rf_question question = {0, NULL, c->chain.grain, NULL};
    for (int32_t row = 0; row < w->m->n_rows; row++)
        prices->row[row] = prices->row[row] / 4 * rf_random_below(&w->random, 5);
    assert_int_equal(rf_prices_settle(prices, &w->err), RF_OK);
    assert_int_equal(rf_prices_bound(&bound, c->chain.pricer, prices, &question, &w->err), RF_OK);
    c->chain.exact = bound.exact;
}

static void every_stay_of_a_better_plan_survives_bad_prices_too(void **state)
{
    int32_t stays = 0;
    for (uint64_t number = 1; number <= 2 * DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (w->in->n_pins == 0 && works_begin(&c, w)) {
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            find_the_best(w);
            rf_incumbent *least = NULL;
            assert_int_equal(rf_incumbent_new(&least, w->m, &w->err), RF_OK);
            assert_int_equal(rf_incumbent_take(least, w->state, &w->err), RF_OK);
            for (int i = 0; i < 4 * ROUNDS && c.chain.relaxed && works_plan(w); i++) {
                if (w->state->values[0] == least->values[0])
                    continue;
                assert_int_equal(rf_incumbent_take(c.chain.best, w->state, &w->err), RF_OK);
                assert_int_equal(rf_state_set(w->state, least, &w->err), RF_OK);
                blur_prices(&c, w);
                stays += assert_survive(&c, w);
            }
            rf_incumbent_free(least);
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(stays > DRAWS);
}

/* Without any price a stay costs what its terms do: ANNA 90, BEN 100; nobody at all is 100. */
static void a_stay_survives_to_the_last_grain_and_no_further(void **state)
{
    works *w = works_of("agent ANNA prior_days 9; agent BEN prior_days 10; need TRUCK p0..p0;"
                        "level all unmet.vital+burden*10");
    works_chain c;
    assert_true(works_begin(&c, w));
    assert_int_equal(c.chain.grain.step, 10);
    rf_prices_set_level(c.chain.prices, 0);
    assert_int_equal(rf_prices_settle(c.chain.prices, &w->err), RF_OK);
    c.chain.exact = 0;
    c.chain.relaxed = true;
    for (int32_t a = 0; a < 2; a++) {
        survivors s = {NULL, a, 0, 0, w->m};
        assert_int_equal(rf_surviving_stays(&c.chain, a, look_for, &s), RF_OK);
        assert_int_equal(s.n, a == 0);
    }
    works_end(&c);
    works_free(w);
}

static void stays_of_one_agent_are_asked_for_alone(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; agent CLEO fte 70; need TRUCK fte 2.5");
    works_chain c;
    survivors all = {NULL, -1, 0, 0, w->m};
    int32_t sum = 0;
    assert_true(works_begin(&c, w));
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_int_equal(rf_surviving_stays(&c.chain, -1, look_for, &all), RF_OK);
    for (int32_t a = 0; a < 3; a++) {
        survivors one = {NULL, a, 0, 0, w->m};
        assert_int_equal(rf_surviving_stays(&c.chain, a, look_for, &one), RF_OK);
        sum += one.n;
    }
    assert_int_equal(sum, all.n);
    assert_true(sum > 0);
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_neighbourhood_never_makes_the_plan_worse),
        cmocka_unit_test(every_stay_of_a_better_plan_survives),
        cmocka_unit_test(every_stay_of_a_better_plan_survives_bad_prices_too),
        cmocka_unit_test(a_stay_survives_to_the_last_grain_and_no_further),
        cmocka_unit_test(stays_of_one_agent_are_asked_for_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
