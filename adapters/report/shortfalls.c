/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

enum { MOST_ROWS = 10, SENTENCE = 512 };

typedef struct shortfall {
    int64_t missing; /* centi-FTE over the periods */
    int32_t worst;   /* centi-FTE on the worst period */
    int32_t first, last;
    rf_need_id need;
} shortfall;

/* The largest first, then as in the file. */
static int compare_shortfalls(const void *a, const void *b)
{
    const shortfall *x = a, *y = b;
    if (x->missing != y->missing)
        return x->missing > y->missing ? -1 : 1;
    return (x->need.i > y->need.i) - (x->need.i < y->need.i);
}

static shortfall shortfall_of(const rf_view *view, rf_need_id k)
{
    shortfall s = {.need = k, .first = -1};
    for (int32_t t = 0; t < view->in->n_periods; t++) {
        const int32_t unmet = rf_ledger_unmet(view->ledger, view->in, k, t);
        if (unmet == 0)
            continue;
        s.missing += unmet;
        s.worst = unmet > s.worst ? unmet : s.worst;
        s.first = s.first < 0 ? t : s.first;
        s.last = t;
    }
    return s;
}

static void add_row(rf_grid *grid, const rf_instance *in, const shortfall *s)
{
    rf_grid_add(grid, RF_STRONG, rf_need_name(in, s->need));
    rf_grid_add(grid, RF_PLAIN, rf_word_tier(in->needs[s->need.i].tier));
    rf_grid_add(grid, RF_PLAIN, rf_word_of_need(in, s->need));
    rf_grid_add(grid, RF_PLAIN, rf_number_date(rf_period_first_day(in->scenario, s->first)).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_date(rf_period_last_day(in->scenario, s->last)).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(s->worst).s);
    rf_grid_add(grid, RF_BAD, rf_number_fte(s->missing).s);
}

static void say_others(rf_buf *out, const rf_view *view, const shortfall *rest, int32_t n)
{
    int64_t missing = 0;
    for (int32_t i = 0; i < n; i++)
        missing += rest[i].missing;
    const unsigned long plural = (unsigned long)n;
    char sentence[SENTENCE];
    if (rf_counts_weeks(view->in))
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s more need lacks %s FTE-weeks.",
                           "%s more needs lack %s FTE-weeks together.", plural),
                 rf_number_count(n).s, rf_number_fte(missing).s);
    else
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s more need lacks %s FTE-periods.",
                           "%s more needs lack %s FTE-periods together.", plural),
                 rf_number_count(n).s, rf_number_fte(missing).s);
    rf_paper_text(out, view->page, RF_PLAIN, sentence);
}

static void print_shortfalls(rf_buf *out, const rf_view *view, const shortfall *all, int32_t n)
{
    const rf_grid_column columns[] = {
        {_("Need"), RF_LEFT, 0, 0},     {_("Tier"), RF_LEFT, 0, 2},
        {_("Name"), RF_LEFT, 20, 3},    {_("From"), RF_LEFT, 0, 0},
        {_("To"), RF_LEFT, 0, 1},       {_("FTE at worst"), RF_RIGHT, 0, 4},
        {_("Missing"), RF_RIGHT, 0, 0},
    };
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t i = 0; i < n && i < MOST_ROWS; i++)
        add_row(&grid, view->in, &all[i]);
    rf_grid_print(out, view->page, &grid);
    if (n > MOST_ROWS)
        say_others(out, view, all + MOST_ROWS, n - MOST_ROWS);
}

/* The needs that lack somebody, largest shortfall first; their number. */
static int32_t collect(shortfall *all, const rf_view *view)
{
    int32_t n = 0;
    for (rf_need_id k = {0}; k.i < view->in->n_needs; k.i++) {
        const shortfall s = shortfall_of(view, k);
        if (s.missing > 0)
            all[n++] = s;
    }
    qsort(all, (size_t)n, sizeof *all, compare_shortfalls);
    return n;
}

void rf_section_shortfalls(rf_buf *out, const rf_view *view)
{
    shortfall *all = rf_new_array((size_t)view->in->n_needs, sizeof *all);
    if (all == NULL) {
        out->failed = true;
        return;
    }
    const int32_t n = collect(all, view);
    rf_paper_heading(out, view->page,
                     rf_counts_weeks(view->in) ? _("Largest shortfalls, in FTE-weeks")
                                               : _("Largest shortfalls, in FTE-periods"));
    if (!rf_asks_for_anybody(view->in))
        rf_paper_text(out, view->page, RF_DOUBTFUL,
                      _("No need asks for anybody on the dates of the scenario."));
    else if (n == 0)
        rf_paper_text(out, view->page, RF_GOOD, _("Every need is covered at all times."));
    else
        print_shortfalls(out, view, all, n);
    free(all);
}
