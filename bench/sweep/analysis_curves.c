/* SPDX-License-Identifier: GPL-3.0-or-later
 * Curves of variants, and territories side by side. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/sweep/analysis_cells.h"

/* ---- curves ---- */

typedef struct point {
    const char *territory, *variant;
    double across;
    rf_sample sample;
} point;

static int by_place(const void *a, const void *b)
{
    const point *x = a, *y = b;
    const int order = strcmp(x->territory, y->territory);
    if (order != 0)
        return order;
    if (x->across < y->across || x->across > y->across)
        return x->across < y->across ? -1 : 1;
    return strcmp(x->variant, y->variant);
}

static void print_curve(rf_sheets *out, const point *points, int32_t n, const char *figure,
                        const char *across)
{
    static const char *const COLUMNS[] = {"territory", "variant", "across", "value",
                                          "low",       "high",    "seeds"};
    rf_sheet *sheet = rf_sheets_add(out, "curve", COLUMNS, 7);
    const bool share = rf_sweep_is_share(figure);
    for (int32_t i = 0; i < n; i++) {
        rf_sheet_text(sheet, points[i].territory);
        rf_sheet_text(sheet, points[i].variant);
        rf_sweep_put_value(sheet, points[i].across, rf_sweep_is_share(across));
        rf_sweep_put_value(sheet, points[i].sample.mean, share);
        rf_sweep_put_interval(sheet, &points[i].sample, figure);
        rf_sheet_count(sheet, points[i].sample.n);
    }
}

/* The territory's, one a variant that has both figures. `seeds` is room for a sample. */
static int32_t collect(point *points, const rf_sweep_analysis *analysis,
                       const rf_sweep_measure measures[2], const char *territory, double *seeds)
{
    const rf_sweep_series variants = rf_sweep_variants_of(analysis);
    const int32_t n_seeds = rf_sweep_seeds_of(analysis);
    int32_t n = 0;
    for (int32_t v = 0; v < variants.n; v++) {
        point p = {.territory = territory, .variant = variants.items[v]};
        if (!rf_sweep_values(seeds, analysis, &measures[0], territory, p.variant))
            continue;
        p.across = rf_sample_of(seeds, n_seeds).mean;
        if (!rf_sweep_values(seeds, analysis, &measures[1], territory, p.variant))
            continue;
        p.sample = rf_sample_of(seeds, n_seeds);
        points[n++] = p;
    }
    return n;
}

rf_status rf_sweep_curve(rf_sheets *out, const rf_sweep_analysis *analysis,
                         const rf_sweep_question *q, rf_err *err)
{
    const rf_sweep_series territories = rf_sweep_territories_of(analysis);
    const int32_t n_variants = rf_sweep_variants_of(analysis).n;
    const rf_sweep_measure measures[2] = {
        {.figure = rf_sweep_or(q->across, "moved"), .group = "", .scenario = q->scenario},
        rf_sweep_figure_of(q)};
    point *points = rf_new_array((size_t)(territories.n * n_variants), sizeof *points);
    double *seeds = rf_new_array((size_t)rf_sweep_seeds_of(analysis), sizeof *seeds);
    rf_status rc = points == NULL || seeds == NULL ? rf_fail_memory(err) : RF_OK;
    int32_t n = 0;
    for (int32_t t = 0; t < territories.n && rc == RF_OK; t++)
        if (rf_sweep_is_asked(q, territories.items[t]))
            n += collect(points + n, analysis, measures, territories.items[t], seeds);
    if (rc == RF_OK && n == 0)
        rc = rf_sweep_nothing(q, "any", err);
    if (rc == RF_OK) {
        qsort(points, (size_t)n, sizeof *points, by_place);
        print_curve(out, points, n, measures[1].figure, measures[0].figure);
    }
    free(points);
    free(seeds);
    return rc;
}

/* ---- territories ---- */

typedef struct standing {
    const char *territory;
    rf_sample sample;
    rf_rank rank;
    bool more_is_better;
} standing;

/* Better ranks first, then better means. */
static int by_rank(const void *a, const void *b)
{
    const standing *x = a, *y = b;
    const int32_t ranks = x->rank.best + x->rank.worst - y->rank.best - y->rank.worst;
    if (ranks != 0)
        return ranks;
    if (x->sample.mean < y->sample.mean || x->sample.mean > y->sample.mean)
        return (x->sample.mean > y->sample.mean) == x->more_is_better ? -1 : 1;
    return strcmp(x->territory, y->territory);
}

static void print_territories(rf_sheets *out, const standing *list, int32_t n, const char *figure)
{
    static const char *const COLUMNS[] = {"territory", "value", "low",  "high",
                                          "best",      "worst", "seeds"};
    rf_sheet *sheet = rf_sheets_add(out, "territories", COLUMNS, 7);
    const bool share = rf_sweep_is_share(figure);
    for (int32_t i = 0; i < n; i++) {
        rf_sheet_text(sheet, list[i].territory);
        rf_sweep_put_value(sheet, list[i].sample.mean, share);
        rf_sweep_put_interval(sheet, &list[i].sample, figure);
        rf_sheet_count(sheet, list[i].rank.best);
        rf_sheet_count(sheet, list[i].rank.worst);
        rf_sheet_count(sheet, list[i].sample.n);
    }
}

/* Room for all the territories: their values and what is made of them. */
typedef struct league {
    double *values; /* [n][seeds] */
    standing *list;
    rf_rank *ranks;
    int32_t n;
} league;

static rf_status play(league *l, int32_t n_seeds, bool more_is_better, rf_err *err)
{
    const rf_contest contest = {l->values, l->n, n_seeds, more_is_better, RF_SWEEP_RISK};
    const rf_status rc = rf_ranks_of(l->ranks, &contest, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t i = 0; i < l->n; i++) {
        l->list[i].sample = rf_sample_of(l->values + (int64_t)i * n_seeds, n_seeds);
        l->list[i].rank = l->ranks[i];
        l->list[i].more_is_better = more_is_better;
    }
    qsort(l->list, (size_t)l->n, sizeof *l->list, by_rank);
    return RF_OK;
}

rf_status rf_sweep_territories(rf_sheets *out, const rf_sweep_analysis *analysis,
                               const rf_sweep_question *q, rf_err *err)
{
    const rf_sweep_series territories = rf_sweep_territories_of(analysis);
    const int32_t n_seeds = rf_sweep_seeds_of(analysis);
    const rf_sweep_measure measure = rf_sweep_figure_of(q);
    const rf_kpi_definition *definition = rf_kpi_definition_of(measure.figure);
    const char *base = rf_sweep_or(q->base, "base");
    const size_t n = (size_t)territories.n;
    league l = {.values = rf_new_array(n * (size_t)n_seeds, sizeof *l.values),
                .list = rf_new_array(n, sizeof *l.list),
                .ranks = rf_new_array(n, sizeof *l.ranks)};
    const bool ready = l.values != NULL && l.list != NULL && l.ranks != NULL;
    for (int32_t t = 0; ready && t < territories.n; t++)
        if (rf_sweep_is_asked(q, territories.items[t]) &&
            rf_sweep_values(l.values + (int64_t)l.n * n_seeds, analysis, &measure,
                            territories.items[t], base))
            l.list[l.n++].territory = territories.items[t];
    rf_status rc = ready ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = l.n == 0
                 ? rf_sweep_nothing(q, base, err)
                 : play(&l, n_seeds, definition == NULL || definition->better != RF_KPI_LESS, err);
    if (rc == RF_OK)
        print_territories(out, l.list, l.n, measure.figure);
    free(l.values);
    free(l.list);
    free(l.ranks);
    return rc;
}
