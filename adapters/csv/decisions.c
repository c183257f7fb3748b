/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/csv/folder.h"
#include "adapters/csv/names.h"
#include "adapters/csv/probe.h"
#include "adapters/csv/put.h"
#include "adapters/csv/records.h"

static const size_t MOST_BYTES = (size_t)1 << 31;
static const char *const FILES[] = {"decisions.csv", "decisions-renfort.csv"};
enum { N_FILES = 2 };

/* The cells of a row, by what they hold. */
typedef enum part { AGENT, NEED, FROM, TO, DECISION, AUTHOR, REASON, N_PARTS } part;
static const char *const PARTS[N_PARTS] = {"agent",    "need",   "from",  "to",
                                           "decision", "author", "reason"};

/* A file of decisions as it stands: its bytes, and how they are to be read. */
typedef struct ledger {
    const char *name; /* in the folder */
    char *path;
    rf_buf bytes;
    rf_csv_dialect dialect;
    rf_csv_source *source;
    rf_csv_records *records; /* past the header */
    int32_t cell[N_PARTS];   /* which one of a record; -1: there is no such column */
    size_t n_cells;          /* that a record must have */
    bool absent;
} ledger;

static void close_ledger(ledger *l)
{
    rf_csv_records_free(l->records);
    rf_csv_source_close(l->source);
    rf_buf_free(&l->bytes);
    free(l->path);
}

static bool is_wide(const ledger *l)
{
    return l->dialect.encoding == RF_CSV_UTF_16_LE || l->dialect.encoding == RF_CSV_UTF_16_BE;
}

/* ---- how the file is written ---- */

static void take_header_cell(ledger *l, const rf_csv_names *names, const rf_csv_cell *cell,
                             int32_t i)
{
    const rf_schema *schema = rf_schema_of(RF_DECISIONS);
    const char *bytes = cell->bytes;
    size_t n = cell->n;
    rf_csv_trim(&bytes, &n);
    if (n > 0)
        l->n_cells = (size_t)i + 1;
    const int column = rf_csv_names_column(names, schema, bytes, n);
    for (part p = 0; p < N_PARTS && column >= 0; p++)
        if (strcmp(schema->columns[column].name, PARTS[p]) == 0)
            l->cell[p] = i;
}

static rf_status read_header(ledger *l, const rf_csv_names *names, rf_err *err)
{
    const rf_csv_record *header = NULL;
    const rf_status rc = rf_csv_records_next(&header, l->records, err);
    if (rc != RF_OK)
        return rc;
    if (header == NULL || header->fault != RF_CSV_SOUND)
        return rf_fail(err, RF_BAD_INPUT, _("%s: has no header that can be read"), l->path);
    for (size_t i = 0; i < header->n; i++)
        take_header_cell(l, names, &header->cells[i], (int32_t)i);
    return RF_OK;
}

/* From the first record on. */
static rf_status start_reading(ledger *l, const rf_csv_options *options, const rf_csv_names *names,
                               rf_err *err)
{
    rf_status rc =
        rf_csv_source_open_memory(&l->source, rf_buf_text(&l->bytes), l->bytes.length, err);
    if (rc == RF_OK)
        rc = rf_csv_probe(&l->dialect, l->source, options->encoding, options->delimiter, err);
    if (rc == RF_OK && l->dialect.format != RF_CSV_TEXT)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: has no header that can be read"), l->path);
    if (rc == RF_OK)
        rc = rf_csv_records_new(&l->records, l->source, &l->dialect, err);
    return rc == RF_OK ? read_header(l, names, err) : rc;
}

/* One file of the folder; `absent` where it is not there. Close it in any case. */
static rf_status open_ledger(ledger *l, const char *folder, const char *name,
                             const rf_csv_options *options, rf_err *err)
{
    rf_csv_names *names = NULL;
    *l = (ledger){.name = name, .bytes = rf_buf_new(MOST_BYTES)};
    for (part p = 0; p < N_PARTS; p++)
        l->cell[p] = -1;
    l->path = rf_csv_path_in(folder, name);
    if (l->path == NULL)
        return rf_fail_memory(err);
    l->absent = !rf_csv_file_exists(l->path);
    if (l->absent)
        return RF_OK;
    rf_status rc = rf_file_read(&l->bytes, l->path, err);
    if (rc == RF_OK)
        rc = rf_csv_names_new(&names, options->columns, err);
    if (rc == RF_OK)
        rc = start_reading(l, options, names, err);
    rf_csv_names_free(names);
    return rc;
}

/* ---- a row as the file writes it ---- */

static const char CRLF[] = "\r\n", LF[] = "\n", CR[] = "\r";

/* Character i of the file in units of its encoding; 0 for what is not ASCII. */
static unsigned char unit_at(const ledger *l, size_t i)
{
    const unsigned char *b = (const unsigned char *)rf_buf_text(&l->bytes);
    if (!is_wide(l))
        return b[i];
    const bool little = l->dialect.encoding == RF_CSV_UTF_16_LE;
    const unsigned char low = b[2 * i + (little ? 0 : 1)], high = b[2 * i + (little ? 1 : 0)];
    return high == 0 ? low : 0;
}

static size_t n_units(const ledger *l)
{
    return is_wide(l) ? l->bytes.length / 2 : l->bytes.length;
}

/* The file's own line end: that of its first line, "\n" where it has none. */
static const char *line_end(const ledger *l)
{
    for (size_t i = 0; i < n_units(l); i++) {
        if (unit_at(l, i) == '\n')
            return LF;
        if (unit_at(l, i) == '\r')
            return i + 1 < n_units(l) && unit_at(l, i + 1) == '\n' ? CRLF : CR;
    }
    return LF;
}

static bool ends_with_line_end(const ledger *l)
{
    const size_t n = n_units(l);
    return n > 0 && (unit_at(l, n - 1) == '\n' || unit_at(l, n - 1) == '\r');
}

/* Ids, dates and words are read again as they are; what people wrote is no formula. */
static void put_part(rf_buf *out, part p, const char *text, char delimiter)
{
    if (p == AUTHOR || p == REASON)
        rf_csv_put_cell(out, text, delimiter, true);
    else
        rf_csv_put_value(out, text, delimiter, true);
}

static void put_row(rf_buf *out, const ledger *l, const char *const texts[N_PARTS])
{
    for (size_t i = 0; i < l->n_cells; i++) {
        if (i > 0)
            rf_buf_add(out, &l->dialect.delimiter, 1);
        for (part p = 0; p < N_PARTS; p++)
            if (l->cell[p] == (int32_t)i)
                put_part(out, p, texts[p], l->dialect.delimiter);
    }
}

static void put_decision(rf_buf *out, const ledger *l, const rf_csv_decision *d)
{
    char from[RF_DATE_TEXT] = "", to[RF_DATE_TEXT] = "";
    if (d->from != RF_DATE_FIRST)
        rf_date_format(from, d->from);
    if (d->to != RF_DATE_LAST)
        rf_date_format(to, d->to);
    const char *const texts[N_PARTS] = {[AGENT] = d->agent,
                                        [NEED] = d->need,
                                        [FROM] = from,
                                        [TO] = to,
                                        [DECISION] = rf_verdict_words[d->verdict],
                                        [AUTHOR] = d->author,
                                        [REASON] = d->reason};
    put_row(out, l, texts);
}

/* Of the first character of UTF-8 text. */
static size_t character_length(const char *text, size_t n)
{
    size_t length = n > 0;
    while (length < n && ((unsigned char)text[length] & 0xC0U) == 0x80U)
        length++;
    return length;
}

/* UTF-8 into the file's encoding. */
static rf_status encode(rf_buf *to, const ledger *l, const rf_buf *text, rf_err *err)
{
    static const char *const names[RF_N_CSV_ENCODINGS] = {
        [RF_CSV_UTF_8] = "UTF-8",
        [RF_CSV_UTF_16_LE] = "UTF-16LE",
        [RF_CSV_UTF_16_BE] = "UTF-16BE",
        [RF_CSV_WINDOWS_1252] = "WINDOWS-1252",
    };
    size_t left = text->length, room = 2 * text->length;
    char *from = text->text, *block = malloc(room + 1), *at = block;
    const iconv_t converter = iconv_open(names[l->dialect.encoding], "UTF-8");
    rf_status rc = RF_OK;
    if (block == NULL)
        rc = rf_fail_memory(err);
    else if (converter == (iconv_t)-1)
        rc = rf_fail(err, RF_INTERNAL, _("iconv cannot write %s"), names[l->dialect.encoding]);
    else if (left > 0 && iconv(converter, &from, &left, &at, &room) != 0)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: is written in %s, which has no character for '%s'"),
                     l->path, rf_csv_encoding_name(l->dialect.encoding),
                     rf_csv_show(from, character_length(from, left)).text);
    else
        rf_buf_add(to, block, (size_t)(at - block));
    if (converter != (iconv_t)-1)
        iconv_close(converter);
    free(block);
    return rc == RF_OK && to->failed ? rf_fail_memory(err) : rc;
}

/* ---- which rows go ---- */

/* Lines that go, in order. */
typedef struct cut {
    uint32_t first, last;
} cut;
typedef struct cuts {
    cut *list;
    size_t n, capacity;
} cuts;

static rf_status is_numbered(bool *out, const rf_csv_record *record, size_t cell, int32_t number,
                             rf_err *err)
{
    rf_note note;
    rf_buf text = rf_buf_new(RF_CSV_MOST_CELL_BYTES + 1);
    if (cell < record->n)
        rf_buf_add(&text, record->cells[cell].bytes, record->cells[cell].n);
    const bool failed = text.failed;
    *out = rf_note_parse(&note, rf_buf_text(&text)) && note.number == number;
    rf_buf_free(&text);
    return failed ? rf_fail_memory(err) : RF_OK;
}

static rf_status add_cut(cuts *to, cut one, rf_err *err)
{
    cut *list = rf_grow(to->list, &to->capacity, to->n + 1, sizeof *list);
    if (list == NULL)
        return rf_fail_memory(err);
    to->list = list;
    list[to->n++] = one;
    return RF_OK;
}

/* The rows of that number. */
static rf_status find_cuts(cuts *out, ledger *l, int32_t number, rf_err *err)
{
    const rf_csv_record *record = NULL;
    for (;;) {
        bool ours = false;
        rf_status rc = rf_csv_records_next(&record, l->records, err);
        if (rc != RF_OK || record == NULL)
            return rc;
        if (record->fault != RF_CSV_SOUND)
            return rf_fail(err, RF_BAD_INPUT, _("%s: line %u cannot be read"), l->path,
                           record->line);
        rc = is_numbered(&ours, record, (size_t)l->cell[REASON], number, err);
        if (rc == RF_OK && ours)
            rc = add_cut(out, (cut){record->line, record->last_line}, err);
        if (rc != RF_OK)
            return rc;
    }
}

/* The end of the line that begins at unit i, its line end with it. */
static size_t end_of_line(const ledger *l, size_t i)
{
    const size_t n = n_units(l);
    while (i < n && unit_at(l, i) != '\n' && unit_at(l, i) != '\r')
        i++;
    if (i < n && unit_at(l, i) == '\r' && i + 1 < n && unit_at(l, i + 1) == '\n')
        i++;
    return i < n ? i + 1 : n;
}

/* The end of the line [at, end) without its line end. */
static size_t end_of_text(const ledger *l, size_t at, size_t end)
{
    if (end > at && unit_at(l, end - 1) == '\n')
        end--;
    if (end > at && unit_at(l, end - 1) == '\r')
        end--;
    return end;
}

/* The lines that stay, each to the byte; a file that ended without a line end ends so again. */
static void copy_the_rest(rf_buf *out, const ledger *l, const cuts *c)
{
    const size_t width = is_wide(l) ? 2 : 1, n = n_units(l);
    const char *bytes = rf_buf_text(&l->bytes);
    size_t next = 0, without_end = 0;
    bool gone = false; /* the line before */
    uint32_t line = 1;
    for (size_t at = 0, end; at < n; at = end, line++) {
        end = end_of_line(l, at);
        while (next < c->n && c->list[next].last < line)
            next++;
        gone = next < c->n && line >= c->list[next].first;
        if (gone)
            continue;
        without_end = out->length + (end_of_text(l, at, end) - at) * width;
        rf_buf_add(out, bytes + at * width, (end - at) * width);
    }
    if (gone && !ends_with_line_end(l) && without_end < out->length) {
        out->length = without_end;
        out->text[without_end] = '\0';
    }
}

static bool is_of(const rf_csv_record *record, size_t cell, const char *agent)
{
    const char *bytes = cell < record->n ? record->cells[cell].bytes : "";
    size_t n = cell < record->n ? record->cells[cell].n : 0;
    rf_csv_trim(&bytes, &n);
    return strlen(agent) == n && memcmp(bytes, agent, n) == 0;
}

/* Adds the row to `out` if one of those that are outdated is there. */
static rf_status cut_outdated(cuts *out, const ledger *l, const rf_csv_record *record,
                              const rf_csv_decisions *decisions, rf_err *err)
{
    for (size_t i = 0; i < decisions->n_outdated; i++) {
        const rf_csv_outdated *old = &decisions->outdated[i];
        bool ours = false;
        if (record->line != old->line || !is_of(record, (size_t)l->cell[AGENT], old->row.agent))
            continue;
        const rf_status rc = is_numbered(&ours, record, (size_t)l->cell[REASON], old->number, err);
        if (rc != RF_OK || ours)
            return rc == RF_OK ? add_cut(out, (cut){record->line, record->last_line}, err) : rc;
    }
    return RF_OK;
}

/* Reads all records: those that are outdated, and how many the others are. */
static rf_status survey(cuts *out, size_t *n, ledger *l, const rf_csv_decisions *decisions,
                        rf_err *err)
{
    const rf_csv_record *record = NULL;
    size_t all = 0;
    for (; !l->absent; all++) {
        rf_status rc = rf_csv_records_next(&record, l->records, err);
        if (rc == RF_OK && record != NULL && record->fault != RF_CSV_SOUND)
            rc = rf_fail(err, RF_BAD_INPUT, _("%s: line %u cannot be read"), l->path, record->line);
        if (rc == RF_OK && record != NULL)
            rc = cut_outdated(out, l, record, decisions, err);
        if (rc != RF_OK)
            return rc;
        if (record == NULL)
            break;
    }
    *n = all - out->n;
    if (out->n != decisions->n_outdated)
        return rf_fail(err, RF_BAD_INPUT, _("%s: lacks a row that the decision takes the place of"),
                       l->path);
    return RF_OK;
}

/* ---- adding ---- */

/* A file that is not there yet: canonical headers, in the form that was asked for. */
static void begin_file(ledger *l, const rf_csv_options *options, rf_buf *text)
{
    l->dialect = (rf_csv_dialect){.delimiter = options->delimiter != 0 ? options->delimiter : ','};
    if (options->encoding != NULL && strcmp(options->encoding, "utf-16") == 0) {
        l->dialect.encoding = RF_CSV_UTF_16_LE;
        rf_buf_puts(text, "\xEF\xBB\xBF");
    } else if (options->encoding != NULL && strcmp(options->encoding, "windows-1252") == 0) {
        l->dialect.encoding = RF_CSV_WINDOWS_1252;
    }
    l->n_cells = N_PARTS;
    for (part p = 0; p < N_PARTS; p++)
        l->cell[p] = (int32_t)p;
    put_row(text, l, PARTS);
    rf_buf_puts(text, LF);
}

/* The text that goes to the end of the file, which then ends as it did before. */
static void put_addition(rf_buf *text, const ledger *l, const rf_csv_decision *list, size_t n)
{
    const bool ended = l->absent || ends_with_line_end(l);
    const char *end = line_end(l);
    for (size_t i = 0; i < n; i++) {
        if (!ended)
            rf_buf_puts(text, end);
        put_decision(text, l, &list[i]);
        if (ended)
            rf_buf_puts(text, end);
    }
}

/* What is about to be written reads as the old file did, with n rows. */
static rf_status prove(ledger *l, const rf_buf *whole, const rf_csv_options *options, size_t n,
                       rf_err *err)
{
    size_t found = 0;
    cuts none = {.n = 0};
    ledger again = {.name = l->name, .path = l->path, .bytes = *whole};
    rf_csv_names *names = NULL;
    rf_status rc = rf_csv_names_new(&names, options->columns, err);
    if (rc == RF_OK)
        rc = start_reading(&again, options, names, err);
    if (rc == RF_OK)
        rc = survey(&none, &found, &again, &(rf_csv_decisions){.n = 0}, err);
    if (rc == RF_OK && (found != n || again.n_cells != l->n_cells ||
                        again.dialect.encoding != l->dialect.encoding ||
                        again.dialect.delimiter != l->dialect.delimiter))
        rc = rf_fail(err, RF_BAD_INPUT,
                     _("%s: with the decision it would be read in another way than before"),
                     l->path);
    rf_csv_names_free(names);
    rf_csv_records_free(again.records);
    rf_csv_source_close(again.source);
    return rc;
}

static rf_status append(ledger *l, const rf_csv_options *options, const rf_csv_decisions *decisions,
                        rf_err *err)
{
    rf_buf text = rf_buf_new(MOST_BYTES), whole = rf_buf_new(MOST_BYTES);
    cuts gone = {.n = 0};
    size_t n_kept = 0;
    rf_status rc = survey(&gone, &n_kept, l, decisions, err);
    if (decisions->before != NULL)
        rf_buf_add(decisions->before, rf_buf_text(&l->bytes), l->bytes.length);
    if (l->absent)
        begin_file(l, options, &text);
    put_addition(&text, l, decisions->list, decisions->n);
    copy_the_rest(&whole, l, &gone);
    free(gone.list);
    if (rc == RF_OK)
        rc = text.failed ? rf_fail_memory(err) : encode(&whole, l, &text, err);
    if (rc == RF_OK)
        rc = prove(l, &whole, options, n_kept + decisions->n, err);
    if (rc == RF_OK)
        rc = rf_file_write(l->path, rf_buf_text(&whole), whole.length, err);
    rf_buf_free(&text);
    rf_buf_free(&whole);
    return rc;
}

static bool has_all_columns(const ledger *l)
{
    for (part p = 0; p < N_PARTS; p++)
        if (l->cell[p] < 0)
            return false;
    return true;
}

rf_status rf_csv_add_decisions(const char **file, const char *folder, const rf_csv_options *options,
                               const rf_csv_decisions *decisions, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int i = 0; i < N_FILES && rc == RF_OK; i++) {
        ledger l;
        rc = open_ledger(&l, folder, FILES[i], options, err);
        const bool takes = rc == RF_OK && (l.absent || has_all_columns(&l));
        if (takes)
            rc = append(&l, options, decisions, err);
        close_ledger(&l);
        if (takes && rc == RF_OK)
            *file = FILES[i];
        if (takes)
            return rc;
    }
    return rc != RF_OK ? rc
                       : rf_fail(err, RF_BAD_INPUT,
                                 _("%s: lacks columns that a decision needs: agent, need, from, "
                                   "to, decision, author, reason"),
                                 FILES[N_FILES - 1]);
}

/* ---- finding and removing ---- */

static void put_cell(rf_buf *out, const rf_csv_record *record, int32_t cell)
{
    const bool there = cell >= 0 && (size_t)cell < record->n;
    const char *bytes = there ? record->cells[cell].bytes : "";
    size_t n = there ? record->cells[cell].n : 0;
    rf_csv_trim(&bytes, &n);
    rf_buf_add(out, bytes, n);
}

static rf_status list_rows(rf_buf *out, ledger *l, int32_t number, rf_err *err)
{
    const rf_csv_record *record = NULL;
    for (;;) {
        bool ours = false;
        rf_status rc = rf_csv_records_next(&record, l->records, err);
        if (rc != RF_OK || record == NULL)
            return rc;
        rc = is_numbered(&ours, record, (size_t)l->cell[REASON], number, err);
        if (rc != RF_OK)
            return rc;
        if (!ours)
            continue;
        put_cell(out, record, l->cell[AGENT]);
        rf_buf_puts(out, "\t");
        put_cell(out, record, l->cell[NEED]);
        rf_buf_puts(out, "\n");
    }
}

rf_status rf_csv_find_decision(rf_buf *out, const char *folder, const rf_csv_options *options,
                               int32_t number, rf_err *err)
{
    rf_status rc = RF_OK;
    rf_buf_puts(out, "\n");
    for (int i = 0; i < N_FILES && rc == RF_OK; i++) {
        ledger l;
        rc = open_ledger(&l, folder, FILES[i], options, err);
        if (rc == RF_OK && !l.absent && l.cell[REASON] >= 0)
            rc = list_rows(out, &l, number, err);
        close_ledger(&l);
    }
    return rc == RF_OK && out->failed ? rf_fail_memory(err) : rc;
}

static rf_status remove_from(size_t *n, ledger *l, int32_t number, rf_err *err)
{
    cuts c = {.n = 0};
    rf_buf rest = rf_buf_new(MOST_BYTES);
    rf_status rc = find_cuts(&c, l, number, err);
    if (rc == RF_OK && c.n > 0) {
        copy_the_rest(&rest, l, &c);
        rc = rest.failed ? rf_fail_memory(err)
                         : rf_file_write(l->path, rf_buf_text(&rest), rest.length, err);
    }
    *n = rc == RF_OK ? c.n : 0;
    rf_buf_free(&rest);
    free(c.list);
    return rc;
}

rf_status rf_csv_remove_decision(size_t *n_rows, const char *folder, const rf_csv_options *options,
                                 int32_t number, rf_err *err)
{
    rf_status rc = RF_OK;
    size_t total = 0;
    for (int i = 0; i < N_FILES && rc == RF_OK; i++) {
        ledger l;
        size_t n = 0;
        rc = open_ledger(&l, folder, FILES[i], options, err);
        if (rc == RF_OK && !l.absent && l.cell[REASON] >= 0)
            rc = remove_from(&n, &l, number, err);
        close_ledger(&l);
        total += n;
    }
    if (rc == RF_OK)
        *n_rows = total;
    return rc;
}
