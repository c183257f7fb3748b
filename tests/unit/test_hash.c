/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/core/hash.h"

static uint64_t hash_of(const char *text)
{
    return rf_fnv1a64(RF_FNV1A64_START, text, strlen(text));
}

/* The vectors of the FNV reference code. */
static void the_published_vectors_hold(void **state)
{
    assert_true(hash_of("") == 0xcbf29ce484222325U);
    assert_true(hash_of("a") == 0xaf63dc4c8601ec8cU);
    assert_true(hash_of("foobar") == 0x85944171f73967e8U);
}

static void a_hash_may_be_continued(void **state)
{
    assert_true(rf_fnv1a64(hash_of("foo"), "bar", 3) == hash_of("foobar"));
}

static void bytes_above_127_are_not_negative(void **state)
{
    assert_true(rf_fnv1a64(0, "\xff", 1) == 0xffU * 0x100000001b3U);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_vectors_hold),
        cmocka_unit_test(a_hash_may_be_continued),
        cmocka_unit_test(bytes_above_127_are_not_negative),
    };
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
