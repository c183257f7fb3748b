/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/whole.h"

#include <math.h>

enum { ITERATIONS = 1000000, NODES = 400 };

typedef struct catch
{
    double *values;
    int32_t n;
    bool caught;
}
catch;

static void keep(void *user, const double *values)
{
    catch *c = user;
    for (int32_t j = 0; j < c->n; j++)
        c->values[j] = round(values[j]);
    c->caught = true;
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

rf_status rf_whole_optimum(bool *found, double *values, rf_lp *lp, rf_err *err)
{
    int32_t iterations = ITERATIONS;
    rf_lp_outcome outcome = RF_LP_STOPPED;
    const rf_status rc = rf_lp_solve(&outcome, lp, RF_LP_PRIMAL, &iterations, err);
    *found = false;
    if (rc != RF_OK || outcome != RF_LP_OPTIMAL)
        return rc;
    *found = take_relaxed(values, lp);
    if (*found)
        return RF_OK;
    catch c = {values, rf_lp_n_columns(lp), false};
    rf_mip_result result;
    const rf_mip_options options = {.cutoff = 1, .node_limit = NODES, .found = keep, .user = &c};
    const rf_status searched = rf_mip_solve(&result, lp, &options, err);
    *found = c.caught;
    return searched;
}
