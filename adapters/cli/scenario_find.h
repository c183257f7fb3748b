/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scenario that a plan was made from, found again by its SHA-256. */
#ifndef RF_CLI_SCENARIO_FIND_H
#define RF_CLI_SCENARIO_FIND_H

#include "adapters/cli/command.h"

/* Appends the path of the JSON file in the territory (the request's first operand) whose SHA-256
 * the plan names. None: that is said, with the way out; RF_EXIT_INPUT. O(bytes of the territory x
 * its JSON files). */
rf_exit rf_scenario_of_plan(rf_buf *out, const rf_request *request, const char *plan);

#endif
