/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of a sweep (bench/README.md): jobs of territories x scenarios x variants x seeds, and
 * the key figures of each, as the caller has read them from wherever they are kept. */
#ifndef RF_ADAPTERS_REPORT_HTML_SWEEP_H
#define RF_ADAPTERS_REPORT_HTML_SWEEP_H

#include "adapters/report/picture.h"

/* One job. Names are borrowed. */
typedef struct rf_swept_job {
    const char *territory, *scenario, *variant;
    const char *failure; /* "": it has a result; else "crash", "time", ... */
    int64_t seed;
} rf_swept_job;

/* A key figure of one job; NaN: not defined there. */
typedef struct rf_swept_figure {
    int32_t job; /* its number in `jobs` */
    const char *name, *group;
    double value;
} rf_swept_figure;

/* FTE-days that one organisation lends another, in one job. */
typedef struct rf_swept_loan {
    int32_t job;
    const char *lender, *borrower;
    double fte_days;
} rf_swept_loan;

typedef struct rf_swept {
    const char *name, *version; /* of the sweep; of the program that ran it */
    int64_t planned;            /* jobs, of which some may be missing */
    rf_swept_job *jobs;
    rf_swept_figure *figures;
    rf_swept_loan *loans;
    size_t n_jobs, n_figures, n_loans;
} rf_swept;

/* What was run; the key figures by territory with what the seeds leave open; coverage against
 * people moved and against imposition, by variant; coverage under the variants NAME-10, NAME-20
 * ...; who lends to whom where there is one territory. The variant "base" is the one that is shown
 * where only one is, else the first. RF_NO_MEMORY only. O(figures x names). */
rf_status rf_pictures_of_sweep(rf_pictures *out, const rf_swept *swept, rf_err *err);

#endif
