/* SPDX-License-Identifier: GPL-3.0-or-later
 * A linear program and its branch and cut, whatever library does it (mip_glpk.c: GLPK).
 *
 *   minimise sum cost x,  row_lower <= A x <= row_upper,  lower <= x <= upper
 *
 * Rows and columns count from 0 in order of adding. All data are integers below 2^53 held in
 * doubles; RF_FREE stands for infinity. A program keeps its basis: added columns start at their
 * lower bound, added rows start basic, so the next rf_lp_solve starts warm. Nothing here is proven:
 * what comes back is in floating point and re-checked in integers by the callers (bound.h,
 * state.h). Failure of the library, even an abort, is RF_INTERNAL; the program is then lost and
 * only rf_lp_free may be called on it. One thread only. */
#ifndef RF_SOLVE_MIP_H
#define RF_SOLVE_MIP_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/core/status.h"

#define RF_FREE 1e300

typedef struct rf_lp rf_lp;

typedef struct rf_entry {
    int32_t index; /* row or column */
    double value;
} rf_entry;

typedef enum rf_lp_outcome {
    RF_LP_OPTIMAL,
    RF_LP_INFEASIBLE,
    RF_LP_STOPPED, /* iteration limit, or numerically lost: no statement */
} rf_lp_outcome;

typedef enum rf_lp_method { RF_LP_PRIMAL, RF_LP_DUAL } rf_lp_method;

rf_status rf_lp_new(rf_lp **out, rf_err *err);
void rf_lp_free(rf_lp *lp);

rf_status rf_lp_add_row(rf_lp *lp, double lower, double upper, rf_err *err);
/* A row over columns that are there already. */
rf_status rf_lp_add_cut(rf_lp *lp, double lower, double upper, const rf_entry *entries, int32_t n,
                        rf_err *err);
rf_status rf_lp_add_column(rf_lp *lp, bool integer, double upper, const rf_entry *entries,
                           int32_t n, rf_err *err);
int32_t rf_lp_n_rows(const rf_lp *lp);
int32_t rf_lp_n_columns(const rf_lp *lp);

rf_status rf_lp_set_constant(rf_lp *lp, double constant, rf_err *err); /* of the objective */
rf_status rf_lp_set_cost(rf_lp *lp, int32_t column, double cost, rf_err *err);
rf_status rf_lp_set_column(rf_lp *lp, int32_t column, double lower, double upper, rf_err *err);
rf_status rf_lp_set_row(rf_lp *lp, int32_t row, double lower, double upper, rf_err *err);

/* A basis for the feasible point `values` [columns]: a column between its bounds is basic in its
 * own row, row_of[column], which is tight; all other rows are basic. The next rf_lp_solve starts
 * there.
 */
rf_status rf_lp_set_basis(rf_lp *lp, const double *values, const int32_t *row_of, rf_err *err);

/* The relaxation. `iterations` is the limit for this call and what was used of it on return. */
rf_status rf_lp_solve(rf_lp_outcome *out, rf_lp *lp, rf_lp_method method, int32_t *iterations,
                      rf_err *err);
double rf_lp_objective(const rf_lp *lp);
double rf_lp_value(const rf_lp *lp, int32_t column);
double rf_lp_dual(const rf_lp *lp, int32_t row);
double rf_lp_reduced_cost(const rf_lp *lp, int32_t column);

bool rf_lp_row_is_basic(const rf_lp *lp, int32_t row); /* and so not tight, or only by chance */
bool rf_lp_column_is_basic(const rf_lp *lp, int32_t column);
/* Deletes columns that are not basic, ascending; the later ones move up. The basis stays. */
rf_status rf_lp_delete_columns(rf_lp *lp, const int32_t *columns, int32_t n, rf_err *err);
/* Deletes rows that are basic, ascending; the later ones move up. The basis stays. */
rf_status rf_lp_delete_rows(rf_lp *lp, const int32_t *rows, int32_t n, rf_err *err);

/* The combination of rows that makes a basic column's row of the simplex tableau: multipliers
 * [rows] with sum multiplier x row = the column + columns that are not basic; rows that are not
 * tight get 0. *basic false: the column has no such row. After an rf_lp_solve that was not stopped.
 */
rf_status rf_lp_tableau_row(bool *basic, double *multipliers, rf_lp *lp, int32_t column,
                            rf_err *err);

typedef struct rf_mip_options {
    double cutoff; /* nodes whose bound is above best - cutoff are dropped; > 0; objectives are then
                      >= 0 */
    int32_t node_limit;
    bool cuts;           /* Gomory, MIR, cover and clique cuts at the root */
    const double *start; /* [columns] a solution to start from; NULL: none */
    /* Called at each new solution with its values [columns]; may be NULL. */
    void (*found)(void *user, const double *values);
    /* Called at each node, and each round of cuts at it, with the global bound; true: stop. May be
     * NULL. */
    bool (*node)(void *user, double bound);
    void *user;
} rf_mip_options;

typedef struct rf_mip_result {
    bool solved;   /* nothing better than best - cutoff is left */
    bool feasible; /* a solution was found or given */
    double bound;  /* proven in floating point; meaningful also when not solved */
    int32_t nodes;
} rf_mip_result;

/* Branch and cut from the optimal relaxation (call rf_lp_solve first). The program is left as it
 * was. */
rf_status rf_mip_solve(rf_mip_result *out, rf_lp *lp, const rf_mip_options *options, rf_err *err);

/* GLPK's version, "5.0". */
const char *rf_mip_version(void);

#endif
