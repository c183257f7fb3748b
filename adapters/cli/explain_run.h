/* SPDX-License-Identifier: GPL-3.0-or-later
 * What explain and alternatives share: the plan read as a baseline, ids looked up, the facts found,
 * and the page or the JSON printed. */
#ifndef RF_CLI_EXPLAIN_RUN_H
#define RF_CLI_EXPLAIN_RUN_H

#include "adapters/cli/command.h"

/* What was asked, by id. `agent` or `need` NULL where the topic names none. Borrowed. */
typedef struct rf_asking {
    rf_topic topic;
    const char *agent, *need;
} rf_asking;

/* Answers for the operands TERRITORY [SCENARIO] PLAN of the request. */
rf_exit rf_explain_run(const rf_request *request, const rf_asking *asking);

#endif
