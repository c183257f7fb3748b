/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/neighbourhood.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"

enum { NODES = 30, PER_AGENT = 8, ITERATIONS = 20000, SHARE = 200 };

static const double NOTHING = 1e-6;

int64_t rf_surviving_cost(const rf_chain *chain)
{
    const int64_t value = chain->best->values[chain->level];
    const double unit = (double)chain->prices->unit;
    const double room = ((double)(value - chain->grain.step) - chain->exact) * unit;
    return room < 0x1p62 ? (int64_t)ceil(room) + chain->prices->unit / 1024 + 1 : INT64_MAX;
}

rf_status rf_surviving_stays(rf_chain *chain, int32_t agent,
                             rf_status (*visit)(void *user, const rf_priced *priced), void *user)
{
    const rf_visitor visitor = {rf_surviving_cost(chain), visit, user};
    rf_agent_id a = {agent >= 0 ? agent : 0};
    const int32_t end = agent >= 0 ? agent + 1 : chain->m->in->n_agents;
    rf_status rc = RF_OK;
    for (; a.i < end && rc == RF_OK; a.i++)
        rc = rf_price_agent(chain->pricer, chain->prices, a, &visitor);
    return rc;
}

/* The stays that the neighbourhood chooses among: the incumbent's, the relaxation's, and the
 * cheapest that could still be in a better plan. */
static rf_status load_stays(rf_program *program, const rf_chain *chain, const rf_selection *chosen,
                            rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        if (rf_selection_has(chosen, rf_run_of(chain->m, chain->best->stays[i])->agent.i))
            rc = rf_program_add_stay(program, chain->best->stays[i], err);
    for (int32_t i = 0; i < rf_program_n_stays(chain->master) && chain->relaxed && rc == RF_OK;
         i++) {
        const rf_stay s = rf_program_stay(chain->master, i);
        if (rf_selection_has(chosen, rf_run_of(chain->m, s)->agent.i) &&
            rf_program_primal(chain->master, i) > NOTHING)
            rc = rf_program_add_stay(program, s, err);
    }
    for (rf_agent_id a = {0}; a.i < chain->m->in->n_agents && rc == RF_OK; a.i++) {
        rf_offers offers = {.n = 0};
        if (rf_selection_has(chosen, a.i))
            rf_cheapest_stays(&offers, chain->pricer, chain->prices,
                              &(rf_offers_wanted){a, PER_AGENT, rf_surviving_cost(chain)});
        for (int32_t i = 0; i < offers.n && rc == RF_OK; i++)
            rc = rf_program_add_stay(program, offers.best[i].stay, err);
    }
    return rc;
}

rf_status rf_neighbourhood_program(rf_program **out, rf_chain *chain, const rf_selection *chosen,
                                   const rf_goal *goal, rf_err *err)
{
    rf_state *state = chain->state;
    rf_status rc = rf_state_set(state, chain->best, err);
    for (int32_t i = state->n_stays - 1; i >= 0 && rc == RF_OK; i--) {
        const rf_eligible_run *r = rf_run_of(chain->m, state->stays[i]);
        if (rf_selection_has(chosen, r->agent.i) && !r->pinned)
            rf_state_remove(state, i);
    }
    if (rc == RF_OK)
        rc = rf_program_new(out, chain->m, state, err);
    if (rc == RF_OK)
        rc = rf_program_set_level(*out, goal->level, goal->limits, err);
    if (rc == RF_OK)
        rc = load_stays(*out, chain, chosen, err);
    return rc == RF_OK ? rf_program_load_cuts(*out, chain->cuts, err) : rc;
}

static bool is_over(void *user, double bound)
{
    (void)bound; /* of the neighbourhood alone */
    return rf_chain_is_over(user);
}

/* A neighbourhood should gain a share of what is open: to look for less costs more than it brings.
 */
static int64_t least_gain(const rf_chain *chain)
{
    const double open = (double)chain->best->values[chain->level] - chain->exact;
    const int64_t share = (int64_t)(open / SHARE);
    return share > chain->grain.step ? share : chain->grain.step;
}

static rf_status search(rf_neighbourhood_result *out, rf_chain *chain, rf_program *program,
                        rf_err *err)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    rf_status rc = rf_program_relax(&outcome, program, RF_LP_PRIMAL, &iterations, err);
    const int64_t step = least_gain(chain);
    const double hoped = (double)chain->best->values[chain->level] - (double)step;
    out->solved = outcome == RF_LP_OPTIMAL;
    if (rc != RF_OK || outcome != RF_LP_OPTIMAL || rf_program_value(program) > hoped + 0.01)
        return rc;
    rc = rf_state_set(chain->state, chain->best, err);
    if (rc != RF_OK)
        return rc;
    const rf_search_options options = {.better_by = step,
                                       .node_limit = NODES,
                                       .cuts = true,
                                       .alike = chain->resolving,
                                       .stopped = is_over,
                                       .user = chain};
    rf_search_result result;
    rc = rf_program_search(&result, program, chain->state, &options, err);
    out->solved = rc == RF_OK && result.solved;
    return rc == RF_OK ? rf_chain_offer(&out->improved, chain, err) : rc;
}

rf_status rf_neighbourhood(rf_neighbourhood_result *out, rf_chain *chain,
                           const rf_selection *chosen, rf_err *err)
{
    rf_program *program = NULL;
    *out = (rf_neighbourhood_result){false, false};
    const rf_goal goal = {chain->level, chain->limits};
    rf_status rc = rf_neighbourhood_program(&program, chain, chosen, &goal, err);
    if (rc == RF_OK)
        rc = search(out, chain, program, err);
    rf_program_free(program);
    return rc;
}
