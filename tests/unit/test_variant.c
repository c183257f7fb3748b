/* SPDX-License-Identifier: GPL-3.0-or-later
 * A variant makes the instance that the files changed by hand make, and leaves the original as it
 * is. (Whole territories are held against hands in tests/suites/explain.sh.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/variant.h"
#include "tests/support/town.h"

#define TOWN                                                                                       \
    "agent ANNA consent unknown max_travel 10; agent BEN permis.c;"                                \
    "need TRUCK permis.c p0..p1 min_stay 2 max_stay 2; demand TRUCK 2 p0..p0; floor HOME 1;"       \
    "unit FAR ORG2 S; need CARE unit FAR p0..p2;"

static rf_instance *instance_of(const rf_territory *territory, const rf_scenario *scenario)
{
    rf_err err;
    rf_instance *in = NULL;
    rf_diags *diags = rf_diags_new();
    assert_non_null(diags);
    assert_int_equal(rf_instance_new(&in, territory, scenario, NULL, diags, &err), RF_OK);
    rf_diags_free(diags);
    return in;
}

static void assert_same(const rf_instance *a, const rf_instance *b)
{
    const size_t n_periods = (size_t)a->n_periods;
    const size_t pairs = (size_t)a->n_organisations * (size_t)a->n_organisations;
    assert_int_equal(a->n_agents, b->n_agents);
    for (int32_t i = 0; i < a->n_agents; i++) {
        assert_int_equal(a->agents[i].consent, b->agents[i].consent);
        assert_int_equal(a->agents[i].max_travel, b->agents[i].max_travel);
        assert_memory_equal(&a->agents[i].skills, &b->agents[i].skills, sizeof(rf_span));
    }
    for (int32_t k = 0; k < a->n_needs; k++) {
        assert_int_equal(a->needs[k].min_stay, b->needs[k].min_stay);
        assert_int_equal(a->needs[k].max_stay, b->needs[k].max_stay);
    }
    assert_memory_equal(a->held, b->held,
                        (size_t)a->agents[a->n_agents - 1].skills.end * sizeof *a->held);
    assert_memory_equal(a->demand, b->demand, (size_t)a->n_needs * n_periods * sizeof *a->demand);
    assert_memory_equal(a->floor, b->floor, (size_t)a->n_floors * n_periods * sizeof *a->floor);
    assert_memory_equal(a->convention_of, b->convention_of, pairs * sizeof *a->convention_of);
    assert_int_equal(a->n_forbids, b->n_forbids);
    assert_int_equal(a->n_pins, b->n_pins);
    for (int32_t p = 0; p < a->n_pins; p++)
        assert_int_equal(rf_move_compare(&a->pins[p], &b->pins[p]), 0);
    assert_int_equal(a->rules.max_periods_away, b->rules.max_periods_away);
    assert_int_equal(a->rules.max_stays, b->rules.max_stays);
}

/* The edit of TOWN against the town that says it itself. */
static void assert_edit(rf_edit edit, const char *by_hand)
{
    rf_err err;
    rf_variant *variant = NULL;
    town *t = town_new(3), *hand = town_new(3);
    town_of(t, TOWN);
    town_of(hand, by_hand);
    const rf_instance *before = town_instance(t), *wanted = town_instance(hand);
    assert_int_equal(rf_variant_new(&variant, t->h->territory, t->h->scenario, &edit, 1, &err),
                     RF_OK);
    rf_instance *in = instance_of(rf_variant_territory(variant), rf_variant_scenario(variant));
    assert_same(in, wanted);
    rf_instance *again = instance_of(t->h->territory, t->h->scenario);
    assert_same(again, before);
    rf_instance_free(again);
    rf_instance_free(in);
    rf_variant_free(variant);
    town_free(t);
    town_free(hand);
}

static void a_decision_is_a_row_more(void **state)
{
    (void)state;
    assert_edit((rf_edit){.kind = RF_EDIT_PIN, .agent = 1, .need = 0, .first = 0, .last = 1},
                TOWN "pin BEN TRUCK p0..p1");
    assert_edit((rf_edit){.kind = RF_EDIT_FORBID, .agent = 1, .need = 0}, TOWN "forbid BEN TRUCK");
}

static void an_agent_answers_travels_and_learns(void **state)
{
    (void)state;
    assert_edit((rf_edit){.kind = RF_EDIT_CONSENT, .agent = 0, .amount = RF_AGREES},
                "agent ANNA consent agrees max_travel 10; agent BEN permis.c;"
                "need TRUCK permis.c p0..p1 min_stay 2 max_stay 2; demand TRUCK 2 p0..p0;"
                "floor HOME 1; unit FAR ORG2 S; need CARE unit FAR p0..p2");
    assert_edit((rf_edit){.kind = RF_EDIT_TRAVEL, .agent = 0, .amount = 45},
                "agent ANNA consent unknown max_travel 45; agent BEN permis.c;"
                "need TRUCK permis.c p0..p1 min_stay 2 max_stay 2; demand TRUCK 2 p0..p0;"
                "floor HOME 1; unit FAR ORG2 S; need CARE unit FAR p0..p2");
    assert_edit((rf_edit){.kind = RF_EDIT_SKILL, .agent = 0, .skill = 0, .amount = 2},
                "agent ANNA consent unknown max_travel 10 permis.c; agent BEN permis.c;"
                "need TRUCK permis.c p0..p1 min_stay 2 max_stay 2; demand TRUCK 2 p0..p0;"
                "floor HOME 1; unit FAR ORG2 S; need CARE unit FAR p0..p2");
}

static void a_need_changes_its_limits_and_dates(void **state)
{
    (void)state;
    assert_edit((rf_edit){.kind = RF_EDIT_DATES, .need = 0, .amount = 7},
                "agent ANNA consent unknown max_travel 10; agent BEN permis.c;"
                "need TRUCK permis.c p1..p2 min_stay 2 max_stay 2; demand TRUCK 2 p1..p1;"
                "floor HOME 1; unit FAR ORG2 S; need CARE unit FAR p0..p2");
    assert_edit((rf_edit){.kind = RF_EDIT_MAX_STAY, .need = 0, .amount = 3},
                "agent ANNA consent unknown max_travel 10; agent BEN permis.c;"
                "need TRUCK permis.c p0..p1 min_stay 2 max_stay 3; demand TRUCK 2 p0..p0;"
                "floor HOME 1; unit FAR ORG2 S; need CARE unit FAR p0..p2");
    assert_edit((rf_edit){.kind = RF_EDIT_MIN_STAY, .need = 0, .amount = 1},
                "agent ANNA consent unknown max_travel 10; agent BEN permis.c;"
                "need TRUCK permis.c p0..p1 min_stay 1 max_stay 2; demand TRUCK 2 p0..p0;"
                "floor HOME 1; unit FAR ORG2 S; need CARE unit FAR p0..p2");
}

static void floors_conventions_and_rules_change(void **state)
{
    (void)state;
    assert_edit((rf_edit){.kind = RF_EDIT_FLOOR, .floor = 0, .amount = 50},
                "agent ANNA consent unknown max_travel 10; agent BEN permis.c;"
                "need TRUCK permis.c p0..p1 min_stay 2 max_stay 2; demand TRUCK 2 p0..p0;"
                "floor HOME 0.5; unit FAR ORG2 S; need CARE unit FAR p0..p2");
    assert_edit((rf_edit){.kind = RF_EDIT_CONVENTION, .lender = 0, .borrower = 1},
                TOWN "convention ORG ORG2");
    assert_edit((rf_edit){.kind = RF_EDIT_AWAY, .amount = 2}, TOWN "rule max_periods_away 2");
    assert_edit((rf_edit){.kind = RF_EDIT_STAYS, .amount = 3}, TOWN "rule max_stays 3");
}

static void a_floor_that_a_shock_states_is_changed_by_a_shock(void **state)
{
    (void)state;
    rf_err err;
    rf_variant *variant = NULL;
    const rf_edit edit = {.kind = RF_EDIT_FLOOR, .floor = 0, .amount = 30};
    town *t = town_new(3);
    town_of(t, TOWN "shock floor 80% units HOME");
    assert_int_equal(rf_floor_shock_of(t->h->scenario, 1), -1);
    const rf_instance *before = town_instance(t);
    assert_int_equal(before->floor[0], 160);
    assert_int_equal(rf_variant_new(&variant, t->h->territory, t->h->scenario, &edit, 1, &err),
                     RF_OK);
    rf_instance *in = instance_of(rf_variant_territory(variant), rf_variant_scenario(variant));
    assert_int_equal(in->floor[0], 30);
    assert_int_equal(t->h->scenario->n_shocks, 1);
    rf_instance_free(in);
    rf_variant_free(variant);
    town_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_decision_is_a_row_more),
        cmocka_unit_test(an_agent_answers_travels_and_learns),
        cmocka_unit_test(a_need_changes_its_limits_and_dates),
        cmocka_unit_test(floors_conventions_and_rules_change),
        cmocka_unit_test(a_floor_that_a_shock_states_is_changed_by_a_shock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
