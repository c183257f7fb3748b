/* SPDX-License-Identifier: GPL-3.0-or-later
 * Branch and cut on a program: between a state (integers, exact) and a MIP (floating point). */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/program_parts.h"

typedef struct branching {
    const rf_program *program;
    const rf_search_options *options;
    rf_state *scratch; /* rebuilt for each solution found */
    rf_incumbent *best;
    rf_status rc;
    rf_err *err;
    bool has_plan; /* best is one */
    bool improved;
} branching;

/* The state that a vector of column values stands for: base, and the stays at 1. */
static rf_status rebuild(rf_state *state, const rf_program *p, const double *values, rf_err *err)
{
    rf_state_clear(state);
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < p->n_base && rc == RF_OK; i++)
        rc = rf_state_add(state, p->base_stays[i], err);
    for (size_t i = 0; i < p->n_stays && rc == RF_OK; i++)
        if (values[p->column[i]] > 0.5)
            rc = rf_state_add(state, p->stays[i], err);
    return rc;
}

/* Breaks no row and is within the limits. */
static bool is_plan(const rf_program *p, const rf_state *state)
{
    bool within = state->broken == 0;
    for (int32_t l = 0; l < p->level && within; l++)
        within = state->values[l] <= p->limits[l];
    return within;
}

/* In the order of the levels, or, where all within the limits are alike above, from its own on. */
static bool is_better(const branching *b)
{
    const int32_t from = b->options->alike ? b->program->level : 0;
    return rf_values_compare(b->scratch->values + from, b->best->values + from,
                             b->program->m->in->n_levels - from) < 0;
}

static void on_found(void *user, const double *values)
{
    branching *b = user;
    const rf_program *p = b->program;
    if (b->rc != RF_OK)
        return;
    b->rc = rebuild(b->scratch, p, values, b->err);
    if (b->rc != RF_OK || !is_plan(p, b->scratch))
        return;
    if (b->has_plan && !is_better(b))
        return;
    b->improved |= !b->has_plan || b->scratch->values[p->level] < b->best->values[p->level];
    b->has_plan = true;
    b->rc = rf_incumbent_take(b->best, b->scratch, b->err);
}

static bool on_node(void *user, double bound)
{
    branching *b = user;
    return b->rc != RF_OK || (b->options->first && b->improved) ||
           (b->options->stopped != NULL && b->options->stopped(b->options->user, bound));
}

static rf_status search_from(rf_search_result *out, rf_program *p, branching *b,
                             const double *start)
{
    const rf_mip_options options = {.cutoff = 0.98 * (double)b->options->better_by,
                                    .node_limit = b->options->node_limit,
                                    .cuts = b->options->cuts,
                                    .start = start,
                                    .found = on_found,
                                    .node = on_node,
                                    .user = b};
    rf_mip_result result = {.bound = 0};
    rf_status rc = rf_mip_solve(&result, p->lp, &options, b->err);
    if (rc == RF_OK)
        rc = b->rc;
    if (rc == RF_OK)
        *out = (rf_search_result){result.solved, b->improved, result.bound};
    return rc;
}

rf_status rf_program_search(rf_search_result *out, rf_program *p, rf_state *state,
                            const rf_search_options *options, rf_err *err)
{
    branching b = {.program = p, .options = options, .err = err, .has_plan = is_plan(p, state)};
    double *start = rf_new_array((size_t)rf_lp_n_columns(p->lp), sizeof *start);
    rf_status rc = start == NULL ? rf_fail_memory(err) : rf_state_new(&b.scratch, p->m, err);
    if (rc == RF_OK)
        rc = rf_incumbent_new(&b.best, p->m, err);
    if (rc == RF_OK)
        rc = rf_incumbent_take(b.best, state, err);
    if (rc == RF_OK && !rf_program_values(start, p, state))
        rc = rf_fail(err, RF_INTERNAL, "a search started from a plan outside of its program");
    if (rc == RF_OK)
        rc = search_from(out, p, &b, b.has_plan ? start : NULL);
    if (rc == RF_OK)
        rc = rf_state_set(state, b.best, err);
    rf_incumbent_free(b.best);
    rf_state_free(b.scratch);
    free(start);
    return rc;
}
