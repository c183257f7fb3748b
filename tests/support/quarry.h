/* SPDX-License-Identifier: GPL-3.0-or-later
 * A quarry: a town with cuts, limits, and roundings of combinations by lot. */
#ifndef RF_TESTS_QUARRY_H
#define RF_TESTS_QUARRY_H

#include "tests/support/plans.h"

enum { QUARRY_ROUNDINGS = 40, QUARRY_SOURCES = 64 };

typedef struct quarry {
    works *w;
    rf_cuts *cuts;
    rf_roundings *roundings;
    int64_t limits[BRUTE_LEVELS];
    int64_t least[BRUTE_LEVELS]; /* the values of a plan, which is always within the limits */
    int64_t limits_then[QUARRY_ROUNDINGS][BRUTE_LEVELS]; /* when each rounding was added */
    rf_source sources[QUARRY_SOURCES];                   /* of a combination in the making */
    int32_t n;
} quarry;

/* Takes the town over; nothing is in the quarry yet. */
void quarry_open(quarry *q, works *w);
void quarry_close(quarry *q);

/* Limits that a random plan meets, just so or not; false: the pins break something. */
bool quarry_limit(quarry *q);
/* ... lower, but not for that plan. */
void quarry_lower_limits(quarry *q);

/* Limits, cuts, and roundings of combinations by lot, while the limits fall; false: the pins break
 * something or there are no rows. */
bool quarry_fill(quarry *q);

/* Adds a source to the combination in the making, one by lot, or all of one by lot. */
void quarry_say(quarry *q, rf_source_kind kind, int32_t index, int64_t factor);
void quarry_say_anything(quarry *q);
void quarry_say_combination(quarry *q);

/* Adds the rounding of what was said; false: there is none. */
bool quarry_add(quarry *q);

/* A program over all stays, with the pins as its base; of no level yet. The state becomes the pins.
 */
rf_program *quarry_program(quarry *q);

/* ... of no stays, at the last level. */
rf_program *quarry_empty_program(quarry *q);
void quarry_set_last_level(quarry *q, rf_program *program);

/* To the optimum; false: there is none. */
bool quarry_relax(quarry *q, rf_program *program);
/* ... and its value; fails where there is none. */
double quarry_value(quarry *q, rf_program *program);

/* A program of the last level into which plans are put. */
typedef struct quarry_fixing {
    quarry *q;
    rf_program *program;
    int32_t n; /* plans so far */
} quarry_fixing;

/* For works_visit_plans: with the stays of the plan in w->state and no others, the program is worth
 * what the plan is. */
void quarry_fix_plan(void *fixing);

#endif
