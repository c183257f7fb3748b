/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

enum { MOST_ROWS = 20 };

typedef struct exchange {
    int32_t organisation;
    int64_t lent, borrowed; /* centi-FTE over periods, with other organisations */
} exchange;

/* The most involved first, then as in the file. */
static int compare_exchanges(const void *a, const void *b)
{
    const exchange *x = a, *y = b;
    const int64_t of_x = x->lent + x->borrowed, of_y = y->lent + y->borrowed;
    if (of_x != of_y)
        return of_x > of_y ? -1 : 1;
    return (x->organisation > y->organisation) - (x->organisation < y->organisation);
}

static int64_t flow(const rf_view *view, int32_t lender, int32_t borrower)
{
    const int64_t row = (int64_t)lender * view->in->n_organisations + borrower;
    int64_t sum = 0;
    for (int32_t t = 0; t < view->in->n_periods; t++)
        sum += view->ledger->between[row * view->in->n_periods + t];
    return sum;
}

static void add_up(exchange *exchanges, const rf_view *view)
{
    const int32_t n = view->in->n_organisations;
    for (int32_t o = 0; o < n; o++)
        exchanges[o] = (exchange){.organisation = o};
    for (int32_t lender = 0; lender < n; lender++)
        for (int32_t borrower = 0; borrower < n; borrower++) {
            if (lender == borrower)
                continue;
            const int64_t centi_fte = flow(view, lender, borrower);
            exchanges[lender].lent += centi_fte;
            exchanges[borrower].borrowed += centi_fte;
        }
    qsort(exchanges, (size_t)n, sizeof *exchanges, compare_exchanges);
}

static void add_row(rf_grid *grid, const char *name, exchange e)
{
    rf_grid_add(grid, RF_PLAIN, name);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(e.lent).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(e.borrowed).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_balance(e.lent - e.borrowed).s);
}

static void print_exchanges(rf_buf *out, const rf_view *view, const exchange *exchanges)
{
    const int32_t n = view->in->n_organisations;
    const rf_grid_column columns[] = {{_("Organisation"), RF_LEFT, 12, 0},
                                      {_("Lent"), RF_RIGHT, 0, 0},
                                      {_("Borrowed"), RF_RIGHT, 0, 0},
                                      {_("Balance"), RF_RIGHT, 0, 1}};
    rf_grid grid = rf_grid_new(columns, 4);
    exchange others = {0, 0, 0};
    for (int32_t i = 0; i < n; i++) {
        if (i < MOST_ROWS) {
            add_row(&grid, rf_word_of_organisation(view->in, exchanges[i].organisation),
                    exchanges[i]);
            continue;
        }
        others.lent += exchanges[i].lent;
        others.borrowed += exchanges[i].borrowed;
    }
    if (n > MOST_ROWS)
        add_row(&grid, _("all others"), others);
    rf_grid_print(out, view->page, &grid);
}

void rf_section_exchanges(rf_buf *out, const rf_view *view)
{
    if (view->in->n_organisations < 2)
        return;
    exchange *exchanges = rf_new_array((size_t)view->in->n_organisations, sizeof *exchanges);
    if (exchanges == NULL) {
        out->failed = true;
        return;
    }
    add_up(exchanges, view);
    rf_paper_heading(out, view->page,
                     rf_counts_weeks(view->in) ? _("Lent and borrowed, in FTE-weeks")
                                               : _("Lent and borrowed, in FTE-periods"));
    if (exchanges[0].lent + exchanges[0].borrowed == 0)
        rf_paper_text(out, view->page, RF_PLAIN, _("Nobody is lent to another organisation."));
    else
        print_exchanges(out, view, exchanges);
    free(exchanges);
}
