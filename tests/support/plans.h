/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plans of a tiny town one by one, and what each has in roundings: sums in integers of what
 * rf_rounder says of its stays, and of its slacks. */
#ifndef RF_TESTS_PLANS_H
#define RF_TESTS_PLANS_H

#include "engine/solve/rounder.h"
#include "tests/support/works.h"

/* Calls visit(user) with w->state at each plan that breaks nothing: at every one where they are at
 * most `most`, else at `most` / 10 at random. How many; 0: the pins break something. */
int32_t works_visit_plans(works *w, int32_t most, void (*visit)(void *user), void *user);

/* Whether the plan in w->state is within limits [levels]. */
bool works_is_within(const works *w, const int64_t *limits);

/* Every stay's coefficients in roundings. */
typedef struct rounding_table {
    works *w;
    const rf_roundings *roundings;
    int32_t n;         /* roundings there were when it was made */
    int64_t *stay;     /* [stays][n], 0 where the rounder does not name the rounding */
    int64_t *combined; /* the same before they were rounded */
    int32_t *place_of; /* [runs][T][T] a stay's place in w->stays */
    bool overflowed;
} rounding_table;

/* Of those that are wanted [n] and what they are made of; NULL: all. */
rounding_table *rounding_table_new(works *w, const rf_roundings *roundings, const bool *wanted);
void rounding_table_free(rounding_table *table);

/* By how much the plan in w->state is above the rounding's bound, in RF_ROUNDING_ONE; below 0: it
 * is cut off. */
int64_t rounding_surplus(const rounding_table *table, int32_t rounding);

/* Fails if a plan (works_visit_plans) that is within the limits is cut off. How many are within;
 * least [n]: the least surplus among them, INT64_MAX without any. */
int32_t roundings_assert_valid(int64_t *least, const rounding_table *table, const int64_t *limits,
                               int32_t most);

#endif
