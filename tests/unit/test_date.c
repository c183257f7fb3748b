/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/core/date.h"

static rf_date day(const char *text)
{
    rf_date date = 0;
    assert_true(rf_date_parse_iso(&date, text));
    return date;
}

static void the_epoch_is_day_zero_and_a_thursday(void **state)
{
    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(rf_date_weekday(0), 4);
    assert_int_equal(day("1969-12-31"), -1);
    assert_int_equal(rf_date_weekday(-1), 3);
}

static void known_days_have_their_weekday(void **state)
{
    assert_int_equal(rf_date_weekday(day("2020-03-16")), 1);
    assert_int_equal(rf_date_weekday(day("2000-02-29")), 2);
    assert_int_equal(rf_date_weekday(day("1900-01-01")), 1);
    assert_int_equal(rf_date_weekday(day("2199-12-31")), 2);
    assert_int_equal(rf_date_weekday(day("2023-10-01")), 7);
}

static void every_day_of_three_centuries_comes_back(void **state)
{
    const rf_date first = day("1900-01-01"), last = day("2199-12-31");
    for (rf_date d = first; d <= last; d++) {
        char text[RF_DATE_TEXT];
        rf_date again = 0;
        assert_true(rf_date_parse_iso(&again, rf_date_format(text, d)));
        assert_int_equal(again, d);
        assert_int_equal(rf_date_weekday(d), (d - first) % 7 + 1);
    }
    assert_int_equal(last - first + 1, 109573); /* 300 years, 73 of them leap */
}

static void days_that_do_not_exist_are_refused(void **state)
{
    const char *const wrong[] = {"2019-02-29", "1900-02-29", "2020-04-31",
                                 "2020-13-01", "2020-00-10", "2020-01-00",
                                 "2020-01-32", "1899-12-31", "2200-01-01"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rf_date date = 77;
        assert_false(rf_date_parse_any(&date, wrong[i]));
        assert_int_equal(date, 77);
    }
}

static void other_ways_of_writing_are_refused(void **state)
{
    const char *const wrong[] = {
        "",           "2020",          "2020-3-16",  "20-03-16",   "2020-03-16 ", " 2020-03-16",
        "2020/03/16", "2020-03-16T00", "+020-03-16", "2020-03-1x", "16/3/2020",   "16-03-2020",
        "16/03/20",   "32/01/2020",    "16/13/2020"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rf_date date = 0;
        assert_false(rf_date_parse_any(&date, wrong[i]));
    }
}

static void the_french_form_is_read_only_where_any_form_is(void **state)
{
    rf_date date = 0;
    assert_false(rf_date_parse_iso(&date, "16/03/2020"));
    assert_true(rf_date_parse_any(&date, "16/03/2020"));
    assert_int_equal(date, day("2020-03-16"));
    assert_true(rf_date_parse_any(&date, "2020-03-17"));
    assert_int_equal(date, day("2020-03-17"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_epoch_is_day_zero_and_a_thursday),
        cmocka_unit_test(known_days_have_their_weekday),
        cmocka_unit_test(every_day_of_three_centuries_comes_back),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(other_ways_of_writing_are_refused),
        cmocka_unit_test(the_french_form_is_read_only_where_any_form_is),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
