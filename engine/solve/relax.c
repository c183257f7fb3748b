/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/relax.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 400, PER_AGENT = 3, ITERATIONS = 200000 };

/* The cheapest few stays of an agent, cheapest first. */
typedef struct offers {
    rf_priced best[PER_AGENT];
    int32_t n;
} offers;

static rf_status keep_offer(void *user, const rf_priced *priced)
{
    offers *o = user;
    if (o->n == PER_AGENT && o->best[PER_AGENT - 1].cost <= priced->cost)
        return RF_OK;
    int32_t i = o->n < PER_AGENT ? o->n++ : PER_AGENT - 1;
    for (; i > 0 && o->best[i - 1].cost > priced->cost; i--)
        o->best[i] = o->best[i - 1];
    o->best[i] = *priced;
    return RF_OK;
}

/* Loads each agent's cheapest stays; *n_new: how many were not there. */
static rf_status price_in(int32_t *n_new, rf_chain *chain, const rf_prices *prices, rf_err *err)
{
    const int64_t worth_it = -(RF_PRICE_UNIT >> 14);
    const int32_t before = rf_program_n_stays(chain->master);
    rf_status rc = RF_OK;
    for (rf_agent_id a = {0}; a.i < chain->m->in->n_agents && rc == RF_OK; a.i++) {
        offers o = {.n = 0};
        rc = rf_price_agent(chain->pricer, prices, a, worth_it, keep_offer, &o);
        for (int32_t i = 0; i < o.n && rc == RF_OK; i++)
            rc = rf_program_add_stay(chain->master, o.best[i].stay, err);
    }
    *n_new = rf_program_n_stays(chain->master) - before;
    return rc;
}

static void copy_prices(rf_prices *out, const rf_prices *from)
{
    memcpy(out->row, from->row, (size_t)from->m->n_rows * sizeof *out->row);
    memcpy(out->level, from->level, (size_t)from->m->in->n_levels * sizeof *out->level);
    memcpy(out->term, from->term, sizeof out->term);
}

/* Bound at these prices; the best prices of the level are kept. */
static rf_status prove(rf_chain *chain, const rf_prices *prices, bool first, rf_err *err)
{
    rf_bound bound;
    const rf_status rc = rf_prices_bound(&bound, chain->pricer, prices, chain->level, chain->limits,
                                         chain->grain, err);
    if (rc != RF_OK)
        return rc;
    if (first || bound.exact > chain->exact) {
        chain->exact = bound.exact;
        copy_prices(chain->prices, prices);
    }
    rf_chain_raise(chain, bound.value);
    return RF_OK;
}

static rf_status load_incumbent(rf_chain *chain, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < chain->best->n_stays && rc == RF_OK; i++)
        rc = rf_program_add_stay(chain->master, chain->best->stays[i], err);
    return rc;
}

static rf_status one_round(bool *go_on, rf_chain *chain, rf_prices *prices, int32_t round,
                           rf_err *err)
{
    int32_t iterations = ITERATIONS, n_new = 0;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    *go_on = false;
    rf_status rc = rf_program_relax(&outcome, chain->master, RF_LP_PRIMAL, &iterations, err);
    if (rc != RF_OK || outcome != RF_LP_OPTIMAL)
        return rc;
    rf_program_prices(prices, chain->master);
    rc = prove(chain, prices, round == 0, err);
    if (rc == RF_OK && !rf_chain_is_over(chain))
        rc = price_in(&n_new, chain, prices, err);
    else
        return rc;
    *go_on = n_new > 0;
    chain->relaxed = n_new == 0;
    return rc;
}

rf_status rf_relax(rf_chain *chain, rf_err *err)
{
    rf_prices *prices = NULL;
    rf_status rc = load_incumbent(chain, err);
    if (rc == RF_OK)
        rc = rf_prices_new(&prices, chain->m, err);
    if (rc == RF_OK)
        rc = rf_program_set_level(chain->master, chain->level, chain->limits, err);
    bool go_on = true;
    for (int32_t round = 0; round < MOST_ROUNDS && rc == RF_OK && go_on; round++)
        rc = one_round(&go_on, chain, prices, round, err);
    rf_prices_free(prices);
    return rc;
}
