/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/renfort.h"
#include "tests/support/lottery.h"

/* Three agents of HOME, which keeps 2 FTE; weeks 0..2. */
static void add_home(town *t)
{
    town_of(t, "agent ANNA; agent BEN; agent CARL fte 80; floor HOME 2; need K; need L");
}

static rf_returns *returns_of(town *t, const rf_move *moves, int32_t n)
{
    rf_err err;
    rf_returns *returns = NULL;
    assert_int_equal(rf_returns_new(&returns, town_instance(t), moves, n, &err), RF_OK);
    return returns;
}

static int32_t home(const town *t)
{
    return t->h->in->agents[0].unit;
}

static void people_come_back_after_their_last_period(void **state)
{
    town *t = *state;
    add_home(t);
    town_instance(t);
    const rf_move moves[] = {hamlet_move(t->h, "ANNA", "K", 0, 0),
                             hamlet_move(t->h, "BEN", "K", 0, 1),
                             hamlet_move(t->h, "CARL", "L", 2, 2)};
    rf_returns *r = returns_of(t, moves, 3);
    const rf_service *week = rf_service_at(r, home(t), 0);
    assert_int_equal(week->people, 0);
    assert_int_equal(week->away, 200);
    assert_int_equal(week->here, 80);
    assert_int_equal(week->needs, 200);
    assert_int_equal(rf_service_short(week), 120);
    week = rf_service_at(r, home(t), 1);
    assert_int_equal(week->people, 1);
    assert_int_equal(week->back, 100);
    assert_int_equal(rf_service_short(week), 20);
    week = rf_service_at(r, home(t), 2);
    assert_int_equal(week->people, 1);
    assert_int_equal(week->away, 80);
    assert_int_equal(rf_service_short(week), 0);
    week = rf_service_at(r, home(t), 3);
    assert_int_equal(week->people, 1);
    assert_int_equal(week->back, 80);
    assert_int_equal(week->here, 280);
    assert_int_equal(r->sent[home(t)], 3);
    assert_int_equal(rf_returns_whole_from(r, home(t)), 3);
    assert_int_equal(rf_returns_kept_from(r, home(t)), 2);
    rf_returns_free(r);
}

static void from_one_stay_to_the_next_is_no_return(void **state)
{
    town *t = *state;
    add_home(t);
    town_instance(t);
    /* Sorted by need: the later stay stands first. */
    const rf_move moves[] = {hamlet_move(t->h, "ANNA", "K", 1, 1),
                             hamlet_move(t->h, "ANNA", "L", 0, 0)};
    rf_returns *r = returns_of(t, moves, 2);
    assert_int_equal(rf_service_at(r, home(t), 1)->people, 0);
    assert_int_equal(rf_service_at(r, home(t), 2)->people, 1);
    assert_int_equal(r->sent[home(t)], 1);
    rf_returns_free(r);
}

static void a_service_that_absence_keeps_short_is_never_whole(void **state)
{
    town *t = *state;
    add_home(t);
    town_of(t, "absence BEN p0..p2");
    town_instance(t);
    const rf_move move = hamlet_move(t->h, "ANNA", "K", 0, 0);
    rf_returns *r = returns_of(t, &move, 1);
    assert_int_equal(rf_service_short(rf_service_at(r, home(t), 3)), 20);
    assert_int_equal(rf_returns_kept_from(r, home(t)), 4);
    rf_sheets sheets = rf_sheets_new("returns");
    rf_returns_sheets(&sheets, t->h->in, r);
    assert_int_equal(rf_sheet_rows(&sheets.of[0]), 1);
    assert_int_equal(rf_sheet_at(&sheets.of[0], 0, 0)->value, t->h->in->scenario->start + 7);
    assert_int_equal(rf_sheet_rows(&sheets.of[1]), 1);
    assert_int_equal(rf_sheet_at(&sheets.of[1], 0, 4)->kind, RF_CELL_NONE);
    assert_int_equal(rf_sheet_at(&sheets.of[1], 0, 5)->value, 120);
    rf_sheets_free(&sheets);
    rf_returns_free(r);
}

/* Of a baseline's moves, made plan: whoever leaves comes back, and away is what the ledger's
 * loans add up to. */
static void what_leaves_comes_back(void **state)
{
    int32_t plans = 0;
    for (uint64_t number = 1; number <= 60; number++) {
        char *text = NULL;
        town *t = lottery_draw(&text, number);
        const rf_plan *plan = solved(t);
        const rf_instance *in = t->h->in;
        rf_err err;
        rf_ledger *ledger = NULL;
        rf_returns *r = returns_of(t, plan->moves, plan->n_moves);
        assert_int_equal(rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, &err), RF_OK);
        for (int32_t p = 0; p < in->n_periods; p++) {
            int64_t lent = 0, away = 0;
            const int64_t pairs = (int64_t)in->n_organisations * in->n_organisations;
            for (int64_t pair = 0; pair < pairs; pair++)
                lent += ledger->between[pair * in->n_periods + p];
            for (int32_t unit = 0; unit < in->n_units; unit++)
                away += rf_service_at(r, unit, p)->away;
            assert_int_equal(away, lent);
        }
        int32_t back = 0, sent = 0;
        for (int32_t unit = 0; unit < in->n_units; unit++) {
            sent += r->sent[unit];
            for (int32_t p = 0; p <= in->n_periods; p++)
                back += rf_service_at(r, unit, p)->people;
        }
        assert_in_range(back, sent, plan->n_moves);
        plans += plan->n_moves > 0;
        rf_ledger_free(ledger);
        rf_returns_free(r);
        town_free(t);
        free(text);
    }
    assert_in_range(plans, 20, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(people_come_back_after_their_last_period, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(from_one_stay_to_the_next_is_no_return, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_service_that_absence_keeps_short_is_never_whole,
                                        town_set_up, town_tear_down),
        cmocka_unit_test(what_leaves_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
