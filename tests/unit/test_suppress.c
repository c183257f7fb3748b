/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cell suppression: random tables attacked, and the attack against trying every table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/margins.h"
#include "tests/support/soak.h"

enum { SOAK = 2000, SHORT = 200, TINY = 150 };

static rf_err err;
static margins table;
static bool hidden[MOST_CELLS];
static rf_feasible_interval seen[MOST_CELLS];

static int32_t draws(void)
{
    return soak_times(SHORT, SOAK);
}

static void suppress_and_attack(int64_t threshold)
{
    assert_int_equal(rf_suppress(hidden, &table.tables, threshold, &err), RF_OK);
    margins blind = table; /* what is hidden is not there to be looked at */
    blind.tables = (rf_tables){table.tables.n_cells, table.tables.n_relations, blind.people,
                               blind.first, blind.members};
    for (int32_t c = 0; c < table.tables.n_cells; c++)
        if (hidden[c])
            blind.people[c] = -1;
    assert_int_equal(rf_attack(seen, &blind.tables, hidden, &err), RF_OK);
}

static void assert_protected(int64_t threshold)
{
    for (int32_t c = 0; c < table.tables.n_cells; c++) {
        const int64_t people = table.people[c];
        assert_true(hidden[c] || !rf_is_small(people, threshold));
        assert_true(!hidden[c] || people > 0);
        assert_true(seen[c].low <= people && people <= seen[c].high);
        if (hidden[c])
            assert_true(rf_is_protected(seen[c], threshold));
        else
            assert_true(seen[c].low == people && seen[c].high == people);
    }
}

static margins_size size_of(int32_t draw)
{
    return (margins_size){2 + draw % 7, 2 + draw / 7 % 7, draw % 3 == 0 ? 2 + draw % 4 : 0};
}

static void no_hidden_cell_of_a_random_table_is_bounded_within_its_protection(void **state)
{
    int64_t n_hidden = 0;
    for (int32_t draw = 0; draw < draws(); draw++) {
        const int64_t threshold = draw % 5 == 0 ? RF_LEAST_THRESHOLD : RF_THRESHOLD;
        margins_draw(&table, size_of(draw), draw % 2 == 0 ? 40 : 400, (uint64_t)draw);
        suppress_and_attack(threshold);
        assert_protected(threshold);
        for (int32_t c = 0; c < table.tables.n_cells; c++)
            n_hidden += hidden[c];
    }
    assert_true(n_hidden > draws());
}

/* Hiding the small cells alone does not do: else the test above would prove nothing. */
static void small_cells_alone_are_worked_out(void **state)
{
    int32_t n_exposed = 0;
    for (int32_t draw = 0; draw < SHORT; draw++) {
        margins_draw(&table, (margins_size){4, 4, 0}, 40, (uint64_t)draw);
        for (int32_t c = 0; c < table.tables.n_cells; c++)
            hidden[c] = rf_is_small(table.people[c], RF_THRESHOLD);
        assert_int_equal(rf_attack(seen, &table.tables, hidden, &err), RF_OK);
        for (int32_t c = 0; c < table.tables.n_cells; c++)
            n_exposed += hidden[c] && !rf_is_protected(seen[c], RF_THRESHOLD);
    }
    assert_true(n_exposed > SHORT);
}

/* ---- every table that agrees with what is shown ---------------------------------------------- */

static int64_t trial[MOST_CELLS];
static rf_feasible_interval brute[MOST_CELLS];
static const margins_size TINY_SIZE = {3, 3, 0};

static bool is_inner(int32_t cell)
{
    return cell / (TINY_SIZE.columns + 1) < TINY_SIZE.rows &&
           cell % (TINY_SIZE.columns + 1) < TINY_SIZE.columns;
}

/* Sets the totals of a trial; false: a shown one differs, or a hidden one is zero. */
static bool totals_agree(void)
{
    const rf_tables *t = &table.tables;
    for (int32_t i = 0; i < t->n_relations; i++) {
        /* columns, then rows, then the column of totals */
        const int32_t r =
            i == t->n_relations - 1 ? i : (i + TINY_SIZE.rows + 1) % (t->n_relations - 1);
        const int32_t total = t->members[t->first[r]];
        int64_t sum = 0;
        for (int32_t m = t->first[r] + 1; m < t->first[r + 1]; m++)
            sum += trial[t->members[m]];
        if (hidden[total] ? sum < 1 : sum != table.people[total])
            return false;
        trial[total] = sum;
    }
    return true;
}

static void try_from(int32_t cell, int64_t most)
{
    while (cell < table.tables.n_cells && !(is_inner(cell) && hidden[cell])) {
        trial[cell] = table.people[cell];
        cell++;
    }
    if (cell < table.tables.n_cells) {
        for (trial[cell] = 1; trial[cell] <= most;) {
            const int64_t now = trial[cell];
            try_from(cell + 1, most);
            trial[cell] = now + 1;
        }
    } else if (totals_agree()) {
        for (int32_t c = 0; c < table.tables.n_cells; c++) {
            if (trial[c] < brute[c].low)
                brute[c].low = trial[c];
            if (trial[c] > brute[c].high)
                brute[c].high = trial[c];
        }
    }
}

static void the_attack_finds_the_ends_that_trying_every_table_finds(void **state)
{
    rf_random random = {5};
    int32_t n_compared = 0;
    for (int32_t draw = 0; draw < TINY; draw++) {
        margins_draw(&table, TINY_SIZE, 4, (uint64_t)draw);
        const int32_t all = margins_cell(TINY_SIZE, TINY_SIZE.rows, TINY_SIZE.columns);
        int32_t n_inner = 0;
        for (int32_t c = 0; c < table.tables.n_cells; c++) {
            hidden[c] = c != all && table.people[c] > 0 && rf_random_below(&random, 2) == 0 &&
                        (!is_inner(c) || n_inner < 5);
            n_inner += hidden[c] && is_inner(c);
            brute[c] = (rf_feasible_interval){INT64_MAX, 0};
        }
        assert_int_equal(rf_attack(seen, &table.tables, hidden, &err), RF_OK);
        try_from(0, table.people[all]);
        for (int32_t c = 0; c < table.tables.n_cells; c++) {
            assert_int_equal(seen[c].low, brute[c].low);
            assert_int_equal(seen[c].high, brute[c].high);
            n_compared += hidden[c] && brute[c].high > brute[c].low;
        }
    }
    assert_true(n_compared > TINY);
}

/* ---- by hand --------------------------------------------------------------------------------- */

/*     20  3 | 23      3 is small; the other three of its square are hidden with it, since a
 *     30 40 | 70      total alone would not do.
 *     50 43 | 93  */
static void a_small_cell_takes_its_square_with_it(void **state)
{
    const margins_size size = {2, 2, 0};
    margins_draw(&table, size, 40, 1);
    const int64_t people[] = {20, 3, 23, 30, 40, 70, 50, 43, 93};
    memcpy(table.people, people, sizeof people);
    suppress_and_attack(RF_THRESHOLD);
    assert_protected(RF_THRESHOLD);
    const bool wanted[] = {true, true, false, true, true, false, false, false, false};
    for (int32_t c = 0; c < table.tables.n_cells; c++)
        assert_int_equal(hidden[c], wanted[c]);
    assert_int_equal(seen[1].low, 1);
    assert_int_equal(seen[1].high, 22);
}

static void a_table_without_small_cells_is_shown_whole(void **state)
{
    const margins_size size = {2, 2, 0};
    margins_draw(&table, size, 40, 1);
    const int64_t people[] = {20, 0, 20, 30, 40, 70, 50, 40, 90};
    memcpy(table.people, people, sizeof people);
    suppress_and_attack(RF_THRESHOLD);
    for (int32_t c = 0; c < table.tables.n_cells; c++)
        assert_false(hidden[c]);
}

/* A lone small cell: everything above zero is hidden, and nothing is known of it. */
static void a_lone_cell_hides_its_totals(void **state)
{
    const margins_size size = {2, 2, 0};
    margins_draw(&table, size, 40, 1);
    const int64_t people[] = {0, 4, 4, 0, 0, 0, 0, 4, 4};
    memcpy(table.people, people, sizeof people);
    suppress_and_attack(RF_THRESHOLD);
    assert_protected(RF_THRESHOLD);
    assert_int_equal(seen[1].high, RF_OPEN);
}

static void what_does_not_add_up_is_refused(void **state)
{
    const margins_size size = {3, 3, 0};
    margins_draw(&table, size, 40, 2);
    memset(hidden, 0, sizeof hidden);
    table.people[margins_cell(size, 1, 3)]++;
    assert_int_equal(rf_suppress(hidden, &table.tables, RF_THRESHOLD, &err), RF_BAD_INPUT);
    memset(hidden, 0, sizeof hidden);
    assert_int_equal(rf_attack(seen, &table.tables, hidden, &err), RF_BAD_INPUT);
    /* a row's total of 1 for two hidden cells that are at least 1 each */
    margins_draw(&table, size, 40, 2);
    for (int32_t c = 0; c < 3; c++)
        hidden[c] = true;
    table.people[3] = 1;
    assert_int_equal(rf_attack(seen, &table.tables, hidden, &err), RF_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hidden_cell_of_a_random_table_is_bounded_within_its_protection),
        cmocka_unit_test(small_cells_alone_are_worked_out),
        cmocka_unit_test(the_attack_finds_the_ends_that_trying_every_table_finds),
        cmocka_unit_test(a_small_cell_takes_its_square_with_it),
        cmocka_unit_test(a_table_without_small_cells_is_shown_whole),
        cmocka_unit_test(a_lone_cell_hides_its_totals),
        cmocka_unit_test(what_does_not_add_up_is_refused),
    };
    return cmocka_run_group_tests_name("suppress", tests, NULL, NULL);
}
