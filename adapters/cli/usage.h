/* SPDX-License-Identifier: GPL-3.0-or-later
 * `--help`, made from the tables of commands and options. */
#ifndef RF_CLI_USAGE_H
#define RF_CLI_USAGE_H

#include "adapters/cli/command.h"

/* The program's page: its commands, exit statuses and environment. */
void rf_usage_program(rf_buf *out, const rf_command *const *commands, int32_t width);

/* A command's page: usage, options, examples, exit statuses. */
void rf_usage_command(rf_buf *out, const rf_command *command, int32_t width);

/* The command of that name; an unknown one is said, with the nearest: NULL. */
const rf_command *rf_command_find(const rf_request *request, const char *name);

/* The variables that the program looks at. Ended by a NULL line; `says` is N_(). */
const rf_example *rf_usage_environment(void);

/* What every exit status means, whatever the command. Ended by a NULL text. */
const rf_exit_text *rf_usage_statuses(void);

/* "-o, --output PLAN", without the indentation. */
void rf_usage_option_heading(rf_buf *out, const rf_option_id id);

#endif
