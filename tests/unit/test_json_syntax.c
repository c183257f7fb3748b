/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/json_case.h"

#include "adapters/json/document.h"

static const json_fault documents[] = {
    {"", 0, "1:1: error: the file ends where a value is expected\n"},
    {"[]", 2, "1:1: error: document: [] is not an object in braces\n"},
    {"\"text\"", 6, "1:1: error: document: \"text\" is not an object in braces\n"},
    {"{}", 2,
     "1:1: error: key \"start\" is missing\n"
     "1:1: error: key \"periods\" is missing\n"},
    {"{\"start\": \"2020-03-16\"}", 23, "1:1: error: key \"periods\" is missing\n"},
    {"{\"periods\": 8}", 14, "1:1: error: key \"start\" is missing\n"},
    {"{\"start\": 20200316, \"periods\": 8}", 33,
     "1:11: error: start: 20200316 is not a date written \"YYYY-MM-DD\" that exists\n"},
    {"{\"start\": \"2020-02-30\", \"periods\": 8}", 37,
     "1:11: error: start: \"2020-02-30\" is not a date written \"YYYY-MM-DD\" that exists\n"},
    {"{\"start\": \"16/03/2020\", \"periods\": 8}", 37,
     "1:11: error: start: \"16/03/2020\" is not a date written \"YYYY-MM-DD\" that exists\n"
     "    write \"2020-03-16\"\n"},
    {"{\"start\": \"2020-3-16\", \"periods\": 8}", 36,
     "1:11: error: start: \"2020-3-16\" is not a date written \"YYYY-MM-DD\" that exists\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": \"8\"}", 39,
     "1:36: error: periods: \"8\" is not a whole number from 1 to 366\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 0}", 37,
     "1:36: error: periods: 0 is not a whole number from 1 to 366\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 367}", 39,
     "1:36: error: periods: 367 is not a whole number from 1 to 366\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 8.0}", 39,
     "1:36: error: periods: 8.0 is not a whole number from 1 to 366\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 8e0}", 39,
     "1:36: error: periods: 8e0 is not a whole number from 1 to 366\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": -8}", 38,
     "1:36: error: periods: -8 is not a whole number from 1 to 366\n"},
    {"{\"start\": \"2198-03-16\", \"periods\": 366}", 39,
     "1:36: error: periods: the last period ends after the year 2199\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 8, \"periods\": 8}", 51,
     "1:39: error: key \"periods\" is repeated; it is also on line 1\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 8, // eight\n}", 48,
     "1:39: error: found '/' where a key in double quotes is expected\n"
     "    JSON has no comments\n"},
    {"{'start': '2020-03-16', 'periods': 8}", 37,
     "1:2: error: found ''' where a key in double quotes is expected\n"
     "    JSON puts text and keys in double quotes\n"},
    {"{start: \"2020-03-16\", \"periods\": 8}", 35,
     "1:2: error: found 's' where a key in double quotes is expected\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 8,}", 38,
     "1:38: error: found '}' where a key in double quotes is expected\n"
     "    is there a comma too many before it, or a bracket?\n"},
    {"{\"start\": \"2020-03-16\" \"periods\": 8}", 36,
     "1:24: error: found '\"' where ',' or '}' is expected\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 08}", 38, "1:36: error: 08 is not a JSON number\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 8} {}", 40,
     "1:39: error: found '{' after the end of the document\n"},
    {"{\"start\": \"2020-03-16\", \"periods\": 8", 36,
     "1:37: error: the file ends where ',' or '}' is expected\n"},
    {"{\"start\": \"2020-03-16, \"periods\": 8}", 36,
     "1:25: error: found 'p' where ',' or '}' is expected\n"},
    {"{\"start\": \"2020-03-16,\n\"periods\": 8}", 36,
     "1:11: error: the text that begins here is not closed\n"},
    {"{\"start\" \"2020-03-16\"}", 22, "1:10: error: found '\"' where ':' is expected\n"},
    {"{\"start\": }", 11,
     "1:11: error: found '}' where a value is expected\n"
     "    is there a comma too many before it, or a bracket?\n"},
    {"{\"start\": NaN}", 14,
     "1:11: error: NaN is not a JSON value\n"
     "    JSON puts text and keys in double quotes\n"},
    {"{\"start\": True}", 15,
     "1:11: error: True is not a JSON value\n"
     "    did you mean true?\n"},
    {"{\"start\": nul}", 14,
     "1:11: error: nul is not a JSON value\n"
     "    did you mean null?\n"},
    {"{\"start\": \"\\u12G4\"}", 19,
     "1:12: error: \\u is not followed by four hexadecimal digits\n"},
    {"{\"start\": \"\\ud800\"}", 19, "1:12: error: \\uD800 is half of a surrogate pair\n"},
    {"{\"start\": \"\\udc00x\"}", 20, "1:12: error: \\uDC00 is half of a surrogate pair\n"},
    {"{\"start\": \"\\u0000\"}", 19, "1:12: error: \\u0000 is not accepted in a text\n"},
    {"{\"start\": \"\\x41\"}", 17,
     "1:12: error: a backslash must be followed by one of \" \\ / b f n r t u\n"},
    {"{\"start\": \"a\tb\"}", 16,
     "1:13: error: the control character 0x09 must be escaped in a text\n"},
    {"{\"start\": \"\351t\351\", \"n\": \"\377\"}", 26,
     "1:12: error: byte 0xE9 is not UTF-8\n"
     "    save the file with the encoding UTF-8\n"
     "1:14: error: byte 0xE9 is not UTF-8\n"
     "    save the file with the encoding UTF-8\n"
     "1:24: error: byte 0xFF is not UTF-8\n"
     "    save the file with the encoding UTF-8\n"},
    {"\377\376{\000}\000", 6,
     "1:1: error: the file is UTF-16; JSON is UTF-8\n"
     "    save the file with the encoding UTF-8\n"},
    {"\357\273\277{\"stat\": 1}", 14,
     "1:2: error: unknown key \"stat\"\n"
     "    did you mean \"start\"?\n"
     "1:1: error: key \"start\" is missing\n"
     "1:1: error: key \"periods\" is missing\n"},
    {"{\"d\303\251but\": \"\303\251\", \"periods\": 8, \"starts\": 1}", 43,
     "1:2: error: unknown key \"début\"\n"
     "    known here: name, start, period_days, periods, working_days, holidays, shocks, rules, "
     "objectives, limits\n"
     "1:30: error: unknown key \"starts\"\n"
     "    did you mean \"start\"?\n"
     "1:1: error: key \"start\" is missing\n"},
};

static void every_fault_of_a_document_is_located(void **state)
{
    json_case *c = *state;
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        rf_scenario *s = NULL;
        json_case_write(c, documents[i].text, documents[i].n);
        assert_int_equal(rf_json_read_scenario(&s, c->path, c->diags, &c->err), RF_BAD_INPUT);
        assert_null(s);
        json_case_assert_findings(c, documents[i].found);
    }
}

static rf_status parse(json_case *c, rf_json_doc **doc, const char *text)
{
    json_case_write(c, text, strlen(text));
    return rf_json_open(doc, c->path, RF_JSON_SMALL_FILE, c->diags, &c->err);
}

static void a_file_that_is_not_there_is_an_error_of_the_system(void **state)
{
    json_case *c = *state;
    rf_scenario *s = NULL;
    assert_int_equal(rf_json_read_scenario(&s, c->path, c->diags, &c->err), RF_IO);
    assert_non_null(strstr(c->err.text, c->path));
    assert_int_equal(rf_diags_size(c->diags), 0);
}

static void a_file_above_the_limit_is_refused(void **state)
{
    json_case *c = *state;
    rf_json_doc *doc = NULL;
    json_case_write(c, "[1, 2, 3]", 9);
    assert_int_equal(rf_json_open(&doc, c->path, 8, c->diags, &c->err), RF_BAD_INPUT);
    assert_int_equal(rf_diags_count(c->diags, RF_ERROR), 1);
    assert_null(doc);
    assert_int_equal(rf_json_open(&doc, c->path, 9, c->diags, &c->err), RF_OK);
    rf_json_close(doc);
}

static void a_mark_at_the_start_is_skipped(void **state)
{
    json_case *c = *state;
    rf_json_doc *doc = NULL;
    assert_int_equal(parse(c, &doc, "\xEF\xBB\xBF[\"a\"]"), RF_OK);
    assert_int_equal(doc->root->kind, RF_JSON_ARRAY);
    assert_int_equal(doc->root->column, 1);
    assert_string_equal(rf_json_first(doc->root)->text, "a");
    rf_json_close(doc);
}

static void brackets_nest_to_the_limit_and_no_deeper(void **state)
{
    json_case *c = *state;
    char text[2 * RF_JSON_DEPTH + 3] = {0};
    memset(text, '[', RF_JSON_DEPTH);
    memset(text + RF_JSON_DEPTH, ']', RF_JSON_DEPTH);
    rf_json_doc *doc = NULL;
    assert_int_equal(parse(c, &doc, text), RF_OK);
    assert_int_equal(doc->nodes.n, RF_JSON_DEPTH);
    rf_json_close(doc);
    memset(text, '[', RF_JSON_DEPTH + 1);
    memset(text + RF_JSON_DEPTH + 1, ']', RF_JSON_DEPTH + 1);
    assert_int_equal(parse(c, &doc, text), RF_BAD_INPUT);
    json_case_assert_findings(c, "1:201: error: more than 200 brackets within one another\n");
}

static void columns_count_characters_and_lines_count_from_one(void **state)
{
    json_case *c = *state;
    rf_json_doc *doc = NULL;
    assert_int_equal(parse(c, &doc, "{\"été\": \"à\", \"x\":\r\n\t[true,\n\n  null]}"), RF_OK);
    const rf_json_node *x = rf_json_member(doc->root, "x");
    assert_non_null(x);
    assert_int_equal(x->key_line, 1);
    assert_int_equal(x->key_column, 14);
    assert_int_equal(x->line, 2);
    assert_int_equal(x->column, 2);
    const rf_json_node *last = rf_json_next(rf_json_first(x));
    assert_int_equal(last->kind, RF_JSON_NULL);
    assert_int_equal(last->line, 4);
    assert_int_equal(last->column, 3);
    assert_string_equal(last->name, "x");
    assert_null(last->key);
    rf_json_close(doc);
}

static void escapes_and_surrogates_are_decoded(void **state)
{
    json_case *c = *state;
    rf_json_doc *doc = NULL;
    assert_int_equal(parse(c, &doc, "{\"\\u00e9\\n\": \"\\ud834\\udd1e\\\"\\/\"}"), RF_OK);
    const rf_json_node *node = rf_json_first(doc->root);
    assert_string_equal(node->key, "é\n");
    assert_string_equal(node->text, "\xF0\x9D\x84\x9E\"/");
    rf_json_close(doc);
}

static void a_number_longer_than_cjson_reads_is_still_a_number(void **state)
{
    json_case *c = *state;
    rf_json_doc *doc = NULL;
    char text[200] = "[3.25, 0.";
    memset(text + 9, '0', 100);
    memcpy(text + 109, "1, 7]", 6);
    assert_int_equal(parse(c, &doc, text), RF_OK);
    const rf_json_node *first = rf_json_first(doc->root), *longer = rf_json_next(first);
    assert_true(first->number > 3.2499 && first->number < 3.2501);
    assert_int_equal(longer->kind, RF_JSON_NUMBER);
    assert_int_equal(longer->length, 103);
    assert_memory_equal(doc->source.text + longer->offset, text + 7, 103);
    assert_true(rf_json_next(longer)->number > 6.99);
    rf_json_close(doc);
}

static void keys_repeated_in_one_object_only_are_reported_and_the_rest_is_read(void **state)
{
    json_case *c = *state;
    rf_json_doc *doc = NULL;
    assert_int_equal(parse(c, &doc, "{\"a\": {\"a\": 1}, \"b\": [{\"a\": 2}, {\"a\": 3}]}"), RF_OK);
    assert_false(doc->repeats_keys);
    rf_json_close(doc);
    assert_int_equal(parse(c, &doc, "{\"a\": 1,\n \"b\": 2,\n \"\\u0061\": 3, \"a\": 4}"), RF_OK);
    assert_true(doc->repeats_keys);
    rf_json_close(doc);
    json_case_assert_findings(c, "3:2: error: key \"a\" is repeated; it is also on line 1\n"
                                 "3:15: error: key \"a\" is repeated; it is also on line 3\n");
}

static void a_hundred_thousand_keys_are_compared_in_no_time(void **state)
{
    json_case *c = *state;
    rf_buf text = rf_buf_new(RF_JSON_SMALL_FILE);
    rf_buf_puts(&text, "{\"0\": 0");
    for (int i = 1; i < 100000; i++)
        rf_buf_printf(&text, ",\n\"%d\": 0", i);
    rf_buf_puts(&text, ", \"77777\": 1}");
    rf_json_doc *doc = NULL;
    assert_int_equal(parse(c, &doc, rf_buf_text(&text)), RF_OK);
    rf_json_close(doc);
    rf_buf_free(&text);
    json_case_assert_findings(
        c, "100000:13: error: key \"77777\" is repeated; it is also on line 77778\n");
}

static void an_excerpt_is_one_line_of_forty_characters(void **state)
{
    json_case *c = *state;
    rf_json_doc *doc = NULL;
    assert_int_equal(parse(c, &doc, "[[1,\n   2], \"éééééééééééééééééééééééééééééééééééééééééé\"]"),
                     RF_OK);
    const rf_json_node *first = rf_json_first(doc->root);
    assert_string_equal(rf_json_show(doc, first).text, "[1, 2]");
    assert_string_equal(rf_json_show(doc, rf_json_next(first)).text,
                        "\"ééééééééééééééééééééééééééééééééééééééé...");
    rf_json_close(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_fault_of_a_document_is_located, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there_is_an_error_of_the_system,
                                        json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(a_file_above_the_limit_is_refused, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(a_mark_at_the_start_is_skipped, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(brackets_nest_to_the_limit_and_no_deeper, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(columns_count_characters_and_lines_count_from_one,
                                        json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(escapes_and_surrogates_are_decoded, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(a_number_longer_than_cjson_reads_is_still_a_number,
                                        json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(
            keys_repeated_in_one_object_only_are_reported_and_the_rest_is_read, json_case_new,
            json_case_free),
        cmocka_unit_test_setup_teardown(a_hundred_thousand_keys_are_compared_in_no_time,
                                        json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(an_excerpt_is_one_line_of_forty_characters, json_case_new,
                                        json_case_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
