/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/words.h"
#include "tests/support/village.h"

static rf_measure measure_of(int32_t unmet, int32_t floors, int32_t moved, int32_t travel)
{
    rf_level_spec level = {.name = NULL};
    level.weight[RF_TERM_UNMET_VITAL] = unmet;
    level.weight[RF_TERM_FLOORS] = floors;
    level.weight[RF_TERM_MOVED] = moved;
    level.weight[RF_TERM_TRAVEL] = travel;
    return rf_measure_of_level(&level);
}

static void unmet_needs_and_dipped_floors_are_fte(void **state)
{
    assert_int_equal(measure_of(1, 0, 0, 0), RF_MEASURE_FTE);
    assert_int_equal(measure_of(1, 1, 0, 0), RF_MEASURE_FTE);
}

static void weights_other_than_one_and_mixed_terms_are_points(void **state)
{
    assert_int_equal(measure_of(2, 0, 0, 0), RF_MEASURE_POINTS);
    assert_int_equal(measure_of(1, 0, 1, 0), RF_MEASURE_POINTS);
    assert_int_equal(measure_of(0, 0, 0, 1), RF_MEASURE_POINTS);
    assert_int_equal(measure_of(0, 0, 0, 0), RF_MEASURE_POINTS);
}

static void the_number_of_moves_is_in_stays(void **state)
{
    assert_int_equal(measure_of(0, 0, 1, 0), RF_MEASURE_STAYS);
}

static void the_contracts_level_names_are_translated_and_others_are_not(void **state)
{
    village_speak("fr");
    assert_string_equal(rf_word_level("floors"), "planchers");
    assert_string_equal(rf_word_level("Floors first"), "Floors first");
    assert_string_equal(rf_word_tier(RF_ESSENTIAL), "essentiel");
    village_speak("en");
    assert_string_equal(rf_word_level("floors"), "floors");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unmet_needs_and_dipped_floors_are_fte),
        cmocka_unit_test(weights_other_than_one_and_mixed_terms_are_points),
        cmocka_unit_test(the_number_of_moves_is_in_stays),
        cmocka_unit_test(the_contracts_level_names_are_translated_and_others_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
