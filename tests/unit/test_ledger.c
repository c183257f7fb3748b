/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/domain/ledger.h"
#include "tests/support/hamlet.h"

/* Two weeks from Monday 16 March 2020: M1 (volunteer, 80 %) and M2 (agrees) of HOME, need N1 of
 * AWAY. */
static int set_up(void **state)
{
    hamlet *h = hamlet_new("2020-03-16", 2);
    hamlet_row(h, RF_AGENTS, "agent=M1 unit=HOME consent=volunteer fte=80 prior_days=7");
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME consent=agrees prior_days=2");
    hamlet_row(h, RF_NEEDS,
               "need=N1 unit=AWAY tier=essential from=2020-03-16 to=2020-03-29 fte=1.5");
    hamlet_row(h, RF_CONVENTIONS, "lender=ORG borrower=ORG2");
    *state = h;
    return 0;
}

static int tear_down(void **state)
{
    hamlet_free(*state);
    return 0;
}

static rf_ledger *ledger_of(hamlet *h, const rf_move *moves, int32_t n)
{
    rf_ledger *ledger = NULL;
    assert_int_equal(rf_ledger_new(&ledger, h->in, moves, n, &h->err), RF_OK);
    return ledger;
}

static void coverage_and_loans_are_added_period_by_period(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_ABSENCES, "agent=M2 from=2020-03-23 to=2020-03-23");
    assert_int_equal(hamlet_build(h), RF_OK);
    const rf_move moves[] = {hamlet_move(h, "M1", "N1", 0, 0), hamlet_move(h, "M2", "N1", 0, 1)};
    rf_ledger *ledger = ledger_of(h, moves, 2);
    const rf_need_id n1 = hamlet_need(h, "N1");
    assert_int_equal(ledger->covered[0], 180);
    assert_int_equal(ledger->covered[1], 80);
    assert_int_equal(rf_ledger_unmet(ledger, h->in, n1, 0), 0);
    assert_int_equal(rf_ledger_unmet(ledger, h->in, n1, 1), 70);
    assert_int_equal(ledger->terms[RF_TERM_UNMET_ESSENTIAL], 70);
    assert_int_equal(ledger->terms[RF_TERM_UNMET_VITAL], 0);
    assert_int_equal(ledger->between[1 * 2 + 0], 180); /* ORG -> ORG2 */
    assert_int_equal(ledger->between[1 * 2 + 1], 80);
    rf_ledger_free(ledger);
}

static void a_trainee_brings_the_yield_but_leaves_with_all(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_NEEDS,
               "need=N2 unit=AWAY tier=vital from=2020-03-16 to=2020-03-29 fte=1 trainee_yield=33");
    hamlet_row(h, RF_FLOORS, "unit=HOME floor=1.5");
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "M1", "N2", 1, 1);
    move.trainee = true;
    rf_ledger *ledger = ledger_of(h, &move, 1);
    assert_int_equal(rf_move_contribution(h->in, &move, 1), 26); /* 33 % of 80 = 26.4 */
    assert_int_equal(ledger->covered[3], 26);
    assert_int_equal(ledger->lent[1], 80);
    assert_int_equal(ledger->between[3], 80);
    assert_int_equal(rf_ledger_dip(ledger, h->in, 0, 1), 50); /* 180 there, 150 to keep */
    assert_int_equal(rf_ledger_dip(ledger, h->in, 0, 0), 0);
    assert_int_equal(ledger->terms[RF_TERM_FLOORS], 50);
    rf_ledger_free(ledger);
}

static void a_floor_of_holders_loses_them_only_while_they_count(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=pool valid_until=2020-03-22");
    hamlet_row(h, RF_FLOORS, "unit=HOME skill=pool floor=0.8");
    assert_int_equal(hamlet_build(h), RF_OK);
    const rf_move moves[] = {hamlet_move(h, "M1", "N1", 0, 1), hamlet_move(h, "M2", "N1", 0, 1)};
    rf_ledger *ledger = ledger_of(h, moves, 2);
    assert_int_equal(ledger->lent[0], 80);
    assert_int_equal(ledger->lent[1], 0);
    assert_int_equal(ledger->terms[RF_TERM_FLOORS], 80);
    rf_ledger_free(ledger);
}

static void effort_is_counted_by_period_away(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SITES, "site=NORTH lat=46 lon=5");
    hamlet_row(
        h, RF_NEEDS,
        "need=N2 unit=AWAY site=NORTH tier=vital from=2020-03-16 to=2020-03-29 fte=1 remote=yes");
    hamlet_row(h, RF_AGENTS, "agent=M3 unit=HOME");
    hamlet_row(h, RF_AGENTS, "agent=M4 unit=HOME consent=refuses");
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_NO_REMOTE}, "", NULL, "2020-03-16");
    assert_int_equal(hamlet_build(h), RF_OK);
    const rf_move moves[] = {hamlet_move(h, "M1", "N1", 0, 1), hamlet_move(h, "M2", "N2", 0, 1),
                             hamlet_move(h, "M3", "N1", 0, 1), hamlet_move(h, "M4", "N1", 0, 0)};
    rf_ledger *ledger = ledger_of(h, moves, 4);
    assert_int_equal(ledger->terms[RF_TERM_IMPOSED], 2 * 0 + 2 * 1 + 2 * 3 + 1 * 5);
    assert_int_equal(ledger->terms[RF_TERM_MOVED], 4);
    assert_int_equal(ledger->terms[RF_TERM_BURDEN], 2 * 7 + 2 * 2);
    assert_int_equal(ledger->terms[RF_TERM_TRAVEL], 217); /* remote again in the second week */
    rf_ledger_free(ledger);
}

static void excess_levels_count_for_required_skills_outside_groups(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=care level=4 valid_until=2020-03-22");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=care level=3");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=cook level=4");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=lift level=1");
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=care min_level=2");
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=lift min_level=2 trainee_level=1");
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=cook min_level=1 any_of=x");
    assert_int_equal(hamlet_build(h), RF_OK);
    const rf_move move = hamlet_move(h, "M1", "N1", 0, 1);
    rf_ledger *ledger = ledger_of(h, &move, 1);
    assert_int_equal(ledger->terms[RF_TERM_OVERQUALIFIED], 2 + 1);
    rf_ledger_free(ledger);
}

static void changes_are_stays_of_one_plan_only(void **state)
{
    hamlet *h = *state;
    hamlet_baseline(h, "M1", "N1", 0, 0);
    hamlet_baseline(h, "M2", "N1", 0, 0);
    hamlet_baseline(h, "GONE", "N1", 0, 0);
    assert_int_equal(hamlet_build(h), RF_OK);
    const rf_move moves[] = {hamlet_move(h, "M2", "N1", 0, 1), hamlet_move(h, "M1", "N1", 0, 0)};
    rf_ledger *ledger = ledger_of(h, moves, 2);
    assert_int_equal(ledger->terms[RF_TERM_CHANGES], 3); /* M2 gone and come, GONE gone */
    rf_ledger_free(ledger);
    ledger = ledger_of(h, NULL, 0);
    assert_int_equal(ledger->terms[RF_TERM_CHANGES], 3);
    rf_ledger_free(ledger);
}

static void without_a_baseline_nothing_changes(void **state)
{
    hamlet *h = *state;
    assert_int_equal(hamlet_build(h), RF_OK);
    const rf_move move = hamlet_move(h, "M1", "N1", 0, 0);
    rf_ledger *ledger = ledger_of(h, &move, 1);
    assert_int_equal(ledger->terms[RF_TERM_CHANGES], 0);
    rf_ledger_free(ledger);
}

static void a_level_is_its_weighted_terms(void **state)
{
    (void)state;
    rf_level_spec level = {0};
    level.weight[RF_TERM_IMPOSED] = 20;
    level.weight[RF_TERM_TRAVEL] = 1;
    const int64_t terms[RF_N_TERMS] = {
        [RF_TERM_IMPOSED] = 3000000000, [RF_TERM_TRAVEL] = 7, [RF_TERM_MOVED] = 99};
    assert_int_equal(rf_level_value(&level, terms), 60000000007);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(coverage_and_loans_are_added_period_by_period),
        T(a_trainee_brings_the_yield_but_leaves_with_all),
        T(a_floor_of_holders_loses_them_only_while_they_count),
        T(effort_is_counted_by_period_away),
        T(excess_levels_count_for_required_skills_outside_groups),
        T(changes_are_stays_of_one_plan_only),
        T(without_a_baseline_nothing_changes),
        T(a_level_is_its_weighted_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
