/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/village.h"

static int set_up(void **state)
{
    *state = village_new();
    return 0;
}

static int tear_down(void **state)
{
    village_free(*state);
    return 0;
}

static void assert_line(const village *v, rf_progress now, rf_page page, const char *line)
{
    rf_buf out = rf_buf_new(4096);
    rf_report_progress(&out, v->h->in, &now, &page);
    assert_string_equal(rf_buf_text(&out), line);
    rf_buf_free(&out);
}

static void a_level_says_value_bound_gap_and_time(void **state)
{
    const rf_progress now = {
        .level = 1, .value = 123450, .bound = 120000, .gap = 0.02795, .seconds = 3.14};
    village_speak("en");
    assert_line(*state, now, (rf_page){.width = 120, .utf8 = true},
                "level 2 of 5, 3.1\u00a0s, essential: 1,234.50, bound 1,200.00, gap 2.8\u00a0%");
    village_speak("fr");
    assert_line(*state, now, (rf_page){.width = 120, .utf8 = true},
                "niveau 2 sur 5, 3,1\u00a0s, essentiel\u00a0: 1\u202f234,50, borne 1\u202f200,00, "
                "écart 2,8\u00a0%");
}

static void a_level_without_a_bound_says_so(void **state)
{
    village_speak("en");
    assert_line(*state, (rf_progress){.level = 4, .value = 17, .gap = -1}, (rf_page){.width = 120},
                "level 5 of 5, 0.0 s, comfort: 17, no bound yet");
}

static void a_line_never_reaches_the_last_column(void **state)
{
    village_speak("en");
    assert_line(*state, (rf_progress){.level = 4, .value = 17, .gap = -1},
                (rf_page){.width = 40, .utf8 = true},
                "level 5 of 5, 0.0\u00a0s, comfort: 17, no b…");
}

static void a_level_that_the_scenario_does_not_have_says_nothing(void **state)
{
    assert_line(*state, (rf_progress){.level = 5}, (rf_page){.width = 80}, "");
    assert_line(*state, (rf_progress){.level = -1}, (rf_page){.width = 80}, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_level_says_value_bound_gap_and_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_level_without_a_bound_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_never_reaches_the_last_column, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_level_that_the_scenario_does_not_have_says_nothing,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
