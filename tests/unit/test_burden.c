/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/renfort.h"
#include "tests/support/town.h"

static void an_even_burden_is_zero_and_one_bearer_is_all_but_one(void **state)
{
    int64_t even[] = {3, 3, 3, 3}, one[] = {0, 9, 0, 0};
    assert_int_equal(rf_gini_of(even, 4).part, 0);
    const rf_gini gini = rf_gini_of(one, 4);
    assert_int_equal(gini.part * 4, gini.whole * 3);
    assert_int_equal(rf_gini_of(NULL, 0).whole, 0);
}

/* The definition, pair by pair. */
static void sorted_and_pairwise_forms_agree(void **state)
{
    rf_random random = {.state = 4};
    for (int32_t round = 0; round < 500; round++) {
        int64_t days[12], pairs = 0, sum = 0;
        const int32_t n = 1 + rf_random_below(&random, 12);
        for (int32_t i = 0; i < n; i++)
            sum += days[i] = rf_random_below(&random, 40);
        for (int32_t i = 0; i < n; i++)
            for (int32_t j = 0; j < n; j++)
                pairs += llabs(days[i] - days[j]);
        const rf_gini gini = rf_gini_of(days, n);
        assert_int_equal(gini.whole, n * sum);
        assert_int_equal(2 * gini.part, pairs);
    }
}

/* 7 earlier days and a week of four working days; 2 earlier days; none. */
static void earlier_days_and_working_days_away_are_added(void **state)
{
    town *t = *state;
    rf_err err;
    rf_gini gini, by_hand;
    int64_t days[] = {11, 2, 0};
    town_of(t, "holiday 2020-03-25; agent ANNA prior_days 7; agent BEN prior_days 2; agent CARL;"
               "need K");
    town_instance(t);
    const rf_move move = hamlet_move(t->h, "ANNA", "K", 1, 1);
    assert_int_equal(rf_burden_gini(&gini, t->h->in, &move, 1, &err), RF_OK);
    by_hand = rf_gini_of(days, 3);
    assert_int_equal(gini.part, by_hand.part);
    assert_int_equal(gini.whole, by_hand.whole);
    assert_int_equal(gini.part, 22); /* -2 x 0 + 0 x 2 + 2 x 11 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_even_burden_is_zero_and_one_bearer_is_all_but_one),
        cmocka_unit_test(sorted_and_pairwise_forms_agree),
        cmocka_unit_test_setup_teardown(earlier_days_and_working_days_away_are_added, town_set_up,
                                        town_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
