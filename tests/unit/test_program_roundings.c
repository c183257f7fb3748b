/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roundings in programs: their rows say of stays and slacks what they say in integers, whenever a
 * stay is loaded and whatever the base; and combinations are rows of the tableau. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/quarry.h"

enum { DRAWS = 300, MOST_PLANS = 60 };

static void load(quarry *q, rf_program *p)
{
    assert_int_equal(rf_program_load_roundings(p, q->roundings, &q->w->err), RF_OK);
}

/* ---- rows -------------------------------------------------------------------------------------
 */

/* A program that had few stays when it got the roundings, and the others after. */
static rf_program *loaded_late(quarry *q)
{
    works *w = q->w;
    rf_program *p = quarry_empty_program(q);
    for (int32_t i = 0; i < w->n_stays; i++)
        if (rf_random_below(&w->random, 3) == 0)
            assert_int_equal(rf_program_add_stay(p, w->stays[i], &w->err), RF_OK);
    load(q, p);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(p, w->stays[i], &w->err), RF_OK);
    return p;
}

static void a_stay_that_comes_later_has_what_it_would_have_had(void **state)
{
    int32_t compared = 0, raised = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q) && q.roundings->n > 0) {
            rf_program *late = loaded_late(&q), *early = quarry_program(&q);
            quarry_set_last_level(&q, early);
            const double without = quarry_value(&q, early);
            load(&q, early);
            const double with = quarry_value(&q, early);
            assert_float_equal(quarry_value(&q, late), with, 1e-5);
            assert_true(with >= without - 1e-5);
            compared++;
            raised += with > without + 0.1;
            rf_program_free(late);
            rf_program_free(early);
        }
        quarry_close(&q);
    }
    assert_true(compared > DRAWS / 2 && raised > DRAWS / 10);
}

static void a_plan_within_the_limits_is_worth_what_it_is_worth(void **state)
{
    int32_t plans = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            quarry_fixing f = {&q, quarry_program(&q), 0};
            quarry_set_last_level(&q, f.program);
            load(&q, f.program);
            works_visit_plans(q.w, MOST_PLANS, quarry_fix_plan, &f);
            rf_program_free(f.program);
            plans += f.n;
        }
        quarry_close(&q);
    }
    assert_true(plans > DRAWS);
}

/* The pins and some of the plan's stays are the base, any others may be had. */
static void fix_plan_from_a_base(void *user)
{
    quarry_fixing *f = user;
    works *w = f->q->w;
    rf_state *base = NULL;
    assert_int_equal(rf_state_new(&base, w->m, &w->err), RF_OK);
    for (int32_t i = 0; i < w->state->n_stays; i++)
        if (rf_run_of(w->m, w->state->stays[i])->pinned || rf_random_below(&w->random, 2) == 0)
            assert_int_equal(rf_state_add(base, w->state->stays[i], &w->err), RF_OK);
    assert_int_equal(rf_program_new(&f->program, w->m, base, &w->err), RF_OK);
    quarry_set_last_level(f->q, f->program);
    for (int32_t i = 0; i < w->n_stays; i++)
        if (!works_is_among(w->stays[i], base->stays, base->n_stays))
            assert_int_equal(rf_program_add_stay(f->program, w->stays[i], &w->err), RF_OK);
    load(f->q, f->program);
    quarry_fix_plan(f);
    rf_program_free(f->program);
    rf_state_free(base);
}

static void what_is_in_the_base_counts_in_roundings_as_well(void **state)
{
    int32_t plans = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            quarry_fixing f = {&q, NULL, 0};
            works_visit_plans(q.w, MOST_PLANS, fix_plan_from_a_base, &f);
            plans += f.n;
        }
        quarry_close(&q);
    }
    assert_true(plans > DRAWS);
}

/* ---- combinations -----------------------------------------------------------------------------
 */

/* Of the stays between 0 and 1, which are basic, the combination of one has itself and no other. */
static int32_t assert_row_of_the_tableau(quarry *q, const rf_program *p, int32_t stay)
{
    works *w = q->w;
    rf_source sources[512];
    int32_t n = 0, others = 0;
    bool added = false;
    assert_true(rf_program_n_rows(p) <= 512);
    assert_int_equal(rf_program_combination(sources, &n, p, stay, &w->err), RF_OK);
    if (n == 0)
        return 0;
    assert_int_equal(
        rf_roundings_add_combination(&added, q->roundings, q->limits, sources, n, &w->err), RF_OK);
    assert_true(added);
    rounding_table *table = rounding_table_new(w, q->roundings, NULL);
    for (int32_t i = 0, k = 0; i < w->n_stays; i++) {
        if (rf_run_of(w->m, w->stays[i])->pinned)
            continue;
        const double x = rf_program_primal(p, k),
                     has = (double)table->combined[i * table->n + table->n - 1] /
                           (double)RF_ROUNDING_STEP;
        if (k == stay)
            assert_float_equal(has, 1.0, 1e-4);
        else if (x > 1e-4 && x < 1 - 1e-4)
            assert_float_equal(has, 0.0, 1e-4);
        others += k != stay && has != 0;
        k++;
    }
    rounding_table_free(table);
    const bool keep = false;
    assert_int_equal(rf_roundings_keep(q->roundings, q->roundings->n - 1, &keep, &w->err), RF_OK);
    return others;
}

static void a_combination_is_a_row_of_the_tableau(void **state)
{
    int32_t fractional = 0, others = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            rf_program *p = quarry_program(&q);
            quarry_set_last_level(&q, p);
            assert_int_equal(rf_program_load_cuts(p, q.cuts, &q.w->err), RF_OK);
            load(&q, p);
            quarry_value(&q, p);
            for (int32_t i = 0; i < rf_program_n_stays(p); i++) {
                others += assert_row_of_the_tableau(&q, p, i);
                fractional += rf_program_primal(p, i) > 1e-4 && rf_program_primal(p, i) < 1 - 1e-4;
            }
            rf_program_free(p);
        }
        quarry_close(&q);
    }
    assert_true(fractional > DRAWS / 2 && others > 5 * DRAWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stay_that_comes_later_has_what_it_would_have_had),
        cmocka_unit_test(a_plan_within_the_limits_is_worth_what_it_is_worth),
        cmocka_unit_test(what_is_in_the_base_counts_in_roundings_as_well),
        cmocka_unit_test(a_combination_is_a_row_of_the_tableau),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
