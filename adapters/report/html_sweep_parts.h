/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of a sweep's page share. */
#ifndef RF_ADAPTERS_REPORT_HTML_SWEEP_PARTS_H
#define RF_ADAPTERS_REPORT_HTML_SWEEP_PARTS_H

#include "adapters/report/html_sweep.h"

typedef enum rf_sweep_axis {
    RF_SWEEP_TERRITORY,
    RF_SWEEP_SCENARIO,
    RF_SWEEP_VARIANT,
    RF_SWEEP_AXES
} rf_sweep_axis;

typedef struct rf_sweep_view {
    rf_pictures *out;
    const rf_swept *swept;
    rf_pool *names[RF_SWEEP_AXES];  /* in the order in which they first come */
    int32_t *of_job[RF_SWEEP_AXES]; /* [jobs] numbers in names */
    int32_t *of_case;               /* [jobs] number of the territory, scenario and seed */
    int32_t base;                   /* the variant that is shown where only one is */
    int64_t n_failed;
    double *values;  /* [jobs] room for rf_sweep_collect */
    bool *plotted;   /* [variants] room for what is compared */
    bool *kept;      /* [jobs] room for those that are compared */
    int32_t *counts; /* [jobs] room */
} rf_sweep_view;

/* Numbers on the axes; -1: any. */
typedef struct rf_sweep_what {
    int32_t at[RF_SWEEP_AXES];
    const bool *jobs; /* [jobs] which of them; NULL: any */
} rf_sweep_what;

int32_t rf_sweep_n(const rf_sweep_view *v, rf_sweep_axis axis);
const char *rf_sweep_name(const rf_sweep_view *v, rf_sweep_axis axis, int32_t i);

/* Puts a figure's values there into v->values, in the order of the jobs; returns how many are
 * defined. O(figures). */
int32_t rf_sweep_collect(const rf_sweep_view *v, rf_sweep_what what, const char *name,
                         const char *group);

int64_t rf_sweep_scaled(double value,
                        rf_form form); /* as a cell of that form; a share rounded down */

/* Each adds its pictures, none where the sweep has nothing for them. */
void rf_sweep_add_curves(const rf_sweep_view *v);
void rf_sweep_add_fan(const rf_sweep_view *v);
void rf_sweep_add_loans(const rf_sweep_view *v);

#endif
