/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/csv_folder.h"
#include "tests/support/oom.h"

/* Faults of several kinds, so that messages and hints are made too. */
static int set_up(void **state)
{
    csv_set_up(state);
    csv_folder *f = *state;
    csv_put(f, "agents-x.csv",
            "Matricule;Service;Quotit\xE9\nX1;BIB;8O\nX2;BIB\nX3;\"BIB;80\n"
            "X4;BIB;0,8\n");
    csv_remove(f, "travel.csv");
    f->options.quarantine = true;
    return 0;
}

/* A hint alone may go missing; then the reading is told as done, and its findings as kept. */
static void reading_survives_any_allocation_failing(void **state)
{
    csv_folder *f = *state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_territory *territory = NULL;
        rf_diags *diags = rf_diags_new();
        assert_non_null(diags);
        oom_after(n);
        const rf_status rc =
            rf_csv_read_territory(&territory, f->path, &f->options, diags, &f->err);
        failed = oom_lift();
        if (!failed)
            assert_int_equal(rc, RF_OK);
        else if (rc != RF_NO_MEMORY)
            fail_msg("allocation %ld: status %d, %s", n, (int)rc, f->err.text);
        rf_territory_free(rc == RF_OK ? territory : NULL);
        rf_diags_free(diags);
    }
}

static void try_quarantine(csv_folder *f, void (*run_out)(long n))
{
    bool failed = true;
    assert_int_equal(csv_read(f), RF_OK);
    for (long n = 0; failed; n++) {
        size_t rows = 0;
        run_out(n);
        const rf_status rc =
            rf_csv_write_quarantine(&rows, f->path, &f->options, f->diags, &f->err);
        failed = oom_lift();
        if (!failed)
            assert_int_equal(rc, RF_OK);
        else if (rc != RF_NO_MEMORY && rc != RF_IO)
            fail_msg("allocation %ld: status %d", n, (int)rc);
        assert_true(rc != RF_OK || rows == 3);
    }
}

static void quarantine_survives_any_allocation_failing(void **state)
{
    try_quarantine(*state, oom_after);
}

static void quarantine_leaves_no_line_out_for_one_allocation_that_failed(void **state)
{
    try_quarantine(*state, oom_once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reading_survives_any_allocation_failing, set_up,
                                        csv_tear_down),
        cmocka_unit_test_setup_teardown(quarantine_survives_any_allocation_failing, set_up,
                                        csv_tear_down),
        cmocka_unit_test_setup_teardown(
            quarantine_leaves_no_line_out_for_one_allocation_that_failed, set_up, csv_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
