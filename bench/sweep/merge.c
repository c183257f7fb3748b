/* SPDX-License-Identifier: GPL-3.0-or-later
 * One SQLite file and one CSV of all results, each judged again from its plan: what a result says
 * is only taken where the plan says the same. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"
#include "bench/sweep/merge_csv.h"

/* A job and the folder that holds its result. */
typedef struct entry {
    const rf_sweep_job *job;
    const char *folder; /* NULL: none does */
} entry;

typedef struct merge {
    const rf_sweep_merging *merging;
    rf_sweep_jobs *jobs; /* [n_folders] */
    entry *entries;      /* one a job, sorted */
    size_t n_entries;
    rf_results *results;
    rf_buf csv;
    int64_t n_merged, n_strays;
} merge;

/* ---- what is there ---- */

static int by_place(const void *a, const void *b)
{
    const rf_sweep_job *x = ((const entry *)a)->job, *y = ((const entry *)b)->job;
    int order = strcmp(x->territory.name, y->territory.name);
    order = order != 0 ? order : strcmp(x->scenario.name, y->scenario.name);
    order = order != 0 ? order : strcmp(x->variant.name, y->variant.name);
    order = order != 0 ? order : (x->seed > y->seed) - (x->seed < y->seed);
    return order != 0 ? order : strcmp(x->id, y->id);
}

static rf_status read_jobs(merge *m, rf_err *err)
{
    rf_status rc = RF_OK;
    size_t n = 0;
    for (int32_t i = 0; i < m->merging->n_folders && rc == RF_OK; i++) {
        rc = rf_sweep_jobs_read(&m->jobs[i], m->merging->folders[i], NULL, err);
        n += m->jobs[i].n;
    }
    if (rc != RF_OK)
        return rc;
    m->entries = rf_new_array(n, sizeof *m->entries);
    if (m->entries == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < m->merging->n_folders; i++)
        for (size_t j = 0; j < m->jobs[i].n; j++) {
            const char *folder = m->merging->folders[i];
            const rf_sweep_job *job = &m->jobs[i].items[j];
            m->entries[m->n_entries++] =
                (entry){job, rf_sweep_has_result(folder, job->id) ? folder : NULL};
        }
    qsort(m->entries, m->n_entries, sizeof *m->entries, by_place);
    return RF_OK;
}

/* The same job in several folders is one, and has one result. */
static rf_status unite(merge *m, rf_err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n_entries; i++) {
        const entry *e = &m->entries[i];
        entry *last = n > 0 ? &m->entries[n - 1] : NULL;
        if (last == NULL || strcmp(last->job->id, e->job->id) != 0) {
            m->entries[n++] = *e;
            continue;
        }
        if (last->folder != NULL && e->folder != NULL)
            return rf_fail(err, RF_BAD_INPUT, "job %s has a result in %s and another in %s",
                           e->job->id, last->folder, e->folder);
        if (e->folder != NULL)
            *last = *e;
    }
    m->n_entries = n;
    return RF_OK;
}

static bool is_job(const rf_sweep_jobs *jobs, const char *name)
{
    for (size_t i = 0; i < jobs->n; i++)
        if (strncmp(name, jobs->items[i].id, RF_SWEEP_ID - 1) == 0 &&
            strcmp(name + RF_SWEEP_ID - 1, ".json") == 0)
            return true;
    return false;
}

/* A result that belongs to no job: of another version it is a mistake that is told, of this one it
 * is left alone. */
static rf_status weigh_stray(merge *m, const char *folder, const char *name, rf_err *err)
{
    rf_sweep_record record = {.owner = NULL};
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_buf_printf(&path, "%s/results/%s", folder, name);
    rf_status rc =
        path.failed ? rf_fail_memory(err) : rf_sweep_record_read(&record, rf_buf_text(&path), err);
    if (rc == RF_OK && strcmp(record.version, rf_sweep_version()) != 0)
        rc = rf_fail(err, RF_BAD_INPUT, "%s: was made by renfort %s, this is %s",
                     rf_buf_text(&path), record.version, rf_sweep_version());
    m->n_strays += rc == RF_OK;
    rf_sweep_record_free(&record);
    rf_buf_free(&path);
    return rc;
}

static rf_status weigh_strays(merge *m, int32_t at, rf_err *err)
{
    const char *folder = m->merging->folders[at];
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_path_join(&path, folder, "results");
    DIR *results = path.failed ? NULL : opendir(rf_buf_text(&path));
    rf_buf_free(&path);
    if (results == NULL)
        return rf_fail(err, RF_IO, "%s: cannot be read: %s", folder, strerror(errno));
    rf_status rc = RF_OK;
    for (const struct dirent *f = readdir(results); f != NULL && rc == RF_OK;
         f = readdir(results)) {
        const size_t n = strlen(f->d_name);
        if (n == RF_SWEEP_ID - 1 + sizeof ".json" - 1 && !is_job(&m->jobs[at], f->d_name))
            rc = weigh_stray(m, folder, f->d_name, err);
    }
    closedir(results);
    return rc;
}

/* ---- one result ---- */

static rf_status refuse(const entry *e, const char *why, rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, "%s/results/%s.json: %s", e->folder, e->job->id, why);
}

static rf_status judge_again(rf_sweep_result *out, const entry *e, rf_err *err)
{
    rf_sweep_inputs inputs;
    rf_buf plan = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_sweep_path(&plan, e->folder, "plans", e->job->id);
    rf_status rc =
        plan.failed ? rf_fail_memory(err) : rf_sweep_inputs_compare(e->job, e->folder, err);
    if (rc == RF_OK) {
        rc = rf_sweep_inputs_read(&inputs, e->job, e->folder, err);
        if (rc == RF_OK)
            rc = rf_sweep_judge(out, e->job, inputs.instance, rf_buf_text(&plan), err);
        rf_sweep_inputs_free(&inputs);
    }
    rf_buf_free(&plan);
    return rc;
}

/* Byte by byte, up to the times. */
static bool says_the_same(const rf_sweep_record *record, const entry *e, const rf_result *result)
{
    rf_buf text = rf_buf_new(record->text.length + 1);
    rf_sweep_put_result(&text, e->job, result);
    const bool same = !text.failed && text.length <= record->text.length &&
                      memcmp(text.text, record->text.text, text.length) == 0;
    rf_buf_free(&text);
    return same;
}

static rf_status put(merge *m, const entry *e, const rf_sweep_record *record, rf_sweep_result *made,
                     rf_err *err)
{
    made->result.run = record->run;
    rf_status rc = RF_OK;
    if (record->failure == RF_JOB_DONE && made->result.job.failure != RF_JOB_DONE) {
        char why[RF_ERR_TEXT];
        snprintf(why, sizeof why, "its plan does not stand: %.400s", made->result.job.detail);
        return refuse(e, why, err);
    }
    if (!says_the_same(record, e, &made->result))
        return refuse(e, "is not what its job and its plan say", err);
    rc = rf_results_put(m->results, &made->result, err);
    if (rc == RF_OK)
        rf_sweep_csv_put(&m->csv, &made->result);
    m->n_merged += rc == RF_OK;
    return rc;
}

static rf_status take(merge *m, const entry *e, const rf_sweep_record *record, rf_err *err)
{
    rf_sweep_result made = {.owner = NULL};
    rf_status rc = RF_OK;
    if (strcmp(record->id, e->job->id) != 0)
        return refuse(e, "is the result of another job", err);
    if (strcmp(record->version, rf_sweep_version()) != 0)
        return refuse(e, "was made by another version", err);
    rc = record->failure == RF_JOB_DONE
             ? judge_again(&made, e, err)
             : rf_sweep_fail(&made, e->job, record->failure, record->detail, err);
    if (rc == RF_OK)
        rc = put(m, e, record, &made, err);
    rf_sweep_result_free(&made);
    return rc;
}

static rf_status take_entry(merge *m, const entry *e, rf_err *err)
{
    rf_sweep_record record;
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_sweep_path(&path, e->folder, "results", e->job->id);
    rf_status rc = rf_sweep_record_read(&record, rf_buf_text(&path), err);
    if (rc == RF_OK)
        rc = take(m, e, &record, err);
    rf_sweep_record_free(&record);
    rf_buf_free(&path);
    return rc;
}

/* ---- all ---- */

static rf_status fill(merge *m, rf_err *err)
{
    const rf_result_sweep sweep = {
        .name = m->n_entries > 0 ? m->entries[0].job->sweep : "",
        .version = rf_sweep_version(),
        .planned = (int64_t)m->n_entries,
    };
    rf_status rc = rf_results_create(&m->results, m->merging->output, &sweep, err);
    rf_sweep_csv_begin(&m->csv);
    for (size_t i = 0; i < m->n_entries && rc == RF_OK; i++)
        if (m->entries[i].folder != NULL)
            rc = take_entry(m, &m->entries[i], err);
    if (rc == RF_OK && m->csv.failed)
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        rc = rf_results_finish(m->results, err);
    if (rc == RF_OK && m->merging->csv != NULL)
        rc = rf_file_write_private(m->merging->csv, rf_buf_text(&m->csv), m->csv.length, err);
    return rc;
}

/* Before anything is read: two files that take the place of nothing else. */
static rf_status check_outputs(const rf_sweep_merging *merging, rf_err *err)
{
    const char *csv = merging->csv;
    const rf_status rc = rf_output_check_as(merging->output, RF_STORE_OUTPUT_RESULTS, err);
    if (rc != RF_OK || csv == NULL)
        return rc;
    if (rf_path_is_same(merging->output, csv))
        return rf_fail(err, RF_IO, "%s: -o and --csv name the same file", csv);
    return rf_sweep_csv_check(csv, err);
}

static rf_status run(merge *m, rf_err *err)
{
    rf_status rc = check_outputs(m->merging, err);
    if (rc == RF_OK)
        rc = read_jobs(m, err);
    if (rc == RF_OK)
        rc = unite(m, err);
    for (int32_t i = 0; i < m->merging->n_folders && rc == RF_OK; i++)
        rc = weigh_strays(m, i, err);
    return rc == RF_OK ? fill(m, err) : rc;
}

static int64_t n_missing(const merge *m)
{
    return (int64_t)m->n_entries - m->n_merged;
}

static void tell(const merge *m)
{
    const int64_t missing = n_missing(m);
    if (m->n_strays > 0)
        rf_sweep_say("warning: %lld results belong to no job of the sweep and were left out",
                     (long long)m->n_strays);
    if (missing > 0)
        rf_sweep_say("warning: %lld of %zu jobs have no result yet", (long long)missing,
                     m->n_entries);
    if (!m->merging->quiet)
        rf_sweep_say("%lld results are in %s", (long long)m->n_merged, m->merging->output);
}

rf_sweep_exit rf_sweep_merge(const rf_sweep_merging *merging)
{
    rf_err err;
    merge m = {
        .merging = merging,
        .jobs = rf_new_array((size_t)merging->n_folders, sizeof *m.jobs),
        .csv = rf_buf_new(RF_SWEEP_CSV_LIMIT),
    };
    const rf_status rc = m.jobs != NULL ? run(&m, &err) : rf_fail_memory(&err);
    const bool is_whole = n_missing(&m) == 0;
    if (rc == RF_OK)
        tell(&m);
    rf_results_close(m.results);
    rf_buf_free(&m.csv);
    free(m.entries);
    for (int32_t i = 0; i < merging->n_folders && m.jobs != NULL; i++)
        rf_sweep_jobs_free(&m.jobs[i]);
    free(m.jobs);
    return rc == RF_OK && !is_whole ? RF_SWEEP_MISSING : rf_sweep_exit_of(rc, &err);
}
