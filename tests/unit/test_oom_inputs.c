/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory that runs out anywhere while a territory, its scenario and a baseline are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/cli/fingerprint.h"
#include "adapters/cli/inputs.h"
#include "tests/support/oom.h"
#include "tests/support/said.h"

enum { MOST_ALLOCATIONS = 20000 };

static const rf_request REQUEST = {.command = &rf_command_check};
static const rf_sources SOURCES = {.territory = "tests/data/mini",
                                   .scenario = "tests/data/mini/full.json"};

static void reading_without_memory_is_a_failure_that_is_said(void **state)
{
    bool ran_out = true;
    for (long n = 0; ran_out; n++) {
        rf_inputs inputs;
        assert_true(n < MOST_ALLOCATIONS);
        said_listen(2);
        oom_after(n);
        const rf_exit exit = rf_inputs_read(&inputs, &REQUEST, &SOURCES);
        ran_out = oom_lift();
        char *said = said_heard();
        rf_inputs_free(&inputs);
        if (ran_out && (exit != RF_EXIT_FAILURE || strstr(said, "out of memory") == NULL))
            fail_msg("allocation %ld: status %d, said: %s", n, (int)exit, said);
        if (!ran_out)
            assert_int_equal(exit, RF_EXIT_DONE);
        free(said);
    }
}

static void a_fingerprint_without_memory_is_no_fingerprint(void **state)
{
    rf_fingerprint out;
    rf_err err;
    bool ran_out = true;
    assert_int_equal(rf_fingerprint_take(&out, SOURCES.territory, SOURCES.scenario, &err), RF_OK);
    for (long n = 0; ran_out; n++) {
        assert_true(n < MOST_ALLOCATIONS);
        oom_after(n);
        const rf_status rc = rf_fingerprint_take(&out, SOURCES.territory, SOURCES.scenario, &err);
        ran_out = oom_lift();
        assert_int_equal(rc, ran_out ? RF_NO_MEMORY : RF_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_without_memory_is_a_failure_that_is_said),
        cmocka_unit_test(a_fingerprint_without_memory_is_no_fingerprint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
