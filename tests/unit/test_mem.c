/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "engine/core/mem.h"

static void a_new_array_is_zeroed(void **state)
{
    int *array = rf_new_array(1000, sizeof *array);
    assert_non_null(array);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(array[i], 0);
    free(array);
}

static void an_array_of_nothing_is_not_null(void **state)
{
    void *array = rf_new_array(0, 8);
    assert_non_null(array);
    free(array);
}

static void a_size_that_overflows_is_out_of_memory(void **state)
{
    assert_null(rf_new_array(SIZE_MAX / 4, 8));
    size_t capacity = 0;
    assert_null(rf_grow(NULL, &capacity, SIZE_MAX / 4, 8));
    assert_int_equal(capacity, 0);
}

static void growing_keeps_what_was_there(void **state)
{
    size_t capacity = 0;
    int *array = NULL;
    for (int i = 0; i < 5000; i++) {
        array = rf_grow(array, &capacity, (size_t)i + 1, sizeof *array);
        assert_non_null(array);
        assert_true(capacity > (size_t)i);
        array[i] = i;
    }
    for (int i = 0; i < 5000; i++)
        assert_int_equal(array[i], i);
    free(array);
}

static void an_array_with_room_does_not_move(void **state)
{
    size_t capacity = 0;
    char *array = rf_grow(NULL, &capacity, 10, 1);
    assert_non_null(array);
    const size_t before = capacity;
    assert_ptr_equal(rf_grow(array, &capacity, before, 1), array);
    assert_int_equal(capacity, before);
    free(array);
}

static void a_failed_growth_leaves_the_array(void **state)
{
    size_t capacity = 0;
    long *array = rf_grow(NULL, &capacity, 1, sizeof *array);
    assert_non_null(array);
    array[0] = 42;
    const size_t before = capacity;
    assert_null(rf_grow(array, &capacity, SIZE_MAX / 2, sizeof *array));
    assert_int_equal(capacity, before);
    assert_int_equal(array[0], 42);
    free(array);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_array_is_zeroed),
        cmocka_unit_test(an_array_of_nothing_is_not_null),
        cmocka_unit_test(a_size_that_overflows_is_out_of_memory),
        cmocka_unit_test(growing_keeps_what_was_there),
        cmocka_unit_test(an_array_with_room_does_not_move),
        cmocka_unit_test(a_failed_growth_leaves_the_array),
    };
    return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
