/* SPDX-License-Identifier: GPL-3.0-or-later
 * MODEL.md, "Who may serve where": one case a reason. Each is told by both sides, keeps the solver
 * from the stay, and is a breach in a plan that has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/town.h"

static void an_agent_does_not_serve_a_need_of_its_own_unit(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA unit DESK; agent BEN; need TRUCK fte 2");
    assert_reasons(t, "ANNA", "TRUCK", 1, "own_unit");
    assert_reasons(t, "BEN", "TRUCK", 1, "");
    assert_plan(t, "BEN TRUCK 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: own_unit");
}

static void a_forbid_without_need_bars_every_need(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; need TRUCK; need DOOR; forbid ANNA *");
    assert_reasons(t, "ANNA", "TRUCK", 0, "forbidden");
    assert_reasons(t, "ANNA", "DOOR", 2, "forbidden");
    assert_reasons(t, "BEN", "DOOR", 2, "");
    assert_no_move(t, "ANNA", "TRUCK");
    assert_no_move(t, "ANNA", "DOOR");
    assert_breach(t, "ANNA DOOR 0..2", "ANNA -> DOOR periods 0..2: forbidden");
}

static void a_forbid_of_one_need_leaves_the_others(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK; need DOOR tier important; forbid ANNA TRUCK");
    assert_reasons(t, "ANNA", "TRUCK", 0, "forbidden");
    assert_reasons(t, "ANNA", "DOOR", 0, "");
    assert_plan(t, "ANNA DOOR 0..2");
}

static void a_forbid_bars_every_period_that_its_window_meets(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK p0..p1; forbid ANNA TRUCK 2020-03-29..2020-03-30");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "ANNA", "TRUCK", 1, "forbidden");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..1", "ANNA -> TRUCK periods 0..1: forbidden");
}

static void a_forbid_ends_with_its_window(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK p0..p1; forbid ANNA TRUCK 2020-03-16..2020-03-22");
    assert_reasons(t, "ANNA", "TRUCK", 0, "forbidden");
    assert_reasons(t, "ANNA", "TRUCK", 1, "");
    assert_plan(t, "ANNA TRUCK 1..1");
    assert_allowed(t, "ANNA TRUCK 1..1");
}

static void consent_is_what_the_rules_say(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA consent unknown; agent BEN consent refuses; agent CLEO consent agrees;"
               "need TRUCK fte 3");
    assert_reasons(t, "ANNA", "TRUCK", 0, "consent");
    assert_reasons(t, "BEN", "TRUCK", 0, "consent");
    assert_plan(t, "CLEO TRUCK 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: consent");
}

static void the_rules_may_take_the_unknown(void **state)
{
    town *t = *state;
    town_of(t, "rule consent unknown; agent ANNA consent unknown; agent BEN; need TRUCK fte 2");
    assert_reasons(t, "BEN", "TRUCK", 0, "consent");
    assert_plan(t, "ANNA TRUCK 0..2");
}

static void those_on_a_fixed_term_and_trainees_are_not_lent(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2; need TRUCK unit AWAY fte 4; agent ANNA status fixed_term;"
               "agent BEN status trainee; agent CLEO status open_ended");
    assert_reasons(t, "ANNA", "TRUCK", 0, "status");
    assert_reasons(t, "BEN", "TRUCK", 0, "status");
    assert_plan(t, "CLEO TRUCK 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: status");
    assert_breach(t, "BEN TRUCK 0..2", "BEN -> TRUCK periods 0..2: status");
}

static void those_on_a_fixed_term_serve_within_their_organisation(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA status fixed_term; need TRUCK");
    assert_plan(t, "ANNA TRUCK 0..2");
    assert_allowed(t, "ANNA TRUCK 0..2");
}

static void nobody_is_lent_without_a_convention_in_that_direction(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG2 ORG; agent ANNA; agent BEN unit AWAY; need TRUCK unit AWAY;"
               "need DOOR tier important");
    assert_reasons(t, "ANNA", "TRUCK", 0, "convention");
    assert_reasons(t, "BEN", "DOOR", 0, "");
    assert_no_move(t, "ANNA", "TRUCK");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: convention");
}

/* Tuesday of the first week to Saturday of the last: neither week is held whole. */
static void a_convention_must_cover_the_whole_period(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2 2020-03-17..2020-04-04; agent ANNA; need TRUCK unit AWAY");
    assert_reasons(t, "ANNA", "TRUCK", 0, "convention");
    assert_reasons(t, "ANNA", "TRUCK", 1, "");
    assert_reasons(t, "ANNA", "TRUCK", 2, "convention");
    assert_plan(t, "ANNA TRUCK 1..1");
    assert_breach(t, "ANNA TRUCK 0..1", "ANNA -> TRUCK periods 0..1: convention");
    assert_breach(t, "ANNA TRUCK 1..2", "ANNA -> TRUCK periods 1..2: convention");
}

static void a_convention_of_just_these_days_covers_them(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2 2020-03-16..2020-04-05; agent ANNA; need TRUCK unit AWAY");
    assert_plan(t, "ANNA TRUCK 0..2");
}

static void a_need_takes_only_its_categories(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA category C; agent BEN category B; agent CLEO category A;"
               "need TRUCK categories A+B fte 3");
    assert_reasons(t, "ANNA", "TRUCK", 0, "category");
    assert_plan(t, "BEN TRUCK 0..2; CLEO TRUCK 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: category");
}

static void a_restriction_keeps_from_the_condition_of_that_name(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA restrictions driving+lifting; agent BEN restrictions driving;"
               "need TRUCK conditions night+lifting fte 2");
    assert_reasons(t, "ANNA", "TRUCK", 0, "restriction");
    assert_reasons(t, "BEN", "TRUCK", 0, "");
    assert_plan(t, "BEN TRUCK 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: not compatible");
}

static void a_journey_longer_than_the_rule_is_too_far(void **state)
{
    town *t = *state;
    town_of(t, "site NEAR 45 5; site FAR 45 5; travel S NEAR 60; travel S FAR 61; agent ANNA;"
               "agent BEN; need TRUCK site FAR; need DOOR site NEAR tier important fte 2");
    assert_reasons(t, "ANNA", "TRUCK", 0, "travel");
    assert_reasons(t, "ANNA", "DOOR", 0, "");
    assert_plan(t, "ANNA DOOR 0..2; BEN DOOR 0..2");
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: travel");
}

static void an_agent_may_have_its_own_longest_journey(void **state)
{
    town *t = *state;
    town_of(t, "rule max_travel 30; site FAR 45 5; travel S FAR 40; need TRUCK site FAR fte 3;"
               "agent ANNA; agent BEN max_travel 40; agent CLEO max_travel 39");
    assert_reasons(t, "ANNA", "TRUCK", 0, "travel");
    assert_reasons(t, "BEN", "TRUCK", 0, "");
    assert_reasons(t, "CLEO", "TRUCK", 0, "travel");
    assert_plan(t, "BEN TRUCK 0..2");
}

static void a_stated_time_counts_in_its_direction_only(void **state)
{
    town *t = *state;
    town_of(t, "site FAR 45 5; travel FAR S 90; agent ANNA; agent BEN site FAR; need TRUCK fte 2;"
               "need DOOR site FAR tier important");
    assert_reasons(t, "BEN", "TRUCK", 0, "travel");
    assert_reasons(t, "ANNA", "DOOR", 0, "");
    assert_plan(t, "ANNA TRUCK 0..2; BEN DOOR 0..2");
}

/* 0.1 degree of latitude is 11.119 km, 21.68 minutes; 0.099 is 21.47; of longitude, here, 15.33. */
static void a_journey_that_is_not_stated_is_reckoned_and_rounded(void **state)
{
    town *t = *state;
    town_of(t,
            "site NORTH 45.1 5; site NEARER 45.099 5; site EAST 45 5.1; agent ANNA max_travel 22;"
            "agent BEN max_travel 21; agent CLEO max_travel 15; agent DORA max_travel 14;"
            "need TRUCK site NORTH; need DOOR site NEARER; need DESK2 site EAST");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "BEN", "TRUCK", 0, "travel");
    assert_reasons(t, "BEN", "DOOR", 0, "");
    assert_reasons(t, "CLEO", "DOOR", 0, "travel");
    assert_reasons(t, "CLEO", "DESK2", 0, "");
    assert_reasons(t, "DORA", "DESK2", 0, "travel");
    assert_plan(t, "ANNA TRUCK 0..2; BEN DOOR 0..2; CLEO DESK2 0..2");
    assert_value(t, "comfort", 3 * 10 + 3 * (22 + 21 + 15));
}

static void a_remote_need_asks_for_telework_not_for_a_journey(void **state)
{
    town *t = *state;
    town_of(t, "site FAR 46 5; agent ANNA; agent BEN telework yes; need TRUCK site FAR remote yes "
               "fte 2");
    assert_reasons(t, "ANNA", "TRUCK", 0, "telework");
    assert_reasons(t, "BEN", "TRUCK", 0, "");
    assert_plan(t, "BEN TRUCK 0..2");
    assert_value(t, "comfort", 10);
    assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: telework");
}

static void an_absent_agent_does_not_serve(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK p0..p1; absence ANNA p1..p1");
    assert_reasons(t, "ANNA", "TRUCK", 0, "");
    assert_reasons(t, "ANNA", "TRUCK", 1, "absent");
    assert_plan(t, "ANNA TRUCK 0..0");
    assert_breach(t, "ANNA TRUCK 0..1", "ANNA -> TRUCK periods 0..1: absent");
}

static void an_agent_whose_contribution_rounds_to_nothing_is_absent(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA fte 4; agent BEN fte 5; need TRUCK p0..p0; absence ANNA 2020-03-17..p0;"
               "absence BEN 2020-03-17..p0");
    assert_reasons(t, "ANNA", "TRUCK", 0, "absent");
    assert_plan(t, "BEN TRUCK 0..0");
    assert_value(t, "vital", 99);
}

static void a_need_without_demand_takes_nobody(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK 2020-03-29..p2 max_stay 2");
    assert_reasons(t, "ANNA", "TRUCK", 0, "idle");
    assert_plan(t, "ANNA TRUCK 1..2");
    assert_breach(t, "ANNA TRUCK 0..1", "ANNA -> TRUCK periods 0..1: idle");
}

static void every_reason_that_holds_is_kept(void **state)
{
    town *t = *state;
    town_of(t, "site FAR 46 5; agent ANNA status trainee consent refuses restrictions night;"
               "need TRUCK unit AWAY site FAR categories A conditions night care p1..p2;"
               "need DOOR unit HOME remote yes; absence ANNA; forbid ANNA TRUCK");
    assert_reasons(t, "ANNA", "TRUCK", 0,
                   "forbidden, consent, status, convention, category, skill, restriction, travel, "
                   "absent, idle");
    assert_reasons(t, "ANNA", "DOOR", 0, "own_unit, consent, telework, absent");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, town_set_up, town_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(an_agent_does_not_serve_a_need_of_its_own_unit),
        CASE(a_forbid_without_need_bars_every_need),
        CASE(a_forbid_of_one_need_leaves_the_others),
        CASE(a_forbid_bars_every_period_that_its_window_meets),
        CASE(a_forbid_ends_with_its_window),
        CASE(consent_is_what_the_rules_say),
        CASE(the_rules_may_take_the_unknown),
        CASE(those_on_a_fixed_term_and_trainees_are_not_lent),
        CASE(those_on_a_fixed_term_serve_within_their_organisation),
        CASE(nobody_is_lent_without_a_convention_in_that_direction),
        CASE(a_convention_must_cover_the_whole_period),
        CASE(a_convention_of_just_these_days_covers_them),
        CASE(a_need_takes_only_its_categories),
        CASE(a_restriction_keeps_from_the_condition_of_that_name),
        CASE(a_journey_longer_than_the_rule_is_too_far),
        CASE(an_agent_may_have_its_own_longest_journey),
        CASE(a_stated_time_counts_in_its_direction_only),
        CASE(a_journey_that_is_not_stated_is_reckoned_and_rounded),
        CASE(a_remote_need_asks_for_telework_not_for_a_journey),
        CASE(an_absent_agent_does_not_serve),
        CASE(an_agent_whose_contribution_rounds_to_nothing_is_absent),
        CASE(a_need_without_demand_takes_nobody),
        CASE(every_reason_that_holds_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
