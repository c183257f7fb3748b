/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conflicts: they stand, they are minimal, and mending mends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/conflict.h"
#include "engine/solve/start.h"
#include "tests/support/works.h"

enum { DRAWS = 1500, MOST = 64 };

static rf_plan *conflict_of(works *w)
{
    rf_plan *plan = NULL;
    if (rf_conflict_plan(&plan, w->m, &w->err) != RF_OK)
        fail_msg("%s in\n%s", w->err.text, w->text != NULL ? w->text : "the town");
    assert_int_equal(plan->outcome, RF_INFEASIBLE);
    assert_int_equal(plan->n_moves, 0);
    assert_int_equal(plan->n_levels, 0);
    return plan;
}

/* All members cannot be met; every set that lacks one of them can. */
static void assert_minimal(const works *w, const rf_plan *plan)
{
    rf_conflict rest[MOST];
    assert_true(plan->n_conflicts > 0 && plan->n_conflicts <= MOST);
    if (brute_meets(w->in, plan->conflicts, plan->n_conflicts) == BRUTE_OPTIMAL)
        fail_msg("the conflict of %d can be met in\n%s", plan->n_conflicts, w->text);
    for (int32_t i = 0; i < plan->n_conflicts; i++) {
        int32_t n = 0;
        for (int32_t j = 0; j < plan->n_conflicts; j++)
            if (j != i)
                rest[n++] = plan->conflicts[j];
        if (brute_meets(w->in, rest, n) == BRUTE_INFEASIBLE)
            fail_msg("the conflict stands without its member %d in\n%s", i, w->text);
    }
}

static void without_any_one_of_its_members_a_conflict_is_none(void **state)
{
    int32_t conflicts = 0, several = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        bool possible = true;
        if (w->in->n_pins > 0)
            assert_int_equal(rf_start_plan(&possible, w->state, &w->err), RF_OK);
        if (!possible) {
            rf_plan *plan = conflict_of(w);
            assert_minimal(w, plan);
            conflicts++;
            several += plan->n_conflicts > 2;
            rf_plan_free(plan);
        }
        works_free(w);
    }
    assert_true(conflicts > 30 && several > 0);
}

static void the_same_conflict_comes_back_twice_in_order(void **state)
{
    works *w = works_of("rule floors hard; agent ANNA; agent BEN; agent CLEO; floor HOME 2;"
                        "need TRUCK fte 3; pin ANNA TRUCK p0..p1; pin BEN TRUCK p0..p1;"
                        "pin CLEO TRUCK p2..p2");
    rf_plan *first = conflict_of(w), *second = conflict_of(w);
    assert_int_equal(first->n_conflicts, 3);
    assert_int_equal(second->n_conflicts, 3);
    for (int32_t i = 0; i < 3; i++) {
        assert_int_equal(first->conflicts[i].kind, second->conflicts[i].kind);
        assert_int_equal(first->conflicts[i].index, second->conflicts[i].index);
        assert_int_equal(first->conflicts[i].period, second->conflicts[i].period);
    }
    assert_int_equal(first->conflicts[0].kind, RF_CONFLICT_PIN);
    assert_int_equal(first->conflicts[0].period, -1);
    assert_int_equal(first->conflicts[2].kind, RF_CONFLICT_FLOOR);
    assert_minimal(w, first);
    rf_plan_free(first);
    rf_plan_free(second);
    works_free(w);
}

static void pins_beyond_a_convention_contradict_it(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; need TRUCK unit AWAY fte 2;"
                        "convention ORG ORG2 max_fte 1.5; pin ANNA TRUCK p0..p0;"
                        "pin BEN TRUCK p0..p0");
    rf_plan *plan = conflict_of(w);
    assert_int_equal(plan->n_conflicts, 3);
    assert_int_equal(plan->conflicts[2].kind, RF_CONFLICT_CONVENTION);
    assert_int_equal(plan->conflicts[2].period, 0);
    rf_plan_free(plan);
    works_free(w);
}

static void mending_adds_what_is_missing_and_takes_nothing_away(void **state)
{
    works *w = works_of("agent ANNA care level 1; agent BEN care level 3; agent CLEO care level 3;"
                        "need TRUCK tutor_ratio 1 care min_level 2 trainee_level 1;"
                        "pin ANNA TRUCK p0..p2; rule max_stays 2");
    bool possible = false;
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(w->state->broken, 3);
    assert_int_equal(rf_mend(&possible, w->state, &w->err), RF_OK);
    assert_true(possible);
    assert_int_equal(w->state->broken, 0);
    bool kept = false;
    for (int32_t i = 0; i < w->state->n_stays; i++)
        kept |= rf_run_of(w->m, w->state->stays[i])->pinned;
    assert_true(kept);
    works_free(w);
}

static void what_cannot_be_mended_is_left_as_it_was(void **state)
{
    works *w = works_of("agent ANNA care level 1; agent BEN care level 3; absence BEN p1..p1;"
                        "need TRUCK tutor_ratio 1 care min_level 2 trainee_level 1;"
                        "pin ANNA TRUCK p0..p2");
    bool possible = true;
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    const int32_t broken = w->state->broken;
    assert_int_equal(rf_mend(&possible, w->state, &w->err), RF_OK);
    assert_false(possible);
    assert_int_equal(w->state->broken, broken);
    assert_int_equal(w->state->n_stays, 1);
    works_free(w);
}

static void a_broken_floor_cannot_be_mended_by_more_stays(void **state)
{
    works *w = works_of("rule floors hard; agent ANNA; agent BEN; floor HOME 2; need TRUCK;"
                        "pin ANNA TRUCK p0..p0");
    bool possible = true;
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_mend(&possible, w->state, &w->err), RF_OK);
    assert_false(possible);
    works_free(w);
}

static void a_lone_tutor_is_named_with_the_pin_that_wants_it(void **state)
{
    works *w = works_of("agent ANNA care level 1; need TRUCK tutor_ratio 1 care min_level 2 "
                        "trainee_level 1; pin ANNA TRUCK p0..p2");
    rf_plan *plan = conflict_of(w);
    assert_int_equal(plan->n_conflicts, 2);
    assert_int_equal(plan->conflicts[0].kind, RF_CONFLICT_PIN);
    assert_int_equal(plan->conflicts[1].kind, RF_CONFLICT_TUTORS);
    assert_minimal(w, plan);
    rf_plan_free(plan);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_any_one_of_its_members_a_conflict_is_none),
        cmocka_unit_test(the_same_conflict_comes_back_twice_in_order),
        cmocka_unit_test(pins_beyond_a_convention_contradict_it),
        cmocka_unit_test(mending_adds_what_is_missing_and_takes_nothing_away),
        cmocka_unit_test(what_cannot_be_mended_is_left_as_it_was),
        cmocka_unit_test(a_broken_floor_cannot_be_mended_by_more_stays),
        cmocka_unit_test(a_lone_tutor_is_named_with_the_pin_that_wants_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
