/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/quarry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_AGENTS = 8, ITERATIONS = 100000 };

static int32_t below(quarry *q, int32_t n)
{
    return rf_random_below(&q->w->random, n);
}

static void set_pins(quarry *q)
{
    rf_state_clear(q->w->state);
    assert_int_equal(rf_state_add_pins(q->w->state, &q->w->err), RF_OK);
}

void quarry_open(quarry *q, works *w)
{
    memset(q, 0, sizeof *q);
    q->w = w;
    set_pins(q);
    assert_int_equal(rf_cuts_new(&q->cuts, w->m, &w->err), RF_OK);
    assert_int_equal(rf_roundings_new(&q->roundings, w->m, q->cuts, w->state, &w->err), RF_OK);
}

void quarry_close(quarry *q)
{
    rf_roundings_free(q->roundings);
    rf_cuts_free(q->cuts);
    works_free(q->w);
}

/* ---- combinations by lot ----------------------------------------------------------------------
 */

static bool may_touch(const works *w, int32_t agent, int32_t row)
{
    rf_entry entries[256];
    bool found = false;
    assert_true(w->m->max_entries <= 256);
    for (int32_t i = 0; i < w->n_stays && !found; i++) {
        if (rf_run_of(w->m, w->stays[i])->agent.i != agent)
            continue;
        const int32_t n = rf_stay_entries(entries, w->m, w->stays[i]);
        for (int32_t e = 0; e < n; e++)
            found |= entries[e].index == row;
    }
    return found;
}

static void add_random_cut(quarry *q)
{
    int32_t agents[MOST_AGENTS], n = 0;
    bool added;
    const int32_t row = below(q, q->w->m->n_rows);
    const rf_row_kind kind = q->w->m->rows[row].kind;
    if (kind != ROW_COVER && kind != ROW_CONVENTION && kind != ROW_FLOOR)
        return;
    for (int32_t a = 0; a < q->w->in->n_agents; a++)
        if (below(q, 3) == 0 && may_touch(q->w, a, row))
            agents[n++] = a;
    assert_int_equal(
        rf_cuts_add(&added, q->cuts, row, 2 + below(q, 110), (rf_agent_set){agents, n}, &q->w->err),
        RF_OK);
}

bool quarry_limit(quarry *q)
{
    const int32_t loose = 25 * below(q, 5);
    if (!works_plan(q->w))
        return false;
    for (int32_t l = 0; l < q->w->in->n_levels; l++) {
        q->least[l] = q->w->state->values[l];
        q->limits[l] = q->least[l] + (below(q, 100) < loose ? below(q, 400) : 0);
    }
    return true;
}

void quarry_lower_limits(quarry *q)
{
    for (int32_t l = 0; l < q->w->in->n_levels; l++)
        q->limits[l] -= (q->limits[l] - q->least[l]) / 2;
}

/* A few steps over what coefficients and bounds are, of either sign, and not quite at times. */
static int64_t random_factor(quarry *q)
{
    static const int32_t PARTS[] = {1, 2, 3, 7, 20, 37, 50, 80, 100, 150, 300, 1 << 16, 1 << 28};
    int64_t factor = RF_ROUNDING_STEP / PARTS[below(q, 13)] * (1 + below(q, 3));
    if (below(q, 3) == 0)
        factor += below(q, 2000) - 1000;
    if (below(q, 20) == 0)
        factor *= 100;
    return below(q, 2) == 0 ? factor : -factor;
}

void quarry_say(quarry *q, rf_source_kind kind, int32_t index, int64_t factor)
{
    if (q->n < QUARRY_SOURCES)
        q->sources[q->n++] = (rf_source){kind, index, factor, 0};
}

void quarry_say_anything(quarry *q)
{
    const int64_t factor = random_factor(q);
    switch (below(q, 5)) {
    case 0:
        quarry_say(q, RF_SOURCE_LIMIT, below(q, q->w->in->n_levels), factor);
        break;
    case 1:
        if (q->cuts->n > 0)
            quarry_say(q, RF_SOURCE_CUT, below(q, q->cuts->n), factor);
        break;
    case 2:
        if (q->roundings->n > 0)
            quarry_say(q, RF_SOURCE_ROUNDING, below(q, q->roundings->n), factor / RF_ROUNDING_ONE);
        break;
    default:
        quarry_say(q, RF_SOURCE_ROW, below(q, q->w->m->n_rows), factor);
    }
}

/* A row, with some agents complemented. */
static void say_row(quarry *q)
{
    const rf_model *m = q->w->m;
    const int32_t row = below(q, m->n_rows), t = m->rows[row].period;
    const int64_t factor = random_factor(q);
    quarry_say(q, RF_SOURCE_ROW, row, factor);
    for (rf_agent_id a = {0}; a.i < q->w->in->n_agents && t >= 0; a.i++) {
        const int32_t own = m->period_row != NULL
                                ? m->period_row[(int64_t)a.i * q->w->in->n_periods + t]
                                : m->total_row[a.i];
        if (own >= 0 && below(q, 2) == 0)
            quarry_say(q, RF_SOURCE_ROW, own, -factor * rf_contribution(q->w->in, a, t));
    }
}

/* A limit with the rows that free it of its slacks, or most of them. */
static void say_limit(quarry *q)
{
    const rf_model *m = q->w->m;
    const int32_t level = below(q, q->w->in->n_levels);
    const int64_t factor = random_factor(q);
    quarry_say(q, RF_SOURCE_LIMIT, level, factor);
    for (int32_t row = 0; row < m->n_rows; row++) {
        const rf_model_row *r = &m->rows[row];
        const int64_t weight = r->term != RF_N_TERMS ? q->w->in->levels[level].weight[r->term] : 0;
        if (weight > 0 && !q->roundings->folded[row] && below(q, 10) > 0)
            quarry_say(q, RF_SOURCE_ROW, row,
                       r->kind == ROW_COVER ? -factor * weight : factor * weight);
    }
}

/* Adds what was said; *added as rf_roundings_add tells it. */
bool quarry_add(quarry *q)
{
    bool added;
    assert_int_equal(
        rf_roundings_add(&added, q->roundings, q->limits, q->sources, q->n, &q->w->err), RF_OK);
    q->n = 0;
    assert_true(q->roundings->n <= QUARRY_ROUNDINGS);
    if (added)
        memcpy(q->limits_then[q->roundings->n - 1], q->limits, sizeof q->limits);
    return added;
}

void quarry_say_combination(quarry *q)
{
    const int32_t how = below(q, 4);
    if (how == 0)
        say_row(q);
    else if (how == 1)
        say_limit(q);
    for (int32_t i = 0, n = how < 2 ? below(q, 2) : 1 + below(q, 5); i < n; i++)
        quarry_say_anything(q);
}

/* Cuts and roundings of a town; false: there is nothing to combine. */
bool quarry_fill(quarry *q)
{
    if (q->w->m->n_rows == 0 || !quarry_limit(q))
        return false;
    for (int32_t i = below(q, 12); i > 0; i--)
        add_random_cut(q);
    for (int32_t i = 0; i < QUARRY_ROUNDINGS; i++) {
        quarry_say_combination(q);
        quarry_add(q);
        if (below(q, 10) == 0)
            quarry_lower_limits(q);
    }
    return true;
}

rf_program *quarry_program(quarry *q)
{
    works *w = q->w;
    rf_program *p = NULL;
    set_pins(q);
    assert_int_equal(rf_program_new(&p, w->m, w->state, &w->err), RF_OK);
    for (int32_t i = 0; i < w->n_stays; i++)
        assert_int_equal(rf_program_add_stay(p, w->stays[i], &w->err), RF_OK);
    return p;
}

void quarry_set_last_level(quarry *q, rf_program *p)
{
    assert_int_equal(rf_program_set_level(p, q->w->in->n_levels - 1, q->limits, &q->w->err), RF_OK);
}

rf_program *quarry_empty_program(quarry *q)
{
    rf_program *p = NULL;
    set_pins(q);
    assert_int_equal(rf_program_new(&p, q->w->m, q->w->state, &q->w->err), RF_OK);
    quarry_set_last_level(q, p);
    return p;
}

bool quarry_relax(quarry *q, rf_program *p)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(rf_program_relax(&outcome, p, RF_LP_PRIMAL, &iterations, &q->w->err), RF_OK);
    return outcome == RF_LP_OPTIMAL;
}

double quarry_value(quarry *q, rf_program *p)
{
    if (!quarry_relax(q, p))
        fail_msg("no plan is left in\n%s", q->w->text);
    return rf_program_value(p);
}

void quarry_fix_plan(void *user)
{
    quarry_fixing *f = user;
    works *w = f->q->w;
    const rf_state *plan = w->state;
    if (!works_is_within(w, f->q->limits))
        return;
    for (int32_t i = 0; i < rf_program_n_stays(f->program); i++) {
        const rf_stay s = rf_program_stay(f->program, i);
        const bool there = works_is_among(s, plan->stays, plan->n_stays);
        assert_int_equal(rf_program_bound_stay(f->program, i, there, there, &w->err), RF_OK);
    }
    const double value = (double)plan->values[w->in->n_levels - 1];
    assert_float_equal(quarry_value(f->q, f->program), value, 1e-5);
    f->n++;
}
