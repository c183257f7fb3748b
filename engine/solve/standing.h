/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a plan does not call on somebody: each agent without a move stands under one main reason:
 *   - absent, when the agent is there on no period;
 *   - could serve, when no reason stands on some period of some need with demand: a need still
 *     short there, or none;
 *   - else the reason that stands against most needs. A reason that never changes settles a need;
 *     the dated ones (travel, convention, absence, forbids) are looked at only where no such reason
 *     stands. */
#ifndef RF_SOLVE_STANDING_H
#define RF_SOLVE_STANDING_H

#include "engine/domain/ledger.h"
#include "engine/domain/reason.h"
#include "engine/domain/sheet.h"

/* The reasons, then where an agent stands who could serve. */
typedef enum rf_standing {
    RF_COULD_FILL_A_GAP = RF_N_REASONS, /* a need that is short could have them */
    RF_COULD_SERVE,                     /* the needs that they could serve are covered */
    RF_WITHOUT_REASON,                  /* nobody asks for anybody */
    RF_N_STANDINGS
} rf_standing;

/* "skill", ..., "could_fill_a_gap"; a restriction is "not_compatible": no code of it shows. */
const char *rf_standing_name(int32_t standing);

/* The needs that ask for somebody and the agents that a plan calls on. */
typedef struct rf_calls rf_calls;

/* `in` and `ledger` (of the same moves) are borrowed. RF_NO_MEMORY only. O(K T + moves). */
rf_status rf_calls_new(rf_calls **out, const rf_instance *in, const rf_ledger *ledger,
                       const rf_plan *plan, rf_err *err);
void rf_calls_free(rf_calls *calls);

bool rf_is_called(const rf_calls *calls, rf_agent_id a);

/* An rf_reason or rf_standing, of an agent who is not called. O(K) cheap tests + O(T) a need that
 * passes them. */
int32_t rf_standing_of(const rf_calls *calls, rf_agent_id a);

/* Volunteers, those of them who are not called, and these by rf_standing_of. */
typedef struct rf_volunteers {
    int64_t all, unused, of[RF_N_STANDINGS];
} rf_volunteers;

/* O(A K). */
rf_volunteers rf_volunteers_count(const rf_calls *calls);

/* Adds the sheets of those who are not called:
 *   reasons  by reason: agents
 *   units    by unit and reason: agents
 *   agents   with `by_agent` (for HR only): agent, unit, consent, reason
 * In the first two, counts that are small, or from which a small one could be worked out
 * (domain/small_cells.h), are put together as "other". RF_NO_MEMORY only. O(A K). */
rf_status rf_uncalled_sheets(rf_sheets *out, const rf_calls *calls, bool by_agent, rf_err *err);

#endif
