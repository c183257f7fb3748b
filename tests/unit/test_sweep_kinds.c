/* SPDX-License-Identifier: GPL-3.0-or-later
 * Edits that a variant may name, each on a town said in a few sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <math.h>
#include <cmocka.h>

#include "bench/sweep/variant.h"
#include "tests/support/town.h"

enum { CROWD = 40 };

static rf_sweep_subject subject_of(town *t)
{
    (void)town_instance(t);
    return (rf_sweep_subject){t->h->territory, t->h->scenario, 7};
}

/* Words and numbers of an edit in the order of its parameters; NULL and NAN: left out. */
static rf_status edit(town *t, const char *kind, rf_sweep_argument first, rf_sweep_argument second)
{
    rf_sweep_subject subject = subject_of(t);
    rf_sweep_edit e = {.kind = rf_sweep_find_kind(kind),
                       .arguments = {first, second, {.number = NAN}, {.number = NAN}}};
    assert_non_null(e.kind);
    const rf_status rc = rf_sweep_apply(&subject, &e, 1, &t->h->err);
    if (rc == RF_OK)
        assert_int_equal(hamlet_build(t->h), RF_OK);
    return rc;
}

static rf_sweep_argument word(const char *text)
{
    return (rf_sweep_argument){.text = text, .number = NAN};
}

static rf_sweep_argument number(double value)
{
    return (rf_sweep_argument){.number = value};
}

static rf_sweep_argument nobody(void)
{
    return (rf_sweep_argument){.number = NAN};
}

static rf_sweep_argument other(town *t)
{
    (void)town_instance(t);
    return (rf_sweep_argument){.territory = t->h->territory, .number = NAN};
}

static const char LENDING[] = "agent ANNA; agent BEN unit AWAY; need CARE unit AWAY; need DESK1;"
                              "convention ORG ORG2; convention ORG2 ORG; pin ANNA CARE p0..p1";

static void alone_lends_to_nobody_and_drops_the_pins_that_did(void **state)
{
    town *t = *state;
    town_of(t, LENDING);
    assert_int_equal(edit(t, "alone", nobody(), nobody()), RF_OK);
    assert_reasons(t, "ANNA", "CARE", 0, "convention");
    assert_int_equal(t->h->in->n_pins, 0);
    assert_int_equal(t->h->in->n_agents, 2);
}

static void one_organisation_alone_is_all_there_is(void **state)
{
    town *t = *state;
    town_of(t, LENDING);
    town_of(t, "shock demand CARE percent 200; shock demand DESK1 percent 300");
    assert_int_equal(edit(t, "alone", word("ORG"), nobody()), RF_OK);
    assert_int_equal(t->h->in->n_agents, 1);
    assert_int_equal(t->h->in->n_needs, 1);
    assert_int_equal(rf_demand(t->h->in, hamlet_need(t->h, "DESK1"), 0), 300);
}

static void pooled_lends_to_everybody(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need CARE unit AWAY");
    assert_reasons(t, "ANNA", "CARE", 0, "convention");
    assert_int_equal(edit(t, "pooled", nobody(), nobody()), RF_OK);
    assert_reasons(t, "ANNA", "CARE", 0, "");
}

static void one_convention_less_leaves_the_others(void **state)
{
    town *t = *state;
    town_of(t, LENDING);
    assert_int_equal(edit(t, "without_convention", word("ORG"), word("ORG2")), RF_OK);
    assert_reasons(t, "ANNA", "CARE", 0, "convention");
    assert_reasons(t, "BEN", "DESK1", 0, "");
    assert_int_equal(edit(t, "without_convention", word("ORG"), word("ORG2")), RF_BAD_INPUT);
    assert_string_equal(t->h->err.text, "ORG lends nothing to ORG2: there is no such convention");
    assert_int_equal(edit(t, "alone", word("ORG9"), nobody()), RF_BAD_INPUT);
    assert_string_equal(t->h->err.text, "organisation: 'ORG9' is in no row of organisations.csv");
}

static void absence_turns_the_shocks_of_everybody(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need K; shock absence 25 seed 3; shock absence 30 seed 4 units HOME");
    assert_int_equal(edit(t, "absence", number(100), nobody()), RF_OK);
    assert_int_equal(t->h->scenario->shocks[0].centi_percent, 10000);
    assert_int_equal(t->h->scenario->shocks[0].seed, 3);
    assert_int_equal(t->h->scenario->shocks[1].centi_percent, 3000);
    assert_reasons(t, "ANNA", "K", 0, "absent");
}

static void absence_without_a_shock_is_one(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need K");
    assert_int_equal(edit(t, "absence", number(100), nobody()), RF_OK);
    assert_int_equal(t->h->scenario->n_shocks, 1);
    assert_int_equal(t->h->scenario->shocks[0].seed, 7);
    assert_reasons(t, "ANNA", "K", 2, "absent");
}

static void floors_are_multiplied_and_stay_within_the_whole(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN unit AWAY; floor HOME 60%; floor AWAY 2.5; need K");
    assert_int_equal(edit(t, "floors_times", number(200), nobody()), RF_OK);
    const rf_floor_row *floors = rf_rows(t->h->territory, RF_FLOORS);
    assert_int_equal(floors[0].floor.value, 100);
    assert_int_equal(floors[1].floor.value, 500);
}

static void a_price_merges_the_tiers_that_it_counts_in(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need K");
    rf_scenario *s = t->h->scenario;
    s->levels[1].gap = 0.2;
    s->levels[2].gap = 0.1;
    rf_sweep_subject subject = subject_of(t);
    const rf_sweep_edit e = {.kind = rf_sweep_find_kind("price"),
                             .arguments = {word("moved"), number(150), word("essential")}};
    assert_int_equal(rf_sweep_apply(&subject, &e, 1, &t->h->err), RF_OK);
    assert_int_equal(s->n_levels, 4);
    assert_string_equal(s->levels[0].name, "vital");
    assert_string_equal(s->levels[1].name, "price");
    assert_string_equal(s->levels[2].name, "floors");
    assert_true(s->levels[1].gap > 0.09 && s->levels[1].gap < 0.11);
    assert_int_equal(s->levels[1].weight[RF_TERM_UNMET_ESSENTIAL], 1);
    assert_int_equal(s->levels[1].weight[RF_TERM_UNMET_IMPORTANT], 1);
    assert_int_equal(s->levels[1].weight[RF_TERM_UNMET_VITAL], 0);
    assert_int_equal(s->levels[1].weight[RF_TERM_MOVED], 150);
    assert_int_equal(edit(t, "price", word("floors"), number(1)), RF_BAD_INPUT);
}

/* A week of one post: worth a move at 0.99 FTE-weeks, not at 3.01 where three weeks are asked. */
static void no_move_is_made_below_its_price(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need K");
    assert_int_equal(edit(t, "price", word("moved"), number(299)), RF_OK);
    assert_plan(t, "ANNA K 0..2");
    town *dear = town_new(3);
    town_of(dear, "agent ANNA; need K");
    assert_int_equal(edit(dear, "price", word("moved"), number(301)), RF_OK);
    assert_plan(dear, "");
    town_free(dear);
}

/* CROWD agents of HOME: the first `holders` hold the skill, the first `willing` are volunteers. */
static town *crowd(int holders, int willing)
{
    town *t = town_new(1);
    char text[200];
    town_of(t, "need K nurse");
    for (int i = 0; i < CROWD; i++) {
        snprintf(text, sizeof text, "agent A%d consent %s%s", i,
                 i < willing ? "volunteer" : "refuses", i < holders ? " nurse level 3" : "");
        town_of(t, text);
    }
    return t;
}

static int count_skills(const town *t)
{
    return rf_n_rows(t->h->territory, RF_SKILLS);
}

static int count_consents(const town *t, int32_t consent)
{
    const rf_agent_row *rows = rf_rows(t->h->territory, RF_AGENTS);
    int n = 0;
    for (int32_t a = 0; a < rf_n_rows(t->h->territory, RF_AGENTS); a++)
        n += rows[a].consent == consent;
    return n;
}

static void skills_come_to_the_others_rate(void **state)
{
    town *none = crowd(0, 9), *half = crowd(20, 9), *all = crowd(CROWD, 9), *same = crowd(20, 9);
    assert_int_equal(edit(none, "skills_of", other(all), nobody()), RF_OK);
    assert_int_equal(count_skills(none), CROWD);
    const rf_skill_row *rows = rf_rows(none->h->territory, RF_SKILLS);
    assert_int_equal(rows[0].level, 3);
    assert_int_equal(edit(half, "skills_of", other(same), nobody()), RF_OK);
    assert_int_equal(count_skills(half), 20);
    assert_int_equal(edit(all, "skills_of", other(same), nobody()), RF_OK);
    assert_in_range(count_skills(all), 10, 30);
    town *empty = crowd(0, 9);
    assert_int_equal(edit(same, "skills_of", other(empty), nobody()), RF_OK);
    assert_int_equal(count_skills(same), 0);
    town_free(none);
    town_free(half);
    town_free(all);
    town_free(same);
    town_free(empty);
}

static void consents_come_to_the_others_shares(void **state)
{
    town *few = crowd(0, 10), *many = crowd(0, 30), *same = crowd(0, 10);
    assert_int_equal(edit(few, "consents_of", other(same), nobody()), RF_OK);
    assert_int_equal(count_consents(few, RF_VOLUNTEER), 10);
    assert_int_equal(edit(few, "consents_of", other(many), nobody()), RF_OK);
    assert_int_equal(count_consents(few, RF_VOLUNTEER), 30);
    assert_int_equal(count_consents(few, RF_REFUSES), 10);
    const rf_agent_row *rows = rf_rows(few->h->territory, RF_AGENTS);
    for (int32_t a = 0; a < 10; a++) /* the willing stay so */
        assert_int_equal(rows[a].consent, RF_VOLUNTEER);
    town_free(few);
    town_free(many);
    town_free(same);
}

static void floors_come_to_the_others_shares(void **state)
{
    town *ours = *state, *theirs = town_new(1);
    town_of(ours,
            "agent A unit HOME; agent B unit AWAY; agent C unit DESK; floor AWAY 0.5; need K");
    town_of(theirs, "agent A unit HOME; agent B unit AWAY; floor HOME 40%; floor AWAY 0.9; need K");
    assert_int_equal(edit(ours, "floors_of", other(theirs), nobody()), RF_OK);
    const rf_floor_row *floors = rf_rows(ours->h->territory, RF_FLOORS);
    assert_int_equal(rf_n_rows(ours->h->territory, RF_FLOORS), 3);
    /* From the least kept: HOME 0, DESK 0, AWAY 50 % come to 40, 90, 90. */
    assert_string_equal(floors[0].unit.id, "AWAY");
    assert_int_equal(floors[0].floor.value, 90);
    assert_string_equal(floors[1].unit.id, "HOME");
    assert_int_equal(floors[1].floor.value, 40);
    assert_string_equal(floors[2].unit.id, "DESK");
    assert_int_equal(floors[2].floor.value, 90);
    assert_true(floors[2].floor.is_percent);
    town_free(theirs);
}

static bool holds(const town *t, const char *agent)
{
    const rf_skill_row *rows = rf_rows(t->h->territory, RF_SKILLS);
    for (int32_t i = 0; i < rf_n_rows(t->h->territory, RF_SKILLS); i++)
        if (strcmp(rows[i].agent.id, agent) == 0)
            return true;
    return false;
}

static void people_are_trained_who_may_be_asked(void **state)
{
    town *few = crowd(2, 20), *more = crowd(2, 20), *all = crowd(2, 20);
    assert_int_equal(edit(few, "train", word("nurse"), number(5)), RF_OK);
    assert_int_equal(edit(more, "train", word("nurse"), number(10)), RF_OK);
    assert_int_equal(edit(all, "train", word("nurse"), number(1000)), RF_OK);
    assert_int_equal(count_skills(few), 2 + 5);
    assert_int_equal(count_skills(more), 2 + 10);
    assert_int_equal(count_skills(all), 20);
    for (int i = 0; i < CROWD; i++) { /* the five are among the ten */
        char id[8];
        snprintf(id, sizeof id, "A%d", i);
        assert_true(!holds(few, id) || holds(more, id));
    }
    assert_int_equal(edit(few, "train", word("pilot"), number(5)), RF_BAD_INPUT);
    assert_string_equal(few->h->err.text, "skill: 'pilot' is named by no row of this territory");
    town_free(few);
    town_free(more);
    town_free(all);
}

int main(void)
{
#define with_town(test) cmocka_unit_test_setup_teardown(test, town_set_up, town_tear_down)
    const struct CMUnitTest tests[] = {
        with_town(alone_lends_to_nobody_and_drops_the_pins_that_did),
        with_town(one_organisation_alone_is_all_there_is),
        with_town(pooled_lends_to_everybody),
        with_town(one_convention_less_leaves_the_others),
        with_town(absence_turns_the_shocks_of_everybody),
        with_town(absence_without_a_shock_is_one),
        with_town(floors_are_multiplied_and_stay_within_the_whole),
        with_town(a_price_merges_the_tiers_that_it_counts_in),
        with_town(no_move_is_made_below_its_price),
        cmocka_unit_test(skills_come_to_the_others_rate),
        cmocka_unit_test(consents_come_to_the_others_shares),
        with_town(floors_come_to_the_others_shares),
        cmocka_unit_test(people_are_trained_who_may_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
