/* SPDX-License-Identifier: GPL-3.0-or-later
 * MODEL.md, "Objectives": what each term counts, and the order of levels. In each case two agents
 * differ in the term alone; the rest of its value is what cannot be helped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/check.h"
#include "tests/support/town.h"

static void unmet_is_counted_tier_by_tier(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK fte 1; need DOOR tier essential fte 2 p0..p1; need LAMP tier important "
               "fte 4 p2..p2; need BELL tier important fte 0.05 p2..p2");
    assert_value(t, "vital", 300);
    assert_value(t, "essential", 400);
    assert_value(t, "important", 405);
}

static void the_first_level_comes_first_whatever_it_costs_the_next(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK fte 0.01 p0..p0; need DOOR tier essential fte 9");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_value(t, "vital", 0);
    assert_value(t, "essential", 2700);
}

static void levels_are_in_the_order_that_the_scenario_says(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK fte 9; need DOOR tier important fte 0.01 p0..p0;"
               "level minor unmet.important; level major unmet.vital");
    assert_plan(t, "ANNA DOOR 0..0");
}

static void a_level_may_weigh_several_terms(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK fte 0.4 p0..p0; need DOOR tier important p0..p0;"
               "level both unmet.vital*3+unmet.important*1");
    assert_plan(t, "ANNA TRUCK 0..0"); /* 100 beats 3 x 40 */
    assert_value(t, "both", 100);
}

static void the_weights_of_a_level_decide(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK fte 0.4 p0..p0; need DOOR tier important p0..p0;"
               "level both unmet.vital*2+unmet.important*1");
    assert_plan(t, "ANNA DOOR 0..0");
    assert_value(t, "both", 80);
}

static void a_later_level_decides_between_equals(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA prior_days 1; agent BEN; need TRUCK; level vital unmet.vital;"
               "level moved moved; level burden burden");
    assert_plan(t, "BEN TRUCK 0..2");
    assert_value(t, "burden", 0);
}

static void dips_of_floors_count(void **state)
{
    town *t = *state;
    town_of(t, "unit BATH ORG S; agent BEN unit BATH; agent ANNA; floor HOME 0.3; floor BATH 0.8;"
               "need TRUCK p0..p1");
    assert_plan(t, "ANNA TRUCK 0..1");
    assert_value(t, "floors", 60);
}

static void what_is_imposed_depends_on_consent(void **state)
{
    town *t = *state;
    town_of(t, "rule consent volunteer+agrees+unknown; agent ANNA consent unknown; agent BEN "
               "consent agrees; agent CLEO; need TRUCK fte 2; level vital unmet.vital;"
               "level imposed imposed");
    assert_plan(t, "BEN TRUCK 0..2; CLEO TRUCK 0..2");
    assert_value(t, "imposed", 3);
}

static void the_unknown_weigh_three_a_period(void **state)
{
    town *t = *state;
    town_of(t, "rule consent unknown; agent ANNA consent unknown; need TRUCK p0..p1;"
               "level vital unmet.vital; level imposed imposed*7");
    assert_value(t, "imposed", 7 * 2 * 3);
}

static void those_who_refuse_weigh_five_a_period(void **state)
{
    town *t = *state;
    town_of(t, "rule consent volunteer+refuses; agent ANNA consent refuses; agent BEN; need "
               "TRUCK fte 2 p0..p1; level vital unmet.vital; level imposed imposed");
    assert_value(t, "imposed", 10);
}

static void moved_counts_stays(void **state)
{
    town *t = *state;
    town_of(t, "rule max_stays 2; agent ANNA fte 50; agent BEN fte 50; agent CLEO; need TRUCK;"
               "absence CLEO p1..p1; level vital unmet.vital; level moved moved");
    assert_plan(t, "ANNA TRUCK 0..2; BEN TRUCK 0..2");
    assert_value(t, "moved", 2);
}

static void burden_counts_days_served_before(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA prior_days 4; agent BEN prior_days 3; agent CLEO prior_days 9;"
               "need TRUCK fte 2 p1..p2; level vital unmet.vital; level burden burden");
    assert_plan(t, "ANNA TRUCK 1..2; BEN TRUCK 1..2");
    assert_value(t, "burden", 2 * (4 + 3));
}

static void travel_counts_minutes_in_each_period(void **state)
{
    town *t = *state;
    town_of(t,
            "site NEAR 45 5; site FAR 45 5; travel NEAR S 10; travel FAR S 11; agent ANNA site "
            "FAR; agent BEN site NEAR; need TRUCK; level vital unmet.vital; level travel travel");
    assert_plan(t, "BEN TRUCK 0..2");
    assert_value(t, "travel", 30);
}

static void overqualified_counts_levels_above_the_required(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care level 4 drive; agent BEN care level 3 drive level 4;"
               "agent CLEO care level 3 drive; need TRUCK care min_level 2 drive fte 2 p0..p1;"
               "level vital unmet.vital; level over overqualified");
    assert_plan(t, "ANNA TRUCK 0..1; CLEO TRUCK 0..1");
    assert_value(t, "over", 2 * 2 + 2 * 1);
}

static void skills_of_a_label_are_no_overqualification(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care level 4; agent BEN drive level 3 swim level 3; need TRUCK "
               "care any_of x drive any_of x fte 1 p0..p0; level vital unmet.vital;"
               "level over overqualified; level burden burden");
    assert_value(t, "over", 0);
    assert_value(t, "vital", 0);
}

static void a_level_that_has_run_out_does_not_count_as_too_high(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care level 4 until p0 care level 3; need TRUCK care p0..p1;"
               "level vital unmet.vital; level over overqualified");
    assert_value(t, "over", 2 + 1);
}

/* A trainee at one skill may be above another; below is not less than nothing. */
static void a_trainee_is_overqualified_where_it_is(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA care level 1 drive level 4; need TRUCK care min_level 3 trainee_level 1 "
               "drive tutor_ratio 1 tutors_on_site 1 p0..p0; level vital unmet.vital;"
               "level over overqualified");
    assert_plan(t, "ANNA TRUCK 0..0 trainee");
    assert_value(t, "over", 2);
}

/* 100 of 10,000 may be left: the value that is reached then limits what follows. */
static void a_level_within_its_gap_limits_the_later_ones(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; need TRUCK fte 2 p0..p0; need DOOR unit HOME fte 99 p0..p0;"
               "level vital unmet.vital gap 0.5; level moved moved");
    const rf_plan *plan = solved(t);
    assert_true(plan->levels[0].bound <= 9900);
    assert_int_equal(plan->levels[0].value, 10100 - 100 * plan->levels[1].value);
}

/* A plan that says more than is proven, or less than it has, is a breach. */
static void the_checker_adds_up_the_levels_itself(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK; level vital unmet.vital; level moved moved");
    const rf_plan *plan = solved(t);
    int32_t n = 0;
    rf_plan wrong = *plan;
    rf_level_result levels[2] = {plan->levels[0], plan->levels[1]};
    rf_buf text = rf_buf_new(1 << 16);
    wrong.levels = levels;
    levels[1].value = 2;
    levels[0].bound = 1;
    assert_int_equal(rf_check(&n, &text, t->h->in, &wrong, &t->h->err), RF_OK);
    assert_non_null(strstr(rf_buf_text(&text), "level vital: bound 1 above value 0"));
    assert_non_null(strstr(rf_buf_text(&text), "level moved: value 2, it is 1"));
    assert_non_null(strstr(rf_buf_text(&text), "level moved: optimal, but its gap is"));
    assert_int_equal(n, 3);
    rf_buf_free(&text);
}

static void the_checker_wants_every_level_and_every_term(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK; level vital unmet.vital; level moved moved");
    const rf_plan *plan = solved(t);
    int32_t n = 0;
    rf_plan wrong = *plan;
    rf_level_result levels[2] = {plan->levels[0], plan->levels[1]};
    rf_buf text = rf_buf_new(1 << 16);
    wrong.levels = levels;
    levels[1].terms[RF_TERM_MOVED] = 3;
    assert_int_equal(rf_check(&n, &text, t->h->in, &wrong, &t->h->err), RF_OK);
    wrong.n_levels = 1;
    assert_int_equal(rf_check(&n, &text, t->h->in, &wrong, &t->h->err), RF_OK);
    assert_string_equal(rf_buf_text(&text),
                        "level moved: term moved 3, it is 1\nlevels: 1, there are 2\n");
    rf_buf_free(&text);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, town_set_up, town_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(unmet_is_counted_tier_by_tier),
        CASE(the_first_level_comes_first_whatever_it_costs_the_next),
        CASE(levels_are_in_the_order_that_the_scenario_says),
        CASE(a_level_may_weigh_several_terms),
        CASE(the_weights_of_a_level_decide),
        CASE(a_later_level_decides_between_equals),
        CASE(dips_of_floors_count),
        CASE(what_is_imposed_depends_on_consent),
        CASE(the_unknown_weigh_three_a_period),
        CASE(those_who_refuse_weigh_five_a_period),
        CASE(moved_counts_stays),
        CASE(burden_counts_days_served_before),
        CASE(travel_counts_minutes_in_each_period),
        CASE(overqualified_counts_levels_above_the_required),
        CASE(skills_of_a_label_are_no_overqualification),
        CASE(a_level_that_has_run_out_does_not_count_as_too_high),
        CASE(a_trainee_is_overqualified_where_it_is),
        CASE(a_level_within_its_gap_limits_the_later_ones),
        CASE(the_checker_adds_up_the_levels_itself),
        CASE(the_checker_wants_every_level_and_every_term),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
