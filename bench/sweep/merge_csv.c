/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/sweep/merge_csv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "adapters/cli/terminal.h"
#include "adapters/csv/put.h"

/* The columns after the job's own. */
typedef struct line {
    const char *kind, *name, *row, *column, *status;
    double value, bound;
    int64_t people;
} line;

static void put_number(rf_buf *out, double value)
{
    char text[40] = "";
    if (!isnan(value))
        snprintf(text, sizeof text, "%.15g", value);
    rf_csv_put_value(out, text, ',', false);
}

static void put_line(rf_buf *out, const rf_result_job *job, const line *l)
{
    char seed[24], people[24] = "";
    snprintf(seed, sizeof seed, "%lld", (long long)job->seed);
    if (l->people >= 0)
        snprintf(people, sizeof people, "%lld", (long long)l->people);
    rf_csv_put_cell(out, job->id, ',', true);
    rf_csv_put_cell(out, job->territory, ',', false);
    rf_csv_put_cell(out, job->scenario, ',', false);
    rf_csv_put_cell(out, job->variant, ',', false);
    rf_csv_put_value(out, seed, ',', false);
    rf_csv_put_cell(out, l->kind, ',', false);
    rf_csv_put_cell(out, l->name, ',', false);
    rf_csv_put_cell(out, l->row, ',', false);
    rf_csv_put_cell(out, l->column, ',', false);
    put_number(out, l->value);
    put_number(out, l->bound);
    rf_csv_put_value(out, people, ',', false);
    rf_csv_put_cell(out, l->status, ',', false);
    rf_csv_end_line(out);
}

void rf_sweep_csv_begin(rf_buf *out)
{
    static const char *const COLUMNS[] = {"job",   "territory", "scenario", "variant", "seed",
                                          "kind",  "name",      "row",      "column",  "value",
                                          "bound", "people",    "status"};
    rf_buf_puts(out, rf_csv_utf8_mark);
    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++)
        rf_csv_put_cell(out, COLUMNS[i], ',', i == 0);
    rf_csv_end_line(out);
}

/* By its header: a table of another version has another one, and stays. */
static bool begins_as_table(const char *path)
{
    rf_buf header = rf_buf_new(RF_SWEEP_CSV_LIMIT);
    char begin[256] = "";
    rf_sweep_csv_begin(&header);
    FILE *file = fopen(path, "rbe");
    const size_t n = file != NULL ? fread(begin, 1, sizeof begin, file) : 0;
    if (file != NULL)
        fclose(file);
    const bool is_table = !header.failed && n >= header.length && header.length > 0 &&
                          memcmp(begin, header.text, header.length) == 0;
    rf_buf_free(&header);
    return is_table;
}

rf_status rf_sweep_csv_check(const char *path, rf_err *err)
{
    struct stat known;
    const rf_status rc = rf_output_check(path, err);
    if (rc != RF_OK || stat(path, &known) != 0 || !S_ISREG(known.st_mode) || known.st_size == 0 ||
        begins_as_table(path))
        return rc;
    return rf_fail(err, RF_IO, "%s: cannot write: it is no table of a merge", path);
}

void rf_sweep_csv_put(rf_buf *out, const rf_result *result)
{
    const rf_result_job *job = &result->job;
    const line outcome = {job->failure == RF_JOB_DONE ? "outcome" : "failure",
                          job->failure == RF_JOB_DONE ? job->outcome
                                                      : rf_job_failure_name(job->failure),
                          "",
                          "",
                          job->detail,
                          NAN,
                          NAN,
                          -1};
    put_line(out, job, &outcome);
    for (size_t i = 0; i < result->n_levels; i++) {
        const rf_result_level *x = &result->levels[i];
        const line l = {"level",          x->name,          "", "", x->status,
                        (double)x->value, (double)x->bound, -1};
        put_line(out, job, &l);
    }
    for (size_t i = 0; i < result->n_figures; i++) {
        const rf_result_figure *x = &result->figures[i];
        const line l = {"figure", x->name, x->group, "", "", x->value, NAN, x->people};
        put_line(out, job, &l);
    }
    for (size_t i = 0; i < result->n_cells; i++) {
        const rf_result_cell *x = &result->cells[i];
        const line l = {"cell", x->table, x->row, x->column, "", x->value, NAN, x->people};
        put_line(out, job, &l);
    }
}
