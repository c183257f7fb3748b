/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- plans ------------------------------------------------------------------------------------
 */

typedef struct walk {
    works *w;
    int32_t n, most;
    int64_t sets;              /* looked at */
    void (*visit)(void *user); /* NULL: only counting, to one more than `most` */
    void *user;
} walk;

/* No more stays can mend what is broken: tutors alone are mended. */
static bool is_lost(const works *w)
{
    bool lost = false;
    for (int32_t row = 0; row < w->m->n_rows && w->state->broken > 0; row++) {
        const rf_model_row *r = &w->m->rows[row];
        lost |= r->kind != ROW_TUTORS && r->term == RF_N_TERMS &&
                rf_row_excess(r, rf_state_activity(w->state, row)) > 0;
    }
    return lost;
}

/* All plans that hold what the state has and some of the stays from place `i` on. */
static void walk_from(walk *x, int32_t i)
{
    works *w = x->w;
    while (i < w->n_stays && rf_run_of(w->m, w->stays[i])->pinned)
        i++;
    if (x->visit == NULL && (x->n > x->most || x->sets++ > 50 * (int64_t)x->most))
        return;
    if (i == w->n_stays) {
        x->n += w->state->broken == 0;
        if (w->state->broken == 0 && x->visit != NULL)
            x->visit(x->user);
        return;
    }
    walk_from(x, i + 1);
    assert_int_equal(rf_state_add(w->state, w->stays[i], &w->err), RF_OK);
    if (!is_lost(w))
        walk_from(x, i + 1);
    rf_state_remove(w->state, w->state->n_stays - 1);
}

static void walk_all(walk *x)
{
    rf_state_clear(x->w->state);
    assert_int_equal(rf_state_add_pins(x->w->state, &x->w->err), RF_OK);
    if (!is_lost(x->w))
        walk_from(x, 0);
}

int32_t works_visit_plans(works *w, int32_t most, void (*visit)(void *user), void *user)
{
    walk count = {.w = w, .most = most}, whole = {.w = w, .visit = visit, .user = user};
    walk_all(&count);
    if (count.n <= most && count.sets <= 50 * (int64_t)most) {
        walk_all(&whole);
        return whole.n;
    }
    int32_t n = 0;
    while (n < most / 10 && works_plan(w)) {
        visit(user);
        n++;
    }
    return n;
}

bool works_is_within(const works *w, const int64_t *limits)
{
    for (int32_t l = 0; l < w->in->n_levels; l++)
        if (w->state->values[l] > limits[l])
            return false;
    return true;
}

/* ---- roundings --------------------------------------------------------------------------------
 */

static int32_t *place_of(const rounding_table *table, rf_stay s)
{
    const int32_t n = table->w->in->n_periods;
    return &table->place_of[(s.run * n + s.first) * n + s.last];
}

static void fill_table(rounding_table *table, rf_rounder *rounder)
{
    const works *w = table->w;
    for (int32_t i = 0; i < w->n_stays; i++) {
        const rf_touched touched = rf_rounder_begin(rounder, w->stays[i].run);
        const int64_t *coefficients = rf_rounder_stay(rounder, w->stays[i]);
        const int64_t *combined = rf_rounder_combined(rounder);
        *place_of(table, w->stays[i]) = i;
        for (int32_t x = 0; x < touched.n; x++) {
            assert_true(x == 0 || touched.ids[x] > touched.ids[x - 1]);
            assert_true(touched.ids[x] < table->n);
            table->stay[i * table->n + touched.ids[x]] = coefficients[x];
            table->combined[i * table->n + touched.ids[x]] = combined[x];
        }
    }
    table->overflowed = rf_rounder_overflowed(rounder);
}

rounding_table *rounding_table_new(works *w, const rf_roundings *roundings, const bool *wanted)
{
    rounding_table *table = calloc(1, sizeof *table);
    rf_rounder *rounder = NULL;
    assert_non_null(table);
    const size_t n = (size_t)w->n_stays * (size_t)roundings->n + 1;
    const size_t places = (size_t)(w->m->eligible->n_runs * w->in->n_periods * w->in->n_periods);
    *table = (rounding_table){.w = w, .roundings = roundings, .n = roundings->n};
    table->stay = calloc(n, sizeof *table->stay);
    table->combined = calloc(n, sizeof *table->combined);
    table->place_of = calloc(places + 1, sizeof *table->place_of);
    assert_true(table->stay != NULL && table->combined != NULL && table->place_of != NULL);
    assert_int_equal(rf_rounder_new(&rounder, roundings, wanted, &w->err), RF_OK);
    fill_table(table, rounder);
    rf_rounder_free(rounder);
    return table;
}

void rounding_table_free(rounding_table *table)
{
    free(table->stay);
    free(table->combined);
    free(table->place_of);
    free(table);
}

int64_t rounding_surplus(const rounding_table *table, int32_t rounding)
{
    const rf_rounding *r = &table->roundings->items[rounding];
    const rf_state *state = table->w->state;
    int64_t sum = -r->bound;
    for (int32_t i = 0; i < state->n_stays; i++)
        sum += table->stay[*place_of(table, state->stays[i]) * table->n + rounding];
    for (int32_t x = 0; x < r->n_slacks; x++) {
        const int32_t row = r->slacks[x].row;
        sum += r->slacks[x].value *
               rf_row_excess(&table->w->m->rows[row], rf_state_activity(state, row));
    }
    return sum;
}

typedef struct validity {
    const rounding_table *table;
    const int64_t *limits;
    int64_t *least;
    int32_t n;
} validity;

static void check_plan(void *user)
{
    validity *v = user;
    const works *w = v->table->w;
    if (!works_is_within(w, v->limits))
        return;
    v->n++;
    for (int32_t i = 0; i < v->table->n; i++) {
        const int64_t surplus = rounding_surplus(v->table, i);
        if (surplus < 0)
            fail_msg("a plan of %d stays misses rounding %d by %lld in\n%s", w->state->n_stays, i,
                     (long long)-surplus, w->text);
        v->least[i] = surplus < v->least[i] ? surplus : v->least[i];
    }
}

int32_t roundings_assert_valid(int64_t *least, const rounding_table *table, const int64_t *limits,
                               int32_t most)
{
    validity v = {table, limits, least, 0};
    assert_false(table->overflowed);
    for (int32_t i = 0; i < table->n; i++)
        least[i] = INT64_MAX;
    works_visit_plans(table->w, most, check_plan, &v);
    return v.n;
}
