/* SPDX-License-Identifier: GPL-3.0-or-later
 * Branch and cut from a state: what it promises to the state that it is given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/works.h"

enum { DRAWS = 150, NODES = 100000, ITERATIONS = 100000 };

typedef struct searching {
    works *w;
    rf_program *p;
    rf_search_options options;
    rf_search_result result;
} searching;

/* A program over every stay above the pins, relaxed for level 0. */
static searching begin(works *w)
{
    searching s = {.w = w, .options = {.better_by = 1, .node_limit = NODES}};
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome;
    rf_state_clear(w->state);
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_new(&s.p, w->m, w->state, &w->err), RF_OK);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(s.p, w->stays[i], &w->err), RF_OK);
    assert_int_equal(rf_program_set_level(s.p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(rf_program_relax(&outcome, s.p, RF_LP_PRIMAL, &iterations, &w->err), RF_OK);
    return s;
}

static rf_status search(searching *s)
{
    return rf_program_search(&s->result, s->p, s->w->state, &s->options, &s->w->err);
}

static void end(searching *s)
{
    rf_program_free(s->p);
    works_free(s->w);
}

static void from_any_plan_the_search_comes_to_the_same_value(void **state)
{
    int32_t improved = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        searching s = begin(works_draw(number));
        works *w = s.w;
        if (w->state->broken == 0 && works_plan(w)) {
            const int64_t before = w->state->values[0];
            assert_int_equal(search(&s), RF_OK);
            const int64_t found = w->state->values[0];
            assert_true(s.result.solved && found <= before);
            assert_int_equal(s.result.improved, found < before);
            improved += s.result.improved;
            assert_int_equal(w->state->broken, 0);
            assert_true(works_plan(w));
            assert_int_equal(search(&s), RF_OK);
            assert_int_equal(w->state->values[0], found);
        }
        end(&s);
    }
    assert_true(improved > 5);
}

static void what_is_not_better_by_enough_is_not_looked_for(void **state)
{
    searching s = begin(works_of("agent ANNA fte 60; need TRUCK p0..p0"));
    s.options.better_by = 61;
    assert_int_equal(search(&s), RF_OK);
    assert_true(s.result.solved);
    assert_true(s.w->state->values[0] == 100 || s.w->state->values[0] == 40);
    assert_true(s.result.bound <= 40 + 1e-6);
    end(&s);
    s = begin(works_of("agent ANNA fte 60; need TRUCK p0..p0"));
    s.options.better_by = 60;
    assert_int_equal(search(&s), RF_OK);
    assert_true(s.result.solved && s.result.improved);
    assert_int_equal(s.w->state->values[0], 40);
    end(&s);
}

static void a_plan_outside_of_the_program_is_an_internal_error(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK p0..p0");
    rf_program *p = NULL;
    rf_search_result result;
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome;
    const rf_search_options options = {.better_by = 1, .node_limit = NODES};
    assert_int_equal(rf_program_new(&p, w->m, w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    assert_int_equal(rf_program_relax(&outcome, p, RF_LP_PRIMAL, &iterations, &w->err), RF_OK);
    assert_int_equal(rf_state_add(w->state, w->stays[0], &w->err), RF_OK);
    assert_int_equal(rf_program_search(&result, p, w->state, &options, &w->err), RF_INTERNAL);
    rf_program_free(p);
    works_free(w);
}

static void from_a_broken_state_any_whole_plan_will_do(void **state)
{
    searching s = begin(works_of("agent ANNA care level 1; agent BEN care level 3;"
                                 "need TRUCK p0..p1 tutor_ratio 1 care min_level 2 trainee_level 1;"
                                 "pin ANNA TRUCK p0..p1"));
    assert_true(s.w->state->broken > 0);
    assert_int_equal(search(&s), RF_OK);
    assert_true(s.result.improved);
    assert_int_equal(s.w->state->broken, 0);
    end(&s);
}

static void where_nothing_mends_a_broken_state_it_is_not_improved(void **state)
{
    searching s = begin(works_of("agent ANNA care level 1; agent BEN care level 1;"
                                 "need TRUCK p0..p1 tutor_ratio 1 care min_level 2 trainee_level 1;"
                                 "pin ANNA TRUCK p0..p1"));
    rf_lp_outcome outcome = RF_LP_STOPPED;
    int32_t iterations = ITERATIONS;
    assert_true(s.w->state->broken > 0);
    assert_int_equal(rf_program_relax(&outcome, s.p, RF_LP_PRIMAL, &iterations, &s.w->err), RF_OK);
    assert_int_equal(outcome, RF_LP_INFEASIBLE);
    end(&s);
}

static bool stop_at_once(void *user, double bound)
{
    (*(int *)user)++;
    (void)bound;
    return true;
}

static void a_search_that_is_stopped_leaves_a_plan_and_a_true_bound(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        searching s = begin(works_draw(number));
        int asked = 0;
        int64_t least;
        s.options.stopped = stop_at_once;
        s.options.user = &asked;
        if (s.w->state->broken == 0 && works_plan(s.w) &&
            works_least(&least, s.w, 0) == BRUTE_OPTIMAL) {
            const int64_t before = s.w->state->values[0];
            assert_int_equal(search(&s), RF_OK);
            assert_int_equal(s.w->state->broken, 0);
            assert_true(s.w->state->values[0] <= before);
            if (s.result.bound > (double)least + 1e-6)
                fail_msg("bound %f above %lld in\n%s", s.result.bound, (long long)least, s.w->text);
        }
        end(&s);
    }
}

static void a_node_limit_ends_the_search_with_a_true_bound(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        searching s = begin(works_draw(number));
        int64_t least;
        s.options.node_limit = 1;
        if (s.w->state->broken == 0 && works_least(&least, s.w, 0) == BRUTE_OPTIMAL) {
            assert_int_equal(search(&s), RF_OK);
            assert_true(s.result.bound <= (double)least + 1e-6);
            assert_true(s.w->state->values[0] >= least);
            if (s.result.solved)
                assert_int_equal(s.w->state->values[0], least);
        }
        end(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_any_plan_the_search_comes_to_the_same_value),
        cmocka_unit_test(what_is_not_better_by_enough_is_not_looked_for),
        cmocka_unit_test(a_plan_outside_of_the_program_is_an_internal_error),
        cmocka_unit_test(from_a_broken_state_any_whole_plan_will_do),
        cmocka_unit_test(where_nothing_mends_a_broken_state_it_is_not_improved),
        cmocka_unit_test(a_search_that_is_stopped_leaves_a_plan_and_a_true_bound),
        cmocka_unit_test(a_node_limit_ends_the_search_with_a_true_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
