/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/solve/program.h"

enum { ITERATIONS = 200000, NODES = 200000, NO_LIMIT = INT32_MAX / 2 };

/* ---- mending tutor rows ------------------------------------------------------------------------
 */

typedef struct loader {
    const rf_model *m;
    rf_program *program;
    rf_err *err;
} loader;

static rf_status load_qualified(void *user, rf_stay s)
{
    loader *l = user;
    return rf_stay_is_trainee(l->m, s) ? RF_OK : rf_program_add_stay(l->program, s, l->err);
}

static bool lacks_tutors(const rf_state *state, int32_t need)
{
    const rf_model *m = state->m;
    for (int32_t t = 0; t < m->in->n_periods; t++) {
        const int32_t row = m->tutors_row[(int64_t)need * m->in->n_periods + t];
        if (row >= 0 && state->rows[row].excess > 0)
            return true;
    }
    return false;
}

/* Only qualified stays at the needs that lack tutors can help; everything else takes something
 * away. */
static rf_status load_helpers(rf_program *program, const rf_state *state, rf_err *err)
{
    const rf_model *m = state->m;
    loader l = {m, program, err};
    bool *lacking = rf_new_array((size_t)m->in->n_needs, sizeof *lacking);
    if (lacking == NULL)
        return rf_fail_memory(err);
    for (int32_t k = 0; k < m->in->n_needs; k++)
        lacking[k] = lacks_tutors(state, k);
    rf_status rc = RF_OK;
    for (int32_t run = 0; run < m->eligible->n_runs && rc == RF_OK; run++)
        if (lacking[m->eligible->runs[run].need.i] && !m->eligible->runs[run].pinned)
            rc = rf_run_stays(m, run, load_qualified, &l);
    free(lacking);
    return rc;
}

static rf_status search_helpers(bool *possible, rf_program *program, rf_state *state, rf_err *err)
{
    const rf_search_options options = {.better_by = 1, .node_limit = NODES, .first = true};
    rf_search_result result = {.improved = false};
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    rf_status rc = rf_program_set_level(program, 0, NULL, err);
    if (rc == RF_OK)
        rc = rf_program_relax(&outcome, program, RF_LP_PRIMAL, &iterations, err);
    if (rc == RF_OK && outcome == RF_LP_OPTIMAL)
        rc = rf_program_search(&result, program, state, &options, err);
    if (rc != RF_OK)
        return rc;
    *possible = result.improved;
    if (outcome == RF_LP_STOPPED ||
        (outcome == RF_LP_OPTIMAL && !result.improved && !result.solved))
        return rf_fail(err, RF_INTERNAL, "%s", _("whether the pins can be met was not decided"));
    return RF_OK;
}

rf_status rf_mend(bool *possible, rf_state *state, rf_err *err)
{
    rf_program *program = NULL;
    *possible = false;
    for (int32_t row = 0; row < state->m->n_rows; row++) {
        const rf_model_row *r = &state->m->rows[row];
        if (r->term == RF_N_TERMS && r->kind != ROW_TUTORS && state->rows[row].excess > 0)
            return RF_OK; /* more stays only add to it */
    }
    rf_status rc = rf_program_new(&program, state->m, state, err);
    if (rc == RF_OK)
        rc = load_helpers(program, state, err);
    if (rc == RF_OK)
        rc = search_helpers(possible, program, state, err);
    rf_program_free(program);
    return rc;
}

/* ---- the deletion filter ------------------------------------------------------------------------
 */

/* A pin (its run) or a hard row. */
typedef struct member {
    bool is_pin, kept;
    int32_t index;
} member;

typedef struct filter {
    rf_model
        *relaxed; /* the model with the bounds of left-out rows out of reach; owns only its rows */
    const rf_model *m;
    rf_state *state;
    member *members;
    int32_t n;
} filter;

static bool can_conflict(const rf_model_row *row)
{
    return row->term == RF_N_TERMS &&
           (row->kind == ROW_FLOOR || row->kind == ROW_CONVENTION || row->kind == ROW_TUTORS);
}

static rf_status list_members(filter *f, rf_err *err)
{
    const rf_eligibility *e = f->m->eligible;
    f->members = rf_new_array((size_t)e->n_runs + (size_t)f->m->n_rows, sizeof *f->members);
    if (f->members == NULL)
        return rf_fail_memory(err);
    for (int32_t row = 0; row < f->m->n_rows; row++)
        if (can_conflict(&f->m->rows[row]))
            f->members[f->n++] = (member){false, true, row};
    for (int32_t run = 0; run < e->n_runs; run++)
        if (e->runs[run].pinned)
            f->members[f->n++] = (member){true, true, run};
    return RF_OK;
}

/* Whether the members that are kept can all be met. */
static rf_status is_possible(bool *possible, filter *f, rf_err *err)
{
    const rf_eligibility *e = f->m->eligible;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < f->n; i++)
        if (!f->members[i].is_pin)
            f->relaxed->rows[f->members[i].index].bound =
                f->members[i].kept ? f->m->rows[f->members[i].index].bound : NO_LIMIT;
    rf_state_clear(f->state);
    for (int32_t i = 0; i < f->n && rc == RF_OK; i++)
        if (f->members[i].is_pin && f->members[i].kept) {
            const rf_eligible_run *run = &e->runs[f->members[i].index];
            rc = rf_state_add(f->state, (rf_stay){f->members[i].index, run->first, run->last}, err);
        }
    *possible = f->state->broken == 0;
    return rc != RF_OK || *possible ? rc : rf_mend(possible, f->state, err);
}

static void keep(filter *f, int32_t begin, int32_t end, bool kept)
{
    for (int32_t i = begin; i < end; i++)
        f->members[i].kept = kept;
}

/* Moves the kept members to the front. */
static void compact(filter *f)
{
    int32_t n = 0;
    for (int32_t i = 0; i < f->n; i++) {
        if (f->members[i].kept)
            f->members[n++] = f->members[i];
        else if (!f->members[i].is_pin)
            f->relaxed->rows[f->members[i].index].bound = NO_LIMIT;
    }
    f->n = n;
}

/* Leaves out every chunk without which the rest is still impossible; *left_out: some was. */
static rf_status pass(bool *left_out, filter *f, int32_t chunk, rf_err *err)
{
    rf_status rc = RF_OK;
    *left_out = false;
    for (int32_t begin = 0; begin < f->n && rc == RF_OK; begin += chunk) {
        const int32_t end = begin + chunk < f->n ? begin + chunk : f->n;
        bool possible = false;
        keep(f, begin, end, false);
        rc = is_possible(&possible, f, err);
        if (possible)
            keep(f, begin, end, true);
        else
            *left_out = true;
    }
    compact(f);
    return rc;
}

/* Single members are tried until none can go: a pin that brings a tutor makes the question not
 * monotone. */
static rf_status delete_members(filter *f, rf_err *err)
{
    rf_status rc = RF_OK;
    bool left_out = true;
    for (int32_t chunk = f->n / 2; chunk > 1 && rc == RF_OK; chunk /= 2)
        rc = pass(&left_out, f, chunk, err);
    left_out = true;
    while (left_out && rc == RF_OK)
        rc = pass(&left_out, f, 1, err);
    return rc;
}

static int32_t pin_number(const rf_instance *in, const rf_eligible_run *run)
{
    for (int32_t i = 0; i < in->n_pins; i++)
        if (in->pins[i].agent.i == run->agent.i && in->pins[i].need.i == run->need.i &&
            in->pins[i].first == run->first)
            return i;
    return -1;
}

static rf_conflict conflict_of(const filter *f, const member *one)
{
    if (one->is_pin)
        return (rf_conflict){RF_CONFLICT_PIN,
                             pin_number(f->m->in, &f->m->eligible->runs[one->index]), -1};
    const rf_model_row *row = &f->m->rows[one->index];
    const rf_conflict_kind kind = row->kind == ROW_FLOOR        ? RF_CONFLICT_FLOOR
                                  : row->kind == ROW_CONVENTION ? RF_CONFLICT_CONVENTION
                                                                : RF_CONFLICT_TUTORS;
    return (rf_conflict){kind, row->index, row->period};
}

static int compare_conflicts(const void *a, const void *b)
{
    const rf_conflict *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return x->period < y->period ? -1 : x->period > y->period;
}

static rf_status write_plan(rf_plan **out, const filter *f, rf_err *err)
{
    rf_plan *plan = rf_new_array(1, sizeof *plan);
    rf_conflict *conflicts = rf_new_array((size_t)f->n, sizeof *conflicts);
    if (plan == NULL || conflicts == NULL) {
        free(plan);
        free(conflicts);
        return rf_fail_memory(err);
    }
    for (int32_t i = 0; i < f->n; i++)
        conflicts[i] = conflict_of(f, &f->members[i]);
    if (f->n > 0)
        qsort(conflicts, (size_t)f->n, sizeof *conflicts, compare_conflicts);
    plan->outcome = RF_INFEASIBLE;
    plan->conflicts = conflicts;
    plan->n_conflicts = f->n;
    *out = plan;
    return RF_OK;
}

static rf_status run_filter(rf_plan **out, filter *f, rf_err *err)
{
    rf_status rc = list_members(f, err);
    if (rc == RF_OK)
        rc = rf_state_new(&f->state, f->relaxed, err);
    if (rc == RF_OK)
        rc = delete_members(f, err);
    return rc == RF_OK ? write_plan(out, f, err) : rc;
}

rf_status rf_conflict_plan(rf_plan **out, const rf_model *m, rf_err *err)
{
    rf_model relaxed = *m;
    filter f = {.relaxed = &relaxed, .m = m};
    relaxed.rows = rf_new_array((size_t)m->n_rows, sizeof *relaxed.rows);
    if (relaxed.rows == NULL)
        return rf_fail_memory(err);
    memcpy(relaxed.rows, m->rows, (size_t)m->n_rows * sizeof *relaxed.rows);
    const rf_status rc = run_filter(out, &f, err);
    rf_state_free(f.state);
    free(f.members);
    free(relaxed.rows);
    return rc;
}
