/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/whole.h"

#include <math.h>

enum { ITERATIONS = 1000000, NODES = 400 };

typedef struct best {
    double *values;
    int32_t n;
    bool found;
} best;

static void keep(void *user, const double *values)
{
    best *b = user;
    for (int32_t j = 0; j < b->n; j++)
        b->values[j] = round(values[j]);
    b->found = true;
}

/* Within the library's tolerance of whole numbers. */
static bool take_relaxed(double *values, const rf_lp *lp)
{
    for (int32_t j = 0; j < rf_lp_n_columns(lp); j++) {
        const double value = rf_lp_value(lp, j);
        values[j] = round(value);
        if (fabs(value - values[j]) > 1e-5)
            return false;
    }
    return true;
}

static rf_status search(rf_whole_outcome *out, double *values, rf_lp *lp, rf_err *err)
{
    best b = {values, rf_lp_n_columns(lp), false};
    rf_mip_result result;
    const rf_mip_options options = {.cutoff = 1, .node_limit = NODES, .found = keep, .user = &b};
    const rf_status rc = rf_mip_solve(&result, lp, &options, err);
    if (rc == RF_OK)
        *out = b.found ? RF_WHOLE_FOUND : result.solved ? RF_WHOLE_NONE : RF_WHOLE_STOPPED;
    return rc;
}

rf_status rf_whole_optimum(rf_whole_outcome *out, double *values, rf_lp *lp, rf_err *err)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome relaxed = RF_LP_STOPPED;
    const rf_status rc = rf_lp_solve(&relaxed, lp, RF_LP_PRIMAL, &iterations, err);
    if (rc != RF_OK)
        return rc;
    *out = relaxed == RF_LP_STOPPED ? RF_WHOLE_STOPPED : RF_WHOLE_NONE;
    if (relaxed != RF_LP_OPTIMAL)
        return RF_OK;
    *out = RF_WHOLE_FOUND;
    return take_relaxed(values, lp) ? RF_OK : search(out, values, lp, err);
}
