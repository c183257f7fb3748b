/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/renfort.h"
#include "tests/support/lottery.h"

static void sheets_of(rf_sheets *out, town *t, const rf_move *moves, int32_t n)
{
    rf_err err;
    rf_ledger *ledger = NULL;
    *out = rf_sheets_new("ledger");
    assert_int_equal(rf_ledger_new(&ledger, town_instance(t), moves, n, &err), RF_OK);
    assert_int_equal(rf_exchange_sheets(out, t->h->in, ledger, &err), RF_OK);
    rf_ledger_free(ledger);
}

static int64_t value(const rf_sheet *sheet, int32_t row, int32_t column)
{
    return rf_sheet_at(sheet, row, column)->value;
}

/* A holiday in the second week: 5 + 4 working days. */
static void loans_are_counted_in_working_days(void **state)
{
    town *t = *state;
    town_of(t, "holiday 2020-03-25; convention ORG ORG2 max_fte 2; agent ANNA fte 80; agent BEN;"
               "need K unit AWAY; need L");
    town_instance(t);
    const rf_move moves[] = {hamlet_move(t->h, "ANNA", "K", 0, 1),
                             hamlet_move(t->h, "BEN", "L", 0, 2)};
    rf_sheets sheets;
    sheets_of(&sheets, t, moves, 2);
    const rf_sheet *balances = &sheets.of[0], *conventions = &sheets.of[1];
    assert_int_equal(rf_sheet_rows(balances), 2);
    assert_string_equal(rf_sheet_at(balances, 0, 0)->text, "ORG");
    assert_int_equal(value(balances, 0, 1), 80 * 9);
    assert_int_equal(value(balances, 0, 2), 0);
    assert_int_equal(value(balances, 0, 3), 720);
    assert_int_equal(value(balances, 1, 3), -720);
    assert_int_equal(rf_sheet_rows(conventions), 1);
    assert_int_equal(value(conventions, 0, 2), 720);
    assert_int_equal(value(conventions, 0, 3), 80);
    assert_int_equal(value(conventions, 0, 4), 200);
    assert_int_equal(value(conventions, 0, 5), 4000); /* 0.8 of 2 */
    assert_int_equal(rf_sheet_rows(&sheets.of[2]), 2);
    assert_int_equal(value(&sheets.of[2], 1, 3), 320);
    rf_sheets_free(&sheets);
}

static void a_convention_without_cap_or_loan_is_listed_without_share(void **state)
{
    town *t = *state;
    town_of(t, "convention ORG ORG2; agent ANNA; need K unit AWAY");
    rf_sheets sheets;
    sheets_of(&sheets, t, NULL, 0);
    assert_int_equal(rf_sheet_rows(&sheets.of[0]), 0);
    assert_int_equal(rf_sheet_rows(&sheets.of[1]), 1);
    assert_int_equal(value(&sheets.of[1], 0, 2), 0);
    assert_int_equal(rf_sheet_at(&sheets.of[1], 0, 4)->kind, RF_CELL_NONE);
    assert_int_equal(rf_sheet_at(&sheets.of[1], 0, 5)->kind, RF_CELL_NONE);
    assert_int_equal(rf_sheet_rows(&sheets.of[2]), 0);
    rf_sheets_free(&sheets);
}

/* Straight from the moves, day by day. */
static int64_t days_lent(const rf_instance *in, const rf_plan *plan)
{
    int64_t sum = 0;
    for (int32_t m = 0; m < plan->n_moves; m++) {
        const rf_move *move = &plan->moves[m];
        if (in->agents[move->agent.i].organisation == in->needs[move->need.i].organisation)
            continue;
        for (int32_t p = move->first; p <= move->last; p++)
            sum += rf_contribution(in, move->agent, p) * rf_working_days(in->scenario, p);
    }
    return sum;
}

static void balances_are_even_and_periods_add_up(void **state)
{
    int32_t with_loans = 0;
    for (uint64_t number = 1; number <= 80; number++) {
        char *text = NULL;
        town *t = lottery_draw(&text, number);
        const rf_plan *plan = solved(t);
        rf_sheets sheets;
        int64_t lent = 0, balance = 0, by_pair = 0, by_period = 0;
        sheets_of(&sheets, t, plan->moves, plan->n_moves);
        for (int32_t row = 0; row < rf_sheet_rows(&sheets.of[0]); row++) {
            lent += value(&sheets.of[0], row, 1);
            balance += value(&sheets.of[0], row, 3);
        }
        for (int32_t row = 0; row < rf_sheet_rows(&sheets.of[1]); row++)
            by_pair += value(&sheets.of[1], row, 2);
        for (int32_t row = 0; row < rf_sheet_rows(&sheets.of[2]); row++)
            by_period += value(&sheets.of[2], row, 3);
        assert_int_equal(balance, 0);
        assert_int_equal(lent, days_lent(t->h->in, plan));
        assert_int_equal(by_pair, lent);
        assert_int_equal(by_period, lent);
        with_loans += lent > 0;
        rf_sheets_free(&sheets);
        town_free(t);
        free(text);
    }
    assert_in_range(with_loans, 5, 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(loans_are_counted_in_working_days, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_convention_without_cap_or_loan_is_listed_without_share,
                                        town_set_up, town_tear_down),
        cmocka_unit_test(balances_are_even_and_periods_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
