/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/hamlet.h"

/* Three weeks from Monday 16 March 2020: M1 and M2 of HOME, needs N1 and N2 of AWAY. */
static int set_up(void **state)
{
    hamlet *h = hamlet_new("2020-03-16", 3);
    hamlet_row(h, RF_AGENTS, "agent=M1 unit=HOME consent=volunteer");
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME consent=refuses max_travel=0");
    hamlet_row(h, RF_NEEDS, "need=N1 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=2");
    hamlet_row(h, RF_NEEDS, "need=N2 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=2");
    hamlet_row(h, RF_CONVENTIONS, "lender=ORG borrower=ORG2");
    *state = h;
    return 0;
}

static int tear_down(void **state)
{
    hamlet_free(*state);
    return 0;
}

/* The instance is refused for this one fault, told at this line of decisions.csv. */
static void assert_refused(hamlet *h, uint32_t line, const char *text)
{
    assert_int_equal(hamlet_build(h), RF_BAD_INPUT);
    assert_null(h->in);
    assert_non_null(hamlet_error(h, 0));
    assert_string_equal(hamlet_error(h, 0), text);
    assert_null(hamlet_error(h, 1));
    for (size_t i = 0; i < rf_diags_size(h->diags); i++)
        if (rf_diags_at(h->diags, i)->severity == RF_ERROR) {
            assert_string_equal(rf_diags_at(h->diags, i)->place.file, "decisions.csv");
            assert_int_equal(rf_diags_at(h->diags, i)->place.line, line);
        }
}

static void a_pin_is_a_stay_on_the_periods_that_its_window_overlaps(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_DECISIONS, "agent=M2 need=N1 decision=pin from=2020-03-29 to=2020-03-30");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N2 decision=pin");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N2 decision=pin from=2020-03-16 to=2020-04-05");
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_int_equal(h->in->n_pins, 2);
    const rf_move first = hamlet_move(h, "M1", "N2", 0, 2),
                  second = hamlet_move(h, "M2", "N1", 1, 2);
    assert_int_equal(rf_move_compare(&h->in->pins[0], &first), 0);
    assert_int_equal(rf_move_compare(&h->in->pins[1], &second), 0);
    assert_true(h->in->pins[0].pinned && !h->in->pins[0].trainee);
}

static void a_pin_stands_against_consent_travel_and_stay_lengths(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SITES, "site=NORTH lat=46 lon=5");
    hamlet_row(h, RF_NEEDS,
               "need=N3 unit=AWAY site=NORTH tier=vital from=2020-03-16 to=2020-04-05 fte=1 "
               "min_stay=2 max_stay=2");
    hamlet_row(h, RF_DECISIONS, "agent=M2 need=N3 decision=pin from=2020-03-16 to=2020-03-16");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N3 decision=pin");
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_int_equal(h->in->n_pins, 2);
}

static void a_pin_of_a_trainee_is_a_trainee_on_the_whole_stay(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_NEEDS,
               "need=N3 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=1 tutor_ratio=1");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=care level=2 valid_until=2020-03-22");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=care level=1");
    hamlet_row(h, RF_NEED_SKILLS, "need=N3 skill=care trainee_level=1");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N3 decision=pin");
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_true(h->in->pins[0].trainee);
}

static void a_pin_against_other_reasons_is_refused_with_all_of_them(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=care");
    hamlet_row(h, RF_ABSENCES, "agent=M2 from=2020-03-23 to=2020-03-29");
    hamlet_row(h, RF_DECISIONS, "agent=M2 need=N1 decision=pin");
    assert_refused(h, 2, "the pin of M2 on N1 stands against: skill, absent");
}

static void a_pin_against_a_forbid_is_refused(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_DECISIONS, "agent=M1 decision=forbid from=2020-03-23 to=2020-03-23");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N1 decision=pin");
    assert_refused(h, 3, "the pin of M1 on N1 stands against: forbidden");
}

static void a_pin_outside_the_horizon_is_refused(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N1 decision=pin from=2020-04-06 to=2020-05-05");
    assert_refused(h, 2, "the pin of M1 on N1: its window holds no day of the scenario");
}

static void a_pin_longer_than_max_periods_away_is_refused(void **state)
{
    hamlet *h = *state;
    h->scenario->rules.max_periods_away = 2;
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N1 decision=pin");
    assert_refused(h, 2, "the pin of M1 on N1 is 3 periods long, max_periods_away is 2");
}

static void two_pins_at_once_are_refused_with_both_named(void **state)
{
    hamlet *h = *state;
    h->scenario->rules.max_stays = 2;
    h->scenario->rules.max_periods_away = 9;
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N2 decision=pin from=2020-03-23");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N1 decision=pin to=2020-03-23");
    assert_refused(
        h, 2, "the pin of M1 on N2 stands against its pin on N1 (line 3): both hold periods 1..1");
}

static void more_pins_than_max_stays_are_refused(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N1 decision=pin to=2020-03-16");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N2 decision=pin from=2020-04-05");
    assert_refused(h, 3,
                   "the pin of M1 on N2 stands against its pin on N1 (line 2): max_stays is 1");
}

static void pins_that_are_too_long_together_are_refused(void **state)
{
    hamlet *h = *state;
    h->scenario->rules.max_stays = 2;
    h->scenario->rules.max_periods_away = 2;
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N1 decision=pin to=2020-03-23");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N2 decision=pin from=2020-04-05");
    assert_refused(
        h, 3,
        "the pin of M1 on N2 stands against its pin on N1 (line 2): 3 periods away in all, "
        "max_periods_away is 2");
}

static void a_baseline_is_resolved_and_what_it_cannot_name_is_counted_once(void **state)
{
    hamlet *h = *state;
    hamlet_baseline(h, "M2", "N1", 1, 2);
    hamlet_baseline(h, "M1", "N2", 0, 0);
    hamlet_baseline(h, "M1", "N2", 0, 0);
    hamlet_baseline(h, "GONE", "N2", 0, 0);
    hamlet_baseline(h, "GONE", "N2", 0, 0);
    hamlet_baseline(h, "M1", "CLOSED", 0, 0);
    hamlet_baseline(h, "M1", "N1", 2, 3);
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_true(h->in->has_baseline);
    assert_int_equal(h->in->n_baseline, 2);
    assert_int_equal(h->in->baseline_unknown, 3);
    const rf_move first = hamlet_move(h, "M1", "N2", 0, 0),
                  second = hamlet_move(h, "M2", "N1", 1, 2);
    assert_int_equal(rf_move_compare(&h->in->baseline[0], &first), 0);
    assert_int_equal(rf_move_compare(&h->in->baseline[1], &second), 0);
}

static void a_baseline_adds_changes_after_the_last_unmet_level(void **state)
{
    hamlet *h = *state;
    hamlet_baseline(h, "M1", "N2", 0, 0);
    hamlet_clear_levels(h);
    hamlet_level(h, "vital", RF_TERM_UNMET_VITAL, 1);
    hamlet_level(h, "floors", RF_TERM_FLOORS, 1);
    hamlet_level(h, "named at weight 0", RF_TERM_UNMET_IMPORTANT, 0);
    hamlet_level(h, "moved", RF_TERM_MOVED, 1);
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_int_equal(h->in->n_levels, 5);
    assert_string_equal(h->in->levels[2].name, "named at weight 0");
    const rf_level_spec *changes = &h->in->levels[3];
    assert_string_equal(changes->name, "changes");
    assert_int_equal(changes->weight[RF_TERM_CHANGES], 1);
    assert_true(changes->named[RF_TERM_CHANGES] && changes->gap == 0);
    assert_string_equal(h->in->levels[4].name, "moved");
}

static void no_level_is_added_without_a_baseline_or_where_one_counts_changes(void **state)
{
    hamlet *h = *state;
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_int_equal(h->in->n_levels, 5);
    assert_false(h->in->has_baseline);
    hamlet_baseline(h, "M1", "N2", 0, 0);
    hamlet_level(h, "same", RF_TERM_CHANGES, 2);
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_int_equal(h->in->n_levels, 6);
    assert_string_equal(h->in->levels[5].name, "same");
}

static void without_an_unmet_level_changes_come_first(void **state)
{
    hamlet *h = *state;
    hamlet_baseline(h, "M1", "N2", 0, 0);
    hamlet_clear_levels(h);
    hamlet_level(h, "moved", RF_TERM_MOVED, 1);
    assert_int_equal(hamlet_build(h), RF_OK);
    assert_string_equal(h->in->levels[0].name, "changes");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(a_pin_is_a_stay_on_the_periods_that_its_window_overlaps),
        T(a_pin_stands_against_consent_travel_and_stay_lengths),
        T(a_pin_of_a_trainee_is_a_trainee_on_the_whole_stay),
        T(a_pin_against_other_reasons_is_refused_with_all_of_them),
        T(a_pin_against_a_forbid_is_refused),
        T(a_pin_outside_the_horizon_is_refused),
        T(a_pin_longer_than_max_periods_away_is_refused),
        T(two_pins_at_once_are_refused_with_both_named),
        T(more_pins_than_max_stays_are_refused),
        T(pins_that_are_too_long_together_are_refused),
        T(a_baseline_is_resolved_and_what_it_cannot_name_is_counted_once),
        T(a_baseline_adds_changes_after_the_last_unmet_level),
        T(no_level_is_added_without_a_baseline_or_where_one_counts_changes),
        T(without_an_unmet_level_changes_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
