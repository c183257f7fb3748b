/* SPDX-License-Identifier: GPL-3.0-or-later
 * DATA.md, "Scenario": what each shock does. fnv1a64("7:ANNA") mod 10000 is 5490, of BEN 7009, of
 * CLEO 8143, of DORA 1508; with seed 0, of ANNA 581. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/town.h"

static void an_absence_shock_draws_by_seed_and_name(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; agent CLEO; agent DORA; need TRUCK fte 4;"
               "shock absence 55 seed 7");
    assert_reasons(t, "ANNA", "TRUCK", 0, "absent");
    assert_reasons(t, "DORA", "TRUCK", 2, "absent");
    assert_plan(t, "BEN TRUCK 0..2; CLEO TRUCK 0..2");
}

static void a_percent_more_draws_the_same_and_others(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; agent CLEO; agent DORA; need TRUCK fte 4;"
               "shock absence 54 seed 7");
    assert_plan(t, "ANNA TRUCK 0..2; BEN TRUCK 0..2; CLEO TRUCK 0..2");
}

static void another_seed_draws_others(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent DORA; need TRUCK fte 2; shock absence 20");
    assert_plan(t, "DORA TRUCK 0..2");
}

static void an_absence_shock_may_strike_some_units(void **state)
{
    town *t = *state;
    town_of(t, "unit BATH ORG S; agent ANNA; agent DORA unit BATH; need TRUCK fte 2;"
               "shock absence 100 units BATH");
    assert_plan(t, "ANNA TRUCK 0..2");
}

static void an_absence_shock_holds_the_days_of_its_window(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK p0..p0; shock absence 100 2020-03-20..p2");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_value(t, "vital", 20); /* Friday is gone */
}

static void a_floor_shock_replaces_the_units_floor(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA; agent BEN; floor HOME 2; need TRUCK fte 2 p0..p0;"
               "shock floor 50% units HOME");
    assert_value(t, "vital", 100);
}

static void a_floor_shock_leaves_other_units_and_holders_alone(void **state)
{
    town *t = *state;
    town_of(t, "unit BATH ORG S; rule floors hard; agent ANNA care; agent BEN;"
               "agent CLEO unit BATH; floor HOME 2; floor HOME 1 skill care; floor BATH 1;"
               "need TRUCK fte 3 p0..p0; shock floor 0% units HOME");
    assert_plan(t, "BEN TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..0", "floor 1 of HOME period 0: dipped by 100 centi-FTE");
}

static void who_works_at_a_closed_site_can_be_moved(void **state)
{
    town *t = *state;
    town_of(t, "site POOL 45 5; unit BATH ORG POOL; rule floors hard; agent ANNA unit BATH;"
               "floor BATH 1; need TRUCK; shock closed_sites POOL 2020-03-29..2020-03-29");
    assert_plan(t, "ANNA TRUCK 1..1");
    assert_breach(t, "ANNA TRUCK 0..1", "floor 0 of BATH period 0: dipped by 100 centi-FTE");
}

static void a_need_at_a_closed_site_takes_nobody(void **state)
{
    town *t = *state;
    town_of(t, "site POOL 45 5; agent ANNA; agent BEN; forbid BEN TRUCK; need TRUCK site POOL "
               "p0..p1; need DOOR fte "
               "0.1 p1..p1 tier important; shock closed_sites POOL 2020-03-23..2020-03-23");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "ANNA", "TRUCK", 1, "idle");
    assert_plan(t, "ANNA TRUCK 0..0; BEN DOOR 1..1");
    assert_value(t, "vital", 0);
    assert_breach(t, "ANNA TRUCK 0..1", "ANNA -> TRUCK periods 0..1: idle");
}

/* From far away, at home: neither on site, nor where telework is not for her. */
static void without_remote_work_a_remote_need_is_served_on_site(void **state)
{
    town *t = *state;
    town_of(t, "site FAR 45 5; travel S FAR 61; travel FAR FAR 7; agent ANNA telework yes;"
               "agent BEN site FAR; need TRUCK remote yes site FAR p0..p1;"
               "shock no_remote 2020-03-25..2020-03-25; level vital unmet.vital;"
               "level travel travel");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "ANNA", "TRUCK", 1, "travel");
    assert_reasons(t, "BEN", "TRUCK", 0, "telework");
    assert_reasons(t, "BEN", "TRUCK", 1, "");
    assert_plan(t, "ANNA TRUCK 0..0; BEN TRUCK 1..1");
    assert_value(t, "travel", 7);
    assert_breach(t, "ANNA TRUCK 0..1", "ANNA -> TRUCK periods 0..1: travel");
}

static void a_stay_half_remote_travels_half_the_time(void **state)
{
    town *t = *state;
    town_of(t, "site FAR 45 5; travel S FAR 40; agent ANNA telework yes; need TRUCK remote yes "
               "site FAR; shock no_remote p1..p2; level vital unmet.vital; level travel travel");
    assert_plan(t, "ANNA TRUCK 0..2");
    assert_value(t, "travel", 80);
}

static void a_demand_shock_multiplies_and_rounds_half_up(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK fte 0.25 p0..p1; need DOOR tier important; shock demand TRUCK percent "
               "150 p0..p0; shock demand TRUCK percent 102 p1..p1");
    assert_value(t, "vital", 38 + 26); /* 37.5 and 25.5 */
    assert_value(t, "important", 300);
}

static void demand_shocks_follow_the_demand_rows(void **state)
{
    town *t = *state;
    town_of(t, "need TRUCK p0..p1; demand TRUCK 3 p1..p1; shock demand TRUCK percent 200 p1..p1;"
               "shock demand TRUCK percent 50");
    assert_value(t, "vital", 50 + 300);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, town_set_up, town_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(an_absence_shock_draws_by_seed_and_name),
        CASE(a_percent_more_draws_the_same_and_others),
        CASE(another_seed_draws_others),
        CASE(an_absence_shock_may_strike_some_units),
        CASE(an_absence_shock_holds_the_days_of_its_window),
        CASE(a_floor_shock_replaces_the_units_floor),
        CASE(a_floor_shock_leaves_other_units_and_holders_alone),
        CASE(who_works_at_a_closed_site_can_be_moved),
        CASE(a_need_at_a_closed_site_takes_nobody),
        CASE(without_remote_work_a_remote_need_is_served_on_site),
        CASE(a_stay_half_remote_travels_half_the_time),
        CASE(a_demand_shock_multiplies_and_rounds_half_up),
        CASE(demand_shocks_follow_the_demand_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
