/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/sweep/analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct job {
    const char *id, *territory, *scenario, *variant;
    int32_t seed; /* its place among the seeds */
} job;

typedef struct value {
    size_t job;
    const char *name, *group;
    double value;
} value;

typedef struct values {
    value *items; /* in the order of the jobs */
    size_t n, capacity;
    size_t at; /* while reading: the job of the last */
} values;

typedef struct names {
    const char **items;
    size_t n, capacity;
} names;

struct rf_sweep_analysis {
    rf_pool *strings;
    job *jobs;
    size_t n_jobs, jobs_capacity;
    int64_t *seeds;
    size_t n_seeds, seeds_capacity;
    names territories, scenarios, variants, organisations;
    values figures, lacks; /* lacks: name is the organisation, group the term */
    bool no_memory;
};

void rf_sweep_analysis_free(rf_sweep_analysis *a)
{
    if (a == NULL)
        return;
    rf_pool_free(a->strings);
    free(a->jobs);
    free(a->seeds);
    free(a->territories.items);
    free(a->scenarios.items);
    free(a->variants.items);
    free(a->organisations.items);
    free(a->figures.items);
    free(a->lacks.items);
    free(a);
}

/* ---- reading: a string of the pool is the same as another where the pointers are ---- */

static const char *keep(rf_sweep_analysis *a, const char *text)
{
    const char *kept = rf_pool_intern(a->strings, text, strlen(text));
    a->no_memory = a->no_memory || kept == NULL;
    return kept;
}

static void add_name(rf_sweep_analysis *a, names *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i] == name)
            return;
    const char **items = rf_grow(list->items, &list->capacity, list->n + 1, sizeof *items);
    if (items == NULL) {
        a->no_memory = true;
        return;
    }
    list->items = items;
    items[list->n++] = name;
}

static int32_t place_of_seed(rf_sweep_analysis *a, int64_t seed)
{
    for (size_t i = 0; i < a->n_seeds; i++)
        if (a->seeds[i] == seed)
            return (int32_t)i;
    int64_t *seeds = rf_grow(a->seeds, &a->seeds_capacity, a->n_seeds + 1, sizeof *seeds);
    if (seeds == NULL) {
        a->no_memory = true;
        return 0;
    }
    a->seeds = seeds;
    seeds[a->n_seeds] = seed;
    return (int32_t)a->n_seeds++;
}

static void add_job(void *context, const rf_result_job *from)
{
    rf_sweep_analysis *a = context;
    job *jobs = rf_grow(a->jobs, &a->jobs_capacity, a->n_jobs + 1, sizeof *jobs);
    if (jobs == NULL) {
        a->no_memory = true;
        return;
    }
    a->jobs = jobs;
    job *j = &jobs[a->n_jobs++];
    *j = (job){keep(a, from->id), keep(a, from->territory), keep(a, from->scenario),
               keep(a, from->variant), place_of_seed(a, from->seed)};
    add_name(a, &a->territories, j->territory);
    add_name(a, &a->scenarios, j->scenario);
    add_name(a, &a->variants, j->variant);
}

static void add_value(rf_sweep_analysis *a, values *list, const char *id, value v)
{
    value *items = rf_grow(list->items, &list->capacity, list->n + 1, sizeof *items);
    const char *kept = keep(a, id);
    if (items == NULL) {
        a->no_memory = true;
        return;
    }
    list->items = items;
    while (list->at < a->n_jobs && a->jobs[list->at].id != kept)
        list->at++;
    v.job = list->at;
    items[list->n++] = v;
}

static void add_figure(void *context, const char *id, const rf_result_figure *figure)
{
    rf_sweep_analysis *a = context;
    add_value(a, &a->figures, id,
              (value){0, keep(a, figure->name), keep(a, figure->group), figure->value});
}

static void add_cell(void *context, const char *id, const rf_result_cell *cell)
{
    rf_sweep_analysis *a = context;
    if (strcmp(cell->table, "organisation") != 0)
        return;
    const char *organisation = keep(a, cell->row);
    add_name(a, &a->organisations, organisation);
    add_value(a, &a->lacks, id, (value){0, organisation, keep(a, cell->column), cell->value});
}

rf_status rf_sweep_analysis_new(rf_sweep_analysis **out, const char *path, rf_err *err)
{
    rf_results *results = NULL;
    rf_sweep_analysis *a = rf_new_array(1, sizeof *a);
    if (a == NULL)
        return rf_fail_memory(err);
    a->strings = rf_pool_new();
    rf_status rc = a->strings == NULL ? rf_fail_memory(err) : rf_results_open(&results, path, err);
    if (rc == RF_OK)
        rc = rf_results_each_job(results, add_job, a, err);
    if (rc == RF_OK)
        rc = rf_results_each_figure(results, NULL, add_figure, a, err);
    if (rc == RF_OK)
        rc = rf_results_each_cell(results, NULL, add_cell, a, err);
    rf_results_close(results);
    if (rc == RF_OK && a->no_memory)
        rc = rf_fail_memory(err);
    if (rc != RF_OK) {
        rf_sweep_analysis_free(a);
        return rc;
    }
    *out = a;
    return RF_OK;
}

/* ---- asking ---- */

static rf_sweep_series series_of(const names *list)
{
    return (rf_sweep_series){list->items, (int32_t)list->n};
}

rf_sweep_series rf_sweep_territories_of(const rf_sweep_analysis *analysis)
{
    return series_of(&analysis->territories);
}

rf_sweep_series rf_sweep_variants_of(const rf_sweep_analysis *analysis)
{
    return series_of(&analysis->variants);
}

rf_sweep_series rf_sweep_organisations_of(const rf_sweep_analysis *analysis)
{
    return series_of(&analysis->organisations);
}

int32_t rf_sweep_seeds_of(const rf_sweep_analysis *analysis)
{
    return (int32_t)analysis->n_seeds;
}

static bool is_measured(const value *v, const rf_sweep_measure *m)
{
    if (m->organisation == NULL)
        return strcmp(v->name, m->figure) == 0 && strcmp(v->group, m->group) == 0;
    return strncmp(v->group, "unmet.", strlen("unmet.")) == 0 &&
           (m->organisation[0] == '\0' || strcmp(v->name, m->organisation) == 0);
}

/* Sums of one job's values; NaN where it has none. */
static double value_of(const values *list, size_t *next, size_t j, const rf_sweep_measure *m)
{
    double sum = NAN;
    while (*next < list->n && list->items[*next].job < j)
        (*next)++;
    for (; *next < list->n && list->items[*next].job == j; (*next)++) {
        const value *v = &list->items[*next];
        if (is_measured(v, m))
            sum = isnan(sum) ? v->value : sum + v->value;
    }
    return sum;
}

bool rf_sweep_values(double *out, const rf_sweep_analysis *a, const rf_sweep_measure *measure,
                     const char *territory, const char *variant)
{
    const values *list = measure->organisation == NULL ? &a->figures : &a->lacks;
    const size_t wanted = measure->scenario != NULL ? 1 : a->scenarios.n;
    size_t next = 0;
    bool any = false;
    for (size_t s = 0; s < a->n_seeds; s++)
        out[s] = 0;
    for (size_t s = 0, n = 0; s < a->n_seeds; s++, n = 0, next = 0) {
        for (size_t j = 0; j < a->n_jobs; j++) {
            const job *at = &a->jobs[j];
            if (at->seed != (int32_t)s || strcmp(at->territory, territory) != 0 ||
                strcmp(at->variant, variant) != 0 ||
                (measure->scenario != NULL && strcmp(at->scenario, measure->scenario) != 0))
                continue;
            out[s] += value_of(list, &next, j, measure);
            n++;
        }
        out[s] = n == wanted ? out[s] / (double)wanted : NAN;
        any = any || !isnan(out[s]);
    }
    return any;
}
