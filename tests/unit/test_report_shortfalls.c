/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/sections.h"
#include "tests/support/village.h"

static void add_needs(hamlet *h, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        char row[160];
        snprintf(row, sizeof row,
                 "need=N%02d unit=DESK tier=important from=2020-03-23 to=2020-04-05 fte=%d.5", i,
                 i % 10);
        hamlet_row(h, RF_NEEDS, row);
    }
}

static void the_ten_largest_come_first_and_the_others_are_summed(void **state)
{
    hamlet *h = *state;
    add_needs(h, 12);
    assert_int_equal(hamlet_build(h), RF_OK);
    char *page = village_section(h, rf_section_shortfalls, NULL, 0);
    const char *first = strstr(page, "N09 "), *second = strstr(page, "N08 ");
    assert_true(first != NULL && second != NULL && first < second);
    assert_non_null(strstr(page, "2020-03-23  2020-04-05          9.50    19.00\n"));
    assert_non_null(strstr(page, "2 more needs lack 2.00 FTE-weeks together.\n"));
    assert_null(strstr(page, "N10 "));
    free(page);
}

static void equal_shortfalls_come_in_the_order_of_the_file(void **state)
{
    hamlet *h = *state;
    add_needs(h, 11);
    assert_int_equal(hamlet_build(h), RF_OK);
    char *page = village_section(h, rf_section_shortfalls, NULL, 0);
    assert_non_null(strstr(page, "N00 "));
    assert_null(strstr(page, "N10 "));
    assert_non_null(strstr(page, "1 more need lacks 1.00 FTE-weeks.\n"));
    free(page);
}

static void only_the_periods_that_lack_somebody_are_dated(void **state)
{
    hamlet *h = *state;
    add_needs(h, 1);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME fte=30 consent=volunteer");
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "A", "N00", 1, 1);
    char *page = village_section(h, rf_section_shortfalls, &move, 1);
    assert_non_null(strstr(page, "2020-03-23  2020-04-05          0.50     0.70\n"));
    free(page);
}

static void a_plan_without_shortfall_says_so(void **state)
{
    hamlet *h = *state;
    add_needs(h, 1);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME fte=100 consent=volunteer");
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "A", "N00", 1, 2);
    char *page = village_section(h, rf_section_shortfalls, &move, 1);
    assert_non_null(strstr(page, "Every need is covered at all times.\n"));
    free(page);
}

static void a_plan_of_which_nothing_is_asked_covers_nothing(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_NEEDS,
               "need=N00 unit=DESK tier=important from=2021-03-22 to=2021-04-05 fte=1");
    assert_int_equal(hamlet_build(h), RF_OK);
    char *page = village_section(h, rf_section_shortfalls, NULL, 0);
    assert_non_null(strstr(page, "No need asks for anybody on the dates of the scenario.\n"));
    assert_null(strstr(page, "covered"));
    free(page);
}

static void dipped_floors_are_named_the_largest_first(void **state)
{
    hamlet *h = *state;
    add_needs(h, 1);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME fte=80 consent=volunteer");
    hamlet_row(h, RF_SKILLS, "agent=A skill=care level=3");
    hamlet_row(h, RF_FLOORS, "unit=HOME floor=0.5");
    hamlet_row(h, RF_FLOORS, "unit=HOME skill=care floor=0.7");
    assert_int_equal(hamlet_build(h), RF_OK);
    char *page = village_section(h, rf_section_dips, NULL, 0);
    assert_null(page);
    free(page);
    rf_move move = hamlet_move(h, "A", "N00", 1, 2);
    page = village_section(h, rf_section_dips, &move, 1);
    const char *care =
        strstr(page, "HOME     care   2020-03-23  2020-04-05          0.70   1.40\n");
    const char *whole =
        strstr(page, "HOME            2020-03-23  2020-04-05          0.50   1.00\n");
    assert_non_null(strstr(page, "Floors that are dipped, in FTE-weeks"));
    assert_true(care != NULL && whole != NULL && care < whole);
    free(page);
}

#define SENTENCE(test)                                                                             \
    cmocka_unit_test_setup_teardown(test, village_set_up_empty, village_tear_down_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE(the_ten_largest_come_first_and_the_others_are_summed),
        SENTENCE(equal_shortfalls_come_in_the_order_of_the_file),
        SENTENCE(only_the_periods_that_lack_somebody_are_dated),
        SENTENCE(a_plan_without_shortfall_says_so),
        SENTENCE(dipped_floors_are_named_the_largest_first),
        SENTENCE(a_plan_of_which_nothing_is_asked_covers_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
