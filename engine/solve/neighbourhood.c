/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/neighbourhood.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"

enum { NODES = 60, MOST_STAYS = 6000, ITERATIONS = 20000 };

rf_status rf_surviving_stays(rf_chain *chain, int32_t agent,
                             rf_status (*visit)(void *user, const rf_priced *priced), void *user)
{
    const int64_t value = chain->best->values[chain->level];
    const double unit = (double)chain->prices->unit;
    const double room = ((double)(value - chain->grain.step) - chain->exact) * unit;
    const rf_visitor visitor = {room < 0x1p62 ? (int64_t)ceil(room) + chain->prices->unit / 1024 + 1
                                              : INT64_MAX,
                                visit, user};
    rf_agent_id a = {agent >= 0 ? agent : 0};
    const int32_t end = agent >= 0 ? agent + 1 : chain->m->in->n_agents;
    rf_status rc = RF_OK;
    for (; a.i < end && rc == RF_OK; a.i++)
        rc = rf_price_agent(chain->pricer, chain->prices, a, &visitor);
    return rc;
}

typedef struct selection {
    rf_chain *chain;
    bool *chosen; /* [A] */
    int32_t n, wanted;
} selection;

static void choose(selection *s, int32_t agent)
{
    const rf_eligibility *e = s->chain->m->eligible;
    if (s->n >= s->wanted || s->chosen[agent] || e->of_agent[agent] == e->of_agent[agent + 1])
        return;
    s->chosen[agent] = true;
    s->n++;
}

/* Those who serve the need now, then some who could. */
static void choose_around_need(selection *s, int32_t need)
{
    const rf_chain *chain = s->chain;
    const rf_eligibility *e = chain->m->eligible;
    const int32_t share = s->wanted;
    s->wanted = s->n + share * 2 / 3;
    const int32_t n_stays = chain->best->n_stays;
    const int32_t from = n_stays > 0 ? rf_random_below(&s->chain->random, n_stays) : 0;
    for (int32_t i = 0; i < n_stays; i++) {
        const rf_stay stay = chain->best->stays[(from + i) % n_stays];
        if (e->runs[stay.run].need.i == need)
            choose(s, e->runs[stay.run].agent.i);
    }
    s->wanted = share;
    const int32_t start = rf_random_below(&s->chain->random, e->n_runs);
    for (int32_t i = 0; i < e->n_runs && s->n < s->wanted; i++) {
        const rf_eligible_run *r = &e->runs[(start + i) % e->n_runs];
        if (r->need.i == need && rf_random_below(&s->chain->random, 4) == 0)
            choose(s, r->agent.i);
    }
}

static void choose_service(selection *s, int32_t unit)
{
    for (int32_t a = 0; a < s->chain->m->in->n_agents; a++)
        if (s->chain->m->in->agents[a].unit == unit)
            choose(s, a);
}

static void choose_at_large(selection *s)
{
    const rf_eligibility *e = s->chain->m->eligible;
    for (int32_t tries = 0; tries < 20 * s->wanted && s->n < s->wanted; tries++)
        choose(s, e->runs[rf_random_below(&s->chain->random, e->n_runs)].agent.i);
}

static void choose_agents(selection *s)
{
    rf_chain *chain = s->chain;
    const rf_instance *in = chain->m->in;
    const int32_t wanted = s->wanted;
    const int32_t kind = rf_random_below(&chain->random, 4);
    if (kind == 0) {
        s->wanted = wanted / 2;
        choose_around_need(s, rf_random_below(&chain->random, in->n_needs));
        s->wanted = wanted;
        choose_around_need(s, rf_random_below(&chain->random, in->n_needs));
    } else if (kind == 1) {
        choose_service(s, rf_random_below(&chain->random, in->n_units));
        choose_around_need(s, rf_random_below(&chain->random, in->n_needs));
    } else if (kind == 2) {
        choose_around_need(s, rf_random_below(&chain->random, in->n_needs));
    }
    s->wanted = wanted;
    choose_at_large(s);
}

typedef struct loader {
    rf_program *program;
    rf_err *err;
} loader;

static rf_status load(void *user, const rf_priced *priced)
{
    loader *l = user;
    return rf_program_n_stays(l->program) < MOST_STAYS
               ? rf_program_add_stay(l->program, priced->stay, l->err)
               : RF_OK;
}

/* The state without the chosen agents' stays (pins aside) becomes the base; those and the survivors
 * are loaded. */
static rf_status build(rf_program **out, selection *s, rf_err *err)
{
    rf_chain *chain = s->chain;
    rf_state *state = chain->state;
    rf_status rc = rf_state_set(state, chain->best, err);
    for (int32_t i = state->n_stays - 1; i >= 0 && rc == RF_OK; i--) {
        const rf_eligible_run *r = rf_run_of(chain->m, state->stays[i]);
        if (s->chosen[r->agent.i] && !r->pinned)
            rf_state_remove(state, i);
    }
    if (rc == RF_OK)
        rc = rf_program_new(out, chain->m, state, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        if (s->chosen[rf_run_of(chain->m, chain->best->stays[i])->agent.i])
            rc = rf_program_add_stay(*out, chain->best->stays[i], err);
    loader l = {*out, err};
    for (int32_t a = 0; a < chain->m->in->n_agents && rc == RF_OK; a++)
        if (s->chosen[a])
            rc = rf_surviving_stays(chain, a, load, &l);
    if (rc == RF_OK)
        rc = rf_program_set_level(*out, chain->level, chain->limits, err);
    return rc;
}

static bool is_over(void *user, double bound)
{
    (void)bound; /* of the neighbourhood alone */
    return rf_chain_is_over(user);
}

static rf_status search(bool *improved, rf_chain *chain, rf_program *program, rf_err *err)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    rf_status rc = rf_program_relax(&outcome, program, RF_LP_PRIMAL, &iterations, err);
    const double hoped = (double)(chain->best->values[chain->level] - chain->grain.step);
    if (rc != RF_OK || outcome != RF_LP_OPTIMAL || rf_program_value(program) > hoped + 0.01)
        return rc;
    rc = rf_state_set(chain->state, chain->best, err);
    if (rc != RF_OK)
        return rc;
    const rf_search_options options = {.better_by = chain->grain.step,
                                       .node_limit = NODES,
                                       .cuts = true,
                                       .stopped = is_over,
                                       .user = chain};
    rf_search_result result;
    rc = rf_program_search(&result, program, chain->state, &options, err);
    return rc == RF_OK ? rf_chain_offer(improved, chain, err) : rc;
}

rf_status rf_neighbourhood(rf_neighbourhood_result *out, rf_chain *chain, int32_t n_agents,
                           rf_err *err)
{
    selection s = {.chain = chain, .wanted = n_agents};
    rf_program *program = NULL;
    *out = (rf_neighbourhood_result){false, 0};
    if (chain->m->eligible->n_runs == 0)
        return RF_OK;
    s.chosen = rf_new_array((size_t)chain->m->in->n_agents, sizeof *s.chosen);
    rf_status rc = s.chosen == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK) {
        choose_agents(&s);
        rc = build(&program, &s, err);
    }
    if (rc == RF_OK) {
        out->n_stays = rf_program_n_stays(program);
        rc = search(&out->improved, chain, program, err);
    }
    rf_program_free(program);
    free(s.chosen);
    return rc;
}
