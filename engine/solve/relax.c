/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/relax.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/gomory.h"
#include "engine/solve/purge.h"
#include "engine/solve/separate.h"

enum {
    MOST_ROUNDS = 400,
    MOST_CUT_ROUNDS = 60,
    FEW_CUT_ROUNDS = 12, /* of a plan that is solved again */
    PER_AGENT = 16,
    ITERATIONS = 2000,
    PURGE_EVERY = 5,
    MOST_NEW = 2000,
    CROWD = 12000, /* stays */
    MOST_STALLS = 3
};

/* A cut round that raises the bound by less than this share of what is open is the last but a few.
 */
static const double WORTH_CUTTING = 0.01;
enum { PATIENCE = 10 };
static const double NOTHING = 1e-9;

/* Stays that are worth loading. */
typedef struct offered {
    rf_priced *items;
    size_t n, capacity;
} offered;

static rf_status offer(offered *all, const rf_offers *of_agent, rf_err *err)
{
    rf_priced *items =
        rf_grow(all->items, &all->capacity, all->n + (size_t)of_agent->n, sizeof *items);
    if (items == NULL)
        return rf_fail_memory(err);
    all->items = items;
    for (int32_t i = 0; i < of_agent->n; i++)
        items[all->n++] = of_agent->best[i];
    return RF_OK;
}

static int compare_priced(const void *a, const void *b)
{
    const rf_priced *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return rf_stay_compare(&x->stay, &y->stay);
}

/* Each agent's cheapest stays, a few. */
static rf_status gather_offers(offered *all, rf_chain *chain, const rf_prices *prices,
                               int32_t per_agent, rf_err *err)
{
    rf_status rc = RF_OK;
    for (rf_agent_id a = {0}; a.i < chain->m->in->n_agents && rc == RF_OK; a.i++) {
        rf_offers o;
        rf_cheapest_stays(&o, chain->pricer, prices,
                          &(rf_offers_wanted){a, per_agent, -(prices->unit >> 14)});
        rc = offer(all, &o, err);
    }
    if (rc == RF_OK && all->n > 0)
        qsort(all->items, all->n, sizeof *all->items, compare_priced);
    return rc;
}

/* Loads the cheapest stays that are offered; *n_new: how many were not there. */
static rf_status price_in(int32_t *n_new, rf_chain *chain, const rf_prices *prices,
                          int32_t per_agent, rf_err *err)
{
    const int32_t before = rf_program_n_stays(chain->master);
    offered all = {NULL, 0, 0};
    rf_status rc = gather_offers(&all, chain, prices, per_agent, err);
    for (size_t i = 0; i < all.n && rc == RF_OK; i++) {
        if (rf_program_n_stays(chain->master) - before >= MOST_NEW)
            break;
        rc = rf_program_add_stay(chain->master, all.items[i].stay, err);
    }
    free(all.items);
    *n_new = rf_program_n_stays(chain->master) - before;
    return rc;
}

/* The bound at these prices. */
static rf_status prove(rf_chain *chain, const rf_prices *prices, rf_err *err)
{
    rf_bound bound;
    const rf_question question = {chain->level, chain->limits, chain->grain, NULL};
    const rf_status rc = rf_prices_bound(&bound, chain->pricer, prices, &question, err);
    return rc == RF_OK ? rf_chain_take_bound(chain, &bound, prices, err) : rc;
}

static rf_status load_incumbent(rf_chain *chain, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        rc = rf_program_add_stay(chain->master, chain->best->stays[i], err);
    return rc;
}

/* The prices of the master's basis, and on the way to them from the best so far: where the master
 * is far from its end, those in between prove more and price better. */
typedef struct two_prices {
    rf_prices *basis, *between;
    int32_t rounds; /* of columns so far */
    int32_t stalls; /* parts of the dual method that did not solve a master with new cuts */
} two_prices;

static rf_status prove_both(two_prices *p, rf_chain *chain, rf_err *err)
{
    rf_status rc = rf_program_prices(p->basis, chain->master, err);
    if (rc == RF_OK && chain->exact > -RF_FREE)
        rc = rf_prices_copy(p->between, chain->prices, err);
    else if (rc == RF_OK)
        rc = rf_prices_copy(p->between, p->basis, err);
    if (rc == RF_OK)
        rc = rf_prices_approach(p->between, p->basis, err);
    if (rc == RF_OK)
        rc = prove(chain, p->basis, err);
    return rc == RF_OK ? prove(chain, p->between, err) : rc;
}

/* Loads stays at the prices in between, or, where there are none to load, at the basis's. *done:
 * there are none at the basis's either. */
static rf_status price_both(bool *done, const two_prices *p, rf_chain *chain, int32_t per_agent,
                            rf_err *err)
{
    int32_t n_new = 0;
    rf_status rc = price_in(&n_new, chain, p->between, per_agent, err);
    if (rc == RF_OK && n_new == 0)
        rc = price_in(&n_new, chain, p->basis, per_agent, err);
    *done = n_new == 0;
    return rc;
}

/* A large master of many more stays than rows is slow: each iteration looks at all of them. A small
 * one is better for what it has beside its basis: its cuts are stronger. */
static rf_status make_room(rf_chain *chain, rf_err *err)
{
    const int32_t n_rows = rf_program_n_rows(chain->master),
                  most = CROWD > 2 * n_rows ? CROWD : 2 * n_rows;
    const bool crowded = rf_program_n_stays(chain->master) > most + MOST_NEW;
    return crowded ? rf_program_forget_stays(chain->master, n_rows, err) : RF_OK;
}

/* Solves the master and prices until no stay is worth loading. *converged: it came to that. A large
 * master is priced before it is solved to its end: GLPK cannot be stopped inside its simplex, and
 * any basis has prices. Source of the smoothing: Wentges, "Weighted Dantzig-Wolfe decomposition for
 * linear mixed-integer programming", Int. Trans. Oper. Res. 4 (1997). */
static rf_status generate_columns(bool *converged, rf_chain *chain, two_prices *p,
                                  rf_lp_method method, rf_err *err)
{
    rf_status rc = RF_OK;
    *converged = false;
    for (int32_t round = 0; round < MOST_ROUNDS && rc == RF_OK && !*converged; round++) {
        int32_t iterations = ITERATIONS;
        bool done = false;
        rf_lp_outcome outcome = RF_LP_STOPPED;
        rc = rf_program_relax(&outcome, chain->master, method, &iterations, err);
        p->rounds++;
        const bool solved = outcome == RF_LP_OPTIMAL;
        if (rc != RF_OK || (!solved && iterations < ITERATIONS))
            return rc;
        if (!solved && method == RF_LP_DUAL && p->stalls < MOST_STALLS) {
            p->stalls++;
            if (!rf_chain_is_over(chain))
                continue; /* its basis is of little use to the primal method */
        }
        method = RF_LP_PRIMAL;
        rc = prove_both(p, chain, err);
        if (rc != RF_OK || rf_chain_is_over(chain))
            return rc;
        rc = make_room(chain, err);
        if (rc == RF_OK)
            rc = price_both(&done, p, chain, solved ? PER_AGENT : 1, err);
        *converged = solved && done;
    }
    return rc;
}

/* Cuts and columns in turn, while they raise the bound. */
static rf_status tighten(rf_chain *chain, two_prices *prices, rf_err *err)
{
    rf_status rc = RF_OK;
    const int32_t most = chain->resolving ? FEW_CUT_ROUNDS : MOST_CUT_ROUNDS;
    int32_t patience = PATIENCE;
    for (int32_t round = 0; round < most && rc == RF_OK && patience > 0; round++) {
        const double before = chain->exact;
        const double open = (double)chain->best->values[chain->level] - before;
        int32_t n_new = 0, n_rounded = 0;
        bool converged = false;
        if (rf_chain_is_over(chain))
            return RF_OK;
        rc = round % PURGE_EVERY == PURGE_EVERY - 1 ? rf_purge(chain, err) : RF_OK;
        if (rc == RF_OK)
            rc = rf_separate(&n_new, chain->cuts, chain->master, err);
        if (rc == RF_OK)
            rc = rf_gomory(&n_rounded, chain->roundings, chain->master, chain->limits, err);
        chain->gave_up_cuts = n_new + n_rounded == 0;
        if (rc != RF_OK || chain->gave_up_cuts)
            return rc;
        rc = rf_program_load_cuts(chain->master, chain->cuts, err);
        if (rc == RF_OK)
            rc = rf_program_load_roundings(chain->master, chain->roundings, err);
        if (rc == RF_OK)
            rc = generate_columns(&converged, chain, prices, RF_LP_DUAL, err);
        if (!converged || prices->stalls >= MOST_STALLS)
            return rc;
        patience = chain->exact - before > WORTH_CUTTING * open ? PATIENCE : patience - 1;
        chain->gave_up_cuts = patience == 0;
    }
    return rc;
}

/* The stays that the last level's relaxation chose, and the cuts, in a program of their own. */
static rf_status load_choice(rf_program *fresh, const rf_chain *chain, rf_err *err)
{
    rf_status rc = rf_program_set_level(fresh, chain->level, chain->limits, err);
    for (int32_t i = 0; i < rf_program_n_stays(chain->master) && rc == RF_OK; i++)
        if (rf_program_primal(chain->master, i) > NOTHING)
            rc = rf_program_add_stay(fresh, rf_program_stay(chain->master, i), err);
    if (rc == RF_OK)
        rc = rf_program_load_cuts(fresh, chain->cuts, err);
    return rc == RF_OK ? rf_program_load_roundings(fresh, chain->roundings, err) : rc;
}

/* A level begins with a small master: what it needs beside, it prices in. */
static rf_status renew_master(rf_chain *chain, rf_err *err)
{
    rf_program *fresh = NULL;
    rf_state_clear(chain->state);
    rf_status rc = rf_purge(chain, err);
    if (rc == RF_OK)
        rc = rf_state_add_pins(chain->state, err);
    if (rc == RF_OK)
        rc = rf_program_new(&fresh, chain->m, chain->state, err);
    if (rc == RF_OK)
        rc = load_choice(fresh, chain, err);
    if (rc == RF_OK) {
        rf_program_free(chain->master);
        chain->master = fresh;
    } else {
        rf_program_free(fresh);
    }
    return rc;
}

static rf_status new_prices(two_prices *p, const rf_chain *chain, rf_err *err)
{
    rf_status rc = rf_prices_new(&p->basis, chain->m, chain->cuts, chain->roundings, err);
    if (rc == RF_OK)
        rc = rf_prices_new(&p->between, chain->m, chain->cuts, chain->roundings, err);
    return rc;
}

static void free_prices(two_prices *p)
{
    rf_prices_free(p->basis);
    rf_prices_free(p->between);
}

rf_status rf_relax(rf_chain *chain, rf_err *err)
{
    two_prices p = {NULL, NULL, 0, 0};
    bool converged = false;
    rf_status rc = renew_master(chain, err);
    if (rc == RF_OK)
        rc = load_incumbent(chain, err);
    if (rc == RF_OK)
        rc = new_prices(&p, chain, err);
    if (rc == RF_OK)
        rc = rf_state_set(chain->state, chain->best, err);
    if (rc == RF_OK)
        rc = rf_program_start_from(chain->master, chain->state, err);
    if (rc == RF_OK)
        rc = generate_columns(&converged, chain, &p, RF_LP_PRIMAL, err);
    chain->relaxed = converged && chain->exact > -RF_FREE;
    chain->rounds = p.rounds;
    free_prices(&p);
    return rc;
}

rf_status rf_tighten(rf_chain *chain, rf_err *err)
{
    two_prices p = {NULL, NULL, 0, 0};
    if (!chain->relaxed || chain->gave_up_cuts || rf_chain_is_over(chain))
        return RF_OK;
    rf_status rc = new_prices(&p, chain, err);
    if (rc == RF_OK)
        rc = tighten(chain, &p, err);
    free_prices(&p);
    return rc;
}
