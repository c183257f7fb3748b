/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two ways of `renfort review`. */
#ifndef RF_CLI_REVIEW_EXPORT_H
#define RF_CLI_REVIEW_EXPORT_H

#include "adapters/cli/inputs.h"

/* Writes FOLDER/review/UNIT.csv for each unit that the plan concerns and FOLDER/missions/AGENT.csv
 * for each agent that it moves; nothing when one of them is there already (RF_EXIT_INPUT). */
rf_exit rf_review_export(const rf_request *request, const rf_instance *in, const rf_plan *plan);

#endif
