/* SPDX-License-Identifier: GPL-3.0-or-later
 * A search in a child process: GLPK can neither be stopped inside its simplex nor trusted not to
 * abort, so the parent keeps the best plan and bounds that the child has told it, and kills the
 * child at the deadline. Where there is a clock, a level that is long overdue is ended the same
 * way, and another child goes on with the next (but not where a plan is solved again). */
#ifndef RF_SOLVE_SUPERVISE_H
#define RF_SOLVE_SUPERVISE_H

#include "engine/solve/levels.h"
#include "engine/solve/solve.h"

/* What is known when the search has ended, however it ended. */
typedef struct rf_findings {
    rf_incumbent *best; /* in: the plan to start from; out: the best plan */
    int64_t *bounds;    /* [levels] proven; in: what is known before */
    double *seconds;    /* [levels] spent */
    bool finished;      /* the search came to its own end */
    int64_t columns, rows;
    rf_err trouble;  /* why the child gave up before its end; "" otherwise */
    int signal;      /* that killed it then; 0: none */
    double peak_mib; /* the child's */
} rf_findings;

/* Runs rf_levels_solve in a child. RF_OK also when the deadline or options->stop ended it, or when
 * the child died: what it had told is kept. */
rf_status rf_supervise(rf_findings *findings, const rf_model *m, const rf_levels_options *levels,
                       const rf_solve_options *options, rf_err *err);

#endif
