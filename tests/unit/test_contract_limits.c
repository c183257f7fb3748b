/* SPDX-License-Identifier: GPL-3.0-or-later
 * MODEL.md, constraints 2 to 5: cover, floors, conventions, tutors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/town.h"

/* ---- cover ------------------------------------------------------------------------------------
 */

static void what_nobody_covers_is_unmet(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN fte 50; need TRUCK fte 2.25 p0..p1; absence BEN p1..p1");
    assert_plan(t, "ANNA TRUCK 0..1; BEN TRUCK 0..0");
    assert_value(t, "vital", 75 + 125);
}

static void more_than_the_demand_is_not_less_than_nothing(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK fte 0.5 p0..p1; demand TRUCK 1.5 p1..p1");
    assert_value(t, "vital", 50);
}

/* ---- floors -----------------------------------------------------------------------------------
 */

static void a_soft_floor_may_be_dipped_and_counts(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; floor HOME 1; need TRUCK fte 2 p0..p0");
    assert_plan(t, "ANNA TRUCK 0..0; BEN TRUCK 0..0");
    assert_value(t, "vital", 0);
    assert_value(t, "floors", 100);
    assert_allowed(t, "ANNA TRUCK 0..0; BEN TRUCK 0..0");
}

static void a_soft_floor_holds_where_its_level_comes_first(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN fte 90; floor HOME 1; need TRUCK fte 2 p0..p0;"
               "level floors floors; level vital unmet.vital");
    assert_plan(t, "BEN TRUCK 0..0");
    assert_value(t, "floors", 0);
    assert_value(t, "vital", 110);
}

static void a_hard_floor_is_never_dipped(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA; agent BEN fte 90; floor HOME 1; need TRUCK fte 2 "
               "p0..p0");
    assert_plan(t, "BEN TRUCK 0..0");
    assert_value(t, "floors", 0);
    assert_breach(t, "ANNA TRUCK 0..0", "floor 0 of HOME period 0: dipped by 10 centi-FTE");
}

static void a_floor_holds_in_each_period_of_its_own(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA; agent BEN; floor HOME 1; absence BEN p1..p1;"
               "need TRUCK fte 2 p0..p1");
    assert_value(t, "vital", 100 + 200);
    assert_breach(t, "ANNA TRUCK 0..1", "floor 0 of HOME period 1: dipped by 100 centi-FTE");
}

static void a_floor_holds_for_its_unit_only(void **state)
{
    town *t = *state;
    town_of(t, "unit BATH ORG S; rule floors hard; agent ANNA; agent BEN unit BATH; floor HOME 1;"
               "need TRUCK fte 2 p0..p0");
    assert_plan(t, "BEN TRUCK 0..0");
}

static void a_unit_below_its_floor_lends_nobody_but_owes_no_more(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; floor HOME 3; need TRUCK p0..p0");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_value(t, "floors", 100);
}

/* 50 percent of 1.01 FTE is 0.505: 0.51 must stay. */
static void a_percent_floor_is_rounded_up(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA fte 51; agent BEN fte 50; floor HOME 50%;"
               "need TRUCK fte 1 p0..p0");
    assert_plan(t, "BEN TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..0", "floor 0 of HOME period 0: dipped by 1 centi-FTE");
}

static void a_percent_floor_counts_contracts_whoever_is_absent(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA; agent BEN; floor HOME 50%; absence ANNA;"
               "need TRUCK p0..p0");
    assert_plan(t, "");
    assert_breach(t, "BEN TRUCK 0..0", "floor 0 of HOME period 0: dipped by 100 centi-FTE");
}

static void a_floor_of_holders_counts_those_who_hold_the_skill(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA care level 3; agent BEN; agent CLEO care level 2;"
               "floor HOME 1 skill care min_level 3; need TRUCK fte 3 p0..p0");
    assert_plan(t, "BEN TRUCK 0..0; CLEO TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..0", "floor 0 of HOME period 0: dipped by 100 centi-FTE");
}

static void a_holder_whose_proof_ended_is_not_counted(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA care until 2020-03-28; floor HOME 1 skill care;"
               "need TRUCK");
    assert_plan(t, "ANNA TRUCK 1..2");
    assert_breach(t, "ANNA TRUCK 0..2", "floor 0 of HOME period 0: dipped by 100 centi-FTE");
}

static void a_proof_that_ended_still_counts_in_a_percent(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA care until 2020-01-01; agent BEN care; agent CLEO;"
               "floor HOME 50% skill care; need TRUCK fte 3 p0..p0");
    assert_plan(t, "ANNA TRUCK 0..0; CLEO TRUCK 0..0");
    assert_breach(t, "BEN TRUCK 0..0", "floor 0 of HOME period 0: dipped by 100 centi-FTE");
}

static void every_floor_row_of_a_unit_holds(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA care; agent BEN; agent CLEO; floor HOME 1 skill care;"
               "floor HOME 2; need TRUCK fte 3 p0..p0");
    assert_value(t, "vital", 200);
    assert_no_move(t, "ANNA", "TRUCK");
    assert_breach(t, "BEN TRUCK 0..0; CLEO TRUCK 0..0",
                  "floor 1 of HOME period 0: dipped by 100 centi-FTE");
}

/* ---- conventions ------------------------------------------------------------------------------
 */

static void a_convention_lends_no_more_than_its_limit(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2 max_fte 1.2; agent ANNA; agent BEN fte 30; agent CLEO fte 20;"
               "need TRUCK unit AWAY fte 3 p0..p0");
    assert_plan(t, "ANNA TRUCK 0..0; CLEO TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..0; BEN TRUCK 0..0",
                  "convention ORG->ORG2 period 0: 130 > 120 centi-FTE");
    assert_allowed(t, "ANNA TRUCK 0..0; CLEO TRUCK 0..0");
}

static void a_convention_limits_all_needs_together_in_each_period(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2 max_fte 1; rule max_stays 2; agent ANNA; agent BEN;"
               "need TRUCK unit AWAY p0..p1; need DOOR unit AWAY tier important p0..p0;"
               "need LAMP unit AWAY tier important p2..p2");
    assert_value(t, "vital", 0);
    assert_value(t, "important", 100);
    assert_breach(t, "ANNA TRUCK 0..1; BEN DOOR 0..0",
                  "convention ORG->ORG2 period 0: 200 > 100 centi-FTE");
}

static void a_convention_limits_one_direction(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2 max_fte 0; convention ORG2 ORG; agent ANNA;"
               "agent BEN unit AWAY; need TRUCK unit AWAY p0..p0; need DOOR p0..p0 fte 2");
    assert_plan(t, "ANNA DOOR 0..0; BEN DOOR 0..0");
}

static void a_trainee_is_lent_whole(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2 max_fte 0.9; agent ANNA care level 1; need TRUCK unit AWAY "
               "care trainee_level 1 tutor_ratio 1 tutors_on_site 1 p0..p0");
    assert_plan(t, "");
    assert_breach(t, "ANNA TRUCK 0..0 trainee",
                  "convention ORG->ORG2 period 0: 100 > 90 centi-FTE");
}

static void a_convention_without_limit_lends_all(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2; agent ANNA; agent BEN; need TRUCK unit AWAY fte 2 p0..p0");
    assert_plan(t, "ANNA TRUCK 0..0; BEN TRUCK 0..0");
}

/* ---- tutors -----------------------------------------------------------------------------------
 */

static void trainees_do_not_come_without_a_tutor(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care trainee_level 1 tutor_ratio 2 p0..p0 fte 3;"
               "agent ANNA care level 1");
    assert_plan(t, "");
    assert_breach(t, "ANNA TRUCK 0..0 trainee",
                  "TRUCK period 0: trainees 1 > tutor_ratio 2 x tutors 0");
}

static void tutors_on_site_take_tutor_ratio_trainees_each(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care trainee_level 1 tutor_ratio 2 tutors_on_site 1 p0..p0 fte 3;"
               "agent ANNA care level 1; agent BEN care level 1 fte 90; agent CLEO care level 1");
    assert_plan(t, "ANNA TRUCK 0..0 trainee; CLEO TRUCK 0..0 trainee");
    assert_breach(t, "ANNA TRUCK 0..0 trainee; BEN TRUCK 0..0 trainee; CLEO TRUCK 0..0 trainee",
                  "TRUCK period 0: trainees 3 > tutor_ratio 2 x tutors 1");
}

static void those_who_come_qualified_are_tutors(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care trainee_level 1 tutor_ratio 1 p0..p0 fte 3;"
               "agent ANNA care level 1; agent BEN care level 1 fte 90; agent CLEO care");
    assert_plan(t, "ANNA TRUCK 0..0 trainee; CLEO TRUCK 0..0");
    assert_value(t, "vital", 300 - 50 - 100);
    assert_allowed(t, "ANNA TRUCK 0..0 trainee; CLEO TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..0 trainee; BEN TRUCK 0..0 trainee; CLEO TRUCK 0..0",
                  "TRUCK period 0: trainees 2 > tutor_ratio 1 x tutors 1");
}

static void a_tutor_is_wanted_in_every_period_of_the_trainee(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care trainee_level 1 tutor_ratio 1 p0..p1 fte 3 min_stay 2;"
               "agent ANNA care level 1; agent BEN care until p0 care level 1");
    assert_plan(t, "");
    assert_reasons(t, "ANNA", "TRUCK", 1, "");
}

static void a_tutor_of_another_need_does_not_help(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care trainee_level 1 tutor_ratio 1 p0..p0; need DOOR p0..p0 fte 3;"
               "agent ANNA care level 1; agent BEN");
    assert_plan(t, "ANNA DOOR 0..0; BEN DOOR 0..0");
}

/* A tutor is worth sending where nobody is missing any more: it lets the trainees come. */
static void a_tutor_may_be_sent_for_the_trainees_sake(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK care trainee_level 1 tutor_ratio 2 p0..p0 fte 1.1 trainee_yield 50;"
               "need DOOR p0..p0 fte 1 tier important; agent ANNA care level 1;"
               "agent BEN care level 1; agent CLEO care fte 10");
    assert_plan(t, "ANNA TRUCK 0..0 trainee; BEN TRUCK 0..0 trainee; CLEO TRUCK 0..0");
    assert_value(t, "vital", 0);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, town_set_up, town_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(what_nobody_covers_is_unmet),
        CASE(more_than_the_demand_is_not_less_than_nothing),
        CASE(a_soft_floor_may_be_dipped_and_counts),
        CASE(a_soft_floor_holds_where_its_level_comes_first),
        CASE(a_hard_floor_is_never_dipped),
        CASE(a_floor_holds_in_each_period_of_its_own),
        CASE(a_floor_holds_for_its_unit_only),
        CASE(a_unit_below_its_floor_lends_nobody_but_owes_no_more),
        CASE(a_percent_floor_is_rounded_up),
        CASE(a_percent_floor_counts_contracts_whoever_is_absent),
        CASE(a_floor_of_holders_counts_those_who_hold_the_skill),
        CASE(a_holder_whose_proof_ended_is_not_counted),
        CASE(a_proof_that_ended_still_counts_in_a_percent),
        CASE(every_floor_row_of_a_unit_holds),
        CASE(a_convention_lends_no_more_than_its_limit),
        CASE(a_convention_limits_all_needs_together_in_each_period),
        CASE(a_convention_limits_one_direction),
        CASE(a_trainee_is_lent_whole),
        CASE(a_convention_without_limit_lends_all),
        CASE(trainees_do_not_come_without_a_tutor),
        CASE(tutors_on_site_take_tutor_ratio_trainees_each),
        CASE(those_who_come_qualified_are_tutors),
        CASE(a_tutor_is_wanted_in_every_period_of_the_trainee),
        CASE(a_tutor_of_another_need_does_not_help),
        CASE(a_tutor_may_be_sent_for_the_trainees_sake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
