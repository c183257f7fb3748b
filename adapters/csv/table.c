/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/table.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/csv/fte.h"
#include "adapters/csv/header.h"
#include "adapters/csv/probe.h"

static const char *format_text(rf_csv_format format)
{
    switch (format) {
    case RF_CSV_XLSX:
        return _("this is an Excel workbook (XLSX), not CSV");
    case RF_CSV_ODS:
        return _("this is an OpenDocument spreadsheet (ODS), not CSV");
    case RF_CSV_ZIP:
        return _("this is a ZIP archive, not CSV");
    case RF_CSV_XLS:
        return _("this is an old Excel workbook (XLS), not CSV");
    case RF_CSV_PDF:
        return _("this is a PDF document, not CSV");
    case RF_CSV_HTML:
        return _("this is an HTML or XML page, not CSV");
    case RF_CSV_GZIP:
        return _("this is a gzip archive, not CSV");
    case RF_CSV_EMPTY:
        return _("the file is empty: its first line must be the header");
    case RF_CSV_BINARY:
    case RF_CSV_TEXT:
        break;
    }
    return _("this is binary data, not CSV");
}

static void tell_format(const rf_csv_reading *reading, const char *name, rf_csv_format format)
{
    rf_diags_add(reading->diags, RF_ERROR, (rf_place){name, 0, 0}, "%s", format_text(format));
    if (format == RF_CSV_XLSX || format == RF_CSV_XLS || format == RF_CSV_ODS)
        rf_diags_hint(reading->diags,
                      _("open it and choose File > Save as > CSV UTF-8, then use that file"));
}

static const char *delimiter_name(char delimiter)
{
    return delimiter == '\t' ? _("tab") : delimiter == ';' ? "';'" : "','";
}

/* The common form is not worth a line. */
static void count_form(rf_csv_reading *reading, const rf_csv_file *file)
{
    const rf_csv_dialect *d = &file->dialect;
    int32_t i = 0;
    if (reading->options->forms_untold || (d->encoding == RF_CSV_UTF_8 && d->delimiter == ','))
        return;
    while (i < reading->n_forms && (reading->forms[i].encoding != d->encoding ||
                                    reading->forms[i].delimiter != d->delimiter))
        i++;
    if (i == RF_CSV_MOST_FORMS)
        return;
    if (i == reading->n_forms)
        reading->forms[reading->n_forms++] =
            (rf_csv_form){file->name, 0, d->encoding, d->delimiter};
    reading->forms[i].n++;
}

void rf_csv_tell_forms(rf_csv_reading *reading)
{
    for (int32_t i = 0; i < reading->n_forms; i++) {
        const rf_csv_form *form = &reading->forms[i];
        const rf_place place = {form->first, 0, 0};
        const char *encoding = rf_csv_encoding_name(form->encoding);
        const char *delimiter = delimiter_name(form->delimiter);
        if (form->n == 1)
            rf_diags_add(reading->diags, RF_NOTE, place, _("read as %s, delimiter %s"), encoding,
                         delimiter);
        else
            rf_diags_add(reading->diags, RF_NOTE, place,
                         dngettext("renfort", "read as %s, delimiter %s, and so is %d other file",
                                   "read as %s, delimiter %s, and so are %d other files",
                                   (unsigned long)form->n - 1),
                         encoding, delimiter, form->n - 1);
    }
    reading->n_forms = 0;
}

static void tell_dialect(const rf_csv_file *file)
{
    const rf_csv_dialect *d = &file->dialect;
    rf_diags *diags = file->reading->diags;
    const rf_place place = {file->name, 0, 0};
    count_form(file->reading, file);
    if (d->dos_or_mac_look) {
        rf_diags_add(diags, RF_WARNING, place,
                     _("read as Windows-1252, but its accents look like those of DOS or Mac OS"));
        rf_diags_hint(diags, _("check the names, and save the file as UTF-8 if they are wrong"));
    }
}

void rf_csv_tell_fault(rf_diags *diags, const char *file, const rf_csv_record *record)
{
    const rf_place place = {file, record->fault_line, record->fault_column};
    switch (record->fault) {
    case RF_CSV_SOUND:
        break;
    case RF_CSV_STRAY_QUOTE:
        rf_diags_add(diags, RF_ERROR, place, _("a \" inside a cell that does not begin with one"));
        rf_diags_hint(diags, _("put the whole cell between \" and double those inside"));
        break;
    case RF_CSV_TEXT_AFTER_QUOTE:
        if (record->noticed_line == record->fault_line)
            rf_diags_add(diags, RF_ERROR, place, _("text after the \" that closes the cell"));
        else
            rf_diags_add(diags, RF_ERROR, place,
                         _("a \" opens here; text follows the next one, on line %u"),
                         record->noticed_line);
        break;
    case RF_CSV_OPEN_QUOTE:
        rf_diags_add(diags, RF_ERROR, place, _("a \" opens here and is never closed"));
        break;
    case RF_CSV_LONG_QUOTE:
        rf_diags_add(diags, RF_ERROR, place, _("a \" opens here and is not closed in %d lines"),
                     RF_CSV_MOST_QUOTED_LINES);
        break;
    case RF_CSV_LONG_CELL:
        rf_diags_add(diags, RF_ERROR, place, _("a cell of more than %d bytes"),
                     RF_CSV_MOST_CELL_BYTES);
        break;
    case RF_CSV_MANY_CELLS:
        rf_diags_add(diags, RF_ERROR, place, _("a line of more than %d cells"), RF_CSV_MOST_CELLS);
        break;
    }
}

static bool is_empty(const rf_csv_cell *cell)
{
    const char *bytes = cell->bytes;
    size_t n = cell->n;
    rf_csv_trim(&bytes, &n);
    return n == 0;
}

static bool is_blank(const rf_csv_record *record)
{
    for (size_t i = 0; i < record->n; i++)
        if (!is_empty(&record->cells[i]))
            return false;
    return true;
}

/* As many cells as headers; more are tolerated where they are empty, as a spreadsheet leaves them.
 */
static bool check_cells(const rf_csv_file *file, const rf_csv_record *record)
{
    rf_diags *diags = file->reading->diags;
    if (record->n < file->n_headers) {
        rf_diags_add(diags, RF_ERROR, (rf_place){file->name, record->line, 0},
                     _("cells in this line: %zu, columns in the header: %zu"), record->n,
                     file->n_headers);
        return false;
    }
    for (size_t i = file->n_headers; i < record->n; i++)
        if (!is_empty(&record->cells[i])) {
            rf_diags_add(diags, RF_ERROR, rf_csv_place_of(file, &record->cells[i]),
                         _("cells in this line: %zu, columns in the header: %zu"), record->n,
                         file->n_headers);
            rf_diags_hint(diags, _("a value that holds the delimiter goes between \""));
            return false;
        }
    return true;
}

typedef enum use { TAKE, PASS_OVER, KEY_ONLY } use;

static use judge_record(const rf_csv_file *file, const rf_csv_record *record)
{
    if (record->fault != RF_CSV_SOUND) {
        rf_csv_tell_fault(file->reading->diags, file->name, record);
        return KEY_ONLY;
    }
    if (is_blank(record))
        return PASS_OVER;
    if (rf_csv_repeats_header(file, record)) {
        rf_diags_add(file->reading->diags, RF_ERROR, (rf_place){file->name, record->line, 0},
                     _("the header again: a file holds one table, under one line of header"));
        return PASS_OVER;
    }
    return check_cells(file, record) ? TAKE : KEY_ONLY;
}

/* A row of rows that belong to no table of the territory. */
static void *add_other_row(rf_table *rows, size_t size)
{
    char *all = rf_grow(rows->rows, &rows->capacity, rows->n + 1, size);
    if (all == NULL)
        return NULL;
    rows->rows = all;
    return all + size * rows->n++;
}

static void *add_row(rf_csv_file *file, const rf_csv_record *record)
{
    rf_csv_reading *reading = file->reading;
    rf_row *row = reading->rows != NULL
                      ? add_other_row(reading->rows, file->schema->row_size)
                      : rf_territory_add_row(reading->territory, file->schema->table);
    if (row == NULL) {
        file->no_memory = true;
        return NULL;
    }
    memcpy(row, file->blank_row, file->schema->row_size);
    row->at = rf_csv_at(file, record->line, 1);
    return row;
}

static void read_row(rf_csv_file *file, const rf_csv_record *record)
{
    rf_row *row = add_row(file, record);
    for (size_t i = 0; i < file->n_slots && !file->no_memory; i++) {
        rf_csv_slot *slot = &file->slots[i];
        if (!rf_csv_read_cell(row, file, slot, &record->cells[slot->cell]))
            row->refused = true;
    }
}

/* Of a record that cannot be cut into its columns only the key is taken, if it has come so far, so
 * that what refers to it is not called unknown. */
static void read_key(rf_csv_file *file, const rf_csv_record *record)
{
    for (size_t i = 0; i < file->n_slots; i++) {
        rf_csv_slot *slot = &file->slots[i];
        if (slot->column->kind != RF_KIND_KEY || slot->cell >= record->n ||
            record->cells[slot->cell].odd || is_empty(&record->cells[slot->cell]))
            continue;
        rf_row *row = add_row(file, record);
        if (row == NULL)
            return;
        row->refused = true;
        rf_csv_read_cell(row, file, slot, &record->cells[slot->cell]);
    }
}

static void read_record(rf_csv_file *file, const rf_csv_record *record)
{
    const use what = judge_record(file, record);
    if (what == TAKE)
        read_row(file, record);
    else if (what == KEY_ONLY)
        read_key(file, record);
}

static bool make_blank_row(rf_csv_file *file)
{
    file->blank_row = rf_new_array(1, file->schema->row_size);
    if (file->blank_row == NULL)
        return false;
    for (size_t i = 0; i < file->schema->n_columns; i++)
        rf_csv_write_absent(file->blank_row, &file->schema->columns[i]);
    return true;
}

static size_t count_rows(const rf_csv_file *file)
{
    const rf_csv_reading *reading = file->reading;
    return reading->rows != NULL ? reading->rows->n
                                 : reading->territory->tables[file->schema->table].n;
}

static void tell_no_rows(const rf_csv_file *file, size_t rows)
{
    if (file->schema->required && count_rows(file) == rows)
        rf_diags_add(file->reading->diags, RF_WARNING, (rf_place){file->name, 0, 0},
                     _("a header and no row that can be used"));
}

static void finish_fte(rf_csv_file *file)
{
    for (size_t i = 0; i < file->n_slots; i++)
        if (file->slots[i].column->kind == RF_KIND_AGENT_FTE)
            rf_csv_fte_finish(file, &file->slots[i]);
}

/* The header is the first record; without it nothing is read. */
static rf_status read_records(bool *unread, rf_csv_file *file, rf_csv_records *records, rf_err *err)
{
    const size_t rows = count_rows(file);
    const rf_csv_record *record = NULL;
    rf_status rc = rf_csv_records_next(&record, records, err);
    if (rc != RF_OK || record == NULL)
        return rc;
    *unread = true;
    if (record->fault != RF_CSV_SOUND) {
        rf_csv_tell_fault(file->reading->diags, file->name, record);
        file->reading->unusable = true;
        return RF_OK;
    }
    if (!rf_csv_read_header(file, record))
        return file->no_memory ? rf_fail_memory(err) : RF_OK;
    *unread = false;
    while (rc == RF_OK && record != NULL) {
        rc = rf_csv_records_next(&record, records, err);
        if (rc == RF_OK && record != NULL)
            read_record(file, record);
        if (file->no_memory)
            rc = rf_fail_memory(err);
    }
    if (rc == RF_OK) {
        finish_fte(file);
        tell_no_rows(file, rows);
    }
    return rc;
}

static rf_status read_text(bool *unread, rf_csv_file *file, rf_csv_source *source, rf_err *err)
{
    rf_csv_records *records = NULL;
    tell_dialect(file);
    file->strings = rf_pool_new();
    file->fte = rf_csv_fte_new();
    rf_status rc = RF_OK;
    if (file->strings == NULL || file->fte == NULL || !make_blank_row(file))
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        rc = rf_territory_add_file(&file->number, file->reading->territory, file->name, err);
    if (rc == RF_OK)
        rc = rf_csv_records_new(&records, source, &file->dialect, err);
    if (rc == RF_OK)
        rc = read_records(unread, file, records, err);
    rf_csv_records_free(records);
    rf_csv_fte_free(file->fte);
    rf_pool_free(file->strings);
    free(file->blank_row);
    return rc;
}

rf_status rf_csv_read_table(bool *unread, rf_csv_reading *reading, const rf_schema *schema,
                            const char *path, const char *name, rf_err *err)
{
    rf_csv_source *source = NULL;
    rf_csv_file file = {.reading = reading, .schema = schema, .name = name};
    *unread = false;
    rf_status rc = rf_csv_source_open(&source, path, err);
    if (rc == RF_OK)
        rc = rf_csv_probe(&file.dialect, source, reading->options->encoding,
                          reading->options->delimiter, err);
    if (rc == RF_IO) {
        rf_diags_add(reading->diags, RF_ERROR, (rf_place){name, 0, 0}, "%s", err->text);
        *unread = true;
        rc = RF_OK;
    } else if (rc == RF_OK && file.dialect.format != RF_CSV_TEXT) {
        tell_format(reading, name, file.dialect.format);
        *unread = true;
    } else if (rc == RF_OK) {
        rc = read_text(unread, &file, source, err);
    }
    reading->unusable = reading->unusable || *unread;
    rf_csv_source_close(source);
    return rc;
}
