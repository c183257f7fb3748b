/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is published of counts, attacked: every table of small numbers that would be published as
 * the same figures is listed, and no small count may be the same in all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/random.h"
#include "engine/domain/small_cells.h"

enum { MOST_CELLS = 6, HIGHEST = 8 };

/* A table and what is shown of it. */
typedef struct published {
    int64_t of[MOST_CELLS];
    rf_counts counts;
    bool cell[MOST_CELLS], total[MOST_CELLS];
} published;

static void publish(published *p, int32_t n_rows, int32_t n_columns)
{
    rf_err err;
    p->counts = (rf_counts){p->of, n_rows, n_columns};
    assert_int_equal(rf_show_counts(p->cell, p->total, &p->counts, &err), RF_OK);
}

static int64_t total_of(const int64_t *of, const rf_counts *shape, int32_t column)
{
    int64_t sum = 0;
    for (int32_t row = 0; row < shape->n_rows; row++)
        sum += of[row * shape->n_columns + column];
    return sum;
}

/* Whether the other table has all figures that are published of p. */
static bool looks_the_same(const published *p, const int64_t *other)
{
    const int32_t n = p->counts.n_columns;
    int64_t lump = 0;
    for (int32_t row = 0; row < p->counts.n_rows; row++) {
        int64_t rest = 0;
        for (int32_t c = 0; c < n; c++) {
            const int32_t i = row * n + c;
            if (p->cell[i] && other[i] != p->of[i])
                return false;
            rest += other[i] - p->of[i];
        }
        if (rest != 0)
            return false;
    }
    for (int32_t c = 0; c < n; c++) {
        const int64_t more = total_of(other, &p->counts, c) - total_of(p->of, &p->counts, c);
        if (p->total[c] && more != 0)
            return false;
        lump += more;
    }
    return lump == 0;
}

/* The next table, as one counts; false after the last. Shown cells keep their value. */
static bool next_table(int64_t *table, const published *p)
{
    for (int32_t i = 0; i < p->counts.n_rows * p->counts.n_columns; i++) {
        if (p->cell[i])
            continue;
        if (table[i] < HIGHEST) {
            table[i]++;
            return true;
        }
        table[i] = 0;
    }
    return false;
}

/* Asserts that every small cell has another value in some table that looks the same. */
static void attack(const published *p)
{
    const int32_t n = p->counts.n_rows * p->counts.n_columns;
    bool open[MOST_CELLS] = {false};
    int64_t table[MOST_CELLS];
    for (int32_t i = 0; i < n; i++)
        table[i] = p->cell[i] ? p->of[i] : 0;
    do {
        if (!looks_the_same(p, table))
            continue;
        for (int32_t i = 0; i < n; i++)
            open[i] = open[i] || table[i] != p->of[i];
    } while (next_table(table, p));
    for (int32_t i = 0; i < n; i++)
        if (p->of[i] > 0 && p->of[i] < RF_SMALL_CELL && !open[i])
            fail_msg("cell %d of %ld %ld %ld %ld %ld %ld can be worked out", i, (long)p->of[0],
                     (long)p->of[1], (long)p->of[2], (long)p->of[3], (long)p->of[4],
                     (long)p->of[5]);
}

static int32_t n_reasons(const published *p)
{
    int32_t n = 0;
    for (int32_t c = 0; c < p->counts.n_columns; c++)
        n += total_of(p->of, &p->counts, c) > 0;
    return n;
}

static void no_small_count_can_be_worked_out(void **state)
{
    (void)state;
    rf_random random = {20261126};
    int attacked = 0;
    for (int i = 0; i < 300; i++) {
        published p = {.of = {0}};
        for (int c = 0; c < MOST_CELLS; c++)
            p.of[c] = rf_random_below(&random, 3) == 0 ? 0 : rf_random_below(&random, HIGHEST);
        publish(&p, i % 2 == 0 ? 2 : 3, i % 2 == 0 ? 3 : 2);
        if (n_reasons(&p) < 2)
            continue;
        attack(&p);
        attacked++;
    }
    assert_true(attacked >= 250);
}

/* The one of the first unit was the difference between total and table. */
static void a_total_and_a_table_do_not_tell_together(void **state)
{
    (void)state;
    published p = {.of = {5, 1, 0, 5}};
    publish(&p, 2, 2);
    assert_true(p.total[0] && p.total[1]);
    assert_false(p.cell[0] || p.cell[1]);
    attack(&p);
}

static void large_counts_are_all_shown(void **state)
{
    (void)state;
    published p = {.of = {5, 60, 0, 7, 0, 12}};
    publish(&p, 2, 3);
    for (int i = 0; i < MOST_CELLS; i++)
        assert_true(p.cell[i]);
    assert_true(p.total[0] && p.total[1] && p.total[2]);
}

/* A unit without a small count keeps its figures where the others can do without it. */
static void what_is_far_from_small_stays(void **state)
{
    (void)state;
    published p = {.of = {3, 4, 4, 3, 50, 60}};
    publish(&p, 3, 2);
    assert_false(p.cell[0] || p.cell[1] || p.cell[2] || p.cell[3]);
    assert_true(p.cell[4] && p.cell[5]);
    assert_true(p.total[0] && p.total[1]);
}

static void what_is_put_together_is_not_small(void **state)
{
    (void)state;
    const int64_t counts[] = {9, 2, 0, 7, 1};
    bool shown[5];
    rf_show_row(shown, counts, 5);
    assert_true(shown[0]);
    assert_false(shown[1] || shown[3] || shown[4]);
    const int64_t few[] = {1, 2, 0};
    rf_show_row(shown, few, 3);
    assert_false(shown[0] || shown[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_small_count_can_be_worked_out),
        cmocka_unit_test(a_total_and_a_table_do_not_tell_together),
        cmocka_unit_test(large_counts_are_all_shown),
        cmocka_unit_test(what_is_far_from_small_stays),
        cmocka_unit_test(what_is_put_together_is_not_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
