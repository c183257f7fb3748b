/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/oom.h"
#include "tests/support/village.h"

static void a_summary_is_whole_or_nothing(void **state)
{
    const village *v = *state;
    const rf_page page = {.width = 80};
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_buf out = rf_buf_new(1 << 20);
        oom_after(n);
        const rf_status status = rf_report_summary(&out, v->h->in, &v->plan, &page, &err);
        failed = oom_lift();
        assert_int_equal(status, failed ? RF_NO_MEMORY : RF_OK);
        assert_true(failed == (out.length == 0));
        rf_buf_free(&out);
    }
}

static void a_quality_page_is_whole_or_nothing(void **state)
{
    const village *v = *state;
    const rf_page page = {.width = 80, .utf8 = true};
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_buf out = rf_buf_new(1 << 20);
        oom_after(n);
        const rf_status status = rf_report_quality(&out, v->h->territory, v->h->in, &page, &err);
        failed = oom_lift();
        assert_int_equal(status, failed ? RF_NO_MEMORY : RF_OK);
        assert_true(failed == (out.length == 0));
        rf_buf_free(&out);
    }
}

static void reach_is_searched_for_whole_or_not_at_all(void **state)
{
    const village *v = *state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_reach *reach = NULL;
        oom_after(n);
        const rf_status status = rf_reach_new(&reach, v->h->in, -1, &err);
        failed = oom_lift();
        assert_int_equal(status, failed ? RF_NO_MEMORY : RF_OK);
        assert_true(failed == (reach == NULL));
        rf_reach_free(reach);
    }
}

static void progress_without_memory_is_silent(void **state)
{
    const village *v = *state;
    const rf_page page = {.width = 80};
    const rf_progress now = {.level = 0, .value = 100, .gap = -1};
    rf_buf out = rf_buf_new(4096);
    oom_after(0);
    rf_report_progress(&out, v->h->in, &now, &page);
    assert_true(oom_lift());
    assert_int_equal(out.length, 0);
    rf_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_summary_is_whole_or_nothing, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(a_quality_page_is_whole_or_nothing, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(reach_is_searched_for_whole_or_not_at_all, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(progress_without_memory_is_silent, village_set_up,
                                        village_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
