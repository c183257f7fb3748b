/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

typedef struct coverage {
    int64_t required, unmet; /* centi-FTE over periods */
    int32_t needs;           /* with demand on some period */
} coverage;

static coverage coverage_of_need(const rf_view *view, rf_need_id k)
{
    coverage sum = {0, 0, 0};
    for (int32_t t = 0; t < view->in->n_periods; t++) {
        sum.required += rf_demand(view->in, k, t);
        sum.unmet += rf_ledger_unmet(view->ledger, view->in, k, t);
    }
    sum.needs = sum.required > 0;
    return sum;
}

static void add_to(coverage *sum, coverage more)
{
    sum->required += more.required;
    sum->unmet += more.unmet;
    sum->needs += more.needs;
}

static void add_row(rf_grid *grid, const char *name, coverage of)
{
    const int64_t covered = of.required - of.unmet;
    const double share = rf_share(covered, of.required);
    const rf_style style = rf_style_of_share(share);
    rf_grid_add(grid, RF_STRONG, name);
    rf_grid_add(grid, RF_PLAIN, rf_number_count(of.needs).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(of.required).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(covered).s);
    rf_grid_add(grid, of.unmet > 0 ? style : RF_PLAIN, rf_number_fte(of.unmet).s);
    rf_grid_add(grid, style, rf_number_percent(share, RF_ROUND_DOWN).s);
    rf_grid_bar(grid, style, share);
}

void rf_section_tiers(rf_buf *out, const rf_view *view)
{
    const rf_grid_column columns[] = {
        {_("Tier"), RF_LEFT, 0, 0},
        {_("Needs"), RF_RIGHT, 0, 4},
        {_("Required"), RF_RIGHT, 0, 0},
        {_("Covered"), RF_RIGHT, 0, 2},
        {_("Unmet"), RF_RIGHT, 0, 0},
        {_("Share"), RF_RIGHT, 0, 1},
        {"", RF_BARS, 6, 3},
    };
    coverage tiers[RF_N_TIERS] = {{0, 0, 0}}, all = {0, 0, 0};
    for (rf_need_id k = {0}; k.i < view->in->n_needs; k.i++)
        add_to(&tiers[view->in->needs[k.i].tier], coverage_of_need(view, k));
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t tier = 0; tier < RF_N_TIERS; tier++) {
        add_to(&all, tiers[tier]);
        if (tiers[tier].needs > 0)
            add_row(&grid, rf_word_tier(tier), tiers[tier]);
    }
    add_row(&grid, _("all needs"), all);
    rf_paper_heading(out, view->page,
                     rf_counts_weeks(view->in) ? _("Needs covered, in FTE-weeks")
                                               : _("Needs covered, in FTE-periods"));
    rf_grid_print(out, view->page, &grid);
}
