/* SPDX-License-Identifier: GPL-3.0-or-later
 * A document of one kind given in the place of another, as when operands are in the wrong order:
 * one finding says so, in place of one a key. */
#ifndef RF_ADAPTERS_JSON_MISTAKEN_H
#define RF_ADAPTERS_JSON_MISTAKEN_H

#include "adapters/json/reader.h"

/* Is a scenario where a plan is wanted, a plan where a scenario is? Reported when so. */
bool rf_json_is_mistaken_scenario(rf_json_reader *r);
bool rf_json_is_mistaken_plan(rf_json_reader *r);

#endif
