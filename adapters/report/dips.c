/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

enum { MOST_ROWS = 10, SENTENCE = 512 };

typedef struct dip {
    int64_t below; /* centi-FTE over the periods */
    int32_t worst; /* centi-FTE on the worst period */
    int32_t first, last;
    int32_t floor;
} dip;

/* The largest first, then as in the file. */
static int compare_dips(const void *a, const void *b)
{
    const dip *x = a, *y = b;
    if (x->below != y->below)
        return x->below > y->below ? -1 : 1;
    return (x->floor > y->floor) - (x->floor < y->floor);
}

static dip dip_of(const rf_view *view, int32_t floor)
{
    dip d = {.floor = floor, .first = -1};
    for (int32_t t = 0; t < view->in->n_periods; t++) {
        const int32_t below = rf_ledger_dip(view->ledger, view->in, floor, t);
        if (below == 0)
            continue;
        d.below += below;
        d.worst = below > d.worst ? below : d.worst;
        d.first = d.first < 0 ? t : d.first;
        d.last = t;
    }
    return d;
}

static void add_row(rf_grid *grid, const rf_instance *in, const dip *d)
{
    const rf_floor *floor = &in->floors[d->floor];
    rf_grid_add(grid, RF_STRONG, rf_unit_name(in, floor->unit));
    rf_grid_add(grid, RF_PLAIN, floor->skill >= 0 ? rf_skill_name(in, floor->skill) : "");
    rf_grid_add(grid, RF_PLAIN, rf_number_date(rf_period_first_day(in->scenario, d->first)).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_date(rf_period_last_day(in->scenario, d->last)).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(d->worst).s);
    rf_grid_add(grid, RF_BAD, rf_number_fte(d->below).s);
}

static void say_others(rf_buf *out, const rf_view *view, const dip *rest, int32_t n)
{
    char sentence[SENTENCE];
    int64_t below = 0;
    for (int32_t i = 0; i < n; i++)
        below += rest[i].below;
    snprintf(sentence, sizeof sentence,
             dngettext("renfort", "%s more floor is dipped, by %s in all.",
                       "%s more floors are dipped, by %s in all.", (unsigned long)n),
             rf_number_count(n).s, rf_number_fte(below).s);
    rf_paper_text(out, view->page, RF_PLAIN, sentence);
}

static void print_dips(rf_buf *out, const rf_view *view, const dip *all, int32_t n)
{
    const rf_grid_column columns[] = {
        {_("Service"), RF_LEFT, 10, 0},      {_("Skill"), RF_LEFT, 8, 3},
        {_("From"), RF_LEFT, 0, 1},          {_("To"), RF_LEFT, 0, 2},
        {_("FTE at worst"), RF_RIGHT, 0, 4}, {_("Below"), RF_RIGHT, 0, 0},
    };
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t i = 0; i < n && i < MOST_ROWS; i++)
        add_row(&grid, view->in, &all[i]);
    rf_paper_heading(out, view->page,
                     rf_counts_weeks(view->in) ? _("Floors that are dipped, in FTE-weeks")
                                               : _("Floors that are dipped, in FTE-periods"));
    rf_grid_print(out, view->page, &grid);
    if (n > MOST_ROWS)
        say_others(out, view, all + MOST_ROWS, n - MOST_ROWS);
}

void rf_section_dips(rf_buf *out, const rf_view *view)
{
    int32_t n = 0;
    dip *all = rf_new_array((size_t)view->in->n_floors, sizeof *all);
    if (all == NULL) {
        out->failed = true;
        return;
    }
    for (int32_t f = 0; f < view->in->n_floors; f++) {
        const dip d = dip_of(view, f);
        if (d.below > 0)
            all[n++] = d;
    }
    qsort(all, (size_t)n, sizeof *all, compare_dips);
    if (n > 0)
        print_dips(out, view, all, n);
    free(all);
}
