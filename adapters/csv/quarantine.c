/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/csv/folder.h"
#include "adapters/csv/probe.h"
#include "adapters/csv/records.h"

static const size_t MOST_BYTES = (size_t)1 << 31;
static const char MARK[] = "\xEF\xBB\xBF"; /* a spreadsheet takes unmarked UTF-8 for Windows-1252 */

/* Lines of a file that are set aside: a refused record, or the header. */
typedef struct range {
    uint32_t first, last;
    size_t missing; /* cells that the record lacks */
    bool broken;    /* not CSV: kept as the text of one cell */
    char *reason;   /* NULL: the header */
} range;

typedef struct ranges {
    range *list;
    size_t n, capacity;
} ranges;

/* What the file's own findings say about its lines, sorted by line. */
typedef struct findings {
    const rf_diag **list;
    size_t n;
} findings;

static int by_line(const void *a, const void *b)
{
    const rf_diag *p = *(const rf_diag *const *)a, *q = *(const rf_diag *const *)b;
    return (p->place.line > q->place.line) - (p->place.line < q->place.line);
}

/* Errors refuse a row; so do notes on a row, which say what else went with it. */
static bool refuses(const rf_diag *diag, const char *name)
{
    return diag->severity != RF_WARNING && diag->place.line > 0 &&
           strcmp(diag->place.file, name) == 0;
}

static rf_status find_refusals(findings *out, const rf_diags *diags, const char *name, rf_err *err)
{
    findings f = {.list = rf_new_array(rf_diags_size(diags), sizeof *f.list)};
    if (f.list == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < rf_diags_size(diags); i++)
        if (refuses(rf_diags_at(diags, i), name))
            f.list[f.n++] = rf_diags_at(diags, i);
    if (f.n > 1)
        qsort(f.list, f.n, sizeof *f.list, by_line);
    *out = f;
    return RF_OK;
}

/* The texts of the findings from *at on whose line is at most `last`, joined; NULL: none, or out of
 * memory (*no_memory). */
static char *join_reasons(const findings *f, size_t *at, uint32_t last, bool *no_memory)
{
    rf_buf text = rf_buf_new(MOST_BYTES);
    for (; *at < f->n && f->list[*at]->place.line <= last; (*at)++)
        rf_buf_printf(&text, "%s%s", text.length > 0 ? " | " : "", f->list[*at]->text);
    *no_memory = *no_memory || text.failed;
    return text.text;
}

static bool add_range(ranges *to, range one)
{
    range *list = rf_grow(to->list, &to->capacity, to->n + 1, sizeof *list);
    if (list == NULL) {
        free(one.reason);
        return false;
    }
    to->list = list;
    list[to->n++] = one;
    return true;
}

static void free_ranges(ranges *r)
{
    for (size_t i = 0; i < r->n; i++)
        free(r->list[i].reason);
    free(r->list);
}

static rf_status add_refused(ranges *to, const findings *f, rf_csv_records *records, rf_err *err)
{
    const rf_csv_record *record = NULL;
    rf_status rc = rf_csv_records_next(&record, records, err);
    if (rc != RF_OK || record == NULL || record->fault != RF_CSV_SOUND)
        return rc;
    const size_t columns = record->n;
    bool no_memory = !add_range(to, (range){record->line, record->last_line, 0, false, NULL});
    size_t at = 0;
    while (at < f->n && f->list[at]->place.line <= record->last_line)
        at++;
    while (rc == RF_OK && !no_memory && at < f->n) {
        rc = rf_csv_records_next(&record, records, err);
        if (rc != RF_OK || record == NULL)
            break;
        char *reason = join_reasons(f, &at, record->last_line, &no_memory);
        const size_t missing = record->n < columns ? columns - record->n : 0;
        const bool broken = record->fault != RF_CSV_SOUND;
        if (reason != NULL)
            no_memory = !add_range(to, (range){record->line, record->last_line,
                                               broken ? columns - 1 : missing, broken, reason});
    }
    return no_memory ? rf_fail_memory(err) : rc;
}

/* A cell of ours: quoted, and no formula to a spreadsheet. */
static void put_quoted(rf_buf *out, const char *text, bool ours)
{
    rf_buf_puts(out, ours && strchr("=+-@\t\r", text[0]) != NULL ? "\"'" : "\"");
    for (const char *c = text; *c != '\0'; c++)
        rf_buf_add(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    rf_buf_puts(out, "\"");
}

static void put_range(rf_buf *out, const range *r, const rf_buf *lines, char delimiter)
{
    if (r->broken)
        put_quoted(out, rf_buf_text(lines), false);
    else
        rf_buf_add(out, rf_buf_text(lines), lines->length);
    for (size_t i = 0; i <= r->missing; i++)
        rf_buf_add(out, &delimiter, 1);
    put_quoted(out, r->reason != NULL ? r->reason : "reason", true);
    rf_buf_puts(out, "\r\n");
}

/* Walks the decoded text line by line, as the reader of records counts them. */
typedef struct walk {
    const ranges *ranges;
    size_t next; /* range */
    uint32_t line;
    bool after_cr;
    rf_buf lines; /* of the range that is being passed */
    char delimiter;
} walk;

static void end_range(walk *w, rf_buf *out)
{
    const range *r = &w->ranges->list[w->next];
    while (w->lines.length > 0 && strchr("\r\n", w->lines.text[w->lines.length - 1]) != NULL)
        w->lines.text[--w->lines.length] = '\0';
    put_range(out, r, &w->lines, w->delimiter);
    out->failed = out->failed || w->lines.failed; /* which clearing forgets */
    rf_buf_clear(&w->lines);
    w->next++;
}

static void walk_byte(walk *w, rf_buf *out, const char *byte)
{
    const bool second_half = *byte == '\n' && w->after_cr;
    w->after_cr = *byte == '\r';
    if (second_half)
        return;
    if (w->next < w->ranges->n && w->line > w->ranges->list[w->next].last)
        end_range(w, out);
    if (w->next < w->ranges->n && w->line >= w->ranges->list[w->next].first)
        rf_buf_add(&w->lines, *byte == '\r' ? "\n" : byte, 1);
    if (*byte == '\r' || *byte == '\n')
        w->line++;
}

static rf_status copy_ranges(rf_buf *out, const ranges *r, rf_csv_source *source,
                             const rf_csv_dialect *dialect, rf_err *err)
{
    walk w = {.ranges = r, .line = 1, .lines = rf_buf_new(MOST_BYTES)};
    w.delimiter = dialect->delimiter;
    char *block = malloc(RF_CSV_BLOCK);
    rf_status rc = block != NULL ? rf_csv_source_start(source, dialect, err) : rf_fail_memory(err);
    rf_buf_puts(out, MARK);
    for (size_t n = 1; rc == RF_OK && n > 0 && w.next < r->n;) {
        rc = rf_csv_source_read(&n, source, block, RF_CSV_BLOCK, err);
        for (size_t i = 0; rc == RF_OK && i < n; i++)
            walk_byte(&w, out, block + i);
    }
    if (rc == RF_OK && w.next < r->n)
        end_range(&w, out);
    const bool failed = w.lines.failed || out->failed;
    rf_buf_free(&w.lines);
    free(block);
    return rc == RF_OK && failed ? rf_fail_memory(err) : rc;
}

/* Set apart from the territory's own permissions: these rows are often what should not be there. */
static rf_status write_file(const char *folder, const char *name, const rf_buf *text, rf_err *err)
{
    char *into = rf_csv_path_in(folder, "quarantine");
    char *path = into != NULL ? rf_csv_path_in(into, name) : NULL;
    rf_status rc = RF_OK;
    if (path == NULL)
        rc = rf_fail_memory(err);
    else if (mkdir(into, 0700) != 0 && errno != EEXIST)
        rc = rf_fail(err, RF_IO, _("cannot make the folder '%s': %s"), into, strerror(errno));
    else
        rc = rf_file_write_private(path, rf_buf_text(text), text->length, err);
    free(into);
    free(path);
    return rc;
}

/* Set aside what the findings refuse in one file. */
static rf_status set_aside(size_t *n, rf_csv_source *source, const rf_csv_options *options,
                           const findings *f, rf_buf *out, rf_err *err)
{
    rf_csv_dialect dialect = {.format = RF_CSV_EMPTY};
    rf_csv_records *records = NULL;
    ranges r = {.n = 0};
    rf_status rc = rf_csv_probe(&dialect, source, options->encoding, options->delimiter, err);
    if (rc != RF_OK || dialect.format != RF_CSV_TEXT)
        return rc;
    rc = rf_csv_records_new(&records, source, &dialect, err);
    if (rc == RF_OK)
        rc = add_refused(&r, f, records, err);
    rf_csv_records_free(records);
    if (rc == RF_OK && r.n > 1)
        rc = copy_ranges(out, &r, source, &dialect, err);
    *n = r.n > 1 ? r.n - 1 : 0;
    free_ranges(&r);
    return rc;
}

static rf_status quarantine_file(size_t *n, const char *folder, const char *name,
                                 const rf_csv_options *options, const rf_diags *diags, rf_err *err)
{
    findings f = {.n = 0};
    rf_csv_source *source = NULL;
    rf_buf out = rf_buf_new(MOST_BYTES);
    *n = 0;
    char *path = rf_csv_path_in(folder, name);
    rf_status rc = path != NULL ? find_refusals(&f, diags, name, err) : rf_fail_memory(err);
    if (rc == RF_OK && f.n > 0) {
        rc = rf_csv_source_open(&source, path, err);
        if (rc == RF_OK)
            rc = set_aside(n, source, options, &f, &out, err);
        if (rc == RF_OK && *n > 0)
            rc = write_file(folder, name, &out, err);
    }
    rf_csv_source_close(source);
    rf_buf_free(&out);
    free(f.list);
    free(path);
    return rc;
}

/* Whether the bytes are a file of ours: its header ends in our column. */
static bool is_ours(const rf_buf *bytes)
{
    static const char END[] = "\"reason\"\r\n";
    const char *text = rf_buf_text(bytes);
    const char *end = strstr(text, END);
    return strncmp(text, MARK, strlen(MARK)) == 0 && end != NULL &&
           end == strstr(text, "\r\n") - strlen(END) + 2;
}

/* What an earlier run set aside of a file that has nothing to set aside any more. */
static rf_status remove_stale(const char *into, const char *name, rf_err *err)
{
    char *path = rf_csv_path_in(into, name);
    rf_buf bytes = rf_buf_new(MOST_BYTES);
    rf_status rc = path != NULL ? rf_file_read(&bytes, path, err) : rf_fail_memory(err);
    if (rc == RF_OK && is_ours(&bytes) && unlink(path) != 0)
        rc = rf_fail(err, RF_IO, _("%s: cannot be written: %s"), path, strerror(errno));
    rf_buf_free(&bytes);
    free(path);
    return rc;
}

static bool is_among(const char *name, char *const *names, const size_t *n_rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (n_rows[i] > 0 && strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* n_rows: how many rows of each name were set aside now. */
static rf_status remove_stale_files(const char *folder, char *const *names, const size_t *n_rows,
                                    size_t n, rf_err *err)
{
    char **old = NULL;
    size_t n_old = 0;
    rf_status rc = RF_OK;
    char *into = rf_csv_path_in(folder, "quarantine");
    if (into == NULL)
        return rf_fail_memory(err);
    if (access(into, F_OK) == 0)
        rc = rf_csv_list_files(&old, &n_old, into, err);
    for (size_t i = 0; i < n_old && rc == RF_OK; i++)
        if (!is_among(old[i], names, n_rows, n))
            rc = remove_stale(into, old[i], err);
    rf_csv_free_names(old, n_old);
    free(into);
    return rc;
}

rf_status rf_csv_write_quarantine(size_t *n_rows, const char *folder, const rf_csv_options *options,
                                  const rf_diags *diags, rf_err *err)
{
    char **names = NULL;
    size_t n_names = 0, total = 0;
    rf_status rc = rf_csv_list_files(&names, &n_names, folder, err);
    if (rc != RF_OK)
        return rc;
    size_t *counts = rf_new_array(n_names, sizeof *counts);
    rc = counts != NULL ? RF_OK : rf_fail_memory(err);
    for (size_t i = 0; i < n_names && rc == RF_OK; i++) {
        rc = quarantine_file(&counts[i], folder, names[i], options, diags, err);
        total += counts[i];
    }
    if (rc == RF_OK)
        rc = remove_stale_files(folder, names, counts, n_names, err);
    free(counts);
    rf_csv_free_names(names, n_names);
    if (rc == RF_OK)
        *n_rows = total;
    return rc;
}
