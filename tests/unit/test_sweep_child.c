/* SPDX-License-Identifier: GPL-3.0-or-later
 * Programs that are run within limits: what they are held to, and how their ends are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "bench/sweep/sweep.h"

static void run(rf_sweep_ending *out, char *script, double seconds)
{
    char shell[] = "/bin/sh", option[] = "-c";
    char *argv[] = {shell, option, script, NULL};
    const rf_sweep_child_limits limits = {.seconds = seconds};
    rf_err err;
    assert_int_equal(rf_sweep_child_run(out, argv, &limits, &err), RF_OK);
}

static void processor_time_ends_by_a_signal_that_tells_it(void **state)
{
    char script[] = "ulimit -S -t >&2; ulimit -H -t >&2";
    rf_sweep_ending ending;
    (void)state;
    run(&ending, script, 10);
    assert_string_equal(rf_buf_text(&ending.said), "11\n16\n");
    rf_buf_free(&ending.said);
}

static void a_limit_that_is_lower_already_stays(void **state)
{
    char script[] = "ulimit -S -t >&2";
    struct rlimit before;
    rf_sweep_ending ending;
    (void)state;
    assert_int_equal(getrlimit(RLIMIT_CPU, &before), 0);
    const struct rlimit lower = {7200, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_CPU, &lower), 0);
    run(&ending, script, 10000);
    assert_int_equal(setrlimit(RLIMIT_CPU, &before), 0);
    assert_string_equal(rf_buf_text(&ending.said), "7200\n");
    rf_buf_free(&ending.said);
}

static void what_it_says_has_a_limit(void **state)
{
    char script[] = "yes | head -c 300000 >&2; test $(stat -L -c %s /proc/self/fd/2) -le 65536";
    rf_sweep_ending ending;
    (void)state;
    run(&ending, script, 10);
    assert_int_equal(ending.end, RF_SWEEP_EXITED);
    assert_int_equal(ending.number, 0);
    assert_int_equal(strncmp(rf_buf_text(&ending.said), "y\ny\n", 4), 0);
    rf_buf_free(&ending.said);
}

static void what_it_says_ends_where_it_ended(void **state)
{
    char script[] = "echo no >&2; exit 9";
    rf_sweep_ending ending;
    (void)state;
    run(&ending, script, 10);
    assert_int_equal(ending.number, 9);
    assert_string_equal(rf_buf_text(&ending.said), "no\n");
    rf_buf_free(&ending.said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(processor_time_ends_by_a_signal_that_tells_it),
        cmocka_unit_test(a_limit_that_is_lower_already_stays),
        cmocka_unit_test(what_it_says_has_a_limit),
        cmocka_unit_test(what_it_says_ends_where_it_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
