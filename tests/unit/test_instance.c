/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/domain/against.h"
#include "engine/domain/instance_build.h"
#include "tests/support/hamlet.h"

/* Three weeks from Monday 16 March 2020, agent M1 of HOME, need N1 of AWAY at the same site, a
 * convention. */
static int set_up(void **state)
{
    hamlet *h = hamlet_new("2020-03-16", 3);
    hamlet_row(h, RF_AGENTS, "agent=M1 unit=HOME consent=volunteer");
    hamlet_row(h, RF_NEEDS, "need=N1 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=2.5");
    hamlet_row(h, RF_CONVENTIONS, "lender=ORG borrower=ORG2");
    *state = h;
    return 0;
}

static int tear_down(void **state)
{
    hamlet_free(*state);
    return 0;
}

static void build(hamlet *h)
{
    assert_int_equal(hamlet_build(h), RF_OK);
}

static int32_t w(const hamlet *h, const char *agent, int32_t t)
{
    return rf_contribution(h->in, hamlet_agent(h, agent), t);
}

static int32_t demand(const hamlet *h, const char *need, int32_t t)
{
    return rf_demand(h->in, hamlet_need(h, need), t);
}

static rf_reasons against(const hamlet *h, const char *agent, const char *need, int32_t t)
{
    return rf_against_on(h->in, hamlet_agent(h, agent), hamlet_need(h, need), t);
}

static rf_reasons only(rf_reason reason)
{
    return (rf_reasons)(1U << reason);
}

static void presence_is_the_least_of_a_day_and_rounded_down_over_working_days(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME fte=80");
    hamlet_row(h, RF_ABSENCES, "agent=M2 from=2020-03-17 to=2020-03-18 presence=50");
    hamlet_row(h, RF_ABSENCES, "agent=M2 from=2020-03-18 to=2020-03-18 presence=0");
    hamlet_row(h, RF_ABSENCES, "agent=M2 from=2020-03-18 to=2020-03-22 presence=70");
    build(h);
    /* Monday 100, Tuesday 50, Wednesday 0, Thursday and Friday 70: 290 / 5 = 58; 80 x 58 / 100
     * = 46.4 */
    assert_int_equal(w(h, "M2", 0), 46);
    assert_int_equal(w(h, "M2", 1), 80);
    assert_int_equal(w(h, "M1", 0), 100);
}

static void holidays_are_no_working_days_and_a_period_without_any_holds_nobody(void **state)
{
    hamlet *h = *state;
    static const char *const days[] = {"2020-03-16", "2020-03-17", "2020-03-18",
                                       "2020-03-19", "2020-03-20", "2020-03-23"};
    h->scenario->holidays = calloc(6, sizeof *h->scenario->holidays);
    assert_non_null(h->scenario->holidays);
    for (size_t i = 0; i < 6; i++)
        assert_true(rf_date_parse_iso(&h->scenario->holidays[h->scenario->n_holidays++], days[i]));
    hamlet_row(h, RF_ABSENCES, "agent=M1 from=2020-03-23 to=2020-03-24");
    build(h);
    assert_int_equal(w(h, "M1", 0), 0);
    assert_int_equal(w(h, "M1", 1), 75); /* Monday off for all, absent one of the four other days */
    assert_int_equal(against(h, "M1", "N1", 0), only(RF_AGAINST_ABSENT));
}

static void an_absence_outside_the_horizon_changes_nothing(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_ABSENCES, "agent=M1 from=2019-01-01 to=2020-03-15");
    hamlet_row(h, RF_ABSENCES, "agent=M1 from=2020-04-06 to=2199-12-31");
    build(h);
    for (int32_t t = 0; t < 3; t++)
        assert_int_equal(w(h, "M1", t), 100);
}

/* fnv1a64("7:M1") mod 10000 = 1630, of "7:M2" 3419, computed with the contract's Python. */
static void an_absence_shock_draws_the_agents_whose_hash_is_below_its_percent(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=DESK");
    const rf_shock shock = {
        .kind = RF_SHOCK_ABSENCE, .centi_percent = 1631, .seed = 7, .every_unit = true};
    hamlet_shock(h, shock, "", "2020-03-16", "2020-03-22");
    build(h);
    assert_int_equal(w(h, "M1", 0), 0);
    assert_int_equal(w(h, "M1", 1), 100);
    assert_int_equal(w(h, "M2", 0), 100);
    h->scenario->shocks[0].centi_percent = 1630;
    build(h);
    assert_int_equal(w(h, "M1", 0), 100);
}

static void a_strike_draws_only_in_its_units(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=DESK");
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_ABSENCE, .centi_percent = 10000}, "DESK", NULL,
                 NULL);
    build(h);
    assert_int_equal(w(h, "M1", 2), 100);
    assert_int_equal(w(h, "M2", 2), 0);
}

static void demand_rows_replace_on_periods_that_they_overlap_and_the_last_wins(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_NEEDS, "need=N2 unit=AWAY tier=vital from=2020-03-22 to=2020-03-23 fte=1");
    hamlet_row(h, RF_DEMAND, "need=N1 from=2020-03-22 to=2020-03-29 fte=4");
    hamlet_row(h, RF_DEMAND, "need=N1 from=2020-03-29 to=2020-03-29 fte=0");
    build(h);
    assert_int_equal(demand(h, "N1", 0), 400);
    assert_int_equal(demand(h, "N1", 1), 0);
    assert_int_equal(demand(h, "N1", 2), 250);
    assert_int_equal(demand(h, "N2", 0), 100);
    assert_int_equal(demand(h, "N2", 1), 100);
    assert_int_equal(demand(h, "N2", 2), 0);
    assert_int_equal(against(h, "M1", "N1", 1), only(RF_AGAINST_IDLE));
}

static void demand_shocks_multiply_in_order_and_round_half_up_each_time(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_DEMAND, "need=N1 from=2020-03-16 to=2020-03-16 fte=0.01");
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_DEMAND, .centi_percent = 15000}, "N1", NULL,
                 "2020-03-24");
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_DEMAND, .centi_percent = 2550}, "N1", "2020-03-20",
                 NULL);
    build(h);
    assert_int_equal(demand(h, "N1", 0), 1);  /* 1 -> 1.5 -> 2 -> 0.51 -> 1 */
    assert_int_equal(demand(h, "N1", 1), 96); /* 250 -> 375 -> 95.625 */
    assert_int_equal(demand(h, "N1", 2), 64); /* 250 -> 63.75 */
}

static void a_closed_site_has_no_demand_and_its_units_no_floor(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SITES, "site=S2 lat=45 lon=5");
    hamlet_row(h, RF_NEEDS,
               "need=N2 unit=AWAY site=S2 tier=vital from=2020-03-16 to=2020-04-05 fte=1");
    hamlet_row(h, RF_FLOORS, "unit=HOME floor=0.5");
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_CLOSED_SITES}, "S", "2020-03-29", "2020-03-30");
    build(h);
    static const int32_t floors[] = {50, 0, 0}, open[] = {250, 0, 0};
    for (int32_t t = 0; t < 3; t++) {
        assert_int_equal(h->in->floor[t], floors[t]);
        assert_int_equal(demand(h, "N1", t), open[t]);
        assert_int_equal(demand(h, "N2", t), 100);
    }
    assert_int_equal(rf_floor_slack(h->in, 0, 0), 50);
    assert_int_equal(rf_floor_slack(h->in, 0, 1), INT32_MAX);
}

static void a_percent_floor_counts_contracts_and_rounds_up(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME fte=33");
    hamlet_row(h, RF_ABSENCES, "agent=M2 from=2020-03-16 to=2020-03-22");
    hamlet_row(h, RF_FLOORS, "unit=HOME floor=60%");
    hamlet_row(h, RF_FLOORS, "unit=DESK floor=60%");
    build(h);
    assert_int_equal(h->in->floor[0], 80); /* 60 % of 133 = 79.8 */
    assert_int_equal(h->in->present[0], 100);
    assert_int_equal(h->in->present[1], 133);
    assert_int_equal(h->in->floor[3], 0); /* nobody there */
}

static void holders_count_while_valid_but_stay_in_the_percent(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME fte=50");
    hamlet_row(h, RF_AGENTS, "agent=M3 unit=HOME");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=pool level=3 valid_until=2020-03-28");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=pool level=1");
    hamlet_row(h, RF_SKILLS, "agent=M2 skill=pool level=3 valid_until=2020-01-01");
    hamlet_row(h, RF_SKILLS, "agent=M3 skill=pool level=1");
    hamlet_row(h, RF_FLOORS, "unit=HOME skill=pool min_level=2 floor=50%");
    build(h);
    const rf_floor *floor = &h->in->floors[0];
    assert_int_equal(floor->members.end - floor->members.begin, 2);
    assert_int_equal(h->in->members[floor->members.begin].last,
                     0); /* the 28th is before the last day */
    assert_int_equal(h->in->members[floor->members.begin + 1].last, -1);
    assert_int_equal(h->in->floor[0], 75);
    assert_int_equal(h->in->present[0], 100);
    assert_int_equal(h->in->present[1], 0);
    const rf_span of_m3 = h->in->floors_of[hamlet_agent(h, "M3").i];
    assert_int_equal(of_m3.begin, of_m3.end);
}

static void a_floor_shock_replaces_whole_unit_floors_only(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=pool");
    hamlet_row(h, RF_FLOORS, "unit=HOME floor=1");
    hamlet_row(h, RF_FLOORS, "unit=HOME skill=pool floor=1");
    hamlet_row(h, RF_FLOORS, "unit=DESK floor=1");
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_FLOOR, .floor = {.value = 10}}, "HOME", NULL, NULL);
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_FLOOR, .floor = {.value = 30, .is_percent = true}},
                 "HOME", NULL, NULL);
    build(h);
    assert_int_equal(h->in->floor[0], 30);
    assert_int_equal(h->in->floor[3], 100);
    assert_int_equal(h->in->floor[6], 100);
}

static void a_skill_must_be_valid_through_the_last_day_of_the_period(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=truck level=4 valid_until=2020-03-22");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=truck level=2 valid_until=2020-04-04");
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=truck");
    build(h);
    const int32_t truck = h->in->requirements[0].skill;
    assert_int_equal(rf_skill_level(h->in, hamlet_agent(h, "M1"), truck, 0), 4);
    assert_int_equal(rf_skill_level(h->in, hamlet_agent(h, "M1"), truck, 1), 2);
    assert_int_equal(rf_skill_level(h->in, hamlet_agent(h, "M1"), truck, 2), 0);
    assert_int_equal(rf_skill_level(h->in, hamlet_agent(h, "M1"), truck + 1, 0), 0);
    assert_int_equal(against(h, "M1", "N1", 1), 0);
    assert_int_equal(against(h, "M1", "N1", 2), only(RF_AGAINST_SKILL));
}

static void one_skill_of_a_group_is_enough_and_the_best_of_it_gives_the_role(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=care level=1");
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=cook level=3");
    hamlet_row(h, RF_NEEDS,
               "need=N2 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=1 tutor_ratio=2");
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=care min_level=2 trainee_level=1 any_of=x");
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=cook min_level=3 any_of=x");
    hamlet_row(h, RF_NEED_SKILLS, "need=N2 skill=care min_level=2 trainee_level=1 any_of=x");
    hamlet_row(h, RF_NEED_SKILLS, "need=N2 skill=cook min_level=3 any_of=y");
    build(h);
    const rf_agent_id m1 = hamlet_agent(h, "M1");
    assert_int_equal(rf_role_on(h->in, m1, hamlet_need(h, "N1"), 0), RF_ROLE_QUALIFIED);
    assert_int_equal(rf_role_on(h->in, m1, hamlet_need(h, "N2"), 0), RF_ROLE_TRAINEE);
    assert_int_equal(against(h, "M1", "N2", 0), 0);
}

static void a_trainee_where_no_tutor_can_be_is_against_skill(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SKILLS, "agent=M1 skill=care level=1");
    hamlet_row(h, RF_NEED_SKILLS, "need=N1 skill=care min_level=2 trainee_level=1");
    build(h);
    assert_int_equal(rf_role_on(h->in, hamlet_agent(h, "M1"), hamlet_need(h, "N1"), 0),
                     RF_ROLE_TRAINEE);
    assert_int_equal(against(h, "M1", "N1", 0), only(RF_AGAINST_SKILL));
}

static void a_convention_must_cover_the_whole_period(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=AWAY consent=agrees");
    hamlet_row(h, RF_NEEDS, "need=N2 unit=HOME tier=vital from=2020-03-16 to=2020-04-05 fte=1");
    hamlet_row(h, RF_CONVENTIONS,
               "lender=ORG2 borrower=ORG max_fte=2 from=2020-03-17 to=2020-03-29");
    build(h);
    assert_int_equal(against(h, "M2", "N2", 0), only(RF_AGAINST_CONVENTION));
    assert_int_equal(against(h, "M2", "N2", 1), 0);
    assert_int_equal(against(h, "M2", "N2", 2), only(RF_AGAINST_CONVENTION));
    assert_int_equal(h->in->conventions[0].max, -1);
    assert_int_equal(h->in->conventions[1].max, 200);
    assert_int_equal(h->in->conventions[1].first, 1);
    assert_int_equal(h->in->conventions[1].last, 1);
}

static void every_reason_that_holds_is_kept(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS,
               "agent=M2 unit=HOME category=A status=fixed_term restrictions=night+driving");
    hamlet_row(h, RF_NEEDS,
               "need=N2 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=1 remote=yes "
               "categories=B+C conditions=public+night");
    hamlet_row(h, RF_DECISIONS, "agent=M2 decision=forbid from=2020-03-22 to=2020-03-22");
    build(h);
    const unsigned lasting = 1U << RF_AGAINST_CONSENT | 1U << RF_AGAINST_STATUS |
                             1U << RF_AGAINST_CATEGORY | 1U << RF_AGAINST_RESTRICTION |
                             1U << RF_AGAINST_TELEWORK;
    assert_int_equal(against(h, "M2", "N2", 0), lasting | 1U << RF_AGAINST_FORBIDDEN);
    assert_int_equal(against(h, "M2", "N2", 1), lasting);
}

static void nobody_reinforces_the_own_unit(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_NEEDS, "need=N2 unit=HOME tier=vital from=2020-03-16 to=2020-04-05 fte=1");
    build(h);
    assert_int_equal(against(h, "M1", "N2", 0), only(RF_AGAINST_OWN_UNIT));
}

static void a_forbid_of_one_need_leaves_the_others(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_NEEDS, "need=N2 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=1");
    hamlet_row(h, RF_DECISIONS, "agent=M1 need=N2 decision=forbid");
    build(h);
    assert_int_equal(against(h, "M1", "N1", 0), 0);
    assert_int_equal(against(h, "M1", "N2", 2), only(RF_AGAINST_FORBIDDEN));
}

/* One degree of latitude is 111.195 km: 216.83 minutes. */
static void travel_is_stated_or_by_haversine_from_where_the_agent_starts(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SITES, "site=NORTH lat=46 lon=5");
    hamlet_row(h, RF_SITES, "site=EAST lat=45 lon=6");
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME site=NORTH consent=agrees max_travel=217");
    hamlet_row(h, RF_AGENTS, "agent=M3 unit=HOME site=EAST consent=agrees");
    hamlet_row(h, RF_TRAVEL, "from_site=EAST to_site=S minutes=61");
    build(h);
    const rf_need_id n1 = hamlet_need(h, "N1");
    assert_int_equal(rf_minutes(h->in, hamlet_agent(h, "M1"), n1, 0), 0);
    assert_int_equal(rf_minutes(h->in, hamlet_agent(h, "M2"), n1, 0), 217);
    assert_int_equal(rf_minutes(h->in, hamlet_agent(h, "M3"), n1, 0), 61);
    assert_int_equal(rf_minutes_between(h->in, 0, 2), 153); /* the other way is computed */
    assert_int_equal(against(h, "M2", "N1", 0), 0);
    assert_int_equal(against(h, "M3", "N1", 0), only(RF_AGAINST_TRAVEL));
}

static void a_remote_need_asks_for_telework_until_remote_work_is_barred(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_SITES, "site=NORTH lat=46 lon=5");
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME consent=agrees site=NORTH telework=yes");
    hamlet_row(h, RF_NEEDS,
               "need=N2 unit=AWAY tier=vital from=2020-03-16 to=2020-04-05 fte=1 remote=yes");
    hamlet_shock(h, (rf_shock){.kind = RF_SHOCK_NO_REMOTE}, "", "2020-03-29", "2020-03-29");
    build(h);
    const rf_need_id n2 = hamlet_need(h, "N2");
    assert_int_equal(rf_minutes(h->in, hamlet_agent(h, "M2"), n2, 0), 0);
    assert_int_equal(rf_minutes(h->in, hamlet_agent(h, "M2"), n2, 1), 217);
    assert_int_equal(against(h, "M2", "N2", 0), 0);
    assert_int_equal(against(h, "M2", "N2", 1), only(RF_AGAINST_TRAVEL));
    assert_int_equal(against(h, "M1", "N2", 0), only(RF_AGAINST_TELEWORK));
    assert_int_equal(against(h, "M1", "N2", 1), 0);
}

static void codes_are_sorted_without_repeats(void **state)
{
    hamlet *h = *state;
    hamlet_row(h, RF_AGENTS, "agent=M2 unit=HOME restrictions=z+a+z+m+a");
    build(h);
    const rf_span span = h->in->agents[hamlet_agent(h, "M2").i].restrictions;
    assert_int_equal(span.end - span.begin, 3);
    for (int32_t c = span.begin + 1; c < span.end; c++)
        assert_true(h->in->codes[c - 1] < h->in->codes[c]);
}

static void windows_overlap_and_cover_periods(void **state)
{
    (void)state;
    const rf_scenario s = {.start = 100, .period_days = 7, .n_periods = 4}; /* days 100 .. 127 */
    static const struct {
        rf_date from, to;
        rf_periods overlapped, covered;
    } cases[] = {
        {RF_DATE_FIRST, RF_DATE_LAST, {0, 3}, {0, 3}},
        {100, 127, {0, 3}, {0, 3}},
        {101, 126, {0, 3}, {1, 2}},
        {106, 107, {0, 1}, {1, 0}},
        {107, 113, {1, 1}, {1, 1}},
        {0, 99, {0, -1}, {0, -1}},
        {128, 500, {4, 3}, {4, 3}},
        {110, 112, {1, 1}, {2, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const rf_periods overlapped = rf_periods_overlapped(&s, cases[i].from, cases[i].to);
        const rf_periods covered = rf_periods_covered(&s, cases[i].from, cases[i].to);
        assert_int_equal(overlapped.first, cases[i].overlapped.first);
        assert_int_equal(overlapped.last, cases[i].overlapped.last);
        assert_int_equal(covered.first, cases[i].covered.first);
        assert_int_equal(covered.last, cases[i].covered.last);
    }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(presence_is_the_least_of_a_day_and_rounded_down_over_working_days),
        T(holidays_are_no_working_days_and_a_period_without_any_holds_nobody),
        T(an_absence_outside_the_horizon_changes_nothing),
        T(an_absence_shock_draws_the_agents_whose_hash_is_below_its_percent),
        T(a_strike_draws_only_in_its_units),
        T(demand_rows_replace_on_periods_that_they_overlap_and_the_last_wins),
        T(demand_shocks_multiply_in_order_and_round_half_up_each_time),
        T(a_closed_site_has_no_demand_and_its_units_no_floor),
        T(a_percent_floor_counts_contracts_and_rounds_up),
        T(holders_count_while_valid_but_stay_in_the_percent),
        T(a_floor_shock_replaces_whole_unit_floors_only),
        T(a_skill_must_be_valid_through_the_last_day_of_the_period),
        T(one_skill_of_a_group_is_enough_and_the_best_of_it_gives_the_role),
        T(a_trainee_where_no_tutor_can_be_is_against_skill),
        T(a_convention_must_cover_the_whole_period),
        T(every_reason_that_holds_is_kept),
        T(nobody_reinforces_the_own_unit),
        T(a_forbid_of_one_need_leaves_the_others),
        T(travel_is_stated_or_by_haversine_from_where_the_agent_starts),
        T(a_remote_need_asks_for_telework_until_remote_work_is_barred),
        T(codes_are_sorted_without_repeats),
        T(windows_overlap_and_cover_periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
