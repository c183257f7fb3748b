/* SPDX-License-Identifier: GPL-3.0-or-later
 * The solver's front: from an instance to a plan with a proven bound on each level. */
#ifndef RF_SOLVE_SOLVE_H
#define RF_SOLVE_SOLVE_H

#include <signal.h>

#include "engine/core/buf.h"
#include "engine/domain/instance.h"
#include "engine/domain/plan.h"

/* How far a running solve is. gap < 0: no bound yet. */
typedef struct rf_progress {
    int32_t level;
    int64_t value, bound;
    double gap, seconds;
} rf_progress;

/* `workers` (>= 1): processes that may search at once; more than two are not used. `stop` becomes
 * non-zero (Ctrl-C) to end with the best plan; NULL: never. `progress` NULL: silent. */
typedef struct rf_solve_options {
    double seconds;     /* wall clock for the whole solve; 0: none */
    const double *gaps; /* [n_levels] overrides, negative: the level's own; NULL: none */
    int32_t workers;
    const volatile sig_atomic_t *stop;
    void (*progress)(void *user, const rf_progress *now);
    void *user;
} rf_solve_options;

/* Solves every level in order. A plan always comes back (RF_OK) unless memory or the system fails:
 * optimal, feasible when stopped, or infeasible with a minimal conflict. The search runs in a child
 * process that is killed at the deadline (GLPK cannot be stopped inside its simplex); what it had
 * found until then is kept. */
rf_status rf_solve(rf_plan **out, const rf_instance *in, const rf_solve_options *options,
                   rf_err *err);

typedef enum rf_export_format { RF_EXPORT_MPS, RF_EXPORT_LP } rf_export_format;

/* The plain model (one column a stay) as text. MPS: every level is an N row, in order. LP: one
 * level's objective, `level` from 0; the levels above are not limited. Row and column names tell
 * what they are (C2_N-001_3, z_...). */
rf_status rf_export(rf_buf *out, const rf_instance *in, rf_export_format format, int32_t level,
                    rf_err *err);

/* The version of the solver behind mip.h: GLPK's, "5.0". */
const char *rf_mip_version(void);

#endif
