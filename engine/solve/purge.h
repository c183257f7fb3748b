/* SPDX-License-Identifier: GPL-3.0-or-later
 * Forgetting cuts and roundings that do nothing. */
#ifndef RF_SOLVE_PURGE_H
#define RF_SOLVE_PURGE_H

#include "engine/solve/chain.h"

/* Takes those out of the master and the collections that are not tight in its relaxation, have no
 * price in the chain's prices and are not what others are made of. */
rf_status rf_purge(rf_chain *chain, rf_err *err);

#endif
