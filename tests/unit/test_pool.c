/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/pool.h"

static int setup(void **state)
{
    *state = rf_pool_new();
    return *state == NULL;
}

static int teardown(void **state)
{
    rf_pool_free(*state);
    return 0;
}

static void equal_strings_are_one_pointer_and_one_number(void **state)
{
    char again[] = "permis.c";
    const char *a = rf_pool_intern(*state, "permis.c", 8);
    const char *b = rf_pool_intern(*state, "permis.b", 8);
    assert_ptr_equal(rf_pool_intern(*state, again, 8), a);
    assert_ptr_not_equal(a, b);
    assert_int_equal(rf_pool_size(*state), 2);
    assert_int_equal(rf_pool_find(*state, "permis.c", 8), 0);
    assert_int_equal(rf_pool_find(*state, "permis.b", 8), 1);
}

static void an_unknown_string_has_no_number(void **state)
{
    rf_pool_intern(*state, "abc", 3);
    assert_int_equal(rf_pool_find(*state, "ab", 2), -1);
    assert_int_equal(rf_pool_find(*state, "abcd", 4), -1);
    assert_int_equal(rf_pool_find(*state, "", 0), -1);
    assert_int_equal(rf_pool_size(*state), 1);
}

static void only_the_given_bytes_count_and_a_nul_is_one_of_them(void **state)
{
    assert_string_equal(rf_pool_intern(*state, "abcdef", 3), "abc");
    const char *whole = rf_pool_intern(*state, "a\0b", 3);
    assert_memory_equal(whole, "a\0b", 4);
    assert_int_equal(rf_pool_find(*state, "a", 1), -1);
    assert_int_equal(rf_pool_find(*state, "a\0b", 3), 1);
}

static void the_empty_string_is_a_string(void **state)
{
    const char *empty = rf_pool_intern(*state, NULL, 0);
    assert_string_equal(empty, "");
    assert_ptr_equal(rf_pool_intern(*state, NULL, 0), empty);
    assert_int_equal(rf_pool_find(*state, "", 0), 0);
}

static void a_string_larger_than_a_slab_fits(void **state)
{
    const size_t n = 1 << 20;
    char *text = malloc(n);
    assert_non_null(text);
    memset(text, 'x', n);
    const char *small = rf_pool_intern(*state, "small", 5);
    const char *large = rf_pool_intern(*state, text, n);
    assert_int_equal(strlen(large), n);
    assert_ptr_equal(rf_pool_intern(*state, text, n), large);
    assert_ptr_equal(rf_pool_intern(*state, "small", 5), small);
    free(text);
}

static void a_million_strings_keep_their_numbers(void **state)
{
    const int32_t n = 1000000;
    for (int32_t i = 0; i < n; i++) {
        char text[16];
        const int length = snprintf(text, sizeof text, "A%d", i);
        assert_non_null(rf_pool_intern(*state, text, (size_t)length));
    }
    assert_int_equal(rf_pool_size(*state), n);
    for (int32_t i = 0; i < n; i += 997) {
        char text[16];
        const int length = snprintf(text, sizeof text, "A%d", i);
        assert_int_equal(rf_pool_find(*state, text, (size_t)length), i);
        assert_string_equal(rf_pool_at(*state, i), text);
    }
}

/* Texts of every length that differ in one byte, wherever it is. */
static void one_other_byte_makes_another_string(void **state)
{
    enum { MOST = 70 };
    char text[MOST];
    int32_t n = 0;
    for (size_t length = 0; length <= MOST; length++)
        for (size_t i = 0; i <= length; i++) {
            memset(text, 'a', length);
            if (i < length)
                text[i] = 'b';
            assert_int_equal(rf_pool_find(*state, text, length), -1);
            assert_int_equal(rf_pool_number(rf_pool_intern(*state, text, length)), n);
            assert_int_equal(rf_pool_find(*state, text, length), n);
            n++;
        }
    assert_int_equal(rf_pool_size(*state), n);
}

static void a_kept_string_says_its_number(void **state)
{
    const char *a = rf_pool_intern(*state, "a", 1);
    const char *empty = rf_pool_intern(*state, NULL, 0);
    assert_int_equal(rf_pool_number(a), 0);
    assert_int_equal(rf_pool_number(empty), 1);
    assert_int_equal(rf_pool_number(rf_pool_at(*state, 1)), 1);
}

static void freeing_nothing_is_nothing(void **state)
{
    rf_pool_free(NULL);
    assert_int_equal(rf_pool_size(*state), 0);
    assert_int_equal(rf_pool_find(*state, "a", 1), -1);
}

#define IN_A_POOL(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_POOL(equal_strings_are_one_pointer_and_one_number),
        IN_A_POOL(an_unknown_string_has_no_number),
        IN_A_POOL(only_the_given_bytes_count_and_a_nul_is_one_of_them),
        IN_A_POOL(the_empty_string_is_a_string),
        IN_A_POOL(a_string_larger_than_a_slab_fits),
        IN_A_POOL(a_million_strings_keep_their_numbers),
        IN_A_POOL(one_other_byte_makes_another_string),
        IN_A_POOL(a_kept_string_says_its_number),
        IN_A_POOL(freeing_nothing_is_nothing),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
