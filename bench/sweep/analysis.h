/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a sweep says, from its file of results: figures with intervals over the seeds, and no order
 * that the seeds do not bear out.
 *
 * A value of a territory, variant and seed is the mean over its scenarios; it is there only where
 * every scenario has one. Two variants, or two territories, are compared seed by seed (the same
 * draws), by Student's paired test; p is corrected by Holm over all rows of a table. Intervals hold
 * 95 %. Rows are for every territory, then in the order said. */
#ifndef RF_BENCH_SWEEP_ANALYSIS_H
#define RF_BENCH_SWEEP_ANALYSIS_H

#include "adapters/store/results.h"

typedef struct rf_sweep_analysis rf_sweep_analysis;

/* Reads all of a file of results. */
rf_status rf_sweep_analysis_new(rf_sweep_analysis **out, const char *path, rf_err *err);
void rf_sweep_analysis_free(rf_sweep_analysis *analysis);

/* NULL: the default. */
typedef struct rf_sweep_question {
    const char *figure;    /* of KPI.md; "coverage" */
    const char *group;     /* of the figure; "": the whole */
    const char *across;    /* a curve's other figure; "moved" */
    const char *base;      /* variant; "base" */
    const char *against;   /* variant; "alone" */
    const char *territory; /* that one; all */
    const char *scenario;  /* that one; all */
} rf_sweep_question;

/* RF_BAD_INPUT: no job has such a figure, variant, territory or scenario. Texts are borrowed from
 * the analysis. */
typedef rf_status rf_sweep_table(rf_sheets *out, const rf_sweep_analysis *analysis,
                                 const rf_sweep_question *question, rf_err *err);

/* "solidarity": what each organisation lacks in FTE-weeks under `against` and under `base`, and
 * what it gains; the gains add up to the row of all. */
rf_sweep_table rf_sweep_solidarity;
/* "variants": the figure under every variant, less under `base`, the largest change first: what a
 * convention, a skill, B's floors or a rule are worth. */
rf_sweep_table rf_sweep_variants;
/* "curve": the figure of every variant against the figure `across`, least first. */
rf_sweep_table rf_sweep_curve;
/* "territories": the figure under `base`, best first, each with the ranks that the seeds leave. */
rf_sweep_table rf_sweep_territories;

/* NULL: there is no such word. */
rf_sweep_table *rf_sweep_find_table(const char *word);

/* ---- for the tables ---- */

/* Names in the order of the results; n of them, borrowed. */
typedef struct rf_sweep_series {
    const char *const *items;
    int32_t n;
} rf_sweep_series;
rf_sweep_series rf_sweep_territories_of(const rf_sweep_analysis *analysis);
rf_sweep_series rf_sweep_variants_of(const rf_sweep_analysis *analysis);
rf_sweep_series rf_sweep_organisations_of(const rf_sweep_analysis *analysis);
int32_t rf_sweep_seeds_of(const rf_sweep_analysis *analysis);

/* A figure, or with `organisation` what it lacks in all tiers ("": all of them). */
typedef struct rf_sweep_measure {
    const char *figure, *group;
    const char *organisation; /* NULL: a figure */
    const char *scenario;     /* NULL: the mean over all */
} rf_sweep_measure;

/* out[seeds], NaN where there is none. O(jobs + figures of them). Whether any is there. */
bool rf_sweep_values(double *out, const rf_sweep_analysis *analysis,
                     const rf_sweep_measure *measure, const char *territory, const char *variant);

#endif
