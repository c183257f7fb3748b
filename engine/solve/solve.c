/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"
#include "engine/solve/conflict.h"
#include "engine/solve/model.h"
#include "engine/solve/start.h"
#include "engine/solve/state.h"
#include "engine/solve/supervise.h"

typedef struct solving {
    const rf_instance *in;
    const rf_solve_options *options;
    rf_model *m;
    rf_state *state;
    double *gaps;
    rf_findings findings;
    rf_plan *plan;
    double began;
    rf_err *err;
} solving;

static void sum_terms(int64_t terms[RF_N_TERMS], const rf_state *state)
{
    const rf_model *m = state->m;
    int64_t more[RF_N_TERMS];
    memset(terms, 0, RF_N_TERMS * sizeof *terms);
    terms[RF_TERM_CHANGES] = rf_changes_constant(m->in);
    for (int32_t i = 0; i < state->n_stays; i++) {
        rf_stay_terms(more, m, state->stays[i]);
        for (int t = 0; t < RF_N_TERMS; t++)
            terms[t] += more[t];
    }
    if (!m->in->has_baseline)
        terms[RF_TERM_CHANGES] = 0;
    for (int32_t r = 0; r < m->n_rows; r++) {
        const rf_model_row *row = &m->rows[r];
        if (row->term != RF_N_TERMS)
            terms[row->term] += rf_row_excess(row, rf_state_activity(state, r));
    }
}

static rf_status new_plan(solving *s)
{
    const rf_instance *in = s->in;
    rf_plan *plan = s->plan = rf_new_array(1, sizeof *plan);
    if (plan == NULL)
        return rf_fail_memory(s->err);
    plan->moves = rf_new_array((size_t)s->findings.best->n_stays, sizeof *plan->moves);
    plan->levels = rf_new_array((size_t)in->n_levels, sizeof *plan->levels);
    return plan->moves == NULL || plan->levels == NULL ? rf_fail_memory(s->err) : RF_OK;
}

static void fill_moves(solving *s)
{
    rf_plan *plan = s->plan;
    plan->n_moves = s->state->n_stays;
    for (int32_t i = 0; i < plan->n_moves; i++)
        plan->moves[i] = rf_stay_move(s->m, s->state->stays[i]);
    if (plan->n_moves > 0)
        qsort(plan->moves, (size_t)plan->n_moves, sizeof *plan->moves, rf_move_compare);
}

static void fill_levels(solving *s)
{
    rf_plan *plan = s->plan;
    plan->outcome = RF_OPTIMAL;
    plan->n_levels = s->in->n_levels;
    int64_t terms[RF_N_TERMS];
    sum_terms(terms, s->state);
    for (int32_t l = 0; l < plan->n_levels; l++) {
        rf_level_result *level = &plan->levels[l];
        level->value = s->state->values[l];
        level->bound = s->findings.bounds[l] < level->value ? s->findings.bounds[l] : level->value;
        level->seconds = s->findings.seconds[l];
        memcpy(level->terms, terms, sizeof level->terms);
        level->outcome = rf_level_gap(level) <= s->gaps[l] ? RF_OPTIMAL : RF_FEASIBLE;
        if (level->outcome != RF_OPTIMAL)
            plan->outcome = RF_FEASIBLE;
    }
}

static double peak_mib(double child)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    const double own = (double)usage.ru_maxrss / 1024.0;
    return own > child ? own : child;
}

static rf_status make_plan(solving *s)
{
    rf_status rc = rf_state_set(s->state, s->findings.best, s->err);
    if (rc == RF_OK && s->state->broken > 0)
        rc = rf_fail(s->err, RF_INTERNAL, "the search ended with a plan that breaks %d rows",
                     s->state->broken);
    if (rc == RF_OK)
        rc = new_plan(s);
    if (rc != RF_OK)
        return rc;
    fill_moves(s);
    fill_levels(s);
    s->plan->run.peak_mib = peak_mib(s->findings.peak_mib);
    memcpy(s->plan->run.trouble, s->findings.trouble.text, sizeof s->plan->run.trouble);
    s->plan->run.signal = s->findings.signal;
    s->plan->run.columns = s->findings.columns;
    s->plan->run.rows = s->findings.rows;
    s->plan->run.host_threads = (int32_t)sysconf(_SC_NPROCESSORS_ONLN);
    return RF_OK;
}

static rf_status new_findings(solving *s)
{
    const size_t n = (size_t)s->in->n_levels;
    s->gaps = rf_new_array(n, sizeof *s->gaps);
    s->findings.bounds = rf_new_array(n, sizeof *s->findings.bounds);
    s->findings.seconds = rf_new_array(n, sizeof *s->findings.seconds);
    if (s->gaps == NULL || s->findings.bounds == NULL || s->findings.seconds == NULL)
        return rf_fail_memory(s->err);
    for (int32_t l = 0; l < s->in->n_levels; l++) {
        const bool overridden = s->options->gaps != NULL && s->options->gaps[l] >= 0;
        s->gaps[l] = overridden ? s->options->gaps[l] : s->in->levels[l].gap;
    }
    const rf_status rc = rf_incumbent_new(&s->findings.best, s->m, s->err);
    return rc == RF_OK ? rf_state_new(&s->state, s->m, s->err) : rc;
}

static rf_status search(solving *s)
{
    const double left = s->options->seconds - (rf_clock_now() - s->began);
    const rf_levels_options levels = {
        .gaps = s->gaps,
        .seconds = s->options->seconds > 0 ? fmax(left, 0.01) : 0,
        .workers = s->options->workers,
    };
    rf_status rc = rf_incumbent_take(s->findings.best, s->state, s->err);
    if (rc == RF_OK)
        rc = rf_supervise(&s->findings, s->m, &levels, s->options, s->err);
    return rc == RF_OK ? make_plan(s) : rc;
}

static rf_status build_model(solving *s, rf_run *run)
{
    rf_eligibility *eligible = NULL;
    const double began = rf_clock_now();
    rf_status rc = rf_eligibility_new(&eligible, s->in, s->err);
    const double built = rf_clock_now();
    run->seconds_eligibility = built - began;
    if (rc == RF_OK)
        rc = rf_model_new(&s->m, s->in, eligible, s->err);
    run->seconds_model = rf_clock_now() - built;
    return rc;
}

static void free_parts(solving *s)
{
    rf_incumbent_free(s->findings.best);
    free(s->findings.bounds);
    free(s->findings.seconds);
    free(s->gaps);
    rf_state_free(s->state);
    rf_model_free(s->m);
}

rf_status rf_solve(rf_plan **out, const rf_instance *in, const rf_solve_options *options,
                   rf_err *err)
{
    solving s = {.in = in, .options = options, .began = rf_clock_now(), .err = err};
    rf_run run = {.columns = 0};
    rf_status rc = build_model(&s, &run);
    if (rc == RF_OK)
        rc = new_findings(&s);
    const double began = rf_clock_now();
    bool possible = true;
    if (rc == RF_OK)
        rc = rf_start_plan(&possible, s.state, err);
    if (rc == RF_OK)
        rc = possible ? search(&s) : rf_conflict_plan(&s.plan, s.m, err);
    if (rc == RF_OK) {
        s.plan->run.seconds_eligibility = run.seconds_eligibility;
        s.plan->run.seconds_model = run.seconds_model;
        s.plan->run.seconds_solve = rf_clock_now() - began;
        *out = s.plan;
    } else {
        rf_plan_free(s.plan);
    }
    free_parts(&s);
    return rc;
}
