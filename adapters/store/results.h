/* SPDX-License-Identifier: GPL-3.0-or-later
 * The results of a sweep: one SQLite file, written once by one writer and read by the report and
 * the pack.
 *
 *   sweep   one row: the plan's name, the program's version, how many jobs were planned
 *   job     what was run, and whether it came to a plan; a failure is of one of the kinds below
 *   level   a job's objectives in order, in the units of the plan document
 *   figure  its key figures (bench/KPI.md); NULL where a figure is not defined for the job
 *   cell    its tables, one row a cell
 *   run     how long it took and how much memory: never the same twice, so kept apart
 *
 * All but `run` depends on the jobs alone: neither on the machine, nor on the order, nor on what
 * was interrupted. Jobs are kept in the order of territory, scenario, variant, seed and id.
 *
 * The file is its owner's to read (mode 0600): a cell may count one person.
 *
 * Status: RF_BAD_INPUT for a file that holds no results, is newer or damaged; RF_IO for the disk.
 * What is handed to a visitor is borrowed until it returns. */
#ifndef RF_ADAPTERS_STORE_RESULTS_H
#define RF_ADAPTERS_STORE_RESULTS_H

#include "engine/renfort.h"

typedef struct rf_results rf_results;

/* Why a job has no result. */
typedef enum rf_job_failure {
    RF_JOB_DONE,   /* none: it has one */
    RF_JOB_CRASH,  /* a signal ended it */
    RF_JOB_TIME,   /* it was still running at its deadline */
    RF_JOB_MEMORY, /* it reached its memory limit */
    RF_JOB_BREACH, /* the checker found a breach in its plan */
    RF_JOB_INPUT,  /* its files cannot be read, or are no longer those that were planned */
    RF_JOB_ERROR,  /* it ended by itself without a plan that can be read */
    RF_N_JOB_FAILURES
} rf_job_failure;

/* "", "crash", "time", "memory", "breach", "input", "error". */
const char *rf_job_failure_name(rf_job_failure failure);

typedef struct rf_result_sweep {
    const char *name;    /* the sweep plan's */
    const char *version; /* of the program that made every result */
    int64_t planned;     /* jobs, of which some may be missing */
} rf_result_sweep;

typedef struct rf_result_job {
    const char *id; /* 32 hexadecimal digits: of the inputs, the parameters and the version */
    const char *territory, *scenario, *variant; /* names of the sweep plan */
    int64_t seed;
    rf_job_failure failure;
    const char *detail;  /* of a failure, may name people: not to be shared; "": nothing to say */
    const char *outcome; /* "optimal", "feasible", "infeasible"; "" for a failure */
    const char *plan;    /* SHA-256 of the plan document; "" for a failure */
} rf_result_job;

typedef struct rf_result_level {
    int32_t position; /* from 0 */
    const char *name;
    int64_t value, bound; /* in the level's unit, as in the plan document */
    double gap;           /* 0..1 */
    const char *status;   /* "optimal", "feasible" */
} rf_result_level;

typedef struct rf_result_figure {
    const char *name, *group; /* group "": of the whole; else a tier, a category, ... */
    double value;             /* NaN: not defined for this job */
    int64_t people;           /* how many stand behind it; -1: none do */
} rf_result_figure;

typedef struct rf_result_cell {
    const char *table; /* "lending": lender x borrower, in FTE-days, ... see bench/README.md */
    const char *row, *column;
    int64_t people; /* how many stand behind it; -1: none do */
    double value;
} rf_result_cell;

/* Of the whole job, the child's included. */
typedef struct rf_result_run {
    double seconds, cpu_seconds;
    int64_t peak_kib;
} rf_result_run;

/* ---- reading --------------------------------------------------------------------------------- */

/* RF_BAD_INPUT: not a file of results. O(1) in the size of the file. */
rf_status rf_results_open(rf_results **out, const char *path, rf_err *err);
void rf_results_close(rf_results *results);

typedef void rf_result_sweep_visit(void *context, const rf_result_sweep *sweep);
typedef void rf_result_job_visit(void *context, const rf_result_job *job);
typedef void rf_result_level_visit(void *context, const char *job, const rf_result_level *level);
typedef void rf_result_figure_visit(void *context, const char *job, const rf_result_figure *figure);
typedef void rf_result_cell_visit(void *context, const char *job, const rf_result_cell *cell);
typedef void rf_result_run_visit(void *context, const char *job, const rf_result_run *run);

/* Called once. */
rf_status rf_results_sweep(rf_results *results, rf_result_sweep_visit *visit, void *context,
                           rf_err *err);
rf_status rf_results_each_job(rf_results *results, rf_result_job_visit *visit, void *context,
                              rf_err *err);

/* Of one job, or with `job` NULL of all: the jobs in order, each with its rows in the order in
 * which they were put. O(rows). */
rf_status rf_results_each_level(rf_results *results, const char *job, rf_result_level_visit *visit,
                                void *context, rf_err *err);
rf_status rf_results_each_figure(rf_results *results, const char *job,
                                 rf_result_figure_visit *visit, void *context, rf_err *err);
rf_status rf_results_each_cell(rf_results *results, const char *job, rf_result_cell_visit *visit,
                               void *context, rf_err *err);
rf_status rf_results_each_run(rf_results *results, const char *job, rf_result_run_visit *visit,
                              void *context, rf_err *err);

/* ---- writing --------------------------------------------------------------------------------- */

/* Everything of one job. Arrays are borrowed. */
typedef struct rf_result {
    rf_result_job job;
    rf_result_run run;
    const rf_result_level *levels;
    const rf_result_figure *figures;
    const rf_result_cell *cells;
    size_t n_levels, n_figures, n_cells;
} rf_result;

/* A new file, written beside `path` and moved there by rf_results_finish: until then, and after a
 * failure, `path` is as it was. */
rf_status rf_results_create(rf_results **out, const char *path, const rf_result_sweep *sweep,
                            rf_err *err);
/* RF_BAD_INPUT: a job of that id is there already. The caller puts jobs in their order. */
rf_status rf_results_put(rf_results *results, const rf_result *result, rf_err *err);
/* Close the results afterwards all the same. */
rf_status rf_results_finish(rf_results *results, rf_err *err);

#endif
