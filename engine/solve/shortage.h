/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why is a need not covered? Each agent is looked at on the period that lacks somebody and where
 * fewest reasons stand against them (the first of equals). */
#ifndef RF_SOLVE_SHORTAGE_H
#define RF_SOLVE_SHORTAGE_H

#include "engine/domain/reason.h"
#include "engine/solve/dossier.h"

typedef struct rf_shortage {
    rf_need_id need;
    int32_t *unmet;                       /* [T] centi-FTE */
    int64_t total;                        /* their sum */
    int32_t worst;                        /* the largest */
    rf_reasons *against;                  /* [A] on the agent's best period; 0: able */
    int16_t *best;                        /* [A] that period */
    int32_t *used_for;                    /* [K] able agents whom the plan sends to each need */
    int64_t agents_against[RF_N_REASONS]; /* agents against whom each reason stands */
    int64_t agents_alone[RF_N_REASONS];   /* of these, those for whom it is the only one */
    int64_t able, at_home; /* able agents; those of them whom the plan moves nowhere */
} rf_shortage;

/* RF_NO_MEMORY only. A need that lacks nobody has total 0 and every agent's reasons 0. O(A T). */
rf_status rf_shortage_new(rf_shortage **out, const rf_dossier *dossier, rf_need_id k, rf_err *err);
void rf_shortage_free(rf_shortage *shortage);

#endif
