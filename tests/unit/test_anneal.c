/* SPDX-License-Identifier: GPL-3.0-or-later
 * Annealing: never worse, never broken, within the limits, and the same twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/anneal.h"
#include "tests/support/works.h"

enum { DRAWS = 120 };

static const rf_annealing HOW = {.steps_per_run = 200, .hot = 60.0, .cold = 0.5, .seed = 42};

static void the_best_plan_stays_whole_and_never_gets_worse(void **state)
{
    int32_t best = 0, compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (works_begin(&c, w)) {
            int64_t before[BRUTE_LEVELS], least;
            memcpy(before, c.chain.best->values, (size_t)w->in->n_levels * sizeof *before);
            assert_int_equal(rf_anneal(&c.chain, &HOW, &w->err), RF_OK);
            works_assert_plan(w, c.chain.best);
            assert_true(rf_values_compare(c.chain.best->values, before, w->in->n_levels) <= 0);
            if (works_least(&least, w, 0) == BRUTE_OPTIMAL) {
                assert_true(c.chain.best->values[0] >= least);
                best += c.chain.best->values[0] == least;
                compared++;
            }
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(best > compared * 3 / 4);
}

static void levels_above_keep_their_limits(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (w->in->n_levels > 1 && works_begin(&c, w)) {
            assert_int_equal(rf_anneal(&c.chain, &HOW, &w->err), RF_OK);
            for (int32_t l = 1; l < w->in->n_levels; l++) {
                works_set_level(&c, l);
                const int64_t kept = c.chain.limits[l - 1];
                assert_int_equal(rf_anneal(&c.chain, &HOW, &w->err), RF_OK);
                assert_true(c.chain.best->values[l - 1] <= kept);
            }
            works_assert_plan(w, c.chain.best);
            works_end(&c);
        }
        works_free(w);
    }
}

static rf_incumbent *walk(works *w, works_chain *c, const rf_annealing *how)
{
    assert_true(works_begin(c, w));
    assert_int_equal(rf_anneal(&c->chain, how, &w->err), RF_OK);
    return c->chain.best;
}

static void the_same_seed_walks_the_same_way(void **state)
{
    works *w = works_crowd(60);
    works_chain first, second;
    const rf_incumbent *a = walk(w, &first, &HOW), *b = walk(w, &second, &HOW);
    assert_int_equal(a->n_stays, b->n_stays);
    assert_true(a->n_stays > 0);
    assert_memory_equal(a->stays, b->stays, (size_t)a->n_stays * sizeof *a->stays);
    assert_int_equal(first.incumbents, second.incumbents);
    works_end(&first);
    works_end(&second);
    works_free(w);
}

static void a_long_walk_betters_a_crowds_plan(void **state)
{
    works *w = works_crowd(60);
    works_chain c;
    const int64_t before = w->state->values[0];
    const rf_incumbent *best = walk(w, &c, &HOW);
    assert_true(best->values[0] < before);
    works_assert_plan(w, best);
    works_end(&c);
    works_free(w);
}

static void a_walk_that_is_stopped_keeps_its_plan(void **state)
{
    works *w = works_crowd(60);
    works_chain c;
    const rf_annealing endless = {.steps_per_run = INT32_MAX, .hot = 60.0, .cold = 0.5, .seed = 42};
    assert_true(works_begin(&c, w));
    c.stop = true;
    assert_int_equal(rf_anneal(&c.chain, &endless, &w->err), RF_OK);
    works_assert_plan(w, c.chain.best);
    works_end(&c);
    works_free(w);
}

/* Where a unit beyond a limit costs little at first, a walk goes far beyond it; it must end with
 * plans that are within, or it betters nothing: not by every seed, but by most. */
static void a_walk_with_lax_penalties_ends_where_plans_are_allowed(void **state)
{
    enum { SEEDS = 20 };
    int32_t bettered = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        works *w = works_crowd(60);
        works_chain c;
        rf_annealing how = HOW;
        how.seed = seed;
        walk(w, &c, &how);
        works_set_level(&c, 1);
        c.chain.penalty[0] = 1;
        const int64_t before = c.chain.best->values[1];
        assert_int_equal(rf_anneal(&c.chain, &how, &w->err), RF_OK);
        bettered += c.chain.best->values[1] < before;
        works_end(&c);
        works_free(w);
    }
    assert_true(bettered > SEEDS / 2);
}

static void where_nobody_may_serve_there_is_no_walk(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK lorry");
    works_chain c;
    assert_int_equal(walk(w, &c, &HOW)->n_stays, 0);
    works_end(&c);
    works_free(w);
}

static void pins_stay_where_they_are(void **state)
{
    works *w = works_of("rule max_stays 2; agent ANNA prior_days 90; agent BEN; need TRUCK fte 1;"
                        "pin ANNA TRUCK p1..p1; level burden burden*100; level vital unmet.vital");
    works_chain c;
    const rf_incumbent *best = walk(w, &c, &HOW);
    bool pinned = false;
    for (int32_t i = 0; i < best->n_stays; i++)
        pinned |= rf_run_of(w->m, best->stays[i])->pinned;
    assert_true(pinned);
    assert_int_equal(best->values[0], 9000);
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_plan_stays_whole_and_never_gets_worse),
        cmocka_unit_test(levels_above_keep_their_limits),
        cmocka_unit_test(the_same_seed_walks_the_same_way),
        cmocka_unit_test(a_long_walk_betters_a_crowds_plan),
        cmocka_unit_test(a_walk_that_is_stopped_keeps_its_plan),
        cmocka_unit_test(a_walk_with_lax_penalties_ends_where_plans_are_allowed),
        cmocka_unit_test(where_nobody_may_serve_there_is_no_walk),
        cmocka_unit_test(pins_stay_where_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
