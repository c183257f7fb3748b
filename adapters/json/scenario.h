/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two halves of the scenario reader. */
#ifndef RF_ADAPTERS_JSON_SCENARIO_H
#define RF_ADAPTERS_JSON_SCENARIO_H

#include "adapters/json/json.h"
#include "adapters/json/reader.h"

/* Reads the list of shocks into a scenario (`target` is an rf_scenario *). */
void rf_json_read_shocks(void *target, rf_json_reader *r, const rf_json_node *node);

#endif
