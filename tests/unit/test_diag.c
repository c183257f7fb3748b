/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/core/diag.h"

static int setup(void **state)
{
    *state = rf_diags_new();
    return *state == NULL;
}

static int teardown(void **state)
{
    rf_diags_free(*state);
    return 0;
}

static void assert_prints(const rf_diags *diags, size_t i, const char *wanted)
{
    rf_buf out = rf_buf_new(10000);
    rf_diag_print(&out, rf_diags_at(diags, i));
    assert_string_equal(rf_buf_text(&out), wanted);
    rf_buf_free(&out);
}

static void a_finding_prints_its_place_severity_and_text(void **state)
{
    rf_diags_add(*state, RF_ERROR, (rf_place){"agents.csv", 3, 7}, "fte %d above %s", 120, "100");
    assert_prints(*state, 0, "agents.csv:3:7: error: fte 120 above 100\n");
}

static void a_hint_follows_indented(void **state)
{
    rf_diags_add(*state, RF_WARNING, (rf_place){"a.csv", 1, 2}, "unknown %s", "x");
    rf_diags_hint(*state, "did you mean %s?", "y");
    assert_prints(*state, 0, "a.csv:1:2: warning: unknown x\n    did you mean y?\n");
}

static void the_last_hint_counts(void **state)
{
    rf_diags_add(*state, RF_NOTE, (rf_place){"a.csv", 1, 2}, "n");
    rf_diags_hint(*state, "first");
    rf_diags_hint(*state, "second");
    assert_prints(*state, 0, "a.csv:1:2: note: n\n    second\n");
}

static void a_whole_file_prints_as_its_first_place(void **state)
{
    rf_diags_add(*state, RF_ERROR, (rf_place){"needs.csv", 0, 0}, "missing");
    assert_prints(*state, 0, "needs.csv:1:1: error: missing\n");
}

static void hostile_text_stays_one_harmless_line(void **state)
{
    rf_diags_add(*state, RF_ERROR, (rf_place){"a.csv", 2, 1}, "found \"%s\"",
                 "a\nb\r\tc\x1b[31m\x7f");
    assert_prints(*state, 0, "a.csv:2:1: error: found \"a\\nb\\r\\tc\\x1b[31m\\x7f\"\n");
}

static void sorting_goes_by_file_line_and_column_and_keeps_equals_in_order(void **state)
{
    const struct {
        rf_place place;
        const char *text;
    } in[] = {{{"b.csv", 1, 1}, "5"}, {{"a.csv", 10, 1}, "4"}, {{"a.csv", 2, 9}, "2"},
              {{"a.csv", 2, 9}, "3"}, {{"a.csv", 2, 1}, "1"},  {{"a.csv", 0, 0}, "0"}};
    for (size_t i = 0; i < 6; i++)
        rf_diags_add(*state, RF_ERROR, in[i].place, "%s", in[i].text);
    rf_diags_sort(*state);
    assert_int_equal(rf_diags_size(*state), 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(rf_diags_at(*state, i)->text[0], '0' + (char)i);
    }
}

static void a_hint_after_sorting_goes_nowhere(void **state)
{
    rf_diags_add(*state, RF_ERROR, (rf_place){"b.csv", 1, 1}, "b");
    rf_diags_add(*state, RF_ERROR, (rf_place){"a.csv", 1, 1}, "a");
    rf_diags_sort(*state);
    rf_diags_hint(*state, "lost");
    assert_null(rf_diags_at(*state, 0)->hint);
    assert_null(rf_diags_at(*state, 1)->hint);
}

static void severities_are_counted_apart(void **state)
{
    const rf_place place = {"a.csv", 1, 1};
    rf_diags_add(*state, RF_ERROR, place, "1");
    rf_diags_add(*state, RF_WARNING, place, "2");
    rf_diags_add(*state, RF_ERROR, place, "3");
    assert_int_equal(rf_diags_count(*state, RF_ERROR), 2);
    assert_int_equal(rf_diags_count(*state, RF_WARNING), 1);
    assert_int_equal(rf_diags_count(*state, RF_NOTE), 0);
    rf_err err;
    assert_int_equal(rf_diags_failed(*state, &err), RF_OK);
}

static void a_finding_keeps_its_own_copy_of_the_file_name(void **state)
{
    char name[] = "agents.csv";
    rf_diags_add(*state, RF_ERROR, (rf_place){name, 1, 1}, "x");
    memset(name, '?', sizeof name - 1);
    assert_prints(*state, 0, "agents.csv:1:1: error: x\n");
}

static void ten_thousand_findings_are_kept(void **state)
{
    for (uint32_t i = 10000; i > 0; i--)
        rf_diags_add(*state, RF_NOTE, (rf_place){"a.csv", i, 1}, "%u", i);
    rf_diags_sort(*state);
    assert_int_equal(rf_diags_size(*state), 10000);
    assert_int_equal(rf_diags_at(*state, 4321)->place.line, 4322);
    assert_string_equal(rf_diags_at(*state, 4321)->text, "4322");
}

#define IN_A_LIST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_LIST(a_finding_prints_its_place_severity_and_text),
        IN_A_LIST(a_hint_follows_indented),
        IN_A_LIST(the_last_hint_counts),
        IN_A_LIST(a_whole_file_prints_as_its_first_place),
        IN_A_LIST(hostile_text_stays_one_harmless_line),
        IN_A_LIST(sorting_goes_by_file_line_and_column_and_keeps_equals_in_order),
        IN_A_LIST(a_hint_after_sorting_goes_nowhere),
        IN_A_LIST(severities_are_counted_apart),
        IN_A_LIST(a_finding_keeps_its_own_copy_of_the_file_name),
        IN_A_LIST(ten_thousand_findings_are_kept),
    };
    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
