/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/lacks.h"

#include <stdlib.h>

#include "adapters/report/number.h"

static int compare_lacks(const void *a, const void *b)
{
    const rf_lack *x = a, *y = b;
    if (x->total != y->total)
        return x->total > y->total ? -1 : 1;
    return (x->of > y->of) - (x->of < y->of);
}

static rf_lack lack_of(const rf_view *view, int32_t of, rf_lacking *lacking)
{
    rf_lack lack = {.of = of, .first = -1};
    for (int32_t t = 0; t < view->in->n_periods; t++) {
        const int32_t missing = lacking(view, of, t);
        if (missing == 0)
            continue;
        lack.total += missing;
        lack.worst = missing > lack.worst ? missing : lack.worst;
        lack.first = lack.first < 0 ? t : lack.first;
        lack.last = t;
    }
    return lack;
}

bool rf_lacks_new(rf_lacks *out, const rf_view *view, int32_t n, rf_lacking *lacking)
{
    *out = (rf_lacks){.items = rf_new_array((size_t)n, sizeof *out->items)};
    if (out->items == NULL)
        return false;
    for (int32_t of = 0; of < n; of++) {
        const rf_lack lack = lack_of(view, of, lacking);
        if (lack.total > 0)
            out->items[out->n++] = lack;
    }
    qsort(out->items, (size_t)out->n, sizeof *out->items, compare_lacks);
    return true;
}

int64_t rf_lacks_total(const rf_lacks *lacks, int32_t from)
{
    int64_t total = 0;
    for (int32_t i = from; i < lacks->n; i++)
        total += lacks->items[i].total;
    return total;
}

void rf_lack_add(rf_grid *grid, const rf_view *view, const rf_lack *lack)
{
    const rf_scenario *scenario = view->in->scenario;
    rf_grid_add(grid, RF_PLAIN, rf_number_date(rf_period_first_day(scenario, lack->first)).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_date(rf_period_last_day(scenario, lack->last)).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(lack->worst).s);
    rf_grid_add(grid, RF_BAD, rf_number_fte(lack->total).s);
}
