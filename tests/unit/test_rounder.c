/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounders: of some roundings of many, of collections of which a part is kept, and of numbers that
 * are too large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/quarry.h"

enum { DRAWS = 300 };

static void want_some(bool *wanted, quarry *q)
{
    for (int32_t i = 0; i < q->roundings->n; i++)
        wanted[i] = rf_random_below(&q->w->random, 6) == 0;
}

/* ... and what those are made of. */
static void add_parts(bool *wanted, const rf_roundings *roundings)
{
    for (int32_t i = roundings->n - 1; i >= 0; i--)
        for (int32_t x = 0; x < roundings->items[i].n_sources && wanted[i]; x++)
            if (roundings->items[i].sources[x].kind == RF_SOURCE_ROUNDING)
                wanted[roundings->items[i].sources[x].index] = true;
}

static void a_rounder_of_some_says_of_them_what_the_rounder_of_all_says(void **state)
{
    int32_t compared = 0, left_out = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        bool wanted[QUARRY_ROUNDINGS];
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            want_some(wanted, &q);
            rounding_table *all = rounding_table_new(q.w, q.roundings, NULL),
                           *some = rounding_table_new(q.w, q.roundings, wanted);
            add_parts(wanted, q.roundings);
            for (int32_t i = 0; i < q.w->n_stays * all->n; i++) {
                const bool is_there = wanted[i % all->n];
                assert_int_equal(some->stay[i], is_there ? all->stay[i] : 0);
                assert_int_equal(some->combined[i], is_there ? all->combined[i] : 0);
                compared += is_there && all->stay[i] != 0;
                left_out += !is_there;
            }
            rounding_table_free(all);
            rounding_table_free(some);
        }
        quarry_close(&q);
    }
    assert_true(compared > 20 * DRAWS && left_out > 200 * DRAWS);
}

/* What each rounding was before, for those that are wanted, and what it is now. */
static void compare_kept(const quarry *q, const rounding_table *before, const bool *wanted,
                         const int64_t *bounds)
{
    rounding_table *after = rounding_table_new(q->w, q->roundings, NULL);
    int32_t k = 0;
    for (int32_t i = 0; i < before->n; i++) {
        if (!wanted[i])
            continue;
        assert_true(k < after->n);
        assert_int_equal(q->roundings->items[k].bound, bounds[i]);
        for (int32_t s = 0; s < q->w->n_stays; s++)
            assert_int_equal(after->stay[s * after->n + k], before->stay[s * before->n + i]);
        k++;
    }
    assert_int_equal(k, after->n);
    rounding_table_free(after);
}

static void what_is_kept_stays_what_it_was(void **state)
{
    int32_t kept = 0, dropped = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            bool wanted[QUARRY_ROUNDINGS];
            int64_t bounds[QUARRY_ROUNDINGS];
            rounding_table *before = rounding_table_new(q.w, q.roundings, NULL);
            const int32_t from = rf_random_below(&q.w->random, before->n + 1);
            want_some(wanted, &q);
            for (int32_t i = 0; i < before->n; i++) {
                wanted[i] |= i < from;
                bounds[i] = q.roundings->items[i].bound;
            }
            add_parts(wanted, q.roundings);
            assert_int_equal(rf_roundings_keep(q.roundings, from, wanted + from, &q.w->err), RF_OK);
            compare_kept(&q, before, wanted, bounds);
            kept += q.roundings->n;
            dropped += before->n - q.roundings->n;
            rounding_table_free(before);
        }
        quarry_close(&q);
    }
    assert_true(kept > 10 * DRAWS && dropped > 10 * DRAWS);
}

/* Cuts that no rounding is made of are forgotten, the others change their numbers. */
static void roundings_follow_the_cuts_that_they_are_made_of(void **state)
{
    int32_t moved = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            bool cuts[16] = {false}, all[QUARRY_ROUNDINGS];
            int64_t bounds[QUARRY_ROUNDINGS];
            rounding_table *before = rounding_table_new(q.w, q.roundings, NULL);
            assert_true(q.cuts->n <= 16);
            for (int32_t i = 0; i < before->n; i++) {
                const rf_rounding *r = &q.roundings->items[i];
                all[i] = true;
                bounds[i] = r->bound;
                for (int32_t x = 0; x < r->n_sources; x++)
                    if (r->sources[x].kind == RF_SOURCE_CUT)
                        cuts[r->sources[x].index] = true;
            }
            for (int32_t c = 1; c < q.cuts->n; c++)
                moved += cuts[c] && !cuts[c - 1];
            assert_int_equal(rf_roundings_follow_cuts(q.roundings, cuts, &q.w->err), RF_OK);
            rf_cuts_keep(q.cuts, cuts);
            compare_kept(&q, before, all, bounds);
            rounding_table_free(before);
        }
        quarry_close(&q);
    }
    assert_true(moved > DRAWS / 10);
}

/* ---- numbers that grow too large --------------------------------------------------------------
 */

static void a_combination_of_numbers_too_large_is_not_added(void **state)
{
    bool added = true;
    quarry q;
    quarry_open(&q, works_of("agent ANNA fte 80; agent BEN fte 80; need TRUCK fte 1 p0..p0"));
    const int64_t large = ((int64_t)1 << 60) / 100 + 12345;
    quarry_say(&q, RF_SOURCE_ROW, q.w->m->cover_row[0], large);
    assert_int_equal(
        rf_roundings_add_combination(&added, q.roundings, q.limits, q.sources, q.n, &q.w->err),
        RF_OK);
    assert_false(added);
    assert_false(quarry_add(&q));
    quarry_say(&q, RF_SOURCE_ROW, q.w->m->cover_row[0], -large);
    assert_false(quarry_add(&q));
    q.limits[0] = (int64_t)1 << 59;
    quarry_say(&q, RF_SOURCE_LIMIT, 0, RF_ROUNDING_STEP / 3);
    assert_false(quarry_add(&q));
    assert_int_equal(q.roundings->n, 0);
    quarry_close(&q);
}

/* The bound that a price of the only rounding proves on the second of two levels. */
static rf_bound bound_at(quarry *q, double price)
{
    rf_prices *prices = NULL;
    rf_pricer *pricer = NULL;
    rf_bound bound = {77, 77};
    rf_err *err = &q->w->err;
    const rf_question question = {1, q->limits, {0, 1}, NULL};
    assert_int_equal(rf_prices_new(&prices, q->w->m, q->cuts, q->roundings, err), RF_OK);
    assert_int_equal(rf_pricer_new(&pricer, q->w->m, err), RF_OK);
    rf_prices_set_level(prices, 1);
    assert_int_equal(rf_prices_clear_cuts(prices, err), RF_OK);
    rf_prices_set_rounding(prices, 0, price);
    assert_int_equal(rf_prices_settle(prices, err), RF_OK);
    assert_int_equal(rf_prices_bound(&bound, pricer, prices, &question, err), RF_OK);
    rf_pricer_free(pricer);
    rf_prices_free(prices);
    return bound;
}

static void assert_none(rf_bound bound)
{
    assert_int_equal(bound.value, 0);
    assert_true(bound.exact < -1e100);
}

/* Three prior days at 2^59 each are more than a rounder has room for. */
static void numbers_that_leave_the_room_of_a_stay_are_noticed_and_prove_nothing(void **state)
{
    quarry q;
    quarry_open(&q, works_of("agent ANNA prior_days 3; agent BEN; need TRUCK fte 2 p0..p0;"
                             "level one burden; level two unmet.vital"));
    quarry_say(&q, RF_SOURCE_LIMIT, 0, (int64_t)1 << 59);
    quarry_say(&q, RF_SOURCE_ROW, q.w->m->total_row[1], RF_ROUNDING_STEP / 3);
    assert_true(quarry_add(&q));
    rounding_table *table = rounding_table_new(q.w, q.roundings, NULL);
    assert_true(table->overflowed);
    rounding_table_free(table);
    assert_none(bound_at(&q, 1e-6));
    assert_true(bound_at(&q, 0).exact > -1e6);
    quarry_close(&q);
}

/* 0.3 of 5000 is 1500, of which G leaves 0.3 and the surplus takes all: -1050, at 2^50. */
static void a_price_that_is_too_much_for_a_stay_proves_nothing(void **state)
{
    quarry q;
    quarry_open(&q, works_of("agent ANNA prior_days 1; need TRUCK fte 2 p0..p0;"
                             "level one burden*5000; level two unmet.vital"));
    q.limits[0] = 1;
    quarry_say(&q, RF_SOURCE_LIMIT, 0, RF_ROUNDING_STEP / 10 * 3);
    assert_true(quarry_add(&q));
    rounding_table *table = rounding_table_new(q.w, q.roundings, NULL);
    assert_false(table->overflowed);
    rounding_table_free(table);
    assert_none(bound_at(&q, 1e12));
    assert_true(bound_at(&q, 1).exact > -1e6);
    quarry_close(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rounder_of_some_says_of_them_what_the_rounder_of_all_says),
        cmocka_unit_test(what_is_kept_stays_what_it_was),
        cmocka_unit_test(roundings_follow_the_cuts_that_they_are_made_of),
        cmocka_unit_test(a_combination_of_numbers_too_large_is_not_added),
        cmocka_unit_test(numbers_that_leave_the_room_of_a_stay_are_noticed_and_prove_nothing),
        cmocka_unit_test(a_price_that_is_too_much_for_a_stay_proves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
