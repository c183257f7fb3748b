/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/sweep_read.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/store/results.h"

static const char *keep(rf_sweep_read *r, const char *text)
{
    const char *kept = rf_pool_intern(r->texts, text, strlen(text));
    r->failed = r->failed || kept == NULL;
    return kept != NULL ? kept : "";
}

static void visit_sweep(void *context, const rf_result_sweep *sweep)
{
    rf_sweep_read *r = context;
    r->swept.name = keep(r, sweep->name);
    r->swept.version = keep(r, sweep->version);
    r->swept.planned = sweep->planned;
}

static void visit_job(void *context, const rf_result_job *job)
{
    rf_sweep_read *r = context;
    rf_swept *s = &r->swept;
    rf_swept_job *jobs = rf_grow(s->jobs, &r->jobs_capacity, s->n_jobs + 1, sizeof *jobs);
    if (jobs == NULL || rf_pool_intern(r->job_ids, job->id, strlen(job->id)) == NULL) {
        s->jobs = jobs != NULL ? jobs : s->jobs;
        r->failed = true;
        return;
    }
    s->jobs = jobs;
    s->jobs[s->n_jobs++] = (rf_swept_job){.territory = keep(r, job->territory),
                                          .scenario = keep(r, job->scenario),
                                          .variant = keep(r, job->variant),
                                          .failure = rf_job_failure_name(job->failure),
                                          .seed = job->seed};
}

static void visit_figure(void *context, const char *job, const rf_result_figure *figure)
{
    rf_sweep_read *r = context;
    rf_swept *s = &r->swept;
    const int32_t number = rf_pool_find(r->job_ids, job, strlen(job));
    if (number < 0)
        return;
    rf_swept_figure *figures =
        rf_grow(s->figures, &r->figures_capacity, s->n_figures + 1, sizeof *figures);
    if (figures == NULL) {
        r->failed = true;
        return;
    }
    s->figures = figures;
    s->figures[s->n_figures++] = (rf_swept_figure){.job = number,
                                                   .name = keep(r, figure->name),
                                                   .group = keep(r, figure->group),
                                                   .value = figure->value};
}

static void visit_cell(void *context, const char *job, const rf_result_cell *cell)
{
    rf_sweep_read *r = context;
    rf_swept *s = &r->swept;
    const int32_t number = rf_pool_find(r->job_ids, job, strlen(job));
    if (number < 0 || strcmp(cell->table, "lending") != 0)
        return;
    rf_swept_loan *loans = rf_grow(s->loans, &r->loans_capacity, s->n_loans + 1, sizeof *loans);
    if (loans == NULL) {
        r->failed = true;
        return;
    }
    s->loans = loans;
    s->loans[s->n_loans++] = (rf_swept_loan){.job = number,
                                             .lender = keep(r, cell->row),
                                             .borrower = keep(r, cell->column),
                                             .fte_days = cell->value};
}

static rf_status read_all(rf_sweep_read *out, rf_results *results, rf_err *err)
{
    rf_status rc = rf_results_sweep(results, visit_sweep, out, err);
    if (rc == RF_OK)
        rc = rf_results_each_job(results, visit_job, out, err);
    if (rc == RF_OK)
        rc = rf_results_each_figure(results, NULL, visit_figure, out, err);
    if (rc == RF_OK)
        rc = rf_results_each_cell(results, NULL, visit_cell, out, err);
    return rc == RF_OK && out->failed ? rf_fail_memory(err) : rc;
}

rf_status rf_sweep_read_file(rf_sweep_read *out, const char *path, rf_err *err)
{
    rf_results *results = NULL;
    *out = (rf_sweep_read){.texts = rf_pool_new(), .job_ids = rf_pool_new()};
    if (out->texts == NULL || out->job_ids == NULL)
        return rf_fail_memory(err);
    rf_status rc = rf_results_open(&results, path, err);
    if (rc == RF_OK)
        rc = read_all(out, results, err);
    rf_results_close(results);
    return rc;
}

void rf_sweep_read_free(rf_sweep_read *read)
{
    rf_pool_free(read->texts);
    rf_pool_free(read->job_ids);
    free(read->swept.jobs);
    free(read->swept.figures);
    free(read->swept.loans);
}
