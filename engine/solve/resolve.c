/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/resolve.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/neighbourhood.h"
#include "engine/solve/start.h"

enum { NODES = 200, ITERATIONS = 20000, HUNDRED = 100 };
static const int32_t SIZES[] = {40, 100}; /* agents */
enum { N_SIZES = sizeof SIZES / sizeof SIZES[0] };

struct rf_resolve {
    const rf_model *m;
    int32_t changes;      /* the first level that counts them */
    int64_t *before;      /* [levels above it] what the level came to, and should again */
    int64_t *limits;      /* [levels] scratch */
    bool *damaged;        /* [K] a move to it fell */
    int32_t n_impossible; /* moves of the baseline that no plan can have */
    int64_t lost;         /* no more centi-FTE than this fell */
};

/* ---- what fell ---------------------------------------------------------------------------------
 */

static int32_t level_of_changes(const rf_instance *in)
{
    int32_t l = 0;
    while (l < in->n_levels && in->levels[l].weight[RF_TERM_CHANGES] == 0)
        l++;
    return l < in->n_levels ? l : -1;
}

static void note_move(rf_resolve *r, const rf_move *move)
{
    r->damaged[move->need.i] = true;
    r->lost += (int64_t)HUNDRED * (move->last - move->first + 1);
    r->n_impossible += rf_run_holding(r->m, move) < 0 ? 1 : 0;
}

/* The moves of the baseline that are not in `start`. */
static rf_status note_fallen(rf_resolve *r, const rf_incumbent *start, rf_err *err)
{
    const rf_instance *in = r->m->in;
    const size_t n = (size_t)start->n_stays;
    rf_move *kept = rf_new_array(n, sizeof *kept);
    if (kept == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        kept[i] = rf_stay_move(r->m, start->stays[i]);
    if (n > 0)
        qsort(kept, n, sizeof *kept, rf_move_compare);
    r->n_impossible = in->baseline_unknown;
    r->lost = (int64_t)HUNDRED * in->n_periods * in->baseline_unknown;
    for (int32_t i = 0; i < in->n_baseline; i++)
        if (n == 0 || bsearch(&in->baseline[i], kept, n, sizeof *kept, rf_move_compare) == NULL)
            note_move(r, &in->baseline[i]);
    free(kept);
    return RF_OK;
}

/* What the level may have lost with all that fell. */
static int64_t loss_of(const rf_resolve *r, int32_t level)
{
    int64_t most = 0;
    for (int tier = 0; tier < RF_N_TIERS; tier++) {
        const int64_t weight = r->m->in->levels[level].weight[RF_TERM_UNMET_VITAL + tier];
        most = weight > most ? weight : most;
    }
    return most * r->lost;
}

/* Whether the document says what each level above came to, and the start is no worse than what fell
 * explains. */
static bool is_explained(const rf_resolve *r, const rf_incumbent *start)
{
    for (int32_t l = 0; l < r->changes; l++) {
        const int64_t before = r->m->in->before[l].value;
        if (before < 0 || start->values[l] > before + loss_of(r, l))
            return false;
    }
    return true;
}

static void set_before(rf_resolve *r, const rf_incumbent *start)
{
    for (int32_t l = 0; l < r->changes; l++) {
        const int64_t before = r->m->in->before[l].value;
        r->before[l] = before < start->values[l] ? before : start->values[l];
    }
}

rf_status rf_resolve_new(rf_resolve **out, const rf_model *m, const rf_incumbent *start,
                         rf_err *err)
{
    const rf_instance *in = m->in;
    const int32_t changes = in->has_baseline ? level_of_changes(in) : -1;
    *out = NULL;
    if (changes < 0)
        return RF_OK;
    rf_resolve *r = rf_new_array(1, sizeof *r);
    if (r == NULL)
        return rf_fail_memory(err);
    r->m = m;
    r->changes = changes;
    r->before = rf_new_array((size_t)in->n_levels, sizeof *r->before);
    r->limits = rf_new_array((size_t)in->n_levels, sizeof *r->limits);
    r->damaged = rf_new_array((size_t)in->n_needs, sizeof *r->damaged);
    rf_status rc =
        r->before == NULL || r->limits == NULL || r->damaged == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        rc = note_fallen(r, start, err);
    if (rc == RF_OK && is_explained(r, start)) {
        set_before(r, start);
        *out = r;
        return RF_OK;
    }
    rf_resolve_free(r);
    return rc;
}

void rf_resolve_free(rf_resolve *resolve)
{
    if (resolve == NULL)
        return;
    free(resolve->before);
    free(resolve->limits);
    free(resolve->damaged);
    free(resolve);
}

bool rf_resolve_is_above_changes(const rf_resolve *resolve, const rf_chain *chain)
{
    return chain->level < resolve->changes;
}

/* ---- a level -----------------------------------------------------------------------------------
 */

static bool counts_only_changes(const rf_level_spec *level)
{
    bool only = true;
    for (int i = 0; i < RF_N_TERMS; i++)
        only = only && (i == RF_TERM_CHANGES || level->weight[i] == 0);
    return only;
}

void rf_resolve_settle(const rf_resolve *resolve, rf_chain *chain)
{
    const rf_level_spec *level = &resolve->m->in->levels[resolve->changes];
    const int64_t least = level->weight[RF_TERM_CHANGES] * resolve->n_impossible;
    if (!counts_only_changes(level) || chain->level < resolve->changes)
        return;
    if (chain->best->values[resolve->changes] == least)
        rf_chain_raise(chain, chain->best->values[chain->level]);
}

/* The greatest value that is within the level's gap of its bound. */
static int64_t within_gap(const rf_chain *chain)
{
    const int64_t bound = chain->bounds[chain->level], best = chain->best->values[chain->level];
    const double gap = chain->gaps[chain->level], most = (double)bound / (1 - gap) + 1;
    int64_t value = gap < 1 && most < (double)best ? (int64_t)floor(most) : best;
    while (value > bound && (double)(value - bound) > rf_chain_forgiven(chain, value))
        value--;
    return value;
}

bool rf_resolve_is_left(const rf_resolve *resolve, const rf_chain *chain)
{
    const rf_before *before = &resolve->m->in->before[chain->level];
    const bool was_open =
        (double)(before->value - before->bound) > rf_chain_forgiven(chain, before->value);
    return rf_chain_is_closed(chain) ||
           (was_open && chain->best->values[chain->level] <= resolve->before[chain->level]);
}

/* The greatest value that meets a level above `changes`. */
static int64_t meeting(const rf_resolve *r, const rf_chain *chain)
{
    const int64_t value = within_gap(chain), before = r->before[chain->level];
    return value > before ? value : before;
}

/* The stays at the needs that lost someone. */
static rf_status load_damaged(const rf_resolve *r, rf_program *program, const rf_selection *chosen,
                              rf_err *err)
{
    const rf_eligibility *e = r->m->eligible;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < e->n_runs && rc == RF_OK; i++) {
        const rf_eligible_run *run = &e->runs[i];
        if (run->pinned || !r->damaged[run->need.i] || !rf_selection_has(chosen, run->agent.i))
            continue;
        for (int32_t length = run->shortest; length <= run->longest; length++)
            for (int32_t t = run->first; t + length - 1 <= run->last && rc == RF_OK; t++)
                rc = rf_program_add_stay(program,
                                         (rf_stay){i, (int16_t)t, (int16_t)(t + length - 1)}, err);
    }
    return rc;
}

static bool is_over(void *user, double bound)
{
    (void)bound; /* of the neighbourhood alone */
    return rf_chain_is_over(user);
}

/* The plan of fewest changes that meets the level at hand, among those that differ in the chosen
 * agents only; the levels between it and `changes` are free. */
static rf_status repair(const rf_resolve *r, rf_chain *chain, const rf_selection *chosen,
                        rf_err *err)
{
    const rf_goal goal = {r->changes, r->limits};
    const rf_search_options options = {.better_by = 1,
                                       .node_limit = NODES,
                                       .cuts = true,
                                       .alike = true,
                                       .stopped = is_over,
                                       .user = chain};
    rf_program *program = NULL;
    rf_search_result result;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    int32_t iterations = ITERATIONS;
    bool taken = false;
    rf_status rc = rf_neighbourhood_program(&program, chain, chosen, &goal, err);
    if (rc == RF_OK)
        rc = load_damaged(r, program, chosen, err);
    if (rc == RF_OK)
        rc = rf_program_relax(&outcome, program, RF_LP_PRIMAL, &iterations, err);
    if (rc == RF_OK && outcome == RF_LP_OPTIMAL) {
        rc = rf_state_set(chain->state, chain->best, err);
        if (rc == RF_OK)
            rc = rf_program_search(&result, program, chain->state, &options, err);
        if (rc == RF_OK)
            rc = rf_chain_offer(&taken, chain, err);
    }
    rf_program_free(program);
    return rc;
}

static void set_limits(rf_resolve *r, const rf_chain *chain, int64_t most)
{
    for (int32_t l = 0; l < r->changes; l++)
        r->limits[l] = l < chain->level ? chain->limits[l] : l == chain->level ? most : INT32_MAX;
}

/* Repairs by few changes; where that is not possible, the best that the same agents can do. */
static rf_status restore(rf_resolve *r, rf_chain *chain, rf_selection *chosen, rf_err *err)
{
    const int64_t most = meeting(r, chain);
    rf_neighbourhood_result result;
    rf_status rc = RF_OK;
    set_limits(r, chain, most);
    for (int32_t i = 0; i < N_SIZES && rc == RF_OK; i++) {
        if (chain->best->values[chain->level] <= most || rf_chain_is_over(chain))
            return RF_OK;
        rf_selection_choose_for(chosen, r->damaged, SIZES[i]);
        rc = repair(r, chain, chosen, err);
    }
    if (rc == RF_OK && chain->best->values[chain->level] > most && !rf_chain_is_over(chain))
        rc = rf_neighbourhood(&result, chain, chosen, err);
    return rc;
}

rf_status rf_resolve_restore(rf_resolve *resolve, rf_chain *chain, rf_err *err)
{
    rf_selection *chosen = NULL;
    rf_status rc = RF_OK;
    if (chain->best->values[chain->level] <= meeting(resolve, chain) ||
        chain->m->eligible->n_runs == 0)
        return RF_OK;
    rc = rf_selection_new(&chosen, chain, err);
    if (rc == RF_OK)
        rc = rf_selection_renew(chosen, err);
    if (rc == RF_OK)
        rc = restore(resolve, chain, chosen, err);
    rf_selection_free(chosen);
    return rc;
}

void rf_resolve_end_level(const rf_resolve *resolve, rf_chain *chain)
{
    const int64_t value = chain->best->values[chain->level];
    if (chain->level < resolve->changes) {
        const int64_t most =
            rf_chain_is_closed(chain) ? within_gap(chain) : meeting(resolve, chain);
        chain->limits[chain->level] = most > value ? most : value;
    } else {
        for (int32_t l = 0; l <= chain->level; l++)
            chain->limits[l] = chain->best->values[l];
        chain->resolving = false;
    }
}
