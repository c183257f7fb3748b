/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/core/clock.h"

static void the_clock_never_goes_back(void **state)
{
    double before = rf_clock_now();
    for (int i = 0; i < 10000; i++) {
        const double now = rf_clock_now();
        assert_true(now >= before);
        before = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_clock_never_goes_back)};
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
