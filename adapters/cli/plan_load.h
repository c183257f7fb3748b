/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans read back for commands that show figures of them, and what they were made from. */
#ifndef RF_CLI_PLAN_LOAD_H
#define RF_CLI_PLAN_LOAD_H

#include "adapters/cli/inputs.h"

/* Reads the moves of a plan in the instance of `inputs`. A document that is no plan is bad input.
 * Breaches are counted in one warning and the figures go on: they are made of the moves, and a plan
 * that a later decision overtook is brought to its end all the same; a move that names nothing of
 * the territory is left out. Free the plan with rf_plan_free. */
rf_exit rf_plan_load(rf_plan **out, const rf_request *request, const rf_inputs *inputs,
                     const char *path);

/* A plan may keep every rule of files that it was not made from: that is said, and no breach. */
rf_exit rf_plan_compare_input(const rf_request *request, const rf_inputs *inputs, const char *path);

#endif
