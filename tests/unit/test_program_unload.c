/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking stays, cuts and roundings out of programs: the relaxation stays where it is, and whatever
 * comes later has what it would have had. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/program_parts.h"
#include "tests/support/quarry.h"

enum { DRAWS = 200, MOST_PLANS = 40, ITERATIONS = 100000 };

static void load(quarry *q, rf_program *p)
{
    assert_int_equal(rf_program_load_cuts(p, q->cuts, &q->w->err), RF_OK);
    assert_int_equal(rf_program_load_roundings(p, q->roundings, &q->w->err), RF_OK);
}

/* The relaxation is as it was, and nothing has to be done for it. */
static void assert_as_before(quarry *q, rf_program *p, double value)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(rf_program_relax(&outcome, p, RF_LP_PRIMAL, &iterations, &q->w->err), RF_OK);
    assert_int_equal(outcome, RF_LP_OPTIMAL);
    assert_int_equal(iterations, 0);
    assert_float_equal(rf_program_value(p), value, 1e-6);
}

static void load_stays(quarry *q, rf_program *p)
{
    for (int32_t i = 0; i < q->w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(p, q->w->stays[i], &q->w->err), RF_OK);
}

/* A program that has the first n stays of the other, was never without them, and has the cuts and
 * roundings. */
static rf_program *twin_of(quarry *q, const rf_program *other, int32_t n)
{
    rf_program *p = quarry_empty_program(q);
    for (int32_t i = 0; i < n; i++)
        assert_int_equal(rf_program_add_stay(p, rf_program_stay(other, i), &q->w->err), RF_OK);
    load(q, p);
    return p;
}

/* How often they had a plan. */
static int32_t assert_same(quarry *q, rf_program *p, rf_program *twin)
{
    const bool possible = quarry_relax(q, p);
    assert_int_equal(quarry_relax(q, twin), possible);
    if (possible)
        assert_float_equal(rf_program_value(p), rf_program_value(twin), 1e-5);
    return possible;
}

/* The limits' rows then come after those of cuts. */
static void load_cuts_first(quarry *q, rf_program *p)
{
    assert_int_equal(rf_program_set_level(p, 0, NULL, &q->w->err), RF_OK);
    assert_int_equal(rf_program_load_cuts(p, q->cuts, &q->w->err), RF_OK);
}

/* Every draw with cuts and roundings whose whole program has a plan, as far as `filled` says. */
static int32_t for_each(void (*test)(quarry *q, rf_program *p), bool filled)
{
    int32_t n = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            rf_program *p = quarry_program(&q);
            if (filled && number % 2 == 0)
                load_cuts_first(&q, p);
            quarry_set_last_level(&q, p);
            if (filled)
                load(&q, p);
            quarry_value(&q, p);
            test(&q, p);
            rf_program_free(p);
            n++;
        }
        quarry_close(&q);
    }
    return n;
}

/* ---- stays ------------------------------------------------------------------------------------*/

/* Every stay is found where it is, and its agent's list has each of them once. */
static void assert_consistent(const quarry *q, const rf_program *p)
{
    const int32_t n = rf_program_n_stays(p);
    int32_t listed = 0;
    for (int32_t i = 0; i < n; i++)
        assert_int_equal(rf_program_find(p, rf_program_stay(p, i)), i);
    for (int32_t a = 0; a < q->w->in->n_agents; a++)
        for (int32_t i = p->first_of[a]; i >= 0; i = p->next_of[i]) {
            assert_true(i < n);
            assert_int_equal(rf_run_of(p->m, p->stays[i])->agent.i, a);
            assert_true(++listed <= n);
        }
    assert_int_equal(listed, n);
}

typedef struct memory {
    rf_stay stay;
    double primal, cost;
    bool chosen;
} memory;

static memory *remember(const rf_program *p)
{
    const int32_t n = rf_program_n_stays(p);
    memory *all = calloc((size_t)n + 1, sizeof *all);
    assert_non_null(all);
    for (int32_t i = 0; i < n; i++) {
        all[i] = (memory){rf_program_stay(p, i), rf_program_primal(p, i),
                          rf_lp_reduced_cost(p->lp, p->column[i]),
                          rf_lp_column_is_basic(p->lp, p->column[i])};
        all[i].chosen |= all[i].primal > 0;
    }
    return all;
}

/* The chosen are there with their values, of the others the cheapest. */
static void assert_the_cheapest_are_left(const memory *all, int32_t n, const rf_program *p,
                                         int32_t most)
{
    int32_t chosen = 0;
    double dearest = -1e300, cheapest = 1e300;
    for (int32_t i = 0; i < n; i++) {
        const int32_t place = rf_program_find(p, all[i].stay);
        chosen += all[i].chosen;
        assert_true(place >= 0 || !all[i].chosen);
        if (place >= 0)
            assert_float_equal(rf_program_primal(p, place), all[i].primal, 1e-6);
        if (place >= 0 && !all[i].chosen && all[i].cost > dearest)
            dearest = all[i].cost;
        if (place < 0 && all[i].cost < cheapest)
            cheapest = all[i].cost;
    }
    assert_true(dearest <= cheapest);
    assert_int_equal(rf_program_n_stays(p), n - chosen > most ? chosen + most : n);
}

static int32_t forgotten;

static void forget(quarry *q, rf_program *p)
{
    const int32_t n = rf_program_n_stays(p), most = rf_random_below(&q->w->random, 6);
    const double value = rf_program_value(p);
    memory *all = remember(p);
    assert_int_equal(rf_program_forget_stays(p, most, &q->w->err), RF_OK);
    assert_as_before(q, p, value);
    assert_consistent(q, p);
    assert_the_cheapest_are_left(all, n, p, most);
    for (int32_t row = 0; row < p->m->n_rows; row++)
        assert_true(rf_program_slack(p, row) >= -1e-9);
    forgotten += n - rf_program_n_stays(p);
    free(all);
}

static void a_program_forgets_its_dearest_stays_and_stays_where_it_is(void **state)
{
    forgotten = 0;
    assert_true(for_each(forget, true) > DRAWS / 2);
    assert_true(forgotten > 5 * DRAWS);
}

static int32_t compared;

static void forget_and_load(quarry *q, rf_program *p)
{
    assert_int_equal(rf_program_forget_stays(p, 2, &q->w->err), RF_OK);
    load(q, p);
    rf_program *twin = twin_of(q, p, rf_program_n_stays(p));
    compared += assert_same(q, p, twin);
    load_stays(q, p);
    load_stays(q, twin);
    assert_same(q, p, twin);
    rf_program_free(twin);
}

static void cuts_and_roundings_are_loaded_on_what_is_left(void **state)
{
    compared = 0;
    assert_true(for_each(forget_and_load, false) > DRAWS / 2);
    assert_true(compared > DRAWS / 2);
}

static void forget_and_add(quarry *q, rf_program *p)
{
    const int32_t n = rf_program_n_stays(p);
    const double value = rf_program_value(p);
    assert_int_equal(rf_program_forget_stays(p, 0, &q->w->err), RF_OK);
    load_stays(q, p);
    assert_int_equal(rf_program_n_stays(p), n);
    load_stays(q, p);
    assert_int_equal(rf_program_n_stays(p), n);
    assert_consistent(q, p);
    assert_float_equal(quarry_value(q, p), value, 1e-5);
}

static void what_was_forgotten_may_come_again_once(void **state)
{
    assert_true(for_each(forget_and_add, true) > DRAWS / 2);
}

static int32_t plans;

static void forget_and_fix(quarry *q, rf_program *p)
{
    quarry_fixing f = {q, p, 0};
    assert_int_equal(rf_program_forget_stays(p, 1, &q->w->err), RF_OK);
    load_stays(q, p);
    load(q, p);
    works_visit_plans(q->w, MOST_PLANS, quarry_fix_plan, &f);
    plans += f.n;
}

static void plans_of_forgotten_stays_are_worth_what_they_are_worth(void **state)
{
    plans = 0;
    for_each(forget_and_fix, true);
    assert_true(plans > DRAWS);
}

/* ---- cuts and roundings -----------------------------------------------------------------------
 */

/* Which are wanted: the tight, some others, and what they are made of. */
typedef struct choice {
    bool *cuts, *roundings;
} choice;

static choice choose(quarry *q, const rf_program *p)
{
    const rf_roundings *all = q->roundings;
    choice c = {calloc((size_t)q->cuts->n + 1, sizeof(bool)),
                calloc((size_t)all->n + 1, sizeof(bool))};
    assert_true(c.cuts != NULL && c.roundings != NULL);
    for (int32_t i = 0; i < q->cuts->n; i++)
        c.cuts[i] = rf_program_cut_is_tight(p, i) || rf_random_below(&q->w->random, 3) == 0;
    for (int32_t i = all->n - 1; i >= 0; i--) {
        c.roundings[i] = c.roundings[i] || rf_program_rounding_is_tight(p, i) ||
                         rf_random_below(&q->w->random, 8) == 0;
        for (int32_t x = 0; x < all->items[i].n_sources && c.roundings[i]; x++) {
            const rf_source *source = &all->items[i].sources[x];
            if (source->kind == RF_SOURCE_CUT)
                c.cuts[source->index] = true;
            else if (source->kind == RF_SOURCE_ROUNDING)
                c.roundings[source->index] = true;
        }
    }
    return c;
}

/* Takes the others out of the program, and of the collections as purge.c does. */
static void take_out(quarry *q, rf_program *p, const choice *c)
{
    rf_err *err = &q->w->err;
    assert_int_equal(rf_program_unload(p, c->cuts, c->roundings, err), RF_OK);
    assert_int_equal(rf_roundings_follow_cuts(q->roundings, c->cuts, err), RF_OK);
    assert_int_equal(rf_roundings_keep(q->roundings, 0, c->roundings, err), RF_OK);
    rf_cuts_keep(q->cuts, c->cuts);
    assert_int_equal(rf_program_follow(p, q->roundings, err), RF_OK);
}

/* The duals of model rows, limits, and of the cuts and roundings that are wanted (NULL: all). */
static int32_t duals_of(double *out, const rf_program *p, const choice *c)
{
    int32_t n = 0;
    for (int32_t row = 0; row < p->m->n_rows; row++)
        if (p->lp_row[row] >= 0)
            out[n++] = rf_lp_dual(p->lp, p->lp_row[row]);
    for (int32_t l = 0; l < p->level; l++)
        out[n++] = rf_lp_dual(p->lp, p->level_row[l]);
    for (int32_t i = 0; i < p->n_cuts; i++)
        if (p->cut_row[i] >= 0 && (c == NULL || c->cuts[i]))
            out[n++] = rf_lp_dual(p->lp, p->cut_row[i]);
    for (int32_t i = 0; i < p->n_roundings; i++)
        if (p->rounding_row[i] >= 0 && (c == NULL || c->roundings[i]))
            out[n++] = rf_lp_dual(p->lp, p->rounding_row[i]);
    return n;
}

static int32_t unloaded;

static void unload(quarry *q, rf_program *p)
{
    const int32_t n_rows = rf_program_n_rows(p);
    const double value = rf_program_value(p);
    double *before = calloc((size_t)n_rows + 1, sizeof *before),
           *after = calloc((size_t)n_rows + 1, sizeof *after);
    assert_true(before != NULL && after != NULL);
    choice c = choose(q, p);
    const int32_t n = duals_of(before, p, &c);
    take_out(q, p, &c);
    assert_int_equal(rf_program_n_rows(p), n);
    assert_as_before(q, p, value);
    assert_int_equal(duals_of(after, p, NULL), n);
    for (int32_t i = 0; i < n; i++)
        assert_float_equal(after[i], before[i], 1e-6);
    unloaded += n_rows - n;
    free(c.cuts);
    free(c.roundings);
    free(before);
    free(after);
}

static void without_cuts_and_roundings_that_are_not_tight_the_others_keep_their_duals(void **state)
{
    unloaded = 0;
    assert_true(for_each(unload, true) > DRAWS / 2);
    assert_true(unloaded > DRAWS);
}

static void is_not_tight(quarry *q, rf_program *p)
{
    for (int32_t i = 0; i < p->n_cuts; i++)
        if (p->cut_row[i] < 0 || rf_lp_row_is_basic(p->lp, p->cut_row[i]))
            assert_false(rf_program_cut_is_tight(p, i));
        else
            assert_true(rf_program_cut_is_tight(p, i));
    for (int32_t i = 0; i < p->n_roundings; i++)
        if (p->rounding_row[i] < 0 || rf_lp_row_is_basic(p->lp, p->rounding_row[i]))
            assert_false(rf_program_rounding_is_tight(p, i));
        else
            assert_true(rf_program_rounding_is_tight(p, i));
    assert_false(rf_program_cut_is_tight(p, q->cuts->n));
    assert_false(rf_program_rounding_is_tight(p, q->roundings->n));
}

static void what_is_not_loaded_or_is_basic_is_not_tight(void **state)
{
    assert_true(for_each(is_not_tight, true) > DRAWS / 2);
    assert_true(for_each(is_not_tight, false) > DRAWS / 2);
}

static void add_roundings(quarry *q)
{
    for (int32_t i = 0; i < 10 && q->roundings->n < QUARRY_ROUNDINGS; i++) {
        quarry_say_combination(q);
        quarry_add(q);
    }
}

/* Stays that come after, and more roundings. */
static void unload_and_go_on(quarry *q, rf_program *whole)
{
    rf_program *p = quarry_empty_program(q);
    for (int32_t i = 0; i < rf_program_n_stays(whole); i++)
        if (rf_random_below(&q->w->random, 4) > 0)
            assert_int_equal(rf_program_add_stay(p, rf_program_stay(whole, i), &q->w->err), RF_OK);
    load(q, p);
    if (quarry_relax(q, p)) {
        choice c = choose(q, p);
        take_out(q, p, &c);
        rf_program *twin = twin_of(q, p, rf_program_n_stays(p));
        load_stays(q, p);
        load_stays(q, twin);
        compared += assert_same(q, p, twin);
        add_roundings(q);
        load(q, p);
        load(q, twin);
        assert_same(q, p, twin);
        free(c.cuts);
        free(c.roundings);
        rf_program_free(twin);
    }
    rf_program_free(p);
}

static void after_unloading_stays_and_roundings_have_what_they_would_have_had(void **state)
{
    compared = 0;
    for_each(unload_and_go_on, false);
    assert_true(compared > DRAWS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_program_forgets_its_dearest_stays_and_stays_where_it_is),
        cmocka_unit_test(cuts_and_roundings_are_loaded_on_what_is_left),
        cmocka_unit_test(what_was_forgotten_may_come_again_once),
        cmocka_unit_test(plans_of_forgotten_stays_are_worth_what_they_are_worth),
        cmocka_unit_test(without_cuts_and_roundings_that_are_not_tight_the_others_keep_their_duals),
        cmocka_unit_test(what_is_not_loaded_or_is_basic_is_not_tight),
        cmocka_unit_test(after_unloading_stays_and_roundings_have_what_they_would_have_had),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
