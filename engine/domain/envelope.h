/* SPDX-License-Identifier: GPL-3.0-or-later
 * Subsidiarity: a delegation envelope says, per organisation, what the nearest manager may decide
 * alone, when silence is consent, and what goes up; and which local changes of rules are made
 * within its limits.
 *
 * Levels, lowest first: the unit (the nearest manager), the organisation, the territory. A move
 * belongs to the lowest level whose conditions hold in the envelopes of its lender and its borrower
 * both; the territory has none. A pinned move was decided already. */
#ifndef RF_DOMAIN_ENVELOPE_H
#define RF_DOMAIN_ENVELOPE_H

#include "engine/core/diag.h"
#include "engine/domain/instance.h"
#include "engine/domain/ledger.h"

typedef enum rf_level_of_decision {
    RF_DECIDED_BY_UNIT,
    RF_DECIDED_BY_ORGANISATION,
    RF_DECIDED_BY_TERRITORY,
    RF_N_DECIDERS
} rf_level_of_decision;

/* What a delegation may ask of a move, in the order in which it is looked at. */
typedef enum rf_condition {
    RF_CONDITION_DELEGATED, /* the level may decide anything at all */
    RF_CONDITION_SAME_ORGANISATION,
    RF_CONDITION_CONSENT,
    RF_CONDITION_QUALIFIED,
    RF_CONDITION_PERIODS,    /* of the stay */
    RF_CONDITION_TRAVEL,     /* minutes one way */
    RF_CONDITION_FLOOR_KEPT, /* no floor that counts the agent is dipped during the stay */
    RF_N_CONDITIONS          /* none fails */
} rf_condition;

const char *rf_decider_name(rf_level_of_decision level); /* "unit", ... */
const char *rf_condition_name(rf_condition condition);   /* "delegated", ... */

typedef struct rf_grant {
    bool given;
    bool same_organisation, qualified, floor_kept; /* asked for */
    uint32_t consents;                             /* bit 1 << rf_consent for each that will do */
    int32_t max_periods, max_travel_minutes;
} rf_grant;

/* A grant that asks for nothing. */
rf_grant rf_grant_open(void);

typedef struct rf_delegation {
    rf_ref organisation; /* id NULL: every organisation that has none of its own */
    rf_grant levels[RF_DECIDED_BY_TERRITORY];
    rf_grant silence;     /* where the unit decides and this holds too, silence is consent ... */
    int32_t silence_days; /* ... after so many days */
    int32_t floor_limit;  /* centi-FTE by which a floor may be changed either way */
    int32_t travel_limit; /* minutes by which a travel limit may be */
} rf_delegation;

/* A local change of a unit's rules. */
typedef struct rf_rule_change {
    rf_ref unit;
    rf_at at;
    int32_t centi_fte; /* added to its whole-unit floor on the periods that the window overlaps */
    int32_t minutes;   /* added to its agents' travel limit, over the whole horizon only */
    rf_date from, to;  /* open as in a territory */
    const char *author, *reason; /* "": none */
} rf_rule_change;

typedef struct rf_envelope {
    const char *name; /* "": none */
    rf_delegation *delegations;
    int32_t n_delegations;
    rf_rule_change *changes;
    int32_t n_changes;
    rf_pool *strings; /* every text */
    const char *file; /* as diagnostics say it */
} rf_envelope;

rf_envelope *rf_envelope_new(void); /* NULL: out of memory */
void rf_envelope_free(rf_envelope *envelope);

/* The organisation's own delegation, else the general one, else NULL: nothing is delegated. */
const rf_delegation *rf_delegation_of(const rf_envelope *envelope, int32_t organisation);

/* Resolves the ids by the instance's territory. Errors: an unknown one, an organisation twice, a
 * change beyond its organisation's limit, alone or with the others of the unit that hold on the
 * same period, of a floor that the unit has not, of travel with a window. RF_NO_MEMORY only.
 * O(ids + rows + changes^2). */
rf_status rf_envelope_link(rf_envelope *envelope, const rf_instance *in, rf_diags *diags,
                           rf_err *err);

/* Makes the changes in an instance of the territory that the envelope was linked with: a floor
 * that is 0 (none, or a closed site) stays 0, no floor or limit goes below 0. The instance borrows
 * the envelope. O(changes x rows). */
void rf_envelope_apply(rf_instance *in, const rf_envelope *envelope);

/* What its changes add to a unit's floor on period t (centi-FTE), and to its agents' travel limit
 * (minutes), before anything is kept from going below 0. NULL: nothing. O(changes). */
int32_t rf_envelope_floor_change(const rf_envelope *envelope, const rf_scenario *scenario,
                                 int32_t unit, int32_t t);
int32_t rf_envelope_travel_change(const rf_envelope *envelope, int32_t unit);

/* Who decides a move, and why nobody lower. */
typedef struct rf_validation {
    rf_level_of_decision level;
    bool decided;         /* pinned: no validation is asked for */
    int32_t silence_days; /* silence is consent after so many days; -1: it is not */
    /* The first condition that fails at each lower level, RF_N_CONDITIONS where none does, and the
     * organisation whose envelope asks for it. */
    rf_condition fails[RF_DECIDED_BY_TERRITORY];
    int32_t fails_of[RF_DECIDED_BY_TERRITORY];
} rf_validation;

rf_validation rf_envelope_judge(const rf_envelope *envelope, const rf_instance *in,
                                const rf_ledger *ledger, const rf_move *move);

/* Of a whole plan. */
typedef struct rf_validations {
    rf_validation *of; /* [moves] */
    int32_t n;
    int32_t moves[RF_N_DECIDERS];    /* by level, those decided already apart */
    int32_t deciders[RF_N_DECIDERS]; /* units, organisations (the lenders'), the territory */
    int32_t silent;                  /* moves of the unit's that silence settles */
    int32_t decided;
    int32_t asked; /* validations that somebody must give: moves neither silent nor decided */
} rf_validations;

/* RF_NO_MEMORY only. O(moves x floors of an agent x T). */
rf_status rf_validations_new(rf_validations **out, const rf_envelope *envelope,
                             const rf_instance *in, const rf_plan *plan, rf_err *err);
void rf_validations_free(rf_validations *validations);

#endif
