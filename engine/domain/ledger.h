/* SPDX-License-Identifier: GPL-3.0-or-later
 * The ledger of a set of moves: what each need gets and each service gives, period by period. It
 * takes the moves as they are: whether they are allowed is the checker's question. Used by the
 * checker and by every renderer, never by the solver. */
#ifndef RF_DOMAIN_LEDGER_H
#define RF_DOMAIN_LEDGER_H

#include "engine/domain/instance.h"

typedef struct rf_ledger {
    int32_t *covered; /* [K][T] centi-FTE that the moves bring */
    int32_t *lent;    /* [F][T] centi-FTE taken from the agents that floor row f counts */
    int32_t *between; /* [organisations x organisations][T] centi-FTE lent, lender * n + borrower */
    int64_t terms[RF_N_TERMS];
} rf_ledger;

/* c(a,k,t): the contribution of a move on one of its periods. */
int32_t rf_move_contribution(const rf_instance *in, const rf_move *move, int32_t t);

/* Adds everything up. RF_NO_MEMORY only. O(moves x T + K T + F T). */
rf_status rf_ledger_new(rf_ledger **out, const rf_instance *in, const rf_move *moves,
                        int32_t n_moves, rf_err *err);
void rf_ledger_free(rf_ledger *ledger);

int32_t rf_ledger_unmet(const rf_ledger *ledger, const rf_instance *in, rf_need_id k, int32_t t);
int32_t rf_ledger_dip(const rf_ledger *ledger, const rf_instance *in, int32_t floor, int32_t t);

/* Demand of a tier's needs, -1: of all; centi-FTE over periods. O(K T). */
int64_t rf_demand_of_tier(const rf_instance *in, int32_t tier);

/* Persons with a move to a need of the tier, -1: to any; the moves are sorted as plans are. */
int32_t rf_people_of_tier(const rf_instance *in, const rf_plan *plan, int32_t tier);

/* The value of a level: its weights times the terms. */
int64_t rf_level_value(const rf_level_spec *level, const int64_t terms[RF_N_TERMS]);

#endif
