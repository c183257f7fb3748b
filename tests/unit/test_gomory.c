/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roundings from the tableau: they cut off the relaxed solution and no plan within the limits, and
 * the prices of a program that has them prove what its relaxation is worth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/solve/gomory.h"
#include "engine/solve/separate.h"
#include "tests/support/quarry.h"

enum { DRAWS = 300, ROUNDS = 6, MOST_PLANS = 2000 };

/* By how much the relaxed solution is below the rounding's bound. Of a row that is not loaded the
 * slack is what the pins leave of it. */
static double violation(quarry *q, const rf_program *p, const rounding_table *table,
                        int32_t rounding)
{
    const works *w = q->w;
    const rf_rounding *r = &q->roundings->items[rounding];
    double missing = (double)r->bound;
    for (int32_t i = 0, k = 0; i < w->n_stays; i++) {
        const bool pinned = rf_run_of(w->m, w->stays[i])->pinned;
        const double there = pinned ? 1.0 : rf_program_primal(p, k++);
        missing -= there * (double)table->stay[i * table->n + rounding];
    }
    for (int32_t x = 0; x < r->n_slacks; x++) {
        const int32_t row = r->slacks[x].row;
        missing -= (double)r->slacks[x].value *
                   (rf_program_has_row(p, row)
                        ? rf_program_slack(p, row)
                        : rf_row_excess(&w->m->rows[row], rf_state_activity(w->state, row)));
    }
    return missing;
}

static void assert_violated(quarry *q, const rf_program *p, int32_t from)
{
    rounding_table *table = rounding_table_new(q->w, q->roundings, NULL);
    for (int32_t i = from; i < q->roundings->n; i++)
        if (violation(q, p, table, i) <= 0.5)
            fail_msg("rounding %d is not violated in\n%s", i, q->w->text);
    rounding_table_free(table);
}

/* Rounds of cuts and roundings on the level at hand, the last of them relaxed. How many roundings.
 */
static int32_t tighten(quarry *q, rf_program *p)
{
    rf_err *err = &q->w->err;
    const int32_t had = q->roundings->n;
    for (int round = 0; round < ROUNDS; round++) {
        const int32_t before = q->roundings->n;
        int32_t n_new = -1, n_cuts = 0;
        if (round % 2 == 1)
            assert_int_equal(rf_separate(&n_cuts, q->cuts, p, err), RF_OK);
        assert_int_equal(rf_gomory(&n_new, q->roundings, p, q->limits, err), RF_OK);
        assert_int_equal(n_new, q->roundings->n - before);
        assert_violated(q, p, before);
        if (n_new + n_cuts == 0)
            break;
        assert_int_equal(rf_program_load_cuts(p, q->cuts, err), RF_OK);
        assert_int_equal(rf_program_load_roundings(p, q->roundings, err), RF_OK);
        if (!quarry_relax(q, p))
            fail_msg("nothing is left of\n%s", q->w->text);
    }
    return q->roundings->n - had;
}

static int32_t count_nested(const rf_roundings *roundings)
{
    int32_t n = 0;
    for (int32_t i = 0; i < roundings->n; i++)
        for (int32_t x = 0; x < roundings->items[i].n_sources; x++)
            n += roundings->items[i].sources[x].kind == RF_SOURCE_ROUNDING;
    return n;
}

static void what_is_added_cuts_off_the_relaxed_solution(void **state)
{
    int32_t found = 0, raised = 0, nested = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        const bool possible = quarry_limit(&q);
        rf_program *p = quarry_program(&q);
        for (int32_t l = 0; l < q.w->in->n_levels && possible; l++) {
            assert_int_equal(rf_program_set_level(p, l, q.limits, &q.w->err), RF_OK);
            assert_true(quarry_relax(&q, p));
            const double before = rf_program_value(p);
            found += tighten(&q, p);
            raised += rf_program_value(p) > before + 0.1;
        }
        nested += count_nested(q.roundings);
        rf_program_free(p);
        quarry_close(&q);
    }
    assert_true(found > 2 * DRAWS && raised > DRAWS / 5 && nested > 2 * DRAWS);
}

/* ---- every plan -------------------------------------------------------------------------------
 */

/* The level at hand of a town, and what is true of it. */
typedef struct trial {
    quarry *q;
    rf_program *program;
    rf_prices *prices;
    rf_pricer *pricer;
    rounding_table *table;
    int32_t level, plans; /* plans within the limits on the levels above */
    int64_t least;        /* value of one */
} trial;

static void meet_plan(void *user)
{
    trial *x = user;
    const rf_state *state = x->q->w->state;
    for (int32_t l = 0; l < x->level; l++)
        if (state->values[l] > x->q->limits[l])
            return;
    x->plans++;
    x->least = state->values[x->level] < x->least ? state->values[x->level] : x->least;
    for (int32_t i = 0; i < x->table->n; i++)
        if (rounding_surplus(x->table, i) < 0)
            fail_msg("level %d: a plan misses rounding %d by %lld in\n%s", x->level, i,
                     (long long)-rounding_surplus(x->table, i), x->q->w->text);
}

/* The prices prove what the relaxation is worth: all of it where no pin is in the way. */
static void assert_prices_prove(const trial *x)
{
    const works *w = x->q->w;
    const double value = rf_program_value(x->program);
    const rf_question question = {x->level, x->q->limits, rf_level_grain(w->m, x->level), NULL};
    rf_bound bound = {-1, -1};
    rf_err *err = &x->q->w->err;
    assert_int_equal(rf_program_prices(x->prices, x->program, err), RF_OK);
    assert_int_equal(rf_prices_bound(&bound, x->pricer, x->prices, &question, err), RF_OK);
    if (bound.value > x->least || bound.exact > (double)x->least + 1e-6 ||
        value > (double)x->least + 1e-5)
        fail_msg("level %d: relaxed %f, proven %f, rounded %lld; a plan has %lld in\n%s", x->level,
                 value, bound.exact, (long long)bound.value, (long long)x->least, w->text);
    if (w->in->n_pins == 0 && (bound.exact < value - 1e-4 || bound.exact > value + 1e-4))
        fail_msg("level %d: %f is proven of %f in\n%s", x->level, bound.exact, value, w->text);
}

static void try_level(trial *x, int32_t level)
{
    works *w = x->q->w;
    x->level = level;
    assert_int_equal(rf_program_set_level(x->program, level, x->q->limits, &w->err), RF_OK);
    if (!quarry_relax(x->q, x->program))
        fail_msg("no plan is left on level %d of\n%s", level, w->text);
    tighten(x->q, x->program);
    x->table = rounding_table_new(w, x->q->roundings, NULL);
    x->least = x->q->least[level];
    works_visit_plans(w, MOST_PLANS, meet_plan, x);
    rounding_table_free(x->table);
    assert_prices_prove(x);
}

static void open_trial(trial *x, quarry *q)
{
    rf_err *err = &q->w->err;
    *x = (trial){.q = q, .program = quarry_program(q)};
    assert_int_equal(rf_prices_new(&x->prices, q->w->m, q->cuts, q->roundings, err), RF_OK);
    assert_int_equal(rf_pricer_new(&x->pricer, q->w->m, err), RF_OK);
}

static void close_trial(trial *x)
{
    rf_pricer_free(x->pricer);
    rf_prices_free(x->prices);
    rf_program_free(x->program);
}

static void no_plan_within_the_limits_is_cut_off_and_no_price_proves_too_much(void **state)
{
    int32_t levels = 0, roundings = 0, plans = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_limit(&q)) {
            trial x;
            open_trial(&x, &q);
            for (int32_t l = 0; l < q.w->in->n_levels; l++, levels++) {
                const int32_t before = x.plans;
                try_level(&x, l);
                plans += q.roundings->n > 0 ? x.plans - before : 0;
                quarry_lower_limits(&q);
            }
            roundings += q.roundings->n;
            close_trial(&x);
        }
        quarry_close(&q);
    }
    assert_true(levels > 3 * DRAWS && roundings > 3 * DRAWS && plans > 50 * DRAWS);
}

/* ---- by hand ----------------------------------------------------------------------------------
 */

/* 200 - 60 n <= 90 in all: n >= 11/6. Each need's own rounding, 40 n + u >= 80, says n >= 7/4. */
static void a_limit_and_two_rows_say_together_what_none_of_them_does(void **state)
{
    quarry q;
    trial x;
    quarry_open(&q, works_of("agent ANNA fte 60; agent BEN fte 60; agent CLEO fte 60;"
                             "agent DAN fte 60; need TRUCK fte 1 p0..p0; need CAR fte 1 p0..p0;"
                             "level one unmet.vital; level two moved"));
    open_trial(&x, &q);
    q.limits[0] = 90;
    q.least[1] = 2;
    x.level = 1;
    x.least = 2;
    assert_int_equal(rf_program_set_level(x.program, 1, q.limits, &q.w->err), RF_OK);
    assert_true(quarry_relax(&q, x.program));
    assert_float_equal(rf_program_value(x.program), 11.0 / 6, 1e-6);
    assert_true(tighten(&q, x.program) > 0);
    assert_float_equal(rf_program_value(x.program), 2, 1e-6);
    assert_prices_prove(&x);
    close_trial(&x);
    quarry_close(&q);
}

/* What is there in full, a pin or a stay of the relaxation, leaves 60 (x + y) >= 100 or 30: two or
 * one more. With 0.2 of it still in the row rounding would say 1.77 or 0.71. */
static void what_is_there_in_full_is_complemented(void **state)
{
    static const char *const TOWNS[] = {
        "agent ANNA fte 12; agent BEN fte 60; agent CLEO fte 60; need TRUCK fte 1.12 p0..p0;"
        "pin ANNA TRUCK p0..p0; level one unmet.vital; level two moved",
        "agent ANNA fte 72; agent BEN fte 60; agent CLEO fte 60; need TRUCK fte 1.02 p0..p0;"
        "level one unmet.vital; level two moved"};
    static const double BEFORE[] = {1 + 100.0 / 60, 1.5}, AFTER[] = {3, 2};
    for (int i = 0; i < 2; i++) {
        quarry q;
        int32_t n_new = 0;
        quarry_open(&q, works_of(TOWNS[i]));
        rf_program *p = quarry_program(&q);
        assert_int_equal(rf_program_set_level(p, 1, q.limits, &q.w->err), RF_OK);
        assert_true(quarry_relax(&q, p));
        assert_float_equal(rf_program_value(p), BEFORE[i], 1e-6);
        assert_int_equal(rf_gomory(&n_new, q.roundings, p, q.limits, &q.w->err), RF_OK);
        assert_true(n_new > 0);
        assert_int_equal(rf_program_load_roundings(p, q.roundings, &q.w->err), RF_OK);
        assert_true(quarry_relax(&q, p));
        assert_float_equal(rf_program_value(p), AFTER[i], 1e-6);
        rf_program_free(p);
        quarry_close(&q);
    }
}

static void a_whole_solution_has_nothing_to_round(void **state)
{
    quarry q;
    int32_t n_new = -1;
    quarry_open(&q, works_of("agent ANNA; agent BEN; need TRUCK fte 2 p0..p0"));
    rf_program *p = quarry_program(&q);
    assert_int_equal(rf_program_set_level(p, 0, NULL, &q.w->err), RF_OK);
    assert_true(quarry_relax(&q, p));
    assert_int_equal(rf_gomory(&n_new, q.roundings, p, q.limits, &q.w->err), RF_OK);
    assert_int_equal(n_new, 0);
    assert_int_equal(q.roundings->n, 0);
    rf_program_free(p);
    quarry_close(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_cuts_off_the_relaxed_solution),
        cmocka_unit_test(no_plan_within_the_limits_is_cut_off_and_no_price_proves_too_much),
        cmocka_unit_test(a_limit_and_two_rows_say_together_what_none_of_them_does),
        cmocka_unit_test(what_is_there_in_full_is_complemented),
        cmocka_unit_test(a_whole_solution_has_nothing_to_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
