/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a plan is made from, and the plan, into the database. */
#ifndef RF_CLI_DEPOSIT_H
#define RF_CLI_DEPOSIT_H

#include "adapters/cli/database.h"
#include "adapters/cli/inputs.h"

/* Puts the bytes of the territory's files, and of the scenario's where one was read, into the
 * crisis, and its initiatives into the register: all or nothing. RF_BAD_INPUT where they are no
 * longer those of the fingerprint that was taken when they were checked (the scenario's is looked
 * at where one was read), RF_IO where a file cannot be read, else as the store says. Putting the
 * same again changes nothing. */
rf_status rf_deposit_inputs(const rf_database *database, const rf_inputs *inputs,
                            const rf_sources *sources, const rf_fingerprint *checked, rf_err *err);

/* Puts a plan made from inputs of that fingerprint, which the crisis holds already. `baseline`: the
 * number of the plan that it stays close to, 0: none. */
rf_status rf_deposit_plan(const rf_database *database, const rf_fingerprint *fingerprint,
                          int64_t baseline, const rf_buf *document, rf_err *err);

/* The number of the plan in this file; 0: the crisis does not hold it. */
rf_status rf_deposit_find_plan(int64_t *id, const rf_database *database, const char *path,
                               rf_err *err);

#endif
