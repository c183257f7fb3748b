/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/village.h"

/* The summary; free it. */
static char *summary_of(const village *v, rf_page page)
{
    rf_err err;
    rf_buf out = rf_buf_new(1 << 20);
    assert_int_equal(rf_report_summary(&out, v->h->in, &v->plan, &page, &err), RF_OK);
    return out.text;
}

static void assert_says(const village *v, const char *text)
{
    char *page = summary_of(v, (rf_page){.width = 200, .utf8 = true});
    if (strstr(page, text) == NULL)
        fail_msg("'%s' is not on the page:\n%s", text, page);
    free(page);
}

static void assert_page(const village *v, const char *name, rf_page page)
{
    char *text = summary_of(v, page);
    village_assert_width(text, page.width);
    village_assert_golden(name, text);
    free(text);
}

static void the_page_is_as_kept_in_both_languages_and_three_widths(void **state)
{
    static const char *const languages[] = {"en", "fr"};
    static const int32_t widths[] = {40, 80, 132};
    for (size_t l = 0; l < 2; l++)
        for (size_t w = 0; w < 3; w++) {
            char name[64];
            snprintf(name, sizeof name, "summary-%s-%d", languages[l], widths[w]);
            village_speak(languages[l]);
            assert_page(*state, name, (rf_page){.width = widths[w], .utf8 = true});
        }
}

static void colour_adds_escapes_and_nothing_else(void **state)
{
    assert_page(*state, "summary-en-80-colour",
                (rf_page){.width = 80, .utf8 = true, .colour = true});
    char *plain = summary_of(*state, (rf_page){.width = 80, .utf8 = true});
    char *colour = summary_of(*state, (rf_page){.width = 80, .utf8 = true, .colour = true});
    char *kept = colour;
    for (const char *c = colour; *c != '\0'; c++) {
        if (*c == '\033')
            c += strcspn(c, "m");
        else
            *kept++ = *c;
    }
    *kept = '\0';
    assert_string_equal(colour, plain);
    free(plain);
    free(colour);
}

static void a_terminal_without_utf8_gets_ascii_of_the_same_width(void **state)
{
    village_speak("fr");
    assert_page(*state, "summary-fr-80-ascii", (rf_page){.width = 80});
    char *page = summary_of(*state, (rf_page){.width = 80});
    for (const char *c = page; *c != '\0'; c++)
        assert_true((unsigned char)*c < 0x80);
    free(page);
}

static void no_line_is_wider_than_the_page(void **state)
{
    for (size_t l = 0; l < 2; l++) {
        village_speak(l == 0 ? "en" : "fr");
        for (int32_t width = 40; width <= 200; width++) {
            char *page = summary_of(*state, (rf_page){.width = width, .utf8 = true});
            village_assert_width(page, width);
            free(page);
        }
    }
}

static void a_name_cannot_steer_the_terminal(void **state)
{
    char *page = summary_of(*state, (rf_page){.width = 200, .utf8 = true});
    assert_null(strchr(page, '\033'));
    assert_non_null(strstr(page, "Tri des déchets?[31m"));
    free(page);
}

static void a_plan_whose_levels_all_meet_their_bound_is_proven_optimal(void **state)
{
    village *v = *state;
    v->plan.outcome = RF_OPTIMAL;
    for (int32_t i = 0; i < v->plan.n_levels; i++) {
        v->levels[i].outcome = RF_OPTIMAL;
        v->levels[i].bound = v->levels[i].value;
    }
    assert_says(v, "Proven optimal: no plan does better, level by level.");
}

static void an_optimum_within_a_gap_says_the_gap_rounded_up(void **state)
{
    village *v = *state;
    v->plan.outcome = RF_OPTIMAL;
    v->levels[1].bound = v->levels[1].value;
    v->levels[4].bound = 1233; /* 0.081 % */
    assert_says(v, "Proven optimal within the gaps asked for: at most 0.1\u00a0% from the best "
                   "possible.");
    v->levels[4].bound = 0; /* the level's gap is 1 */
    assert_says(v, "at most 100.0\u00a0% from the best possible.");
}

static void a_stopped_plan_says_how_far_it_can_be_from_the_best(void **state)
{
    assert_says(*state, "Stopped early: 3 levels of 5 are proven optimal, the others are at most "
                        "3.3\u00a0% from the best possible.");
}

static void a_level_without_a_bound_promises_nothing(void **state)
{
    village *v = *state;
    v->levels[4].bound = 0;
    assert_says(v,
                "Stopped early: 4 levels of 5 are at most 3.3\u00a0% from the best possible; how "
                "far the others are is not known yet.");
    for (int32_t i = 0; i < 5; i++)
        v->levels[i] = (rf_level_result){.value = 100, .outcome = RF_FEASIBLE};
    assert_says(v, "Stopped early: how far this is from the best possible is not known yet.");
}

static void a_search_that_broke_off_says_why(void **state)
{
    village *v = *state;
    snprintf(v->plan.run.trouble, sizeof v->plan.run.trouble, "out of memory");
    assert_says(v, "The search broke off by itself: out of memory\n");
}

static void periods_that_are_not_weeks_are_called_periods(void **state)
{
    village *v = *state;
    v->h->scenario->period_days = 1;
    char *page = summary_of(v, (rf_page){.width = 100, .utf8 = true});
    assert_null(strstr(page, "week"));
    assert_non_null(strstr(page, "Needs covered, in FTE-periods"));
    assert_non_null(strstr(page, "4 days"));
    free(page);
}

static void a_few_peoples_restriction_is_not_shown(void **state)
{
    /* Two agents who fit the one need but for a restriction are "other reasons". */
    (void)state;
    hamlet *h = hamlet_new("2020-03-16", 1);
    hamlet_row(h, RF_NEEDS,
               "need=N unit=DESK tier=vital from=2020-03-16 to=2020-03-22 fte=1 "
               "conditions=lifting name=Tri");
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME consent=volunteer restrictions=lifting");
    hamlet_row(h, RF_AGENTS, "agent=B unit=HOME consent=volunteer restrictions=lifting");
    assert_int_equal(hamlet_build(h), RF_OK);
    village v = {.h = h, .plan = {.outcome = RF_OPTIMAL}};
    assert_says(&v, "2 volunteers of 2 are not called on.");
    assert_says(&v, "other reasons");
    char *page = summary_of(&v, (rf_page){.width = 200, .utf8 = true});
    assert_null(strstr(page, "not compatible"));
    free(page);
    hamlet_free(h);
}

static void five_people_with_the_same_reason_are_shown(void **state)
{
    (void)state;
    hamlet *h = hamlet_new("2020-03-16", 1);
    hamlet_row(h, RF_NEEDS,
               "need=N unit=DESK tier=vital from=2020-03-16 to=2020-03-22 fte=1 "
               "conditions=lifting name=Tri");
    char cells[] = "agent=A unit=HOME consent=volunteer restrictions=lifting";
    for (; cells[6] <= 'E'; cells[6]++)
        hamlet_row(h, RF_AGENTS, cells);
    assert_int_equal(hamlet_build(h), RF_OK);
    village v = {.h = h, .plan = {.outcome = RF_OPTIMAL}};
    assert_says(&v, "not compatible with the working conditions");
    hamlet_free(h);
}

static void a_conflict_is_said_in_words(void **state)
{
    village *v = *state;
    static rf_conflict conflicts[] = {{RF_CONFLICT_PIN, 0, -1},
                                      {RF_CONFLICT_FLOOR, 0, 1},
                                      {RF_CONFLICT_FLOOR, 1, 1},
                                      {RF_CONFLICT_CONVENTION, 1, 1},
                                      {RF_CONFLICT_TUTORS, 2, 1}};
    rf_move *pins = v->h->in->pins;
    v->h->in->pins = v->moves;
    v->h->in->n_pins = 1;
    v->plan = (rf_plan){.outcome = RF_INFEASIBLE, .conflicts = conflicts, .n_conflicts = 5};
    assert_page(v, "conflict-en-80", (rf_page){.width = 80, .utf8 = true});
    village_speak("fr");
    assert_page(v, "conflict-fr-80", (rf_page){.width = 80, .utf8 = true});
    v->h->in->pins = pins;
    v->h->in->n_pins = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_page_is_as_kept_in_both_languages_and_three_widths,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(colour_adds_escapes_and_nothing_else, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(a_terminal_without_utf8_gets_ascii_of_the_same_width,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(no_line_is_wider_than_the_page, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(a_name_cannot_steer_the_terminal, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(a_plan_whose_levels_all_meet_their_bound_is_proven_optimal,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(an_optimum_within_a_gap_says_the_gap_rounded_up,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(a_stopped_plan_says_how_far_it_can_be_from_the_best,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(a_level_without_a_bound_promises_nothing, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(a_search_that_broke_off_says_why, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(periods_that_are_not_weeks_are_called_periods,
                                        village_set_up, village_tear_down),
        cmocka_unit_test(a_few_peoples_restriction_is_not_shown),
        cmocka_unit_test(five_people_with_the_same_reason_are_shown),
        cmocka_unit_test_setup_teardown(a_conflict_is_said_in_words, village_set_up,
                                        village_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
