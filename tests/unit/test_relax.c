/* SPDX-License-Identifier: GPL-3.0-or-later
 * A level's relaxation: its bound is true, its prices prove it, and it is as good as the program
 * over all stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/solve/relax.h"
#include "tests/support/works.h"

enum { DRAWS = 200, ITERATIONS = 100000 };

static double value_over_all_stays(works *w)
{
    rf_program *p = NULL;
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    rf_state_clear(w->state);
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_new(&p, w->m, w->state, &w->err), RF_OK);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(p, w->stays[i], &w->err), RF_OK);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(rf_program_relax(&outcome, p, RF_LP_PRIMAL, &iterations, &w->err), RF_OK);
    assert_int_equal(outcome, RF_LP_OPTIMAL);
    const double value = rf_program_value(p);
    rf_program_free(p);
    return value;
}

static void the_bound_is_true_on_every_level(void **state)
{
    int32_t compared = 0, met = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        works_chain c;
        works *w = works_draw(number);
        if (brute_solve(values, w->in) == BRUTE_OPTIMAL && works_begin(&c, w)) {
            for (int32_t l = 0; l < w->in->n_levels; l++) {
                works_set_level_below(&c, l, values);
                assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
                assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
                if (c.chain.bounds[l] > values[l] || c.chain.exact > (double)values[l] + 1e-6)
                    fail_msg("level %s: bound %lld (%f), it is %lld in\n%s", w->in->levels[l].name,
                             (long long)c.chain.bounds[l], c.chain.exact, (long long)values[l],
                             w->text);
                compared++;
                met += c.chain.bounds[l] == values[l];
            }
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(compared > DRAWS);
    assert_true(met > compared / 2);
}

static void pricing_in_few_stays_is_as_good_as_loading_all(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (w->in->n_pins == 0 && works_begin(&c, w)) {
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
            if (!rf_chain_is_closed(&c.chain)) {
                const double whole = value_over_all_stays(w);
                assert_true(c.chain.relaxed);
                if (c.chain.exact < whole - 0.02)
                    fail_msg("%f of %f in\n%s", c.chain.exact, whole, w->text);
                compared++;
            }
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(compared > DRAWS / 10);
}

static void assert_kept_prices(works_chain *c, works *w)
{
    rf_bound bound;
    const rf_question question = {0, c->chain.limits, c->chain.grain, NULL};
    const int64_t value = c->chain.best->values[0];
    assert_int_equal(rf_prices_bound(&bound, c->chain.pricer, c->chain.prices, &question, &w->err),
                     RF_OK);
    assert_float_equal(bound.exact, c->chain.exact, 1e-6);
    assert_int_equal(c->chain.bounds[0], bound.value < value ? bound.value : value);
}

static void the_prices_that_are_kept_prove_what_is_said(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (works_begin(&c, w)) {
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
            if (c.chain.exact >= 0) {
                assert_kept_prices(&c, w);
                compared++;
            }
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(compared > DRAWS / 2);
}

static void the_best_prices_are_kept_wherever_it_stops(void **state)
{
    works *w = works_crowd(40);
    int32_t compared = 0;
    for (int32_t patience = 2; patience < 30; patience++) {
        works_chain c;
        assert_true(works_begin(&c, w));
        c.patience = patience;
        assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
        assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
        if (c.chain.exact >= 0) {
            assert_kept_prices(&c, w);
            compared++;
        }
        works_end(&c);
    }
    assert_true(compared > 5);
    works_free(w);
}

static void cuts_close_what_the_plain_relaxation_leaves_open(void **state)
{
    works *w = works_of("agent ANNA fte 80; agent BEN fte 80; need TRUCK fte 1 p0..p0;"
                        "level all unmet.vital*2+moved*100");
    works_chain c;
    assert_true(works_begin(&c, w));
    const double plain = value_over_all_stays(w);
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
    assert_true(c.chain.exact > plain + 1);
    assert_true(c.chain.cuts->n > 0);
    assert_int_equal(c.chain.bounds[0], 140);
    works_end(&c);
    works_free(w);
}

static void a_relaxation_that_is_stopped_says_nothing_false(void **state)
{
    works *w = works_crowd(40);
    works_chain c;
    assert_true(works_begin(&c, w));
    c.stop = true;
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
    assert_true(c.chain.bounds[0] <= c.chain.best->values[0]);
    const int64_t early = c.chain.bounds[0];
    c.stop = false;
    works_set_level(&c, 0);
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
    assert_true(c.chain.bounds[0] >= early && c.chain.relaxed);
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bound_is_true_on_every_level),
        cmocka_unit_test(pricing_in_few_stays_is_as_good_as_loading_all),
        cmocka_unit_test(the_prices_that_are_kept_prove_what_is_said),
        cmocka_unit_test(the_best_prices_are_kept_wherever_it_stops),
        cmocka_unit_test(cuts_close_what_the_plain_relaxation_leaves_open),
        cmocka_unit_test(a_relaxation_that_is_stopped_says_nothing_false),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
