/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/levels.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"
#include "engine/solve/anneal.h"
#include "engine/solve/ascent.h"
#include "engine/solve/core.h"
#include "engine/solve/exact.h"
#include "engine/solve/neighbourhood.h"
#include "engine/solve/relax.h"
#include "engine/solve/resolve.h"
#include "engine/solve/twin.h"

enum {
    SEED = 20200316,
    SEEDS_APART = 1000,        /* of two walks */
    SMALL_MODEL = 1500,        /* runs: some hundred agents */
    LARGE_MODEL = 20000,       /* runs: some thousand agents */
    FEW_ROWS = 800,            /* of a master whose nodes of branch and cut are cheap */
    MANY_ROWS = 5000,          /* of a master whose rounds of cuts are slow */
    FEW_COLUMNS = 2000,        /* of a master that is worth searching as it is */
    NODES = 200,               /* for a first look */
    EXACT_NODES = 100000,      /* a day's work: the clock ends it before */
    NEIGHBOURHOOD_AGENTS = 30, /* to begin with */
    LEAST_AGENTS = 8,
    MOST_AGENTS = 60,
    FEWEST_FAILS = 12, /* in a row: a first look */
    FEW_FAILS = 60,    /* in a row: enough of neighbourhoods for now */
    MANY_FAILS = 100,
    STEPS_PER_RUN = 1000, /* of a short walk */
    LONG = 8,             /* times a short walk, twice */
    MANY_ROUNDS = 15,     /* of columns in the last relaxation: it was slow */
    ASCENT_STEPS = 2000,
    ROUNDS = 4 /* of walks and neighbourhoods */
};

static const double HOT = 30.0, LEAST_PENALTY = 0.5, PENALTY_FACTOR = 10.0, FIRST_PENALTY = 20.0;
/* Of what is left of a level's time. */
static const double RELAX_SHARE = 0.7, SLOW_RELAX_SHARE = 0.3, ASCENT_SHARE = 0.25,
                    TIGHTEN_SHARE = 0.3, WALK_SHARE = 0.3, CORE_SHARE = 0.2;
static const double SMALL_SHARE = 0.4; /* of the whole time */
static const int64_t LEAST_WORK = 40000000, WORK_PER_RUN = 4000;

static rf_status new_parts(rf_chain *chain, rf_err *err)
{
    const size_t levels = (size_t)chain->m->in->n_levels;
    chain->limits = rf_new_array(levels, sizeof *chain->limits);
    chain->bounds = rf_new_array(levels, sizeof *chain->bounds);
    chain->penalty = rf_new_array(levels, sizeof *chain->penalty);
    rf_status rc = chain->limits == NULL || chain->bounds == NULL || chain->penalty == NULL
                       ? rf_fail_memory(err)
                       : RF_OK;
    if (rc == RF_OK)
        rc = rf_state_new(&chain->state, chain->m, err);
    if (rc == RF_OK)
        rc = rf_cuts_new(&chain->cuts, chain->m, err);
    if (rc == RF_OK)
        rc = rf_state_add_pins(chain->state, err);
    if (rc == RF_OK)
        rc = rf_roundings_new(&chain->roundings, chain->m, chain->cuts, chain->state, err);
    if (rc == RF_OK)
        rc = rf_prices_new(&chain->prices, chain->m, chain->cuts, chain->roundings, err);
    if (rc == RF_OK)
        rc = rf_pricer_new(&chain->pricer, chain->m, err);
    if (rc == RF_OK)
        rc = rf_program_new(&chain->master, chain->m, chain->state, err);
    return rc;
}

static void free_parts(rf_chain *chain)
{
    free(chain->limits);
    free(chain->bounds);
    free(chain->penalty);
    rf_state_free(chain->state);
    rf_prices_free(chain->prices);
    rf_pricer_free(chain->pricer);
    rf_program_free(chain->master);
    rf_roundings_free(chain->roundings);
    rf_cuts_free(chain->cuts);
}

/* Small while that helps; bigger when one was searched to its end for nothing, smaller when it
 * could not be. */
static int32_t next_size(int32_t n_agents, const rf_neighbourhood_result *result)
{
    if (result->improved)
        return NEIGHBOURHOOD_AGENTS;
    if (result->solved)
        return n_agents < MOST_AGENTS ? n_agents + 1 : n_agents;
    return n_agents > LEAST_AGENTS ? n_agents - n_agents / 6 : n_agents;
}

/* Neighbourhoods until the level closes or `most_fails` in a row did not help. */
static rf_status neighbourhoods(rf_chain *chain, int32_t most_fails, rf_err *err)
{
    rf_selection *selection = NULL;
    rf_status rc = RF_OK;
    int32_t n_agents = NEIGHBOURHOOD_AGENTS, fails = 0;
    if (chain->m->eligible->n_runs == 0)
        return RF_OK;
    rc = rf_selection_new(&selection, chain, err);
    if (rc == RF_OK)
        rc = rf_selection_renew(selection, err);
    while (fails < most_fails && rc == RF_OK && !rf_chain_is_over(chain)) {
        rf_neighbourhood_result result;
        rf_selection_choose(selection, n_agents);
        rc = rf_neighbourhood(&result, chain, selection, err);
        if (rc == RF_OK && result.improved)
            rc = rf_selection_renew(selection, err);
        fails = result.improved ? 0 : fails + 1;
        n_agents = next_size(n_agents, &result);
    }
    rf_selection_free(selection);
    return rc;
}

/* Branch and cut over the master's stays, unless they are too many for it to help. */
static rf_status restricted(rf_chain *chain, rf_err *err)
{
    const bool few = rf_program_n_stays(chain->master) <= FEW_COLUMNS;
    return few && !rf_chain_is_over(chain) ? rf_restricted(chain, NODES, err) : RF_OK;
}

/* How much of a proof by branch and cut is worth trying. */
typedef struct proof_limits {
    int32_t stays, nodes;
} proof_limits;

static const proof_limits QUICK_PROOF = {6000, 100}, FULL_PROOF = {6000, EXACT_NODES},
                          LAST_PROOF = {30000, EXACT_NODES}; /* where nodes are cheap */

/* Branch and cut over all stays that can still matter, unless they are too many. */
static rf_status prove(bool *solved, rf_chain *chain, proof_limits limits, rf_err *err)
{
    *solved = false;
    return rf_chain_is_over(chain) ? RF_OK
                                   : rf_exact(solved, chain, limits.stays, limits.nodes, err);
}

/* Leaves a share of what is left of the level's time; returns the deadline as it was. */
static double shorten(rf_chain *chain, double share)
{
    const double deadline = chain->deadline, now = rf_clock_now();
    if (deadline > 0)
        chain->deadline = now + share * (deadline - now);
    return deadline;
}

/* Within a share of what is left of the level's time: a step that the clock would not see the end
 * of leaves some for the next. */
static rf_status within(double share, rf_chain *chain,
                        rf_status (*step)(rf_chain *chain, rf_err *err), rf_err *err)
{
    const double deadline = shorten(chain, share);
    const rf_status rc = step(chain, err);
    chain->deadline = deadline;
    return rc;
}

/* What a short walk may cost: more where there is more to walk on. */
static int64_t walk_work(const rf_chain *chain)
{
    return LEAST_WORK + (int64_t)WORK_PER_RUN * chain->m->eligible->n_runs;
}

/* A walk that is `length` times a short one, twice where that is more than one, within its share of
 * the level's time; each round begins cooler than the last. */
static rf_status walk(rf_chain *chain, int32_t round, int32_t length, rf_err *err)
{
    const double scale = chain->grain.step < 5 ? 1.0 : (double)chain->grain.step / 5;
    const rf_annealing how = {
        .steps_per_run = STEPS_PER_RUN * length,
        .hot = HOT * scale / (1 + round),
        .cold = 0.5,
        .seed = SEED + (uint64_t)(chain->level + (round + length - 1) * chain->m->in->n_levels),
        .work = walk_work(chain) * length,
    };
    const double deadline = shorten(chain, WALK_SHARE);
    rf_status rc = RF_OK;
    if (!rf_chain_is_over(chain))
        rc = length > 1 ? rf_anneal_twice(chain, &how, SEEDS_APART, err)
                        : rf_anneal(chain, &how, err);
    chain->deadline = deadline;
    return rc;
}

/* Beyond a limit a walk pays several times what the relaxation would, or, where none was solved
 * yet, much. */
static void set_penalties(rf_chain *chain)
{
    for (int32_t l = 0; l < chain->level && chain->relaxed; l++)
        chain->penalty[l] = LEAST_PENALTY + PENALTY_FACTOR * (double)chain->prices->level[l] /
                                                (double)chain->prices->unit;
}

/* Not where the clock would end it within a round: the master would be left without a solution. */
static rf_status tighten(rf_chain *chain, rf_err *err)
{
    const bool cut_off = chain->deadline > 0 && rf_program_n_rows(chain->master) > MANY_ROWS;
    return cut_off ? RF_OK : within(TIGHTEN_SHARE, chain, rf_tighten, err);
}

/* Cuts (unless given up), walks and neighbourhoods in turn, each walk cooler than the last. */
static rf_status search_on(rf_chain *chain, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t round = 1; round < ROUNDS && rc == RF_OK && !rf_chain_is_over(chain); round++) {
        rc = tighten(chain, err);
        if (rc == RF_OK)
            rc = walk(chain, round, LONG, err);
        if (rc == RF_OK)
            rc = neighbourhoods(chain, MANY_FAILS, err);
    }
    return rc;
}

/* To the end where nodes are cheap; else a look, within its share of the level's time. */
static rf_status first_proof(bool *solved, rf_chain *chain, bool cheap, rf_err *err)
{
    if (cheap)
        return prove(solved, chain, FULL_PROOF, err);
    const double deadline = shorten(chain, CORE_SHARE);
    const rf_status rc = prove(solved, chain, QUICK_PROOF, err);
    chain->deadline = deadline;
    return rc;
}

static bool is_large(const rf_model *m)
{
    return m->eligible->n_runs > LARGE_MODEL;
}

/* Of the first levels, whose relaxation then has few rows. */
static bool count_unmet_alone(const rf_chain *chain, int32_t n_levels)
{
    for (int32_t l = 0; l < n_levels; l++)
        for (int i = RF_TERM_FLOORS; i < RF_N_TERMS; i++)
            if (chain->m->in->levels[l].weight[i] > 0)
                return false;
    return true;
}

/* The relaxation takes so long that a good plan should come first, which also makes it shorter. */
static bool is_slow(const rf_chain *chain)
{
    return is_large(chain->m) && !count_unmet_alone(chain, chain->level + 1);
}

static bool is_small(const rf_model *m)
{
    return m->eligible->n_runs <= SMALL_MODEL;
}

static rf_status walk_and_look_around(rf_chain *chain, rf_err *err)
{
    const bool walked = chain->level > 0 && is_slow(chain);
    const rf_status rc = walked ? RF_OK : walk(chain, 0, LONG, err);
    return rc == RF_OK ? neighbourhoods(chain, FEW_FAILS, err) : rc;
}

/* Steps by what they cost, each only while the level is open: branch and cut over the whole level
 * comes early where its nodes are cheap, which is where the master has few rows. */
static rf_status improve(rf_chain *chain, rf_err *err)
{
    const bool cheap = rf_program_n_rows(chain->master) <= FEW_ROWS;
    bool solved = false;
    set_penalties(chain);
    rf_status rc = neighbourhoods(chain, FEWEST_FAILS, err);
    if (rc == RF_OK && !cheap)
        rc = walk_and_look_around(chain, err);
    if (rc == RF_OK)
        rc = within(CORE_SHARE, chain, rf_core_search, err);
    if (rc == RF_OK)
        rc = first_proof(&solved, chain, cheap, err);
    if (rc == RF_OK && cheap && !solved)
        rc = restricted(chain, err);
    if (rc == RF_OK && !solved)
        rc = search_on(chain, err);
    if (rc == RF_OK && !solved)
        rc = prove(&solved, chain, cheap ? LAST_PROOF : FULL_PROOF, err);
    return rc;
}

static rf_status ascend(rf_chain *chain, rf_err *err)
{
    return rf_ascend(chain, ASCENT_STEPS, err);
}

/* The last relaxation took many rounds, or would have without a good plan to start at. */
static bool was_slow(const rf_chain *chain)
{
    return is_large(chain->m) &&
           (chain->rounds > MANY_ROUNDS || !count_unmet_alone(chain, chain->level));
}

/* Where the last relaxation was slow, this one will be slower: its duals are climbed first, which
 * proves most of what it would. */
static rf_status relax(rf_chain *chain, rf_err *err)
{
    const bool slow = was_slow(chain);
    rf_status rc = RF_OK;
    if (slow && !rf_chain_is_over(chain))
        rc = within(ASCENT_SHARE, chain, ascend, err);
    if (rc == RF_OK && !rf_chain_is_over(chain))
        rc = within(slow ? SLOW_RELAX_SHARE : RELAX_SHARE, chain, rf_relax, err);
    return rc;
}

/* Whether any stay is possible beside the pins. */
static bool has_choice(const rf_model *m)
{
    for (int32_t r = 0; r < m->eligible->n_runs; r++)
        if (rf_run_has_stays(&m->eligible->runs[r]) && !m->eligible->runs[r].pinned)
            return true;
    return false;
}

static void begin_level(rf_chain *chain)
{
    chain->grain = rf_level_grain(chain->m, chain->level);
    chain->relaxed = chain->gave_up_cuts = false;
    chain->exact = -RF_FREE;
    if (!has_choice(chain->m))
        rf_chain_raise(chain, chain->best->values[chain->level]);
}

/* A level above `changes`: cuts only where the bound is needed to say that it is met. */
static rf_status restore_level(rf_chain *chain, rf_resolve *resolve, rf_err *err)
{
    rf_status rc = rf_resolve_restore(resolve, chain, err);
    if (rc != RF_OK || rf_resolve_is_left(resolve, chain))
        return rc;
    rc = tighten(chain, err);
    if (rc == RF_OK)
        rc = rf_resolve_restore(resolve, chain, err);
    return rc == RF_OK && is_small(chain->m) && !rf_chain_is_over(chain) ? improve(chain, err) : rc;
}

/* `changes` and the levels below: where to search on takes long, a few neighbourhoods and a look at
 * a proof. */
static rf_status look_around(rf_chain *chain, rf_err *err)
{
    bool solved = false;
    rf_status rc = neighbourhoods(chain, FEWEST_FAILS, err);
    if (rc == RF_OK)
        rc = tighten(chain, err);
    if (rc != RF_OK || rf_chain_is_over(chain))
        return rc;
    if (is_small(chain->m))
        return improve(chain, err);
    rc = neighbourhoods(chain, FEW_FAILS, err);
    return rc == RF_OK ? prove(&solved, chain, QUICK_PROOF, err) : rc;
}

/* A level of a plan that is solved again. */
static rf_status solve_level_again(rf_chain *chain, rf_resolve *resolve, rf_err *err)
{
    begin_level(chain);
    rf_resolve_settle(resolve, chain);
    rf_status rc = relax(chain, err);
    if (rc == RF_OK)
        rc = rf_resolve_is_above_changes(resolve, chain) ? restore_level(chain, resolve, err)
                                                         : look_around(chain, err);
    if (rc == RF_OK)
        rf_resolve_end_level(resolve, chain);
    return rc;
}

static rf_status first_walk(rf_chain *chain, rf_err *err)
{
    chain->penalty[chain->level - 1] = FIRST_PENALTY;
    return walk(chain, 0, is_slow(chain) ? LONG : 1, err);
}

static rf_status solve_level(rf_chain *chain, rf_err *err)
{
    rf_status rc = RF_OK;
    begin_level(chain);
    if (chain->level > 0)
        rc = first_walk(chain, err);
    if (rc == RF_OK)
        rc = relax(chain, err);
    if (rc == RF_OK)
        rc = tighten(chain, err);
    if (rc == RF_OK && !rf_chain_is_over(chain))
        rc = improve(chain, err);
    return rc;
}

/* Where the baseline's plan is within the level's gap, the level is met and the plan is kept;
 * where it is not, it has served as the first incumbent and is let go. */
static rf_status keep_baseline(rf_chain *chain, rf_incumbent **baseline, rf_err *err)
{
    const int64_t value = *baseline != NULL ? (*baseline)->values[chain->level] : 0;
    if (*baseline == NULL)
        return RF_OK;
    bool kept = (double)(value - chain->bounds[chain->level]) <= rf_chain_forgiven(chain, value);
    for (int32_t l = 0; l < chain->level; l++)
        kept = kept && (*baseline)->values[l] <= chain->limits[l];
    if (!kept) {
        rf_incumbent_free(*baseline);
        *baseline = NULL;
        return RF_OK;
    }
    const rf_status rc = rf_incumbent_copy(chain->best, *baseline, chain->m->in->n_levels, err);
    if (rc == RF_OK)
        chain->listener->incumbent(chain->listener->user, chain->best);
    return rc;
}

static rf_status solve_level_from_the_top(rf_chain *chain, rf_incumbent **baseline, rf_err *err)
{
    rf_status rc = solve_level(chain, err);
    if (rc == RF_OK)
        rc = keep_baseline(chain, baseline, err);
    chain->limits[chain->level] = chain->best->values[chain->level];
    return rc;
}

/* The level's share of the time that is left: where all are quick, one that is not may have more.
 */
static double share_of_time(const rf_chain *chain)
{
    const double equal = 1.0 / (chain->m->in->n_levels - chain->level);
    return is_small(chain->m) ? fmax(SMALL_SHARE, equal) : equal;
}

static rf_status solve_all(rf_chain *chain, const rf_levels_options *options, rf_err *err)
{
    const double start = rf_clock_now();
    const int32_t n_levels = chain->m->in->n_levels;
    rf_incumbent *baseline = NULL;
    rf_resolve *resolve = NULL;
    rf_status rc = RF_OK;
    if (chain->m->in->has_baseline)
        rc = rf_incumbent_new(&baseline, chain->m, err);
    if (rc == RF_OK && baseline != NULL)
        rc = rf_incumbent_copy(baseline, chain->best, n_levels, err);
    if (rc == RF_OK)
        rc = rf_resolve_new(&resolve, chain->m, chain->best, err);
    chain->resolving = resolve != NULL;
    for (int32_t l = 0; l < options->first; l++) {
        chain->limits[l] = chain->best->values[l];
        chain->bounds[l] = options->bounds[l];
    }
    for (chain->level = options->first; chain->level < n_levels && rc == RF_OK; chain->level++) {
        const double began = rf_clock_now(), left = start + options->seconds - began;
        const double share = options->seconds > 0 ? fmax(0.01, left * share_of_time(chain)) : 0;
        chain->deadline = share > 0 ? began + share : 0;
        chain->listener->begun(chain->listener->user, chain->level, share);
        if (resolve != NULL)
            rc = solve_level_again(chain, resolve, err);
        else
            rc = solve_level_from_the_top(chain, &baseline, err);
        if (rc != RF_OK)
            break;
        chain->listener->done(chain->listener->user, chain->level, rf_clock_now() - began);
    }
    rf_incumbent_free(baseline);
    rf_resolve_free(resolve);
    return rc;
}

/* A first plan for all levels at once. */
static rf_status first_plan(rf_chain *chain, const rf_levels_options *options, rf_err *err)
{
    const rf_annealing whole = {.steps_per_run = STEPS_PER_RUN,
                                .hot = 100.0,
                                .cold = 0.5,
                                .seed = SEED,
                                .work = walk_work(chain)};
    chain->level = 0;
    chain->grain = (rf_grain){0, 1};
    chain->deadline = options->seconds > 0 ? rf_clock_now() + options->seconds / 4 : 0;
    return rf_anneal(chain, &whole, err);
}

rf_status rf_levels_solve(rf_incumbent *start, rf_levels_work *work, const rf_model *m,
                          const rf_levels_options *options, const rf_listener *listener,
                          rf_err *err)
{
    rf_chain chain = {.m = m,
                      .listener = listener,
                      .gaps = options->gaps,
                      .best = start,
                      .random = {SEED},
                      .workers = options->workers};
    rf_status rc = new_parts(&chain, err);
    if (rc == RF_OK && !m->in->has_baseline && options->first == 0)
        rc = first_plan(&chain, options, err);
    if (rc == RF_OK)
        rc = solve_all(&chain, options, err);
    if (rc == RF_OK)
        *work = (rf_levels_work){rf_program_n_stays(chain.master), rf_program_n_rows(chain.master)};
    free_parts(&chain);
    return rc;
}
