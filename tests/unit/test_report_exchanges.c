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

static void add_town(hamlet *h)
{
    hamlet_row(h, RF_NEEDS, "need=N unit=AWAY tier=vital from=2020-03-16 to=2020-04-12 fte=5");
    hamlet_row(h, RF_NEEDS, "need=OWN unit=DESK tier=vital from=2020-03-16 to=2020-04-12 fte=5");
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME fte=80 consent=volunteer");
    hamlet_row(h, RF_AGENTS, "agent=B unit=HOME consent=volunteer");
}

static void lent_and_borrowed_add_up_over_the_periods(void **state)
{
    hamlet *h = *state;
    add_town(h);
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "A", "N", 1, 3);
    char *page = village_section(h, rf_section_exchanges, &move, 1);
    assert_non_null(strstr(page, "  Town          2.40      0.00    +2.40\n"));
    assert_non_null(strstr(page, "  County        0.00      2.40    -2.40\n"));
    free(page);
}

static void a_move_within_an_organisation_is_no_loan(void **state)
{
    hamlet *h = *state;
    add_town(h);
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "B", "OWN", 0, 3);
    char *page = village_section(h, rf_section_exchanges, &move, 1);
    assert_non_null(strstr(page, "Nobody is lent to another organisation.\n"));
    free(page);
}

static void beyond_twenty_organisations_the_least_involved_are_summed(void **state)
{
    hamlet *h = *state;
    add_town(h);
    for (int i = 0; i < 20; i++) {
        char row[80];
        snprintf(row, sizeof row, "organisation=O%02d name=Village%02d", i, i);
        hamlet_row(h, RF_ORGANISATIONS, row);
    }
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "B", "N", 0, 3);
    char *page = village_section(h, rf_section_exchanges, &move, 1);
    assert_non_null(strstr(page, "  Village17 "));
    assert_null(strstr(page, "Village18"));
    assert_non_null(strstr(page, "  all others "));
    free(page);
}

#define SENTENCE(test)                                                                             \
    cmocka_unit_test_setup_teardown(test, village_set_up_empty, village_tear_down_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE(lent_and_borrowed_add_up_over_the_periods),
        SENTENCE(a_move_within_an_organisation_is_no_loan),
        SENTENCE(beyond_twenty_organisations_the_least_involved_are_summed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
