/* SPDX-License-Identifier: GPL-3.0-or-later
 * results/ID.json: what a job came to. The last member, `run`, holds the times; all before it
 * follows from the job and its plan. */
#include <math.h>
#include <string.h>

#include "bench/sweep/sweep.h"

static const char FORMAT[] = "renfort-result/1";
static const size_t RESULT_LIMIT = (size_t)1 << 30;

/* ---- writing ---- */

static void put_number(rf_buf *out, const char *key, double value)
{
    rf_json_put_key(out, key, false);
    if (isnan(value))
        rf_buf_puts(out, "null");
    else
        rf_buf_printf(out, "%.17g", value);
}

static void put_people(rf_buf *out, int64_t people)
{
    rf_json_put_key(out, "people", false);
    if (people < 0)
        rf_buf_puts(out, "null");
    else
        rf_buf_printf(out, "%lld", (long long)people);
}

static void put_head(rf_buf *out, const rf_sweep_job *job, const rf_result_job *result)
{
    rf_buf_puts(out, "{\n  \"format\": ");
    rf_json_put_string(out, FORMAT);
    rf_json_put_string_member(out, "id", job->id);
    rf_json_put_string_member(out, "version", job->version);
    rf_buf_puts(out, ",\n  \"territory\": ");
    rf_json_put_string(out, job->territory.name);
    rf_json_put_string_member(out, "scenario", job->scenario.name);
    rf_json_put_string_member(out, "variant", job->variant.name);
    rf_json_put_integer_member(out, "seed", job->seed);
    rf_buf_puts(out, ",\n  \"failure\": ");
    rf_json_put_string(out, rf_job_failure_name(result->failure));
    rf_json_put_string_member(out, "detail", result->detail);
    rf_json_put_string_member(out, "outcome", result->outcome);
    rf_json_put_string_member(out, "plan", result->plan);
}

static void put_levels(rf_buf *out, const rf_result *result)
{
    rf_buf_puts(out, ",\n  \"levels\": [");
    for (size_t i = 0; i < result->n_levels; i++) {
        const rf_result_level *level = &result->levels[i];
        rf_buf_puts(out, i == 0 ? "\n    {" : ",\n    {");
        rf_json_put_key(out, "name", true);
        rf_json_put_string(out, level->name);
        rf_json_put_integer_member(out, "value", level->value);
        rf_json_put_integer_member(out, "bound", level->bound);
        put_number(out, "gap", level->gap);
        rf_json_put_string_member(out, "status", level->status);
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "]");
}

static void put_figures(rf_buf *out, const rf_result *result)
{
    rf_buf_puts(out, ",\n  \"figures\": [");
    for (size_t i = 0; i < result->n_figures; i++) {
        const rf_result_figure *figure = &result->figures[i];
        rf_buf_puts(out, i == 0 ? "\n    {" : ",\n    {");
        rf_json_put_key(out, "name", true);
        rf_json_put_string(out, figure->name);
        rf_json_put_string_member(out, "group", figure->group);
        put_number(out, "value", figure->value);
        put_people(out, figure->people);
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "]");
}

static void put_cells(rf_buf *out, const rf_result *result)
{
    rf_buf_puts(out, ",\n  \"cells\": [");
    for (size_t i = 0; i < result->n_cells; i++) {
        const rf_result_cell *cell = &result->cells[i];
        rf_buf_puts(out, i == 0 ? "\n    {" : ",\n    {");
        rf_json_put_key(out, "table", true);
        rf_json_put_string(out, cell->table);
        rf_json_put_string_member(out, "row", cell->row);
        rf_json_put_string_member(out, "column", cell->column);
        put_people(out, cell->people);
        put_number(out, "value", cell->value);
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "]");
}

void rf_sweep_put_result(rf_buf *out, const rf_sweep_job *job, const rf_result *result)
{
    put_head(out, job, &result->job);
    put_levels(out, result);
    put_figures(out, result);
    put_cells(out, result);
}

rf_status rf_sweep_result_write(const char *folder, const rf_sweep_job *job,
                                const rf_result *result, rf_err *err)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT), text = rf_buf_new(RESULT_LIMIT);
    rf_sweep_path(&path, folder, "results", job->id);
    rf_sweep_put_result(&text, job, result);
    rf_buf_printf(
        &text, ",\n  \"run\": {\"seconds\": %.3f, \"cpu_seconds\": %.3f, \"peak_kib\": %lld}\n}\n",
        result->run.seconds, result->run.cpu_seconds, (long long)result->run.peak_kib);
    const rf_status rc =
        path.failed || text.failed
            ? rf_fail_memory(err)
            : rf_file_write_private(rf_buf_text(&path), rf_buf_text(&text), text.length, err);
    rf_buf_free(&path);
    rf_buf_free(&text);
    return rc;
}

/* ---- reading ---- */

static void keep(const char **out, rf_sweep_record *record, rf_json_reader *r,
                 const rf_json_node *node)
{
    if (node->kind != RF_JSON_STRING) {
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), "%s: is not a text",
                     node->name);
        return;
    }
    *out = rf_sweep_keep_text(record->owner, node->text);
    r->no_memory = r->no_memory || *out == NULL;
}

static void read_format(void *target, rf_json_reader *r, const rf_json_node *node)
{
    const char *const words[] = {FORMAT};
    int32_t word = 0;
    (void)target;
    rf_json_read_word(&word, r, node, words, 1);
}
static void read_id(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    keep(&record->id, record, r, node);
}
static void read_version(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    keep(&record->version, record, r, node);
}
static void read_failure(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    for (int32_t i = 0; i < RF_N_JOB_FAILURES && node->kind == RF_JSON_STRING; i++)
        if (strcmp(rf_job_failure_name((rf_job_failure)i), node->text) == 0) {
            record->failure = (rf_job_failure)i;
            return;
        }
    rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), "%s: is no kind of failure",
                 node->name);
}
static void read_detail(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    keep(&record->detail, record, r, node);
}
static void read_outcome(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    keep(&record->outcome, record, r, node);
}
static void read_plan(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    keep(&record->plan, record, r, node);
}
/* What the bytes are compared for. */
static void pass_over(void *target, rf_json_reader *r, const rf_json_node *node)
{
    (void)target;
    (void)r;
    (void)node;
}

static void read_seconds(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    rf_json_read_number(&record->run.seconds, r, node, 0, INFINITY);
}
static void read_cpu_seconds(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_sweep_record *record = target;
    rf_json_read_number(&record->run.cpu_seconds, r, node, 0, INFINITY);
}
static void read_peak(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_range range = {0, INT64_MAX};
    rf_sweep_record *record = target;
    rf_json_read_integer(&record->run.peak_kib, r, node, range);
}
static void read_run(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"seconds", true, read_seconds},
                                          {"cpu_seconds", true, read_cpu_seconds},
                                          {"peak_kib", true, read_peak}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (rf_json_is_object(r, node))
        rf_json_read_fields(target, r, node, &fields);
}

static void read_record(rf_sweep_record *record, rf_json_reader *r, const rf_json_node *root)
{
    static const rf_json_field items[] = {
        {"format", true, read_format},   {"id", true, read_id},
        {"version", true, read_version}, {"territory", true, pass_over},
        {"scenario", true, pass_over},   {"variant", true, pass_over},
        {"seed", true, pass_over},       {"failure", true, read_failure},
        {"detail", true, read_detail},   {"outcome", true, read_outcome},
        {"plan", true, read_plan},       {"levels", true, pass_over},
        {"figures", true, pass_over},    {"cells", true, pass_over},
        {"run", true, read_run}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (rf_json_is_object(r, root))
        rf_json_read_fields(record, r, root, &fields);
}

static rf_status parse(rf_sweep_record *record, const char *path, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc = NULL;
    rf_status rc =
        rf_json_parse(&doc, rf_buf_text(&record->text), record->text.length, path, diags, err);
    if (rc == RF_OK) {
        rf_json_reader r = {.doc = doc, .diags = diags};
        read_record(record, &r, doc->root);
        rf_json_close(doc);
        rc = r.no_memory ? rf_fail_memory(err) : RF_OK;
    }
    if (rc == RF_BAD_INPUT || (rc == RF_OK && rf_diags_size(diags) > 0)) {
        const rf_diag *first = rf_diags_size(diags) > 0 ? rf_diags_at(diags, 0) : NULL;
        rc = rf_fail(err, RF_BAD_INPUT, "%s:%u: is no result: %s", path,
                     first != NULL ? (unsigned)first->place.line : 1U,
                     first != NULL ? first->text : "it is no JSON document");
    }
    return rc;
}

rf_status rf_sweep_record_read(rf_sweep_record *out, const char *path, rf_err *err)
{
    *out = (rf_sweep_record){.text = rf_buf_new(RESULT_LIMIT), .owner = rf_sweep_owner_new()};
    rf_diags *diags = rf_diags_new();
    rf_status rc = out->owner == NULL || diags == NULL ? rf_fail_memory(err)
                                                       : rf_file_read(&out->text, path, err);
    if (rc == RF_OK)
        rc = parse(out, path, diags, err);
    rf_diags_free(diags);
    return rc;
}

void rf_sweep_record_free(rf_sweep_record *record)
{
    rf_buf_free(&record->text);
    rf_sweep_owner_free(record->owner);
}
