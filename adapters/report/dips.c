/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/lacks.h"
#include "adapters/report/number.h"
#include "adapters/report/words.h"

enum { MOST_ROWS = 10, SENTENCE = 512 };

static int32_t dip_of(const rf_view *view, int32_t floor, int32_t t)
{
    return rf_ledger_dip(view->ledger, view->in, floor, t);
}

static void add_row(rf_grid *grid, const rf_view *view, const rf_lack *dip)
{
    const rf_floor *floor = &view->in->floors[dip->of];
    rf_grid_add(grid, RF_STRONG, rf_unit_name(view->in, floor->unit));
    rf_grid_add(grid, RF_PLAIN, floor->skill >= 0 ? rf_skill_name(view->in, floor->skill) : "");
    rf_lack_add(grid, view, dip);
}

static void say_others(rf_buf *out, const rf_view *view, const rf_lacks *dips)
{
    char sentence[SENTENCE];
    const int32_t n = dips->n - MOST_ROWS;
    snprintf(sentence, sizeof sentence,
             dngettext("renfort", "%s more floor is dipped, by %s in all.",
                       "%s more floors are dipped, by %s in all.", (unsigned long)n),
             rf_number_count(n).s, rf_number_fte(rf_lacks_total(dips, MOST_ROWS)).s);
    rf_paper_text(out, view->page, RF_PLAIN, sentence);
}

static void print_dips(rf_buf *out, const rf_view *view, const rf_lacks *dips)
{
    const rf_grid_column columns[] = {
        {_("Service"), RF_LEFT, 10, 0},      {_("Skill"), RF_LEFT, 8, 3},
        {_("From"), RF_LEFT, 0, 1},          {_("To"), RF_LEFT, 0, 2},
        {_("FTE at worst"), RF_RIGHT, 0, 4}, {_("Below"), RF_RIGHT, 0, 0},
    };
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t i = 0; i < dips->n && i < MOST_ROWS; i++)
        add_row(&grid, view, &dips->items[i]);
    rf_paper_heading(out, view->page,
                     rf_counts_weeks(view->in) ? _("Floors that are dipped, in FTE-weeks")
                                               : _("Floors that are dipped, in FTE-periods"));
    rf_grid_print(out, view->page, &grid);
    if (dips->n > MOST_ROWS)
        say_others(out, view, dips);
}

void rf_section_dips(rf_buf *out, const rf_view *view)
{
    rf_lacks dips;
    if (!rf_lacks_new(&dips, view, view->in->n_floors, dip_of)) {
        out->failed = true;
        return;
    }
    if (dips.n > 0)
        print_dips(out, view, &dips);
    free(dips.items);
}
