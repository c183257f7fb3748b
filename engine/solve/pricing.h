/* SPDX-License-Identifier: GPL-3.0-or-later
 * Prices and the bound they prove (FORMULATION.md, "Lagrangian bound").
 *
 * Any prices y of the right signs (cover rows >= 0, the others <= 0) prove a bound: relax the rows,
 * and let every agent choose the cheapest set of stays at those prices. All of it is done in
 * integers, in units of 1 / RF_PRICE_UNIT, so that the bound is exact whatever the floating-point
 * solver that suggested the prices. Prices beyond +-2^22 are cut, which keeps every sum inside 64
 * bits (128 for the total). */
#ifndef RF_SOLVE_PRICING_H
#define RF_SOLVE_PRICING_H

#include "engine/solve/model.h"

#define RF_PRICE_UNIT ((int64_t)1 << 26)

typedef struct rf_prices {
    const rf_model *m;
    int64_t *row;   /* [rows] */
    int64_t *level; /* [levels] >= 0: RF_PRICE_UNIT for the level itself, the price of each limit
                       above it */
    int64_t term[RF_N_TERMS]; /* what a unit of each term costs: levels' prices times weights */
} rf_prices;

rf_status rf_prices_new(rf_prices **out, const rf_model *m, rf_err *err);
void rf_prices_free(rf_prices *prices);

/* A price from floating point, with its sign enforced. */
void rf_prices_set_row(rf_prices *prices, int32_t row, double price);
/* Sets the level that is minimised; limits above it get 0. Then each limit's dual (<= 0 as the LP
 * gives it). */
void rf_prices_set_level(rf_prices *prices, int32_t level);
void rf_prices_set_limit(rf_prices *prices, int32_t level, double dual);

typedef struct rf_priced {
    rf_stay stay;
    int64_t cost; /* reduced cost, 1 / RF_PRICE_UNIT */
} rf_priced;

typedef struct rf_pricer rf_pricer; /* scratch */
rf_status rf_pricer_new(rf_pricer **out, const rf_model *m, rf_err *err);
void rf_pricer_free(rf_pricer *pricer);

/* Calls visit for every stay of the agent that costs less than `limit`. O(its stays + runs T). */
rf_status rf_price_agent(rf_pricer *pricer, const rf_prices *prices, rf_agent_id a, int64_t limit,
                         rf_status (*visit)(void *user, const rf_priced *priced), void *user);

/* The bound that the prices prove on the level that they were set for, given limits [levels] on the
 * values above it. */
typedef struct rf_bound {
    int64_t value; /* rounded up to the grain: no plan within the limits is below it */
    double exact;  /* before rounding, in units of the level; for reduced-cost fixing */
} rf_bound;

rf_status rf_prices_bound(rf_bound *out, rf_pricer *pricer, const rf_prices *prices, int32_t level,
                          const int64_t *limits, rf_grain grain, rf_err *err);

#endif
