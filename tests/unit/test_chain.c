/* SPDX-License-Identifier: GPL-3.0-or-later
 * The chain: which plans it takes, what it tells, when it is closed and when over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/core/clock.h"
#include "tests/support/works.h"

static const char VILLAGE[] = "agent ANNA prior_days 2; agent BEN fte 60; agent CLEO;"
                              "need TRUCK fte 1 p0..p0; level vital unmet.vital;"
                              "level burden burden*10+moved";

static void put(works_chain *c, const works *w, const char *agent)
{
    rf_err err;
    rf_state_clear(c->chain.state);
    if (agent != NULL)
        assert_int_equal(rf_state_add(c->chain.state, works_stay(w, agent, "TRUCK", 0, 0), &err),
                         RF_OK);
}

static bool offer(works_chain *c)
{
    rf_err err;
    bool taken = false;
    assert_int_equal(rf_chain_offer(&taken, &c->chain, &err), RF_OK);
    return taken;
}

static void a_better_plan_is_taken_and_told_a_worse_one_is_not(void **state)
{
    works *w = works_of(VILLAGE);
    works_chain c;
    assert_true(works_begin(&c, w));
    assert_int_equal(c.chain.best->values[0], 100);
    put(&c, w, "BEN");
    assert_true(offer(&c));
    assert_int_equal(c.incumbents, 1);
    assert_int_equal(c.chain.best->values[0], 40);
    assert_false(offer(&c)); /* no better than itself */
    put(&c, w, NULL);
    assert_false(offer(&c));
    put(&c, w, "ANNA");
    assert_true(offer(&c));
    put(&c, w, "CLEO"); /* as good on level 0, better below */
    assert_true(offer(&c));
    assert_int_equal(c.incumbents, 3);
    assert_int_equal(c.chain.best->values[1], 1);
    works_assert_plan(w, c.chain.best);
    works_end(&c);
    works_free(w);
}

static void a_broken_plan_is_never_taken(void **state)
{
    works *w = works_of("rule floors hard; agent ANNA; floor HOME 1; need TRUCK p0..p0");
    works_chain c;
    assert_true(works_begin(&c, w));
    put(&c, w, "ANNA");
    assert_true(c.chain.state->broken > 0);
    assert_false(offer(&c));
    assert_int_equal(c.incumbents, 0);
    works_end(&c);
    works_free(w);
}

static void a_plan_beyond_a_limit_is_not_taken_however_good_below(void **state)
{
    works *w = works_of(VILLAGE);
    works_chain c;
    assert_true(works_begin(&c, w));
    put(&c, w, "ANNA");
    assert_true(offer(&c));
    works_set_level(&c, 1);
    assert_int_equal(c.chain.limits[0], 0);
    put(&c, w, NULL); /* burden 0, but vital 100 */
    assert_false(offer(&c));
    put(&c, w, "CLEO");
    assert_true(offer(&c));
    works_end(&c);
    works_free(w);
}

/* A level above is met, or not; the plan betters it and is worse at hand. */
static bool takes_at_the_expense_of_the_one_at_hand(int64_t bound, double gap)
{
    works *w = works_of(VILLAGE);
    works_chain c;
    assert_true(works_begin(&c, w));
    rf_chain_raise(&c.chain, bound);
    c.gaps[0] = gap;
    works_set_level(&c, 1);
    put(&c, w, "CLEO"); /* vital 0 for 100, burden 1 for 0 */
    const bool taken = offer(&c);
    assert_int_equal(c.incumbents, taken);
    assert_int_equal(c.chain.best->values[0], taken ? 0 : 100);
    assert_int_equal(c.chain.limits[0], taken ? 0 : 100);
    works_end(&c);
    works_free(w);
    return taken;
}

static void only_a_level_that_is_not_met_is_bettered_at_the_expense_of_the_one_at_hand(void **state)
{
    assert_false(takes_at_the_expense_of_the_one_at_hand(100, 0));
    assert_true(takes_at_the_expense_of_the_one_at_hand(99, 0));
    assert_false(takes_at_the_expense_of_the_one_at_hand(90, 0.1));
    assert_true(takes_at_the_expense_of_the_one_at_hand(89, 0.1));
}

/* Two for the whole need, without burden, or one with. */
static const char TRADE[] = "agent ANNA prior_days 9; agent BEN fte 50; agent CLEO fte 50;"
                            "need TRUCK fte 1 p0..p0; level vital unmet.vital; level moved moved;"
                            "level burden burden";

/* The same of the second level, with the third at hand. */
static bool takes_one_for_two(int64_t bound)
{
    works *w = works_of(TRADE);
    works_chain c;
    assert_true(works_begin(&c, w));
    put(&c, w, "BEN");
    assert_int_equal(rf_state_add(c.chain.state, works_stay(w, "CLEO", "TRUCK", 0, 0), &w->err),
                     RF_OK);
    assert_true(offer(&c));
    works_set_level(&c, 1);
    rf_chain_raise(&c.chain, bound);
    works_set_level(&c, 2);
    put(&c, w, "ANNA");
    const bool taken = offer(&c);
    assert_int_equal(c.chain.best->values[1], taken ? 1 : 2);
    works_end(&c);
    works_free(w);
    return taken;
}

static void the_first_level_that_differs_is_the_one_that_must_not_be_met(void **state)
{
    assert_true(takes_one_for_two(1));
    assert_false(takes_one_for_two(2));
}

static void a_level_that_is_met_is_bettered_at_the_expense_of_later_ones(void **state)
{
    works *w = works_of("agent ANNA prior_days 9; agent BEN fte 60; need TRUCK fte 1 p0..p0;"
                        "level vital unmet.vital; level moved moved; level burden burden");
    works_chain c;
    assert_true(works_begin(&c, w));
    put(&c, w, "BEN");
    assert_true(offer(&c));
    rf_chain_raise(&c.chain, 40);
    works_set_level(&c, 1);
    put(&c, w, "ANNA"); /* no worse at hand: moved 1, as before */
    assert_true(offer(&c));
    assert_int_equal(c.chain.best->values[0], 0);
    assert_true(c.chain.best->values[2] > 0);
    works_end(&c);
    works_free(w);
}

static void a_bound_only_rises_and_never_above_the_value(void **state)
{
    works *w = works_of(VILLAGE);
    works_chain c;
    assert_true(works_begin(&c, w));
    rf_chain_raise(&c.chain, 30);
    assert_int_equal(c.chain.bounds[0], 30);
    rf_chain_raise(&c.chain, 20);
    assert_int_equal(c.chain.bounds[0], 30);
    assert_int_equal(c.bounds, 1);
    rf_chain_raise(&c.chain, 500);
    assert_int_equal(c.chain.bounds[0], 100);
    assert_int_equal(c.bounds, 2);
    works_end(&c);
    works_free(w);
}

static void a_level_is_closed_where_value_and_bound_meet_within_the_gap(void **state)
{
    works *w = works_of(VILLAGE);
    works_chain c;
    assert_true(works_begin(&c, w));
    rf_chain_raise(&c.chain, 89);
    assert_false(rf_chain_is_closed(&c.chain));
    c.gaps[0] = 0.1;
    assert_false(rf_chain_is_closed(&c.chain));
    rf_chain_raise(&c.chain, 90);
    assert_true(rf_chain_is_closed(&c.chain));
    c.gaps[0] = 0;
    assert_false(rf_chain_is_closed(&c.chain));
    rf_chain_raise(&c.chain, 100);
    assert_true(rf_chain_is_closed(&c.chain));
    works_end(&c);
    works_free(w);
}

static void a_chain_is_over_when_closed_stopped_or_late(void **state)
{
    works *w = works_of(VILLAGE);
    works_chain c;
    assert_true(works_begin(&c, w));
    assert_false(rf_chain_is_over(&c.chain));
    c.stop = true;
    assert_true(rf_chain_is_over(&c.chain));
    c.stop = false;
    c.chain.deadline = rf_clock_now() - 1;
    assert_true(rf_chain_is_over(&c.chain));
    c.chain.deadline = rf_clock_now() + 1e6;
    assert_false(rf_chain_is_over(&c.chain));
    rf_chain_raise(&c.chain, 100);
    assert_true(rf_chain_is_over(&c.chain));
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_better_plan_is_taken_and_told_a_worse_one_is_not),
        cmocka_unit_test(a_broken_plan_is_never_taken),
        cmocka_unit_test(a_plan_beyond_a_limit_is_not_taken_however_good_below),
        cmocka_unit_test(
            only_a_level_that_is_not_met_is_bettered_at_the_expense_of_the_one_at_hand),
        cmocka_unit_test(the_first_level_that_differs_is_the_one_that_must_not_be_met),
        cmocka_unit_test(a_level_that_is_met_is_bettered_at_the_expense_of_later_ones),
        cmocka_unit_test(a_bound_only_rises_and_never_above_the_value),
        cmocka_unit_test(a_level_is_closed_where_value_and_bound_meet_within_the_gap),
        cmocka_unit_test(a_chain_is_over_when_closed_stopped_or_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
