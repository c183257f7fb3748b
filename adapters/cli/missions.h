/* SPDX-License-Identifier: GPL-3.0-or-later
 * The missions of a crisis in the database, as its decisions and its plans make them:
 *
 *   accept, pin     planned            end             ended, with its new last day
 *   refuse, forbid  cancelled          extend          extended, with its new last day
 *   a plan solved with --today has a stay that has begun by then: started
 *
 * Each change of state is an entry of the log. Without --db nothing is done. */
#ifndef RF_CLI_MISSIONS_H
#define RF_CLI_MISSIONS_H

#include "adapters/cli/database.h"
#include "adapters/csv/csv.h"

/* After a decision or an undo, in its group: brings the missions to what the decisions that stand
 * say, each change by whoever decided it. One that no decision asks for any more is cancelled,
 * unless it has started; one whose end or extension was undone goes on.
 * O(decisions x missions). */
rf_status rf_missions_follow(const rf_database *database, rf_err *err);

/* Marks the plan's stays that have begun by `today` as started, unless they are marked already or
 * were ended or extended. */
rf_status rf_missions_start(const rf_database *database, const rf_instance *in, const rf_plan *plan,
                            rf_date today, rf_err *err);

/* RF_BAD_INPUT, with the text for people: one of the rows forbids a mission from its first day on,
 * and it has started. */
rf_status rf_missions_check(const rf_database *database, const rf_csv_decisions *rows, rf_err *err);

#endif
