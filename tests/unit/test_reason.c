/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/domain/reason.h"

static void reasons_have_the_codes_of_the_contract(void **state)
{
    (void)state;
    static const char *const codes[RF_N_REASONS] = {
        "own_unit", "forbidden",   "consent", "status",   "convention", "category",
        "skill",    "restriction", "travel",  "telework", "absent",     "idle"};
    for (int r = 0; r < RF_N_REASONS; r++)
        assert_string_equal(rf_reason_name((rf_reason)r), codes[r]);
}

static void reasons_are_listed_in_their_order(void **state)
{
    (void)state;
    rf_buf buf = rf_buf_new(100);
    rf_reasons_print(&buf, 0);
    assert_string_equal(rf_buf_text(&buf), "");
    rf_reasons_print(&buf, (rf_reasons)(1U << RF_AGAINST_IDLE | 1U << RF_AGAINST_OWN_UNIT |
                                        1U << RF_AGAINST_SKILL));
    assert_string_equal(rf_buf_text(&buf), "own_unit, skill, idle");
    rf_buf_free(&buf);
}

static void a_restriction_is_not_named_where_somebody_reads_of_an_agent(void **state)
{
    (void)state;
    const rf_reasons restriction = (rf_reasons)(1U << RF_AGAINST_RESTRICTION);
    rf_buf buf = rf_buf_new(100);
    rf_reasons_print_discreetly(&buf, restriction);
    assert_string_equal(rf_buf_text(&buf), "not compatible");
    rf_buf_clear(&buf);
    rf_reasons_print_discreetly(&buf, (rf_reasons)(restriction | 1U << RF_AGAINST_IDLE));
    assert_string_equal(rf_buf_text(&buf), "idle, not compatible");
    rf_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reasons_have_the_codes_of_the_contract),
        cmocka_unit_test(reasons_are_listed_in_their_order),
        cmocka_unit_test(a_restriction_is_not_named_where_somebody_reads_of_an_agent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
