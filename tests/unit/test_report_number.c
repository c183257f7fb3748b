/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/number.h"
#include "tests/support/village.h"

static void english_groups_with_commas(void **state)
{
    village_speak("en");
    assert_string_equal(rf_number_count(0).s, "0");
    assert_string_equal(rf_number_count(999).s, "999");
    assert_string_equal(rf_number_count(1000).s, "1,000");
    assert_string_equal(rf_number_count(-1234567).s, "-1,234,567");
    assert_string_equal(rf_number_count(INT64_MIN).s, "-9,223,372,036,854,775,808");
    assert_string_equal(rf_number_fte(5).s, "0.05");
    assert_string_equal(rf_number_fte(123450).s, "1,234.50");
    assert_string_equal(rf_number_fine(472883).s, "47.2883");
    assert_string_equal(rf_number_fine(-22500).s, "-2.25");
    assert_string_equal(rf_number_fine(30000).s, "3");
    assert_string_equal(rf_number_date(18337).s, "2020-03-16");
}

static void french_groups_with_narrow_spaces_and_has_decimal_commas(void **state)
{
    village_speak("fr");
    assert_string_equal(rf_number_count(1234567).s, "1\u202f234\u202f567");
    assert_string_equal(rf_number_fte(-123450).s, "-1\u202f234,50");
    assert_string_equal(rf_number_seconds(12.34).s, "12,3\u00a0s");
    assert_string_equal(rf_number_date(18337).s, "16/03/2020");
}

static void a_balance_shows_its_sign(void **state)
{
    village_speak("en");
    assert_string_equal(rf_number_balance(150).s, "+1.50");
    assert_string_equal(rf_number_balance(0).s, "0.00");
    assert_string_equal(rf_number_balance(-150).s, "-1.50");
}

static void a_share_is_never_said_to_be_more_than_it_is(void **state)
{
    village_speak("en");
    assert_string_equal(rf_number_percent(0.99999, RF_ROUND_DOWN).s, "99.9\u00a0%");
    assert_string_equal(rf_number_percent(1, RF_ROUND_DOWN).s, "100.0\u00a0%");
    assert_string_equal(rf_number_percent(0.66666, RF_ROUND_DOWN).s, "66.6\u00a0%");
    assert_string_equal(rf_number_percent(0.07, RF_ROUND_DOWN).s, "7.0\u00a0%");
    assert_true(rf_share(0, 0) >= 1);
}

static void a_gap_is_never_said_to_be_less_than_it_is(void **state)
{
    village_speak("en");
    assert_string_equal(rf_number_percent(0.00001, RF_ROUND_UP).s, "0.1\u00a0%");
    assert_string_equal(rf_number_percent(0.07, RF_ROUND_UP).s, "7.0\u00a0%");
    assert_string_equal(rf_number_percent(0, RF_ROUND_UP).s, "0.0\u00a0%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_groups_with_commas),
        cmocka_unit_test(french_groups_with_narrow_spaces_and_has_decimal_commas),
        cmocka_unit_test(a_balance_shows_its_sign),
        cmocka_unit_test(a_share_is_never_said_to_be_more_than_it_is),
        cmocka_unit_test(a_gap_is_never_said_to_be_less_than_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
