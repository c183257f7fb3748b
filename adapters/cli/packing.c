/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/packing.h"

#include <string.h>

#include "adapters/store/results.h"

static void take_sweep(void *context, const rf_result_sweep *sweep)
{
    rf_packing *p = context;
    const size_t n = strnlen(sweep->version, RF_VERSION_ROOM - 1);
    memcpy(p->version, sweep->version, n);
    p->version[n] = '\0';
}

static void take_job(void *context, const rf_result_job *job)
{
    rf_packing *p = context;
    rf_pack_add_job(p->draft, &(rf_pack_job){job->id, job->territory, job->scenario, job->variant,
                                             job->failure == RF_JOB_DONE});
}

static void take_figure(void *context, const char *job, const rf_result_figure *figure)
{
    rf_packing *p = context;
    rf_pack_add_figure(p->draft, job,
                       &(rf_kpi){.name = figure->name,
                                 .group = figure->group,
                                 .value = figure->value,
                                 .people = figure->people});
}

static void take_cell(void *context, const char *job, const rf_result_cell *cell)
{
    rf_packing *p = context;
    rf_pack_add_cell(p->draft, job,
                     &(rf_pack_raw_cell){cell->table, cell->row, cell->column, cell->people});
}

static rf_status read_results(rf_packing *p, const char *path, rf_err *err)
{
    rf_results *results = NULL;
    rf_status rc = rf_results_open(&results, path, err);
    if (rc == RF_OK)
        rc = rf_results_sweep(results, take_sweep, p, err);
    if (rc == RF_OK)
        rc = rf_results_each_job(results, take_job, p, err);
    if (rc == RF_OK)
        rc = rf_results_each_figure(results, NULL, take_figure, p, err);
    if (rc == RF_OK)
        rc = rf_results_each_cell(results, NULL, take_cell, p, err);
    rf_results_close(results);
    return rc;
}

rf_status rf_packing_read(rf_packing *out, const char *path, rf_err *err)
{
    rf_packing p = {.draft = rf_pack_draft_new()};
    const rf_status rc = p.draft == NULL ? rf_fail_memory(err) : read_results(&p, path, err);
    if (rc == RF_OK)
        *out = p;
    else
        rf_pack_draft_free(p.draft);
    return rc;
}
