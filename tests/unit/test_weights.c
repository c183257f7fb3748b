/* SPDX-License-Identifier: GPL-3.0-or-later
 * Weights a thousand times larger change no plan's rank: what was proven is still proven. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/solve/solve.h"
#include "tests/support/lottery.h"

static rf_plan *plan_of(rf_instance *in, int32_t times, rf_err *err)
{
    rf_plan *plan = NULL;
    const rf_solve_options options = {.workers = 1};
    for (int32_t l = 0; l < in->n_levels; l++)
        for (int i = 0; i < RF_N_TERMS; i++)
            in->levels[l].weight[i] *= times;
    assert_int_equal(rf_solve(&plan, in, &options, err), RF_OK);
    return plan;
}

static void assert_scaled(uint64_t number, int32_t times)
{
    char *text = NULL;
    town *t = lottery_draw(&text, number);
    rf_plan *once = plan_of(t->h->in, 1, &t->h->err);
    rf_plan *scaled = plan_of(t->h->in, times, &t->h->err);
    assert_int_equal(scaled->n_levels, once->n_levels);
    for (int32_t l = 0; l < once->n_levels; l++) {
        assert_int_equal(scaled->levels[l].value, times * once->levels[l].value);
        assert_int_equal(scaled->levels[l].bound, times * once->levels[l].bound);
        assert_int_equal(scaled->levels[l].outcome, RF_OPTIMAL);
    }
    rf_plan_free(once);
    rf_plan_free(scaled);
    town_free(t);
    free(text);
}

/* These towns end in a branch and cut, whose bound is in floating point. */
static void a_search_proves_as_much_in_thousandths(void **state)
{
    static const uint64_t numbers[] = {295, 1070, 1400, 1410, 1508};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_scaled(numbers[i], 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_search_proves_as_much_in_thousandths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
