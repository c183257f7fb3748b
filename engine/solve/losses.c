/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/losses.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"

static const double NOTHING = 1e-3;

static rf_status add(rf_losses *losses, rf_loss loss, rf_err *err)
{
    const size_t n = (size_t)losses->n;
    if (loss.amount <= NOTHING)
        return RF_OK;
    rf_loss *items = rf_grow(losses->items, &losses->capacity, n + 1, sizeof *items);
    if (items != NULL)
        losses->items = items;
    double *until = rf_grow(losses->until, &losses->until_capacity, n + 1, sizeof *until);
    if (until != NULL)
        losses->until = until;
    if (items == NULL || until == NULL)
        return rf_fail_memory(err);
    items[n] = loss;
    until[n] = loss.amount + (n > 0 ? until[n - 1] : 0);
    losses->n++;
    return RF_OK;
}

/* What an agent's stays cost, and its cheapest stay. */
typedef struct comparison {
    const rf_state *state;
    int64_t own, least;
} comparison;

static rf_status compare(void *user, const rf_priced *priced)
{
    comparison *c = user;
    if (priced->cost < c->least)
        c->least = priced->cost;
    if (rf_state_find(c->state, priced->stay) >= 0)
        c->own += priced->cost;
    return RF_OK;
}

static rf_status find_in_agents(rf_losses *losses, rf_chain *chain, rf_err *err)
{
    rf_status rc = RF_OK;
    for (rf_agent_id a = {0}; a.i < chain->m->in->n_agents && rc == RF_OK; a.i++) {
        comparison c = {chain->state, 0, 0};
        const rf_visitor all = {INT64_MAX, compare, &c};
        rc = rf_price_agent(chain->pricer, chain->prices, a, &all);
        const double amount = (double)(c.own - c.least) / (double)chain->prices->unit;
        if (rc == RF_OK)
            rc = add(losses, (rf_loss){a.i, -1, amount}, err);
    }
    return rc;
}

/* [rows] with the prices of their cuts, in units of the level. */
static double *row_prices(const rf_chain *chain)
{
    const rf_prices *prices = chain->prices;
    double *of = rf_new_array((size_t)chain->m->n_rows, sizeof *of);
    if (of == NULL)
        return NULL;
    for (int32_t row = 0; row < chain->m->n_rows; row++)
        of[row] = (double)prices->row[row] / (double)prices->unit;
    for (int32_t c = 0; c < prices->n_cuts; c++)
        of[prices->cuts->items[c].row] += (double)prices->cut[c] / (double)prices->unit;
    return of;
}

/* A row that is off its bound loses its price a unit, one whose slack is used what the slack costs
 * beyond that price. */
static rf_status find_in_rows(rf_losses *losses, const rf_chain *chain, rf_err *err)
{
    const rf_prices *prices = chain->prices;
    double *price_of = row_prices(chain);
    rf_status rc = price_of != NULL ? RF_OK : rf_fail_memory(err);
    for (int32_t row = 0; row < chain->m->n_rows && rc == RF_OK; row++) {
        const rf_model_row *r = &chain->m->rows[row];
        const int32_t excess = chain->state->rows[row].excess;
        const bool pays = r->term != RF_N_TERMS && excess > 0;
        const double slack_cost = pays ? (double)prices->term[r->term] / (double)prices->unit : 0;
        const double amount = fabs(slack_cost - fabs(price_of[row])) * abs(excess);
        rc = add(losses, (rf_loss){-1, row, amount}, err);
    }
    free(price_of);
    return rc;
}

rf_status rf_losses_find(rf_losses *losses, rf_chain *chain, rf_err *err)
{
    losses->n = 0;
    rf_status rc = rf_state_set(chain->state, chain->best, err);
    if (rc == RF_OK)
        rc = find_in_agents(losses, chain, err);
    return rc == RF_OK ? find_in_rows(losses, chain, err) : rc;
}

void rf_losses_free(rf_losses *losses)
{
    free(losses->items);
    free(losses->until);
}

const rf_loss *rf_losses_draw(const rf_losses *losses, rf_random *random)
{
    const double wanted = rf_random_share(random) * losses->until[losses->n - 1];
    int32_t low = 0, high = losses->n - 1;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (losses->until[middle] > wanted)
            high = middle;
        else
            low = middle + 1;
    }
    return &losses->items[low];
}
