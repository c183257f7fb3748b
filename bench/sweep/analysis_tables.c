/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of differences, tested together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/sweep/analysis_cells.h"

static void put_chance(rf_sheet *sheet, const rf_paired *test, double p)
{
    if (test->n < 2)
        rf_sheet_none(sheet);
    else
        rf_sheet_share(sheet, llround(p * 10000), 10000);
}

/* ---- rows that are tested together ---- */

typedef struct row {
    const char *territory, *name;
    double before, after;
    rf_paired test;
    double p;
} row;

typedef struct rows {
    row *items;
    int32_t n;
} rows;

static rf_status correct(rows *list, rf_err *err)
{
    double *p = rf_new_array((size_t)list->n, sizeof *p);
    if (p == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < list->n; i++)
        p[i] = list->items[i].test.p;
    const rf_status rc = rf_holm(p, p, list->n, err);
    for (int32_t i = 0; i < list->n && rc == RF_OK; i++)
        list->items[i].p = p[i];
    free(p);
    return rc;
}

/* a less b, over the seeds that have both. */
static row compare(const char *territory, const char *name, const double *a, const double *b,
                   int32_t n)
{
    row r = {
        .territory = territory, .name = name, .test = rf_paired_test(a, b, n, RF_SWEEP_CONFIDENCE)};
    double sum_a = 0, sum_b = 0;
    for (int32_t i = 0; i < n; i++)
        if (!isnan(a[i]) && !isnan(b[i])) {
            sum_a += a[i];
            sum_b += b[i];
        }
    r.before = r.test.n > 0 ? sum_b / r.test.n : NAN;
    r.after = r.test.n > 0 ? sum_a / r.test.n : NAN;
    return r;
}

/* Room for one row and two samples a name, with their seeds. */
static bool has_room(rows *list, double **a, double **b, const rf_sweep_analysis *analysis,
                     int32_t n_rows)
{
    const size_t n = (size_t)rf_sweep_seeds_of(analysis);
    list->items = rf_new_array((size_t)n_rows, sizeof *list->items);
    list->n = 0;
    *a = rf_new_array(n, sizeof **a);
    *b = rf_new_array(n, sizeof **b);
    return list->items != NULL && *a != NULL && *b != NULL;
}

/* ---- variants ---- */

static int by_change(const void *a, const void *b)
{
    const row *x = a, *y = b;
    const int order = strcmp(x->territory, y->territory);
    if (order != 0)
        return order;
    const double cx = isnan(x->test.mean) ? -1 : fabs(x->test.mean),
                 cy = isnan(y->test.mean) ? -1 : fabs(y->test.mean);
    if (cx < cy || cx > cy)
        return cx > cy ? -1 : 1;
    return strcmp(x->name, y->name);
}

static const char *verdict(const row *r, const char *figure)
{
    const rf_kpi_definition *definition = rf_kpi_definition_of(figure);
    const rf_kpi_better better = definition != NULL ? definition->better : RF_KPI_NEITHER;
    if (r->test.n < 2)
        return "one_seed";
    if (!(r->p < RF_SWEEP_RISK))
        return "noise";
    if (better == RF_KPI_NEITHER)
        return "different";
    return (r->test.mean > 0) == (better == RF_KPI_MORE) ? "better" : "worse";
}

static void print_variants(rf_sheets *out, const rows *list, const char *figure)
{
    static const char *const COLUMNS[] = {"territory", "variant", "value",  "change",
                                          "low",       "high",    "chance", "verdict"};
    rf_sheet *sheet = rf_sheets_add(out, "variants", COLUMNS, 8);
    const bool share = rf_sweep_is_share(figure);
    for (int32_t i = 0; i < list->n; i++) {
        const row *r = &list->items[i];
        rf_sheet_text(sheet, r->territory);
        rf_sheet_text(sheet, r->name);
        rf_sweep_put_value(sheet, r->after, share);
        rf_sweep_put_change(sheet, r->test.mean, share);
        rf_sweep_put_change(sheet, r->test.low, share);
        rf_sweep_put_change(sheet, r->test.high, share);
        put_chance(sheet, &r->test, r->p);
        rf_sheet_code(sheet, verdict(r, figure));
    }
}

rf_status rf_sweep_variants(rf_sheets *out, const rf_sweep_analysis *analysis,
                            const rf_sweep_question *q, rf_err *err)
{
    const rf_sweep_series territories = rf_sweep_territories_of(analysis),
                          variants = rf_sweep_variants_of(analysis);
    const rf_sweep_measure measure = rf_sweep_figure_of(q);
    const char *base = rf_sweep_or(q->base, "base");
    rows list;
    double *a = NULL, *b = NULL;
    bool ready = has_room(&list, &a, &b, analysis, territories.n * variants.n);
    for (int32_t t = 0; ready && t < territories.n; t++) {
        const char *territory = territories.items[t];
        if (!rf_sweep_is_asked(q, territory) ||
            !rf_sweep_values(b, analysis, &measure, territory, base))
            continue;
        for (int32_t v = 0; v < variants.n; v++)
            if (strcmp(variants.items[v], base) != 0 &&
                rf_sweep_values(a, analysis, &measure, territory, variants.items[v]))
                list.items[list.n++] =
                    compare(territory, variants.items[v], a, b, rf_sweep_seeds_of(analysis));
    }
    rf_status rc = !ready ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        rc = list.n == 0 ? rf_sweep_nothing(q, base, err) : correct(&list, err);
    if (rc == RF_OK) {
        qsort(list.items, (size_t)list.n, sizeof *list.items, by_change);
        print_variants(out, &list, measure.figure);
    }
    free(list.items);
    free(a);
    free(b);
    return rc;
}

/* ---- solidarity ---- */

static void print_solidarity(rf_sheets *out, const rows *list)
{
    static const char *const COLUMNS[] = {"territory", "organisation", "alone", "pooled",
                                          "gain",      "low",          "high",  "chance"};
    rf_sheet *sheet = rf_sheets_add(out, "organisations", COLUMNS, 8);
    for (int32_t i = 0; i < list->n; i++) {
        const row *r = &list->items[i];
        rf_sheet_text(sheet, r->territory);
        if (r->name[0] == '\0')
            rf_sheet_code(sheet, "all");
        else
            rf_sheet_text(sheet, r->name);
        rf_sweep_put_value(sheet, r->after, false);
        rf_sweep_put_value(sheet, r->before, false);
        rf_sweep_put_change(sheet, r->test.mean, false);
        rf_sweep_put_change(sheet, r->test.low, false);
        rf_sweep_put_change(sheet, r->test.high, false);
        put_chance(sheet, &r->test, r->p);
    }
}

rf_status rf_sweep_solidarity(rf_sheets *out, const rf_sweep_analysis *analysis,
                              const rf_sweep_question *q, rf_err *err)
{
    const rf_sweep_series territories = rf_sweep_territories_of(analysis),
                          organisations = rf_sweep_organisations_of(analysis);
    const char *pooled = rf_sweep_or(q->base, "base"), *alone = rf_sweep_or(q->against, "alone");
    rows list;
    double *a = NULL, *b = NULL;
    const bool ready = has_room(&list, &a, &b, analysis, territories.n * (organisations.n + 1));
    for (int32_t t = 0; ready && t < territories.n; t++)
        for (int32_t o = 0; o <= organisations.n && rf_sweep_is_asked(q, territories.items[t]);
             o++) {
            const rf_sweep_measure lacks = {.organisation =
                                                o < organisations.n ? organisations.items[o] : "",
                                            .scenario = q->scenario};
            const char *territory = territories.items[t];
            if (rf_sweep_values(a, analysis, &lacks, territory, alone) &&
                rf_sweep_values(b, analysis, &lacks, territory, pooled))
                list.items[list.n++] =
                    compare(territory, lacks.organisation, a, b, rf_sweep_seeds_of(analysis));
        }
    rf_status rc = ready ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = list.n == 0 ? rf_sweep_nothing(q, alone, err) : correct(&list, err);
    if (rc == RF_OK)
        print_solidarity(out, &list);
    free(list.items);
    free(a);
    free(b);
    return rc;
}
