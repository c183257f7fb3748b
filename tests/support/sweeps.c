/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/sweeps.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_FIGURES = 256, MOST_SWEEP_CELLS = 2048, TEXT = 48 };

typedef struct drawing {
    const sweep_shape *shape;
    rf_random random;
    rf_results *results;
    rf_result_figure figures[MOST_FIGURES];
    rf_result_cell cells[MOST_SWEEP_CELLS];
    char organisations[64][TEXT];
    size_t n_figures, n_cells;
    int32_t n_jobs;
} drawing;

static void add_figure(drawing *d, const rf_kpi_definition *definition, const char *group)
{
    static const int64_t PEOPLE[] = {0, 3, 40, 400, 2000, 15};
    const double high = isfinite(definition->high) ? definition->high : 500;
    assert_true(d->n_figures < MOST_FIGURES);
    d->figures[d->n_figures++] = (rf_result_figure){
        .name = definition->name,
        .group = group,
        .value = rf_random_below(&d->random, 9) == 0 ? NAN : high * rf_random_share(&d->random),
        .people = rf_random_below(&d->random, 3) == 0
                      ? -1
                      : PEOPLE[rf_random_below(&d->random, sizeof PEOPLE / sizeof *PEOPLE)]};
}

static void draw_figures(drawing *d)
{
    static const char *const TIERS[] = {"vital", "essential", "important"};
    static const char *const CATEGORIES[] = {"A", "B", "C"};
    int32_t n = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    d->n_figures = 0;
    for (int32_t i = 0; i < n; i++) {
        if (all[i].groups != RF_KPI_STANDINGS)
            add_figure(d, &all[i], "");
        for (int32_t g = 0; g < 3; g++) {
            if (all[i].groups == RF_KPI_TIERS || (all[i].groups == RF_KPI_PRESSING && g < 2))
                add_figure(d, &all[i], TIERS[g]);
            if (all[i].groups == RF_KPI_CATEGORIES)
                add_figure(d, &all[i], CATEGORIES[g]);
        }
        if (all[i].groups == RF_KPI_STANDINGS)
            for (int32_t g = 0; g < RF_N_STANDINGS; g++)
                add_figure(d, &all[i], rf_standing_name(g));
    }
    if (d->shape->secrets) {
        d->figures[d->n_figures++] = (rf_result_figure){"zqx_figure", "", 1, 100};
        d->figures[d->n_figures++] = (rf_result_figure){"coverage", "Zqx Jeanne", 1, 100};
    }
}

static void add_cell(drawing *d, const char *table, const char *row, const char *column)
{
    const int32_t kind = rf_random_below(&d->random, 3);
    assert_true(d->n_cells < MOST_SWEEP_CELLS);
    if (kind > 0)
        d->cells[d->n_cells++] = (rf_result_cell){
            table, row, column, 1 + rf_random_below(&d->random, kind == 1 ? 14 : 60), 12.25};
}

static void draw_cells(drawing *d)
{
    static const char *const TIERS[] = {"vital", "essential", "important"};
    static const char *const CATEGORIES[] = {"A", "B", "C"};
    d->n_cells = 0;
    for (int32_t i = 0; i < d->shape->organisations; i++)
        for (int32_t j = 0; j < d->shape->organisations; j++)
            if (i != j)
                add_cell(d, "lending", d->organisations[i], d->organisations[j]);
    for (int32_t i = 0; i < 3; i++)
        for (int32_t j = 0; j < 3; j++)
            add_cell(d, "category_tier", CATEGORIES[i], TIERS[j]);
    add_cell(d, "commune", "59zqx183", "59zqx999");
    add_cell(d, "commune", "59zqx183", "59zqx183");
    if (d->shape->secrets) {
        add_cell(d, "zqx_table", "A", "vital");
        add_cell(d, "category_tier", "Zqx Martin", "vital");
        add_cell(d, "category_tier", "A", "zqx, nurse");
        add_cell(d, "lending", "=zqx()", "O-zqx-1");
    }
}

static void put_job(drawing *d, const char *territory, const char *scenario, const char *variant,
                    int64_t seed)
{
    rf_err err;
    char id[33];
    draw_figures(d);
    draw_cells(d);
    snprintf(id, sizeof id, "%032x", (unsigned)++d->n_jobs);
    static const rf_result_level levels[] = {{0, "vital " SWEEP_SECRET, 1, 1, 0, "optimal"}};
    const bool failed = seed == 2;
    const rf_result result = {.job = {.id = id,
                                      .territory = territory,
                                      .scenario = scenario,
                                      .variant = variant,
                                      .seed = seed,
                                      .failure = failed ? RF_JOB_CRASH : RF_JOB_DONE,
                                      .detail = failed ? "agent " SWEEP_SECRET " fell ill" : "",
                                      .outcome = failed ? "" : "optimal",
                                      .plan = failed ? "" : id},
                              .levels = levels,
                              .figures = d->figures,
                              .cells = d->cells,
                              .n_levels = failed ? 0 : 1,
                              .n_figures = failed ? 0 : d->n_figures,
                              .n_cells = failed ? 0 : d->n_cells};
    if (rf_results_put(d->results, &result, &err) != RF_OK)
        fail_msg("%s", err.text);
}

static void put_territory(drawing *d, const char *territory)
{
    static const char *const SCENARIOS[] = {"my own " SWEEP_SECRET, "pandemic-25"};
    static const char *const VARIANTS[] = {"base", "no " SWEEP_SECRET};
    for (int32_t i = 0; i < 4; i++)
        for (int32_t seed = 1; seed <= d->shape->draws; seed++)
            put_job(d, territory, SCENARIOS[i / 2], VARIANTS[i % 2], seed);
}

void sweep_write(const char *path, const sweep_shape *shape)
{
    rf_err err;
    static drawing d;
    d = (drawing){.shape = shape, .random = {shape->seed}};
    for (int32_t i = 0; i < shape->organisations; i++)
        snprintf(d.organisations[i], TEXT, "Employer %s %d", SWEEP_SECRET, (int)i);
    const rf_result_sweep sweep = {"sweep of " SWEEP_SECRET, shape->version, 99};
    if (rf_results_create(&d.results, path, &sweep, &err) != RF_OK)
        fail_msg("%s", err.text);
    put_territory(&d, shape->territory);
    if (shape->other != NULL)
        put_territory(&d, shape->other);
    if (rf_results_finish(d.results, &err) != RF_OK)
        fail_msg("%s", err.text);
    rf_results_close(d.results);
}
