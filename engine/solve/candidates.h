/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who else could serve a need, ranked by what the plan would become: each candidate's best stay is
 * put into the plan, their other stays give way, and where the need lacks nobody one who serves it
 * goes home. Nothing else moves: a candidate's figures are what happens without a new solve. */
#ifndef RF_SOLVE_CANDIDATES_H
#define RF_SOLVE_CANDIDATES_H

#include "engine/solve/dossier.h"

typedef struct rf_candidate {
    rf_move stay;
    int32_t replaces; /* number of the plan's move that goes home for it; -1: none */
    int32_t serves;   /* need that the candidate leaves for it; -1: none */
    int64_t *change;  /* [n_levels] after - before, in the list's own memory */
} rf_candidate;

typedef struct rf_candidates {
    rf_candidate *items; /* best first: levels in order, then agents in the file's order */
    int32_t n;
    int32_t n_possible; /* agents with a stay there, listed or not */
    int64_t *changes;   /* behind items[].change */
} rf_candidates;

/* At most `most` candidates for need k. `instead_of` >= 0: only in place of that move of the plan
 * (any number of a move that serves k); -1: as the head says. Each one listed keeps every rule.
 * RF_NO_MEMORY only. O(A T) to find them, O(moves T + K T + F T) for each with a stay. */
rf_status rf_candidates_new(rf_candidates **out, const rf_dossier *dossier, rf_need_id k,
                            int32_t instead_of, int32_t most, rf_err *err);
void rf_candidates_free(rf_candidates *candidates);

#endif
