/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/json_case.h"

static rf_status read_baseline(json_case *c, rf_baseline **baseline, const char *text)
{
    json_case_write(c, text, strlen(text));
    return rf_json_read_baseline(baseline, c->path, c->diags, &c->err);
}

static void a_baseline_is_the_moves_of_a_plan(void **state)
{
    json_case *c = *state;
    rf_baseline *baseline = NULL;
    assert_int_equal(
        read_baseline(
            c, &baseline,
            "{\"format\": \"other\", \"moves\": [\n"
            " {\"agent\": \"A\", \"need\": \"N\", \"first_period\": 0, \"last_period\": 2},\n"
            " {\"role\": 5, \"need\": \"\\u00c9\", \"agent\": \"B\", \"last_period\": 1,\n"
            "  \"first_period\": 1}], \"needs\": null}"),
        RF_OK);
    assert_int_equal(baseline->n_moves, 2);
    assert_string_equal(baseline->moves[0].agent, "A");
    assert_int_equal(baseline->moves[0].first, 0);
    assert_int_equal(baseline->moves[0].last, 2);
    assert_string_equal(baseline->moves[1].agent, "B");
    assert_string_equal(baseline->moves[1].need, "É");
    assert_int_equal(baseline->moves[1].first, 1);
    rf_baseline_free(baseline);
}

static void what_its_levels_came_to_is_read_where_it_says_so(void **state)
{
    rf_baseline *baseline = NULL;
    assert_int_equal(read_baseline(*state, &baseline,
                                   "{\"objectives\": [{\"name\": \"vital\", \"value\": 1200,\n"
                                   "  \"bound\": 1100, \"status\": 5}], \"moves\": []}"),
                     RF_OK);
    assert_int_equal(baseline->n_levels, 1);
    assert_string_equal(baseline->levels[0].name, "vital");
    assert_int_equal(baseline->levels[0].value, 1200);
    assert_int_equal(baseline->levels[0].bound, 1100);
    rf_baseline_free(baseline);
    assert_int_equal(read_baseline(*state, &baseline, "{\"moves\": []}"), RF_OK);
    assert_int_equal(baseline->n_levels, 0);
    rf_baseline_free(baseline);
}

static void an_empty_plan_is_a_baseline(void **state)
{
    rf_baseline *baseline = NULL;
    assert_int_equal(read_baseline(*state, &baseline, "{\"moves\": []}"), RF_OK);
    assert_int_equal(baseline->n_moves, 0);
    rf_baseline_free(baseline);
}

static void every_fault_of_a_baseline_is_located(void **state)
{
    json_case *c = *state;
    static const struct {
        const char *text, *found;
    } faults[] = {
        {"[]", "1:1: error: document: [] is not an object in braces\n"},
        {"{}", "1:1: error: key \"moves\" is missing\n"},
        {"{\"moves\": {}}", "1:11: error: moves: {} is not a list in brackets\n"},
        {"{\"moves\": [{\"agent\": \"A\", \"need\": \"\",\n \"first_period\": 0}, 5]}",
         "1:35: error: need: \"\" is not a text of at least one character\n"
         "1:12: error: key \"last_period\" is missing\n"
         "2:22: error: moves: 5 is not an object in braces\n"},
        {"{\"objectives\": {}, \"moves\": []}",
         "1:16: error: objectives: {} is not a list in brackets\n"},
        {"{\"objectives\": [5, {\"name\": \"vital\", \"value\": -1, \"bound\": 0},\n"
         "{\"name\": \"rest\", \"value\": 3}], \"moves\": []}",
         "1:17: error: objectives: 5 is not an object in braces\n"
         "1:47: error: value: -1 is not a whole number from 0 to 100000000000000000\n"
         "2:1: error: key \"bound\" is missing\n"},
        {"{\"moves\": [], \"moves\": []}",
         "1:15: error: key \"moves\" is repeated; it is also on line 1\n"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        rf_baseline *baseline = NULL;
        assert_int_equal(read_baseline(c, &baseline, faults[i].text), RF_BAD_INPUT);
        assert_null(baseline);
        json_case_assert_findings(c, faults[i].found);
    }
}

static rf_status read_fingerprint(json_case *c, rf_fingerprint *out, const char *text)
{
    json_case_write(c, text, strlen(text));
    return rf_json_read_fingerprint(out, c->path, &c->err);
}

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define ONES "1111111111111111111111111111111111111111111111111111111111111111"

static void the_fingerprints_of_a_plan_are_read_alone(void **state)
{
    rf_fingerprint out;
    assert_int_equal(read_fingerprint(*state, &out,
                                      "{\"input\": {\"scenario_sha256\": \"" ONES
                                      "\", \"sha256\": \"" ZEROS "\"}}"),
                     RF_OK);
    assert_string_equal(out.territory, ZEROS);
    assert_string_equal(out.scenario, ONES);
}

static void a_plan_without_both_fingerprints_has_none(void **state)
{
    static const char *const TEXTS[] = {
        "[]",
        "{\"input\": 1}",
        "{\"input\": {\"sha256\": \"" ZEROS "\"}}",
        "{\"input\": {\"sha256\": \"" ZEROS "\", \"scenario_sha256\": \"" ONES "1\"}}",
        "{\"input\": {\"sha256\": null, \"scenario_sha256\": \"" ONES "\"}}",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        rf_fingerprint out;
        assert_int_equal(read_fingerprint(*state, &out, TEXTS[i]), RF_BAD_INPUT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_baseline_is_the_moves_of_a_plan, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(what_its_levels_came_to_is_read_where_it_says_so,
                                        json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(an_empty_plan_is_a_baseline, json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(a_plan_without_both_fingerprints_has_none, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(the_fingerprints_of_a_plan_are_read_alone, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(every_fault_of_a_baseline_is_located, json_case_new,
                                        json_case_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
