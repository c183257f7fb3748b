/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan document as an operand: read back, checked against the files, compared with what it was
 * made from. */
#ifndef RF_CLI_PLAN_FILE_H
#define RF_CLI_PLAN_FILE_H

#include "adapters/cli/inputs.h"

/* What a plan's document and its moves have against an instance. */
typedef struct rf_breaches {
    rf_buf lines; /* one a breach */
    int64_t n;
} rf_breaches;

rf_breaches rf_breaches_new(void);
void rf_breaches_free(rf_breaches *breaches);

/* Reads the plan at `path` and shows every finding on standard error. A document that is no plan is
 * bad input; breaches are no failure here: a plan that a later decision overtook is shown, decided
 * on and brought to its end all the same. A move that names nothing of the territory is left out.
 * Free the plan with rf_plan_free, after a failure too. */
rf_exit rf_plan_file_read(rf_plan **out, rf_breaches *breaches, const rf_request *request,
                          const rf_instance *in, const char *path);

/* The same for figures, which are made of the moves: breaches are counted in one warning,
 * and are *n. */
rf_exit rf_plan_file_read_moves(rf_plan **out, int64_t *n, const rf_request *request,
                                const rf_inputs *inputs, const char *path);

/* Warns where there are breaches: what the command prints may then not be true of these files. */
void rf_plan_file_warn(const rf_request *request, const char *path, int64_t breaches);

/* A plan may keep every rule of files that it was not made from: that is said, and no breach. */
rf_exit rf_plan_file_compare_input(const rf_request *request, const rf_inputs *inputs,
                                   const char *path);

#endif
