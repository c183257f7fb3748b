/* SPDX-License-Identifier: GPL-3.0-or-later
 * What changed between two sets of stays of one instance: kept, changed (the same agent, other
 * dates or another need), new, dropped; counts and loans by unit and organisation; terms before and
 * after.
 *
 * A stay is (agent, need, first, last); its role is not compared. Agent by agent, stays that are in
 * both sets are kept; of the others as many as possible are paired as changed, those on one need
 * first, then in the order of dates; what is left over is new or dropped.
 * Both sets are valued with the instance's data, so that "before" is what the earlier stays bring
 * today. Loans are centi-FTE summed over periods: lent w(a,t), received c(a,k,t). */
#ifndef RF_DOMAIN_DIFFERENCE_H
#define RF_DOMAIN_DIFFERENCE_H

#include "engine/domain/instance.h"

typedef enum rf_stay_change_kind {
    RF_STAY_KEPT,
    RF_STAY_CHANGED,
    RF_STAY_NEW,
    RF_STAY_DROPPED,
    RF_N_STAY_CHANGES
} rf_stay_change_kind;

const char *rf_stay_change_name(rf_stay_change_kind kind); /* "kept", ... */

typedef struct rf_stay_change {
    rf_stay_change_kind kind;
    rf_move before; /* not of a new stay */
    rf_move after;  /* not of a dropped one */
} rf_stay_change;

/* What concerns a unit, or an organisation: stays that its agents make or that serve its needs,
 * before or after, each counted once. */
typedef struct rf_stay_tally {
    int32_t stays[RF_N_STAY_CHANGES];
    int64_t lent_before, lent_after, received_before, received_after;
} rf_stay_tally;

typedef struct rf_difference {
    rf_stay_change *changes; /* sorted by agent, then by date (of `after`, else of `before`) */
    int32_t n_changes;
    int32_t n_unknown; /* dropped as well: stays before that this instance cannot name */
    rf_stay_tally all;
    rf_stay_tally *units;         /* [n_units] */
    rf_stay_tally *organisations; /* [n_organisations] */
    int64_t terms_before[RF_N_TERMS], terms_after[RF_N_TERMS];
} rf_difference;

/* The two sets of stays; any order, a stay that is repeated counts once. Borrowed. */
typedef struct rf_two_plans {
    const rf_move *before, *after;
    int32_t n_before, n_after;
    int32_t n_unknown; /* stays before that no move can stand for */
} rf_two_plans;

/* RF_NO_MEMORY only. O(n log n + n T + K T + F T). */
rf_status rf_difference_new(rf_difference **out, const rf_instance *in, const rf_two_plans *plans,
                            rf_err *err);
void rf_difference_free(rf_difference *difference);

#endif
