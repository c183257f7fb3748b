/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cores: what a level's prices leave open, chosen by branch and cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/core.h"
#include "engine/solve/relax.h"
#include "tests/support/works.h"

enum { DRAWS = 200 };

static void a_core_of_all_agents_finds_the_best(void **state)
{
    int32_t compared = 0, best = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        int64_t least;
        works *w = works_draw(number);
        if (works_least(&least, w, 0) == BRUTE_OPTIMAL && works_begin(&c, w)) {
            const int64_t before = c.chain.best->values[0];
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            assert_int_equal(rf_core_search(&c.chain, &w->err), RF_OK);
            works_assert_plan(w, c.chain.best);
            assert_true(c.chain.best->values[0] <= before);
            assert_true(c.chain.best->values[0] >= least);
            compared++;
            best += c.chain.best->values[0] == least;
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(compared > DRAWS / 2);
    assert_true(best > compared * 9 / 10);
}

static void stays_that_count_later_are_kept(void **state)
{
    works *w = works_crowd(40);
    works_chain c;
    assert_true(works_begin(&c, w));
    const int32_t nobody = c.chain.best->n_stays;
    assert_int_equal(rf_state_set(c.chain.state, c.chain.best, &w->err), RF_OK);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_state_add_if_possible(c.chain.state, w->stays[i], &w->err), RF_OK);
    bool taken = false;
    assert_int_equal(rf_chain_offer(&taken, &c.chain, &w->err), RF_OK);
    assert_true(taken && c.chain.best->n_stays > nobody);
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_int_equal(rf_core_search(&c.chain, &w->err), RF_OK);
    works_assert_plan(w, c.chain.best);
    assert_true(c.chain.best->n_stays > nobody);
    works_end(&c);
    works_free(w);
}

static void without_a_relaxation_there_is_no_core(void **state)
{
    works *w = works_crowd(20);
    works_chain c;
    assert_true(works_begin(&c, w));
    const int32_t told = c.incumbents;
    c.chain.relaxed = false;
    assert_int_equal(rf_core_search(&c.chain, &w->err), RF_OK);
    assert_int_equal(c.incumbents, told);
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_core_of_all_agents_finds_the_best),
        cmocka_unit_test(stays_that_count_later_are_kept),
        cmocka_unit_test(without_a_relaxation_there_is_no_core),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
