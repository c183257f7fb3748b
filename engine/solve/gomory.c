/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/gomory.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"

enum { MOST_TRIED = 60, MOST_KEPT = 30, MOST_SOURCES = 400 };

static const double FRACTION = 0.02, PRESENT = 1e-7, WHOLE = 1 - 1e-7, LEAST_EFFICACY = 2e-3,
                    LARGEST = 0x1p26; /* coefficient: floating point is to bear it */

/* A combination in the making: what the tableau says, then what complements the stays at 1. */
typedef struct combination {
    rf_source *sources;
    int32_t n;
    size_t capacity;
} combination;

typedef struct gomory {
    const rf_model *m;
    const rf_program *program;
    rf_roundings *roundings;
    const int64_t *limits;
    rf_stay *stays; /* of the program, and the pins */
    double *x;      /* [stays] */
    int32_t n_stays;
    combination *combinations;
    int32_t n_combinations, first; /* its roundings begin here */
    rf_err *err;
} gomory;

typedef struct fractional {
    int32_t stay;
    double distance; /* from one half */
} fractional;

static int compare_fractionals(const void *a, const void *b)
{
    const fractional *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return x->stay < y->stay ? -1 : x->stay > y->stay;
}

static rf_status add_source(combination *c, rf_source source, rf_err *err)
{
    rf_source *sources = rf_grow(c->sources, &c->capacity, (size_t)c->n + 1, sizeof *sources);
    if (sources == NULL)
        return rf_fail_memory(err);
    c->sources = sources;
    sources[c->n++] = source;
    return RF_OK;
}

static rf_status list_stays(gomory *g)
{
    const rf_eligibility *e = g->m->eligible;
    const int32_t n = rf_program_n_stays(g->program);
    const size_t most = (size_t)n + (size_t)e->n_runs;
    g->stays = rf_new_array(most, sizeof *g->stays);
    g->x = rf_new_array(most, sizeof *g->x);
    if (g->stays == NULL || g->x == NULL)
        return rf_fail_memory(g->err);
    for (int32_t i = 0; i < n; i++) {
        g->stays[i] = rf_program_stay(g->program, i);
        g->x[i] = rf_program_primal(g->program, i);
    }
    g->n_stays = n;
    for (int32_t r = 0; r < e->n_runs; r++)
        if (e->runs[r].pinned) {
            g->stays[g->n_stays] = (rf_stay){r, e->runs[r].first, e->runs[r].last};
            g->x[g->n_stays++] = 1;
        }
    return RF_OK;
}

/* ---- the tableau's combinations ---------------------------------------------------------------*/

static rf_status read_combination(gomory *g, rf_source *scratch, int32_t stay)
{
    int32_t n = 0;
    rf_status rc = rf_program_combination(scratch, &n, g->program, stay, g->err);
    if (rc != RF_OK || n == 0 || n > MOST_SOURCES)
        return rc;
    combination *c = &g->combinations[g->n_combinations];
    for (int32_t i = 0; i < n && rc == RF_OK; i++)
        rc = add_source(c, scratch[i], g->err);
    g->n_combinations++;
    return rc;
}

static rf_status read_combinations(gomory *g)
{
    const int32_t n_loaded = rf_program_n_stays(g->program);
    fractional *found = rf_new_array((size_t)n_loaded, sizeof *found);
    rf_source *scratch = rf_new_array((size_t)rf_program_n_rows(g->program), sizeof *scratch);
    g->combinations = rf_new_array(MOST_TRIED, sizeof *g->combinations);
    rf_status rc = found == NULL || scratch == NULL || g->combinations == NULL
                       ? rf_fail_memory(g->err)
                       : RF_OK;
    int32_t n = 0;
    for (int32_t i = 0; i < n_loaded && rc == RF_OK; i++)
        if (g->x[i] > FRACTION && g->x[i] < 1 - FRACTION)
            found[n++] = (fractional){i, fabs(g->x[i] - 0.5)};
    if (n > 0)
        qsort(found, (size_t)n, sizeof *found, compare_fractionals);
    for (int32_t i = 0; i < n && g->n_combinations < MOST_TRIED && rc == RF_OK; i++)
        rc = read_combination(g, scratch, found[i].stay);
    free(found);
    free(scratch);
    return rc;
}

/* ---- complements ------------------------------------------------------------------------------*/

/* The row that says that the agent does not do more than this stay. */
static int32_t exclusive_row(const rf_model *m, rf_stay s)
{
    const int32_t agent = rf_run_of(m, s)->agent.i;
    return m->period_row == NULL ? m->total_row[agent]
                                 : m->period_row[(int64_t)agent * m->in->n_periods + s.first];
}

/* What the combinations have of one stay at 1 goes to the row that it fills: the stay then has 0.
 */
static rf_status complement(gomory *g, rf_rounder *rounder, rf_stay s, const int32_t *maker)
{
    const rf_touched touched = rf_rounder_begin(rounder, s.run);
    rf_rounder_stay(rounder, s);
    const int64_t *combined = rf_rounder_combined(rounder);
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < touched.n && rc == RF_OK; i++)
        if (touched.ids[i] >= g->first && combined[i] != 0)
            rc = add_source(&g->combinations[maker[touched.ids[i] - g->first]],
                            (rf_source){RF_SOURCE_ROW, exclusive_row(g->m, s), -combined[i], 0},
                            g->err);
    return rc;
}

/* Numbers that leave 64 bits: nothing is made of these combinations. */
static void give_up(gomory *g)
{
    for (int32_t i = 0; i < g->n_combinations; i++)
        free(g->combinations[i].sources);
    g->n_combinations = 0;
}

static rf_status complement_all(gomory *g)
{
    int32_t maker[MOST_TRIED];
    rf_rounder *rounder = NULL;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < g->n_combinations && rc == RF_OK; i++) {
        const combination *c = &g->combinations[i];
        bool added = false;
        rc =
            rf_roundings_add_combination(&added, g->roundings, g->limits, c->sources, c->n, g->err);
        if (added)
            maker[g->roundings->n - 1 - g->first] = i;
    }
    if (rc == RF_OK)
        rc = rf_rounder_new(&rounder, g->roundings, NULL, g->err);
    for (int32_t i = 0; i < g->n_stays && rc == RF_OK; i++)
        if (g->x[i] > WHOLE)
            rc = complement(g, rounder, g->stays[i], maker);
    if (rc == RF_OK && rf_rounder_overflowed(rounder))
        give_up(g);
    rf_rounder_free(rounder);
    const bool none[MOST_TRIED] = {false};
    return rc == RF_OK ? rf_roundings_keep(g->roundings, g->first, none, g->err) : rc;
}

/* ---- the best of them -------------------------------------------------------------------------*/

typedef struct measure {
    double activity, norm, largest;
} measure;

/* A coefficient that counts `x` times in the activity. */
static void count(measure *of, double coefficient, double x)
{
    of->activity += coefficient * x;
    of->norm += coefficient * coefficient;
    of->largest = fmax(of->largest, fabs(coefficient));
}

static void measure_slacks(const gomory *g, measure *measures)
{
    for (int32_t i = g->first; i < g->roundings->n; i++) {
        const rf_rounding *r = &g->roundings->items[i];
        for (int32_t x = 0; x < r->n_slacks; x++)
            count(&measures[i - g->first], (double)r->slacks[x].value,
                  rf_program_slack(g->program, r->slacks[x].row));
    }
}

static void measure_stay(const gomory *g, measure *measures, rf_rounder *rounder, int32_t stay)
{
    const rf_touched touched = rf_rounder_begin(rounder, g->stays[stay].run);
    const int64_t *coefficients = rf_rounder_stay(rounder, g->stays[stay]);
    for (int32_t i = 0; i < touched.n; i++)
        if (touched.ids[i] >= g->first)
            count(&measures[touched.ids[i] - g->first], (double)coefficients[i], g->x[stay]);
}

typedef struct candidate {
    int32_t place;
    double efficacy; /* violation over the norm of the coefficients */
} candidate;

static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->efficacy != y->efficacy)
        return x->efficacy > y->efficacy ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Keeps the most violated of the new roundings; none where their numbers are not `usable`. */
static rf_status choose(int32_t *n_kept, gomory *g, const measure *measures, bool usable)
{
    candidate candidates[MOST_TRIED];
    bool wanted[MOST_TRIED] = {false};
    const int32_t n = g->roundings->n - g->first;
    for (int32_t i = 0; i < n; i++) {
        const double missing =
            (double)g->roundings->items[g->first + i].bound - measures[i].activity;
        const bool tame = measures[i].largest < LARGEST;
        candidates[i] = (candidate){i, tame ? missing / sqrt(measures[i].norm + 1) : 0};
    }
    if (n > 0)
        qsort(candidates, (size_t)n, sizeof *candidates, compare_candidates);
    for (int32_t i = 0; i < n && *n_kept < MOST_KEPT && usable; i++)
        if (candidates[i].efficacy > LEAST_EFFICACY) {
            wanted[candidates[i].place] = true;
            (*n_kept)++;
        }
    return rf_roundings_keep(g->roundings, g->first, wanted, g->err);
}

static rf_status add_violated(int32_t *n_new, gomory *g)
{
    measure measures[MOST_TRIED] = {{0, 0, 0}};
    rf_rounder *rounder = NULL;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < g->n_combinations && rc == RF_OK; i++) {
        const combination *c = &g->combinations[i];
        bool added = false;
        rc = rf_roundings_add(&added, g->roundings, g->limits, c->sources, c->n, g->err);
    }
    if (rc == RF_OK)
        rc = rf_rounder_new(&rounder, g->roundings, NULL, g->err);
    if (rc == RF_OK)
        measure_slacks(g, measures);
    for (int32_t i = 0; i < g->n_stays && rc == RF_OK; i++)
        if (g->x[i] > PRESENT)
            measure_stay(g, measures, rounder, i);
    const bool usable = rc == RF_OK && !rf_rounder_overflowed(rounder);
    rf_rounder_free(rounder);
    return rc == RF_OK ? choose(n_new, g, measures, usable) : rc;
}

rf_status rf_gomory(int32_t *n_new, rf_roundings *roundings, const rf_program *program,
                    const int64_t *limits, rf_err *err)
{
    gomory g = {.m = roundings->m,
                .program = program,
                .roundings = roundings,
                .limits = limits,
                .first = roundings->n,
                .err = err};
    *n_new = 0;
    rf_status rc = list_stays(&g);
    if (rc == RF_OK)
        rc = read_combinations(&g);
    if (rc == RF_OK)
        rc = complement_all(&g);
    if (rc == RF_OK)
        rc = add_violated(n_new, &g);
    for (int32_t i = 0; i < g.n_combinations; i++)
        free(g.combinations[i].sources);
    free(g.combinations);
    free(g.stays);
    free(g.x);
    return rc;
}
