/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/json_case.h"

static void a_map_gives_their_headers_our_names(void **state)
{
    json_case *c = *state;
    rf_header_map *map = NULL;
    static const char text[] = "{\"agents\": {\"N\u00b0 agent\": \"agent\", \"Sce\": \"unit\"},\n"
                               " \"skills\": {}, \"need_skills\": {\"Sce\": \"need\"}}";
    json_case_write(c, text, strlen(text));
    assert_int_equal(rf_json_read_columns(&map, c->path, c->diags, &c->err), RF_OK);
    assert_int_equal(map->n, 3);
    assert_string_equal(map->aliases[0].file, "agents");
    assert_string_equal(map->aliases[0].theirs, "N° agent");
    assert_string_equal(map->aliases[0].canonical, "agent");
    assert_string_equal(map->aliases[2].file, "need_skills");
    assert_string_equal(map->aliases[2].theirs, "Sce");
    assert_string_equal(map->aliases[2].canonical, "need");
    rf_header_map_free(map);
}

static void every_fault_of_a_map_is_located(void **state)
{
    json_case *c = *state;
    static const struct {
        const char *text, *found;
    } faults[] = {
        {"[]", "1:1: error: document: [] is not an object in braces\n"},
        {"{\"agent\": {}}", "1:2: error: unknown file \"agent\"\n    did you mean \"agents\"?\n"},
        {"{\"sites\": []}", "1:11: error: sites: [] is not an object in braces\n"},
        {"{\"sites\": {\"X\": \"latt\"}}",
         "1:17: error: X: \"latt\" is not one of: site, commune, lat, lon\n"
         "    did you mean \"lat\"?\n"},
        {"{\"sites\": {\"X\": 4}}", "1:17: error: X: 4 is not one of: site, commune, lat, lon\n"},
        {"{\"sites\": {\"\": \"lat\"}}",
         "1:12: error: a header of at least one character is expected\n"},
        {"{\"sites\": {\"X\": \"lat\", \"X\": \"lon\"}}",
         "1:24: error: key \"X\" is repeated; it is also on line 1\n"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        rf_header_map *map = NULL;
        json_case_write(c, faults[i].text, strlen(faults[i].text));
        const rf_status rc = rf_json_read_columns(&map, c->path, c->diags, &c->err);
        json_case_assert_findings(c, faults[i].found);
        assert_int_equal(rc, RF_BAD_INPUT);
        assert_null(map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_map_gives_their_headers_our_names, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(every_fault_of_a_map_is_located, json_case_new,
                                        json_case_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
