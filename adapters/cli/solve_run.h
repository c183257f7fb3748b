/* SPDX-License-Identifier: GPL-3.0-or-later
 * From files to a checked plan in a file: what solve and demo share. */
#ifndef RF_CLI_SOLVE_RUN_H
#define RF_CLI_SOLVE_RUN_H

#include "adapters/cli/inputs.h"

/* Solves, checks, writes. `inputs` were read from `sources`; the time limit is the request's, else
 * `default_seconds`, else the scenario's (0: none). A plan with a breach is named and never
 * written. */
rf_exit rf_solve_run(const rf_request *request, const rf_inputs *inputs, const rf_sources *sources,
                     double default_seconds);

#endif
