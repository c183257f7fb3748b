/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/core.h"

#include <stdlib.h>

#include "engine/core/mem.h"

enum {
    PER_AGENT = 6,     /* stays of a core's agent, beside those of the relaxation and incumbent */
    LEAST_AGENTS = 40, /* of the first core, beside those that the relaxation splits */
    MOST_SPLIT = 100,  /* more split agents are too many to decide at once */
    MOST_TRIES = 2,
    NODES = 120,
    ITERATIONS = 100000
};

static const double WHOLE = 1 - 1e-6, NOTHING = 1e-6;

/* How sure the relaxation is of an agent: what its next best choice would cost, 0 where it is
 * split. */
typedef struct choice {
    int64_t margin;
    int32_t agent;
    bool split, is_free;
} choice;

typedef struct core {
    rf_chain *chain;
    choice *choices; /* [A] by agent */
    choice *sorted;  /* [A] by margin */
    int32_t n_split;
    rf_program *program;
    rf_err *err;
} core;

static int compare_choices(const void *a, const void *b)
{
    const choice *x = a, *y = b;
    if (x->margin != y->margin)
        return x->margin < y->margin ? -1 : 1;
    return x->agent < y->agent ? -1 : x->agent > y->agent;
}

/* What an agent's two cheapest stays cost. */
typedef struct cheapest {
    int64_t first, second;
} cheapest;

static rf_status keep_cheapest(void *user, const rf_priced *priced)
{
    cheapest *c = user;
    if (priced->cost < c->first) {
        c->second = c->first;
        c->first = priced->cost;
    } else if (priced->cost < c->second) {
        c->second = priced->cost;
    }
    return RF_OK;
}

/* To do nothing instead of its stay, or another stay; or, of an agent that does nothing, any. */
static int64_t margin_of(const rf_chain *chain, int32_t agent, bool serves)
{
    cheapest c = {INT64_MAX, INT64_MAX};
    const rf_visitor all = {INT64_MAX, keep_cheapest, &c};
    rf_price_agent(chain->pricer, chain->prices, (rf_agent_id){agent}, &all);
    if (!serves)
        return c.first;
    const int64_t nothing = -chain->prices->row[chain->m->total_row[agent]];
    return nothing < c.second ? nothing : c.second;
}

static rf_status weigh(core *c)
{
    const rf_chain *chain = c->chain;
    const int32_t n_agents = chain->m->in->n_agents;
    c->choices = rf_new_array((size_t)n_agents, sizeof *c->choices);
    c->sorted = rf_new_array((size_t)n_agents, sizeof *c->sorted);
    bool *serves = rf_new_array((size_t)n_agents, sizeof *serves);
    if (c->choices == NULL || c->sorted == NULL || serves == NULL) {
        free(serves);
        return rf_fail_memory(c->err);
    }
    for (int32_t i = 0; i < rf_program_n_stays(chain->master); i++) {
        const double x = rf_program_primal(chain->master, i);
        const int32_t a = rf_run_of(chain->m, rf_program_stay(chain->master, i))->agent.i;
        serves[a] |= x > NOTHING;
        c->choices[a].split |= x > NOTHING && x < WHOLE;
    }
    for (int32_t a = 0; a < n_agents; a++) {
        choice *x = &c->choices[a];
        x->agent = a;
        x->margin = x->split ? INT64_MIN : margin_of(chain, a, serves[a]);
        c->n_split += x->split;
        c->sorted[a] = *x;
    }
    qsort(c->sorted, (size_t)n_agents, sizeof *c->sorted, compare_choices);
    free(serves);
    return RF_OK;
}

/* Pins, and the relaxation's stays of those who are not free. */
static rf_status set_base(core *c)
{
    const rf_chain *chain = c->chain;
    rf_state_clear(chain->state);
    rf_status rc = rf_state_add_pins(chain->state, c->err);
    for (int32_t i = 0; i < rf_program_n_stays(chain->master) && rc == RF_OK; i++) {
        const rf_stay s = rf_program_stay(chain->master, i);
        const int32_t a = rf_run_of(chain->m, s)->agent.i;
        if (!c->choices[a].is_free && rf_program_primal(chain->master, i) > WHOLE)
            rc = rf_state_add(chain->state, s, c->err);
    }
    return rc;
}

static rf_status load_relaxed(core *c)
{
    const rf_chain *chain = c->chain;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < rf_program_n_stays(chain->master) && rc == RF_OK; i++) {
        const rf_stay s = rf_program_stay(chain->master, i);
        if (c->choices[rf_run_of(chain->m, s)->agent.i].is_free &&
            rf_program_primal(chain->master, i) > NOTHING)
            rc = rf_program_add_stay(c->program, s, c->err);
    }
    return rc;
}

static rf_status load_incumbent(core *c)
{
    const rf_chain *chain = c->chain;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        if (c->choices[rf_run_of(chain->m, chain->best->stays[i])->agent.i].is_free)
            rc = rf_program_add_stay(c->program, chain->best->stays[i], c->err);
    return rc;
}

static rf_status load_cheap(core *c)
{
    const rf_chain *chain = c->chain;
    rf_status rc = RF_OK;
    for (int32_t a = 0; a < chain->m->in->n_agents && rc == RF_OK; a++) {
        rf_offers offers;
        if (!c->choices[a].is_free)
            continue;
        const rf_offers_wanted wanted = {{a}, PER_AGENT, INT64_MAX};
        rf_cheapest_stays(&offers, chain->pricer, chain->prices, &wanted);
        for (int32_t i = 0; i < offers.n && rc == RF_OK; i++)
            rc = rf_program_add_stay(c->program, offers.best[i].stay, c->err);
    }
    return rc;
}

static rf_status build(core *c)
{
    const rf_chain *chain = c->chain;
    rf_status rc = set_base(c);
    if (rc == RF_OK)
        rc = rf_program_new(&c->program, chain->m, chain->state, c->err);
    if (rc == RF_OK)
        rc = rf_program_set_level(c->program, chain->level, chain->limits, c->err);
    if (rc == RF_OK)
        rc = load_relaxed(c);
    if (rc == RF_OK)
        rc = load_incumbent(c);
    if (rc == RF_OK)
        rc = load_cheap(c);
    if (rc == RF_OK)
        rc = rf_program_load_cuts(c->program, chain->cuts, c->err);
    return rc;
}

/* The incumbent's other stays, as far as they fit: they count on later levels. */
static rf_status refill(core *c)
{
    const rf_chain *chain = c->chain;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        rc = rf_state_add_if_possible(chain->state, chain->best->stays[i], c->err);
    return rc;
}

/* Nothing better than the incumbent is left in the core. */
static bool is_hopeless(void *user, double bound)
{
    const rf_chain *chain = user;
    const double hoped = (double)(chain->best->values[chain->level] - chain->grain.step);
    return bound > hoped + 1e-3 || rf_chain_is_over(chain);
}

static rf_status search(bool *improved, core *c)
{
    rf_chain *chain = c->chain;
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    rf_search_result result;
    const rf_search_options options = {.better_by = chain->grain.step,
                                       .node_limit = NODES,
                                       .cuts = true,
                                       .alike = chain->resolving,
                                       .stopped = is_hopeless,
                                       .user = chain};
    rf_status rc = rf_program_relax(&outcome, c->program, RF_LP_PRIMAL, &iterations, c->err);
    if (rc != RF_OK || outcome != RF_LP_OPTIMAL || is_hopeless(chain, rf_program_value(c->program)))
        return rc;
    rc = rf_program_search(&result, c->program, chain->state, &options, c->err);
    if (rc == RF_OK && result.improved)
        rc = refill(c);
    return rc == RF_OK ? rf_chain_offer(improved, chain, c->err) : rc;
}

static rf_status search_with(bool *improved, core *c, int32_t n_free)
{
    *improved = false;
    for (int32_t a = 0; a < c->chain->m->in->n_agents; a++)
        c->choices[c->sorted[a].agent].is_free = a < n_free;
    rf_status rc = build(c);
    if (rc == RF_OK)
        rc = search(improved, c);
    rf_program_free(c->program);
    c->program = NULL;
    return rc;
}

rf_status rf_core_search(rf_chain *chain, rf_err *err)
{
    core c = {.chain = chain, .err = err};
    if (!chain->relaxed)
        return RF_OK;
    rf_status rc = weigh(&c);
    int32_t n_free = c.n_split + LEAST_AGENTS;
    const int32_t most_tries = c.n_split <= MOST_SPLIT ? MOST_TRIES : 0;
    for (int32_t i = 0; i < most_tries && rc == RF_OK && !rf_chain_is_over(chain); i++) {
        bool improved = false;
        rc = search_with(&improved, &c, n_free);
        n_free += improved ? 0 : n_free / 2;
    }
    free(c.choices);
    free(c.sorted);
    return rc;
}
