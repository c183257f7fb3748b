/* SPDX-License-Identifier: GPL-3.0-or-later
 * Forgetting: what is left proves and holds back what all did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/solve/gomory.h"
#include "engine/solve/purge.h"
#include "engine/solve/relax.h"
#include "engine/solve/separate.h"
#include "tests/support/works.h"

enum { DRAWS = 300, ITERATIONS = 100000 };

static double value_of(works_chain *c, works *w)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(
        rf_program_relax(&outcome, c->chain.master, RF_LP_PRIMAL, &iterations, &w->err), RF_OK);
    assert_int_equal(outcome, RF_LP_OPTIMAL);
    return rf_program_value(c->chain.master);
}

static double proven(works_chain *c, works *w)
{
    rf_bound bound = {-1, -1};
    const rf_question question = {c->chain.level, c->chain.limits, c->chain.grain, NULL};
    assert_int_equal(rf_prices_bound(&bound, c->chain.pricer, c->chain.prices, &question, &w->err),
                     RF_OK);
    return bound.exact;
}

/* Cuts and roundings of the relaxed solution, more than the prices know. */
static void add_some(works_chain *c, works *w)
{
    int32_t n = 0;
    rf_chain *chain = &c->chain;
    value_of(c, w);
    assert_int_equal(rf_separate(&n, chain->cuts, chain->master, &w->err), RF_OK);
    assert_int_equal(rf_gomory(&n, chain->roundings, chain->master, chain->limits, &w->err), RF_OK);
    assert_int_equal(rf_program_load_cuts(chain->master, chain->cuts, &w->err), RF_OK);
    assert_int_equal(rf_program_load_roundings(chain->master, chain->roundings, &w->err), RF_OK);
}

static void what_is_left_proves_and_holds_back_what_all_did(void **state)
{
    int32_t had = 0, left = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        const bool possible = works_begin(&c, w);
        for (int32_t l = 0; l < w->in->n_levels && possible; l++) {
            works_set_level(&c, l);
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
            if (!c.chain.relaxed)
                continue;
            add_some(&c, w);
            const double value = value_of(&c, w), exact = proven(&c, w);
            assert_float_equal(exact, c.chain.exact, 1e-9);
            had += c.chain.roundings->n + c.chain.cuts->n;
            assert_int_equal(rf_purge(&c.chain, &w->err), RF_OK);
            left += c.chain.roundings->n + c.chain.cuts->n;
            assert_float_equal(proven(&c, w), exact, 1e-9);
            assert_float_equal(value_of(&c, w), value, 1e-6);
        }
        if (possible)
            works_end(&c);
        works_free(w);
    }
    assert_true(left > DRAWS / 4 && left < had - DRAWS / 4);
}

/* ... and the program goes on with it: stays that come later, another level, more of both. */
static void a_program_that_forgot_goes_on(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        works_chain c;
        works *w = works_draw(number);
        if (brute_solve(values, w->in) == BRUTE_OPTIMAL && works_begin(&c, w)) {
            for (int32_t l = 0; l < w->in->n_levels; l++) {
                works_set_level_below(&c, l, values);
                assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
                assert_int_equal(rf_tighten(&c.chain, &w->err), RF_OK);
                assert_int_equal(rf_purge(&c.chain, &w->err), RF_OK);
                for (int32_t i = 0; i < w->n_stays; i++)
                    assert_int_equal(rf_program_add_stay(c.chain.master, w->stays[i], &w->err),
                                     RF_OK);
                if (!c.chain.relaxed)
                    continue;
                const double value = value_of(&c, w), bound = proven(&c, w);
                if (value > (double)values[l] + 1e-5 || bound > (double)values[l] + 1e-6)
                    fail_msg("level %d: %f, proven %f of %lld in\n%s", l, value, bound,
                             (long long)values[l], w->text);
                compared++;
            }
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(compared > DRAWS / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_proves_and_holds_back_what_all_did),
        cmocka_unit_test(a_program_that_forgot_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
