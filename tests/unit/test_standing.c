/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/renfort.h"
#include "tests/support/lottery.h"

static void sheets_of(rf_sheets *out, town *t, const rf_plan *plan, bool by_agent)
{
    rf_err err;
    rf_ledger *ledger = NULL;
    rf_calls *calls = NULL;
    const rf_instance *in = town_instance(t);
    *out = rf_sheets_new("pool");
    assert_int_equal(rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, &err), RF_OK);
    assert_int_equal(rf_calls_new(&calls, in, ledger, plan, &err), RF_OK);
    assert_int_equal(rf_uncalled_sheets(out, calls, by_agent, &err), RF_OK);
    rf_calls_free(calls);
    rf_ledger_free(ledger);
}

static void add_agents(town *t, int32_t n, const char *letter, const char *rest)
{
    for (int32_t i = 0; i < n; i++) {
        char sentence[128];
        snprintf(sentence, sizeof sentence, "agent %s%d %s", letter, i, rest);
        town_of(t, sentence);
    }
}

static void assert_row(const rf_sheet *sheet, int32_t row, int64_t agents, const char *reason)
{
    assert_int_equal(rf_sheet_at(sheet, row, sheet->n_columns - 2)->value, agents);
    assert_string_equal(rf_sheet_at(sheet, row, sheet->n_columns - 1)->text, reason);
}

/* Four who are restricted and two who refuse: neither count shows, nor which it is. */
static void small_counts_are_put_together(void **state)
{
    town *t = *state;
    const rf_plan plan = {.n_moves = 0};
    rf_sheets sheets;
    town_of(t, "need K conditions night");
    add_agents(t, 4, "R", "restrictions night");
    add_agents(t, 2, "U", "consent refuses");
    add_agents(t, 5, "V", "unit DESK");
    sheets_of(&sheets, t, &plan, false);
    assert_int_equal(sheets.n, 2);
    assert_int_equal(rf_sheet_rows(&sheets.of[0]), 2);
    assert_row(&sheets.of[0], 0, 5, "own_unit");
    assert_row(&sheets.of[0], 1, 6, "other");
    assert_int_equal(rf_sheet_rows(&sheets.of[1]), 2);
    assert_string_equal(rf_sheet_at(&sheets.of[1], 0, 0)->text, "HOME");
    assert_row(&sheets.of[1], 0, 6, "other");
    assert_row(&sheets.of[1], 1, 5, "own_unit");
    rf_sheets_free(&sheets);
}

/* HOME: five without the skill and one who is restricted; DESK: five who are. All who are less
 * those of DESK was the one of HOME. */
static void totals_and_units_do_not_tell_together(void **state)
{
    town *t = *state;
    const rf_plan plan = {.n_moves = 0};
    rf_sheets sheets;
    town_of(t, "need K unit AWAY cook conditions night; convention ORG ORG2");
    add_agents(t, 5, "S", "");
    add_agents(t, 1, "R", "cook restrictions night");
    add_agents(t, 5, "Q", "unit DESK cook restrictions night");
    sheets_of(&sheets, t, &plan, false);
    assert_int_equal(rf_sheet_rows(&sheets.of[0]), 2);
    assert_row(&sheets.of[0], 0, 5, "skill");
    assert_row(&sheets.of[0], 1, 6, "not_compatible");
    assert_int_equal(rf_sheet_rows(&sheets.of[1]), 2);
    assert_row(&sheets.of[1], 0, 6, "other");
    assert_row(&sheets.of[1], 1, 5, "other");
    rf_sheets_free(&sheets);
}

static void hr_reads_each_agent_and_no_restriction(void **state)
{
    town *t = *state;
    rf_sheets sheets;
    town_of(t, "need K conditions night; agent ANNA; agent BEN restrictions night;"
               "agent CARL consent unknown; agent DORA");
    town_instance(t);
    rf_move move = hamlet_move(t->h, "ANNA", "K", 0, 1);
    const rf_plan plan = {.moves = &move, .n_moves = 1};
    sheets_of(&sheets, t, &plan, true);
    const rf_sheet *agents = &sheets.of[2];
    assert_int_equal(rf_sheet_rows(agents), 3);
    assert_string_equal(rf_sheet_at(agents, 0, 0)->text, "BEN");
    assert_string_equal(rf_sheet_at(agents, 0, 3)->text, "not_compatible");
    assert_string_equal(rf_sheet_at(agents, 1, 2)->text, "unknown");
    assert_string_equal(rf_sheet_at(agents, 1, 3)->text, "consent");
    assert_string_equal(rf_sheet_at(agents, 2, 3)->text, "could_fill_a_gap");
    rf_sheets_free(&sheets);
}

/* Every agent is called or counted, once; by unit as in all. */
static void everybody_is_called_or_counted(void **state)
{
    for (uint64_t number = 1; number <= 60; number++) {
        char *text = NULL;
        town *t = lottery_draw(&text, number);
        const rf_plan *plan = solved(t);
        rf_sheets sheets;
        int64_t counted = 0, by_unit = 0, called = 0;
        sheets_of(&sheets, t, plan, true);
        for (int32_t row = 0; row < rf_sheet_rows(&sheets.of[0]); row++)
            counted += rf_sheet_at(&sheets.of[0], row, 0)->value;
        for (int32_t row = 0; row < rf_sheet_rows(&sheets.of[1]); row++)
            by_unit += rf_sheet_at(&sheets.of[1], row, 1)->value;
        for (int32_t m = 0; m < plan->n_moves; m++)
            called += m == 0 || plan->moves[m].agent.i != plan->moves[m - 1].agent.i;
        assert_int_equal(counted + called, t->h->in->n_agents);
        assert_int_equal(by_unit, counted);
        assert_int_equal(rf_sheet_rows(&sheets.of[2]), counted);
        rf_sheets_free(&sheets);
        town_free(t);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(small_counts_are_put_together, town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(totals_and_units_do_not_tell_together, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(hr_reads_each_agent_and_no_restriction, town_set_up,
                                        town_tear_down),
        cmocka_unit_test(everybody_is_called_or_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
