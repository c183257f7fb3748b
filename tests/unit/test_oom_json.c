/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/json_case.h"

#include "tests/support/hamlet.h"
#include "tests/support/oom.h"

static const char good_scenario[] =
    "{\"name\": \"x\", \"start\": \"2020-03-16\", \"periods\": 8, \"holidays\": [\"2020-04-13\"],\n"
    " \"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\", \"B\"], \"floor\": 1}],\n"
    " \"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 1}}]}";
static const char bad_scenario[] =
    "{\"nam\": \"x\", \"start\": 5, \"start\": 6, \"rules\": {\"consent\": [\"agree\"]}}";

/* Runs a reader with the first allocation failing, then the second ... until none fails. A failure
 * is RF_NO_MEMORY, or a note that could not be kept; in the end it is what the reader says of the
 * text. */
static void fail_each(json_case *c, const char *text, rf_status last,
                      rf_status (*run)(json_case *c))
{
    bool failed = true;
    for (long n = 0; failed; n++) {
        json_case_write(c, text, strlen(text));
        oom_after(n);
        const rf_status rc = run(c);
        failed = oom_lift();
        if (rc != RF_NO_MEMORY)
            assert_int_equal(rc, last);
        assert_true(rc != RF_OK || !failed);
        assert_true(rc != RF_NO_MEMORY || failed);
    }
}

static rf_status run_scenario(json_case *c)
{
    rf_scenario *s = NULL;
    const rf_status rc = rf_json_read_scenario(&s, c->path, c->diags, &c->err);
    assert_true((s != NULL) == (rc == RF_OK));
    rf_scenario_free(s);
    return rc;
}

static rf_status run_columns(json_case *c)
{
    rf_header_map *map = NULL;
    const rf_status rc = rf_json_read_columns(&map, c->path, c->diags, &c->err);
    assert_true((map != NULL) == (rc == RF_OK));
    rf_header_map_free(map);
    return rc;
}

static rf_status run_baseline(json_case *c)
{
    rf_baseline *baseline = NULL;
    const rf_status rc = rf_json_read_baseline(&baseline, c->path, c->diags, &c->err);
    assert_true((baseline != NULL) == (rc == RF_OK));
    rf_baseline_free(baseline);
    return rc;
}

static void every_reader_survives_any_allocation_failing(void **state)
{
    json_case *c = *state;
    fail_each(c, good_scenario, RF_OK, run_scenario);
    fail_each(c, bad_scenario, RF_BAD_INPUT, run_scenario);
    fail_each(c, "{\"name\": \"\\ud800\"}", RF_BAD_INPUT, run_scenario);
    fail_each(c, "{\"agents\": {\"Sce\": \"unit\", \"Qui\": \"agent\"}}", RF_OK, run_columns);
    fail_each(c,
              "{\"objectives\": [{\"name\": \"vital\", \"value\": 2, \"bound\": 1}],"
              "\"moves\": [{\"agent\": \"A\", \"need\": \"N\", \"first_period\": 0, "
              "\"last_period\": 2}]}",
              RF_OK, run_baseline);
}

static const rf_fingerprint no_fingerprint;

static rf_status write_plan(rf_buf *out, const hamlet *h, const rf_plan *plan, rf_err *err)
{
    const rf_plan_context context = {
        .in = h->in, .fingerprint = &no_fingerprint, .version = "1", .reproducible = true};
    *out = rf_buf_new(1 << 20);
    return rf_json_write_plan(out, plan, &context, err);
}

static void writing_a_plan_survives_any_allocation_failing(hamlet *h, const rf_plan *plan)
{
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_buf out;
        oom_after(n);
        const rf_status rc = write_plan(&out, h, plan, &h->err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        rf_buf_free(&out);
    }
}

static void reading_a_plan_survives_any_allocation_failing(json_case *c, hamlet *h)
{
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_plan *plan = NULL;
        rf_buf breaches = rf_buf_new(1 << 16);
        int32_t n_breaches = 0;
        oom_after(n);
        const rf_status rc =
            rf_json_read_plan(&plan, &n_breaches, &breaches, c->path, h->in, c->diags, &c->err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        assert_true((plan != NULL) == (rc == RF_OK));
        rf_plan_free(plan);
        rf_buf_free(&breaches);
    }
}

static void plans_survive_any_allocation_failing(void **state)
{
    json_case *c = *state;
    hamlet *h = hamlet_new("2020-04-06", 2);
    hamlet_row(h, RF_AGENTS, "agent=ANNA unit=HOME fte=80 consent=volunteer");
    hamlet_row(h, RF_NEEDS, "need=K1 unit=DESK tier=vital from=2020-04-06 to=2020-04-19 fte=0.5");
    assert_int_equal(hamlet_build(h), RF_OK);
    rf_move move = hamlet_move(h, "ANNA", "K1", 0, 1);
    rf_level_result levels[5];
    memset(levels, 0, sizeof levels);
    const rf_plan plan = {
        .outcome = RF_FEASIBLE, .moves = &move, .n_moves = 1, .levels = levels, .n_levels = 5};
    writing_a_plan_survives_any_allocation_failing(h, &plan);
    rf_buf text;
    assert_int_equal(write_plan(&text, h, &plan, &h->err), RF_OK);
    json_case_write(c, rf_buf_text(&text), text.length);
    rf_buf_free(&text);
    reading_a_plan_survives_any_allocation_failing(c, h);
    hamlet_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_reader_survives_any_allocation_failing, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(plans_survive_any_allocation_failing, json_case_new,
                                        json_case_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
