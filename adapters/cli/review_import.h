/* SPDX-License-Identifier: GPL-3.0-or-later
 * Review lists that came back, into decisions.csv and the database of --db. */
#ifndef RF_CLI_REVIEW_IMPORT_H
#define RF_CLI_REVIEW_IMPORT_H

#include "adapters/cli/inputs.h"
#include "adapters/cli/recording.h"

/* The lists, and where their decisions go. Borrowed. */
typedef struct rf_review_files {
    const char *territory;
    const char *const *paths;
    size_t n;
    const char *plan;            /* its file */
    const rf_database *database; /* without a store: no --db */
} rf_review_files;

/* Reads the lists, tries what they decide on a new instance, and adds the rows that
 * the territory's decisions.csv does not have yet: an acceptance pins the stay, a refusal forbids
 * the agent that need over its window, a proposal does so and pins the other agent. Nothing is
 * written where one line is wrong, unless the request quarantines: then such lines are left out.
 * `inputs` gets the rows that are tried.
 *
 * Each line is a decision of its own, by whom the list is: a note with its number in decisions.csv,
 * and with a database the same there; all of it is in both, or in neither. */
rf_exit rf_review_import(const rf_request *request, rf_inputs *inputs, const rf_plan *plan,
                         const rf_review_files *files);

#endif
