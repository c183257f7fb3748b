/* SPDX-License-Identifier: GPL-3.0-or-later
 * Closing a level by search. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/anneal.h"
#include "engine/solve/exact.h"
#include "engine/solve/relax.h"
#include "engine/solve/separate.h"
#include "tests/support/works.h"

enum { DRAWS = 200, MOST = 100000 };

static void a_search_to_the_end_closes_every_level_at_its_least_value(void **state)
{
    int32_t closed = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        works_chain c;
        works *w = works_draw(number);
        if (brute_solve(values, w->in) == BRUTE_OPTIMAL && works_begin(&c, w)) {
            bool searched = true;
            for (int32_t l = 0; l < w->in->n_levels && searched; l++) {
                works_set_level(&c, l);
                assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
                if (!rf_chain_is_closed(&c.chain))
                    assert_int_equal(rf_exact(&searched, &c.chain, MOST, MOST, &w->err), RF_OK);
                if (c.chain.best->values[l] != values[l] || c.chain.bounds[l] != values[l])
                    fail_msg("level %s: value %lld, bound %lld, it is %lld in\n%s",
                             w->in->levels[l].name, (long long)c.chain.best->values[l],
                             (long long)c.chain.bounds[l], (long long)values[l], w->text);
                closed++;
            }
            works_assert_plan(w, c.chain.best);
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(closed > DRAWS);
}

static void too_many_survivors_are_not_searched(void **state)
{
    works *w = works_of("agent ANNA fte 80; agent BEN fte 70; agent CLEO fte 90;"
                        "need TRUCK fte 1.7; need CAR fte 1.1 tier essential min_stay 2;"
                        "level all unmet.vital*3+unmet.essential*2+moved*90");
    works_chain c;
    bool searched = true;
    assert_true(works_begin(&c, w));
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_false(rf_chain_is_closed(&c.chain));
    const int64_t bound = c.chain.bounds[0];
    assert_int_equal(rf_exact(&searched, &c.chain, 0, MOST, &w->err), RF_OK);
    assert_false(searched);
    assert_int_equal(c.chain.bounds[0], bound);
    assert_int_equal(rf_exact(&searched, &c.chain, MOST, MOST, &w->err), RF_OK);
    assert_true(searched && rf_chain_is_closed(&c.chain));
    works_end(&c);
    works_free(w);
}

static void a_node_limit_proves_nothing_false(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t least;
        works_chain c;
        works *w = works_draw(number);
        if (works_least(&least, w, 0) == BRUTE_OPTIMAL && works_begin(&c, w)) {
            bool searched = false;
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            assert_int_equal(rf_exact(&searched, &c.chain, MOST, 1, &w->err), RF_OK);
            assert_true(c.chain.bounds[0] <= least);
            assert_true(c.chain.best->values[0] >= least);
            works_assert_plan(w, c.chain.best);
            works_end(&c);
        }
        works_free(w);
    }
}

/* What a search of one node proves of the first level with the cuts, and no roundings. */
static int64_t proven_at_the_root(works_chain *c, works *w, rf_cuts *with)
{
    rf_chain *chain = &c->chain;
    rf_cuts *cuts = chain->cuts;
    rf_roundings *roundings = chain->roundings, *none = NULL;
    bool searched = false;
    rf_state_clear(w->state);
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_roundings_new(&none, w->m, with, w->state, &w->err), RF_OK);
    chain->cuts = with;
    chain->roundings = none;
    chain->bounds[0] = 0;
    assert_int_equal(rf_exact(&searched, chain, MOST, 1, &w->err), RF_OK);
    chain->cuts = cuts;
    chain->roundings = roundings;
    rf_roundings_free(none);
    return chain->bounds[0];
}

/* GLPK's own cuts do not find all that these do. */
static void a_search_has_the_cuts_of_the_relaxation(void **state)
{
    int64_t with = 0, without = 0;
    for (int32_t size = 6; size <= 14; size++) {
        works *w = works_crowd(size);
        works_chain c;
        rf_cuts *no_cuts = NULL;
        int32_t n_new = 0;
        const rf_annealing how = {.steps_per_run = 1000, .hot = 60.0, .cold = 0.5, .seed = 42};
        assert_true(works_begin(&c, w));
        assert_int_equal(rf_anneal(&c.chain, &how, &w->err), RF_OK);
        assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
        assert_int_equal(rf_separate(&n_new, c.chain.cuts, c.chain.master, &w->err), RF_OK);
        assert_int_equal(rf_cuts_new(&no_cuts, w->m, &w->err), RF_OK);
        if (c.chain.relaxed && !rf_chain_is_closed(&c.chain)) {
            with += proven_at_the_root(&c, w, c.chain.cuts);
            without += proven_at_the_root(&c, w, no_cuts);
        }
        rf_cuts_free(no_cuts);
        works_end(&c);
        works_free(w);
    }
    assert_true(with > without);
}

static void a_restricted_search_gives_plans_and_no_proof(void **state)
{
    int32_t improved = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (works_begin(&c, w)) {
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            const int64_t bound = c.chain.bounds[0], value = c.chain.best->values[0];
            if (!rf_chain_is_closed(&c.chain)) {
                assert_int_equal(rf_restricted(&c.chain, MOST, &w->err), RF_OK);
                assert_int_equal(c.chain.bounds[0], bound);
                assert_true(c.chain.best->values[0] <= value);
                improved += c.chain.best->values[0] < value;
            }
            works_assert_plan(w, c.chain.best);
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(improved > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_to_the_end_closes_every_level_at_its_least_value),
        cmocka_unit_test(too_many_survivors_are_not_searched),
        cmocka_unit_test(a_node_limit_proves_nothing_false),
        cmocka_unit_test(a_search_has_the_cuts_of_the_relaxation),
        cmocka_unit_test(a_restricted_search_gives_plans_and_no_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
