/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/exact.h"

#include <math.h>

#include "engine/solve/neighbourhood.h"

enum { ITERATIONS = 200000 };

typedef struct survivors {
    rf_program *program; /* NULL: only counting */
    int32_t n, most;
    rf_err *err;
} survivors;

static rf_status meet(void *user, const rf_priced *priced)
{
    survivors *s = user;
    s->n++;
    if (s->program != NULL)
        return rf_program_add_stay(s->program, priced->stay, s->err);
    return s->n <= s->most ? RF_OK : RF_BAD_INPUT; /* enough counted */
}

/* The step by which a search should look for better: one grain, or what the level's gap forgives.
 */
static int64_t better_by(const rf_chain *chain)
{
    const int64_t forgiven =
        (int64_t)floor(chain->gaps[chain->level] * (double)chain->best->values[chain->level]);
    return forgiven > chain->grain.step ? forgiven : chain->grain.step;
}

/* Branch and cut from the incumbent. */
static rf_status search(rf_search_result *out, rf_chain *chain, rf_program *program,
                        const rf_search_options *options, rf_err *err)
{
    rf_status rc = rf_state_set(chain->state, chain->best, err);
    if (rc == RF_OK)
        rc = rf_program_search(out, program, chain->state, options, err);
    bool taken = false;
    return rc == RF_OK ? rf_chain_offer(&taken, chain, err) : rc;
}

static rf_status load_survivors(rf_program **out, rf_chain *chain, rf_err *err)
{
    rf_state_clear(chain->state);
    rf_status rc = rf_state_add_pins(chain->state, err);
    if (rc == RF_OK)
        rc = rf_program_new(out, chain->m, chain->state, err);
    if (rc == RF_OK)
        rc = rf_program_set_level(*out, chain->level, chain->limits, err);
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        rc = rf_program_add_stay(*out, chain->best->stays[i], err);
    survivors s = {.program = *out, .err = err};
    if (rc == RF_OK)
        rc = rf_surviving_stays(chain, -1, meet, &s);
    if (rc == RF_OK)
        rc = rf_program_load_cuts(*out, chain->cuts, err);
    return rc;
}

/* A search over all stays that survived when the incumbent was at `value`. */
typedef struct proof {
    rf_chain *chain;
    int64_t value;
} proof;

/* What such a search has proven; plans with other stays are no better than the incumbent was. The
 * search's bound is floating point and gives way a little. */
static void raise_from(const proof *p, double bound)
{
    const double slack = 1e-3 + 1e-8 * fabs(bound);
    if (bound <= 0)
        return;
    const int64_t proven = rf_grain_up(p->chain->grain, (int64_t)ceil(bound - slack));
    rf_chain_raise(p->chain, proven < p->value ? proven : p->value);
}

static bool is_proven_enough(void *user, double bound)
{
    const proof *p = user;
    raise_from(p, bound);
    return rf_chain_is_over(p->chain);
}

static bool is_over(void *user, double bound)
{
    (void)bound; /* of some stays only */
    return rf_chain_is_over(user);
}

rf_status rf_exact(bool *solved, rf_chain *chain, int32_t most_stays, int32_t node_limit,
                   rf_err *err)
{
    survivors count = {.program = NULL, .most = most_stays, .err = err};
    *solved = false;
    if (!chain->relaxed || rf_surviving_stays(chain, -1, meet, &count) != RF_OK)
        return RF_OK;
    rf_program *program = NULL;
    proof p = {chain, chain->best->values[chain->level]};
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    rf_status rc = load_survivors(&program, chain, err);
    if (rc == RF_OK)
        rc = rf_program_relax(&outcome, program, RF_LP_PRIMAL, &iterations, err);
    if (rc == RF_OK && outcome == RF_LP_OPTIMAL) {
        rf_search_result result;
        const rf_search_options options = {.better_by = better_by(chain),
                                           .node_limit = node_limit,
                                           .cuts = true,
                                           .alike = chain->resolving,
                                           .stopped = is_proven_enough,
                                           .user = &p};
        rc = search(&result, chain, program, &options, err);
        if (rc == RF_OK) {
            raise_from(&p, result.bound);
            *solved = result.solved;
        }
    }
    rf_program_free(program);
    return rc;
}

rf_status rf_restricted(rf_chain *chain, int32_t node_limit, rf_err *err)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    rf_search_result result;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        rc = rf_program_add_stay(chain->master, chain->best->stays[i], err);
    if (rc == RF_OK)
        rc = rf_program_relax(&outcome, chain->master, RF_LP_PRIMAL, &iterations, err);
    if (rc != RF_OK || outcome != RF_LP_OPTIMAL)
        return rc;
    const rf_search_options options = {.better_by = better_by(chain),
                                       .node_limit = node_limit,
                                       .cuts = true,
                                       .alike = chain->resolving,
                                       .stopped = is_over,
                                       .user = chain};
    return search(&result, chain, chain->master, &options, err);
}
