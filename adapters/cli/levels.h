/* SPDX-License-Identifier: GPL-3.0-or-later
 * Levels named by the user. */
#ifndef RF_CLI_LEVELS_H
#define RF_CLI_LEVELS_H

#include "adapters/cli/command.h"

/* The level of that name (n bytes). An unknown one is said, with the nearest and the option it was
 * given to: -1. */
int32_t rf_level_find(const rf_request *request, const rf_instance *in, const char *option,
                      const char *name, size_t n);

/* Gives the instance's levels the gaps of --gap. */
rf_exit rf_levels_set_gaps(rf_instance *in, const rf_request *request);

#endif
