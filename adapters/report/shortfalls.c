/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/lacks.h"
#include "adapters/report/number.h"
#include "adapters/report/words.h"

enum { MOST_ROWS = 10, SENTENCE = 512 };

static int32_t unmet_of(const rf_view *view, int32_t need, int32_t t)
{
    return rf_ledger_unmet(view->ledger, view->in, (rf_need_id){need}, t);
}

static void add_row(rf_grid *grid, const rf_view *view, const rf_lack *shortfall)
{
    const rf_need_id need = {shortfall->of};
    rf_grid_add(grid, RF_STRONG, rf_need_name(view->in, need));
    rf_grid_add(grid, RF_PLAIN, rf_word_tier(view->in->needs[need.i].tier));
    rf_grid_add(grid, RF_PLAIN, rf_word_of_need(view->in, need));
    rf_lack_add(grid, view, shortfall);
}

static void say_others(rf_buf *out, const rf_view *view, const rf_lacks *shortfalls)
{
    char sentence[SENTENCE];
    const int32_t n = shortfalls->n - MOST_ROWS;
    const unsigned long plural = (unsigned long)n;
    const rf_text missing = rf_number_fte(rf_lacks_total(shortfalls, MOST_ROWS));
    if (rf_counts_weeks(view->in))
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s more need lacks %s FTE-weeks.",
                           "%s more needs lack %s FTE-weeks together.", plural),
                 rf_number_count(n).s, missing.s);
    else
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s more need lacks %s FTE-periods.",
                           "%s more needs lack %s FTE-periods together.", plural),
                 rf_number_count(n).s, missing.s);
    rf_paper_text(out, view->page, RF_PLAIN, sentence);
}

static void print_shortfalls(rf_buf *out, const rf_view *view, const rf_lacks *shortfalls)
{
    const rf_grid_column columns[] = {
        {_("Need"), RF_LEFT, 0, 0},     {_("Tier"), RF_LEFT, 0, 2},
        {_("Name"), RF_LEFT, 20, 3},    {_("From"), RF_LEFT, 0, 0},
        {_("To"), RF_LEFT, 0, 1},       {_("FTE at worst"), RF_RIGHT, 0, 4},
        {_("Missing"), RF_RIGHT, 0, 0},
    };
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t i = 0; i < shortfalls->n && i < MOST_ROWS; i++)
        add_row(&grid, view, &shortfalls->items[i]);
    rf_grid_print(out, view->page, &grid);
    if (shortfalls->n > MOST_ROWS)
        say_others(out, view, shortfalls);
}

void rf_section_shortfalls(rf_buf *out, const rf_view *view)
{
    rf_lacks shortfalls;
    if (!rf_lacks_new(&shortfalls, view, view->in->n_needs, unmet_of)) {
        out->failed = true;
        return;
    }
    rf_paper_heading(out, view->page,
                     rf_counts_weeks(view->in) ? _("Largest shortfalls, in FTE-weeks")
                                               : _("Largest shortfalls, in FTE-periods"));
    if (!rf_asks_for_anybody(view->in))
        rf_paper_text(out, view->page, RF_DOUBTFUL,
                      _("No need asks for anybody on the dates of the scenario."));
    else if (shortfalls.n == 0)
        rf_paper_text(out, view->page, RF_GOOD, _("Every need is covered at all times."));
    else
        print_shortfalls(out, view, &shortfalls);
    free(shortfalls.items);
}
