/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/core/random.h"
#include "engine/domain/assignment.h"

enum { MOST = 5 };

/* The least cost of rows row.. with the columns that are left, by trying everything. */
static int64_t cheapest(const rf_assignment *p, int32_t row, uint32_t used)
{
    if (row == p->n_rows)
        return 0;
    int64_t best = p->none + cheapest(p, row + 1, used);
    for (int32_t c = 0; c < p->n_columns; c++) {
        const int64_t cost = p->cost[row * p->n_columns + c];
        if (cost == RF_NEVER || (used >> c & 1U) != 0)
            continue;
        const int64_t total = cost + cheapest(p, row + 1, used | 1U << c);
        best = total < best ? total : best;
    }
    return best;
}

/* Fails where a column is taken twice or an arc is missing. */
static int64_t cost_of(const rf_assignment *p, const int32_t *column)
{
    int64_t sum = 0;
    uint32_t used = 0;
    for (int32_t row = 0; row < p->n_rows; row++) {
        const int32_t c = column[row];
        if (c < 0) {
            sum += p->none;
            continue;
        }
        assert_true(c < p->n_columns && (used >> c & 1U) == 0);
        assert_true(p->cost[row * p->n_columns + c] != RF_NEVER);
        used |= 1U << c;
        sum += p->cost[row * p->n_columns + c];
    }
    return sum;
}

static void no_assignment_is_cheaper(void **state)
{
    rf_random random = {.state = 11};
    int32_t unfilled = 0;
    for (int32_t round = 0; round < 3000; round++) {
        int64_t cost[MOST * MOST];
        int32_t column[MOST];
        rf_err err;
        rf_assignment p = {.cost = cost,
                           .n_rows = rf_random_below(&random, MOST + 1),
                           .n_columns = rf_random_below(&random, MOST + 1),
                           .none = round % 2 == 0 ? 1000 : 20};
        for (int32_t x = 0; x < p.n_rows * p.n_columns; x++)
            cost[x] = rf_random_below(&random, 3) == 0 ? RF_NEVER : rf_random_below(&random, 20);
        assert_int_equal(rf_assign(column, &p, &err), RF_OK);
        assert_int_equal(cost_of(&p, column), cheapest(&p, 0, 0));
        for (int32_t row = 0; row < p.n_rows; row++)
            unfilled += column[row] < 0;
    }
    assert_true(unfilled > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_assignment_is_cheaper)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
