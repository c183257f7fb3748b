/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/records.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/csv/csv.h"

enum { WINDOW = 3 * RF_CSV_BLOCK };
enum { MOST_PLAIN_CELLS = 64 };

/* What a byte means to the scan that feeds libcsv. */
enum {
    STOPS = 1,     /* delimiter, quote, line end: a piece for libcsv ends after it */
    CONTINUES = 2, /* inside a UTF-8 character: no column of its own */
    ODD = 4,       /* see rf_csv_cell.odd */
    OPENS = 8,     /* no blank: opens a record */
};

/* libcsv is fed pieces that end at the next delimiter, quote or line end, so that each piece ends
 * at most one cell: that is how places are known without parsing twice. `mark` is where the open
 * cell begins; the window keeps everything from there, so that reading can go back to it.
 *
 * Most lines are plain: no quote, not blank, all in the window, no limit near. There every
 * delimiter ends a cell: all places are known before libcsv is fed, and it is fed once. */
struct rf_csv_records {
    rf_csv_source *source;
    struct csv_parser parser;
    unsigned char classes[256];
    char *window; /* from `end` on a line end, so that what scans a line needs no other bound */
    size_t mark, at, end;
    bool at_end;
    uint32_t line, column; /* of window[at] */
    uint32_t cell_line, cell_column;
    uint32_t quoted_lines;
    bool odd, row_open, after_cr;
    bool cell_done, row_done, no_memory; /* set by libcsv's callbacks */
    char *arena;                         /* bytes of the record's cells */
    size_t used, arena_capacity;
    rf_csv_cell *cells;
    size_t n_cells, cells_capacity;
    rf_csv_record record;
};

static void init_classes(rf_csv_records *r, char delimiter)
{
    for (int c = 0; c < 256; c++)
        r->classes[c] = OPENS | (c < 0x20 || c == 0x7F ? ODD : (c & 0xC0) == 0x80 ? CONTINUES : 0);
    r->classes[' '] = r->classes['\t'] = 0;
    r->classes['\r'] = r->classes['\n'] = STOPS;
    r->classes['"'] = STOPS | OPENS;
    r->classes[0x83] |= ODD; /* the second half of a doubly encoded letter */
    r->classes[0xC2] |= ODD; /* C1 controls */
    r->classes[0xE2] |= ODD; /* the middle of a doubly encoded quote */
    r->classes[0xEF] |= ODD; /* lone bytes and U+FFFD */
    r->classes[(unsigned char)delimiter] = STOPS | OPENS;
}

static rf_status start_parser(rf_csv_records *r, char delimiter, rf_err *err)
{
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return rf_fail(err, RF_INTERNAL, _("libcsv could not start"));
    csv_set_delim(&r->parser, (unsigned char)delimiter);
    return RF_OK;
}

static rf_status skip_first_line(rf_csv_records *r, rf_err *err);

rf_status rf_csv_records_new(rf_csv_records **out, rf_csv_source *source,
                             const rf_csv_dialect *dialect, rf_err *err)
{
    rf_csv_records *r = rf_new_array(1, sizeof *r);
    if (r == NULL)
        return rf_fail_memory(err);
    r->source = source;
    r->line = r->column = r->cell_line = r->cell_column = 1;
    init_classes(r, dialect->delimiter);
    rf_status rc = start_parser(r, dialect->delimiter, err);
    if (rc != RF_OK) {
        free(r);
        return rc;
    }
    r->window = malloc(WINDOW + 1);
    if (r->window == NULL)
        rc = rf_fail_memory(err);
    else
        r->window[0] = '\n';
    if (rc == RF_OK && dialect->has_sep_line)
        rc = skip_first_line(r, err);
    if (rc != RF_OK) {
        rf_csv_records_free(r);
        return rc;
    }
    *out = r;
    return RF_OK;
}

void rf_csv_records_free(rf_csv_records *records)
{
    if (records == NULL)
        return;
    csv_free(&records->parser);
    free(records->window);
    free(records->arena);
    free(records->cells);
    free(records);
}

/* Keeps the text from `mark` on and reads behind it. */
static rf_status refill(rf_csv_records *r, rf_err *err)
{
    if (r->mark > 0) {
        memmove(r->window, r->window + r->mark, r->end - r->mark);
        r->at -= r->mark;
        r->end -= r->mark;
        r->mark = 0;
    }
    size_t n = 0;
    const rf_status rc =
        rf_csv_source_read(&n, r->source, r->window + r->end, WINDOW - r->end, err);
    if (rc == RF_OK) {
        r->end += n;
        r->window[r->end] = '\n';
        r->at_end = n == 0;
    }
    return rc;
}

static void begin_cell(rf_csv_records *r)
{
    r->mark = r->at;
    r->cell_line = r->line;
    r->cell_column = r->column;
    r->quoted_lines = 0;
    r->odd = false;
}

/* Room for n cells after those that the record has. */
static bool make_cells(rf_csv_records *r, size_t n)
{
    rf_csv_cell *cells = rf_grow(r->cells, &r->cells_capacity, r->n_cells + n, sizeof *r->cells);
    if (cells == NULL)
        return false;
    r->cells = cells;
    return true;
}

/* The bytes of the next cell, whose place is there already. */
static bool store_cell(rf_csv_records *r, const void *bytes, size_t n)
{
    if (r->used + n >= r->arena_capacity) {
        char *arena = rf_grow(r->arena, &r->arena_capacity, r->used + n + 1, 1);
        if (arena == NULL)
            return false;
        r->arena = arena;
    }
    if (n > 0)
        memcpy(r->arena + r->used, bytes, n);
    r->used += n;
    r->cells[r->n_cells++].n = n;
    return true;
}

static void on_cell(void *bytes, size_t n, void *data)
{
    rf_csv_records *r = data;
    r->cell_done = true;
    if (!store_cell(r, bytes, n))
        r->no_memory = true;
}

static void on_row(int end, void *data)
{
    rf_csv_records *r = data;
    (void)end;
    r->row_done = true;
}

/* `at` stands behind a line end; `after_cr` and nothing since: the second half of CRLF. */
static void count_line(rf_csv_records *r, bool second_half)
{
    r->column = 1;
    if (second_half)
        return;
    r->line++;
    r->quoted_lines++;
}

/* The end of the next piece: behind a stop, or the end of the window. */
static size_t scan_piece(rf_csv_records *r, unsigned char *stop)
{
    const unsigned char *text = (const unsigned char *)r->window;
    size_t i = r->at;
    uint32_t column = r->column;
    unsigned char seen = 0;
    *stop = 0;
    while (i < r->end) {
        const unsigned char c = text[i++], class = r->classes[c];
        column += class & CONTINUES ? 0U : 1U;
        seen |= class;
        if (class & STOPS) {
            *stop = c;
            break;
        }
    }
    r->column = column;
    r->odd = r->odd || (seen & ODD) != 0;
    r->row_open = r->row_open || (seen & OPENS) != 0;
    return i;
}

/* A cell that begins (after blanks) with a quote. */
static bool is_quoted(const rf_csv_records *r)
{
    size_t i = r->mark;
    while (i < r->at && (r->window[i] == ' ' || r->window[i] == '\t'))
        i++;
    return i < r->at && r->window[i] == '"';
}

/* Goes behind the line end that follows `mark`, reading and dropping what it takes. */
static rf_status skip_line(rf_csv_records *r, rf_err *err)
{
    r->at = r->mark;
    r->line = r->cell_line;
    for (;;) {
        while (r->at < r->end && r->window[r->at] != '\n' && r->window[r->at] != '\r')
            r->at++;
        if (r->at < r->end || r->at_end)
            break;
        r->mark = r->at;
        const rf_status rc = refill(r, err);
        if (rc != RF_OK)
            return rc;
    }
    r->after_cr = false;
    if (r->at < r->end) {
        r->after_cr = r->window[r->at++] == '\r';
        count_line(r, false);
    }
    begin_cell(r);
    return RF_OK;
}

static rf_status skip_first_line(rf_csv_records *r, rf_err *err)
{
    const rf_status rc = refill(r, err);
    return rc == RF_OK ? skip_line(r, err) : rc;
}

/* Notes the fault at the open cell, and sets reading up again on the next line. */
static rf_status give_up_record(rf_csv_records *r, rf_csv_fault fault, rf_err *err)
{
    const char delimiter = (char)csv_get_delim(&r->parser);
    r->record.fault = fault;
    r->record.fault_line = r->cell_line;
    r->record.fault_column = r->cell_column;
    r->record.noticed_line = r->line;
    csv_free(&r->parser);
    const rf_status rc = start_parser(r, delimiter, err);
    return rc == RF_OK ? skip_line(r, err) : rc;
}

/* At most one cell ends in the piece. */
static bool place_cell(rf_csv_records *r)
{
    if (!make_cells(r, 1))
        return false;
    r->cells[r->n_cells] =
        (rf_csv_cell){.line = r->cell_line, .column = r->cell_column, .odd = r->odd};
    return true;
}

static rf_status feed_piece(rf_csv_records *r, size_t to, rf_err *err)
{
    const size_t n = to - r->at;
    r->cell_done = false;
    if (!place_cell(r))
        return rf_fail_memory(err);
    const size_t eaten = csv_parse(&r->parser, r->window + r->at, n, on_cell, on_row, r);
    r->at = to;
    if (r->no_memory || (eaten != n && csv_error(&r->parser) != CSV_EPARSE))
        return rf_fail_memory(err);
    if (eaten != n)
        return give_up_record(r, is_quoted(r) ? RF_CSV_TEXT_AFTER_QUOTE : RF_CSV_STRAY_QUOTE, err);
    return RF_OK;
}

/* After a piece without fault: places move on, limits are kept. */
static rf_status after_piece(rf_csv_records *r, unsigned char stop, size_t length, rf_err *err)
{
    const bool line_end = stop == '\n' || stop == '\r';
    if (r->at - r->mark > RF_CSV_MOST_CELL_BYTES)
        return give_up_record(r, RF_CSV_LONG_CELL, err);
    if (line_end)
        count_line(r, stop == '\n' && r->after_cr && length == 1);
    r->after_cr = stop == '\r';
    if (r->cell_done) {
        begin_cell(r);
        if (r->n_cells > RF_CSV_MOST_CELLS)
            return give_up_record(r, RF_CSV_MANY_CELLS, err);
        return RF_OK;
    }
    if (!r->row_open) { /* a blank line, or blanks before the first cell */
        if (line_end) {
            begin_cell(r);
            r->record.line = r->line;
        }
        return RF_OK;
    }
    if (line_end && r->quoted_lines >= RF_CSV_MOST_QUOTED_LINES)
        return give_up_record(r, RF_CSV_LONG_QUOTE, err);
    return RF_OK;
}

static rf_status finish(rf_csv_records *r, rf_err *err)
{
    const bool open = r->row_open;
    if (!place_cell(r))
        return rf_fail_memory(err);
    if (csv_fini(&r->parser, on_cell, on_row, r) != 0)
        return give_up_record(r, RF_CSV_OPEN_QUOTE, err);
    begin_cell(r);
    r->row_done = open;
    return r->no_memory ? rf_fail_memory(err) : RF_OK;
}

/* --- A plain line at once --------------------------------------------------------------------- */

typedef struct scan {
    const unsigned char *at;
    uint32_t column;
    unsigned char seen; /* classes of the cell's bytes */
} scan;

/* From the quote that opens a cell to the stop behind the one that closes it, on the same line;
 * NULL: they are not there. */
static const unsigned char *pass_quoted(unsigned char *seen, const unsigned char *at,
                                        const unsigned char *classes)
{
    bool open = true;
    for (at++; *at == '"' || (open && *at != '\n' && *at != '\r'); at++) {
        *seen |= classes[*at];
        open = open != (*at == '"');
    }
    return open || (classes[*at] & STOPS) == 0 ? NULL : at;
}

static uint32_t count_continued(const unsigned char *from, const unsigned char *to)
{
    uint32_t n = 0;
    for (; from < to; from++)
        n += (*from & 0xC0) == 0x80 ? 1U : 0U;
    return n;
}

/* Goes behind the stop that ends a cell and returns it; a quote: the cell ends otherwise. */
static unsigned char pass_cell(scan *s, const unsigned char *classes)
{
    const unsigned char *at = s->at;
    unsigned char seen = 0, class = 0;
    if (*at == '"') {
        at = pass_quoted(&seen, at, classes);
        if (at == NULL)
            return '"';
    }
    while ((class & STOPS) == 0) {
        class = classes[*at++];
        seen |= class;
    }
    s->column += (uint32_t)(at - s->at);
    if ((seen & CONTINUES) != 0)
        s->column -= count_continued(s->at, at);
    s->at = at;
    s->seen = seen;
    return at[-1];
}

/* Places the cells of the line that begins at `at`. Returns where it ends, 0 where it is not plain.
 */
static size_t scan_line(rf_csv_records *r)
{
    const unsigned char *text = (const unsigned char *)r->window, *begin = text + r->at;
    scan s = {.at = begin, .column = 1};
    for (size_t n = 0; n < MOST_PLAIN_CELLS; n++) {
        r->cells[n] = (rf_csv_cell){.line = r->line, .column = s.column};
        const unsigned char stop = pass_cell(&s, r->classes);
        r->cells[n].odd = (s.seen & ODD) != 0;
        if (stop == '\n' || stop == '\r') {
            const bool plain = (n > 0 || (s.seen & OPENS) != 0) && s.at <= text + r->end &&
                               s.at - begin <= RF_CSV_MOST_CELL_BYTES;
            return plain ? (size_t)(s.at - text) : 0;
        }
        if (stop == '"')
            break;
    }
    return 0;
}

/* Reads the record at `at` if it is a plain line. */
static rf_status read_plain(rf_csv_records *r, rf_err *err)
{
    if (!make_cells(r, MOST_PLAIN_CELLS))
        return rf_fail_memory(err);
    size_t to = scan_line(r);
    if (to == 0)
        return RF_OK;
    if (r->window[to - 1] == '\r' && to < r->end && r->window[to] == '\n')
        to++;
    const size_t n = to - r->at;
    const size_t eaten = csv_parse(&r->parser, r->window + r->at, n, on_cell, on_row, r);
    if (r->no_memory || eaten != n)
        return rf_fail_memory(err);
    r->at = to;
    r->after_cr = r->window[to - 1] == '\r';
    count_line(r, false);
    begin_cell(r);
    return RF_OK;
}

static void point_cells(rf_csv_records *r)
{
    const char *bytes = r->arena;
    for (size_t i = 0; i < r->n_cells; i++) {
        r->cells[i].bytes = bytes;
        bytes += r->cells[i].n;
    }
    r->record.cells = r->cells;
    r->record.n = r->n_cells;
    r->record.last_line = r->line > r->record.line && r->column == 1 ? r->line - 1 : r->line;
}

rf_status rf_csv_records_next(const rf_csv_record **out, rf_csv_records *records, rf_err *err)
{
    rf_csv_records *r = records;
    r->used = r->n_cells = 0;
    r->row_open = r->row_done = false;
    r->record = (rf_csv_record){.line = r->line};
    bool ended = false;
    rf_status rc = read_plain(r, err);
    while (rc == RF_OK && !r->row_done && r->record.fault == RF_CSV_SOUND && !ended) {
        if (r->at < r->end) {
            unsigned char stop = 0;
            const size_t to = scan_piece(r, &stop), length = to - r->at;
            rc = feed_piece(r, to, err);
            if (rc == RF_OK && r->record.fault == RF_CSV_SOUND)
                rc = after_piece(r, stop, length, err);
        } else if (!r->at_end) {
            rc = refill(r, err);
        } else {
            rc = finish(r, err);
            ended = true;
        }
    }
    if (rc != RF_OK)
        return rc;
    point_cells(r);
    *out = r->row_done || r->record.fault != RF_CSV_SOUND ? &r->record : NULL;
    return RF_OK;
}

#define TEXT_OF(number) #number
#define VERSION_OF(major, minor, release) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(release)

const char *rf_csv_library_version(void)
{
    return VERSION_OF(CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
}
