/* SPDX-License-Identifier: GPL-3.0-or-later
 * Local search over stays by simulated annealing (the steps: walk.h), on a weighted sum of the
 * levels. Deterministic: a seed and a number of steps or an amount of work; where the clock would
 * end it before that, it cools by the clock, so that it always ends cold. Source: Kirkpatrick,
 * Gelatt, Vecchi, "Optimization by Simulated Annealing", Science 220 (1983). */
#ifndef RF_SOLVE_ANNEAL_H
#define RF_SOLVE_ANNEAL_H

#include "engine/solve/chain.h"

typedef struct rf_annealing {
    int32_t steps_per_run; /* at most, times the runs that allow a stay and are no pins */
    double hot, cold;      /* first and last temperature, in units of the level at hand */
    uint64_t seed;
    int64_t work; /* of the state, at most: what steps cost where stays are long; 0: no limit */
} rf_annealing;

/* Walks from the incumbent; offers what it finds to the chain. Levels above the one at hand weigh
 * only beyond their limits, those below it less and less. O(steps). */
rf_status rf_anneal(rf_chain *chain, const rf_annealing *how, rf_err *err);

#endif
