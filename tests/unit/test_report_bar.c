/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/bar.h"

static void assert_bar(double share, int32_t width, bool utf8, const char *bar)
{
    rf_buf out = rf_buf_new(4096);
    rf_bar_put(&out, share, width, utf8);
    assert_string_equal(rf_buf_text(&out), bar);
    rf_buf_free(&out);
}

static void blocks_fill_by_eighths(void **state)
{
    assert_bar(0, 4, true, "░░░░");
    assert_bar(0.5, 4, true, "██░░");
    assert_bar(0.53125, 4, true, "██▏░");
    assert_bar(0.75, 2, true, "█▌");
    assert_bar(1, 4, true, "████");
}

static void ascii_fills_by_signs(void **state)
{
    assert_bar(0, 4, false, "....");
    assert_bar(0.5, 4, false, "##..");
    assert_bar(1, 4, false, "####");
}

static void only_nothing_looks_empty_and_only_the_whole_looks_full(void **state)
{
    assert_bar(0.0001, 4, true, "▏░░░");
    assert_bar(0.9999, 4, true, "███▉");
    assert_bar(0.0001, 4, false, "#...");
    assert_bar(0.9999, 4, false, "###.");
    assert_bar(-1, 4, false, "....");
    assert_bar(2, 4, false, "####");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_fill_by_eighths),
        cmocka_unit_test(ascii_fills_by_signs),
        cmocka_unit_test(only_nothing_looks_empty_and_only_the_whole_looks_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
