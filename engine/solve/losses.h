/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the incumbent loses against the bound: at the chain's prices its value is the bound and
 * what each agent's stays cost beyond the cheapest that it might have, and what each row is off its
 * bound at its price (complementary slackness; cuts and combined rows count in their rows or not at
 * all). A better plan must win some of it back there. */
#ifndef RF_SOLVE_LOSSES_H
#define RF_SOLVE_LOSSES_H

#include "engine/solve/chain.h"

typedef struct rf_loss {
    int32_t agent, row; /* of the model; one of them is -1 */
    double amount;      /* in units of the level, > 0 */
} rf_loss;

typedef struct rf_losses {
    rf_loss *items; /* owned; {0} to begin with */
    double *until;  /* [n] the sum of the amounts so far */
    int32_t n;
    size_t capacity, until_capacity;
} rf_losses;

/* Finds them all anew; the chain's state is then the incumbent. Prices every possible stay. */
rf_status rf_losses_find(rf_losses *losses, rf_chain *chain, rf_err *err);
void rf_losses_free(rf_losses *losses);

/* One at random, by amount; n > 0. */
const rf_loss *rf_losses_draw(const rf_losses *losses, rf_random *random);

#endif
