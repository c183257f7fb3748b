/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/header.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/csv/protection.h"

enum { MOST_TOLD = 64, LIST_BYTES = 4096 };

/* A header line under way. */
typedef struct heading {
    rf_csv_file *file;
    const rf_csv_record *record;
    const char **texts;            /* trimmed, by cell; in file->strings */
    const char *others[MOST_TOLD]; /* headers that stand for no column */
    size_t other_cells[MOST_TOLD];
    size_t n_others;
    bool slipped[RF_CSV_MOST_COLUMNS]; /* columns told of as misspelt */
    bool good;
} heading;

static rf_diags *diags_of(const heading *h)
{
    return h->file->reading->diags;
}

static rf_place place_of(const heading *h, size_t cell)
{
    return rf_csv_place_of(h->file, &h->record->cells[cell]);
}

static const char *why_refused(rf_csv_reason reason)
{
    static const char *const texts[RF_N_CSV_REASONS] = {
        [RF_CSV_ALLOWED] = "",
        [RF_CSV_IDENTITY] = N_("a national identity number is not needed to plan"),
        [RF_CSV_HEALTH] = N_("health data is not needed to plan"),
        [RF_CSV_FAMILY] = N_("family data is not needed to plan"),
        [RF_CSV_UNION] = N_("union membership is not needed to plan"),
        [RF_CSV_BELIEFS] = N_("origin or beliefs are not needed to plan"),
        [RF_CSV_PAY] = N_("pay or bank data is not needed to plan"),
        [RF_CSV_BIRTH] = N_("birth data is not needed to plan"),
        [RF_CSV_SEX] = N_("a person's sex is not needed to plan"),
        [RF_CSV_ADDRESS] = N_("a home address is not needed to plan"),
    };
    return _(texts[reason]);
}

static void tell_forbidden(heading *h, size_t cell, rf_csv_reason reason)
{
    h->good = false;
    rf_diags_add(diags_of(h), RF_ERROR, place_of(h, cell),
                 _("column '%s' is refused (data minimisation, GDPR article 5): %s"),
                 rf_csv_show(h->texts[cell], strlen(h->texts[cell])).text, why_refused(reason));
    rf_diags_hint(diags_of(h), _("remove the column from the file"));
}

static const rf_csv_slot *find_slot(const rf_csv_file *file, const rf_column *column)
{
    for (size_t i = 0; i < file->n_slots; i++)
        if (file->slots[i].column == column)
            return &file->slots[i];
    return NULL;
}

static void add_slot(heading *h, size_t cell, const rf_column *column)
{
    const rf_csv_slot *first = find_slot(h->file, column);
    if (first != NULL) {
        h->good = false;
        rf_diags_add(diags_of(h), RF_ERROR, place_of(h, cell),
                     _("column '%s' is there twice: as '%s' and as '%s'"), column->name,
                     first->header, h->texts[cell]);
        return;
    }
    h->file->slots[h->file->n_slots++] =
        (rf_csv_slot){.column = column, .cell = cell, .header = h->texts[cell]};
}

static void read_one(heading *h, size_t cell)
{
    const rf_csv_file *file = h->file;
    const char *text = h->texts[cell];
    const size_t n = strlen(text);
    const rf_csv_reason reason =
        rf_csv_names_refuse(file->reading->names, file->schema->file, text, n);
    if (reason != RF_CSV_ALLOWED) {
        tell_forbidden(h, cell, reason);
        return;
    }
    const int column = rf_csv_names_column(file->reading->names, file->schema, text, n);
    if (column >= 0) {
        add_slot(h, cell, &file->schema->columns[column]);
    } else if (n > 0 && h->n_others < MOST_TOLD) {
        h->other_cells[h->n_others] = cell;
        h->others[h->n_others++] = text;
    }
}

/* 'name','name': quoted with apostrophes, which would stay in every value. */
static bool is_apostrophed(const char *text)
{
    const size_t n = strlen(text);
    return n > 2 && text[0] == '\'' && text[n - 1] == '\'';
}

static bool check_quotes(heading *h)
{
    for (size_t i = 0; i < h->record->n; i++)
        if (is_apostrophed(h->texts[i])) {
            rf_diags_add(diags_of(h), RF_ERROR, place_of(h, i),
                         _("the values are quoted with ' and not with \""));
            return false;
        }
    return true;
}

static void tell_missing(heading *h, const rf_column *column)
{
    const rf_csv_file *file = h->file;
    h->good = false;
    rf_diags_add(diags_of(h), RF_ERROR, (rf_place){file->name, h->record->line, 0},
                 _("column '%s' is missing"), column->name);
    const char *near = rf_csv_names_nearest_header(file->reading->names, file->schema->file,
                                                   column->name, h->others, h->n_others);
    if (near != NULL)
        rf_diags_hint(diags_of(h), _("is it '%s'?"), near);
}

static void check_missing(heading *h)
{
    const rf_schema *schema = h->file->schema;
    if (h->file->n_slots == 0 && h->good) {
        h->good = false;
        rf_diags_add(diags_of(h), RF_ERROR, (rf_place){h->file->name, h->record->line, 0},
                     _("this line names no known column: the first line must be the header"));
        return;
    }
    for (size_t i = 0; i < schema->n_columns; i++)
        if (schema->columns[i].required && find_slot(h->file, &schema->columns[i]) == NULL)
            tell_missing(h, &schema->columns[i]);
}

/* Optional columns only: a required one that lacks is an error, with its own hint. */
static void find_defaulted(bool *out, const rf_csv_file *file)
{
    for (size_t i = 0; i < file->schema->n_columns; i++) {
        const rf_column *column = &file->schema->columns[i];
        out[i] = !column->required && find_slot(file, column) == NULL;
    }
}

static void tell_slip(const heading *h, size_t other, const rf_csv_near *near)
{
    const rf_schema *schema = h->file->schema;
    const rf_column *column = &schema->columns[near->column];
    const rf_csv_shown header = rf_csv_show(h->others[other], strlen(h->others[other]));
    const rf_place place = place_of(h, h->other_cells[other]);
    const char *without = rf_csv_without(schema, column);
    if (without != NULL)
        rf_diags_add(diags_of(h), RF_WARNING, place,
                     _("column '%s' is not read, and there is no column '%s': %s"), header.text,
                     column->name, without);
    else
        rf_diags_add(diags_of(h), RF_WARNING, place,
                     _("column '%s' is not read, and %s takes its default"), header.text,
                     column->name);
    rf_diags_hint(diags_of(h), _("did you mean '%s'?"), near->name);
}

/* Warns of headers that look like slips, and leaves the others. */
static void tell_slips(heading *h)
{
    const rf_csv_file *file = h->file;
    bool defaulted[RF_CSV_MOST_COLUMNS];
    size_t kept = 0;
    find_defaulted(defaulted, file);
    for (size_t i = 0; i < h->n_others; i++) {
        const char *text = h->others[i];
        rf_csv_near near;
        if (!rf_csv_names_near_column(&near, file->reading->names, file->schema, text, defaulted)) {
            h->others[kept++] = text;
            continue;
        }
        tell_slip(h, i, &near);
        h->slipped[near.column] = true;
    }
    h->n_others = kept;
}

static bool lacks(const heading *h, size_t i)
{
    const rf_column *column = &h->file->schema->columns[i];
    return !column->required && !h->slipped[i] && find_slot(h->file, column) == NULL;
}

/* One of the headers that are not read may be the column that would protect people. Only the first
 * is told: the level of a floor, the one second, means nothing without its skill. */
static void tell_unprotected(const heading *h, const char *others)
{
    const rf_schema *schema = h->file->schema;
    for (size_t i = 0; i < schema->n_columns; i++) {
        const rf_column *column = &schema->columns[i];
        const char *without = lacks(h, i) ? rf_csv_without(schema, column) : NULL;
        if (without == NULL)
            continue;
        rf_diags_add(diags_of(h), RF_WARNING, (rf_place){h->file->name, h->record->line, 0},
                     _("there is no column '%s': %s"), column->name, without);
        rf_diags_hint(diags_of(h), _("not read: %s; if one of these is it, name it '%s'"), others,
                      column->name);
        return;
    }
}

static void tell_others(const heading *h)
{
    rf_buf list = rf_buf_new(LIST_BYTES);
    for (size_t i = 0; i < h->n_others; i++)
        rf_buf_printf(&list, "%s'%s'", i > 0 ? ", " : "",
                      rf_csv_show(h->others[i], strlen(h->others[i])).text);
    if (h->n_others > 0) {
        rf_diags_add(diags_of(h), RF_NOTE, (rf_place){h->file->name, h->record->line, 0},
                     _("columns that are not used, and not kept: %s"), rf_buf_text(&list));
        if (h->good)
            tell_unprotected(h, rf_buf_text(&list));
    }
    rf_buf_free(&list);
}

static bool keep_texts(heading *h)
{
    h->texts = rf_new_array(h->record->n, sizeof *h->texts);
    for (size_t i = 0; h->texts != NULL && i < h->record->n; i++) {
        const char *bytes = h->record->cells[i].bytes;
        size_t n = h->record->cells[i].n;
        rf_csv_trim(&bytes, &n);
        h->texts[i] = rf_pool_intern(h->file->strings, bytes, n);
        if (h->texts[i] == NULL)
            return false;
        if (n > 0)
            h->file->n_headers = i + 1;
    }
    return h->texts != NULL;
}

bool rf_csv_read_header(rf_csv_file *file, const rf_csv_record *record)
{
    heading h = {.file = file, .record = record, .good = true};
    if (!keep_texts(&h)) {
        file->no_memory = true;
        free(h.texts);
        return false;
    }
    h.good = check_quotes(&h);
    if (h.good) {
        for (size_t i = 0; i < record->n; i++)
            read_one(&h, i);
        check_missing(&h);
        if (file->n_slots > 0) { /* else they are the cells of some row */
            tell_slips(&h);
            tell_others(&h);
        }
    }
    free(h.texts);
    if (!h.good)
        file->reading->unusable = true;
    return h.good;
}

static bool says_header(const rf_csv_slot *slot, const rf_csv_record *record)
{
    const char *bytes = record->cells[slot->cell].bytes;
    size_t n = record->cells[slot->cell].n;
    rf_csv_trim(&bytes, &n);
    return n > 0 && bytes[0] == slot->header[0] && n == strlen(slot->header) &&
           memcmp(bytes, slot->header, n) == 0;
}

bool rf_csv_repeats_header(const rf_csv_file *file, const rf_csv_record *record)
{
    size_t same = 0;
    for (size_t i = 0; i < file->n_slots; i++) {
        const rf_csv_slot *slot = &file->slots[i];
        if (slot->cell < record->n && !says_header(slot, record))
            return false;
        same += slot->cell < record->n ? 1U : 0U;
    }
    return same > 1;
}
