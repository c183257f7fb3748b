/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the steps of a solve share: the model, the best plan so far, the bounds, and whom to tell.
 */
#ifndef RF_SOLVE_CHAIN_H
#define RF_SOLVE_CHAIN_H

#include "engine/core/random.h"
#include "engine/solve/pricing.h"
#include "engine/solve/program.h"
#include "engine/solve/state.h"

/* Whom a chain tells what it finds, and asks whether to go on. */
typedef struct rf_listener {
    void (*incumbent)(void *user, const rf_incumbent *best);
    void (*bound)(void *user, int32_t level, int64_t bound);
    void (*begun)(void *user, int32_t level, double seconds); /* that it may take; 0: no limit */
    void (*done)(void *user, int32_t level, double seconds);
    bool (*stopped)(void *user); /* cheap; once true, always true; asked in child processes too */
    void *user;
} rf_listener;

typedef struct rf_chain {
    const rf_model *m; /* borrowed */
    const rf_listener *listener;
    const double *gaps; /* [levels] */
    double deadline;    /* rf_clock_now() at which the level at hand should end; 0: none */
    rf_incumbent *best; /* feasible, and within `limits` on the levels above the one at hand */
    double *penalty;    /* [levels] what a unit beyond a limit costs a walk that may leave it */
    rf_state *state;    /* scratch, holds a feasible plan between steps */
    rf_prices *prices;  /* the best known of the level at hand */
    rf_pricer *pricer;
    int64_t *limits; /* [levels] values kept from the levels above */
    int64_t *bounds; /* [levels] proven */
    double exact;    /* the bound that `prices` prove on the level at hand, before rounding */
    rf_grain grain;  /* of the level at hand */
    rf_cuts *cuts;   /* valid for all levels */
    rf_roundings *roundings; /* valid for the level at hand and all later ones */
    rf_program *master;      /* the level's relaxation over the stays priced in so far */
    int32_t rounds;          /* of columns that the last relaxation took */
    bool relaxed;            /* `prices` and `exact` are those of the level's whole relaxation */
    bool resolving;          /* a limit is what meets its level, and plans are compared from the
                                level at hand on: what is within the limits is alike */
    bool gave_up_cuts;       /* the last rounds raised `exact` too little to go on with them */
    rf_random random;
    int32_t workers; /* processes that may search at once */
    int32_t level;
} rf_chain;

/* Takes the chain's state as the new incumbent where it is feasible, within the limits and better.
 */
rf_status rf_chain_offer(bool *taken, rf_chain *chain, rf_err *err);

/* Raises the bound of the level at hand; never above the incumbent's value. */
void rf_chain_raise(rf_chain *chain, int64_t bound);

/* Raises it to a bound that these prices prove; those that prove most of the level are kept. */
rf_status rf_chain_take_bound(rf_chain *chain, const rf_bound *bound, const rf_prices *prices,
                              rf_err *err);

/* How far above the bound a value may be and still meet the level's gap. */
double rf_chain_forgiven(const rf_chain *chain, int64_t value);

/* The level's value and bound meet within its gap. */
bool rf_chain_is_closed(const rf_chain *chain);
/* ... or the clock says that it is enough. */
bool rf_chain_is_over(const rf_chain *chain);

#endif
