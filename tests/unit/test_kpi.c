/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key figures of towns that are small enough to add up by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/domain/draw.h"
#include "engine/renfort.h"
#include "tests/support/key_figures.h"

/* 10.5 FTE-weeks are asked of 2.5 FTE of staff over three weeks. */
static void coverage_and_shortfall_are_by_tier(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN fte 50; agent CARL; need K; need L tier essential fte 2;"
               "need M tier important fte 0.5");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..1; BEN L 0..2");
    assert_figure(list, "asked", "", 10.5);
    assert_figure(list, "asked", "vital", 3);
    assert_figure(list, "asked", "essential", 6);
    assert_figure(list, "asked", "important", 1.5);
    assert_figure(list, "covered", "", 3.5);
    assert_figure(list, "covered", "vital", 2);
    assert_figure(list, "covered", "essential", 1.5);
    assert_figure(list, "covered", "important", 0);
    assert_figure(list, "coverage", "", 1 / 3.0);
    assert_figure(list, "coverage", "vital", 2 / 3.0);
    assert_figure(list, "coverage", "essential", 0.25);
    assert_figure(list, "coverage", "important", 0);
    assert_figure(list, "shortfall", "", 7000 / 7.5);
    assert_figure(list, "shortfall", "vital", 1000 / 7.5);
    assert_figure(list, "shortfall", "essential", 4500 / 7.5);
    assert_figure(list, "shortfall", "important", 200);
    assert_people(list, "coverage", "", 2);
    assert_people(list, "coverage", "vital", 1);
    assert_people(list, "coverage", "important", 0);
    rf_kpi_list_free(list);
}

static void a_period_of_two_weeks_counts_twice(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need K from 2020-03-16 to 2020-04-26");
    t->h->scenario->period_days = 14;
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..0");
    assert_figure(list, "asked", "vital", 6);
    assert_figure(list, "covered", "vital", 2);
    assert_figure(list, "coverage", "vital", 1 / 3.0);
    assert_figure(list, "shortfall", "vital", 2000 / 3.0);
    rf_kpi_list_free(list);
}

static void what_is_beyond_the_demand_covers_nothing_more(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; need K fte 1.5");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..0; BEN K 0..0");
    assert_figure(list, "covered", "vital", 1.5);
    rf_kpi_list_free(list);
}

static void a_share_of_nothing_is_not_defined(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA consent agrees; need K");
    rf_kpi_list *list = key_figures_of(t, "");
    static const char *const without[] = {"imposition",
                                          "travel",
                                          "floors_dipped",
                                          "lent",
                                          "conventions_used",
                                          "conventions_load",
                                          "exchange_imbalance",
                                          "unused_volunteers",
                                          "gap",
                                          "seconds"};
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++)
        assert_figure(list, without[i], "", NAN);
    assert_figure(list, "coverage", "essential", NAN);
    assert_figure(list, "robustness", "vital", NAN);
    assert_figure(list, "unused_because", "skill", NAN);
    assert_figure(list, "single_points", "essential", NAN);
    assert_figure(list, "polyvalence", "A", NAN);
    assert_figure(list, "burden_gini", "", NAN);
    assert_figure(list, "shortfall", "essential", 0);
    assert_figure(list, "moved", "", 0);
    rf_kpi_list_free(list);
}

/* Each need counts once, at its largest: 2 + 1.5 posts. */
static void people_moved_are_counted_by_posts(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; agent CARL; need K; need L fte 1.5; demand K 2 p1..p1");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..0; ANNA K 2..2; BEN L 0..2; CARL K 1..1");
    assert_figure(list, "moved", "", 100 * 3 / 3.5);
    assert_people(list, "moved", "", 3);
    rf_kpi_list_free(list);
}

/* A holiday in the second week: ANNA's 9 days at home, BEN's 2.5 half an hour away. */
static void imposition_and_travel_weigh_fte_days(void **state)
{
    town *t = *state;
    town_of(t, "holiday 2020-03-25; site T 45 5; travel S T 30; agent ANNA;"
               "agent BEN fte 50 consent agrees; need K; need L site T");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..1; BEN L 0..0");
    assert_figure(list, "imposition", "", 2.5 / 11.5);
    assert_figure(list, "travel", "", 2.5 * 30 / 11.5);
    assert_people(list, "imposition", "", 1);
    assert_people(list, "travel", "", 2);
    rf_kpi_list_free(list);
}

/* Agrees, unknown and refuses alike: three of four FTE-weeks. */
static void whoever_is_no_volunteer_is_imposed_on(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN consent agrees; agent CARL consent unknown;"
               "agent DORA consent refuses; need K fte 4");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..0; BEN K 0..0; CARL K 0..0; DORA K 0..0");
    assert_figure(list, "imposition", "", 0.75);
    assert_people(list, "imposition", "", 1);
    rf_kpi_list_free(list);
}

/* Of three at home two must stay: the second who leaves dips 1 FTE of 6 FTE-weeks. */
static void floors_dipped_are_a_share_of_the_floors(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; agent CARL; floor HOME 2; need K fte 2");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..1; BEN K 0..0");
    assert_figure(list, "floors_dipped", "", 1 / 6.0);
    rf_kpi_list_free(list);
}

/* ORG lends 10 FTE-days and borrows 5; the third convention is idle, the fourth never covers. */
static void loans_are_shared_out_by_organisation_and_convention(void **state)
{
    town *t = *state;
    town_of(t, "organisation O3; convention ORG ORG2 max_fte 2; convention ORG2 ORG;"
               "convention O3 ORG; convention ORG O3 p0..2020-03-18;"
               "agent ANNA; agent BEN; agent CARL unit AWAY; need K unit AWAY; need L");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..1; BEN L 0..0; CARL L 1..1");
    assert_figure(list, "lent", "", 15 / 20.0);
    assert_figure(list, "conventions_used", "", 2 / 3.0);
    assert_figure(list, "conventions_load", "", 0.5);
    assert_figure(list, "exchange_imbalance", "", 10 / 30.0);
    assert_people(list, "lent", "", 1);
    assert_people(list, "conventions_used", "", 2);
    rf_kpi_list_free(list);
}

static void volunteers_without_a_move_stand_under_one_reason(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA a; agent BEN a; absence BEN from 2020-03-01 to 2020-05-01; agent CARL;"
               "agent DORA consent unknown; need K a");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..2");
    assert_figure(list, "unused_volunteers", "", 2 / 3.0);
    assert_people(list, "unused_volunteers", "", 1);
    assert_figure(list, "unused_because", "absent", 0.5);
    assert_figure(list, "unused_because", "skill", 0.5);
    assert_figure(list, "unused_because", "consent", 0);
    assert_people(list, "unused_because", "skill", 1);
    assert_people(list, "unused_because", "consent", 0);
    rf_kpi_list_free(list);
}

/* ANNA could serve both needs, BEN one, CARL none; M asks for nobody. */
static void polyvalence_is_counted_in_needs_that_ask(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA category A a; agent BEN; agent CARL consent refuses; need K a; need L;"
               "need M; demand M 0");
    rf_kpi_list *list = key_figures_of(t, "");
    assert_figure(list, "polyvalence", "", 1);
    assert_figure(list, "polyvalence", "A", 2);
    assert_figure(list, "polyvalence", "B", NAN);
    assert_figure(list, "polyvalence", "C", 0.5);
    assert_figure(list, "polyvalence_share", "", 3 / 6.0);
    assert_figure(list, "polyvalence_share", "A", 1);
    assert_figure(list, "polyvalence_share", "C", 0.25);
    assert_figure(list, "without_need", "", 1 / 3.0);
    assert_figure(list, "without_need", "A", 0);
    assert_figure(list, "without_need", "C", 0.5);
    assert_people(list, "without_need", "", 1);
    assert_people(list, "without_need", "A", 1);
    rf_kpi_list_free(list);
}

static void a_run_that_is_too_short_for_a_stay_is_no_edge(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA a until 2020-03-22; need K a min_stay 2");
    rf_kpi_list *list = key_figures_of(t, "");
    assert_figure(list, "without_need", "", 1);
    assert_figure(list, "chaining", "", 1);
    rf_kpi_list_free(list);
}

/* ANNA, K, L hang together; BEN and M; N is alone: 3 of 6. CARL joins the first two: 6 of 7. */
static void chaining_is_the_largest_component_s_share(void **state)
{
    static const char *const needs = "; need K a; need L a; need M b; need N c";
    town *t = *state, *joined = town_new(3);
    town_of(t, "agent ANNA a; agent BEN b; agent CARL");
    town_of(joined, "agent ANNA a; agent BEN b; agent CARL a b");
    town_of(t, needs + 2);
    town_of(joined, needs + 2);
    rf_kpi_list *apart = key_figures_of(t, ""), *together = key_figures_of(joined, "");
    assert_figure(apart, "chaining", "", 3 / 6.0);
    assert_people(apart, "chaining", "", 2);
    assert_figure(together, "chaining", "", 6 / 7.0);
    rf_kpi_list_free(apart);
    rf_kpi_list_free(together);
    town_free(joined);
}

/* K hangs on ANNA and M on nobody; behind L stand BEN, CARL and DORA, behind Q and R CARL and DORA;
 * P is not pressing. Skill b, asked for twice, has two holders, a and c at most one: EVE's a ends
 * before she is back. */
static void single_points_and_holders_are_of_what_is_pressing(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA a; agent BEN; agent CARL b; agent DORA b;"
               "agent EVE a until 2020-03-22 consent refuses; absence EVE p0..p0;"
               "need K a; need L tier essential; need M c; need Q b;"
               "need R b tier essential; need P d tier important");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..2; BEN L 0..2");
    assert_figure(list, "single_points", "", 2 / 5.0);
    assert_figure(list, "single_points", "vital", 2 / 3.0);
    assert_figure(list, "single_points", "essential", 0);
    assert_figure(list, "single_holders", "", 2 / 3.0);
    assert_true(rf_kpi_find(list, "single_points", "important") == NULL);
    rf_kpi_list_free(list);
}

/* Levels are skills of their own, and a trainee is no substitute. */
static void a_substitute_is_qualified(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA a level 3; agent BEN a level 1;"
               "need K a min_level 3 trainee_level 1 tutor_ratio 1; need L a min_level 1");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..2");
    assert_figure(list, "single_points", "vital", 1);
    assert_figure(list, "single_holders", "", 0.5);
    rf_kpi_list_free(list);
}

/* ANNA 5 + 5 days, BEN 2, CARL and DORA none: 32 over the 6 pairs. */
static void the_burden_is_shared_within_categories_too(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA prior_days 5; agent BEN prior_days 2; agent CARL;"
               "agent DORA category B; need K");
    rf_kpi_list *list = key_figures_of(t, "ANNA K 0..0");
    assert_figure(list, "burden_gini", "", 32 / (4.0 * 12));
    assert_figure(list, "burden_gini", "C", 20 / (3.0 * 12));
    assert_figure(list, "burden_gini", "B", NAN);
    assert_figure(list, "burden_max", "", 10 / 12.0);
    assert_figure(list, "burden_top_tenth", "", 10 / 12.0);
    assert_people(list, "burden_gini", "", 4);
    assert_people(list, "burden_max", "", 1);
    assert_people(list, "burden_max", "A", 0);
    rf_kpi_list_free(list);
}

/* Of eleven the tenth is two. */
static void the_tenth_is_rounded_up(void **state)
{
    town *t = *state;
    town_of(t, "agent A1 prior_days 6; agent A2 prior_days 3; agent A3 prior_days 1; agent A4;"
               "agent A5; agent A6; agent A7; agent A8; agent A9; agent B1; agent B2; need K");
    rf_kpi_list *list = key_figures_of(t, "");
    assert_figure(list, "burden_top_tenth", "", 0.9);
    assert_figure(list, "burden_max", "", 0.6);
    assert_people(list, "burden_top_tenth", "", 2);
    rf_kpi_list_free(list);
}

static int compare_counts(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Whoever is drawn leaves three FTE-weeks: the second worst of twenty draws. */
static void robustness_is_the_worst_decile_of_the_contract_s_draws(void **state)
{
    static const char *const agents[] = {"ANNA", "BEN", "CARL", "DORA", "EVE", "FRED"};
    town *t = *state;
    rf_err err;
    rf_kpi_list *list = NULL;
    int drawn[20] = {0};
    town_of(t, "agent ANNA; agent BEN; agent CARL; agent DORA; agent EVE; agent FRED; need K fte 4;"
               "need L tier essential fte 2");
    const rf_plan *plan = solved(t);
    const rf_kpi_options options = {.draws = 20, .centi_percent = 3000, .seed = 5};
    for (int i = 0; i < 20; i++)
        for (int a = 0; a < 6; a++)
            drawn[i] += rf_is_drawn(5 + i, 3000, agents[a]);
    qsort(drawn, 20, sizeof drawn[0], compare_counts);
    assert_int_equal(rf_kpi_compute(&list, t->h->in, plan, &options, &err), RF_OK);
    assert_figure(list, "coverage", "", 1);
    assert_figure(list, "robustness", "", 1 - drawn[18] / 6.0);
    assert_in_range(drawn[18], 1, 5);
    assert_true(figure_value(list, "robustness", "vital") <= 1);
    assert_figure(list, "robustness", "important", NAN);
    rf_kpi_list_free(list);
}

static void without_further_word_a_tenth_is_drawn_from_seed_one(void **state)
{
    town *t = *state;
    rf_err err;
    rf_kpi_list *usual = NULL, *said = NULL;
    const rf_kpi_options draws = {.draws = 30};
    const rf_kpi_options all = {.draws = 30, .centi_percent = 1000, .seed = 1};
    town_of(t, "agent ANNA; agent BEN; agent CARL; agent DORA; need K fte 4");
    const rf_plan *plan = solved(t);
    assert_int_equal(rf_kpi_compute(&usual, t->h->in, plan, &draws, &err), RF_OK);
    assert_int_equal(rf_kpi_compute(&said, t->h->in, plan, &all, &err), RF_OK);
    assert_figure(usual, "robustness", "vital", figure_value(said, "robustness", "vital"));
    assert_true(figure_value(said, "robustness", "vital") < 1);
    rf_kpi_list_free(usual);
    rf_kpi_list_free(said);
}

static void gap_and_seconds_are_the_plan_s(void **state)
{
    town *t = *state;
    rf_err err;
    rf_kpi_list *list = NULL;
    rf_level_result levels[] = {
        {.value = 100, .bound = 90}, {.value = 0, .bound = 0}, {.value = 400, .bound = 300}};
    const rf_plan plan = {.outcome = RF_FEASIBLE,
                          .levels = levels,
                          .n_levels = 3,
                          .run = {.seconds_model = 0.5, .seconds_solve = 2}};
    const rf_kpi_options options = {.draws = 0};
    town_of(t, "agent ANNA; need K");
    assert_int_equal(rf_kpi_compute(&list, town_instance(t), &plan, &options, &err), RF_OK);
    assert_figure(list, "gap", "", 0.25);
    assert_figure(list, "seconds", "", 2.5);
    assert_people(list, "gap", "", -1);
    rf_kpi_list_free(list);
}

#define IN_TOWN(test) cmocka_unit_test_setup_teardown(test, town_set_up, town_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TOWN(coverage_and_shortfall_are_by_tier),
        IN_TOWN(a_period_of_two_weeks_counts_twice),
        IN_TOWN(what_is_beyond_the_demand_covers_nothing_more),
        IN_TOWN(a_share_of_nothing_is_not_defined),
        IN_TOWN(people_moved_are_counted_by_posts),
        IN_TOWN(imposition_and_travel_weigh_fte_days),
        IN_TOWN(whoever_is_no_volunteer_is_imposed_on),
        IN_TOWN(floors_dipped_are_a_share_of_the_floors),
        IN_TOWN(loans_are_shared_out_by_organisation_and_convention),
        IN_TOWN(volunteers_without_a_move_stand_under_one_reason),
        IN_TOWN(polyvalence_is_counted_in_needs_that_ask),
        IN_TOWN(a_run_that_is_too_short_for_a_stay_is_no_edge),
        IN_TOWN(chaining_is_the_largest_component_s_share),
        IN_TOWN(single_points_and_holders_are_of_what_is_pressing),
        IN_TOWN(a_substitute_is_qualified),
        IN_TOWN(the_burden_is_shared_within_categories_too),
        IN_TOWN(the_tenth_is_rounded_up),
        IN_TOWN(robustness_is_the_worst_decile_of_the_contract_s_draws),
        IN_TOWN(without_further_word_a_tenth_is_drawn_from_seed_one),
        IN_TOWN(gap_and_seconds_are_the_plan_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
