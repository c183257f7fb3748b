/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/village.h"

/* The page; free it. */
static char *quality_of(const hamlet *h, const rf_instance *in, rf_page page)
{
    rf_err err;
    rf_buf out = rf_buf_new(1 << 20);
    assert_int_equal(rf_report_quality(&out, h->territory, in, &page, &err), RF_OK);
    return out.text;
}

static void assert_says(const hamlet *h, const rf_instance *in, const char *text)
{
    char *page = quality_of(h, in, (rf_page){.width = 200, .utf8 = true});
    if (strstr(page, text) == NULL)
        fail_msg("'%s' is not on the page:\n%s", text, page);
    free(page);
}

static void the_page_is_as_kept_in_both_languages(void **state)
{
    const village *v = *state;
    static const char *const languages[] = {"en", "fr"};
    static const int32_t widths[] = {40, 80, 132};
    for (size_t l = 0; l < 2; l++)
        for (size_t w = 0; w < 3; w++) {
            char name[64];
            village_speak(languages[l]);
            snprintf(name, sizeof name, "quality-%s-%d", languages[l], widths[w]);
            char *page = quality_of(v->h, v->h->in, (rf_page){.width = widths[w], .utf8 = true});
            village_assert_width(page, widths[w]);
            village_assert_golden(name, page);
            free(page);
        }
}

static void no_line_is_wider_than_the_page(void **state)
{
    const village *v = *state;
    for (int32_t width = 40; width <= 200; width++) {
        char *page = quality_of(v->h, v->h->in, (rf_page){.width = width});
        village_assert_width(page, width);
        free(page);
    }
}

static void without_a_scenario_nothing_is_said_of_eligible_runs(void **state)
{
    const village *v = *state;
    char *page = quality_of(v->h, NULL, (rf_page){.width = 80, .utf8 = true});
    assert_null(strstr(page, "eligible"));
    assert_non_null(strstr(page, "Floors"));
    village_assert_golden("quality-no-scenario-en-80", page);
    free(page);
}

static void a_proof_that_ends_on_the_last_day_does_not_expire(void **state)
{
    (void)state;
    hamlet *h = hamlet_new("2020-03-16", 1);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME");
    hamlet_row(h, RF_NEEDS, "need=N unit=DESK tier=vital from=2020-03-16 to=2020-03-22 fte=1");
    hamlet_row(h, RF_SKILLS, "agent=A skill=a valid_until=2020-03-15"); /* expired */
    hamlet_row(h, RF_SKILLS, "agent=A skill=b valid_until=2020-03-16"); /* expiring */
    hamlet_row(h, RF_SKILLS, "agent=A skill=c valid_until=2020-03-21"); /* expiring */
    hamlet_row(h, RF_SKILLS, "agent=A skill=d valid_until=2020-03-22"); /* lasts */
    hamlet_row(h, RF_SKILLS, "agent=A skill=e");
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_says(h, h->in, "expired before 2020-03-16   1  20.0");
    assert_says(h, h->in, "expiring before 2020-03-22  2  40.0");
    assert_says(h, NULL, "expired before 2020-03-16   1  20.0");
    hamlet_free(h);
}

static void skills_that_do_not_meet_are_named(void **state)
{
    const village *v = *state;
    assert_says(v->h, NULL, "1 skill is asked for and held by nobody: care.nursing");
    assert_says(v->h, NULL, "1 skill is held and asked for nowhere: driving.b");
}

static void refused_rows_count_as_refused_and_as_nothing_else(void **state)
{
    const village *v = *state;
    rf_agent_row *agents = v->h->territory->tables[RF_AGENTS].rows;
    agents[0].row.refused = true;
    agents[0].unit.i = -1;
    assert_says(v->h, NULL, "agents.csv           40        1");
    assert_says(v->h, NULL, "agents                      39");
}

static void a_need_that_nobody_can_serve_is_named_with_the_commonest_reason(void **state)
{
    const village *v = *state;
    assert_says(v->h, v->h->in,
                "N-SOINS    vital      Infirmières de la résidence « Les Dunes »  "
                "a required skill is missing or expires");
}

static void who_may_serve_is_who_may_stay_long_enough(void **state)
{
    (void)state;
    hamlet *h = hamlet_new("2020-03-16", 4);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME fte=80 consent=volunteer");
    hamlet_row(h, RF_ABSENCES, "agent=A from=2020-03-23 to=2020-03-29");
    hamlet_row(h, RF_NEEDS,
               "need=N unit=DESK tier=vital from=2020-03-16 to=2020-04-12 fte=1 min_stay=3");
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_says(h, h->in, "eligible runs                0");
    assert_says(h, h->in, "agents who may serve         0");
    assert_says(h, h->in, "needs that nobody can serve  1");
    assert_says(h, h->in, "nobody may serve for as long as its shortest stay");
    hamlet_free(h);
}

static void posts_and_shares_are_rounded_and_not_cut(void **state)
{
    (void)state;
    hamlet *h = hamlet_new("2020-03-16", 1);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME fte=100 consent=volunteer");
    hamlet_row(h, RF_AGENTS, "agent=B unit=HOME fte=100 consent=volunteer");
    hamlet_row(h, RF_AGENTS, "agent=C unit=HOME fte=80 consent=agrees");
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_says(h, NULL, "full-time equivalents    2.80");
    assert_says(h, NULL, "volunteer                   2  66.6");
    hamlet_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_page_is_as_kept_in_both_languages, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(no_line_is_wider_than_the_page, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(without_a_scenario_nothing_is_said_of_eligible_runs,
                                        village_set_up, village_tear_down),
        cmocka_unit_test(a_proof_that_ends_on_the_last_day_does_not_expire),
        cmocka_unit_test(who_may_serve_is_who_may_stay_long_enough),
        cmocka_unit_test(posts_and_shares_are_rounded_and_not_cut),
        cmocka_unit_test_setup_teardown(skills_that_do_not_meet_are_named, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(refused_rows_count_as_refused_and_as_nothing_else,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(
            a_need_that_nobody_can_serve_is_named_with_the_commonest_reason, village_set_up,
            village_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
