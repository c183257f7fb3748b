/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan that a search starts from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/start.h"
#include "tests/support/works.h"

enum { DRAWS = 400 };

static bool start(works *w)
{
    bool possible = false;
    if (rf_start_plan(&possible, w->state, &w->err) != RF_OK)
        fail_msg("%s in\n%s", w->err.text, w->text != NULL ? w->text : "the town");
    return possible;
}

static bool has(const works *w, const char *agent, const char *need, int32_t first, int32_t last)
{
    const rf_move wanted = hamlet_move(w->t->h, agent, need, first, last);
    for (int32_t i = 0; i < w->state->n_stays; i++) {
        const rf_move move = rf_stay_move(w->m, w->state->stays[i]);
        if (rf_move_compare(&move, &wanted) == 0)
            return true;
    }
    return false;
}

static void a_start_is_whole_and_impossible_only_where_there_is_no_plan(void **state)
{
    int32_t impossible = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        works *w = works_draw(number);
        const brute_outcome outcome =
            w->in->n_pins > 0 ? brute_solve(values, w->in) : BRUTE_OPTIMAL;
        const bool possible = start(w);
        if (outcome != BRUTE_TOO_WIDE && possible != (outcome == BRUTE_OPTIMAL))
            fail_msg("possible %d, it is not so in\n%s", possible, w->text);
        if (possible)
            assert_int_equal(w->state->broken, 0);
        impossible += !possible;
        works_free(w);
    }
    assert_true(impossible > 5);
}

static void every_pin_is_in_the_start(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        int32_t pinned = 0;
        if (w->in->n_pins > 0 && start(w)) {
            for (int32_t i = 0; i < w->state->n_stays; i++)
                pinned += rf_run_of(w->m, w->state->stays[i])->pinned;
            assert_int_equal(pinned, w->in->n_pins);
        }
        works_free(w);
    }
}

static void a_baseline_that_is_still_possible_is_the_start(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; need TRUCK fte 2; need CAR;"
                        "baseline ANNA TRUCK 0..1; baseline BEN CAR 2..2");
    assert_true(start(w));
    assert_int_equal(w->state->n_stays, 2);
    assert_true(has(w, "ANNA", "TRUCK", 0, 1) && has(w, "BEN", "CAR", 2, 2));
    works_free(w);
}

static void what_the_baseline_may_no_longer_do_is_left_out(void **state)
{
    works *w =
        works_of("rule floors hard; agent ANNA; agent BEN; agent CLEO; need TRUCK fte 3;"
                 "absence ANNA p1..p1; floor HOME 1; baseline ANNA TRUCK 0..1;"
                 "baseline BEN TRUCK 0..0; baseline CLEO TRUCK 0..0; baseline BEN TRUCK 2..2");
    assert_true(start(w));
    assert_int_equal(w->state->broken, 0);
    assert_false(has(w, "ANNA", "TRUCK", 0, 1));
    assert_true(has(w, "BEN", "TRUCK", 0, 0));
    assert_true(has(w, "CLEO", "TRUCK", 0, 0));
    assert_false(has(w, "BEN", "TRUCK", 2, 2)); /* one stay is enough */
    works_free(w);
}

static void a_pin_comes_before_the_baseline(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK; need CAR; pin ANNA CAR p0..p2;"
                        "baseline ANNA TRUCK 0..2");
    assert_true(start(w));
    assert_int_equal(w->state->n_stays, 1);
    assert_true(has(w, "ANNA", "CAR", 0, 2));
    works_free(w);
}

static void a_pinned_trainee_brings_its_tutor_along(void **state)
{
    works *w = works_of("agent ANNA care level 1; agent BEN care level 3; need CAR;"
                        "need TRUCK tutor_ratio 1 care min_level 2 trainee_level 1;"
                        "pin ANNA TRUCK p0..p1; baseline BEN CAR 0..1");
    assert_true(start(w));
    assert_int_equal(w->state->broken, 0);
    assert_false(has(w, "BEN", "CAR", 0, 1));
    works_free(w);
}

static void trainees_of_the_baseline_come_after_their_tutors(void **state)
{
    works *w = works_of("agent ANNA care level 1; agent BEN care level 3;"
                        "need TRUCK fte 2 tutor_ratio 1 care min_level 2 trainee_level 1;"
                        "baseline ANNA TRUCK 0..1; baseline BEN TRUCK 0..1");
    assert_true(start(w));
    assert_int_equal(w->state->n_stays, 2);
    works_free(w);
}

static void a_trainee_whose_tutor_left_is_left_out(void **state)
{
    works *w = works_of("agent ANNA care level 1; agent BEN care level 3; absence BEN;"
                        "need TRUCK fte 2 tutor_ratio 1 care min_level 2 trainee_level 1;"
                        "baseline ANNA TRUCK 0..1; baseline BEN TRUCK 0..1");
    assert_true(start(w));
    assert_int_equal(w->state->n_stays, 0);
    assert_int_equal(w->state->broken, 0);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_start_is_whole_and_impossible_only_where_there_is_no_plan),
        cmocka_unit_test(every_pin_is_in_the_start),
        cmocka_unit_test(a_baseline_that_is_still_possible_is_the_start),
        cmocka_unit_test(what_the_baseline_may_no_longer_do_is_left_out),
        cmocka_unit_test(a_pin_comes_before_the_baseline),
        cmocka_unit_test(a_pinned_trainee_brings_its_tutor_along),
        cmocka_unit_test(trainees_of_the_baseline_come_after_their_tutors),
        cmocka_unit_test(a_trainee_whose_tutor_left_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
