/* SPDX-License-Identifier: GPL-3.0-or-later
 * Optima in whole numbers: found, proven not to be there, or not found in time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/solve/whole.h"

enum { FEW = 3, MANY = 41 };

static rf_err err;

/* 2 (x1 + ... + xn) = sum, each x 0 or 1: no whole one where the sum is odd, and no bound tells. */
static rf_whole_outcome outcome_of(int32_t n, double sum)
{
    const rf_entry twice = {0, 2.0};
    double values[MANY];
    double total = 0;
    rf_lp *lp = NULL;
    rf_whole_outcome outcome = RF_WHOLE_STOPPED;
    assert_int_equal(rf_lp_new(&lp, &err), RF_OK);
    assert_int_equal(rf_lp_add_row(lp, sum, sum, &err), RF_OK);
    for (int32_t j = 0; j < n; j++)
        assert_int_equal(rf_lp_add_column(lp, true, 1, &twice, 1, &err), RF_OK);
    assert_int_equal(rf_whole_optimum(&outcome, values, lp, &err), RF_OK);
    rf_lp_free(lp);
    for (int32_t j = 0; outcome == RF_WHOLE_FOUND && j < n; j++)
        total += 2 * values[j];
    if (outcome == RF_WHOLE_FOUND)
        assert_true(total == sum);
    return outcome;
}

static void what_is_there_is_found(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(FEW, 4), RF_WHOLE_FOUND);
    assert_int_equal(outcome_of(MANY, 40), RF_WHOLE_FOUND);
}

static void what_is_not_there_is_told_from_what_was_not_found_in_time(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(FEW, 8), RF_WHOLE_NONE); /* the relaxation says so */
    assert_int_equal(outcome_of(FEW, 3), RF_WHOLE_NONE); /* the search does */
    assert_int_equal(outcome_of(MANY, 41), RF_WHOLE_STOPPED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_found),
        cmocka_unit_test(what_is_not_there_is_told_from_what_was_not_found_in_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
