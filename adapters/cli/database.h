/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the commands on a database share: its name, who uses it, and how times are shown. */
#ifndef RF_CLI_DATABASE_H
#define RF_CLI_DATABASE_H

#include "adapters/cli/command.h"
#include "adapters/store/store.h"

enum { RF_TIME_TEXT = 24 };

/* --db, else renfort.db. */
const char *rf_database_path(const rf_request *request);

/* Opens it; a failure is said. The caller closes the store. */
rf_exit rf_database_use(rf_store **out, const rf_request *request, rf_store_mode mode);

/* --who, else the name of the user who runs the program, else his number in `room`. */
const char *rf_database_who(char room[RF_TIME_TEXT], const rf_request *request);

/* "2026-11-26T08:36:29Z" of milliseconds since 1970. */
const char *rf_time_format(char out[RF_TIME_TEXT], int64_t ms);

/* Usage: the first operand is no action of the command; the nearest is named. */
rf_exit rf_action_unknown(const rf_request *request, const char *const *actions, size_t n);

/* Usage: the number of operands after the action is wrong. */
rf_exit rf_action_operands(const rf_request *request);

#endif
