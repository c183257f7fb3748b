/* SPDX-License-Identifier: GPL-3.0-or-later
 * Separation: what it adds cuts the relaxed solution off and no plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/separate.h"
#include "tests/support/works.h"

enum { DRAWS = 250, ITERATIONS = 100000, ROUNDS = 6, PLANS = 20 };

static rf_program *load_all(works *w)
{
    rf_program *p = NULL;
    rf_state_clear(w->state);
    assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
    assert_int_equal(rf_program_new(&p, w->m, w->state, &w->err), RF_OK);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(p, w->stays[i], &w->err), RF_OK);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &w->err), RF_OK);
    return p;
}

static bool relax(works *w, rf_program *p)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(rf_program_relax(&outcome, p, RF_LP_PRIMAL, &iterations, &w->err), RF_OK);
    return outcome == RF_LP_OPTIMAL;
}

static double in_cut(const works *w, rf_entry *entries, const rf_cut *cut, rf_stay s)
{
    const int32_t n = rf_stay_entries(entries, w->m, s);
    for (int32_t e = 0; e < n; e++)
        if (entries[e].index == cut->row)
            return (double)rf_cut_coefficient(w->m, cut, s, (int32_t)entries[e].value);
    return 0;
}

/* By how much the relaxed solution violates the cut. */
static double violation(const works *w, const rf_program *p, rf_entry *entries, const rf_cut *cut)
{
    const bool cover = w->m->rows[cut->row].kind == ROW_COVER;
    const double slack = rf_program_slack(p, cut->row);
    double left = cover ? slack : -slack;
    for (int32_t i = 0; i < rf_program_n_stays(p); i++)
        left += in_cut(w, entries, cut, rf_program_stay(p, i)) * rf_program_primal(p, i);
    return cover ? (double)cut->bound - left : left - (double)cut->bound;
}

static void what_is_added_cuts_the_relaxed_solution_off(void **state)
{
    int32_t found = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_program *p = load_all(w);
        rf_cuts *cuts = NULL;
        rf_entry *entries = calloc((size_t)w->m->max_entries, sizeof *entries);
        assert_non_null(entries);
        assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
        for (int round = 0; round < ROUNDS && w->in->n_pins == 0 && relax(w, p); round++) {
            const int32_t before = cuts->n;
            int32_t n_new = -1;
            assert_int_equal(rf_separate(&n_new, cuts, p, &w->err), RF_OK);
            assert_int_equal(n_new, cuts->n - before);
            for (int32_t c = before; c < cuts->n; c++)
                if (violation(w, p, entries, &cuts->items[c]) <= 1e-6)
                    fail_msg("cut %d is not violated in\n%s", c, w->text);
            found += n_new;
            if (n_new == 0)
                break;
            assert_int_equal(rf_program_load_cuts(p, cuts, &w->err), RF_OK);
        }
        rf_program_free(p);
        rf_cuts_free(cuts);
        free(entries);
        works_free(w);
    }
    assert_true(found > DRAWS / 4);
}

static void assert_plan_satisfies(const works *w, const rf_cuts *cuts, rf_entry *entries)
{
    for (int32_t c = 0; c < cuts->n; c++) {
        const rf_cut *cut = &cuts->items[c];
        const rf_model_row *row = &w->m->rows[cut->row];
        const bool cover = row->kind == ROW_COVER;
        const int32_t activity = rf_state_activity(w->state, cut->row);
        const int32_t excess = cover ? row->bound - activity : activity - row->bound;
        const double slack = excess > 0 ? excess : 0;
        double left = cover ? slack : -slack;
        for (int32_t i = 0; i < w->state->n_stays; i++)
            left += in_cut(w, entries, cut, w->state->stays[i]);
        if (cover ? left < (double)cut->bound - 0.5 : left > (double)cut->bound + 0.5)
            fail_msg("a plan is cut off by cut %d in\n%s", c, w->text);
    }
}

static void no_plan_is_cut_off(void **state)
{
    int32_t plans = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_program *p = load_all(w);
        rf_cuts *cuts = NULL;
        int32_t n_new = 1;
        rf_entry *entries = calloc((size_t)w->m->max_entries, sizeof *entries);
        assert_non_null(entries);
        assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
        for (int round = 0; round < ROUNDS && n_new > 0 && relax(w, p); round++) {
            assert_int_equal(rf_separate(&n_new, cuts, p, &w->err), RF_OK);
            assert_int_equal(rf_program_load_cuts(p, cuts, &w->err), RF_OK);
        }
        for (int i = 0; i < PLANS && cuts->n > 0 && works_plan(w); i++, plans++)
            assert_plan_satisfies(w, cuts, entries);
        rf_program_free(p);
        rf_cuts_free(cuts);
        free(entries);
        works_free(w);
    }
    assert_true(plans > 10 * PLANS);
}

static void a_whole_solution_has_nothing_to_cut_off(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; need TRUCK fte 2 p0..p0");
    rf_program *p = load_all(w);
    rf_cuts *cuts = NULL;
    int32_t n_new = -1;
    assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
    assert_true(relax(w, p));
    assert_int_equal(rf_separate(&n_new, cuts, p, &w->err), RF_OK);
    assert_int_equal(n_new, 0);
    rf_program_free(p);
    rf_cuts_free(cuts);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_cuts_the_relaxed_solution_off),
        cmocka_unit_test(no_plan_is_cut_off),
        cmocka_unit_test(a_whole_solution_has_nothing_to_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
