/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs.jsonl: one job a line, each of which says all that its job needs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/paths.h"
#include "adapters/store/digest.h"
#include "bench/sweep/sweep.h"

static const char JOBS_FILE[] = "jobs.jsonl";
static const size_t JOBS_LIMIT = (size_t)1 << 30;
enum { LINE_LIMIT = 1 << 24 };

/* ---- writing ---- */

static void put_source(rf_buf *out, const rf_sweep_source *source)
{
    rf_buf_puts(out, "{");
    rf_json_put_key(out, "name", true);
    rf_json_put_string(out, source->name);
    rf_json_put_string_member(out, "path", source->path);
    rf_json_put_string_member(out, "sha256", source->sha256);
    rf_buf_puts(out, "}");
}

static void put_variant(rf_buf *out, const rf_sweep_job *job)
{
    rf_buf_puts(out, "{");
    rf_json_put_key(out, "name", true);
    rf_json_put_string(out, job->variant.name);
    rf_json_put_key(out, "edits", false);
    rf_sweep_put_edits(out, &job->variant);
    rf_json_put_key(out, "others", false);
    rf_buf_puts(out, "[");
    for (size_t i = 0; i < job->n_others; i++) {
        rf_buf_puts(out, i == 0 ? "" : ", ");
        put_source(out, &job->others[i]);
    }
    rf_buf_puts(out, "]}");
}

static void put_limits(rf_buf *out, const rf_sweep_limits *limits)
{
    rf_buf_printf(out,
                  "{\"seconds\": %.17g, \"deadline\": %.17g, \"memory_mib\": %lld, "
                  "\"draws\": %d, \"pins\": \"%s\", \"gaps\": {",
                  limits->seconds, limits->deadline, (long long)limits->memory_mib,
                  (int)limits->draws, rf_sweep_pins_words[limits->pins]);
    for (size_t i = 0; i < limits->n_gaps; i++) {
        rf_json_put_key(out, limits->gaps[i].level, i == 0);
        rf_buf_printf(out, "%.17g", limits->gaps[i].gap);
    }
    rf_buf_puts(out, "}}");
}

void rf_sweep_put_job(rf_buf *out, const rf_sweep_job *job)
{
    rf_buf_puts(out, "{");
    rf_json_put_key(out, "id", true);
    rf_json_put_string(out, job->id);
    rf_json_put_string_member(out, "sweep", job->sweep);
    rf_json_put_string_member(out, "version", job->version);
    rf_json_put_key(out, "territory", false);
    put_source(out, &job->territory);
    rf_json_put_key(out, "scenario", false);
    put_source(out, &job->scenario);
    rf_json_put_integer_member(out, "seed", job->seed);
    rf_json_put_key(out, "variant", false);
    put_variant(out, job);
    rf_json_put_key(out, "limits", false);
    put_limits(out, &job->limits);
    rf_json_put_integer_member(out, "workers", job->workers);
    rf_buf_puts(out, "}\n");
}

/* Neither where files lie nor what ends a job that takes too much: a result is the same for all. */
rf_status rf_sweep_job_id(char out[RF_SWEEP_ID], const rf_sweep_job *job, rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    char hex[RF_DIGEST_HEX];
    const rf_sweep_source *ends[] = {&job->territory, &job->scenario};
    rf_buf text = rf_buf_new(LINE_LIMIT);
    rf_buf_printf(&text, "%s\n%s\n", job->version, job->variant.name);
    rf_sweep_put_edits(&text, &job->variant);
    for (size_t i = 0; i < 2 + job->n_others; i++) {
        const rf_sweep_source *source = i < 2 ? ends[i] : &job->others[i - 2];
        rf_buf_printf(&text, "\n%s %s", source->name, source->sha256);
    }
    rf_buf_printf(&text, "\n%lld %.17g %d %s", (long long)job->seed, job->limits.seconds,
                  (int)job->limits.draws, rf_sweep_pins_words[job->limits.pins]);
    for (size_t i = 0; i < job->limits.n_gaps; i++)
        rf_buf_printf(&text, "\n%s %.17g", job->limits.gaps[i].level, job->limits.gaps[i].gap);
    const bool failed = text.failed || !rf_digest_start();
    if (!failed) {
        rf_digest_of(digest, rf_buf_text(&text), text.length);
        memcpy(out, rf_digest_hex(hex, digest), RF_SWEEP_ID - 1);
        out[RF_SWEEP_ID - 1] = '\0';
    }
    rf_buf_free(&text);
    return failed ? rf_fail_memory(err) : RF_OK;
}

rf_status rf_sweep_jobs_write(const rf_sweep_jobs *jobs, const char *folder, rf_err *err)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT), text = rf_buf_new(JOBS_LIMIT);
    rf_path_join(&path, folder, JOBS_FILE);
    for (size_t i = 0; i < jobs->n; i++)
        rf_sweep_put_job(&text, &jobs->items[i]);
    const rf_status rc =
        path.failed || text.failed
            ? rf_fail_memory(err)
            : rf_file_write(rf_buf_text(&path), rf_buf_text(&text), text.length, err);
    rf_buf_free(&path);
    rf_buf_free(&text);
    return rc;
}

/* ---- reading ---- */

typedef struct filling {
    rf_sweep_job *job;
    struct rf_sweep_owner *owner;
} filling;

static void read_text(const char **out, filling *f, rf_json_reader *r, const rf_json_node *node)
{
    const char *text = NULL;
    if (!rf_json_read_text(&text, r, node))
        return;
    *out = rf_sweep_keep_text(f->owner, text);
    r->no_memory = r->no_memory || *out == NULL;
}

typedef struct source_filling {
    filling *f;
    rf_sweep_source *source;
} source_filling;

static void read_source_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    source_filling *g = target;
    read_text(&g->source->name, g->f, r, node);
}
static void read_source_path(void *target, rf_json_reader *r, const rf_json_node *node)
{
    source_filling *g = target;
    read_text(&g->source->path, g->f, r, node);
}
static void read_source_sha256(void *target, rf_json_reader *r, const rf_json_node *node)
{
    source_filling *g = target;
    read_text(&g->source->sha256, g->f, r, node);
}

static void read_source(rf_sweep_source *out, filling *f, rf_json_reader *r,
                        const rf_json_node *node)
{
    static const rf_json_field items[] = {{"name", true, read_source_name},
                                          {"path", true, read_source_path},
                                          {"sha256", true, read_source_sha256}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    source_filling g = {f, out};
    if (rf_json_is_object(r, node))
        rf_json_read_fields(&g, r, node, &fields);
}

static void read_id(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    const char *text = NULL;
    if (!rf_json_read_text(&text, r, node))
        return;
    if (strlen(text) == RF_SWEEP_ID - 1)
        memcpy(f->job->id, text, RF_SWEEP_ID);
}
static void read_sweep(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_text(&f->job->sweep, f, r, node);
}
static void read_version(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_text(&f->job->version, f, r, node);
}
static void read_territory(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_source(&f->job->territory, f, r, node);
}
static void read_scenario(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_source(&f->job->scenario, f, r, node);
}
static void read_seed(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_range range = {0, INT64_MAX};
    filling *f = target;
    rf_json_read_integer(&f->job->seed, r, node, range);
}
static void read_workers(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_range range = {0, 1 << 16};
    filling *f = target;
    int64_t n = 0;
    if (rf_json_read_integer(&n, r, node, range))
        f->job->workers = (int32_t)n;
}

static void read_variant_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_text(&f->job->variant.name, f, r, node);
}
static void read_edits(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_sweep_read_edits(&f->job->variant, f->owner, r, node, NULL);
}
static void read_others(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    if (!rf_json_is_list(r, node))
        return;
    rf_sweep_source *others = rf_sweep_keep_array(f->owner, rf_json_count(node), sizeof *others);
    r->no_memory = r->no_memory || others == NULL;
    for (const rf_json_node *x = rf_json_first(node); others != NULL && x < rf_json_end(node);
         x = rf_json_next(x))
        read_source(&others[f->job->n_others++], f, r, x);
    f->job->others = others;
}
static void read_variant(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"name", true, read_variant_name},
                                          {"edits", true, read_edits},
                                          {"others", true, read_others}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (rf_json_is_object(r, node))
        rf_json_read_fields(target, r, node, &fields);
}

static void read_seconds(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_json_read_number(&f->job->limits.seconds, r, node, 0, INFINITY);
}
static void read_deadline(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_json_read_number(&f->job->limits.deadline, r, node, 0, INFINITY);
}
static void read_memory(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_range range = {0, INT32_MAX};
    filling *f = target;
    rf_json_read_integer(&f->job->limits.memory_mib, r, node, range);
}
static void read_draws(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_range range = {0, INT32_MAX};
    filling *f = target;
    int64_t n = 0;
    if (rf_json_read_integer(&n, r, node, range))
        f->job->limits.draws = (int32_t)n;
}
static void read_pins(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_sweep_read_pins(&f->job->limits.pins, r, node);
}
static void read_gaps(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    if (!rf_json_is_object(r, node))
        return;
    rf_sweep_gap *gaps = rf_sweep_keep_array(f->owner, rf_json_count(node), sizeof *gaps);
    r->no_memory = r->no_memory || gaps == NULL;
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); gaps != NULL && x < rf_json_end(node);
         x = rf_json_next(x)) {
        gaps[n].level = rf_sweep_keep_text(f->owner, x->key);
        rf_json_read_number(&gaps[n++].gap, r, x, 0, 1);
    }
    f->job->limits.gaps = gaps;
    f->job->limits.n_gaps = n;
}
static void read_limits(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {
        {"seconds", true, read_seconds},   {"deadline", true, read_deadline},
        {"memory_mib", true, read_memory}, {"draws", true, read_draws},
        {"pins", true, read_pins},         {"gaps", true, read_gaps}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (rf_json_is_object(r, node))
        rf_json_read_fields(target, r, node, &fields);
}

static void read_job(filling *f, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"id", true, read_id},
                                          {"sweep", true, read_sweep},
                                          {"version", true, read_version},
                                          {"territory", true, read_territory},
                                          {"scenario", true, read_scenario},
                                          {"seed", true, read_seed},
                                          {"variant", true, read_variant},
                                          {"limits", true, read_limits},
                                          {"workers", true, read_workers}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (rf_json_is_object(r, node))
        rf_json_read_fields(f, r, node, &fields);
}

/* The file is the program's own: what is wrong with it is damage, of which the first is enough. */
static rf_status refuse_line(const char *path, size_t line, const rf_diags *diags, rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, "%s:%zu: is damaged: %s", path, line,
                   rf_diags_size(diags) > 0 ? rf_diags_at(diags, 0)->text : "its id is wrong");
}

static rf_status read_line(rf_sweep_job *job, struct rf_sweep_owner *owner, const char *text,
                           size_t n, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc = NULL;
    rf_status rc = rf_json_parse(&doc, text, n, JOBS_FILE, diags, err);
    if (rc != RF_OK)
        return rc;
    rf_json_reader r = {.doc = doc, .diags = diags};
    filling f = {job, owner};
    *job = (rf_sweep_job){.seed = 0};
    read_job(&f, &r, doc->root);
    rf_json_close(doc);
    if (r.no_memory)
        return rf_fail_memory(err);
    return rf_diags_size(diags) == 0 ? RF_OK : RF_BAD_INPUT;
}

/* An id that its line does not make is damage too, or a hand's work. */
static rf_status check_id(const rf_sweep_job *job, rf_err *err)
{
    char id[RF_SWEEP_ID];
    const rf_status rc = rf_sweep_job_id(id, job, err);
    return rc == RF_OK && strcmp(id, job->id) != 0 ? RF_BAD_INPUT : rc;
}

static rf_status add_line(rf_sweep_jobs *jobs, const char *path, size_t line, const rf_buf *text,
                          rf_err *err)
{
    rf_sweep_job *grown = rf_grow(jobs->items, &jobs->capacity, jobs->n + 1, sizeof *grown);
    rf_diags *diags = rf_diags_new();
    if (grown != NULL)
        jobs->items = grown;
    rf_status rc = grown == NULL || diags == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK) {
        rf_sweep_job *job = &grown[jobs->n];
        rc = read_line(job, jobs->owner, rf_buf_text(text), text->length, diags, err);
        if (rc == RF_OK && strcmp(job->version, rf_sweep_version()) != 0)
            rc = rf_fail(err, RF_BAD_INPUT,
                         "%s: was planned by renfort %s, this is %s: plan it again, into another "
                         "folder",
                         path, job->version, rf_sweep_version());
        else if (rc == RF_OK) {
            rc = check_id(job, err);
            if (rc == RF_BAD_INPUT)
                rc = refuse_line(path, line, diags, err);
        } else if (rc == RF_BAD_INPUT)
            rc = refuse_line(path, line, diags, err);
        jobs->n += rc == RF_OK;
    }
    rf_diags_free(diags);
    return rc;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* O(jobs log jobs). */
static rf_status refuse_doubles(const rf_sweep_jobs *jobs, const char *path, rf_err *err)
{
    const char **ids = rf_new_array(jobs->n, sizeof *ids);
    if (ids == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < jobs->n; i++)
        ids[i] = jobs->items[i].id;
    qsort(ids, jobs->n, sizeof *ids, by_id);
    rf_status rc = RF_OK;
    for (size_t i = 1; i < jobs->n && rc == RF_OK; i++)
        if (strcmp(ids[i], ids[i - 1]) == 0)
            rc = rf_fail(err, RF_BAD_INPUT, "%s: the job %s is there twice", path, ids[i]);
    free(ids);
    return rc;
}

/* Whether a line is of the job that is wanted; NULL: every one is. */
static bool is_wanted(const char *line, size_t n, const char *id)
{
    static const char BEGINNING[] = "{\"id\": \"";
    const size_t head = sizeof BEGINNING - 1, whole = head + (id != NULL ? strlen(id) : 0);
    return id == NULL || (n > whole && memcmp(line, BEGINNING, head) == 0 &&
                          memcmp(line + head, id, whole - head) == 0 && line[whole] == '"');
}

static rf_status read_lines(rf_sweep_jobs *jobs, const char *path, const rf_buf *file,
                            const char *id, rf_err *err)
{
    rf_status rc = RF_OK;
    rf_buf text = rf_buf_new(LINE_LIMIT);
    const char *at = rf_buf_text(file), *end = at + file->length;
    for (size_t line = 1; at < end && rc == RF_OK; line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const size_t n = newline != NULL ? (size_t)(newline - at) : (size_t)(end - at);
        if (is_wanted(at, n, id)) {
            rf_buf_clear(&text);
            rf_buf_add(&text, at, n);
            rc = text.failed ? rf_fail_memory(err) : add_line(jobs, path, line, &text, err);
        }
        at += n + (newline != NULL);
    }
    rf_buf_free(&text);
    return rc;
}

rf_status rf_sweep_jobs_read(rf_sweep_jobs *out, const char *folder, const char *id, rf_err *err)
{
    *out = (rf_sweep_jobs){.owner = rf_sweep_owner_new()};
    if (out->owner == NULL)
        return rf_fail_memory(err);
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT), file = rf_buf_new(JOBS_LIMIT);
    rf_path_join(&path, folder, JOBS_FILE);
    rf_status rc = path.failed ? rf_fail_memory(err) : rf_file_read(&file, rf_buf_text(&path), err);
    if (rc == RF_OK)
        rc = read_lines(out, rf_buf_text(&path), &file, id, err);
    if (rc == RF_OK)
        rc = refuse_doubles(out, rf_buf_text(&path), err);
    if (rc == RF_OK && id != NULL && out->n == 0)
        rc = rf_fail(err, RF_BAD_INPUT, "%s: has no job %s", rf_buf_text(&path), id);
    rf_buf_free(&path);
    rf_buf_free(&file);
    return rc;
}

void rf_sweep_jobs_free(rf_sweep_jobs *jobs)
{
    free(jobs->items);
    rf_sweep_owner_free(jobs->owner);
}

void rf_sweep_path(rf_buf *out, const char *folder, const char *part, const char *id)
{
    rf_path_join(out, folder, part);
    rf_buf_printf(out, "/%s.json", id);
}

bool rf_sweep_has_result(const char *folder, const char *id)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_sweep_path(&path, folder, "results", id);
    const bool is_there = !path.failed && rf_path_exists(rf_buf_text(&path));
    rf_buf_free(&path);
    return is_there;
}
