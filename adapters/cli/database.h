/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the commands on a database share: its name, who uses it, and how times are shown. */
#ifndef RF_CLI_DATABASE_H
#define RF_CLI_DATABASE_H

#include "adapters/cli/command.h"
#include "adapters/store/spare.h"
#include "adapters/store/store.h"

enum { RF_TIME_TEXT = 24 };

/* --db, else renfort.db. */
const char *rf_database_path(const rf_request *request);

/* Opens it; a failure is said. The caller closes the store. */
rf_exit rf_database_use(rf_store **out, const rf_request *request, rf_store_mode mode);

/* Whether `path` may become `output`, made from the database: neither one that the database
 * consists of nor a place that cannot be written. What stands against it is said. */
rf_exit rf_database_spare(const rf_request *request, const rf_store *store, const char *path,
                          rf_store_output output);

/* --author, else the name of the user who runs the program, else his number in `room`. */
const char *rf_database_who(char room[RF_TIME_TEXT], const rf_request *request);

/* Whether what an option says is NULL or one line that a spreadsheet takes for no formula; what is
 * not is refused, which is said. */
bool rf_text_is_plain(const rf_request *request, const char *option, const char *text);

/* A crisis of a database, and who works on it. Not to be copied: `by` points into it. */
typedef struct rf_database {
    const rf_request *request;
    rf_store *store; /* NULL: without --db, and nothing is to be done */
    rf_store_by by;
    char room[RF_TIME_TEXT];
} rf_database;

/* Opens what --db names, else renfort.db, with --crisis and --author; a failure is said. Close it
 * in any case. */
rf_exit rf_database_enter(rf_database *out, const rf_request *request, rf_store_mode mode);
/* The same for a command that may do without a database, and does without --db. */
rf_exit rf_database_enter_if_asked(rf_database *out, const rf_request *request, rf_store_mode mode);
void rf_database_close(rf_database *database);

/* Says why a database did not do what it should, and gives the status: bad input for what does not
 * fit it, failure for the disk. */
rf_exit rf_exit_of_database(const rf_request *request, rf_status status, const rf_err *err);

/* "2026-11-26T08:36:29Z" of milliseconds since 1970. */
const char *rf_time_format(char out[RF_TIME_TEXT], int64_t ms);

/* Usage: the first operand is no action of the command; the nearest is named. */
rf_exit rf_action_unknown(const rf_request *request, const char *const *actions, size_t n);

/* Usage: the number of operands after the action is wrong. */
rf_exit rf_action_operands(const rf_request *request);

#endif
