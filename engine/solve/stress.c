/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/stress.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"
#include "engine/domain/draw.h"

/* A copy of an instance that shares all but what absence changes. */
typedef struct stressed {
    rf_instance in; /* borrows the rest from the original */
    bool *drawn;    /* [A] */
} stressed;

static void stressed_free(stressed *s)
{
    free(s->in.contribution);
    free(s->in.present);
    free(s->in.pins);
    free(s->in.baseline);
    free(s->drawn);
}

/* Down to the last level that counts unmet FTE or dipped floors; all of them where none does. */
static int32_t levels_of_interest(const rf_instance *in)
{
    for (int32_t l = in->n_levels - 1; l >= 0; l--)
        for (int32_t term = 0; term < RF_STRESS_TERMS; term++)
            if (in->levels[l].weight[term] != 0)
                return l + 1;
    return in->n_levels;
}

static rf_status stressed_new(stressed *out, const rf_instance *in, const rf_plan *plan,
                              rf_err *err)
{
    const size_t n_agents = (size_t)in->n_agents, n_periods = (size_t)in->n_periods;
    stressed s = {.in = *in, .drawn = rf_new_array(n_agents, sizeof(bool))};
    s.in.contribution = rf_new_array(n_agents * n_periods, sizeof *s.in.contribution);
    s.in.present = rf_new_array((size_t)in->n_floors * n_periods, sizeof *s.in.present);
    s.in.pins = rf_new_array((size_t)in->n_pins, sizeof *s.in.pins);
    s.in.baseline = rf_new_array((size_t)plan->n_moves, sizeof *s.in.baseline);
    s.in.has_baseline = true;
    s.in.baseline_unknown = 0;
    s.in.n_levels = levels_of_interest(in);
    if (s.drawn == NULL || s.in.contribution == NULL || s.in.present == NULL || s.in.pins == NULL ||
        s.in.baseline == NULL) {
        stressed_free(&s);
        return rf_fail_memory(err);
    }
    *out = s;
    return RF_OK;
}

/* The moves of those who are there. */
static int32_t keep(rf_move *out, const stressed *s, const rf_move *moves, int32_t n)
{
    int32_t kept = 0;
    for (int32_t m = 0; m < n; m++)
        if (!s->drawn[moves[m].agent.i])
            out[kept++] = moves[m];
    return kept;
}

static void count_present(stressed *s)
{
    rf_instance *in = &s->in;
    memset(in->present, 0, (size_t)in->n_floors * (size_t)in->n_periods * sizeof *in->present);
    for (int32_t f = 0; f < in->n_floors; f++)
        for (int32_t m = in->floors[f].members.begin; m < in->floors[f].members.end; m++)
            for (int32_t t = 0; t <= in->members[m].last; t++)
                in->present[(int64_t)f * in->n_periods + t] +=
                    rf_contribution(in, in->members[m].agent, t);
}

static void draw(stressed *s, const rf_instance *in, const rf_plan *plan, int64_t seed,
                 int32_t centi_percent)
{
    const size_t n_periods = (size_t)in->n_periods;
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++) {
        uint8_t *w = s->in.contribution + (size_t)a.i * n_periods;
        s->drawn[a.i] = rf_is_drawn(seed, centi_percent, rf_agent_name(in, a));
        if (s->drawn[a.i])
            memset(w, 0, n_periods);
        else
            memcpy(w, in->contribution + (size_t)a.i * n_periods, n_periods);
    }
    count_present(s);
    s->in.n_pins = keep(s->in.pins, s, in->pins, in->n_pins);
    s->in.n_baseline = keep(s->in.baseline, s, plan->moves, plan->n_moves);
}

static rf_status take_terms(int64_t out[RF_STRESS_TERMS], const rf_instance *in,
                            const rf_plan *plan, rf_err *err)
{
    rf_ledger *ledger = NULL;
    const rf_status rc = rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, err);
    if (rc == RF_OK)
        memcpy(out, ledger->terms, RF_STRESS_TERMS * sizeof *out);
    rf_ledger_free(ledger);
    return rc;
}

/* One stress under way. */
typedef struct test {
    const rf_instance *in;
    const rf_plan *plan;
    const rf_stress_options *options;
    stressed s;
    rf_stress *stress;
} test;

static void draw_number(test *x, int32_t i)
{
    draw(&x->s, x->in, x->plan, x->options->seed + i, x->options->centi_percent);
}

static rf_status hold(test *x, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < x->stress->n_draws && rc == RF_OK; i++) {
        draw_number(x, i);
        rc = take_terms(x->stress->held[i], &x->s.in, x->plan, err);
    }
    return rc;
}

static bool is_stopped(const test *x)
{
    return x->options->stop != NULL && *x->options->stop != 0;
}

static rf_status keep_resolved(rf_stress *stress, const rf_instance *in, const rf_plan *plan,
                               rf_err *err)
{
    if (plan->outcome == RF_INFEASIBLE) {
        stress->n_infeasible++;
        return RF_OK;
    }
    stress->n_stopped += plan->outcome == RF_FEASIBLE;
    return take_terms(stress->resolved[stress->n_resolved++], in, plan, err);
}

/* A draw that is broken off counts for nothing. */
static rf_status resolve_one(test *x, int32_t i, double seconds, rf_err *err)
{
    const double limit = seconds < x->options->draw_seconds ? seconds : x->options->draw_seconds;
    const rf_solve_options options = {.seconds = limit, .workers = 1, .stop = x->options->stop};
    rf_plan *plan = NULL;
    draw_number(x, i);
    rf_status rc = rf_solve(&plan, &x->s.in, &options, err);
    if (rc == RF_OK && !is_stopped(x))
        rc = keep_resolved(x->stress, &x->s.in, plan, err);
    rf_plan_free(plan);
    return rc;
}

static rf_status resolve(test *x, rf_err *err)
{
    const double end = rf_clock_now() + x->options->seconds;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < x->stress->n_draws && rc == RF_OK; i++) {
        const double left = end - rf_clock_now();
        if (left <= 0 || is_stopped(x))
            break;
        rc = resolve_one(x, i, left, err);
        if (x->options->progress != NULL)
            x->options->progress(i + 1, x->stress->n_draws);
    }
    return rc;
}

static rf_stress *stress_alloc(int32_t n_draws)
{
    rf_stress *stress = rf_new_array(1, sizeof *stress);
    if (stress == NULL)
        return NULL;
    stress->n_draws = n_draws;
    stress->held = rf_new_array((size_t)n_draws, sizeof *stress->held);
    stress->resolved = rf_new_array((size_t)n_draws, sizeof *stress->resolved);
    if (stress->held == NULL || stress->resolved == NULL) {
        rf_stress_free(stress);
        return NULL;
    }
    return stress;
}

rf_status rf_stress_new(rf_stress **out, const rf_instance *in, const rf_plan *plan,
                        const rf_stress_options *options, rf_err *err)
{
    test x = {.in = in, .plan = plan, .options = options, .stress = stress_alloc(options->draws)};
    if (x.stress == NULL)
        return rf_fail_memory(err);
    rf_status rc = stressed_new(&x.s, in, plan, err);
    if (rc == RF_OK) {
        rc = hold(&x, err);
        if (rc == RF_OK)
            rc = resolve(&x, err);
        stressed_free(&x.s);
    }
    if (rc != RF_OK) {
        rf_stress_free(x.stress);
        return rc;
    }
    *out = x.stress;
    return RF_OK;
}

void rf_stress_free(rf_stress *stress)
{
    if (stress == NULL)
        return;
    free(stress->held);
    free(stress->resolved);
    free(stress);
}

static int compare_values(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

rf_status rf_stress_figure_of(rf_stress_figure *out, int64_t (*draws)[RF_STRESS_TERMS], int32_t n,
                              int32_t term, rf_err *err)
{
    int64_t sum = 0, *values = rf_new_array((size_t)n, sizeof *values);
    if (values == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < n; i++) {
        values[i] = draws[i][term];
        sum += values[i];
    }
    qsort(values, (size_t)n, sizeof *values, compare_values);
    *out = (rf_stress_figure){.mean = (2 * sum + n) / (2 * n),
                              .worst_decile = values[n - (n + 9) / 10]};
    free(values);
    return RF_OK;
}

static rf_status add_figure(rf_sheet *sheet, int64_t (*draws)[RF_STRESS_TERMS], int32_t n,
                            int32_t term, rf_err *err)
{
    if (n == 0) {
        rf_sheet_none(sheet);
        rf_sheet_none(sheet);
        return RF_OK;
    }
    rf_stress_figure figure;
    const rf_status rc = rf_stress_figure_of(&figure, draws, n, term, err);
    if (rc == RF_OK) {
        rf_sheet_fte(sheet, figure.mean);
        rf_sheet_fte(sheet, figure.worst_decile);
    }
    return rc;
}

rf_status rf_stress_sheets(rf_sheets *out, const rf_stress *stress, const rf_ledger *planned,
                           rf_err *err)
{
    static const char *const UNMET[] = {"unmet",       "planned",       "held_mean",
                                        "held_decile", "resolved_mean", "resolved_decile"};
    static const char *const DRAWS[] = {"draws", "resolved", "stopped", "infeasible"};
    static const char *const ROWS[RF_STRESS_TERMS] = {"vital", "essential", "important", "floors"};
    rf_sheet *sheet = rf_sheets_add(out, "unmet", UNMET, 6);
    rf_status rc = RF_OK;
    for (int32_t term = 0; term < RF_STRESS_TERMS && rc == RF_OK; term++) {
        rf_sheet_code(sheet, ROWS[term]);
        rf_sheet_fte(sheet, planned->terms[term]);
        rc = add_figure(sheet, stress->held, stress->n_draws, term, err);
        if (rc == RF_OK)
            rc = add_figure(sheet, stress->resolved, stress->n_resolved, term, err);
    }
    if (rc != RF_OK)
        return rc;
    rf_sheet *draws = rf_sheets_add(out, "draws", DRAWS, 4);
    rf_sheet_count(draws, stress->n_draws);
    rf_sheet_count(draws, stress->n_resolved);
    rf_sheet_count(draws, stress->n_stopped);
    rf_sheet_count(draws, stress->n_infeasible);
    return rf_sheets_status(out, err);
}
