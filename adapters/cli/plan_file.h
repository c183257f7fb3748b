/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan document as an operand of a command that shows it or decides on it. */
#ifndef RF_CLI_PLAN_FILE_H
#define RF_CLI_PLAN_FILE_H

#include "adapters/cli/inputs.h"

/* Reads the plan at `path` and shows every finding on standard error. `breaches`: how many its
 * document and its moves have against the instance; they are no failure here (a decision taken
 * since is one). Free the plan. */
rf_exit rf_plan_file_read(rf_plan **out, int64_t *breaches, const rf_request *request,
                          const rf_instance *in, const char *path);

/* Warns where there are breaches: what the command prints may then not be true of these files. */
void rf_plan_file_warn(const rf_request *request, const char *path, int64_t breaches);

#endif
