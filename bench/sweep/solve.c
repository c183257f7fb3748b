/* SPDX-License-Identifier: GPL-3.0-or-later
 * The part of a job that may take too long, too much, or go wrong: it has a process of its own. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "adapters/json/json.h"
#include "bench/sweep/sweep.h"

static const size_t PLAN_LIMIT = (size_t)1 << 31;

/* A plan of a search that broke off is none that another run would find again. The search has a
 * process of its own: what killed it from outside is no fault of the job, and the signal of a crash
 * is ours too, for whoever watches us. */
static rf_status refuse_trouble(const rf_plan *plan, rf_err *err)
{
    rf_err memory;
    const int number = plan->run.signal;
    if (plan->run.trouble[0] == '\0')
        return RF_OK;
    if (number == SIGKILL || number == SIGTERM)
        return rf_fail(err, RF_IO, "the search was killed from outside");
    if (number != 0) {
        signal(number, SIG_DFL);
        raise(number);
    }
    rf_fail_memory(&memory);
    if (strcmp(plan->run.trouble, memory.text) == 0)
        return rf_fail_memory(err);
    return rf_fail(err, RF_INTERNAL, "the search broke off: %s", plan->run.trouble);
}

static rf_status write_plan(const char *path, const rf_plan *plan, const rf_sweep_job *job,
                            const rf_instance *in, rf_err *err)
{
    rf_fingerprint fingerprint;
    snprintf(fingerprint.territory, sizeof fingerprint.territory, "%s", job->territory.sha256);
    snprintf(fingerprint.scenario, sizeof fingerprint.scenario, "%s", job->scenario.sha256);
    rf_buf text = rf_buf_new(PLAN_LIMIT);
    const rf_plan_context context = {
        .in = in, .fingerprint = &fingerprint, .version = job->version, .reproducible = true};
    rf_status rc = rf_json_write_plan(&text, plan, &context, err);
    if (rc == RF_OK)
        rc = rf_file_write_private(path, rf_buf_text(&text), text.length, err);
    rf_buf_free(&text);
    return rc;
}

static rf_status solve(const rf_sweep_job *job, const char *folder, const char *path, rf_err *err)
{
    rf_sweep_inputs inputs;
    rf_plan *plan = NULL;
    rf_status rc = rf_sweep_inputs_read(&inputs, job, folder, err);
    const rf_solve_options options = {.seconds = job->limits.seconds, .workers = 1};
    if (rc == RF_OK)
        rc = rf_solve(&plan, inputs.instance, &options, err);
    if (rc == RF_OK)
        rc = refuse_trouble(plan, err);
    if (rc == RF_OK)
        rc = write_plan(path, plan, job, inputs.instance, err);
    rf_plan_free(plan);
    rf_sweep_inputs_free(&inputs);
    return rc;
}

rf_sweep_exit rf_sweep_solve(const char *folder, const char *id, const char *path)
{
    rf_err err;
    rf_sweep_jobs jobs;
    rf_status rc = rf_sweep_jobs_read(&jobs, folder, id, &err);
    if (rc == RF_OK)
        rc = solve(&jobs.items[0], folder, path, &err);
    rf_sweep_jobs_free(&jobs);
    return rf_sweep_exit_of(rc, &err);
}
