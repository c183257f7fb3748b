/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every explanation looks at: the instance, the plan that is explained, its ledger and the
 * value of every level; and trials, new solves of the same case with something changed.
 *
 * The instance is made with the plan as its baseline: its levels hold `changes`, which is 0 for
 * the plan itself, and a trial starts from the plan and moves as few people as possible. Or it is
 * the instance that the plan was solved on, near an earlier plan: then changes are counted from
 * that one, and a trial starts there, as the plan's own solve did. */
#ifndef RF_SOLVE_DOSSIER_H
#define RF_SOLVE_DOSSIER_H

#include <signal.h>

#include "engine/domain/ledger.h"
#include "engine/domain/variant.h"
#include "engine/solve/solve.h"

typedef struct rf_dossier {
    const rf_instance *in;       /* borrowed */
    const rf_baseline *baseline; /* borrowed: the instance's, ids as strings */
    const rf_move *moves;        /* borrowed: the plan's, sorted by rf_move_compare */
    int32_t n_moves;
    rf_ledger *ledger;
    int64_t *values; /* [n_levels] */
    const volatile sig_atomic_t *stop;
} rf_dossier;

/* `plan` NULL: the instance's baseline is the plan. RF_BAD_INPUT: the plan breaks rules of these
 * files, or names what they do not hold: figures against it would mean nothing. `stop` as in
 * rf_solve_options. O(check). */
rf_status rf_dossier_new(rf_dossier **out, const rf_instance *in, const rf_baseline *baseline,
                         const rf_plan *plan, const volatile sig_atomic_t *stop, rf_err *err);
void rf_dossier_free(rf_dossier *dossier);

/* Values of the levels for any set of moves. RF_NO_MEMORY only. O(moves T + K T + F T). */
rf_status rf_values_of(int64_t *values, const rf_instance *in, const rf_move *moves,
                       int32_t n_moves, rf_err *err);

/* Whether a set of moves keeps every rule (the checker says). RF_NO_MEMORY only. */
rf_status rf_moves_allowed(bool *out, const rf_instance *in, const rf_move *moves, int32_t n_moves,
                           rf_err *err);

/* The plan's moves of one agent: *first is the number of the first, the count comes back.
 * O(log moves). */
int32_t rf_dossier_moves_of(int32_t *first, const rf_dossier *dossier, rf_agent_id a);

/* Unmet centi-FTE of a need over all periods, in a ledger of an instance. */
int64_t rf_need_unmet(const rf_ledger *ledger, const rf_instance *in, rf_need_id k);

/* A stay that a trial has and the plan has not, or the other way round. */
typedef struct rf_moved {
    rf_move move;
    bool dropped; /* of the plan; else new */
} rf_moved;

typedef struct rf_trial {
    rf_outcome outcome;    /* RF_INFEASIBLE: the change contradicts pins or hard rules */
    int64_t *values;       /* [n_levels of the dossier's instance] */
    int64_t need_unmet;    /* centi-FTE over the periods of the need asked about */
    int64_t need_required; /* likewise */
    rf_moved *moved;       /* sorted by rf_move_compare */
    int32_t n_moved;
} rf_trial;

/* Solves the case with the changes made, from the plan, in at most `seconds` (0: to the end).
 * `need` is the one whose shortfall is told. RF_NO_MEMORY, RF_IO, RF_INTERNAL. */
typedef struct rf_question {
    const rf_edit *edits;
    int32_t n_edits;
    rf_need_id need;
    double seconds;
} rf_question;
rf_status rf_trial_new(rf_trial **out, const rf_dossier *dossier, const rf_question *question,
                       rf_err *err);
void rf_trial_free(rf_trial *trial);

#endif
