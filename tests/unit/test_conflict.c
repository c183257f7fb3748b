/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conflicts: they stand, they are minimal, and mending mends. Of crossed towns, whose pins and hard
 * rules contradict in every way there is, 30 conflicts are taken apart by a judge that tries
 * everything and by fresh solves; RF_SOAK=1: 300. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/conflict.h"
#include "engine/solve/solve.h"
#include "engine/solve/start.h"
#include "tests/support/soak.h"
#include "tests/support/works.h"

enum { DRAWS = 1500, MOST = 64, CONFLICTS = 30, SOAK = 300 };

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

/* ---- fresh solves ---- */

/* Which hard rows and pins a conflict keeps, as an instance of its own. */
typedef struct remainder {
    rf_instance in; /* borrows the rest from the town's */
    bool is_exact;  /* a limit that files say once for all periods is a member on each, or on none
                     */
} remainder;

static bool is_member(const rf_conflict *members, int32_t n, rf_conflict wanted)
{
    for (int32_t i = 0; i < n; i++)
        if (members[i].kind == wanted.kind && members[i].index == wanted.index &&
            members[i].period == wanted.period)
            return true;
    return false;
}

/* Of a convention or a need's tutors: whether all periods, some or none are members. */
static int32_t count_periods(remainder *r, const rf_conflict *members, int32_t n,
                             rf_conflict wanted)
{
    int32_t found = 0;
    for (wanted.period = 0; wanted.period < r->in.n_periods; wanted.period++)
        found += is_member(members, n, wanted);
    r->is_exact = r->is_exact && (found == 0 || found == r->in.n_periods);
    return found;
}

static void relax_rows(remainder *r, const rf_conflict *members, int32_t n)
{
    rf_instance *in = &r->in;
    for (int32_t f = 0; f < in->n_floors; f++)
        for (int32_t t = 0; t < in->n_periods; t++)
            if (!is_member(members, n, (rf_conflict){RF_CONFLICT_FLOOR, f, t}))
                in->floor[f * in->n_periods + t] = 0;
    for (int32_t c = 0; c < in->n_conventions; c++)
        if (count_periods(r, members, n, (rf_conflict){RF_CONFLICT_CONVENTION, c, 0}) == 0)
            in->conventions[c].max = -1;
    for (int32_t k = 0; k < in->n_needs; k++)
        if (in->needs[k].tutor_ratio > 0 &&
            count_periods(r, members, n, (rf_conflict){RF_CONFLICT_TUTORS, k, 0}) == 0)
            in->needs[k].tutors_on_site = in->n_agents;
}

static void *copy_of(const void *from, int32_t n, size_t size)
{
    void *copy = calloc((size_t)n + 1, size);
    assert_non_null(copy);
    memcpy(copy, from, (size_t)n * size);
    return copy;
}

static remainder remainder_new(const rf_instance *from, const rf_conflict *members, int32_t n)
{
    remainder r = {.in = *from, .is_exact = true};
    rf_instance *in = &r.in;
    in->floor = copy_of(from->floor, in->n_floors * in->n_periods, sizeof *in->floor);
    in->conventions = copy_of(from->conventions, in->n_conventions, sizeof *in->conventions);
    in->needs = copy_of(from->needs, in->n_needs, sizeof *in->needs);
    in->pins = calloc((size_t)in->n_pins + 1, sizeof *in->pins);
    assert_non_null(in->pins);
    in->n_pins = 0;
    for (int32_t p = 0; p < from->n_pins; p++)
        if (is_member(members, n, (rf_conflict){RF_CONFLICT_PIN, p, -1}))
            in->pins[in->n_pins++] = from->pins[p];
    relax_rows(&r, members, n);
    return r;
}

/* Solves what the members leave; false: they cannot be said in files without saying more. */
static bool solve_members(bool *possible, works *w, const rf_conflict *members, int32_t n)
{
    rf_plan *plan = NULL;
    const rf_solve_options options = {.workers = 1};
    remainder r = remainder_new(w->in, members, n);
    if (r.is_exact) {
        assert_int_equal(rf_solve(&plan, &r.in, &options, &w->err), RF_OK);
        *possible = plan->outcome != RF_INFEASIBLE;
    }
    rf_plan_free(plan);
    free(r.in.floor);
    free(r.in.conventions);
    free(r.in.needs);
    free(r.in.pins);
    return r.is_exact;
}

/* How many of its questions a fresh solve could be asked. */
static int32_t assert_solves_agree(works *w, const rf_plan *plan)
{
    rf_conflict rest[MOST];
    bool possible = false;
    int32_t asked = 0;
    if (solve_members(&possible, w, plan->conflicts, plan->n_conflicts)) {
        if (possible)
            fail_msg("a solve meets the whole conflict in\n%s", w->text);
        asked++;
    }
    for (int32_t i = 0; i < plan->n_conflicts; i++) {
        int32_t n = 0;
        for (int32_t j = 0; j < plan->n_conflicts; j++)
            if (j != i)
                rest[n++] = plan->conflicts[j];
        if (!solve_members(&possible, w, rest, n))
            continue;
        if (!possible)
            fail_msg("no solve meets the conflict without its member %d in\n%s", i, w->text);
        asked++;
    }
    return asked;
}

/* What the conflicts so far were made of. */
typedef struct tally {
    int32_t conflicts, several, asked, members[RF_CONFLICT_TUTORS + 1];
} tally;

static void take_apart(tally *sum, works *w)
{
    rf_plan *plan = NULL;
    const rf_solve_options options = {.workers = 1};
    assert_int_equal(rf_solve(&plan, w->in, &options, &w->err), RF_OK);
    if (plan->outcome == RF_INFEASIBLE) {
        assert_minimal(w, plan);
        sum->asked += assert_solves_agree(w, plan);
        sum->conflicts++;
        sum->several += plan->n_conflicts > 2;
        for (int32_t i = 0; i < plan->n_conflicts; i++)
            sum->members[plan->conflicts[i].kind]++;
    }
    rf_plan_free(plan);
}

static void crossed_pins_are_feasible_again_without_any_one_member(void **state)
{
    tally sum = {0};
    const int32_t wanted = soak_times(CONFLICTS, SOAK);
    (void)state;
    for (uint64_t number = 1; sum.conflicts < wanted; number++) {
        works *w = works_draw_crossed(number);
        bool possible = true;
        if (w->in->n_pins > 0)
            assert_int_equal(rf_start_plan(&possible, w->state, &w->err), RF_OK);
        if (!possible)
            take_apart(&sum, w);
        works_free(w);
    }
    print_message("# %d conflicts, %d of three members or more: pins %d, floors %d, conventions "
                  "%d, tutors %d; %d solves\n",
                  sum.conflicts, sum.several, sum.members[RF_CONFLICT_PIN],
                  sum.members[RF_CONFLICT_FLOOR], sum.members[RF_CONFLICT_CONVENTION],
                  sum.members[RF_CONFLICT_TUTORS], sum.asked);
    assert_int_equal(sum.conflicts, wanted);
    assert_true(sum.asked >= wanted && sum.several > wanted / 10);
    for (int kind = 0; kind <= RF_CONFLICT_TUTORS; kind++)
        assert_true(sum.members[kind] > 0);
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
        cmocka_unit_test(crossed_pins_are_feasible_again_without_any_one_member),
        cmocka_unit_test(the_same_conflict_comes_back_twice_in_order),
        cmocka_unit_test(pins_beyond_a_convention_contradict_it),
        cmocka_unit_test(mending_adds_what_is_missing_and_takes_nothing_away),
        cmocka_unit_test(what_cannot_be_mended_is_left_as_it_was),
        cmocka_unit_test(a_broken_floor_cannot_be_mended_by_more_stays),
        cmocka_unit_test(a_lone_tutor_is_named_with_the_pin_that_wants_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
