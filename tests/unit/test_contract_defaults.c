/* SPDX-License-Identifier: GPL-3.0-or-later
 * DATA.md: what a cell, a column or a key that is left out means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/town.h"

static void an_agent_of_whom_little_is_said(void **state)
{
    town *t = *state;
    town_put(t, RF_AGENTS, "agent=ANNA unit=HOME");
    town_of(t, "need TRUCK");
    const rf_agent *agent = &town_instance(t)->agents[0];
    assert_int_equal(agent->fte, 100);
    assert_int_equal(agent->category, RF_CATEGORY_C);
    assert_int_equal(agent->consent, RF_UNKNOWN);
    assert_int_equal(agent->contract, RF_PERMANENT);
    assert_int_equal(agent->site, 0);
    assert_int_equal(agent->max_travel, 60);
    assert_int_equal(agent->prior_days, 0);
    assert_false(agent->telework);
    assert_int_equal(agent->restrictions.end - agent->restrictions.begin, 0);
    assert_reasons(t, "ANNA", "TRUCK", 0, "consent");
}

static void a_need_of_which_little_is_said(void **state)
{
    town *t = *state;
    town_put(t, RF_NEEDS,
             "need=TRUCK unit=DESK tier=essential from=2020-03-16 to=2020-04-05 fte=1.5");
    town_put(t, RF_NEED_SKILLS, "need=TRUCK skill=care");
    town_of(t, "agent ANNA care level 1; agent BEN care; agent CLEO category A care");
    const rf_instance *in = town_instance(t);
    const rf_need *need = &in->needs[0];
    assert_int_equal(need->min_stay, 1);
    assert_int_equal(need->max_stay, 3);
    assert_int_equal(need->tutor_ratio, 0);
    assert_int_equal(need->tutors_on_site, 0);
    assert_int_equal(need->trainee_yield, 50);
    assert_int_equal(need->categories, 7);
    assert_int_equal(need->site, 0);
    assert_false(need->remote);
    assert_int_equal(in->requirements[0].min_level, 2);
    assert_int_equal(in->requirements[0].trainee_level, 0);
    assert_int_equal(in->requirements[0].group, -1);
    assert_plan(t, "BEN TRUCK 0..2; CLEO TRUCK 0..2");
}

static void a_skill_is_practised_for_ever_and_an_absence_is_whole(void **state)
{
    town *t = *state;
    town_put(t, RF_ABSENCES, "agent=ANNA from=2020-03-16 to=2020-03-20");
    town_of(t, "agent ANNA care; need TRUCK care min_level 2");
    const rf_instance *in = town_instance(t);
    assert_int_equal(in->held[0].level, 2);
    assert_int_equal(in->held[0].last, 2);
    assert_plan(t, "ANNA TRUCK 1..2");
}

static void a_floor_of_holders_counts_those_of_level_one(void **state)
{
    town *t = *state;
    town_of(t, "rule floors hard; agent ANNA care level 1; floor HOME 1 skill care; need TRUCK");
    assert_plan(t, "");
}

static void a_convention_is_unlimited_and_for_ever(void **state)
{
    town *t = *state;
    town_put(t, RF_CONVENTIONS, "lender=ORG borrower=ORG2");
    town_of(t, "agent ANNA; agent BEN; need TRUCK unit AWAY fte 2");
    assert_int_equal(town_instance(t)->conventions[0].max, -1);
    assert_plan(t, "ANNA TRUCK 0..2; BEN TRUCK 0..2");
}

static void a_decision_without_window_is_for_ever(void **state)
{
    town *t = *state;
    town_put(t, RF_DECISIONS, "agent=ANNA need=TRUCK decision=forbid");
    town_of(t, "agent ANNA; need TRUCK");
    assert_plan(t, "");
}

static void a_scenario_has_the_rules_and_levels_of_the_contract(void **state)
{
    static const struct {
        const char *name;
        double gap;
        rf_term term;
        int32_t weight;
    } levels[] = {{"vital", 0.001, RF_TERM_UNMET_VITAL, 1},
                  {"essential", 0.001, RF_TERM_UNMET_ESSENTIAL, 1},
                  {"important", 0.001, RF_TERM_UNMET_IMPORTANT, 1},
                  {"floors", 0.01, RF_TERM_FLOORS, 1},
                  {"comfort", 0.02, RF_TERM_IMPOSED, 20},
                  {"comfort", 0.02, RF_TERM_TRAVEL, 1},
                  {"comfort", 0.02, RF_TERM_MOVED, 10}};
    (void)state;
    rf_scenario *s = rf_scenario_new();
    assert_non_null(s);
    assert_int_equal(s->period_days, 7);
    assert_int_equal(s->working_days, 1U << 1 | 1U << 2 | 1U << 3 | 1U << 4 | 1U << 5);
    assert_int_equal(s->rules.consents, 1U << RF_VOLUNTEER | 1U << RF_AGREES);
    assert_int_equal(s->rules.max_travel_minutes, 60);
    assert_int_equal(s->rules.max_stays, 1);
    assert_int_equal(s->rules.max_periods_away, 0);
    assert_false(s->rules.hard_floors);
    assert_int_equal(s->n_levels, 5);
    for (int32_t i = 0; i < 7; i++) {
        const rf_level_spec *level = &s->levels[i < 5 ? i : 4];
        assert_string_equal(level->name, levels[i].name);
        assert_int_equal(level->weight[levels[i].term], levels[i].weight);
        assert_true(level->gap > levels[i].gap - 1e-9 && level->gap < levels[i].gap + 1e-9);
    }
    rf_scenario_free(s);
}

static void without_max_periods_away_an_agent_may_be_away_all_along(void **state)
{
    town *t = *state;
    t->h->scenario->rules.max_periods_away = 0;
    town_of(t, "agent ANNA; need TRUCK");
    assert_plan(t, "ANNA TRUCK 0..2");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, town_set_up, town_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(an_agent_of_whom_little_is_said),
        CASE(a_need_of_which_little_is_said),
        CASE(a_skill_is_practised_for_ever_and_an_absence_is_whole),
        CASE(a_floor_of_holders_counts_those_of_level_one),
        CASE(a_convention_is_unlimited_and_for_ever),
        CASE(a_decision_without_window_is_for_ever),
        CASE(a_scenario_has_the_rules_and_levels_of_the_contract),
        CASE(without_max_periods_away_an_agent_may_be_away_all_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
