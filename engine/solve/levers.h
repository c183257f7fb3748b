/* SPDX-License-Identifier: GPL-3.0-or-later
 * What would close a need: changes to the files, each tried by a new solve before it is told.
 *
 * A lever is looked for where one reason alone keeps people away (nothing is gained by a change
 * that leaves another reason standing), in the limits of stays, and in the need's dates; what it
 * gains and costs is what the new solve finds, never an estimate. */
#ifndef RF_SOLVE_LEVERS_H
#define RF_SOLVE_LEVERS_H

#include "engine/solve/shortage.h"

typedef enum rf_lever_kind {
    RF_LEVER_TRAIN,      /* `people` of `unit` to level `amount` of `skill` */
    RF_LEVER_CONSENT,    /* `people` whose answer is unknown agree */
    RF_LEVER_CONVENTION, /* `lender` lends to `borrower` without limit, always; before: 1 where
                            there is a convention already */
    RF_LEVER_TRAVEL,     /* `people` may travel `amount` minutes */
    RF_LEVER_FLOOR,      /* floor row `floor` from `before` to `amount` centi-FTE */
    RF_LEVER_AWAY,       /* max_periods_away from `before` to `amount` */
    RF_LEVER_STAYS,      /* max_stays from `before` to `amount` */
    RF_LEVER_LIMITS,   /* the need's max_stay from `before` to `amount`, max_periods_away with it */
    RF_LEVER_MAX_STAY, /* the need's max_stay from `before` to `amount` */
    RF_LEVER_MIN_STAY, /* the need's min_stay from `before` to `amount` */
    RF_LEVER_DATES,    /* the need `amount` days later (negative: earlier) */
    RF_N_LEVERS
} rf_lever_kind;

typedef struct rf_lever {
    rf_lever_kind kind;
    int32_t number; /* in the order in which they were found */
    int32_t people, unit, skill, lender, borrower, floor, before, amount;
    rf_edit *edits; /* what is written in the files for it */
    int32_t n_edits;
    rf_trial *trial; /* NULL: the time ran out before it */
} rf_lever;

typedef struct rf_levers {
    rf_trial *reference; /* nothing changed: what a new solve finds anyway; gains are against it */
    rf_lever *items;     /* those that lower the need's shortfall: least left first, then by levels;
                            the others after them */
    int32_t n, n_gains;
    bool plan_bettered; /* the new solve of the unchanged files is better than the plan */
    size_t capacity;
    bool failed; /* out of memory, remembered */
} rf_levers;

/* All levers worth trying, untried. RF_NO_MEMORY only. O(A log A). */
rf_status rf_levers_find(rf_levers **out, const rf_dossier *dossier, const rf_shortage *shortage,
                         rf_err *err);

/* Tries and ranks them, in `seconds` all together (0: no limit); where the time runs out the rest
 * stays untried and counts as no gain. */
rf_status rf_levers_try(rf_levers *levers, const rf_dossier *dossier, const rf_shortage *shortage,
                        double seconds, rf_err *err);
void rf_levers_free(rf_levers *levers);

#endif
