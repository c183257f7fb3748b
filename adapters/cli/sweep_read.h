/* SPDX-License-Identifier: GPL-3.0-or-later
 * The results of a sweep (adapters/store/results.h) as the report takes them. */
#ifndef RF_CLI_SWEEP_READ_H
#define RF_CLI_SWEEP_READ_H

#include "adapters/report/html_sweep.h"

typedef struct rf_sweep_read {
    rf_swept swept;
    rf_pool *texts, *job_ids; /* a job's number is that of its id */
    size_t jobs_capacity, figures_capacity, loans_capacity;
    bool failed; /* memory was out */
} rf_sweep_read;

/* Everything of it. RF_BAD_INPUT: no results are in it. Free it always. */
rf_status rf_sweep_read_file(rf_sweep_read *out, const char *path, rf_err *err);
void rf_sweep_read_free(rf_sweep_read *read);

#endif
