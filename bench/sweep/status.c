/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far a sweep is, from its results alone. */
#include <stdio.h>
#include <string.h>

#include "bench/sweep/sweep.h"

enum { PAGE_LIMIT = 1 << 20 };
static const double MIB = 1024;

static const char *const OUTCOMES[] = {"optimal", "feasible", "infeasible"};

static void count_record(rf_sweep_counts *counts, const rf_sweep_record *record)
{
    counts->failures[record->failure]++;
    for (size_t i = 0; i < sizeof OUTCOMES / sizeof OUTCOMES[0]; i++)
        counts->outcome[i] += strcmp(record->outcome, OUTCOMES[i]) == 0;
    counts->seconds += record->run.seconds;
    counts->cpu_seconds += record->run.cpu_seconds;
    if (record->run.peak_kib > counts->peak_kib)
        counts->peak_kib = record->run.peak_kib;
}

static rf_status count(rf_sweep_counts *counts, const rf_sweep_jobs *jobs, const char *folder,
                       rf_err *err)
{
    rf_status rc = RF_OK;
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    for (size_t i = 0; i < jobs->n && rc == RF_OK; i++) {
        rf_sweep_record record;
        counts->jobs++;
        if (!rf_sweep_has_result(folder, jobs->items[i].id)) {
            counts->missing++;
            continue;
        }
        rf_buf_clear(&path);
        rf_sweep_path(&path, folder, "results", jobs->items[i].id);
        rc = rf_sweep_record_read(&record, rf_buf_text(&path), err);
        if (rc == RF_OK)
            count_record(counts, &record);
        rf_sweep_record_free(&record);
    }
    rf_buf_free(&path);
    return rc;
}

static void put_text(rf_buf *out, const rf_sweep_counts *c)
{
    rf_buf_printf(out, "jobs %lld: %lld with a plan (%lld optimal, %lld feasible, %lld infeasible)",
                  (long long)c->jobs, (long long)c->failures[RF_JOB_DONE], (long long)c->outcome[0],
                  (long long)c->outcome[1], (long long)c->outcome[2]);
    rf_buf_printf(out, ", %lld failed, %lld still to be done\n",
                  (long long)(c->jobs - c->missing - c->failures[RF_JOB_DONE]),
                  (long long)c->missing);
    for (int32_t i = RF_JOB_DONE + 1; i < RF_N_JOB_FAILURES; i++)
        if (c->failures[i] > 0)
            rf_buf_printf(out, "  failed by %s: %lld\n", rf_job_failure_name((rf_job_failure)i),
                          (long long)c->failures[i]);
    rf_buf_printf(out, "used %.0f s, %.0f s of processors, at most %.0f MiB at once\n", c->seconds,
                  c->cpu_seconds, (double)c->peak_kib / MIB);
}

static void put_json(rf_buf *out, const rf_sweep_counts *c)
{
    rf_buf_puts(out, "{\"format\": \"renfort-sweep-status/1\"");
    rf_json_put_integer_member(out, "jobs", c->jobs);
    rf_json_put_integer_member(out, "missing", c->missing);
    for (size_t i = 0; i < sizeof OUTCOMES / sizeof OUTCOMES[0]; i++)
        rf_json_put_integer_member(out, OUTCOMES[i], c->outcome[i]);
    rf_buf_puts(out, ", \"failures\": {");
    for (int32_t i = RF_JOB_DONE + 1; i < RF_N_JOB_FAILURES; i++) {
        rf_json_put_key(out, rf_job_failure_name((rf_job_failure)i), i == RF_JOB_DONE + 1);
        rf_buf_printf(out, "%lld", (long long)c->failures[i]);
    }
    rf_buf_printf(out,
                  "}, \"run\": {\"seconds\": %.3f, \"cpu_seconds\": %.3f, \"peak_kib\": %lld}}\n",
                  c->seconds, c->cpu_seconds, (long long)c->peak_kib);
}

rf_sweep_exit rf_sweep_status(const char *folder, bool json)
{
    rf_err err;
    rf_sweep_jobs jobs;
    rf_sweep_counts counts = {.jobs = 0};
    rf_buf page = rf_buf_new(PAGE_LIMIT);
    rf_status rc = rf_sweep_jobs_read(&jobs, folder, NULL, &err);
    if (rc == RF_OK)
        rc = count(&counts, &jobs, folder, &err);
    if (rc == RF_OK) {
        if (json)
            put_json(&page, &counts);
        else
            put_text(&page, &counts);
        rc = page.failed ? rf_fail_memory(&err)
                         : rf_file_write("-", rf_buf_text(&page), page.length, &err);
    }
    rf_buf_free(&page);
    rf_sweep_jobs_free(&jobs);
    if (rc != RF_OK)
        return rf_sweep_exit_of(rc, &err);
    return counts.missing > 0 ? RF_SWEEP_MISSING : RF_SWEEP_DONE;
}
