/* SPDX-License-Identifier: GPL-3.0-or-later
 * A decision in two places: decisions.csv of the territory, which the solver reads, and the
 * database of --db, whose commit acknowledges it. Without --db every call here does nothing.
 *
 *   begin   the database has no other writer from now on
 *   put, undo   its rows and log entries are on the disk, all but the commit
 *   (the caller changes decisions.csv, which is replaced as a whole)
 *   end     the commit, or everything is taken back
 *
 * Killed before decisions.csv is replaced, neither has it; between that and the commit,
 * decisions.csv alone: rf_recording_compare tells it from the next command on.
 *
 * In the database `reason` is the note without its comment ("#12 refuse workload 2026-01-12"): its
 * number ties rows there to those of decisions.csv. A number is given once in a crisis. */
#ifndef RF_CLI_RECORDING_H
#define RF_CLI_RECORDING_H

#include "adapters/cli/database.h"
#include "adapters/csv/csv.h"

/* Says which numbers the territory's decisions.csv and the standing decisions of the crisis do not
 * share. */
rf_exit rf_recording_compare(const rf_database *database, const rf_territory *territory,
                             const char *folder);

/* The number after the highest that the territory's decisions have. */
int32_t rf_recording_next(const rf_territory *territory);

/* Raises *number to one that the crisis never had. On failure nothing is under way. */
rf_status rf_recording_begin(int32_t *number, const rf_database *database, rf_err *err);

/* One decision: who takes it, what is noted of it, and its rows. Borrowed. */
typedef struct rf_recording {
    const char *author;
    rf_note note;
    rf_csv_decisions rows;
} rf_recording;

/* n decisions in one group. `plan`: the file that they are about; a warning says where the crisis
 * does not hold it. */
rf_status rf_recording_put(const rf_database *database, const rf_recording *list, size_t n,
                           const char *plan, rf_err *err);

/* Undoes the row that a new decision takes the place of, where the crisis has it. Before put. */
rf_status rf_recording_outdate(const rf_database *database, const rf_csv_outdated *old,
                               rf_err *err);

/* RF_BAD_INPUT: what decisions.csv of the folder has under that number is in another crisis alone,
 * or the crisis has something else under it. `rows`: of rf_csv_find_decision. Between begin and
 * end. */
rf_status rf_recording_recognise(const rf_database *database, int32_t number, const rf_buf *rows,
                                 rf_err *err);

/* Undoes what stands under that number. *n_rows: how many. */
rf_status rf_recording_undo(size_t *n_rows, const rf_database *database, int32_t number,
                            rf_err *err);

/* Where rows were written. Borrowed. */
typedef struct rf_recording_place {
    const char *folder, *file;
    const rf_csv_options *options;
    const rf_buf *before; /* what the file held; NULL: the rows of before are all still in it */
} rf_recording_place;

/* After a commit that failed: takes the rows of that number out of decisions.csv again, or gives it
 * back what it held. False: they are there, which is said. */
bool rf_recording_take_back(const rf_request *request, const rf_recording_place *place,
                            int32_t number);

/* Returns the first failure. */
rf_status rf_recording_end(const rf_database *database, rf_status rc, rf_err *err);

#endif
