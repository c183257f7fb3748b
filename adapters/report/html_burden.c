/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the days are shared: bins of days, none of which speaks of fewer than five people. */
#include <stdlib.h>

#include "adapters/report/html_pictures.h"
#include "adapters/report/number.h"

enum { LEAST_PEOPLE = 5, MOST_BINS = 14, STEP = 5 };

static int compare_days(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

typedef struct bin {
    int64_t low, high; /* days, both included */
    int64_t people;
} bin;

typedef struct bins {
    bin of[MOST_BINS];
    int32_t n;
} bins;

/* Joins each bin of too few people to the one before it, or the first to the one after. */
static void join_small(bins *b)
{
    int32_t n = 0;
    for (int32_t i = 0; i < b->n; i++) {
        const bool alone =
            n == 0 || (b->of[n - 1].people >= LEAST_PEOPLE && b->of[i].people >= LEAST_PEOPLE);
        if (alone) {
            b->of[n++] = b->of[i];
        } else {
            b->of[n - 1].high = b->of[i].high;
            b->of[n - 1].people += b->of[i].people;
        }
    }
    b->n = n;
}

/* Of sorted days above 0, equal steps of 5, 10, 15 ... days. */
static void fill_bins(bins *b, const int64_t *days, int32_t n)
{
    const int64_t most = days[n - 1];
    int64_t step = STEP;
    while ((most + step - 1) / step > MOST_BINS)
        step += STEP;
    b->n = (int32_t)((most + step - 1) / step);
    for (int32_t i = 0; i < b->n; i++)
        b->of[i] = (bin){.low = i * step + 1, .high = (i + 1) * step, .people = 0};
    for (int32_t i = 0; i < n; i++)
        b->of[(days[i] - 1) / step].people++;
    join_small(b);
}

static void add_bins(rf_picture *picture, const bins *b)
{
    rf_picture_table *table = rf_picture_add_table(picture, _("people by days of service"));
    rf_picture_column(table, _("Days"), RF_FORM_TEXT);
    rf_picture_column(table, _("People"), RF_FORM_COUNT);
    for (int32_t i = 0; i < b->n; i++) {
        rf_picture_text(table, rf_pictures_format(picture->pictures, "%s\xe2\x80\x93%s",
                                                  rf_number_count(b->of[i].low).s,
                                                  rf_number_count(b->of[i].high).s));
        rf_picture_value(table, b->of[i].people);
    }
}

void rf_picture_burden(rf_pictures *out, const rf_compared *plan)
{
    const int32_t n_agents = plan->in->n_agents;
    int64_t *days = rf_new_array((size_t)n_agents, sizeof *days);
    if (days == NULL) {
        out->failed = true;
        return;
    }
    rf_burden_days(days, plan->in, plan->plan->moves, plan->plan->n_moves);
    if (n_agents > 1)
        qsort(days, (size_t)n_agents, sizeof *days, compare_days);
    int32_t idle = 0;
    while (idle < n_agents && days[idle] == 0)
        idle++;
    const int32_t n = n_agents - idle;
    if (n >= LEAST_PEOPLE) {
        bins b;
        fill_bins(&b, days + idle, n);
        rf_picture *picture = rf_pictures_add(out, "burden", "bars");
        const rf_text median = rf_number_count(days[idle + n / 2]), serve = rf_number_count(n),
                      all = rf_number_count(n_agents);
        picture->title = rf_pictures_format(
            out, _("%s of %s people have served or will; half of them for %s days or more"),
            serve.s, all.s, median.s);
        picture->note = _("People by working days of service, earlier missions included. A bar of "
                          "fewer than five people is joined to its neighbour.");
        add_bins(picture, &b);
    }
    free(days);
}
