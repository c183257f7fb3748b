/* SPDX-License-Identifier: GPL-3.0-or-later
 * Decisions and differences without memory: whole or nothing, and files as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unistd.h>

#include "adapters/csv/csv.h"
#include "adapters/json/json.h"
#include "tests/support/oom.h"
#include "tests/support/village.h"

static rf_two_plans two_plans(const village *v)
{
    return (rf_two_plans){v->moves, v->moves + 2, 5, 5, 0};
}

static void a_difference_is_whole_or_nothing(void **state)
{
    const village *v = *state;
    const rf_two_plans plans = two_plans(v);
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_difference *d = NULL;
        oom_after(n);
        const rf_status rc = rf_difference_new(&d, v->h->in, &plans, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        assert_true(failed == (d == NULL));
        rf_difference_free(d);
    }
}

static void its_page_and_its_document_are_whole_or_nothing(void **state)
{
    const village *v = *state;
    const rf_two_plans plans = two_plans(v);
    const rf_page page = {.width = 80};
    rf_err err;
    rf_difference *d = NULL;
    assert_int_equal(rf_difference_new(&d, v->h->in, &plans, &err), RF_OK);
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_buf out = rf_buf_new(1 << 20);
        oom_after(n);
        const rf_status rc = rf_report_difference(&out, v->h->in, d, &page, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        assert_true(failed == (out.length == 0));
        rf_buf_free(&out);
    }
    failed = true;
    for (long n = 0; failed; n++) {
        rf_buf out = rf_buf_new(1 << 20);
        oom_after(n);
        const rf_status rc = rf_json_write_difference(&out, v->h->in, d, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        rf_buf_free(&out);
    }
    rf_difference_free(d);
}

static void the_list_of_decisions_is_whole_or_nothing(void **state)
{
    const village *v = *state;
    const rf_page page = {.width = 80};
    hamlet_row(v->h, RF_DECISIONS, "agent=M00 need=N-REPAS decision=pin author=HR");
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_buf out = rf_buf_new(1 << 20);
        oom_after(n);
        const rf_status rc = rf_report_decisions(&out, v->h->territory, 0, &page, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        assert_true(failed == (out.length == 0));
        rf_buf_free(&out);
    }
}

static void freezing_leaves_the_pins_whole(void **state)
{
    hamlet *h = hamlet_new("2020-03-16", 3);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME consent=volunteer");
    hamlet_row(h, RF_NEEDS, "need=N unit=DESK tier=vital from=2020-03-16 to=2020-04-05 fte=1");
    hamlet_baseline(h, "A", "N", 0, 1);
    assert_int_equal(hamlet_build(h), RF_OK);
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        int32_t frozen = 0;
        oom_after(n);
        const rf_status rc = rf_instance_freeze(&frozen, h->in, rf_period_first_day(h->scenario, 0),
                                                (rf_place){"plan.json", 0, 0}, h->diags, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        assert_int_equal(h->in->n_pins, failed ? 0 : 1);
    }
    hamlet_free(h);
}

static void a_ruling_is_tried_or_is_not(void **state)
{
    const village *v = *state;
    const rf_ruling ruling = {v->moves[0].agent, v->moves[0].need, RF_DATE_FIRST, RF_DATE_LAST,
                              RF_FORBID};
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_diags *diags = rf_diags_new();
        oom_after(n);
        const rf_status rc = rf_rulings_try(v->h->territory, v->h->in, &ruling, 1, diags, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        rf_diags_free(diags);
    }
}

static const char OWN[] = "agent,need,from,to,decision,author,reason\nA-2,N,,,pin,x,ok\n";

static void assert_bytes(const char *path, const char *text)
{
    rf_err err;
    rf_buf bytes = rf_buf_new(1 << 16);
    assert_int_equal(rf_file_read(&bytes, path, &err), RF_OK);
    assert_string_equal(rf_buf_text(&bytes), text);
    rf_buf_free(&bytes);
}

/* Adding, then removing, with the nth allocation failing: the file is the old or the new one. */
static void the_file_is_the_old_or_the_new_one(void **state)
{
    char folder[] = "/tmp/renfort-oom-XXXXXX", path[64];
    rf_err err;
    rf_csv_decision decision = {
        "A-1", "N", RF_DATE_FIRST, RF_DATE_LAST, RF_FORBID, "x", "#1 refuse hours 2020-01-02"};
    const rf_csv_decisions one = {.list = &decision, .n = 1};
    const rf_csv_options options = {.encoding = NULL};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/decisions.csv", folder);
    assert_int_equal(rf_file_write(path, OWN, sizeof OWN - 1, &err), RF_OK);
    bool failed = true;
    for (long n = 0; failed; n++) {
        const char *file = NULL;
        oom_after(n);
        const rf_status rc = rf_csv_add_decisions(&file, folder, &options, &one, &err);
        oom_lift();
        failed = rc != RF_OK;
        assert_true(rc == RF_OK || rc == RF_NO_MEMORY || rc == RF_IO || rc == RF_INTERNAL);
        if (failed)
            assert_bytes(path, OWN);
    }
    failed = true;
    for (long n = 0; failed; n++) {
        size_t rows = 0;
        oom_after(n);
        const rf_status rc = rf_csv_remove_decision(&rows, folder, &options, 1, &err);
        oom_lift();
        failed = rc != RF_OK;
        if (!failed)
            assert_int_equal(rows, 1);
    }
    assert_bytes(path, OWN);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_difference_is_whole_or_nothing, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(its_page_and_its_document_are_whole_or_nothing,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(the_list_of_decisions_is_whole_or_nothing, village_set_up,
                                        village_tear_down),
        cmocka_unit_test(freezing_leaves_the_pins_whole),
        cmocka_unit_test_setup_teardown(a_ruling_is_tried_or_is_not, village_set_up,
                                        village_tear_down),
        cmocka_unit_test(the_file_is_the_old_or_the_new_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
