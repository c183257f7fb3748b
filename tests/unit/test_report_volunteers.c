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

static int set_up(void **state)
{
    village_speak("en");
    *state = hamlet_new("2020-03-16", 2);
    return 0;
}

static int tear_down(void **state)
{
    hamlet_free(*state);
    return 0;
}

static void add_need(hamlet *h, const char *cells)
{
    char row[256];
    snprintf(row, sizeof row, "tier=vital from=2020-03-16 to=2020-03-29 fte=1 %s", cells);
    hamlet_row(h, RF_NEEDS, row);
}

static void add_volunteers(hamlet *h, int32_t n, const char *cells)
{
    for (int32_t i = 0; i < n; i++) {
        char row[256];
        snprintf(row, sizeof row, "agent=%c%d consent=volunteer %s", *cells, i, cells);
        hamlet_row(h, RF_AGENTS, row);
    }
}

static void assert_section(hamlet *h, rf_plan *plan, const char *expected)
{
    const rf_page page = {.width = 200, .utf8 = true};
    rf_ledger *ledger = NULL;
    rf_buf out = rf_buf_new(4096);
    assert_int_equal(rf_ledger_new(&ledger, h->in, plan->moves, plan->n_moves, &h->err), RF_OK);
    rf_section_volunteers(&out, &(rf_view){h->in, plan, ledger, &page});
    if (strstr(rf_buf_text(&out), expected) == NULL)
        fail_msg("'%s' is not in:\n%s", expected, rf_buf_text(&out));
    rf_buf_free(&out);
    rf_ledger_free(ledger);
}

static void assert_says(hamlet *h, const char *expected)
{
    rf_plan plan = {.outcome = RF_OPTIMAL};
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_section(h, &plan, expected);
}

/* The row of five agents, all of them unused, with this reason. */
#define ROW_OF_FIVE(reason) "     5  ██████████████████████████████  " reason "\n"

static void who_is_absent_all_the_time_is_absent_whatever_else_holds(void **state)
{
    add_need(*state, "need=N unit=AWAY");
    hamlet_row(*state, RF_NEED_SKILLS, "need=N skill=cook");
    add_volunteers(*state, 5, "unit=HOME");
    for (int i = 0; i < 5; i++) {
        char row[80];
        snprintf(row, sizeof row, "agent=u%d from=2020-03-01 to=2020-04-30", i);
        hamlet_row(*state, RF_ABSENCES, row);
    }
    assert_says(*state, ROW_OF_FIVE("absent"));
}

static void a_missing_skill_is_the_reason(void **state)
{
    add_need(*state, "need=N unit=DESK");
    hamlet_row(*state, RF_NEED_SKILLS, "need=N skill=cook");
    add_volunteers(*state, 5, "unit=HOME");
    assert_says(*state, ROW_OF_FIVE("a required skill is missing or expires"));
}

static void the_reason_that_stands_against_most_needs_is_the_main_one(void **state)
{
    add_need(*state, "need=N1 unit=AWAY categories=A");
    add_need(*state, "need=N2 unit=AWAY");
    add_need(*state, "need=N3 unit=DESK categories=A");
    add_volunteers(*state, 5, "unit=HOME");
    assert_says(*state, ROW_OF_FIVE("their category is not accepted"));
}

static void no_convention_is_looked_at_where_nothing_lasting_stands(void **state)
{
    add_need(*state, "need=N1 unit=AWAY");
    add_volunteers(*state, 5, "unit=HOME");
    assert_says(*state, ROW_OF_FIVE("no convention between the employers"));
}

static void who_could_fill_a_gap_is_said_to_be_kept_by_a_rule(void **state)
{
    add_need(*state, "need=N unit=DESK");
    add_volunteers(*state, 5, "unit=HOME");
    assert_says(*state, "     5  ██████████████████████████████  could help where somebody is "
                        "missing, but a floor, a cap,\n");
}

static void after_a_stop_the_search_itself_may_be_why(void **state)
{
    rf_plan plan = {.outcome = RF_FEASIBLE};
    add_need(*state, "need=N unit=DESK");
    add_volunteers(*state, 5, "unit=HOME");
    hamlet *h = *state;
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_section(h, &plan, "could help where somebody is missing; the search stopped\n");
}

static void who_could_only_serve_covered_needs_is_said_so(void **state)
{
    hamlet *h = *state;
    add_need(h, "need=N unit=DESK");
    add_volunteers(h, 6, "unit=HOME");
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "u0", "N", 0, 1);
    rf_plan plan = {.outcome = RF_OPTIMAL, .moves = &move, .n_moves = 1};
    assert_section(h, &plan, "5 volunteers of 6 are not called on.");
    assert_section(h, &plan, ROW_OF_FIVE("could serve, but those needs are covered"));
}

static void without_demand_nobody_is_asked_for(void **state)
{
    hamlet_row(*state, RF_NEEDS, "need=N unit=DESK tier=vital from=2021-03-16 to=2021-03-29 fte=1");
    add_volunteers(*state, 5, "unit=HOME");
    assert_says(*state, ROW_OF_FIVE("no need asks for anybody"));
}

static void fewer_than_five_are_other_reasons_together(void **state)
{
    add_need(*state, "need=N1 unit=AWAY categories=B");
    hamlet_row(*state, RF_CONVENTIONS, "lender=ORG borrower=ORG2");
    add_volunteers(*state, 4, "unit=HOME category=C");
    add_volunteers(*state, 2, "status=fixed_term category=B unit=HOME");
    assert_says(*state, "     6  ██████████████████████████████  other reasons\n");
}

static void agents_who_only_agree_are_no_volunteers(void **state)
{
    hamlet_row(*state, RF_AGENTS, "agent=A unit=HOME consent=agrees");
    assert_says(*state, "Nobody has volunteered.");
}

#define SENTENCE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE(who_is_absent_all_the_time_is_absent_whatever_else_holds),
        SENTENCE(a_missing_skill_is_the_reason),
        SENTENCE(the_reason_that_stands_against_most_needs_is_the_main_one),
        SENTENCE(no_convention_is_looked_at_where_nothing_lasting_stands),
        SENTENCE(who_could_fill_a_gap_is_said_to_be_kept_by_a_rule),
        SENTENCE(after_a_stop_the_search_itself_may_be_why),
        SENTENCE(who_could_only_serve_covered_needs_is_said_so),
        SENTENCE(without_demand_nobody_is_asked_for),
        SENTENCE(fewer_than_five_are_other_reasons_together),
        SENTENCE(agents_who_only_agree_are_no_volunteers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
