/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reasons against a service, named once for solver, checker and explanations (MODEL.md, "Who
 * may serve where"). */
#ifndef RF_DOMAIN_REASON_H
#define RF_DOMAIN_REASON_H

#include <stdint.h>

#include "engine/core/buf.h"

typedef enum rf_reason {
    RF_AGAINST_OWN_UNIT,
    RF_AGAINST_FORBIDDEN,
    RF_AGAINST_CONSENT,
    RF_AGAINST_STATUS,
    RF_AGAINST_CONVENTION,
    RF_AGAINST_CATEGORY,
    RF_AGAINST_SKILL,
    RF_AGAINST_RESTRICTION,
    RF_AGAINST_TRAVEL,
    RF_AGAINST_TELEWORK,
    RF_AGAINST_ABSENT,
    RF_AGAINST_IDLE,
    RF_N_REASONS
} rf_reason;

typedef uint16_t rf_reasons; /* bit 1 << rf_reason for each that holds */

const char *rf_reason_name(rf_reason reason); /* "own_unit", ... the contract's code */

/* The same where somebody reads of an agent: a restriction is "not_compatible". */
const char *rf_reason_name_discreetly(rf_reason reason);

/* All that hold, in the order above: "skill, absent". */
void rf_reasons_print(rf_buf *out, rf_reasons reasons);

/* The same for people, where somebody reads of an agent: a restriction is not named, and comes last
 * as "not compatible". */
void rf_reasons_print_discreetly(rf_buf *out, rf_reasons reasons);

/* The reason that stands most often, `idle` apart; the first of equals; RF_N_REASONS where none
 * does. */
rf_reason rf_commonest_reason(const int64_t against[RF_N_REASONS]);

/* Fewer people than this are never shown by themselves under a reason. */
enum { RF_SMALL_CELL = 5 };

#endif
