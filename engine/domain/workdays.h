/* SPDX-License-Identifier: GPL-3.0-or-later
 * Working days: the scenario's, less its holidays (MODEL.md, "Time"). */
#ifndef RF_DOMAIN_WORKDAYS_H
#define RF_DOMAIN_WORKDAYS_H

#include "engine/domain/plan.h"
#include "engine/domain/scenario.h"

bool rf_is_working_day(const rf_scenario *scenario, rf_date day);

/* How many period t has. O(days x holidays). */
int32_t rf_working_days(const rf_scenario *scenario, int32_t t);

/* How many a stay of these periods has. */
int32_t rf_days_away(const rf_scenario *scenario, const rf_move *move);

#endif
