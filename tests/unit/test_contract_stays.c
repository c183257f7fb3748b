/* SPDX-License-Identifier: GPL-3.0-or-later
 * MODEL.md, "Agents", "Who may serve where" (skills) and "Decisions": presence, contribution,
 * skills and roles, and how long a stay lasts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/town.h"

/* One week of 1 FTE and what ANNA leaves of it. */
static void assert_contribution(town *t, int32_t centi_fte)
{
    town_of(t, "need TRUCK p0..p0");
    assert_value(t, "vital", 100 - centi_fte);
}

/* ---- presence and contribution ---------------------------------------------------------------
 */

static void presence_is_the_mean_of_the_working_days(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA fte 80; absence ANNA 2020-03-16..2020-03-16 presence 50");
    assert_contribution(t, 72); /* (50 + 4 x 100) / 5 = 90 percent of 80 */
}

static void presence_and_contribution_are_rounded_down(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA fte 55; absence ANNA 2020-03-16..2020-03-16 presence 34");
    assert_contribution(t, 47); /* 434 / 5 = 86.8 -> 86; 55 x 0.86 = 47.3 */
}

static void presence_is_rounded_before_it_is_shared_out(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA fte 60; absence ANNA 2020-03-16..2020-03-16 presence 34");
    assert_contribution(t, 51); /* 60 x 0.868 would be 52 */
}

static void of_two_absences_the_smaller_presence_counts(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; absence ANNA p0..p0 presence 60;"
               "absence ANNA 2020-03-16..2020-03-16 presence 10;"
               "absence ANNA 2020-03-16..2020-03-16 presence 90");
    assert_contribution(t, 50);
}

static void an_absence_at_the_weekend_takes_nothing(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; absence ANNA 2020-03-21..2020-03-22");
    assert_contribution(t, 100);
}

static void a_holiday_is_no_working_day(void **state)
{
    town *t = *state;
    town_of(t, "holiday 2020-03-16; agent ANNA; absence ANNA 2020-03-16..2020-03-17");
    assert_contribution(t, 75); /* three of four days */
}

static void working_days_are_the_scenarios(void **state)
{
    town *t = *state;
    town_of(t, "working_days 6+7; agent ANNA; absence ANNA 2020-03-16..2020-03-21");
    assert_contribution(t, 50);
}

static void nobody_is_present_in_a_period_without_working_day(void **state)
{
    town *t = *state;
    town_of(t, "holiday 2020-03-23; holiday 2020-03-24; holiday 2020-03-25; holiday 2020-03-26;"
               "holiday 2020-03-27; agent ANNA; need TRUCK p0..p1");
    assert_reasons(t, "ANNA", "TRUCK", 1, "absent");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_value(t, "vital", 100);
}

/* ---- skills -----------------------------------------------------------------------------------
 */

static void a_required_skill_must_be_held(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN care; agent CLEO drive; need TRUCK care fte 3");
    assert_reasons(t, "ANNA", "TRUCK", 0, "skill");
    assert_reasons(t, "CLEO", "TRUCK", 0, "skill");
    assert_plan(t, "BEN TRUCK 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: skill");
}

static void a_level_must_be_reached(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care level 2; agent BEN care level 3; agent CLEO care;"
               "need TRUCK care min_level 3 fte 3; need DOOR care tier important fte 3");
    assert_reasons(t, "ANNA", "TRUCK", 0, "skill");
    assert_reasons(t, "CLEO", "DOOR", 0, "");
    assert_plan(t, "ANNA DOOR 0..2; BEN TRUCK 0..2; CLEO DOOR 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: skill");
}

static void every_required_skill_must_be_held(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care; agent BEN care drive; agent CLEO drive; need TRUCK care drive "
               "fte 3");
    assert_plan(t, "BEN TRUCK 0..2");
    assert_breach(t, "CLEO TRUCK 0..2", "CLEO -> TRUCK periods 0..2: skill");
}

static void the_best_of_two_entries_counts_while_it_lasts(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care level 2 care level 4 until p0; need TRUCK care min_level 4 p0..p1");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "ANNA", "TRUCK", 1, "skill");
    assert_plan(t, "ANNA TRUCK 0..0");
}

/* On Sunday 5 April it is still valid; on the Saturday before it ends a day too early. */
static void a_proof_is_valid_through_the_last_day_of_a_period(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care until 2020-04-05; agent BEN care until 2020-04-04;"
               "need TRUCK care p2..p2 fte 2");
    assert_reasons(t, "ANNA", "TRUCK", 2, "");
    assert_reasons(t, "BEN", "TRUCK", 2, "skill");
    assert_plan(t, "ANNA TRUCK 2..2");
    assert_breach(t, "BEN TRUCK 2..2", "BEN -> TRUCK periods 2..2: skill");
}

static void a_certificate_that_expires_mid_mission_bars_the_whole_stay(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA permis.c until 2020-03-25; need TRUCK permis.c min_stay 3");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "ANNA", "TRUCK", 1, "skill");
    assert_no_move(t, "ANNA", "TRUCK");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: skill");
}

static void one_of_the_skills_of_a_label_is_enough(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 any_of x drive any_of x fte 4; agent ANNA care;"
               "agent BEN care level 3; agent CLEO drive; agent DORA");
    assert_reasons(t, "ANNA", "TRUCK", 0, "skill");
    assert_reasons(t, "DORA", "TRUCK", 0, "skill");
    assert_plan(t, "BEN TRUCK 0..2; CLEO TRUCK 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: skill");
    assert_allowed(t, "BEN TRUCK 0..2; CLEO TRUCK 0..2");
}

static void each_label_and_each_skill_outside_must_be_met(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care any_of x drive any_of x cook any_of y sew any_of y swim fte 9;"
               "agent ANNA care sew; agent BEN drive cook swim; agent CLEO care drive swim");
    assert_reasons(t, "ANNA", "TRUCK", 0, "skill");
    assert_reasons(t, "CLEO", "TRUCK", 0, "skill");
    assert_plan(t, "BEN TRUCK 0..2");
}

/* ---- trainees ---------------------------------------------------------------------------------
 */

static void at_the_trainee_level_one_is_a_trainee_and_yields_less(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 trainee_level 2 tutor_ratio 1 tutors_on_site 1 "
               "trainee_yield 30 p0..p0 fte 3; agent ANNA care level 2 fte 55; agent BEN care "
               "level 1");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "BEN", "TRUCK", 0, "skill");
    assert_plan(t, "ANNA TRUCK 0..0 trainee");
    assert_value(t, "vital", 300 - 16); /* 55 x 0.3 = 16.5 */
    assert_breach(t, "ANNA TRUCK 0..0", "ANNA -> TRUCK periods 0..0: role qualified, is trainee");
}

static void who_is_qualified_is_no_trainee(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 trainee_level 2 tutor_ratio 1 tutors_on_site 1 p0..p0;"
               "agent ANNA care level 3");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_value(t, "vital", 0);
    assert_breach(t, "ANNA TRUCK 0..0 trainee",
                  "ANNA -> TRUCK periods 0..0: role trainee, is qualified");
}

static void a_need_without_tutor_ratio_takes_no_trainee(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 trainee_level 2 tutors_on_site 1 p0..p0;"
               "agent ANNA care level 2");
    assert_reasons(t, "ANNA", "TRUCK", 0, "skill");
    assert_plan(t, "");
    assert_breach(t, "ANNA TRUCK 0..0 trainee",
                  "ANNA -> TRUCK periods 0..0: skill\n"
                  "TRUCK period 0: trainees 1 > tutor_ratio 0 x tutors 1");
}

static void a_skill_without_trainee_level_takes_no_trainee(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 tutor_ratio 1 tutors_on_site 1 p0..p0;"
               "agent ANNA care level 2");
    assert_reasons(t, "ANNA", "TRUCK", 0, "skill");
    assert_plan(t, "");
    assert_breach(t, "ANNA TRUCK 0..0 trainee", "ANNA -> TRUCK periods 0..0: skill");
}

static void one_skill_at_the_trainee_level_makes_a_trainee(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 trainee_level 2 drive tutor_ratio 1 tutors_on_site 9 "
               "p0..p0 fte 9; agent ANNA care level 2 drive; agent BEN care level 3 drive level 1;"
               "agent CLEO care level 4 drive");
    assert_plan(t, "ANNA TRUCK 0..0 trainee; CLEO TRUCK 0..0");
    assert_value(t, "vital", 900 - 50 - 100);
}

static void the_best_skill_of_a_label_makes_the_role(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 trainee_level 1 any_of x drive min_level 3 "
               "trainee_level 1 any_of x tutor_ratio 1 tutors_on_site 9 p0..p0 fte 9;"
               "agent ANNA care level 1 drive level 3; agent BEN drive level 2");
    assert_plan(t, "ANNA TRUCK 0..0; BEN TRUCK 0..0 trainee");
    assert_value(t, "vital", 900 - 100 - 50);
}

static void who_is_qualified_on_a_part_is_a_trainee_on_the_whole_stay(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 trainee_level 1 tutor_ratio 1 tutors_on_site 1 p0..p1 "
               "min_stay 2; agent ANNA care level 3 until p0 care level 1");
    assert_plan(t, "ANNA TRUCK 0..1 trainee");
    assert_value(t, "vital", 50 + 50);
    assert_breach(t, "ANNA TRUCK 0..1", "ANNA -> TRUCK periods 0..1: role qualified, is trainee");
}

static void a_shorter_stay_may_be_worth_more_than_a_trainees(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care min_level 3 trainee_level 1 tutor_ratio 1 tutors_on_site 1 p0..p1 "
               "trainee_yield 40; agent ANNA care level 3 until p0 care level 1");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_value(t, "vital", 100);
}

/* ---- how long a stay lasts --------------------------------------------------------------------
 */

static void a_stay_is_no_shorter_than_min_stay(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; absence ANNA p2..p2; need TRUCK min_stay 3");
    assert_plan(t, "");
    assert_breach(t, "ANNA TRUCK 0..1",
                  "ANNA -> TRUCK periods 0..1: 2 < min_stay 3 (3 periods with demand)");
}

static void a_stay_of_just_min_stay_is_long_enough(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; absence ANNA p2..p2; need TRUCK min_stay 2");
    assert_plan(t, "ANNA TRUCK 0..1");
    assert_allowed(t, "ANNA TRUCK 0..1");
}

static void a_short_run_of_demand_shortens_min_stay(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; absence ANNA p2..p2; need TRUCK min_stay 3 p0..p2; demand TRUCK 0 "
               "p1..p1");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_allowed(t, "ANNA TRUCK 0..0");
}

/* The demand runs from the first week, where ANNA is away: she cannot come for the rest. */
static void an_absence_does_not_shorten_min_stay(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; absence ANNA p0..p0; need TRUCK min_stay 3");
    assert_plan(t, "");
    assert_breach(t, "ANNA TRUCK 1..2",
                  "ANNA -> TRUCK periods 1..2: 2 < min_stay 3 (3 periods with demand)");
}

static void a_stay_is_no_longer_than_max_stay(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK max_stay 2; demand TRUCK 0.5 p2..p2");
    assert_plan(t, "ANNA TRUCK 0..1");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: 3 > max_stay 2");
}

static void a_stay_is_no_longer_than_max_periods_away(void **state)
{
    town *t = *state;
    town_of(t, "rule max_periods_away 2; agent ANNA; need TRUCK; demand TRUCK 0.5 p2..p2");
    assert_plan(t, "ANNA TRUCK 0..1");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA: 3 periods away > max_periods_away 2");
}

static void min_stay_above_max_periods_away_takes_nobody(void **state)
{
    town *t = *state;
    town_of(t, "rule max_periods_away 1; agent ANNA; need TRUCK min_stay 3");
    assert_plan(t, "");
    assert_value(t, "vital", 300);
}

static void an_agent_has_max_stays_at_most(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK p0..p0; need DOOR p2..p2 fte 0.9");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..0; ANNA DOOR 2..2", "ANNA: 2 stays > max_stays 1");
}

static void an_agent_may_have_as_many_as_max_stays(void **state)
{
    town *t = *state;
    town_of(t, "rule max_stays 2; agent ANNA; need TRUCK p0..p0; need DOOR p2..p2 fte 0.9;"
               "need DESK2 p1..p1 fte 0.8");
    assert_plan(t, "ANNA TRUCK 0..0; ANNA DOOR 2..2");
    assert_breach(t, "ANNA TRUCK 0..0; ANNA DOOR 2..2; ANNA DESK2 1..1",
                  "ANNA: 3 stays > max_stays 2");
}

static void an_agent_is_at_one_place_at_a_time(void **state)
{
    town *t = *state;
    town_of(t, "rule max_stays 2; agent ANNA; need TRUCK p0..p1 fte 1 min_stay 2;"
               "need DOOR p1..p1 fte 1.5");
    assert_plan(t, "ANNA TRUCK 0..1");
    assert_breach(t, "ANNA TRUCK 0..1; ANNA DOOR 1..1", "ANNA period 1: 2 stays at once");
}

static void an_agents_stays_last_max_periods_away_in_all(void **state)
{
    town *t = *state;
    town_of(t, "rule max_stays 3; rule max_periods_away 2; agent ANNA; need TRUCK p0..p0;"
               "need DOOR p1..p1 fte 0.8; need DESK2 p2..p2 fte 0.9");
    assert_plan(t, "ANNA TRUCK 0..0; ANNA DESK2 2..2");
    assert_breach(t, "ANNA TRUCK 0..0; ANNA DOOR 1..1; ANNA DESK2 2..2",
                  "ANNA: 3 periods away > max_periods_away 2");
}

static void every_period_of_every_stay_is_a_period_away(void **state)
{
    town *t = *state;
    town_of(t,
            "rule max_stays 2; rule max_periods_away 2; agent ANNA; need TRUCK p0..p1 min_stay 2;"
            "need DOOR p2..p2 fte 0.8");
    assert_plan(t, "ANNA TRUCK 0..1");
    assert_breach(t, "ANNA TRUCK 0..1; ANNA DOOR 2..2",
                  "ANNA: 3 periods away > max_periods_away 2");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, town_set_up, town_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(presence_is_the_mean_of_the_working_days),
        CASE(presence_and_contribution_are_rounded_down),
        CASE(presence_is_rounded_before_it_is_shared_out),
        CASE(of_two_absences_the_smaller_presence_counts),
        CASE(an_absence_at_the_weekend_takes_nothing),
        CASE(a_holiday_is_no_working_day),
        CASE(working_days_are_the_scenarios),
        CASE(nobody_is_present_in_a_period_without_working_day),
        CASE(a_required_skill_must_be_held),
        CASE(a_level_must_be_reached),
        CASE(every_required_skill_must_be_held),
        CASE(the_best_of_two_entries_counts_while_it_lasts),
        CASE(a_proof_is_valid_through_the_last_day_of_a_period),
        CASE(a_certificate_that_expires_mid_mission_bars_the_whole_stay),
        CASE(one_of_the_skills_of_a_label_is_enough),
        CASE(each_label_and_each_skill_outside_must_be_met),
        CASE(at_the_trainee_level_one_is_a_trainee_and_yields_less),
        CASE(who_is_qualified_is_no_trainee),
        CASE(a_need_without_tutor_ratio_takes_no_trainee),
        CASE(a_skill_without_trainee_level_takes_no_trainee),
        CASE(one_skill_at_the_trainee_level_makes_a_trainee),
        CASE(the_best_skill_of_a_label_makes_the_role),
        CASE(who_is_qualified_on_a_part_is_a_trainee_on_the_whole_stay),
        CASE(a_shorter_stay_may_be_worth_more_than_a_trainees),
        CASE(a_stay_is_no_shorter_than_min_stay),
        CASE(a_stay_of_just_min_stay_is_long_enough),
        CASE(a_short_run_of_demand_shortens_min_stay),
        CASE(an_absence_does_not_shorten_min_stay),
        CASE(a_stay_is_no_longer_than_max_stay),
        CASE(a_stay_is_no_longer_than_max_periods_away),
        CASE(min_stay_above_max_periods_away_takes_nobody),
        CASE(an_agent_has_max_stays_at_most),
        CASE(an_agent_may_have_as_many_as_max_stays),
        CASE(an_agent_is_at_one_place_at_a_time),
        CASE(an_agents_stays_last_max_periods_away_in_all),
        CASE(every_period_of_every_stay_is_a_period_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
