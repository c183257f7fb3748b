/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/results.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapters/store/database.h"

enum { VERSION = 1 };

static const char *const FAILURES[RF_N_JOB_FAILURES] = {
    [RF_JOB_DONE] = "",         [RF_JOB_CRASH] = "crash",   [RF_JOB_TIME] = "time",
    [RF_JOB_MEMORY] = "memory", [RF_JOB_BREACH] = "breach", [RF_JOB_INPUT] = "input",
    [RF_JOB_ERROR] = "error",
};

static const char TABLES[] =
    "CREATE TABLE sweep (one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL,"
    " version TEXT NOT NULL, planned INTEGER NOT NULL) STRICT;"
    "CREATE TABLE job (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " territory TEXT NOT NULL, scenario TEXT NOT NULL, variant TEXT NOT NULL,"
    " seed INTEGER NOT NULL, failure TEXT NOT NULL"
    " CHECK (failure IN ('', 'crash', 'time', 'memory', 'breach', 'input', 'error')),"
    " detail TEXT NOT NULL, outcome TEXT NOT NULL, plan TEXT NOT NULL,"
    " UNIQUE (territory, scenario, variant, seed)) STRICT;"
    "CREATE TABLE level (job TEXT NOT NULL REFERENCES job (id), position INTEGER NOT NULL,"
    " name TEXT NOT NULL, value INTEGER NOT NULL, bound INTEGER NOT NULL, gap REAL NOT NULL,"
    " status TEXT NOT NULL, UNIQUE (job, position)) STRICT;"
    "CREATE TABLE figure (job TEXT NOT NULL REFERENCES job (id), name TEXT NOT NULL,"
    " grp TEXT NOT NULL, value REAL, people INTEGER, UNIQUE (job, name, grp)) STRICT;"
    "CREATE TABLE cell (job TEXT NOT NULL REFERENCES job (id), table_name TEXT NOT NULL,"
    " row TEXT NOT NULL, col TEXT NOT NULL, people INTEGER, value REAL NOT NULL,"
    " UNIQUE (job, table_name, row, col)) STRICT;"
    "CREATE TABLE run (job TEXT NOT NULL UNIQUE REFERENCES job (id), seconds REAL NOT NULL,"
    " cpu_seconds REAL NOT NULL, peak_kib INTEGER NOT NULL) STRICT;";

struct rf_results {
    rf_store store;
    char *path;      /* where it goes when it is finished; NULL: opened for reading */
    char *temporary; /* being written; NULL: it was moved, or it was only read */
};

const char *rf_job_failure_name(rf_job_failure failure)
{
    return FAILURES[failure];
}

static rf_job_failure failure_of(const char *name)
{
    for (int32_t i = 0; i < RF_N_JOB_FAILURES; i++)
        if (strcmp(FAILURES[i], name) == 0)
            return (rf_job_failure)i;
    return RF_JOB_ERROR;
}

/* ---- opening and closing ---- */

void rf_results_close(rf_results *results)
{
    if (results == NULL)
        return;
    sqlite3_close(results->store.db);
    if (results->temporary != NULL)
        unlink(results->temporary);
    free(results->temporary);
    free(results->path);
    free(results->store.path);
    free(results);
}

static rf_status refuse_foreign(rf_results *results, rf_err *err)
{
    int64_t application = 0, version = 0;
    rf_store *store = &results->store;
    rf_status rc = rf_sql_number(&application, store, "PRAGMA application_id", RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = rf_sql_number(&version, store, "PRAGMA user_version", RF_NO_ARGS, err);
    if (rc == RF_OK && application != RF_RESULTS_APPLICATION)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: holds no results of a sweep"), store->path);
    if (rc == RF_OK && version != VERSION)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: was made by another renfort (its form %d, not %d)"),
                     store->path, (int)version, (int)VERSION);
    return rc;
}

rf_status rf_results_open(rf_results **out, const char *path, rf_err *err)
{
    if (access(path, R_OK) != 0)
        return rf_fail(err, RF_IO, _("%s: cannot be read: %s"), path, strerror(errno));
    rf_results *results = rf_new_array(1, sizeof *results);
    if (results == NULL || (results->store.path = strdup(path)) == NULL) {
        rf_results_close(results);
        return rf_fail_memory(err);
    }
    rf_status rc = rf_database_open(&results->store.db, path, SQLITE_OPEN_READONLY, err);
    if (rc == RF_OK)
        rc = refuse_foreign(results, err);
    if (rc == RF_OK)
        *out = results;
    else
        rf_results_close(results);
    return rc;
}

/* ---- reading ---- */

/* One statement being walked through, for one job or for all. */
typedef struct walk {
    rf_results *results;
    const char *sql; /* ?1: the job's id, or null for every one */
    const char *job;
    void (*row)(struct walk *w, sqlite3_stmt *statement);
    void *visit, *context; /* the visitor's context; `visit` points to the caller's function */
} walk;

static rf_status take(walk *w, rf_err *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = true;
    rf_status rc =
        rf_sql_start(&statement, &w->results->store, w->sql, RF_ARGS(rf_text(w->job)), err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, &w->results->store, statement, err);
        if (rc == RF_OK && row)
            w->row(w, statement);
    }
    sqlite3_finalize(statement);
    return rc;
}

/* The number of a column, `otherwise` for null. */
static int64_t number_at(sqlite3_stmt *statement, int column, int64_t otherwise)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? otherwise
               : sqlite3_column_int64(statement, column);
}

static double real_at(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(statement, column);
}

static void sweep_row(walk *w, sqlite3_stmt *s)
{
    rf_result_sweep_visit *const *visit = w->visit;
    const rf_result_sweep sweep = {rf_sql_text(s, 0), rf_sql_text(s, 1), number_at(s, 2, 0)};
    (*visit)(w->context, &sweep);
}

rf_status rf_results_sweep(rf_results *results, rf_result_sweep_visit *visit, void *context,
                           rf_err *err)
{
    walk w = {results, "SELECT name, version, planned FROM sweep WHERE ?1 IS NULL",
              NULL,    sweep_row,
              &visit,  context};
    return take(&w, err);
}

static void job_row(walk *w, sqlite3_stmt *s)
{
    rf_result_job_visit *const *visit = w->visit;
    const rf_result_job job = {
        .id = rf_sql_text(s, 0),
        .territory = rf_sql_text(s, 1),
        .scenario = rf_sql_text(s, 2),
        .variant = rf_sql_text(s, 3),
        .seed = number_at(s, 4, 0),
        .failure = failure_of(rf_sql_text(s, 5)),
        .detail = rf_sql_text(s, 6),
        .outcome = rf_sql_text(s, 7),
        .plan = rf_sql_text(s, 8),
    };
    (*visit)(w->context, &job);
}

rf_status rf_results_each_job(rf_results *results, rf_result_job_visit *visit, void *context,
                              rf_err *err)
{
    walk w = {results,
              "SELECT id, territory, scenario, variant, seed, failure, detail, outcome, plan"
              " FROM job WHERE ?1 IS NULL ORDER BY number",
              NULL,
              job_row,
              &visit,
              context};
    return take(&w, err);
}

/* The rows of a table below `job`, the jobs in order, their rows in the order of putting. */
#define ROWS_OF(table, columns)                                                                    \
    "SELECT x.job, " columns " FROM job JOIN " table " AS x ON x.job = job.id"                     \
    " WHERE ?1 IS NULL OR job.id = ?1 ORDER BY job.number, x.rowid"

static void level_row(walk *w, sqlite3_stmt *s)
{
    rf_result_level_visit *const *visit = w->visit;
    const rf_result_level level = {
        .position = (int32_t)number_at(s, 1, 0),
        .name = rf_sql_text(s, 2),
        .value = number_at(s, 3, 0),
        .bound = number_at(s, 4, 0),
        .gap = real_at(s, 5),
        .status = rf_sql_text(s, 6),
    };
    (*visit)(w->context, rf_sql_text(s, 0), &level);
}

rf_status rf_results_each_level(rf_results *results, const char *job, rf_result_level_visit *visit,
                                void *context, rf_err *err)
{
    static const char SQL[] =
        ROWS_OF("level", "x.position, x.name, x.value, x.bound, x.gap, x.status");
    walk w = {results, SQL, job, level_row, &visit, context};
    return take(&w, err);
}

static void figure_row(walk *w, sqlite3_stmt *s)
{
    rf_result_figure_visit *const *visit = w->visit;
    const rf_result_figure figure = {rf_sql_text(s, 1), rf_sql_text(s, 2), real_at(s, 3),
                                     number_at(s, 4, -1)};
    (*visit)(w->context, rf_sql_text(s, 0), &figure);
}

rf_status rf_results_each_figure(rf_results *results, const char *job,
                                 rf_result_figure_visit *visit, void *context, rf_err *err)
{
    static const char SQL[] = ROWS_OF("figure", "x.name, x.grp, x.value, x.people");
    walk w = {results, SQL, job, figure_row, &visit, context};
    return take(&w, err);
}

static void cell_row(walk *w, sqlite3_stmt *s)
{
    rf_result_cell_visit *const *visit = w->visit;
    const rf_result_cell cell = {rf_sql_text(s, 1), rf_sql_text(s, 2), rf_sql_text(s, 3),
                                 number_at(s, 4, -1), real_at(s, 5)};
    (*visit)(w->context, rf_sql_text(s, 0), &cell);
}

rf_status rf_results_each_cell(rf_results *results, const char *job, rf_result_cell_visit *visit,
                               void *context, rf_err *err)
{
    static const char SQL[] = ROWS_OF("cell", "x.table_name, x.row, x.col, x.people, x.value");
    walk w = {results, SQL, job, cell_row, &visit, context};
    return take(&w, err);
}

static void run_row(walk *w, sqlite3_stmt *s)
{
    rf_result_run_visit *const *visit = w->visit;
    const rf_result_run run = {real_at(s, 1), real_at(s, 2), number_at(s, 3, 0)};
    (*visit)(w->context, rf_sql_text(s, 0), &run);
}

rf_status rf_results_each_run(rf_results *results, const char *job, rf_result_run_visit *visit,
                              void *context, rf_err *err)
{
    static const char SQL[] = ROWS_OF("run", "x.seconds, x.cpu_seconds, x.peak_kib");
    walk w = {results, SQL, job, run_row, &visit, context};
    return take(&w, err);
}

/* ---- writing ---- */

static rf_status make_tables(rf_results *results, const rf_result_sweep *sweep, rf_err *err)
{
    rf_store *store = &results->store;
    char marks[96];
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             (int)RF_RESULTS_APPLICATION, (int)VERSION);
    int result = sqlite3_exec(store->db, marks, NULL, NULL, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_exec(store->db, TABLES, NULL, NULL, NULL);
    if (result != SQLITE_OK)
        return rf_sql_fail(store, sqlite3_extended_errcode(store->db), err);
    rf_status rc = rf_sql_begin(store, err);
    if (rc == RF_OK)
        rc = rf_sql_run(
            store, "INSERT INTO sweep VALUES (1, ?1, ?2, ?3)",
            RF_ARGS(rf_text(sweep->name), rf_text(sweep->version), rf_int(sweep->planned)), err);
    return rc;
}

static rf_status make_file(rf_results *results, rf_err *err)
{
    const int fd = mkostemp(results->temporary, O_CLOEXEC);
    if (fd < 0) {
        free(results->temporary);
        results->temporary = NULL;
        return rf_fail(err, RF_IO, _("%s: cannot be written: %s"), results->path, strerror(errno));
    }
    close(fd);
    return rf_database_open(&results->store.db, results->temporary, SQLITE_OPEN_READWRITE, err);
}

rf_status rf_results_create(rf_results **out, const char *path, const rf_result_sweep *sweep,
                            rf_err *err)
{
    rf_results *results = rf_new_array(1, sizeof *results);
    if (results == NULL)
        return rf_fail_memory(err);
    results->path = strdup(path);
    results->store.path = strdup(path);
    if (asprintf(&results->temporary, "%s.renfort-XXXXXX", path) < 0)
        results->temporary = NULL;
    rf_status rc = RF_OK;
    if (results->path == NULL || results->store.path == NULL || results->temporary == NULL)
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        rc = make_file(results, err);
    if (rc == RF_OK)
        rc = make_tables(results, sweep, err);
    if (rc == RF_OK)
        *out = results;
    else
        rf_results_close(results);
    return rc;
}

static rf_value people(int64_t n)
{
    return n < 0 ? rf_text(NULL) : rf_int(n);
}

static rf_status put_job(rf_results *results, const rf_result *result, rf_err *err)
{
    const rf_result_job *job = &result->job;
    int64_t there = 0;
    rf_store *store = &results->store;
    rf_status rc =
        rf_sql_number(&there, store,
                      "SELECT count(*) FROM job WHERE id = ?1 OR (territory = ?2"
                      " AND scenario = ?3 AND variant = ?4 AND seed = ?5)",
                      RF_ARGS(rf_text(job->id), rf_text(job->territory), rf_text(job->scenario),
                              rf_text(job->variant), rf_int(job->seed)),
                      err);
    if (rc == RF_OK && there > 0)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: the job %s is there twice"), store->path, job->id);
    if (rc == RF_OK)
        rc = rf_sql_run(store,
                        "INSERT INTO job (id, territory, scenario, variant, seed, failure, detail,"
                        " outcome, plan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        RF_ARGS(rf_text(job->id), rf_text(job->territory), rf_text(job->scenario),
                                rf_text(job->variant), rf_int(job->seed),
                                rf_text(FAILURES[job->failure]), rf_text(job->detail),
                                rf_text(job->outcome), rf_text(job->plan)),
                        err);
    if (rc == RF_OK)
        rc = rf_sql_run(store, "INSERT INTO run VALUES (?1, ?2, ?3, ?4)",
                        RF_ARGS(rf_text(job->id), rf_real_or_null(result->run.seconds),
                                rf_real_or_null(result->run.cpu_seconds),
                                rf_int(result->run.peak_kib)),
                        err);
    return rc;
}

static rf_status put_levels(rf_results *results, const rf_result *result, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < result->n_levels && rc == RF_OK; i++) {
        const rf_result_level *level = &result->levels[i];
        rc = rf_sql_run(&results->store, "INSERT INTO level VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        RF_ARGS(rf_text(result->job.id), rf_int(level->position),
                                rf_text(level->name), rf_int(level->value), rf_int(level->bound),
                                rf_real_or_null(level->gap), rf_text(level->status)),
                        err);
    }
    return rc;
}

static rf_status put_figures(rf_results *results, const rf_result *result, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < result->n_figures && rc == RF_OK; i++) {
        const rf_result_figure *figure = &result->figures[i];
        rc = rf_sql_run(&results->store, "INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5)",
                        RF_ARGS(rf_text(result->job.id), rf_text(figure->name),
                                rf_text(figure->group), rf_real_or_null(figure->value),
                                people(figure->people)),
                        err);
    }
    return rc;
}

static rf_status put_cells(rf_results *results, const rf_result *result, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < result->n_cells && rc == RF_OK; i++) {
        const rf_result_cell *cell = &result->cells[i];
        rc = rf_sql_run(&results->store, "INSERT INTO cell VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        RF_ARGS(rf_text(result->job.id), rf_text(cell->table), rf_text(cell->row),
                                rf_text(cell->column), people(cell->people),
                                rf_real_or_null(cell->value)),
                        err);
    }
    return rc;
}

rf_status rf_results_put(rf_results *results, const rf_result *result, rf_err *err)
{
    rf_status rc = put_job(results, result, err);
    if (rc == RF_OK)
        rc = put_levels(results, result, err);
    if (rc == RF_OK)
        rc = put_figures(results, result, err);
    if (rc == RF_OK)
        rc = put_cells(results, result, err);
    return rc;
}

rf_status rf_results_finish(rf_results *results, rf_err *err)
{
    const rf_status rc = rf_sql_end(&results->store, RF_OK, err);
    if (rc != RF_OK)
        return rc;
    sqlite3_close(results->store.db);
    results->store.db = NULL;
    if (rename(results->temporary, results->path) != 0)
        return rf_fail(err, RF_IO, _("%s: cannot be written: %s"), results->path, strerror(errno));
    free(results->temporary);
    results->temporary = NULL;
    return RF_OK;
}
