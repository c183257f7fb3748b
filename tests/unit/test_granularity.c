/* SPDX-License-Identifier: GPL-3.0-or-later
 * The grain of a level: every plan's value is on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/works.h"

enum { DRAWS = 300, PLANS = 40 };

static void assert_on_grain(const works *w, const rf_grain *grains)
{
    for (int32_t l = 0; l < w->in->n_levels; l++)
        if ((w->state->values[l] - grains[l].offset) % grains[l].step != 0)
            fail_msg("level %s: %lld is not %lld + n x %lld in\n%s", w->in->levels[l].name,
                     (long long)w->state->values[l], (long long)grains[l].offset,
                     (long long)grains[l].step, w->text);
}

static void the_value_of_every_plan_is_on_the_grain(void **state)
{
    int32_t coarse = 0, plans = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_grain grains[BRUTE_LEVELS];
        for (int32_t l = 0; l < w->in->n_levels; l++) {
            grains[l] = rf_level_grain(w->m, l);
            assert_true(grains[l].step >= 1);
            coarse += grains[l].step > 1;
        }
        for (int i = 0; i < PLANS && works_plan(w); i++, plans++)
            assert_on_grain(w, grains);
        works_free(w);
    }
    assert_true(coarse > DRAWS);
    assert_true(plans > DRAWS * PLANS / 2);
}

static void whole_posts_and_whole_people_move_in_steps_of_a_post(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; need TRUCK fte 2; need CAR fte 1");
    const rf_grain grain = rf_level_grain(w->m, 0);
    assert_int_equal(grain.step, 100);
    assert_int_equal(rf_grain_up(grain, 101), 200);
    works_free(w);
}

static void weights_widen_the_step(void **state)
{
    works *w = works_of("agent ANNA; agent BEN fte 50; need TRUCK fte 2;"
                        "level only unmet.vital*6+moved*300");
    assert_int_equal(rf_level_grain(w->m, 0).step, 300);
    works_free(w);
}

static void too_many_for_a_need_still_leave_its_value_on_the_grain(void **state)
{
    works *w = works_of("agent A; agent B; agent C fte 70; need TRUCK fte 1.3 p0..p0");
    const rf_grain grain = rf_level_grain(w->m, 0);
    static const char *const NAMES[] = {"A", "B", "C"};
    for (int set = 0; set < 8; set++) {
        rf_state_clear(w->state);
        for (int i = 0; i < 3; i++)
            if ((set >> i & 1) != 0)
                assert_int_equal(
                    rf_state_add(w->state, works_stay(w, NAMES[i], "TRUCK", 0, 0), &w->err), RF_OK);
        assert_int_equal((w->state->values[0] - grain.offset) % grain.step, 0);
    }
    works_free(w);
}

/* Qualified ANNA brings 75 to the first period, on a trainee's stay 37. */
static void a_trainees_share_of_a_post_is_on_the_grain(void **state)
{
    works *w = works_of("weeks 2; agent ANNA care level 3 until p0 care level 1;"
                        "agent BEN fte 50 care level 3; absence ANNA p0..p0 presence 75;"
                        "need TRUCK fte 1 care min_level 2 trainee_level 1 tutor_ratio 1 "
                        "tutors_on_site 1 trainee_yield 50");
    const rf_grain grain = rf_level_grain(w->m, 0);
    const rf_stay trainee = works_stay(w, "ANNA", "TRUCK", 0, 1);
    assert_true(rf_stay_is_trainee(w->m, trainee));
    assert_int_equal(rf_state_add(w->state, trainee, &w->err), RF_OK);
    assert_int_equal(w->state->values[0], 63 + 50);
    assert_int_equal((w->state->values[0] - grain.offset) % grain.step, 0);
    works_free(w);
}

static void a_level_that_nothing_moves_stays_at_its_offset(void **state)
{
    works *w = works_of("need TRUCK fte 1.37 p0..p0");
    const rf_grain grain = rf_level_grain(w->m, 0);
    assert_int_equal((137 - grain.offset) % grain.step, 0);
    assert_int_equal(rf_grain_up(grain, 137), 137);
    works_free(w);
}

static void changes_start_from_what_the_baseline_had(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK; baseline ANNA TRUCK 0..1; level c changes*5");
    const rf_grain grain = rf_level_grain(w->m, 0);
    assert_int_equal(grain.step, 5);
    assert_int_equal((w->state->values[0] - grain.offset) % 5, 0);
    assert_int_equal(w->state->values[0], 5);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_value_of_every_plan_is_on_the_grain),
        cmocka_unit_test(whole_posts_and_whole_people_move_in_steps_of_a_post),
        cmocka_unit_test(weights_widen_the_step),
        cmocka_unit_test(too_many_for_a_need_still_leave_its_value_on_the_grain),
        cmocka_unit_test(a_trainees_share_of_a_post_is_on_the_grain),
        cmocka_unit_test(a_level_that_nothing_moves_stays_at_its_offset),
        cmocka_unit_test(changes_start_from_what_the_baseline_had),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
