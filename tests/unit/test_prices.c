/* SPDX-License-Identifier: GPL-3.0-or-later
 * Prices: signs, limits, terms, and the tables of rows with cuts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <math.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/works.h"

typedef struct market {
    works *w;
    rf_cuts *cuts;
    rf_prices *prices;
} market;

static market open_market(const char *sentences)
{
    market m = {.w = works_of(sentences)};
    assert_int_equal(rf_cuts_new(&m.cuts, m.w->m, &m.w->err), RF_OK);
    assert_int_equal(rf_prices_new(&m.prices, m.w->m, m.cuts, NULL, &m.w->err), RF_OK);
    return m;
}

static void close_market(market *m)
{
    rf_prices_free(m->prices);
    rf_cuts_free(m->cuts);
    works_free(m->w);
}

static const char VILLAGE[] = "agent ANNA fte 80; agent BEN; agent CLEO fte 70; floor HOME 1;"
                              "need TRUCK fte 1.5; need CAR tier essential fte 1.1";

static void a_cover_price_is_never_negative_and_all_others_never_positive(void **state)
{
    market m = open_market(VILLAGE);
    for (int32_t row = 0; row < m.w->m->n_rows; row++) {
        const bool cover = m.w->m->rows[row].kind == ROW_COVER;
        rf_prices_set_row(m.prices, row, cover ? -1e-9 : 1e-9);
        assert_int_equal(m.prices->row[row], 0);
        rf_prices_set_row(m.prices, row, cover ? 2.5 : -2.5);
        assert_int_equal(m.prices->row[row], (cover ? 5 : -5) * RF_PRICE_UNIT / 2);
    }
    close_market(&m);
}

static void prices_beyond_what_64_bits_bear_are_cut_and_no_number_is_one(void **state)
{
    market m = open_market(VILLAGE);
    const int32_t cover = m.w->m->cover_row[0], floor = m.w->m->floor_row[0];
    const int64_t most = m.prices->row_most;
    rf_prices_set_row(m.prices, cover, 1e300);
    assert_int_equal(m.prices->row[cover], most);
    rf_prices_set_row(m.prices, cover, INFINITY);
    assert_int_equal(m.prices->row[cover], most);
    rf_prices_set_row(m.prices, floor, -1e300);
    assert_int_equal(m.prices->row[floor], -most);
    rf_prices_set_row(m.prices, cover, (double)NAN);
    assert_true(m.prices->row[cover] >= 0 && m.prices->row[cover] <= most);
    rf_prices_set_row(m.prices, floor, (double)NAN);
    assert_true(m.prices->row[floor] <= 0 && m.prices->row[floor] >= -most);
    rf_prices_set_level(m.prices, 1);
    rf_prices_set_limit(m.prices, 0, -1e300);
    assert_int_equal(m.prices->level[0], m.prices->level_most[0]);
    close_market(&m);
}

static void a_level_costs_one_and_each_limit_its_dual(void **state)
{
    market m = open_market("agent ANNA; need TRUCK; level one unmet.vital*3+moved*2;"
                           "level two unmet.vital+burden*7");
    rf_prices_set_level(m.prices, 1);
    assert_int_equal(m.prices->level[0], 0);
    assert_int_equal(m.prices->level[1], RF_PRICE_UNIT);
    assert_int_equal(m.prices->term[RF_TERM_UNMET_VITAL], RF_PRICE_UNIT);
    rf_prices_set_limit(m.prices, 0, -0.5);
    assert_int_equal(m.prices->level[0], RF_PRICE_UNIT / 2);
    assert_int_equal(m.prices->term[RF_TERM_UNMET_VITAL], RF_PRICE_UNIT * 5 / 2);
    assert_int_equal(m.prices->term[RF_TERM_MOVED], RF_PRICE_UNIT);
    assert_int_equal(m.prices->term[RF_TERM_BURDEN], RF_PRICE_UNIT * 7);
    rf_prices_set_limit(m.prices, 0, 0.5);
    assert_int_equal(m.prices->level[0], 0);
    rf_prices_set_limit(m.prices, 0, -1);
    rf_prices_set_level(m.prices, 0);
    assert_int_equal(m.prices->level[0], RF_PRICE_UNIT);
    assert_int_equal(m.prices->level[1], 0);
    close_market(&m);
}

static void changes_cost_nothing_without_a_baseline(void **state)
{
    market without = open_market("agent ANNA; need TRUCK; level c changes*3+moved");
    market with = open_market("agent ANNA; need TRUCK; baseline; level c changes*3+moved");
    rf_prices_set_level(without.prices, 0);
    rf_prices_set_level(with.prices, 0);
    assert_int_equal(without.prices->term[RF_TERM_CHANGES], 0);
    assert_int_equal(with.prices->term[RF_TERM_CHANGES], 3 * RF_PRICE_UNIT);
    close_market(&without);
    close_market(&with);
}

static void set_some_prices(market *m)
{
    bool added = false;
    const int32_t complemented[] = {1};
    const int32_t cover = m->w->m->cover_row[0], floor = m->w->m->floor_row[0];
    rf_err *err = &m->w->err;
    assert_int_equal(rf_cuts_add(&added, m->cuts, cover, 80, (rf_agent_set){complemented, 1}, err),
                     RF_OK);
    assert_true(added);
    assert_int_equal(rf_cuts_add(&added, m->cuts, cover, 70, (rf_agent_set){NULL, 0}, err), RF_OK);
    assert_true(added);
    assert_int_equal(rf_cuts_add(&added, m->cuts, floor, 80, (rf_agent_set){complemented, 1}, err),
                     RF_OK);
    assert_true(added);
    rf_prices_set_level(m->prices, 0);
    rf_prices_set_row(m->prices, cover, 0.25);
    rf_prices_set_row(m->prices, floor, -0.5);
    assert_int_equal(rf_prices_clear_cuts(m->prices, err), RF_OK);
    rf_prices_set_cut(m->prices, 0, 0.75);
    rf_prices_set_cut(m->prices, 1, -0.75); /* the wrong sign: nothing */
    rf_prices_set_cut(m->prices, 2, -1.5);
    assert_int_equal(rf_prices_settle(m->prices, err), RF_OK);
}

static int64_t asked_by_hand(const market *m, int32_t row, int32_t value)
{
    int64_t sum = -value * m->prices->row[row];
    for (int32_t c = 0; c < m->cuts->n; c++)
        if (m->cuts->items[c].row == row)
            sum -= m->prices->cut[c] * rf_cut_rounded(m->w->m, &m->cuts->items[c], value, false);
    return sum;
}

static void a_table_has_the_rows_price_and_all_its_cuts(void **state)
{
    market m = open_market(VILLAGE);
    set_some_prices(&m);
    assert_int_equal(m.prices->cut[1], 0);
    assert_true(m.prices->cut[0] > 0 && m.prices->cut[2] < 0);
    for (int32_t row = 0; row < m.w->m->n_rows; row++)
        for (int32_t value = 0; value < RF_TABLE; value++)
            assert_int_equal(rf_price_of(m.prices, row, value), asked_by_hand(&m, row, value));
    close_market(&m);
}

static void the_complemented_pay_extra_and_no_one_else(void **state)
{
    market m = open_market(VILLAGE);
    set_some_prices(&m);
    assert_int_equal(m.prices->extra_of[1], 0);
    assert_int_equal(m.prices->extra_of[2], m.prices->n_extra);
    assert_int_equal(m.prices->n_extra, 2);
    for (int32_t i = 0; i < m.prices->n_extra; i++)
        assert_int_equal(m.prices->extra[i].agent, 1);
    close_market(&m);
}

static void a_copy_is_priced_alike(void **state)
{
    market m = open_market(VILLAGE);
    rf_prices *copy = NULL;
    set_some_prices(&m);
    assert_int_equal(rf_prices_new(&copy, m.w->m, m.cuts, NULL, &m.w->err), RF_OK);
    assert_int_equal(rf_prices_copy(copy, m.prices, &m.w->err), RF_OK);
    for (int32_t row = 0; row < m.w->m->n_rows; row++)
        for (int32_t value = 0; value < RF_TABLE; value++)
            assert_int_equal(rf_price_of(copy, row, value), rf_price_of(m.prices, row, value));
    assert_memory_equal(copy->term, m.prices->term, sizeof copy->term);
    assert_int_equal(copy->n_extra, m.prices->n_extra);
    rf_prices_free(copy);
    close_market(&m);
}

static void cleared_cuts_ask_nothing_more(void **state)
{
    market m = open_market(VILLAGE);
    set_some_prices(&m);
    assert_int_equal(rf_prices_clear_cuts(m.prices, &m.w->err), RF_OK);
    assert_int_equal(rf_prices_settle(m.prices, &m.w->err), RF_OK);
    assert_int_equal(m.prices->n_extra, 0);
    for (int32_t row = 0; row < m.w->m->n_rows; row++)
        assert_int_equal(rf_price_of(m.prices, row, 60), -60 * m.prices->row[row]);
    close_market(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cover_price_is_never_negative_and_all_others_never_positive),
        cmocka_unit_test(prices_beyond_what_64_bits_bear_are_cut_and_no_number_is_one),
        cmocka_unit_test(a_level_costs_one_and_each_limit_its_dual),
        cmocka_unit_test(changes_cost_nothing_without_a_baseline),
        cmocka_unit_test(a_table_has_the_rows_price_and_all_its_cuts),
        cmocka_unit_test(the_complemented_pay_extra_and_no_one_else),
        cmocka_unit_test(a_copy_is_priced_alike),
        cmocka_unit_test(cleared_cuts_ask_nothing_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
