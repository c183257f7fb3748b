/* SPDX-License-Identifier: GPL-3.0-or-later
 * The independent checker: every rule and constraint of MODEL.md once more, from the instance and
 * the plan alone. It shares no code with engine/solve. */
#ifndef RF_DOMAIN_CHECK_H
#define RF_DOMAIN_CHECK_H

#include "engine/core/buf.h"
#include "engine/domain/instance.h"

/* The breaches of a plan, one a line in `breaches`, each with its ids and figures; *n_breaches
 * lines in all. Moves: own unit, forbidden, consent, status, convention, category, skill,
 * restriction, travel, telework, absent, idle, role, length against min_stay, max_stay and
 * max_periods_away. Together: constraints 1 to 6. Levels: number, value, terms, bound not above
 * value, gap and outcome consistent. RF_NO_MEMORY only. O(moves x T x log skills + K T + F T). */
rf_status rf_check(int32_t *n_breaches, rf_buf *breaches, const rf_instance *in,
                   const rf_plan *plan, rf_err *err);

#endif
