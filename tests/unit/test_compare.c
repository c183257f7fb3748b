/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/renfort.h"
#include "tests/support/town.h"

static const rf_cell *figure(const rf_sheet *sheet, const char *row, int32_t plan)
{
    for (int32_t i = 0; i < rf_sheet_rows(sheet); i++)
        if (strcmp(rf_sheet_at(sheet, i, 0)->text, row) == 0)
            return rf_sheet_at(sheet, i, plan);
    fail_msg("no row %s", row);
    return NULL;
}

/* The ledger that the comparison borrows; free it. */
static rf_ledger *compare_with(rf_compared *out, town *t, const rf_plan *plan)
{
    rf_err err;
    rf_ledger *ledger = NULL;
    const rf_instance *in = town_instance(t);
    *out = (rf_compared){.file = "p", .in = in, .plan = plan};
    assert_int_equal(rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, &err), RF_OK);
    assert_int_equal(rf_burden_gini(&out->gini, in, plan->moves, plan->n_moves, &err), RF_OK);
    out->ledger = ledger;
    return ledger;
}

/* One town, two scenarios: the second wants twice as much and has a level of its own. */
static void each_plan_is_measured_in_its_own_scenario(void **state)
{
    static const char TOWN[] = "convention ORG ORG2; agent ANNA; agent BEN prior_days 5;"
                               "need K unit AWAY; need L tier essential";
    town *t = *state, *other = town_new(3);
    rf_err err;
    rf_compared plans[2];
    rf_sheets sheets = rf_sheets_new("compare");
    town_of(t, TOWN);
    town_of(other, TOWN);
    town_of(other, "shock demand K percent 200; level first unmet.vital*1; level second moved*1");
    town_instance(t);
    town_instance(other);
    rf_move one = hamlet_move(t->h, "ANNA", "K", 0, 2);
    rf_move two[] = {hamlet_move(other->h, "ANNA", "K", 0, 2),
                     hamlet_move(other->h, "BEN", "K", 0, 0)};
    const rf_plan a = {.outcome = RF_OPTIMAL, .moves = &one, .n_moves = 1};
    const rf_plan b = {.outcome = RF_FEASIBLE, .moves = two, .n_moves = 2};
    rf_ledger *ledger_a = compare_with(&plans[0], t, &a);
    rf_ledger *ledger_b = compare_with(&plans[1], other, &b);
    assert_int_equal(rf_compare_sheets(&sheets, plans, 2, &err), RF_OK);
    const rf_sheet *levels = &sheets.of[1], *figures = &sheets.of[2];
    assert_string_equal(rf_sheet_at(&sheets.of[0], 1, 3)->text, "feasible");
    assert_int_equal(figure(levels, "vital", 1)->value, 0);
    assert_int_equal(figure(levels, "vital", 2)->kind, RF_CELL_NONE);
    assert_int_equal(figure(levels, "first", 1)->kind, RF_CELL_NONE);
    assert_int_equal(figure(levels, "first", 2)->kind, RF_CELL_FTE);
    assert_int_equal(figure(levels, "first", 2)->value, 200);
    assert_int_equal(figure(levels, "second", 2)->kind, RF_CELL_COUNT);
    assert_int_equal(figure(levels, "second", 2)->value, 2);
    assert_int_equal(figure(figures, "moved", 2)->value, 2);
    assert_int_equal(figure(figures, "covered_vital", 1)->value, 10000);
    assert_int_equal(figure(figures, "covered_vital", 2)->value, 6667); /* 4 of 6 weeks */
    assert_int_equal(figure(figures, "covered_important", 1)->kind, RF_CELL_NONE);
    assert_int_equal(figure(figures, "unmet_essential", 2)->value, 300);
    assert_int_equal(figure(figures, "lent_days", 1)->value, 1500);
    assert_int_equal(figure(figures, "lent_days", 2)->value, 2000);
    assert_int_equal(figure(figures, "burden_gini", 1)->value, 2500); /* 15 and 5 days */
    assert_int_equal(figure(figures, "burden_gini", 2)->value, 1000); /* 15 and 10 days */
    rf_sheets_free(&sheets);
    rf_ledger_free(ledger_a);
    rf_ledger_free(ledger_b);
    town_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        each_plan_is_measured_in_its_own_scenario, town_set_up, town_tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
