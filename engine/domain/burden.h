/* SPDX-License-Identifier: GPL-3.0-or-later
 * Equity of the burden: how evenly days away are shared among all agents of the territory.
 *
 *   x(a) = prior_days(a) + working days of the agent's stays
 *   G    = sum over i, j of |x(i) - x(j)| / (2 n sum of x)
 *        = (2 sum over i of i x(i) - (n + 1) sum of x) / (n sum of x), x sorted, i from 1
 *
 * 0: all alike; (n - 1) / n: one carries everything. Source: C. Gini, Variabilita e mutabilita,
 * 1912; the sorted form is A. Sen, On Economic Inequality, 1973. */
#ifndef RF_DOMAIN_BURDEN_H
#define RF_DOMAIN_BURDEN_H

#include "engine/domain/instance.h"

/* A fraction; `whole` 0 where nobody has a day. */
typedef struct rf_gini {
    int64_t part, whole;
} rf_gini;

/* Sorts `days` [n], each >= 0. O(n log n). n times the sum must be within int64_t. */
rf_gini rf_gini_of(int64_t *days, int32_t n);

/* x(a) into days [A]. O(agents + moves x days). */
void rf_burden_days(int64_t *days, const rf_instance *in, const rf_move *moves, int32_t n_moves);

/* G of the moves. RF_NO_MEMORY only. O(agents log agents + moves x days). */
rf_status rf_burden_gini(rf_gini *out, const rf_instance *in, const rf_move *moves, int32_t n_moves,
                         rf_err *err);

#endif
