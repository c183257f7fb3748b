/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/csv/csv.h"
#include "adapters/json/json.h"
#include "adapters/report/report.h"
#include "adapters/report/sheet_words.h"
#include "tests/support/village.h"

static const char *const COLUMNS[] = {"unit",    "reason", "people", "lent",
                                      "balance", "used",   "date"};

static void fill(rf_sheets *sheets)
{
    *sheets = rf_sheets_new("ledger");
    rf_sheet *sheet = rf_sheets_add(sheets, "organisations", COLUMNS, 7);
    rf_sheet_text(sheet, "=1+1");
    rf_sheet_code(sheet, "skill");
    rf_sheet_count(sheet, 1234);
    rf_sheet_fte(sheet, 250);
    rf_sheet_balance(sheet, -305);
    rf_sheet_share(sheet, 2, 3);
    rf_sheet_date(sheet, 0);
    rf_sheet_named(sheet, "say \"U\", \\1", "Library");
    for (int32_t column = 1; column < 7; column++)
        rf_sheet_none(sheet);
    rf_sheets_add(sheets, "conventions", COLUMNS, 1);
}

static void a_spreadsheet_gets_texts_and_no_formula(void **state)
{
    rf_sheets sheets;
    rf_err err;
    rf_buf out = rf_buf_new(4096);
    fill(&sheets);
    assert_int_equal(rf_csv_write_sheets(&out, &sheets, &err), RF_OK);
    assert_string_equal(rf_buf_text(&out), "\xEF\xBB\xBF"
                                           "unit,reason,people,lent,balance,used,date\n"
                                           "'=1+1,skill,1234,2.50,-3.05,0.6667,1970-01-01\n"
                                           "\"say \"\"U\"\", \\1\",,,,,,\n"
                                           "\n"
                                           "unit\n");
    rf_buf_free(&out);
    rf_sheets_free(&sheets);
}

static void whatever_begins_a_formula_is_neutralised(void **state)
{
    static const char *const texts[] = {"=A1", "+33", "-2+3", "@SUM(A1)",  "\tx",  "\rx", "a=b",
                                        "U-1", "",    "x\ny", "-1,\"=2\"", "\n=1", "'=1", " led"};
    static const char *const wanted[] = {
        "'=A1", "'+33", "'-2+3",    "'@SUM(A1)",          "\"'\tx\"",  "\"'\rx\"", "a=b",
        "U-1",  "",     "\"x\ny\"", "\"'-1,\"\"=2\"\"\"", "\"'\n=1\"", "''=1",     "\" led\""};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char line[64];
        rf_err err;
        rf_buf out = rf_buf_new(4096);
        rf_sheets sheets = rf_sheets_new("pool");
        rf_sheet_text(rf_sheets_add(&sheets, "units", COLUMNS, 1), texts[i]);
        assert_int_equal(rf_csv_write_sheets(&out, &sheets, &err), RF_OK);
        snprintf(line, sizeof line, "\xEF\xBB\xBFunit\n%s\n", wanted[i]);
        assert_string_equal(rf_buf_text(&out), line);
        rf_buf_free(&out);
        rf_sheets_free(&sheets);
    }
}

static void a_document_has_a_list_a_sheet(void **state)
{
    const rf_scenario scenario = {
        .name = (char[]){"Flood"}, .start = 0, .period_days = 7, .n_periods = 2};
    rf_sheets sheets;
    rf_err err;
    rf_buf out = rf_buf_new(4096);
    fill(&sheets);
    assert_int_equal(rf_json_write_sheets(&out, &sheets, &scenario, &err), RF_OK);
    assert_string_equal(
        rf_buf_text(&out),
        "{\n  \"format\": \"renfort-ledger/1\",\n"
        "  \"scenario\": {\"name\": \"Flood\", \"start\": \"1970-01-01\", \"period_days\": 7, "
        "\"periods\": 2},\n"
        "  \"organisations\": [\n"
        "    {\"unit\": \"=1+1\", \"reason\": \"skill\", \"people\": 1234, \"lent\": 2.5, "
        "\"balance\": -3.05, \"used\": 0.6667, \"date\": \"1970-01-01\"},\n"
        "    {\"unit\": \"say \\\"U\\\", \\\\1\", \"reason\": null, \"people\": null, \"lent\": "
        "null, "
        "\"balance\": null, \"used\": null, \"date\": null}\n  ],\n"
        "  \"conventions\": []\n}\n");
    rf_buf_free(&out);
    rf_sheets_free(&sheets);
}

static void a_page_words_codes_and_counts_what_it_leaves_out(void **state)
{
    const rf_page page = {.width = 120, .utf8 = true};
    rf_err err;
    rf_buf out = rf_buf_new(1 << 16);
    rf_sheets sheets;
    village *v = village_new();
    fill(&sheets);
    village_speak("en");
    for (int32_t i = 0; i < 41; i++)
        rf_sheet_text(&sheets.of[1], "U-1");
    assert_int_equal(rf_report_sheets(&out, v->h->in, &sheets, &page, &err), RF_OK);
    const char *text = rf_buf_text(&out);
    assert_non_null(strstr(text, "Lent and borrowed, in FTE-days"));
    assert_non_null(strstr(text, "a required skill is missing or expires"));
    assert_non_null(strstr(text, "  Library"));
    assert_non_null(strstr(text, "1,234"));
    assert_non_null(strstr(text, "66.6"));
    assert_non_null(strstr(text, "1 more row: --csv and --json have all of them."));
    village_assert_width(text, 120);
    rf_buf_free(&out);
    rf_sheets_free(&sheets);
    village_free(v);
}

static void a_level_keeps_its_own_name(void **state)
{
    static const char *const LEVEL[] = {"level"};
    const rf_page page = {.width = 80};
    rf_err err;
    rf_buf out = rf_buf_new(4096);
    rf_sheets sheets = rf_sheets_new("compare");
    rf_sheet *sheet = rf_sheets_add(&sheets, "levels", LEVEL, 1);
    village *v = village_new();
    village_speak("en");
    rf_sheet_code(sheet, "skill");
    rf_sheet_code(sheet, "vital");
    assert_int_equal(rf_report_sheets(&out, v->h->in, &sheets, &page, &err), RF_OK);
    assert_non_null(strstr(rf_buf_text(&out), "  skill\n  vital\n"));
    rf_buf_free(&out);
    rf_sheets_free(&sheets);
    village_free(v);
}

static void every_reason_has_words_and_a_restriction_none_of_its_own(void **state)
{
    village_speak("en");
    for (int32_t of = 0; of < RF_N_STANDINGS; of++)
        if (of != RF_AGAINST_ABSENT)
            assert_string_not_equal(rf_word_of_code(rf_standing_name(of)), rf_standing_name(of));
    assert_string_equal(rf_standing_name(RF_AGAINST_RESTRICTION), "not_compatible");
    assert_null(strstr(rf_word_of_code("not_compatible"), "restriction"));
    assert_string_equal(rf_word_of_code("my own level"), "my own level");
}

static void a_share_is_rounded_half_up_and_nothing_of_nothing(void **state)
{
    rf_sheets sheets = rf_sheets_new("pool");
    rf_sheet *sheet = rf_sheets_add(&sheets, "units", COLUMNS, 2);
    rf_sheet_share(sheet, 1, 20000);
    rf_sheet_share(sheet, 0, 0);
    assert_int_equal(rf_sheet_rows(sheet), 1);
    assert_int_equal(rf_sheet_at(sheet, 0, 0)->value, 1);
    assert_int_equal(rf_sheet_at(sheet, 0, 1)->kind, RF_CELL_NONE);
    rf_sheets_free(&sheets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spreadsheet_gets_texts_and_no_formula),
        cmocka_unit_test(whatever_begins_a_formula_is_neutralised),
        cmocka_unit_test(a_document_has_a_list_a_sheet),
        cmocka_unit_test(a_page_words_codes_and_counts_what_it_leaves_out),
        cmocka_unit_test(a_level_keeps_its_own_name),
        cmocka_unit_test(every_reason_has_words_and_a_restriction_none_of_its_own),
        cmocka_unit_test(a_share_is_rounded_half_up_and_nothing_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
