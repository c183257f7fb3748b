/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

static void add_row(rf_grid *grid, const rf_view *view, int32_t i)
{
    const rf_level_result *level = &view->plan->levels[i];
    const rf_level_spec *spec = &view->in->levels[i];
    const rf_measure measure = rf_measure_of_level(spec);
    const bool optimal = level->outcome == RF_OPTIMAL;
    rf_grid_add(grid, RF_STRONG, rf_word_level(spec->name));
    rf_grid_add(grid, RF_PLAIN, rf_number_measured(measure, level->value).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_measured(measure, level->bound).s);
    rf_grid_add(grid, RF_FAINT, rf_word_measure(view->in, measure));
    rf_grid_add(grid, RF_PLAIN, rf_number_percent(rf_level_gap(level), RF_ROUND_UP).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_seconds(level->seconds).s);
    rf_grid_add(grid, optimal ? RF_GOOD : RF_DOUBTFUL, optimal ? _("optimal") : _("stopped"));
}

void rf_section_levels(rf_buf *out, const rf_view *view)
{
    const rf_grid_column columns[] = {
        {_("Level"), RF_LEFT, 8, 0},  {_("Value"), RF_RIGHT, 0, 0}, {_("Bound"), RF_RIGHT, 0, 0},
        {_("Unit"), RF_LEFT, 0, 2},   {_("Gap"), RF_RIGHT, 0, 0},   {_("Time"), RF_RIGHT, 0, 3},
        {_("Status"), RF_LEFT, 0, 1},
    };
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t i = 0; i < view->plan->n_levels; i++)
        add_row(&grid, view, i);
    rf_paper_heading(out, view->page, _("What is proven, level by level"));
    rf_grid_print(out, view->page, &grid);
}
