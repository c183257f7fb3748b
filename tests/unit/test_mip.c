/* SPDX-License-Identifier: GPL-3.0-or-later
 * The seam to the library of linear programs: outcomes, duals, searches, and what an abort inside
 * it becomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/random.h"
#include "engine/solve/mip.h"

enum { ITERATIONS = 10000, NODES = 100000, MOST_COLUMNS = 8, MOST_ROWS = 4, DRAWS = 200 };

static rf_err err;

static rf_lp *new_lp(void)
{
    rf_lp *lp = NULL;
    assert_int_equal(rf_lp_new(&lp, &err), RF_OK);
    return lp;
}

static rf_lp_outcome solve(rf_lp *lp)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(rf_lp_solve(&outcome, lp, RF_LP_PRIMAL, &iterations, &err), RF_OK);
    assert_true(iterations >= 0 && iterations <= ITERATIONS);
    return outcome;
}

/* A column with cost and upper bound, in one row with coefficient 1 where row >= 0. */
static int32_t add(rf_lp *lp, int32_t row, double cost, double upper, bool integer)
{
    const rf_entry entry = {row, 1.0};
    const int32_t column = rf_lp_n_columns(lp);
    assert_int_equal(rf_lp_add_column(lp, integer, upper, &entry, row >= 0, &err), RF_OK);
    assert_int_equal(rf_lp_set_cost(lp, column, cost, &err), RF_OK);
    return column;
}

/* ---- relaxations ------------------------------------------------------------------------------
 */

static void an_optimum_comes_with_its_duals(void **state)
{
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, 3, RF_FREE, &err), RF_OK);
    const int32_t dear = add(lp, 0, 5, 10, false), cheap = add(lp, 0, 2, 1, false);
    assert_int_equal(rf_lp_set_constant(lp, 7, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), 7 + 2 + 2 * 5, 1e-9);
    assert_float_equal(rf_lp_value(lp, dear), 2, 1e-9);
    assert_float_equal(rf_lp_value(lp, cheap), 1, 1e-9);
    assert_float_equal(rf_lp_dual(lp, 0), 5, 1e-9);
    assert_float_equal(rf_lp_reduced_cost(lp, cheap), -3, 1e-9);
    assert_float_equal(rf_lp_reduced_cost(lp, dear), 0, 1e-9);
    rf_lp_free(lp);
}

static void a_basis_of_the_optimum_needs_no_iteration(void **state)
{
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, 3, RF_FREE, &err), RF_OK);
    add(lp, 0, 5, 10, false);
    add(lp, 0, 2, 1, false);
    const double values[] = {1, 2};
    const int32_t row_of[] = {0, -1};
    int32_t iterations = 100;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(rf_lp_set_basis(lp, values, row_of, &err), RF_OK);
    assert_int_equal(rf_lp_solve(&outcome, lp, RF_LP_PRIMAL, &iterations, &err), RF_OK);
    assert_int_equal(outcome, RF_LP_OPTIMAL);
    assert_int_equal(iterations, 0);
    assert_float_equal(rf_lp_objective(lp), 1 * 10 + 2 * 1, 1e-9);
    rf_lp_free(lp);
}

static void what_cannot_be_is_infeasible(void **state)
{
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, 3, RF_FREE, &err), RF_OK);
    add(lp, 0, 1, 2, false);
    assert_int_equal(solve(lp), RF_LP_INFEASIBLE);
    assert_int_equal(rf_lp_set_row(lp, 0, 2, RF_FREE, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    rf_lp_free(lp);
}

static void what_has_no_end_is_no_optimum(void **state)
{
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, 0, RF_FREE, &err), RF_OK);
    add(lp, 0, -1, RF_FREE, false);
    assert_int_equal(solve(lp), RF_LP_STOPPED);
    rf_lp_free(lp);
}

static void a_program_of_nothing_is_worth_its_constant(void **state)
{
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_set_constant(lp, 12, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), 12, 1e-9);
    assert_int_equal(rf_lp_n_rows(lp), 0);
    assert_int_equal(rf_lp_n_columns(lp), 0);
    rf_lp_free(lp);
}

static void rows_without_columns_hold_or_do_not(void **state)
{
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, -1, 1, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_int_equal(rf_lp_add_row(lp, 1, RF_FREE, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_INFEASIBLE);
    rf_lp_free(lp);
}

static void columns_without_rows_go_to_their_better_bound(void **state)
{
    rf_lp *lp = new_lp();
    add(lp, -1, 4, 1, true);
    add(lp, -1, -3, 1, true);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), -3, 1e-9);
    rf_lp_free(lp);
}

static void an_iteration_limit_makes_no_statement(void **state)
{
    rf_lp *lp = new_lp();
    rf_lp_outcome outcome = RF_LP_OPTIMAL;
    int32_t iterations = 1;
    for (int32_t row = 0; row < 20; row++) {
        assert_int_equal(rf_lp_add_row(lp, 1, RF_FREE, &err), RF_OK);
        add(lp, row, 1 + row, 3, false);
    }
    assert_int_equal(rf_lp_solve(&outcome, lp, RF_LP_PRIMAL, &iterations, &err), RF_OK);
    assert_int_equal(outcome, RF_LP_STOPPED);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), 210, 1e-6);
    rf_lp_free(lp);
}

static void a_cut_added_later_is_kept_from_a_warm_start(void **state)
{
    rf_lp *lp = new_lp();
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(rf_lp_add_row(lp, 2, RF_FREE, &err), RF_OK);
    const int32_t x = add(lp, 0, 1, 5, false), y = add(lp, 0, 3, 5, false);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    const rf_entry entries[] = {{x, 1.0}};
    assert_int_equal(rf_lp_add_cut(lp, -RF_FREE, 0.5, entries, 1, &err), RF_OK);
    assert_int_equal(rf_lp_solve(&outcome, lp, RF_LP_DUAL, &iterations, &err), RF_OK);
    assert_int_equal(outcome, RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_value(lp, x), 0.5, 1e-9);
    assert_float_equal(rf_lp_value(lp, y), 1.5, 1e-9);
    assert_int_equal(rf_lp_set_column(lp, y, 2, 2, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), 6, 1e-9);
    rf_lp_free(lp);
}

/* ---- the tableau ------------------------------------------------------------------------------
 */

/* A column with cost, upper bound 10, and its coefficients in the rows 0 .. n - 1. */
static int32_t add_over(rf_lp *lp, double cost, const double *coefficients, int32_t n)
{
    rf_entry entries[MOST_ROWS];
    const int32_t column = rf_lp_n_columns(lp);
    for (int32_t row = 0; row < n; row++)
        entries[row] = (rf_entry){row, coefficients[row]};
    assert_int_equal(rf_lp_add_column(lp, false, 10, entries, n, &err), RF_OK);
    assert_int_equal(rf_lp_set_cost(lp, column, cost, &err), RF_OK);
    return column;
}

static void assert_multipliers(rf_lp *lp, int32_t column, const double *wanted)
{
    bool basic = false;
    double multipliers[MOST_ROWS] = {77, 77, 77, 77};
    assert_int_equal(rf_lp_tableau_row(&basic, multipliers, lp, column, &err), RF_OK);
    assert_true(basic);
    for (int32_t row = 0; row < rf_lp_n_rows(lp); row++)
        assert_float_equal(multipliers[row], wanted[row], 1e-9);
}

/* 2 x + y + 7 z <= 4 and x + 3 y + z >= 6 hold x and y at 6/5 and 8/5; 3/5 of the first less 1/5 of
 * the second is x + 4 z, 2/5 of the second less 1/5 of the first y - z. The last row is not tight.
 */
static void a_row_of_the_tableau_is_a_combination_of_tight_rows(void **state)
{
    static const double OF_X[] = {2, 1, 1}, OF_Y[] = {1, 3, 0}, OF_Z[] = {7, 1, 0};
    rf_lp *lp = new_lp();
    bool basic = true;
    double multipliers[MOST_ROWS];
    assert_int_equal(rf_lp_add_row(lp, -RF_FREE, 4, &err), RF_OK);
    assert_int_equal(rf_lp_add_row(lp, 6, RF_FREE, &err), RF_OK);
    assert_int_equal(rf_lp_add_row(lp, -RF_FREE, 3, &err), RF_OK);
    const int32_t x = add_over(lp, -3, OF_X, 3), y = add_over(lp, 1, OF_Y, 3),
                  z = add_over(lp, 9, OF_Z, 3);
    assert_int_equal(rf_lp_tableau_row(&basic, multipliers, lp, x, &err), RF_OK);
    assert_false(basic);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_value(lp, x), 1.2, 1e-9);
    assert_float_equal(rf_lp_value(lp, y), 1.6, 1e-9);
    assert_multipliers(lp, x, (double[]){0.6, -0.2, 0});
    assert_multipliers(lp, y, (double[]){-0.2, 0.4, 0});
    assert_int_equal(rf_lp_tableau_row(&basic, multipliers, lp, z, &err), RF_OK);
    assert_false(basic);
    rf_lp_free(lp);
}

/* x + 3 y = 6 and x <= 1: the row that came last is the one that x is made of. */
static void a_row_that_came_later_is_in_the_tableau_too(void **state)
{
    static const double OF_X[] = {1}, OF_Y[] = {3};
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, 6, 6, &err), RF_OK);
    const int32_t x = add_over(lp, -1, OF_X, 1), y = add_over(lp, 1, OF_Y, 1);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    const rf_entry entries[] = {{x, 2.0}};
    assert_int_equal(rf_lp_add_cut(lp, -RF_FREE, 2, entries, 1, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_value(lp, y), 5.0 / 3, 1e-9);
    assert_multipliers(lp, x, (double[]){0, 0.5});
    assert_multipliers(lp, y, (double[]){1.0 / 3, -1.0 / 6});
    rf_lp_free(lp);
}

/* ---- taking out -------------------------------------------------------------------------------
 */

static void assert_there_already(rf_lp *lp, double value)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    assert_int_equal(rf_lp_solve(&outcome, lp, RF_LP_PRIMAL, &iterations, &err), RF_OK);
    assert_int_equal(outcome, RF_LP_OPTIMAL);
    assert_int_equal(iterations, 0);
    assert_float_equal(rf_lp_objective(lp), value, 1e-9);
}

/* 2 x + y >= 4 is tight between two rows that are not; x at its bound of 1, y basic, z at 0. */
static rf_lp *three_by_three(void)
{
    static const double OF_X[] = {1, 2, 1}, OF_Y[] = {1, 1, 0}, OF_Z[] = {0, 1, 1};
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, -RF_FREE, 50, &err), RF_OK);
    assert_int_equal(rf_lp_add_row(lp, 4, RF_FREE, &err), RF_OK);
    assert_int_equal(rf_lp_add_row(lp, -RF_FREE, 40, &err), RF_OK);
    const int32_t z = add_over(lp, 9, OF_Z, 3), x = add_over(lp, 1, OF_X, 3);
    add_over(lp, 3, OF_Y, 3);
    assert_int_equal(rf_lp_set_column(lp, x, 0, 1, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), 1 + 2 * 3, 1e-9);
    assert_float_equal(rf_lp_reduced_cost(lp, z), 6, 1e-9);
    return lp;
}

static void rows_and_columns_tell_whether_they_are_basic(void **state)
{
    rf_lp *lp = three_by_three();
    assert_true(rf_lp_row_is_basic(lp, 0));
    assert_false(rf_lp_row_is_basic(lp, 1));
    assert_true(rf_lp_row_is_basic(lp, 2));
    assert_false(rf_lp_column_is_basic(lp, 0));
    assert_false(rf_lp_column_is_basic(lp, 1));
    assert_true(rf_lp_column_is_basic(lp, 2));
    assert_int_equal(rf_lp_add_row(lp, -RF_FREE, 1, &err), RF_OK);
    add(lp, 3, 1, 1, false);
    assert_true(rf_lp_row_is_basic(lp, 3));
    assert_false(rf_lp_column_is_basic(lp, 3));
    rf_lp_free(lp);
}

static void rows_that_are_not_tight_go_and_the_basis_stays(void **state)
{
    rf_lp *lp = three_by_three();
    const int32_t loose[] = {0, 2};
    assert_int_equal(rf_lp_delete_rows(lp, loose, 2, &err), RF_OK);
    assert_int_equal(rf_lp_n_rows(lp), 1);
    assert_int_equal(rf_lp_n_columns(lp), 3);
    assert_there_already(lp, 7);
    assert_false(rf_lp_row_is_basic(lp, 0));
    assert_float_equal(rf_lp_dual(lp, 0), 3, 1e-9);
    assert_int_equal(rf_lp_add_cut(lp, -RF_FREE, 1, (rf_entry[]){{2, 1.0}}, 1, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL); /* y at 1, and z has to help */
    assert_float_equal(rf_lp_objective(lp), 1 + 3 + 9, 1e-9);
    assert_float_equal(rf_lp_dual(lp, 1), -6, 1e-9);
    rf_lp_free(lp);
}

static void columns_that_are_not_basic_go_and_the_basis_stays(void **state)
{
    rf_lp *lp = three_by_three();
    const int32_t z = 0;
    assert_int_equal(rf_lp_delete_columns(lp, &z, 1, &err), RF_OK);
    assert_int_equal(rf_lp_n_rows(lp), 3);
    assert_int_equal(rf_lp_n_columns(lp), 2);
    assert_there_already(lp, 7);
    assert_float_equal(rf_lp_value(lp, 0), 1, 1e-9);
    assert_float_equal(rf_lp_value(lp, 1), 2, 1e-9);
    assert_float_equal(rf_lp_reduced_cost(lp, 0), -5, 1e-9);
    assert_int_equal(add(lp, 1, 2, 10, false), 2);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), 1 + 2 * 2, 1e-9);
    assert_float_equal(rf_lp_value(lp, 2), 2, 1e-9);
    rf_lp_free(lp);
}

static void nothing_to_take_out_changes_nothing(void **state)
{
    rf_lp *lp = three_by_three();
    assert_int_equal(rf_lp_delete_rows(lp, NULL, 0, &err), RF_OK);
    assert_int_equal(rf_lp_delete_columns(lp, NULL, 0, &err), RF_OK);
    assert_int_equal(rf_lp_n_rows(lp), 3);
    assert_int_equal(rf_lp_n_columns(lp), 3);
    assert_there_already(lp, 7);
    rf_lp_free(lp);
}

static void what_is_not_there_cannot_be_taken_out(void **state)
{
    const int32_t missing[] = {1, 3};
    rf_lp *lp = three_by_three();
    assert_int_equal(rf_lp_delete_rows(lp, missing, 2, &err), RF_INTERNAL);
    rf_lp_free(lp);
    lp = three_by_three();
    assert_int_equal(rf_lp_delete_columns(lp, missing, 2, &err), RF_INTERNAL);
    rf_lp_free(lp);
}

/* ---- searches ---------------------------------------------------------------------------------
 */

/* Packing and covering rows over 0/1 columns, costs 0..20; and what trying all points says. */
typedef struct puzzle {
    int32_t n, rows;
    double cost[MOST_COLUMNS], a[MOST_ROWS][MOST_COLUMNS], lower[MOST_ROWS], upper[MOST_ROWS];
    bool feasible;
    double least;
} puzzle;

static double worth(const puzzle *p, const double *x)
{
    double sum = 0;
    for (int32_t j = 0; j < p->n; j++)
        sum += p->cost[j] * x[j];
    for (int32_t r = 0; r < p->rows; r++) {
        double activity = 0;
        for (int32_t j = 0; j < p->n; j++)
            activity += p->a[r][j] * x[j];
        if (activity < p->lower[r] - 1e-6 || activity > p->upper[r] + 1e-6)
            return -1;
    }
    return sum;
}

static void try_all(puzzle *p)
{
    for (unsigned point = 0; point < 1U << p->n; point++) {
        double x[MOST_COLUMNS];
        for (int32_t j = 0; j < p->n; j++)
            x[j] = point >> j & 1U;
        const double found = worth(p, x);
        if (found >= 0 && (!p->feasible || found < p->least)) {
            p->feasible = true;
            p->least = found;
        }
    }
}

static puzzle draw(rf_random *random)
{
    puzzle p = {.n = 1 + rf_random_below(random, MOST_COLUMNS), .rows = 1};
    p.rows += rf_random_below(random, MOST_ROWS);
    for (int32_t j = 0; j < p.n; j++)
        p.cost[j] = rf_random_below(random, 21);
    for (int32_t r = 0; r < p.rows; r++) {
        double sum = 0;
        for (int32_t j = 0; j < p.n; j++)
            sum += p.a[r][j] = rf_random_below(random, 10);
        const double part = rf_random_below(random, 1 + (int32_t)sum + (int32_t)sum / 8);
        p.lower[r] = r % 2 == 0 ? part : -RF_FREE;
        p.upper[r] = r % 2 == 0 ? RF_FREE : part;
    }
    try_all(&p);
    return p;
}

static rf_lp *load(const puzzle *p)
{
    rf_lp *lp = new_lp();
    for (int32_t r = 0; r < p->rows; r++)
        assert_int_equal(rf_lp_add_row(lp, p->lower[r], p->upper[r], &err), RF_OK);
    for (int32_t j = 0; j < p->n; j++) {
        rf_entry entries[MOST_ROWS];
        int32_t n = 0;
        for (int32_t r = 0; r < p->rows; r++)
            if (p->a[r][j] > 0)
                entries[n++] = (rf_entry){r, p->a[r][j]};
        assert_int_equal(rf_lp_add_column(lp, true, 1, entries, n, &err), RF_OK);
        assert_int_equal(rf_lp_set_cost(lp, j, p->cost[j], &err), RF_OK);
    }
    return lp;
}

typedef struct finds {
    const puzzle *p;
    int32_t n, nodes;
    double best;
} finds;

static void on_found(void *user, const double *values)
{
    finds *f = user;
    f->best = worth(f->p, values);
    assert_true(f->best >= -1e-6);
    f->n++;
}

static void a_search_finds_the_least_of_all_points(void **state)
{
    rf_random random = {5};
    int32_t feasible = 0;
    for (int i = 0; i < DRAWS; i++) {
        const puzzle p = draw(&random);
        rf_lp *lp = load(&p);
        const rf_lp_outcome outcome = solve(lp);
        finds f = {.p = &p, .best = -1};
        rf_mip_result result = {.solved = false};
        const rf_mip_options options = {
            .cutoff = 0.98, .node_limit = NODES, .cuts = i % 2 == 0, .found = on_found, .user = &f};
        assert_true(outcome == RF_LP_OPTIMAL || !p.feasible);
        if (outcome == RF_LP_OPTIMAL) {
            assert_int_equal(rf_mip_solve(&result, lp, &options, &err), RF_OK);
            assert_true(result.solved);
            assert_int_equal(result.feasible, p.feasible);
            assert_int_equal(f.n > 0, p.feasible);
            if (p.feasible) {
                assert_float_equal(f.best, p.least, 1e-6);
                assert_true(result.bound <= p.least + 1e-6);
                assert_true(result.bound >= p.least - 1);
            }
            assert_int_equal(rf_lp_n_rows(lp), p.rows);
            assert_int_equal(rf_lp_n_columns(lp), p.n);
        }
        feasible += p.feasible;
        rf_lp_free(lp);
    }
    assert_true(feasible > DRAWS / 4 && feasible < DRAWS);
}

static void a_solution_that_is_given_counts_as_feasible(void **state)
{
    const puzzle p = {
        .n = 2, .rows = 1, .cost = {3, 4}, .a = {{5, 5}}, .lower = {5}, .upper = {RF_FREE}};
    const double start[] = {0, 1};
    rf_lp *lp = load(&p);
    rf_mip_result result = {.solved = false};
    const rf_mip_options options = {.cutoff = 1.5, .node_limit = NODES, .start = start};
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_int_equal(rf_mip_solve(&result, lp, &options, &err), RF_OK);
    assert_true(result.feasible && result.solved);
    assert_true(result.bound <= 3 + 1e-6); /* 3 is within the cutoff of 4 */
    rf_lp_free(lp);
}

static bool stop(void *user, double bound)
{
    finds *f = user;
    f->nodes++;
    (void)bound;
    return true;
}

static void a_search_ends_when_told_to_with_a_true_bound(void **state)
{
    rf_random random = {6};
    int32_t asked = 0;
    for (int i = 0; i < DRAWS; i++) {
        const puzzle p = draw(&random);
        rf_lp *lp = load(&p);
        finds f = {.p = &p};
        rf_mip_result result = {.solved = true};
        const rf_mip_options options = {
            .cutoff = 0.98, .node_limit = NODES, .node = stop, .user = &f};
        if (solve(lp) == RF_LP_OPTIMAL && p.feasible) {
            assert_int_equal(rf_mip_solve(&result, lp, &options, &err), RF_OK);
            assert_true(result.bound <= p.least + 1e-6);
            assert_true(f.nodes <= 1);
            asked += f.nodes;
        }
        rf_lp_free(lp);
    }
    assert_true(asked > 0);
}

static void a_search_of_nothing_says_nothing_false(void **state)
{
    rf_lp *lp = new_lp();
    rf_mip_result result = {.solved = false};
    const rf_mip_options options = {.cutoff = 0.98, .node_limit = NODES};
    assert_int_equal(rf_lp_set_constant(lp, 5, &err), RF_OK);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    if (rf_mip_solve(&result, lp, &options, &err) == RF_OK && result.solved && result.feasible)
        assert_true(result.bound <= 5 + 1e-6);
    rf_lp_free(lp);
}

/* ---- aborts -----------------------------------------------------------------------------------
 */

static void an_abort_inside_the_library_is_an_internal_error_from_then_on(void **state)
{
    rf_lp *lp = new_lp();
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome;
    rf_mip_result result;
    const rf_mip_options options = {.cutoff = 1, .node_limit = 1};
    err.text[0] = '\0';
    assert_int_equal(rf_lp_set_cost(lp, 77, 1, &err), RF_INTERNAL);
    assert_string_not_equal(err.text, "");
    assert_int_equal(rf_lp_solve(&outcome, lp, RF_LP_PRIMAL, &iterations, &err), RF_INTERNAL);
    assert_int_equal(rf_lp_add_row(lp, 0, 1, &err), RF_INTERNAL);
    assert_int_equal(rf_mip_solve(&result, lp, &options, &err), RF_INTERNAL);
    rf_lp_free(lp);
}

static void a_column_in_a_row_that_is_not_there_is_an_internal_error(void **state)
{
    rf_lp *lp = new_lp();
    const rf_entry entry = {3, 1.0};
    assert_int_equal(rf_lp_add_column(lp, true, 1, &entry, 1, &err), RF_INTERNAL);
    rf_lp_free(lp);
}

static void a_new_program_works_after_an_abort(void **state)
{
    rf_lp *lost = new_lp();
    assert_int_equal(rf_lp_set_row(lost, 9, 0, 1, &err), RF_INTERNAL);
    rf_lp_free(lost);
    rf_lp *lp = new_lp();
    assert_int_equal(rf_lp_add_row(lp, 1, RF_FREE, &err), RF_OK);
    add(lp, 0, 2, 1, true);
    assert_int_equal(solve(lp), RF_LP_OPTIMAL);
    assert_float_equal(rf_lp_objective(lp), 2, 1e-9);
    rf_lp_free(lp);
}

static void no_program_at_all_is_freed_in_peace(void **state)
{
    rf_lp_free(NULL);
    assert_string_equal(rf_mip_version(), "5.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_optimum_comes_with_its_duals),
        cmocka_unit_test(a_basis_of_the_optimum_needs_no_iteration),
        cmocka_unit_test(what_cannot_be_is_infeasible),
        cmocka_unit_test(what_has_no_end_is_no_optimum),
        cmocka_unit_test(a_program_of_nothing_is_worth_its_constant),
        cmocka_unit_test(rows_without_columns_hold_or_do_not),
        cmocka_unit_test(columns_without_rows_go_to_their_better_bound),
        cmocka_unit_test(an_iteration_limit_makes_no_statement),
        cmocka_unit_test(a_cut_added_later_is_kept_from_a_warm_start),
        cmocka_unit_test(a_row_of_the_tableau_is_a_combination_of_tight_rows),
        cmocka_unit_test(a_row_that_came_later_is_in_the_tableau_too),
        cmocka_unit_test(rows_and_columns_tell_whether_they_are_basic),
        cmocka_unit_test(rows_that_are_not_tight_go_and_the_basis_stays),
        cmocka_unit_test(columns_that_are_not_basic_go_and_the_basis_stays),
        cmocka_unit_test(nothing_to_take_out_changes_nothing),
        cmocka_unit_test(what_is_not_there_cannot_be_taken_out),
        cmocka_unit_test(a_search_finds_the_least_of_all_points),
        cmocka_unit_test(a_solution_that_is_given_counts_as_feasible),
        cmocka_unit_test(a_search_ends_when_told_to_with_a_true_bound),
        cmocka_unit_test(a_search_of_nothing_says_nothing_false),
        cmocka_unit_test(an_abort_inside_the_library_is_an_internal_error_from_then_on),
        cmocka_unit_test(a_column_in_a_row_that_is_not_there_is_an_internal_error),
        cmocka_unit_test(a_new_program_works_after_an_abort),
        cmocka_unit_test(no_program_at_all_is_freed_in_peace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
