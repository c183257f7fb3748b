/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/walk.h"

enum { FEWEST = 2, MOST = 6 /* agents */, DRAWS = 4 };

typedef struct ruin {
    int32_t agents[MOST], n_agents;   /* who gave up their stays */
    int32_t needs[2 * MOST], n_needs; /* where someone is missing, or was */
} ruin;

static bool has_agent(const ruin *r, int32_t agent)
{
    for (int32_t i = 0; i < r->n_agents; i++)
        if (r->agents[i] == agent)
            return true;
    return false;
}

static void note_need(ruin *r, int32_t need)
{
    for (int32_t i = 0; i < r->n_needs; i++)
        if (r->needs[i] == need)
            return;
    if (r->n_needs < 2 * MOST)
        r->needs[r->n_needs++] = need;
}

/* A need that lacks people, or one that is served. */
static void begin(ruin *r, rf_walk *w)
{
    int32_t need = rf_random_below(&w->random, 2) == 0 ? rf_walk_short_need(w) : -1;
    const int32_t place = need < 0 ? rf_walk_place(w) : -1;
    if (place >= 0)
        need = rf_run_of(w->m, w->state->stays[place])->need.i;
    if (need >= 0)
        note_need(r, need);
}

/* Someone who may serve the need, rather one who serves somewhere. */
static int32_t someone(rf_walk *w, int32_t need)
{
    int32_t agent = -1;
    for (int i = 0; i < DRAWS && (agent < 0 || w->state->first_of[agent] < 0); i++)
        agent = w->m->eligible->runs[rf_walk_run_of(w, need)].agent.i;
    return agent;
}

static rf_status call(ruin *r, rf_walk *w, int32_t agent)
{
    const rf_state *state = w->state;
    if (has_agent(r, agent))
        return RF_OK;
    r->agents[r->n_agents++] = agent;
    for (int32_t i = state->first_of[agent]; i >= 0; i = state->next[i])
        if (!rf_run_of(w->m, state->stays[i])->pinned)
            note_need(r, rf_run_of(w->m, state->stays[i])->need.i);
    return rf_walk_clear(w, agent, 0, w->m->in->n_periods - 1);
}

static void shuffle(ruin *r, rf_random *random)
{
    for (int32_t i = r->n_agents - 1; i > 0; i--) {
        const int32_t j = rf_random_below(random, i + 1), agent = r->agents[i];
        r->agents[i] = r->agents[j];
        r->agents[j] = agent;
    }
}

/* Gives the agent stays while one is better than none. */
static rf_status occupy(rf_walk *w, int32_t agent)
{
    const rf_insertion wanted = {{agent}, w->noise, &w->random};
    rf_status rc = RF_OK;
    rf_stay s;
    while (rc == RF_OK && !rf_walk_is_full(w) &&
           rf_cheapest_insertion(&s, w->inserter, w->state, &wanted))
        rc = rf_walk_insert(w, s);
    return rc;
}

rf_status rf_walk_recreate(rf_walk *w)
{
    const int32_t wanted = FEWEST + rf_random_below(&w->random, MOST - FEWEST + 1);
    ruin r = {.n_agents = 0};
    rf_status rc = RF_OK;
    begin(&r, w);
    for (int32_t i = 0; i < 2 * wanted && r.n_needs > 0 && r.n_agents < wanted && rc == RF_OK; i++)
        rc = call(&r, w, someone(w, r.needs[rf_random_below(&w->random, r.n_needs)]));
    shuffle(&r, &w->random);
    for (int32_t i = 0; i < r.n_agents && rc == RF_OK; i++)
        rc = occupy(w, r.agents[i]);
    return rc;
}
