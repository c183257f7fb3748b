/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/append.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapters/csv/folder.h"
#include "adapters/csv/names.h"
#include "adapters/csv/probe.h"
#include "adapters/csv/records.h"
#include "adapters/csv/sheet.h"

static const size_t MOST_BYTES = (size_t)1 << 31;

/* The columns of decisions.csv in the schema's order; a test holds them to it. */
enum { AGENT, NEED, FROM, TO, DECISION, AUTHOR, REASON, N_COLUMNS };

/* A file that rows are added to. */
typedef struct adding {
    rf_csv_dialect dialect;
    int columns[RF_CSV_MOST_CELLS]; /* by cell: one of those above, -1: not ours */
    size_t n_columns;
    rf_buf text; /* the file to be */
} adding;

static rf_status find_columns(adding *a, const rf_csv_record *record, const rf_csv_options *options,
                              rf_err *err)
{
    const rf_schema *schema = rf_schema_of(RF_DECISIONS);
    bool found[N_COLUMNS] = {false};
    rf_csv_names *names = NULL;
    rf_status rc = rf_csv_names_new(&names, options->columns, err);
    if (rc != RF_OK)
        return rc;
    a->n_columns = record->n;
    for (size_t i = 0; i < record->n; i++) {
        const char *header = record->cells[i].bytes;
        size_t length = record->cells[i].n;
        rf_csv_trim(&header, &length);
        a->columns[i] = rf_csv_names_column(names, schema, header, length);
        if (a->columns[i] >= 0)
            found[a->columns[i]] = true;
    }
    rf_csv_names_free(names);
    for (int c = AGENT; c <= DECISION && rc == RF_OK; c++)
        if (!found[c])
            rc = rf_fail(err, RF_BAD_INPUT, _("decisions.csv has no column '%s' to write to"),
                         schema->columns[c].name);
    return rc;
}

static rf_status read_header(adding *a, rf_csv_source *source, const rf_csv_options *options,
                             rf_err *err)
{
    rf_csv_records *records = NULL;
    const rf_csv_record *record = NULL;
    rf_status rc = rf_csv_records_new(&records, source, &a->dialect, err);
    if (rc == RF_OK)
        rc = rf_csv_records_next(&record, records, err);
    if (rc == RF_OK && (record == NULL || record->fault != RF_CSV_SOUND))
        rc = rf_fail(err, RF_BAD_INPUT, _("decisions.csv has no header"));
    if (rc == RF_OK)
        rc = find_columns(a, record, options, err);
    rf_csv_records_free(records);
    return rc;
}

static rf_status copy_text(adding *a, rf_csv_source *source, rf_err *err)
{
    char *block = malloc(RF_CSV_BLOCK);
    rf_status rc =
        block != NULL ? rf_csv_source_start(source, &a->dialect, err) : rf_fail_memory(err);
    if (a->dialect.mark_bytes > 0 || a->dialect.encoding != RF_CSV_UTF_8)
        rf_buf_puts(&a->text, rf_csv_utf8_mark);
    for (size_t n = 1; rc == RF_OK && n > 0;) {
        rc = rf_csv_source_read(&n, source, block, RF_CSV_BLOCK, err);
        if (rc == RF_OK)
            rf_buf_add(&a->text, block, n);
    }
    free(block);
    const char *text = rf_buf_text(&a->text);
    if (a->text.length > 0 && text[a->text.length - 1] != '\n')
        rf_csv_end_line(&a->text);
    return rc;
}

static rf_status read_existing(adding *a, const char *path, const rf_csv_options *options,
                               rf_err *err)
{
    rf_csv_source *source = NULL;
    rf_status rc = rf_csv_source_open(&source, path, err);
    if (rc == RF_OK)
        rc = rf_csv_probe(&a->dialect, source, options->encoding, options->delimiter, err);
    if (rc == RF_OK && a->dialect.format != RF_CSV_TEXT)
        rc = rf_fail(err, RF_BAD_INPUT, _("decisions.csv is no table that rows can be added to"));
    if (rc == RF_OK)
        rc = read_header(a, source, options, err);
    if (rc == RF_OK)
        rc = copy_text(a, source, err);
    rf_csv_source_close(source);
    return rc;
}

static void begin_new(adding *a)
{
    const rf_schema *schema = rf_schema_of(RF_DECISIONS);
    a->dialect = (rf_csv_dialect){.delimiter = ','};
    a->n_columns = N_COLUMNS;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        a->columns[i] = (int)i;
        rf_buf_printf(&a->text, "%s%s", i > 0 ? "," : "", schema->columns[i].name);
    }
    rf_buf_puts(&a->text, "\n");
}

static void put_row(adding *a, const rf_csv_decision *row)
{
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
    const char *texts[N_COLUMNS] = {
        [AGENT] = row->agent,
        [NEED] = row->need,
        [FROM] = rf_date_format(from, row->from),
        [TO] = rf_date_format(to, row->to),
        [DECISION] = rf_verdict_words[row->verdict],
        [AUTHOR] = row->author,
        [REASON] = row->reason,
    };
    const bool dos = a->text.length > 1 && rf_buf_text(&a->text)[a->text.length - 2] == '\r';
    for (size_t i = 0; i < a->n_columns; i++) {
        const int column = a->columns[i];
        if (column == AUTHOR || column == REASON) /* people open this file too */
            rf_csv_put_cell(&a->text, texts[column], a->dialect.delimiter, i == 0);
        else
            rf_csv_put_value(&a->text, column >= 0 ? texts[column] : "", a->dialect.delimiter,
                             i == 0);
    }
    rf_buf_puts(&a->text, dos ? "\r\n" : "\n");
}

rf_status rf_csv_append_decisions(const char *folder, const rf_csv_decision *rows, size_t n,
                                  const rf_csv_options *options, rf_err *err)
{
    char *path = rf_csv_path_in(folder, "decisions.csv");
    adding *a = rf_new_array(1, sizeof *a);
    rf_status rc = RF_OK;
    if (path == NULL || a == NULL) {
        rc = rf_fail_memory(err);
    } else {
        a->text = rf_buf_new(MOST_BYTES);
        if (access(path, F_OK) == 0)
            rc = read_existing(a, path, options, err);
        else
            begin_new(a);
        for (size_t i = 0; rc == RF_OK && i < n; i++)
            put_row(a, &rows[i]);
        if (rc == RF_OK)
            rc = a->text.failed ? rf_fail_memory(err)
                                : rf_file_write(path, rf_buf_text(&a->text), a->text.length, err);
        rf_buf_free(&a->text);
    }
    free(a);
    free(path);
    return rc;
}
