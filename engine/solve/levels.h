/* SPDX-License-Identifier: GPL-3.0-or-later
 * The levels, one after the other: each is relaxed, improved and proven, and its value kept as a
 * limit for those below. The incumbent is a plan for all levels from the first moment on. */
#ifndef RF_SOLVE_LEVELS_H
#define RF_SOLVE_LEVELS_H

#include "engine/solve/chain.h"

typedef struct rf_levels_options {
    const double *gaps;    /* [levels] */
    double seconds;        /* 0: none; split over the levels */
    int32_t workers;       /* processes that may search at once: the same plan, sooner, where
                              no clock ends it */
    int32_t first;         /* level to begin at; those above are as `start` has them */
    const int64_t *bounds; /* [first] what is proven of them */
} rf_levels_options;

/* How much of the model was loaded. */
typedef struct rf_levels_work {
    int64_t columns, rows;
} rf_levels_work;

/* Solves all levels; everything found is told to the listener. Starts from `start` (feasible),
 * which is never made worse. `start` gets the best plan. */
rf_status rf_levels_solve(rf_incumbent *start, rf_levels_work *work, const rf_model *m,
                          const rf_levels_options *options, const rf_listener *listener,
                          rf_err *err);

#endif
