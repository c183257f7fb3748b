/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ascent: never above the best plan, near the relaxation, and the same however often. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/ascent.h"
#include "engine/solve/relax.h"
#include "tests/support/works.h"

enum { DRAWS = 400, STEPS = 300, LONG = 2000, CROWD = 60 };

/* Each level below the ones before it, as the best plan of them all has them. */
static void no_ascent_is_above_the_best_plan(void **state)
{
    int32_t compared = 0, later = 0, proven = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        works_chain c;
        works *w = works_draw(number);
        if (brute_solve(values, w->in) == BRUTE_OPTIMAL && works_begin(&c, w)) {
            for (int32_t level = 0; level < w->in->n_levels; level++) {
                works_set_level_below(&c, level, values);
                assert_int_equal(rf_ascend(&c.chain, STEPS, &w->err), RF_OK);
                if (c.chain.exact > (double)values[level] + 1e-6 ||
                    c.chain.bounds[level] > values[level])
                    fail_msg("level %d: %f and %lld for %lld in\n%s", level, c.chain.exact,
                             (long long)c.chain.bounds[level], (long long)values[level], w->text);
                compared++;
                later += level > 0;
                proven += values[level] > 0 && c.chain.bounds[level] == values[level];
            }
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(compared > DRAWS / 2 && later > DRAWS / 4 && proven > DRAWS / 20);
}

static void it_comes_near_the_relaxation(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain relaxed, climbed;
    assert_true(works_begin(&relaxed, w) && works_begin(&climbed, w));
    assert_int_equal(rf_relax(&relaxed.chain, &w->err), RF_OK);
    assert_int_equal(rf_ascend(&climbed.chain, LONG, &w->err), RF_OK);
    assert_true(relaxed.chain.exact > 1);
    assert_true(climbed.chain.exact > 0.98 * relaxed.chain.exact);
    assert_true(climbed.chain.exact <= relaxed.chain.exact + 1e-6);
    works_end(&relaxed);
    works_end(&climbed);
    works_free(w);
}

static void the_prices_that_it_keeps_prove_what_it_says(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain c;
    rf_bound bound;
    assert_true(works_begin(&c, w));
    assert_int_equal(rf_ascend(&c.chain, STEPS, &w->err), RF_OK);
    const rf_question question = {0, c.chain.limits, c.chain.grain, NULL};
    assert_int_equal(rf_prices_bound(&bound, c.chain.pricer, c.chain.prices, &question, &w->err),
                     RF_OK);
    assert_true(bound.exact == c.chain.exact);
    works_end(&c);
    works_free(w);
}

/* The scratch state is a plan again, and the chain can go on from there. */
static void the_chain_goes_on_after_it(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain c;
    assert_true(works_begin(&c, w));
    assert_int_equal(rf_ascend(&c.chain, STEPS, &w->err), RF_OK);
    assert_int_equal(c.chain.state->broken, 0);
    assert_memory_equal(c.chain.state->values, c.chain.best->values,
                        (size_t)w->in->n_levels * sizeof *c.chain.best->values);
    const double climbed = c.chain.exact;
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_true(c.chain.relaxed && c.chain.exact >= climbed);
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_ascent_is_above_the_best_plan),
        cmocka_unit_test(it_comes_near_the_relaxation),
        cmocka_unit_test(the_prices_that_it_keeps_prove_what_it_says),
        cmocka_unit_test(the_chain_goes_on_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
