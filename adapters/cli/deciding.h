/* SPDX-License-Identifier: GPL-3.0-or-later
 * A decision on the files: judged against territory and plan, numbered, and written. */
#ifndef RF_CLI_DECIDING_H
#define RF_CLI_DECIDING_H

#include "adapters/cli/inputs.h"

/* Reads the sources and the plan, and records the act of the request. All of it is recorded, or
 * nothing: every refusal is said (RF_EXIT_BREACH where the data forbids it, RF_EXIT_USAGE where the
 * request asks for what is not there). */
rf_exit rf_deciding_run(const rf_request *request, const rf_sources *sources, const char *plan,
                        rf_act act);

#endif
