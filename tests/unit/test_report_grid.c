/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/grid.h"

static void assert_printed(rf_grid *grid, int32_t width, const char *expected)
{
    rf_buf out = rf_buf_new(4096);
    rf_grid_print(&out, &(rf_page){.width = width, .utf8 = true}, grid);
    assert_string_equal(rf_buf_text(&out), expected);
    rf_buf_free(&out);
}

static rf_grid two_rows(void)
{
    const rf_grid_column columns[] = {{"Need", RF_LEFT, 0, 0},
                                      {"Name", RF_LEFT, 6, 2},
                                      {"FTE", RF_RIGHT, 0, 0},
                                      {"Share", RF_RIGHT, 0, 3},
                                      {"", RF_BARS, 2, 1}};
    rf_grid grid = rf_grid_new(columns, 5);
    rf_grid_add(&grid, RF_PLAIN, "N-1");
    rf_grid_add(&grid, RF_PLAIN, "Médiathèques");
    rf_grid_add(&grid, RF_PLAIN, "1.50");
    rf_grid_add(&grid, RF_PLAIN, "50 %");
    rf_grid_bar(&grid, RF_PLAIN, 0.5);
    rf_grid_add(&grid, RF_PLAIN, "N-22");
    rf_grid_add(&grid, RF_PLAIN, "Tri");
    rf_grid_add(&grid, RF_PLAIN, "12.00");
    rf_grid_add(&grid, RF_PLAIN, "");
    rf_grid_add(&grid, RF_PLAIN, "");
    return grid;
}

static void columns_take_the_width_that_they_need(void **state)
{
    rf_grid grid = two_rows();
    assert_printed(&grid, 80,
                   "  Need  Name            FTE  Share\n"
                   "  N-1   Médiathèques   1.50   50 %  ███████████████░░░░░░░░░░░░░░░\n"
                   "  N-22  Tri           12.00\n");
}

static void bars_give_way_first_then_texts(void **state)
{
    rf_grid grid = two_rows();
    assert_printed(&grid, 40,
                   "  Need  Name            FTE  Share\n"
                   "  N-1   Médiathèques   1.50   50 %  ██░░\n"
                   "  N-22  Tri           12.00\n");
    grid = two_rows();
    assert_printed(&grid, 34,
                   "  Need  Name        FTE  Share\n"
                   "  N-1   Médiath…   1.50   50 %  █░\n"
                   "  N-22  Tri       12.00\n");
}

static void then_the_least_needed_columns_go(void **state)
{
    rf_grid grid = two_rows();
    assert_printed(&grid, 29,
                   "  Need  Name          FTE\n"
                   "  N-1   Médiathèq…   1.50  █░\n"
                   "  N-22  Tri         12.00\n");
    grid = two_rows();
    assert_printed(&grid, 18,
                   "  Need    FTE\n"
                   "  N-1    1.50  █▌░\n"
                   "  N-22  12.00\n");
}

static void what_is_left_is_cut_at_last(void **state)
{
    rf_grid grid = two_rows();
    assert_printed(&grid, 10,
                   "  Ne…  FTE\n"
                   "  N-1  1.…\n"
                   "  N-…  12…\n");
}

static void a_long_text_takes_several_lines(void **state)
{
    const rf_grid_column columns[] = {{"", RF_RIGHT, 0, 0}, {"", RF_WRAPPED, 10, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    rf_grid_add(&grid, RF_PLAIN, "16");
    rf_grid_add(&grid, RF_PLAIN, "a required skill is missing");
    rf_grid_add(&grid, RF_PLAIN, "5");
    rf_grid_add(&grid, RF_PLAIN, "absent");
    assert_printed(&grid, 20,
                   "  16  a required\n"
                   "      skill is\n"
                   "      missing\n"
                   "   5  absent\n");
}

static void a_grid_without_rows_has_its_header_only(void **state)
{
    const rf_grid_column columns[] = {{"Need", RF_LEFT, 0, 0}, {"Tier", RF_LEFT, 0, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    assert_printed(&grid, 40, "  Need  Tier\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_take_the_width_that_they_need),
        cmocka_unit_test(bars_give_way_first_then_texts),
        cmocka_unit_test(then_the_least_needed_columns_go),
        cmocka_unit_test(what_is_left_is_cut_at_last),
        cmocka_unit_test(a_long_text_takes_several_lines),
        cmocka_unit_test(a_grid_without_rows_has_its_header_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
