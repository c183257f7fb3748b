/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/chain.h"

#include "engine/core/clock.h"

static double forgiven(const rf_chain *chain, int32_t level, int64_t value)
{
    return chain->gaps[level] * (double)(value > 1 ? value : 1);
}

static bool is_closed(const rf_chain *chain, int32_t level)
{
    const int64_t value = chain->best->values[level];
    return (double)(value - chain->bounds[level]) <= forgiven(chain, level, value);
}

/* In the order of the levels; but where the first to change is a level above that is met, the one
 * at hand may not pay for it. */
static bool is_better(const rf_chain *chain, const int64_t *values)
{
    const int64_t *best = chain->best->values;
    int32_t l = 0;
    if (chain->resolving)
        return rf_values_compare(values + chain->level, best + chain->level,
                                 chain->m->in->n_levels - chain->level) < 0;
    while (l < chain->level && values[l] == best[l])
        l++;
    if (l < chain->level && is_closed(chain, l) && values[chain->level] > best[chain->level])
        return false;
    return rf_values_compare(values, best, chain->m->in->n_levels) < 0;
}

rf_status rf_chain_offer(bool *taken, rf_chain *chain, rf_err *err)
{
    const rf_state *state = chain->state;
    *taken = false;
    if (state->broken > 0)
        return RF_OK;
    for (int32_t l = 0; l < chain->level; l++)
        if (state->values[l] > chain->limits[l])
            return RF_OK;
    if (!is_better(chain, state->values))
        return RF_OK;
    const rf_status rc = rf_incumbent_take(chain->best, state, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t l = 0; l < chain->level && !chain->resolving; l++)
        chain->limits[l] = state->values[l];
    chain->listener->incumbent(chain->listener->user, chain->best);
    *taken = true;
    return RF_OK;
}

void rf_chain_raise(rf_chain *chain, int64_t bound)
{
    if (bound > chain->best->values[chain->level])
        bound = chain->best->values[chain->level];
    if (bound <= chain->bounds[chain->level])
        return;
    chain->bounds[chain->level] = bound;
    chain->listener->bound(chain->listener->user, chain->level, bound);
}

rf_status rf_chain_take_bound(rf_chain *chain, const rf_bound *bound, const rf_prices *prices,
                              rf_err *err)
{
    rf_status rc = RF_OK;
    if (bound->exact > chain->exact) {
        chain->exact = bound->exact;
        rc = rf_prices_copy(chain->prices, prices, err);
    }
    if (rc == RF_OK)
        rf_chain_raise(chain, bound->value);
    return rc;
}

double rf_chain_forgiven(const rf_chain *chain, int64_t value)
{
    return forgiven(chain, chain->level, value);
}

bool rf_chain_is_closed(const rf_chain *chain)
{
    return is_closed(chain, chain->level);
}

bool rf_chain_is_over(const rf_chain *chain)
{
    return rf_chain_is_closed(chain) || chain->listener->stopped(chain->listener->user) ||
           (chain->deadline > 0 && rf_clock_now() > chain->deadline);
}
