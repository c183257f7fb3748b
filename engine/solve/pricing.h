/* SPDX-License-Identifier: GPL-3.0-or-later
 * Prices and the bound they prove (FORMULATION.md, "Lagrangian bound").
 *
 * Any prices y of the right signs (cover rows >= 0, the others <= 0) prove a bound: relax the rows,
 * and let every agent choose the cheapest set of stays at those prices. All of it is done in
 * integers, in units of 1 / rf_prices.unit, so that the bound is exact whatever the floating-point
 * solver that suggested the prices. The unit is RF_PRICE_UNIT, or coarser where weights, times and
 * periods are so large that a stay's cost would leave 64 bits; prices that would are cut, which
 * costs strength but never truth. */
#ifndef RF_SOLVE_PRICING_H
#define RF_SOLVE_PRICING_H

#include "engine/solve/cut.h"
#include "engine/solve/model.h"
#include "engine/solve/rounder.h"
#include "engine/solve/state.h"

#define RF_PRICE_UNIT ((int64_t)1 << 26) /* the finest */

/* A complemented agent's price in a row beyond what its value there costs. */
typedef struct rf_price_extra {
    int32_t agent, row;
    int64_t amount;
} rf_price_extra;

typedef struct rf_prices {
    const rf_model *m;
    int64_t *row;               /* [rows] */
    int64_t unit;               /* what 1 is */
    int64_t row_most, cut_most; /* no price of a row or cut is further from 0 */
    int64_t *level_most;        /* [levels] of a limit's */
    int64_t *level; /* [levels] >= 0: the unit for the level itself, the price of each limit
                       above it */
    int64_t term[RF_N_TERMS]; /* what a unit of each term costs: levels' prices times weights */
    const rf_cuts *cuts;      /* borrowed; NULL: none */
    int64_t *cut;             /* [n_cuts]: a cut that came later has no price yet */
    int32_t n_cuts;
    const rf_roundings *roundings; /* borrowed; NULL: none */
    int64_t *rounding;             /* [n_roundings] >= 0, of a coefficient of 1 */
    int32_t n_roundings;
    rf_rounder *rounder; /* scratch, over the roundings that have a price; NULL: none has */
    size_t cut_capacity, extra_capacity, table_capacity, rounding_capacity;
    int32_t *table_of; /* [rows] the row's table, -1: it has no priced cut */
    int64_t
        *tables; /* [tables][RF_TABLE]: a stay's price for each value that it may have in the row */
    int32_t n_tables;
    rf_price_extra *extra; /* sorted by agent */
    int32_t n_extra;
    int32_t *extra_of; /* [A + 1] */
} rf_prices;

enum { RF_TABLE = 101 }; /* contributions are 0..100, invariant I1 */

/* Of rows, and of the cuts and roundings, either of which may be NULL. */
rf_status rf_prices_new(rf_prices **out, const rf_model *m, const rf_cuts *cuts,
                        const rf_roundings *roundings, rf_err *err);
void rf_prices_free(rf_prices *prices);
rf_status rf_prices_copy(rf_prices *out, const rf_prices *from, rf_err *err);

/* Half way from `out` to `to`, which are of one level; settled. */
rf_status rf_prices_approach(rf_prices *out, const rf_prices *to, rf_err *err);

/* A price from floating point, with its sign enforced. */
void rf_prices_set_row(rf_prices *prices, int32_t row, double price);
/* Sets the level that is minimised; limits above it get 0. Then each limit's dual (<= 0 as the LP
 * gives it). */
void rf_prices_set_level(rf_prices *prices, int32_t level);
void rf_prices_set_limit(rf_prices *prices, int32_t level, double dual);
/* Prices of cuts and roundings: clear them all, then set each. */
rf_status rf_prices_clear_cuts(rf_prices *prices, rf_err *err);
void rf_prices_set_cut(rf_prices *prices, int32_t cut, double price);
void rf_prices_set_rounding(rf_prices *prices, int32_t rounding, double price);
/* Follows the collections, of which those that are wanted are kept; the prices of the others are
 * lost. To be settled once the collections are kept. */
void rf_prices_keep(rf_prices *prices, const bool *cuts, const bool *roundings);
/* To be called after all were set: makes the tables and the rounder. */
rf_status rf_prices_settle(rf_prices *prices, rf_err *err);

/* What a value in a row costs a stay (negative: it earns), complemented agents' extras apart. */
static inline int64_t rf_price_of(const rf_prices *prices, int32_t row, int64_t value)
{
    const int32_t table = prices->table_of[row];
    return table >= 0 ? prices->tables[(int64_t)table * RF_TABLE + value]
                      : -value * prices->row[row];
}

typedef struct rf_priced {
    rf_stay stay;
    int64_t cost; /* reduced cost, in the prices' unit */
} rf_priced;

typedef struct rf_pricer rf_pricer; /* scratch */
rf_status rf_pricer_new(rf_pricer **out, const rf_model *m, rf_err *err);
void rf_pricer_free(rf_pricer *pricer);

/* Whom to tell of stays that cost less than `limit`; a status that is not RF_OK ends the visit. */
typedef struct rf_visitor {
    int64_t limit;
    rf_status (*visit)(void *user, const rf_priced *priced);
    void *user;
} rf_visitor;

/* Visits the agent's stays that cost less than the limit. O(its stays + runs T). */
rf_status rf_price_agent(rf_pricer *pricer, const rf_prices *prices, rf_agent_id a,
                         const rf_visitor *visitor);

/* The cheapest few stays of an agent, cheapest first. */
enum { RF_MOST_OFFERS = 16 };
typedef struct rf_offers {
    rf_priced best[RF_MOST_OFFERS];
    int32_t n;
} rf_offers;

/* Which of them: at most n <= RF_MOST_OFFERS, that cost less than the limit. */
typedef struct rf_offers_wanted {
    rf_agent_id agent;
    int32_t n;
    int64_t limit;
} rf_offers_wanted;

void rf_cheapest_stays(rf_offers *out, rf_pricer *pricer, const rf_prices *prices,
                       const rf_offers_wanted *wanted);

/* The bound that the prices prove on the level that they were set for, given limits [levels] on the
 * values above it. */
typedef struct rf_bound {
    int64_t value; /* rounded up to the grain: no plan within the limits is below it */
    double exact;  /* before rounding, in units of the level; for reduced-cost fixing */
} rf_bound;

/* What is being bounded. */
typedef struct rf_question {
    int32_t level;
    const int64_t *limits; /* [levels] values kept from the levels above */
    rf_grain grain;        /* of the level */
    rf_state *choice;      /* becomes the pins and the stays that the bound lets each agent choose:
                              broken rows and all; NULL: not wanted */
} rf_question;

rf_status rf_prices_bound(rf_bound *out, rf_pricer *pricer, const rf_prices *prices,
                          const rf_question *question, rf_err *err);

#endif
