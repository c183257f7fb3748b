/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/core/random.h"

/* The first outputs of Vigna's splitmix64.c from seed 1234567. */
static void the_published_sequence_comes_out(void **state)
{
    rf_random r = {1234567};
    assert_true(rf_random_next(&r) == 6457827717110365317U);
    assert_true(rf_random_next(&r) == 3203168211198807973U);
    assert_true(rf_random_next(&r) == 9817491932198370423U);
}

static void every_number_below_the_bound_comes_and_no_other(void **state)
{
    rf_random r = {42};
    int seen[7] = {0};
    for (int i = 0; i < 7000; i++) {
        const int32_t x = rf_random_below(&r, 7);
        assert_in_range(x, 0, 6);
        seen[x]++;
    }
    for (int i = 0; i < 7; i++)
        assert_in_range(seen[i], 850, 1150);
}

static void below_one_is_always_zero(void **state)
{
    rf_random r = {7};
    for (int i = 0; i < 100; i++)
        assert_int_equal(rf_random_below(&r, 1), 0);
}

static void the_largest_bound_stays_below_it(void **state)
{
    rf_random r = {9};
    for (int i = 0; i < 1000; i++)
        assert_in_range(rf_random_below(&r, INT32_MAX), 0, INT32_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_sequence_comes_out),
        cmocka_unit_test(every_number_below_the_bound_comes_and_no_other),
        cmocka_unit_test(below_one_is_always_zero),
        cmocka_unit_test(the_largest_bound_stays_below_it),
    };
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
