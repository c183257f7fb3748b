/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/review_record.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/cli/terminal.h"
#include "adapters/cli/today.h"

enum { NOTE_LIMIT = 1 << 20 };

/* Rows on their way into both places. */
typedef struct recording {
    const rf_review_files *files;
    rf_inputs *inputs;
    rf_csv_decision *rows;
    size_t n_rows;
    rf_recording *list; /* a line of a list each */
    size_t n;
    const char *file; /* of decisions, once it is written */
} recording;

static bool is_same_line(const rf_review_wanted *a, const rf_review_wanted *b)
{
    return a->place.line == b->place.line && strcmp(a->place.file, b->place.file) == 0;
}

/* What a manager wrote, "reason: comment" or one of them, where it begins with a reason of the
 * list; else all of it is the comment. */
static void read_reason(rf_note *note, const char *text)
{
    char word[32];
    const size_t n = strcspn(text, ":");
    const char *rest = strncmp(text + n, ": ", 2) == 0 ? text + n + 2 : text + n;
    note->comment = text[0] != '\0' ? text : NULL;
    if (n == 0 || n >= sizeof word || (rest == text + n && *rest != '\0'))
        return;
    memcpy(word, text, n);
    word[n] = '\0';
    const int32_t motive = rf_motive_find(word);
    if (motive < 0)
        return;
    note->motive = motive;
    note->comment = rest[0] != '\0' ? rest : NULL;
}

/* The note as the territory keeps it; NULL: out of memory. */
static const char *print_note(rf_inputs *inputs, const rf_note *note)
{
    rf_buf text = rf_buf_new(NOTE_LIMIT);
    rf_note_print(&text, note);
    const char *kept =
        text.failed ? NULL
                    : rf_pool_intern(inputs->territory->strings, rf_buf_text(&text), text.length);
    rf_buf_free(&text);
    return kept;
}

/* Each line one decision, numbered from `number` on. */
static rf_status number_lines(recording *r, const rf_review_wanted *wanted, int32_t number,
                              rf_err *err)
{
    const char *said = r->files->database->request->date;
    rf_date date = rf_today();
    if (said != NULL)
        rf_date_parse_any(&date, said);
    for (size_t i = 0; i < r->n_rows; i++) {
        if (i == 0 || !is_same_line(&wanted[i], &wanted[i - 1])) {
            rf_recording *line = &r->list[r->n++];
            *line = (rf_recording){.author = wanted[i].row.author,
                                   .note = {.number = number, .act = wanted[i].act, .date = date},
                                   .rows = {.list = &r->rows[i]}};
            read_reason(&line->note, wanted[i].row.reason);
            number = number < INT32_MAX ? number + 1 : number;
        }
        rf_recording *line = &r->list[r->n - 1];
        line->rows.n++;
        r->rows[i].reason = print_note(r->inputs, &line->note);
        if (r->rows[i].reason == NULL)
            return rf_fail_memory(err);
    }
    return RF_OK;
}

static rf_status put_into_both(recording *r, const rf_review_wanted *wanted, rf_err *err)
{
    const rf_review_files *files = r->files;
    const rf_request *request = files->database->request;
    const rf_csv_options options = rf_csv_options_of(request, r->inputs->columns);
    const rf_csv_decisions rows = {.list = r->rows, .n = r->n_rows};
    int32_t number = rf_recording_next(r->inputs->territory);
    rf_status rc = rf_recording_begin(&number, files->database, err);
    if (rc != RF_OK)
        return rc;
    rc = number_lines(r, wanted, number, err);
    if (rc == RF_OK)
        rc = rf_recording_put(files->database, r->list, r->n, files->plan, err);
    if (rc == RF_OK)
        rc = rf_csv_add_decisions(&r->file, files->territory, &options, &rows, err);
    return rf_recording_end(files->database, rc, err);
}

/* After a commit that failed. */
static void take_back(const recording *r)
{
    const rf_request *request = r->files->database->request;
    const rf_csv_options options = rf_csv_options_of(request, r->inputs->columns);
    const rf_recording_place at = {
        .folder = r->files->territory, .file = r->file, .options = &options};
    bool all = true;
    for (size_t i = 0; i < r->n; i++)
        all = rf_recording_take_back(request, &at, r->list[i].note.number) && all;
    if (all)
        rf_say_hint("%s", _("Nothing was recorded."));
}

rf_exit rf_review_record(const char **file, rf_inputs *inputs, const rf_review_files *files,
                         const rf_review_wanted *list, size_t n)
{
    rf_err err;
    const rf_request *request = files->database->request;
    recording r = {.files = files,
                   .inputs = inputs,
                   .rows = rf_new_array(n, sizeof *r.rows),
                   .n_rows = n,
                   .list = rf_new_array(n, sizeof *r.list)};
    rf_status rc = r.rows != NULL && r.list != NULL ? RF_OK : rf_fail_memory(&err);
    for (size_t i = 0; i < n && rc == RF_OK; i++)
        r.rows[i] = list[i].row;
    if (rc == RF_OK && n > 0)
        rc = put_into_both(&r, list, &err);
    if (rc == RF_OK && r.file != NULL)
        *file = r.file;
    const rf_exit exit = rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_database(request, rc, &err);
    if (rc != RF_OK && r.file != NULL)
        take_back(&r);
    free(r.list);
    free(r.rows);
    return exit;
}
