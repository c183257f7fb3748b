/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/domain/plan.h"

static void moves_are_ordered_by_agent_need_first_and_last(void **state)
{
    (void)state;
    rf_move moves[] = {
        {.agent = {1}, .need = {0}, .first = 0, .last = 0},
        {.agent = {0}, .need = {1}, .first = 0, .last = 0},
        {.agent = {0}, .need = {0}, .first = 1, .last = 1},
        {.agent = {0}, .need = {0}, .first = 0, .last = 2},
        {.agent = {0}, .need = {0}, .first = 0, .last = 1},
    };
    qsort(moves, 5, sizeof *moves, rf_move_compare);
    static const int32_t sorted[5][4] = {
        {0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 1, 1}, {0, 1, 0, 0}, {1, 0, 0, 0}};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(moves[i].agent.i, sorted[i][0]);
        assert_int_equal(moves[i].need.i, sorted[i][1]);
        assert_int_equal(moves[i].first, sorted[i][2]);
        assert_int_equal(moves[i].last, sorted[i][3]);
    }
}

static void role_and_pin_make_no_other_stay(void **state)
{
    (void)state;
    const rf_move x = {.last = 3, .trainee = true}, y = {.last = 3, .pinned = true};
    assert_int_equal(rf_move_compare(&x, &y), 0);
}

static void a_gap_is_relative_to_the_value_or_to_one(void **state)
{
    (void)state;
    const rf_level_result half = {.value = 10, .bound = 5}, none = {0}, one = {.value = 1},
                          below = {.value = 0, .bound = -2};
    assert_true(rf_level_gap(&half) == 0.5);
    assert_true(rf_level_gap(&none) == 0.0);
    assert_true(rf_level_gap(&one) == 1.0);
    assert_true(rf_level_gap(&below) == 2.0);
}

static void outcomes_have_the_words_of_the_plan(void **state)
{
    (void)state;
    assert_string_equal(rf_outcome_name(RF_OPTIMAL), "optimal");
    assert_string_equal(rf_outcome_name(RF_FEASIBLE), "feasible");
    assert_string_equal(rf_outcome_name(RF_INFEASIBLE), "infeasible");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_ordered_by_agent_need_first_and_last),
        cmocka_unit_test(role_and_pin_make_no_other_stay),
        cmocka_unit_test(a_gap_is_relative_to_the_value_or_to_one),
        cmocka_unit_test(outcomes_have_the_words_of_the_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
