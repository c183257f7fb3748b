/* SPDX-License-Identifier: GPL-3.0-or-later
 * MODEL.md's "Who may serve where", word for word and slowly: for pins and for the checker. The
 * solver has its own, fast, in solve/eligibility.h; the two are never merged, so that each can find
 * the other's faults. */
#ifndef RF_DOMAIN_AGAINST_H
#define RF_DOMAIN_AGAINST_H

#include "engine/domain/instance.h"
#include "engine/domain/reason.h"

typedef enum rf_role { RF_ROLE_NONE, RF_ROLE_TRAINEE, RF_ROLE_QUALIFIED } rf_role;

/* The agent's role in the need on t. Trainee even where the need takes none (tutor_ratio 0).
 * O(requirements x log skills). */
rf_role rf_role_on(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t);

/* Qualified on all of the periods, else the least of the roles. */
rf_role rf_role_during(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t first,
                       int32_t last);

/* All reasons against a serving k on t. O(forbids of a + requirements x log skills). */
rf_reasons rf_against_on(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t);

/* The union over the periods of a move; consent and travel do not count against a pin. */
rf_reasons rf_against_move(const rf_instance *in, const rf_move *move, bool pinned);

#endif
