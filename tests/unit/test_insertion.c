/* SPDX-License-Identifier: GPL-3.0-or-later
 * Insertion: what it says is the cheapest is the cheapest of all that could be added, tried one by
 * one; and a walk's steps can be taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/walk.h"
#include "tests/support/works.h"

enum { DRAWS = 800, STEPS = 300, MOST_STAYS = 1000 };

static double worth(const works *w, const double *weight)
{
    double sum = 0;
    for (int32_t l = 0; l < w->in->n_levels; l++)
        sum += weight[l] * (double)w->state->values[l];
    return sum;
}

/* What the plan is worth with the stay less what it is without; false: it breaks a row. */
static bool try_out(double *cost, works *w, rf_stay s, const double *weight)
{
    const double before = worth(w, weight);
    assert_int_equal(rf_state_add(w->state, s, &w->err), RF_OK);
    const bool whole = w->state->broken == 0;
    *cost = worth(w, weight) - before;
    rf_state_remove(w->state, rf_state_find(w->state, s));
    return whole;
}

/* The least that a stay of the agent could cost, at most 0. */
static double least_cost(works *w, int32_t agent, const double *weight)
{
    double least = 0, cost;
    for (int32_t i = 0; i < w->n_stays; i++) {
        const rf_eligible_run *run = rf_run_of(w->m, w->stays[i]);
        if (run->agent.i == agent && !run->pinned && try_out(&cost, w, w->stays[i], weight) &&
            cost < least)
            least = cost;
    }
    return least;
}

static void draw_weights(double *weight, works *w)
{
    for (int32_t l = 0; l < w->in->n_levels; l++)
        weight[l] = 1 + rf_random_below(&w->random, 3); /* sums of integers are exact */
}

/* Half of the stays go, which never breaks a row but by a tutor's leaving. */
static void thin_out(works *w)
{
    for (int32_t i = w->state->n_stays - 1; i >= 0; i--) {
        const rf_stay s = w->state->stays[i];
        if (rf_run_of(w->m, s)->pinned || rf_random_below(&w->random, 2) == 0)
            continue;
        rf_state_remove(w->state, i);
        if (w->state->broken > 0)
            assert_int_equal(rf_state_add(w->state, s, &w->err), RF_OK);
    }
}

/* Every agent of a drawn plan; *found: how many have a stay that is better than none. */
static void compare_agents(works *w, int32_t *found)
{
    double weight[BRUTE_LEVELS];
    rf_inserter *inserter = NULL;
    draw_weights(weight, w);
    assert_int_equal(rf_inserter_new(&inserter, w->m, weight, &w->err), RF_OK);
    for (int32_t a = 0; a < w->in->n_agents; a++) {
        const rf_insertion wanted = {{a}, 0, &w->random};
        const double least = least_cost(w, a, weight);
        double cost = 0;
        rf_stay s;
        if (!rf_cheapest_insertion(&s, inserter, w->state, &wanted)) {
            assert_true(least == 0);
            continue;
        }
        assert_true(works_is_among(s, w->stays, w->n_stays));
        assert_true(try_out(&cost, w, s, weight));
        assert_true(cost == least && cost < 0);
        ++*found;
    }
    rf_inserter_free(inserter);
}

static void the_cheapest_of_all_stays_is_found(void **state)
{
    int32_t found = 0;
    (void)state;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = number % 2 == 0 ? works_draw(number) : works_draw_crossed(number);
        if (works_plan(w)) {
            thin_out(w);
            compare_agents(w, &found);
        }
        works_free(w);
    }
    assert_true(found > DRAWS / 4);
}

static void noise_finds_others_too(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK fte 1; need BUS fte 1");
    const double weight[BRUTE_LEVELS] = {1, 0, 0, 0, 0};
    rf_inserter *inserter = NULL;
    bool seen[2] = {false, false};
    (void)state;
    assert_int_equal(rf_inserter_new(&inserter, w->m, weight, &w->err), RF_OK);
    for (int i = 0; i < STEPS; i++) {
        const rf_insertion wanted = {{0}, 1000, &w->random};
        rf_stay s;
        if (rf_cheapest_insertion(&s, inserter, w->state, &wanted))
            seen[rf_run_of(w->m, s)->need.i] = true;
    }
    assert_true(seen[0] && seen[1]);
    rf_inserter_free(inserter);
    works_free(w);
}

/* The stays of a state, in order. */
static int32_t list(rf_stay *out, const rf_state *s)
{
    assert_true(s->n_stays <= MOST_STAYS);
    memcpy(out, s->stays, (size_t)s->n_stays * sizeof *out);
    qsort(out, (size_t)s->n_stays, sizeof *out, rf_stay_compare);
    return s->n_stays;
}

static void a_step_that_is_undone_leaves_nothing(void **state)
{
    works *w = works_crowd(60);
    const double weight[BRUTE_LEVELS] = {1, 0.05, 0.0025, 0, 0};
    rf_stay before[MOST_STAYS], after[MOST_STAYS];
    rf_walk walk;
    int32_t changed = 0;
    (void)state;
    assert_true(works_plan(w));
    assert_int_equal(rf_walk_begin(&walk, w->state, 7, weight, &w->err), RF_OK);
    for (int i = 0; i < STEPS; i++) {
        const int32_t n = list(before, w->state);
        const double was = worth(w, weight);
        walk.n_changes = 0;
        assert_int_equal(i % 2 == 0 ? rf_walk_recreate(&walk) : rf_walk_step(&walk), RF_OK);
        changed += walk.n_changes > 0;
        assert_int_equal(rf_walk_undo(&walk), RF_OK);
        assert_int_equal(list(after, w->state), n);
        assert_memory_equal(after, before, (size_t)n * sizeof *before);
        assert_true(worth(w, weight) == was);
        assert_int_equal(w->state->broken, 0);
        assert_int_equal(rf_walk_step(&walk), RF_OK); /* and on, where that breaks nothing */
        if (w->state->broken > 0)
            assert_int_equal(rf_walk_undo(&walk), RF_OK);
    }
    assert_true(changed > STEPS / 2);
    rf_walk_end(&walk);
    works_free(w);
}

/* Whom a trainee's tutor has left. */
static void assert_only_tutors_lack(const works *w)
{
    for (int32_t r = 0; r < w->m->n_rows; r++)
        if (w->m->rows[r].term == RF_N_TERMS && w->state->rows[r].excess > 0)
            assert_int_equal(w->m->rows[r].kind, ROW_TUTORS);
}

static void recreation_breaks_no_rule_but_by_a_tutors_leaving(void **state)
{
    int32_t changed = 0;
    (void)state;
    for (uint64_t number = 1; number <= DRAWS / 4; number++) {
        works *w = works_draw(number);
        double weight[BRUTE_LEVELS];
        rf_walk walk;
        draw_weights(weight, w);
        if (works_plan(w)) {
            assert_int_equal(rf_walk_begin(&walk, w->state, number, weight, &w->err), RF_OK);
            for (int i = 0; i < STEPS && walk.n_usable > 0; i++) {
                walk.n_changes = 0;
                assert_int_equal(rf_walk_recreate(&walk), RF_OK);
                assert_true(walk.n_changes <= RF_WALK_CHANGES);
                changed += walk.n_changes > 0;
                assert_only_tutors_lack(w);
                if (w->state->broken > 0)
                    assert_int_equal(rf_walk_undo(&walk), RF_OK);
            }
            rf_walk_end(&walk);
        }
        works_free(w);
    }
    assert_true(changed > DRAWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cheapest_of_all_stays_is_found),
        cmocka_unit_test(noise_finds_others_too),
        cmocka_unit_test(a_step_that_is_undone_leaves_nothing),
        cmocka_unit_test(recreation_breaks_no_rule_but_by_a_tutors_leaving),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
