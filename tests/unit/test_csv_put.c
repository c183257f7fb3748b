/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/csv/put.h"
#include "adapters/csv/review_schema.h"
#include "tests/support/csv_folder.h"

enum { LIMIT = 1 << 20 };

static const char *const TEXTS[] = {
    "",        "plain",   "=1+1", "+33 6", "-1",       "@SUM(A)",    "\tx",  "\r=1",
    "\n=1",    "'quoted", "'=1",  "''",    "a;b,c\td", "say \"so\"", " led", "\xC3\xA9t\xC3\xA9",
    "=\"a\";1"};

/* No cell begins like a formula, and what was put comes back. */
static void cells_are_no_formulas_and_come_back_as_they_were(void **state)
{
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        rf_buf out = rf_buf_new(LIMIT);
        rf_csv_put_cell(&out, TEXTS[i], ';', true);
        const char *cell = rf_buf_text(&out);
        const char *inner = cell[0] == '"' ? cell + 1 : cell;
        assert_true(inner[0] == '\0' || strchr("=+-@\t\r\n", inner[0]) == NULL);
        char *plain = calloc(1, out.length + 1);
        size_t n = 0;
        for (const char *c = inner; *c != '\0'; c++) {
            if (*c == '"' && (c[1] == '"' || c[1] == '\0'))
                c++;
            if (*c == '\0')
                break;
            plain[n++] = *c;
        }
        assert_string_equal(rf_csv_plain_cell(plain), TEXTS[i]);
        free(plain);
        rf_buf_free(&out);
    }
}

/* ESC, BEL, DEL and C1's CSI would steer a terminal; a letter whose bytes look like C1 is one. */
static void no_control_character_is_put_but_tabs_and_line_ends(void **state)
{
    static const struct {
        const char *text, *cell, *value;
    } CASES[] = {{"\x1B[31mred", "?[31mred", "?[31mred"},
                 {"a\x07\x7F\x01", "a???", "a???"},
                 {"\xC2\x9B"
                  "31m",
                  "?31m", "?31m"},
                 {"\xC3\x9B\xC2\xA0\xE2\x82\x9B", "\xC3\x9B\xC2\xA0\xE2\x82\x9B",
                  "\xC3\x9B\xC2\xA0\xE2\x82\x9B"},
                 {"a\r\n\tb\x1B\"c", "\"a\r\n\tb?\"\"c\"", "\"a\r\n\tb?\"\"c\""},
                 {"=\x1B", "'=?", "=?"},
                 {"\xC2", "\xC2", "\xC2"}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        rf_buf out = rf_buf_new(LIMIT);
        rf_csv_put_cell(&out, CASES[i].text, ';', true);
        assert_string_equal(rf_buf_text(&out), CASES[i].cell);
        rf_buf_clear(&out);
        rf_csv_put_value(&out, CASES[i].text, ';', true);
        assert_string_equal(rf_buf_text(&out), CASES[i].value);
        rf_buf_free(&out);
    }
}

static const char *name_of(rf_buf *out, const char *id)
{
    rf_buf_clear(out);
    rf_csv_put_file_name(out, id);
    return rf_buf_text(out);
}

static void file_names_stay_in_their_folder_and_apart(void **state)
{
    rf_buf out = rf_buf_new(LIMIT);
    char x[300], y[300];
    memset(x, 'x', sizeof x);
    memset(y, 'x', sizeof y);
    x[299] = y[299] = '\0';
    y[298] = 'y';
    assert_string_equal(name_of(&out, "U-001"), "U-001");
    assert_string_equal(name_of(&out, "../a/b"), "%2E.%2Fa%2Fb");
    assert_string_equal(name_of(&out, ".hidden"), "%2Ehidden");
    assert_string_equal(name_of(&out, "50%"), "50%25");
    assert_true(strlen(name_of(&out, x)) < 150);
    char *of_x = strdup(name_of(&out, x));
    assert_string_not_equal(of_x, name_of(&out, y));
    free(of_x);
    rf_buf_free(&out);
}

static void the_columns_of_lists_fit_a_file(void **state)
{
    const rf_schema *schema = rf_csv_review_schema();
    assert_true(schema->n_columns <= RF_MAX_COLUMNS);
    for (size_t i = 0; i < schema->n_columns; i++)
        assert_non_null(schema->columns[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_no_formulas_and_come_back_as_they_were),
        cmocka_unit_test(no_control_character_is_put_but_tabs_and_line_ends),
        cmocka_unit_test(file_names_stay_in_their_folder_and_apart),
        cmocka_unit_test(the_columns_of_lists_fit_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
