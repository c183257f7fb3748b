/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/audit.h"

#include "adapters/report/number.h"

rf_grid rf_audit_grid(void)
{
    const rf_grid_column columns[] = {
        {"", RF_LEFT, 20, 0}, {"", RF_RIGHT, 0, 0}, {"", RF_RIGHT, 0, 1}, {"", RF_BARS, 6, 2}};
    return rf_grid_new(columns, sizeof columns / sizeof columns[0]);
}

void rf_audit_count(rf_grid *grid, const char *what, int64_t n)
{
    rf_grid_add(grid, RF_PLAIN, what);
    rf_grid_add(grid, RF_PLAIN, rf_number_count(n).s);
    rf_grid_add(grid, RF_PLAIN, "");
    rf_grid_add(grid, RF_PLAIN, "");
}

void rf_audit_fte(rf_grid *grid, const char *what, int64_t centi_fte)
{
    rf_grid_add(grid, RF_PLAIN, what);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(centi_fte).s);
    rf_grid_add(grid, RF_PLAIN, "");
    rf_grid_add(grid, RF_PLAIN, "");
}

void rf_audit_share(rf_grid *grid, const char *what, int64_t n, int64_t whole)
{
    const double share = whole > 0 ? rf_share(n, whole) : 0;
    rf_grid_add(grid, RF_PLAIN, what);
    rf_grid_add(grid, RF_PLAIN, rf_number_count(n).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_percent(share, RF_ROUND_DOWN).s);
    rf_grid_bar(grid, RF_PLAIN, share);
}
