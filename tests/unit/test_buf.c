/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/core/buf.h"

static void a_new_buffer_reads_as_an_empty_text(void **state)
{
    rf_buf buf = rf_buf_new(10);
    assert_string_equal(rf_buf_text(&buf), "");
    assert_null(buf.text);
    rf_buf_free(&buf);
}

static void appends_follow_each_other(void **state)
{
    rf_buf buf = rf_buf_new(1000);
    rf_buf_puts(&buf, "one ");
    rf_buf_add(&buf, "two three", 3);
    rf_buf_printf(&buf, " %d %s", 3, "four");
    assert_string_equal(rf_buf_text(&buf), "one two 3 four");
    assert_int_equal(buf.length, strlen("one two 3 four"));
    assert_false(buf.failed);
    rf_buf_free(&buf);
}

static void the_limit_may_be_reached_and_not_passed(void **state)
{
    rf_buf buf = rf_buf_new(4);
    rf_buf_puts(&buf, "1234");
    assert_false(buf.failed);
    rf_buf_puts(&buf, "5");
    assert_true(buf.failed);
    assert_string_equal(rf_buf_text(&buf), "1234");
    rf_buf_free(&buf);
}

static void a_failed_buffer_takes_nothing_more(void **state)
{
    rf_buf buf = rf_buf_new(4);
    rf_buf_printf(&buf, "%s", "12345");
    rf_buf_puts(&buf, "1");
    assert_true(buf.failed);
    assert_string_equal(rf_buf_text(&buf), "");
    rf_buf_free(&buf);
}

static void clearing_forgets_the_failure_and_keeps_the_limit(void **state)
{
    rf_buf buf = rf_buf_new(4);
    rf_buf_puts(&buf, "123");
    rf_buf_puts(&buf, "45");
    rf_buf_clear(&buf);
    assert_false(buf.failed);
    assert_string_equal(rf_buf_text(&buf), "");
    rf_buf_puts(&buf, "abcd");
    assert_string_equal(rf_buf_text(&buf), "abcd");
    rf_buf_puts(&buf, "e");
    assert_true(buf.failed);
    rf_buf_free(&buf);
}

static void a_nul_byte_counts_like_any_other(void **state)
{
    rf_buf buf = rf_buf_new(10);
    rf_buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.length, 3);
    assert_memory_equal(rf_buf_text(&buf), "a\0b", 4);
    rf_buf_free(&buf);
}

static void a_long_text_grows_through_many_moves(void **state)
{
    rf_buf buf = rf_buf_new(1 << 20);
    for (int i = 0; i < 20000; i++)
        rf_buf_printf(&buf, "%05d", i);
    assert_int_equal(buf.length, 100000);
    assert_memory_equal(buf.text + 5 * 12345, "12345", 5);
    assert_int_equal(strlen(buf.text), 100000);
    rf_buf_free(&buf);
}

static void a_freed_buffer_may_be_used_again(void **state)
{
    rf_buf buf = rf_buf_new(10);
    rf_buf_puts(&buf, "gone");
    rf_buf_free(&buf);
    assert_string_equal(rf_buf_text(&buf), "");
    rf_buf_puts(&buf, "back");
    assert_string_equal(rf_buf_text(&buf), "back");
    rf_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_buffer_reads_as_an_empty_text),
        cmocka_unit_test(appends_follow_each_other),
        cmocka_unit_test(the_limit_may_be_reached_and_not_passed),
        cmocka_unit_test(a_failed_buffer_takes_nothing_more),
        cmocka_unit_test(clearing_forgets_the_failure_and_keeps_the_limit),
        cmocka_unit_test(a_nul_byte_counts_like_any_other),
        cmocka_unit_test(a_long_text_grows_through_many_moves),
        cmocka_unit_test(a_freed_buffer_may_be_used_again),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
