/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a sweep plan to a folder of jobs. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "adapters/cli/paths.h"
#include "bench/sweep/sweep.h"

enum { LINE_LIMIT = 1 << 20 };

static rf_status make_folder(const char *folder, const char *part, mode_t mode, rf_err *err)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_status rc = RF_OK;
    rf_path_join(&path, folder, part);
    if (path.failed)
        rc = rf_fail_memory(err);
    else if (mkdir(rf_buf_text(&path), mode) != 0 && errno != EEXIST)
        rc = rf_fail(err, RF_IO, "%s: cannot be made: %s", rf_buf_text(&path), strerror(errno));
    rf_buf_free(&path);
    return rc;
}

/* Plans name persons, and cells may count one: they are their owner's to read. */
static rf_status make_folders(const char *folder, rf_err *err)
{
    static const char *const OPEN[] = {"", "territories"};
    static const char *const PRIVATE[] = {"plans", "results", "work"};
    rf_status rc = RF_OK;
    for (size_t i = 0; i < sizeof OPEN / sizeof OPEN[0] && rc == RF_OK; i++)
        rc = make_folder(folder, OPEN[i], 0777, err);
    for (size_t i = 0; i < sizeof PRIVATE / sizeof PRIVATE[0] && rc == RF_OK; i++)
        rc = make_folder(folder, PRIVATE[i], 0700, err);
    return rc;
}

/* What was planned by another version, or is damaged, stays as it is. */
static rf_status check_old(const char *folder, rf_err *err)
{
    rf_sweep_jobs old;
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_status rc = RF_OK;
    rf_path_join(&path, folder, "jobs.jsonl");
    if (!path.failed && rf_path_exists(rf_buf_text(&path))) {
        rc = rf_sweep_jobs_read(&old, folder, NULL, err);
        rf_sweep_jobs_free(&old);
    }
    rf_buf_free(&path);
    return rc;
}

static rf_status write_jobs(const rf_sweep_plan *plan, const char *folder, size_t *n, rf_err *err)
{
    char whole[PATH_MAX];
    rf_sweep_jobs jobs;
    rf_status rc = make_folders(folder, err);
    if (rc == RF_OK && realpath(folder, whole) == NULL)
        rc = rf_fail(err, RF_IO, "%s: cannot be read: %s", folder, strerror(errno));
    if (rc == RF_OK)
        rc = check_old(whole, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_sweep_expand(&jobs, plan, whole, err);
    if (rc == RF_OK)
        rc = rf_sweep_jobs_write(&jobs, whole, err);
    *n = jobs.n;
    rf_sweep_jobs_free(&jobs);
    return rc;
}

static void show_findings(rf_diags *diags)
{
    rf_buf line = rf_buf_new(LINE_LIMIT);
    rf_diags_sort(diags);
    for (size_t i = 0; i < rf_diags_size(diags); i++) {
        rf_buf_clear(&line);
        rf_diag_print(&line, rf_diags_at(diags, i));
        fputs(rf_buf_text(&line), stderr);
    }
    rf_buf_free(&line);
}

rf_sweep_exit rf_sweep_make_plan(const char *path, const char *folder, bool quiet)
{
    rf_err err;
    size_t n = 0;
    rf_sweep_plan *plan = NULL;
    rf_diags *diags = rf_diags_new();
    rf_status rc =
        diags != NULL ? rf_sweep_plan_read(&plan, path, diags, &err) : rf_fail_memory(&err);
    if (diags != NULL)
        show_findings(diags);
    if (rc == RF_OK)
        rc = write_jobs(plan, folder, &n, &err);
    if (rc == RF_OK && !quiet)
        rf_sweep_say("%zu jobs are in %s", n, folder);
    rf_sweep_plan_free(plan);
    rf_diags_free(diags);
    return rf_sweep_exit_of(rc, &err);
}
