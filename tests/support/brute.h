/* SPDX-License-Identifier: GPL-3.0-or-later
 * MODEL.md solved by trying everything: the judge of the solver on tiny instances. It reads the
 * instance's integers and knows nothing of engine/solve.
 *
 * Agents are added one after the other, each with every set of stays that constraints 1 and 6 let
 * it have. Two beginnings that did the same to every row that later agents still touch are one: the
 * lexicographically better is kept, which is exact, since whatever follows adds the same to both.
 * Rows that nobody left can touch are settled into the level values. */
#ifndef RF_TESTS_BRUTE_H
#define RF_TESTS_BRUTE_H

#include "engine/domain/instance.h"
#include "engine/domain/plan.h"
#include "engine/domain/reason.h"

enum { BRUTE_LEVELS = 10, BRUTE_ROWS = 96 };

typedef enum brute_outcome {
    BRUTE_OPTIMAL,
    BRUTE_INFEASIBLE,
    BRUTE_TOO_WIDE /* more beginnings than are worth keeping */
} brute_outcome;

/* The lexicographically least vector of level values. */
brute_outcome brute_solve(int64_t values[BRUTE_LEVELS], const rf_instance *in);

/* Whether these pins and hard rows alone can be met (agents' own rules always stand). */
brute_outcome brute_meets(const rf_instance *in, const rf_conflict *members, int32_t n);

/* All reasons against, by the table of MODEL.md. */
rf_reasons brute_reasons(const rf_instance *in, int32_t agent, int32_t need, int32_t t);

/* Whether a pin may stand (all but constraint 1 between pins). */
bool brute_pin_stands(const rf_instance *in, int32_t agent, int32_t need, int32_t first,
                      int32_t last);

#endif
