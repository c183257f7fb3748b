/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/csv/probe.h"
#include "adapters/csv/records.h"

/* Everything that is read from n bytes, one line a record: `LINE-LAST C:cell C:cell`, or
 * `LINE FAULT@LINE:COLUMN`; columns only where `places`. Free it. */
static char *read_bytes(const char *bytes, size_t n, char delimiter, bool places)
{
    rf_csv_source *source = NULL;
    rf_csv_records *records = NULL;
    rf_csv_dialect dialect;
    rf_err err;
    rf_buf out = rf_buf_new(1 << 26);
    assert_int_equal(rf_csv_source_open_memory(&source, bytes, n, &err), RF_OK);
    assert_int_equal(rf_csv_probe(&dialect, source, NULL, delimiter, &err), RF_OK);
    assert_int_equal(rf_csv_records_new(&records, source, &dialect, &err), RF_OK);
    const rf_csv_record *r = NULL;
    while (rf_csv_records_next(&r, records, &err) == RF_OK && r != NULL) {
        if (places)
            rf_buf_printf(&out, "%u-%u", r->line, r->last_line);
        for (size_t i = 0; i < r->n; i++) {
            if (places)
                rf_buf_printf(&out, " %u:", r->cells[i].column);
            rf_buf_puts(&out, "[");
            rf_buf_add(&out, r->cells[i].bytes, r->cells[i].n);
            rf_buf_puts(&out, "]");
        }
        if (r->fault != RF_CSV_SOUND)
            rf_buf_printf(&out, " fault %d at %u:%u, seen on %u", (int)r->fault, r->fault_line,
                          r->fault_column, r->noticed_line);
        rf_buf_puts(&out, "\n");
    }
    rf_csv_records_free(records);
    rf_csv_source_close(source);
    return out.text != NULL ? out.text : strdup("");
}

static void reads(const char *text, const char *wanted)
{
    char *got = read_bytes(text, strlen(text), 0, true);
    assert_string_equal(got, wanted);
    free(got);
}

static void cells_have_the_place_where_they_begin(void **state)
{
    reads("a,b,c\n1,2,3\n", "1-1 1:[a] 3:[b] 5:[c]\n2-2 1:[1] 3:[2] 5:[3]\n");
    reads("é;\"ü\";ça\n", "1-1 1:[é] 3:[ü] 7:[ça]\n");
    reads("a,b\n\"x\ny\",z\n1,2\n", "1-1 1:[a] 3:[b]\n2-3 1:[x\ny] 4:[z]\n4-4 1:[1] 3:[2]\n");
}

static void quotes_on_one_line_leave_the_places_as_they_are(void **state)
{
    reads("a,b,c\n\"1\",\"é,\",3\n", "1-1 1:[a] 3:[b] 5:[c]\n2-2 1:[1] 5:[é,] 10:[3]\n");
    reads("a,b\n\"\",\"x\"\"\"\r\n\" \" , \"y\" \n",
          "1-1 1:[a] 3:[b]\n2-2 1:[] 4:[x\"]\n3-3 1:[ ] 6:[y]\n");
    reads("a,b\n1,\"x\"", "1-1 1:[a] 3:[b]\n2-2 1:[1] 3:[x]\n");
    reads("a,b\n1,\"x\"\"", "1-1 1:[a] 3:[b]\n2-2 1:[1] fault 3 at 2:3, seen on 2\n");
}

static void every_line_end_counts_once(void **state)
{
    reads("a,b\r\n1,2\r\n", "1-1 1:[a] 3:[b]\n2-2 1:[1] 3:[2]\n");
    reads("a,b\r1,2\r", "1-1 1:[a] 3:[b]\n2-2 1:[1] 3:[2]\n");
    reads("a,b\n\r\n \n1,2", "1-1 1:[a] 3:[b]\n4-4 1:[1] 3:[2]\n");
    reads("a,b\r\r\n1,\"x\r\ny\"", "1-1 1:[a] 3:[b]\n3-4 1:[1] 3:[x\r\ny]\n");
    reads("a,b\rc,d\ne,f", "1-1 1:[a] 3:[b]\n2-2 1:[c] 3:[d]\n3-3 1:[e] 3:[f]\n");
}

static void empty_cells_at_the_ends_are_cells(void **state)
{
    reads("a,b,\n,,\n\"\",,", "1-1 1:[a] 3:[b] 5:[]\n2-2 1:[] 2:[] 3:[]\n3-3 1:[] 4:[] 5:[]\n");
}

static void a_sep_line_is_a_line_of_the_file(void **state)
{
    reads("sep=;\r\na;b\n1,5;2\n", "2-2 1:[a] 3:[b]\n3-3 1:[1,5] 5:[2]\n");
    reads("sep=x\na,b\n", "1-1 1:[sep=x]\n2-2 1:[a] 3:[b]\n");
}

static void a_stray_quote_is_told_at_its_cell_and_the_next_line_read(void **state)
{
    reads("a,b\n1,2\"x\",3\n4,5\n",
          "1-1 1:[a] 3:[b]\n2-2 1:[1] fault 1 at 2:3, seen on 2\n3-3 1:[4] 3:[5]\n");
    reads("a,b\n1,\"x\"y\n4,5\n",
          "1-1 1:[a] 3:[b]\n2-2 1:[1] fault 2 at 2:3, seen on 2\n3-3 1:[4] 3:[5]\n");
}

static void an_open_quote_is_told_where_it_began_and_swallows_nothing(void **state)
{
    reads("a,b\n1,\"x\n3,4\n5,6",
          "1-1 1:[a] 3:[b]\n2-2 1:[1] fault 3 at 2:3, seen on 4\n3-3 1:[3] 3:[4]\n"
          "4-4 1:[5] 3:[6]\n");
    reads("a,b\n1,\"x\n3,\"4\"\n5,6\n",
          "1-1 1:[a] 3:[b]\n2-2 1:[1] fault 2 at 2:3, seen on 3\n3-3 1:[3] 3:[4]\n"
          "4-4 1:[5] 3:[6]\n");
    reads("a,b\n\"", "1-1 1:[a] 3:[b]\n2-2 fault 3 at 2:1, seen on 2\n");
}

/* A quoted cell of n lines in the second record, a plain record behind it, read. */
static char *read_cell_of_lines(int n)
{
    rf_buf text = rf_buf_new(1 << 12);
    rf_buf_puts(&text, "a,b\n1,\"");
    for (int i = 1; i < n; i++)
        rf_buf_puts(&text, "x\n");
    rf_buf_puts(&text, "y\"\nc,d\n");
    char *got = read_bytes(text.text, text.length, ',', true);
    rf_buf_free(&text);
    return got;
}

static void a_quoted_cell_has_at_most_twenty_lines(void **state)
{
    char *got = read_cell_of_lines(RF_CSV_MOST_QUOTED_LINES);
    assert_non_null(strstr(got, "\n2-21 1:[1] 3:[x\n"));
    assert_non_null(strstr(got, "y]\n22-22 1:[c] 3:[d]\n"));
    free(got);
    got = read_cell_of_lines(RF_CSV_MOST_QUOTED_LINES + 1);
    assert_non_null(strstr(got, "\n2-2 1:[1] fault 4 at 2:3, seen on 22\n3-3 1:[x]\n"));
    free(got);
}

/* Longer than a block, so that cells lie across its ends, quoted or not. */
static void long_cells_pass_whole_up_to_the_limit(void **state)
{
    for (int quoted = 0; quoted < 2; quoted++)
        for (size_t length = RF_CSV_MOST_CELL_BYTES - 8; length < RF_CSV_MOST_CELL_BYTES + 8;
             length += 12) {
            rf_buf text = rf_buf_new(1 << 22);
            rf_buf_puts(&text, "a,b\n");
            for (int row = 0; row < 3; row++) {
                rf_buf_puts(&text, quoted != 0 ? "1,\"" : "1,");
                for (size_t i = 0; i < length; i++)
                    rf_buf_puts(&text, "x");
                rf_buf_puts(&text, quoted != 0 ? "\"\n" : "\n");
            }
            rf_buf_puts(&text, "last,row\n");
            char *got = read_bytes(text.text, text.length, 0, true);
            assert_int_equal(strstr(got, "fault 5 at 2:3") != NULL,
                             length > RF_CSV_MOST_CELL_BYTES);
            assert_non_null(strstr(got, "\n5-5 1:[last] 6:[row]\n"));
            free(got);
            rf_buf_free(&text);
        }
}

static void a_line_of_blanks_without_end_is_no_end_of_file(void **state)
{
    rf_buf text = rf_buf_new(1 << 22);
    rf_buf_puts(&text, "a,b\n");
    for (size_t i = 0; i < 4 * RF_CSV_BLOCK; i++)
        rf_buf_puts(&text, " ");
    rf_buf_puts(&text, "\n1,2\n");
    char *got = read_bytes(text.text, text.length, 0, true);
    assert_string_equal(got, "1-1 1:[a] 3:[b]\n2-2 fault 5 at 2:1, seen on 2\n3-3 1:[1] 3:[2]\n");
    free(got);
    rf_buf_free(&text);
}

static void a_line_of_too_many_cells_is_told(void **state)
{
    rf_buf text = rf_buf_new(1 << 22);
    rf_buf_puts(&text, "a,b\n");
    for (size_t i = 0; i < RF_CSV_MOST_CELLS + 10; i++)
        rf_buf_puts(&text, ",");
    rf_buf_puts(&text, "\n1,2\n");
    char *got = read_bytes(text.text, text.length, ',', true);
    assert_non_null(strstr(got, " fault 6 at 2:4098"));
    assert_non_null(strstr(got, "\n3-3 1:[1] 3:[2]\n"));
    free(got);
    rf_buf_free(&text);
}

/* ---- What is written in any dialect reads back equal ---- */

typedef struct form {
    const char *encoding, *mark; /* iconv's name; the mark's bytes in that encoding */
    size_t mark_bytes;
} form;

static const form FORMS[] = {
    {"UTF-8", "", 0},
    {"UTF-8", "\xEF\xBB\xBF", 3},
    {"UTF-16LE", "\xFF\xFE", 2},
    {"UTF-16BE", "\xFE\xFF", 2},
    {"WINDOWS-1252", "", 0},
};
static const char *const ENDS[] = {"\n", "\r\n", "\r"};
static const char DELIMITERS[] = {',', ';', '\t'};

static void random_value(rf_buf *value, rf_random *random)
{
    static const char *const parts[] = {"a", "Z",  "0",  "é", "œ",  "€", " ", "x", "\"", ",",
                                        ";", "\t", "\n", "'", "ç ", "=", "-", ".", "b",  "\r\n"};
    rf_buf_clear(value);
    rf_buf_puts(value, "");
    for (int32_t n = rf_random_below(random, 9); n > 0; n--)
        rf_buf_puts(value, parts[rf_random_below(random, (int32_t)(sizeof parts / sizeof *parts))]);
}

static bool needs_quotes(const char *value)
{
    const size_t n = strlen(value);
    return strpbrk(value, "\",;\t\r\n") != NULL ||
           (n > 0 && (value[0] == ' ' || value[n - 1] == ' '));
}

static void put_value(rf_buf *out, const char *value, bool quoted)
{
    if (quoted)
        rf_buf_puts(out, "\"");
    for (const char *c = value; *c != '\0'; c++)
        rf_buf_add(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    if (quoted)
        rf_buf_puts(out, "\"");
}

/* A table as CSV in `text`, and as read_bytes should say it in `wanted`. */
static void random_table(rf_buf *text, rf_buf *wanted, rf_random *random, char delimiter)
{
    const char *end = ENDS[rf_random_below(random, 3)];
    const int32_t columns = 2 + rf_random_below(random, 5), rows = rf_random_below(random, 30);
    rf_buf value = rf_buf_new(1 << 16);
    for (int32_t row = 0; row <= rows; row++) {
        for (int32_t column = 0; column < columns; column++) {
            random_value(&value, random);
            if (row == 0) { /* a plain header, so that the delimiter shows */
                rf_buf_clear(&value);
                rf_buf_printf(&value, "column%d", (int)column);
            }
            const char *v = rf_buf_text(&value);
            if (column > 0)
                rf_buf_add(text, &delimiter, 1);
            put_value(text, v, needs_quotes(v) || rf_random_below(random, 3) == 0);
            rf_buf_printf(wanted, "[%s]", v);
        }
        rf_buf_puts(wanted, "\n");
        if (row < rows || rf_random_below(random, 2) == 0)
            rf_buf_puts(text, end);
    }
    rf_buf_free(&value);
}

static char *encode(size_t *n, const rf_buf *text, const form *f)
{
    const size_t room = 2 * text->length + 8;
    char *bytes = malloc(room), *from = text->text, *to = bytes + f->mark_bytes;
    size_t left = text->length, space = room - f->mark_bytes;
    assert_non_null(bytes);
    memcpy(bytes, f->mark, f->mark_bytes);
    iconv_t converter = iconv_open(f->encoding, "UTF-8");
    assert_int_equal(iconv(converter, &from, &left, &to, &space), 0);
    iconv_close(converter);
    *n = room - space;
    return bytes;
}

static void any_table_reads_back_equal_from_any_dialect(void **state)
{
    rf_random random = {.state = 20200316};
    for (int round = 0; round < 600; round++) {
        const char delimiter = DELIMITERS[rf_random_below(&random, 3)];
        rf_buf text = rf_buf_new(1 << 20), wanted = rf_buf_new(1 << 20);
        random_table(&text, &wanted, &random, delimiter);
        size_t n = 0;
        char *bytes = encode(
            &n, &text, &FORMS[rf_random_below(&random, (int32_t)(sizeof FORMS / sizeof *FORMS))]);
        char *got = read_bytes(bytes, n, rf_random_below(&random, 2) == 0 ? delimiter : 0, false);
        assert_string_equal(got, rf_buf_text(&wanted));
        free(got);
        free(bytes);
        rf_buf_free(&text);
        rf_buf_free(&wanted);
    }
}

/* ---- Without quotes a line is cut at its delimiters, and nothing else is to be known ---- */

static void cut_line(rf_buf *out, const char *line, size_t n, uint32_t number)
{
    uint32_t column = 1;
    rf_buf_printf(out, "%u-%u", number, number);
    for (size_t i = 0; i <= n;) {
        size_t stop = i, from = i;
        while (stop < n && line[stop] != ',')
            stop++;
        rf_buf_printf(out, " %u:[", column);
        for (; from < stop && (line[from] == ' ' || line[from] == '\t'); from++)
            continue;
        size_t to = stop;
        while (to > from && (line[to - 1] == ' ' || line[to - 1] == '\t'))
            to--;
        rf_buf_add(out, line + from, to - from);
        rf_buf_puts(out, "]");
        for (; i <= stop; i++)
            column += i == stop || (line[i] & 0xC0) != 0x80 ? 1U : 0U;
    }
    rf_buf_puts(out, "\n");
}

static void cut_text(rf_buf *out, const rf_buf *text)
{
    uint32_t number = 1;
    for (size_t i = 0; i < text->length; number++) {
        const char *line = text->text + i;
        const size_t n = strcspn(line, "\r\n");
        if (strspn(line, " \t") < n)
            cut_line(out, line, n, number);
        i += n + (line[n] != '\0' ? 1 : 0) + (line[n] == '\r' && line[n + 1] == '\n' ? 1 : 0);
    }
}

/* Longer than the window, and some lines of more cells than are read in one piece. */
static void a_line_without_quotes_is_cut_at_its_delimiters(void **state)
{
    static const char *const parts[] = {"a", "B7", "0.5", "é", "œ€", ",", ",", ",", " ", "\t"};
    static const char *const ends[] = {"\n", "\r", "\r\n", "\n\n"};
    rf_random random = {.state = 1918};
    for (int round = 0; round < 60; round++) {
        rf_buf text = rf_buf_new(1 << 22), wanted = rf_buf_new(1 << 26);
        const size_t length = round % 10 == 0 ? 5 * RF_CSV_BLOCK : 2000;
        const int32_t parts_a_line = 1 + rf_random_below(&random, round % 2 == 0 ? 300 : 20);
        while (text.length < length)
            rf_buf_puts(&text, rf_random_below(&random, parts_a_line) == 0
                                   ? ends[rf_random_below(&random, 4)]
                                   : parts[rf_random_below(&random, 10)]);
        cut_text(&wanted, &text);
        char *got = read_bytes(text.text, text.length, ',', true);
        assert_string_equal(got, rf_buf_text(&wanted));
        free(got);
        rf_buf_free(&text);
        rf_buf_free(&wanted);
    }
}

/* Whatever the bytes, reading ends, and every line is passed once. */
static void any_bytes_are_read_to_their_end(void **state)
{
    static const char alphabet[] = "a,;\t\"\"\n\r \0\xE9\xC3\xA9\xFF";
    rf_random random = {.state = 7};
    for (int round = 0; round < 2000; round++) {
        char bytes[200];
        const size_t n = (size_t)rf_random_below(&random, (int32_t)sizeof bytes);
        for (size_t i = 0; i < n; i++)
            bytes[i] = alphabet[rf_random_below(&random, (int32_t)sizeof alphabet - 1)];
        char *got = read_bytes(bytes, n, 0, true);
        unsigned last = 0;
        for (const char *line = got; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
            unsigned first = 0, to = 0;
            line += *line == '\n' ? 1 : 0;
            if (sscanf(line, "%u-%u", &first, &to) != 2)
                continue; /* a line break inside a cell */
            assert_true(first <= to);
            last = to;
        }
        assert_true(last <= n + 1);
        free(got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_have_the_place_where_they_begin),
        cmocka_unit_test(quotes_on_one_line_leave_the_places_as_they_are),
        cmocka_unit_test(every_line_end_counts_once),
        cmocka_unit_test(empty_cells_at_the_ends_are_cells),
        cmocka_unit_test(a_sep_line_is_a_line_of_the_file),
        cmocka_unit_test(a_stray_quote_is_told_at_its_cell_and_the_next_line_read),
        cmocka_unit_test(an_open_quote_is_told_where_it_began_and_swallows_nothing),
        cmocka_unit_test(a_quoted_cell_has_at_most_twenty_lines),
        cmocka_unit_test(long_cells_pass_whole_up_to_the_limit),
        cmocka_unit_test(a_line_of_blanks_without_end_is_no_end_of_file),
        cmocka_unit_test(a_line_of_too_many_cells_is_told),
        cmocka_unit_test(any_table_reads_back_equal_from_any_dialect),
        cmocka_unit_test(a_line_without_quotes_is_cut_at_its_delimiters),
        cmocka_unit_test(any_bytes_are_read_to_their_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
