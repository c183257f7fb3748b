/* SPDX-License-Identifier: GPL-3.0-or-later
 * GLPK behind the seam of mip.h: the only file that knows it. GLPK counts from 1, aborts on misuse
 * and keeps its environment per thread; guarded() turns an abort into RF_INTERNAL. The problem that
 * it happened in is then left alone, not even freed: nobody knows what state it is in. */
#include "engine/solve/mip.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

#include "engine/core/mem.h"

struct rf_lp {
    glp_prob *problem;
    bool lost; /* the library failed under it: the problem is gone */
    int32_t n_rows, n_columns;
    int *indices; /* scratch, 1-based */
    double *values;
    size_t capacity;
};

typedef struct guard {
    jmp_buf back;
} guard;

static void jump_back(void *info)
{
    guard *g = info;
    longjmp(g->back, 1);
}

/* Runs `call(lp, argument)`; an abort inside GLPK ends here. */
static rf_status guarded(rf_lp *lp, void (*call)(rf_lp *lp, void *argument), void *argument,
                         rf_err *err)
{
    guard g;
    if (lp->lost)
        return rf_fail(err, RF_INTERNAL, "GLPK failed earlier on this program");
    if (setjmp(g.back) != 0) {
        glp_error_hook(NULL, NULL);
        lp->lost = true;
        return rf_fail(err, RF_INTERNAL, "GLPK aborted");
    }
    glp_error_hook(jump_back, &g);
    call(lp, argument);
    glp_error_hook(NULL, NULL);
    return RF_OK;
}

static void create(rf_lp *lp, void *unused)
{
    (void)unused;
    glp_term_out(GLP_OFF);
    lp->problem = glp_create_prob();
    glp_set_obj_dir(lp->problem, GLP_MIN);
}

rf_status rf_lp_new(rf_lp **out, rf_err *err)
{
    rf_lp *lp = rf_new_array(1, sizeof *lp);
    if (lp == NULL)
        return rf_fail_memory(err);
    const rf_status rc = guarded(lp, create, NULL, err);
    if (rc != RF_OK) {
        free(lp);
        return rc;
    }
    *out = lp;
    return RF_OK;
}

void rf_lp_free(rf_lp *lp)
{
    if (lp == NULL)
        return;
    if (!lp->lost)
        glp_delete_prob(lp->problem);
    free(lp->indices);
    free(lp->values);
    free(lp);
}

static int kind_of(double lower, double upper)
{
    if (lower <= -RF_FREE)
        return upper >= RF_FREE ? GLP_FR : GLP_UP;
    if (upper >= RF_FREE)
        return GLP_LO;
    return lower < upper ? GLP_DB : GLP_FX;
}

/* Room in the scratch for `wanted` numbers. */
static rf_status reserve(rf_lp *lp, size_t wanted, rf_err *err)
{
    if (wanted <= lp->capacity)
        return RF_OK;
    size_t capacity = lp->capacity;
    int *indices = rf_grow(lp->indices, &capacity, wanted, sizeof *indices);
    if (indices == NULL)
        return rf_fail_memory(err);
    lp->indices = indices;
    size_t same = lp->capacity;
    double *values = rf_grow(lp->values, &same, wanted, sizeof *values);
    if (values == NULL)
        return rf_fail_memory(err);
    lp->values = values;
    lp->capacity = same;
    return RF_OK;
}

/* The entries as GLPK wants them: 1-based, in two arrays. */
static rf_status stage(rf_lp *lp, const rf_entry *entries, int32_t n, rf_err *err)
{
    const rf_status rc = reserve(lp, (size_t)n + 1, err);
    for (int32_t i = 0; i < n && rc == RF_OK; i++) {
        lp->indices[i + 1] = entries[i].index + 1;
        lp->values[i + 1] = entries[i].value;
    }
    return rc;
}

typedef struct bounds {
    int32_t index, n;
    double lower, upper;
    bool integer;
} bounds;

static void add_row(rf_lp *lp, void *argument)
{
    const bounds *b = argument;
    const int row = glp_add_rows(lp->problem, 1);
    glp_set_row_bnds(lp->problem, row, kind_of(b->lower, b->upper), b->lower, b->upper);
    if (b->n > 0)
        glp_set_mat_row(lp->problem, row, b->n, lp->indices, lp->values);
    lp->n_rows = row;
}

rf_status rf_lp_add_row(rf_lp *lp, double lower, double upper, rf_err *err)
{
    return rf_lp_add_cut(lp, lower, upper, NULL, 0, err);
}

rf_status rf_lp_add_cut(rf_lp *lp, double lower, double upper, const rf_entry *entries, int32_t n,
                        rf_err *err)
{
    bounds b = {.n = n, .lower = lower, .upper = upper};
    const rf_status rc = stage(lp, entries, n, err);
    return rc != RF_OK ? rc : guarded(lp, add_row, &b, err);
}

static void add_column(rf_lp *lp, void *argument)
{
    const bounds *b = argument;
    const int column = glp_add_cols(lp->problem, 1);
    if (b->integer)
        glp_set_col_kind(lp->problem, column, GLP_IV);
    glp_set_col_bnds(lp->problem, column, kind_of(b->lower, b->upper), b->lower, b->upper);
    glp_set_mat_col(lp->problem, column, b->n, lp->indices, lp->values);
    lp->n_columns = column;
}

rf_status rf_lp_add_column(rf_lp *lp, bool integer, double upper, const rf_entry *entries,
                           int32_t n, rf_err *err)
{
    bounds b = {.n = n, .lower = 0, .upper = upper, .integer = integer};
    const rf_status rc = stage(lp, entries, n, err);
    return rc != RF_OK ? rc : guarded(lp, add_column, &b, err);
}

int32_t rf_lp_n_rows(const rf_lp *lp)
{
    return lp->n_rows;
}

int32_t rf_lp_n_columns(const rf_lp *lp)
{
    return lp->n_columns;
}

static void set_cost(rf_lp *lp, void *argument)
{
    const bounds *b = argument;
    glp_set_obj_coef(lp->problem, b->index + 1, b->lower);
}

rf_status rf_lp_set_cost(rf_lp *lp, int32_t column, double cost, rf_err *err)
{
    bounds b = {.index = column, .lower = cost};
    return guarded(lp, set_cost, &b, err);
}

rf_status rf_lp_set_constant(rf_lp *lp, double constant, rf_err *err)
{
    return rf_lp_set_cost(lp, -1, constant, err);
}

static void set_column(rf_lp *lp, void *argument)
{
    const bounds *b = argument;
    glp_set_col_bnds(lp->problem, b->index + 1, kind_of(b->lower, b->upper), b->lower, b->upper);
}

rf_status rf_lp_set_column(rf_lp *lp, int32_t column, double lower, double upper, rf_err *err)
{
    bounds b = {.index = column, .lower = lower, .upper = upper};
    return guarded(lp, set_column, &b, err);
}

static void set_row(rf_lp *lp, void *argument)
{
    const bounds *b = argument;
    glp_set_row_bnds(lp->problem, b->index + 1, kind_of(b->lower, b->upper), b->lower, b->upper);
}

rf_status rf_lp_set_row(rf_lp *lp, int32_t row, double lower, double upper, rf_err *err)
{
    bounds b = {.index = row, .lower = lower, .upper = upper};
    return guarded(lp, set_row, &b, err);
}

typedef struct basis_call {
    const double *values;
    const int32_t *row_of;
} basis_call;

static void set_basis(rf_lp *lp, void *argument)
{
    const basis_call *call = argument;
    glp_std_basis(lp->problem);
    for (int32_t j = 0; j < lp->n_columns; j++) {
        if (call->values[j] >= glp_get_col_ub(lp->problem, j + 1)) {
            glp_set_col_stat(lp->problem, j + 1, GLP_NU);
        } else if (call->values[j] > 0) {
            const int row = call->row_of[j] + 1;
            glp_set_col_stat(lp->problem, j + 1, GLP_BS);
            glp_set_row_stat(lp->problem, row,
                             glp_get_row_type(lp->problem, row) == GLP_LO ? GLP_NL : GLP_NU);
        }
    }
}

rf_status rf_lp_set_basis(rf_lp *lp, const double *values, const int32_t *row_of, rf_err *err)
{
    basis_call call = {values, row_of};
    return guarded(lp, set_basis, &call, err);
}

typedef struct simplex_call {
    rf_lp_method method;
    int32_t iterations;
    rf_lp_outcome outcome;
} simplex_call;

/* Every return code and status of GLPK's simplex as one outcome. */
static rf_lp_outcome simplex_outcome(glp_prob *problem, int code)
{
    if (code != 0)
        return RF_LP_STOPPED;
    switch (glp_get_status(problem)) {
    case GLP_OPT:
        return RF_LP_OPTIMAL;
    case GLP_NOFEAS:
        return RF_LP_INFEASIBLE;
    default:
        return RF_LP_STOPPED;
    }
}

static void run_simplex(rf_lp *lp, void *argument)
{
    simplex_call *call = argument;
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.meth = call->method == RF_LP_DUAL ? GLP_DUALP : GLP_PRIMAL;
    parameters.it_lim = call->iterations;
    if (glp_bf_exists(lp->problem) == 0 && glp_factorize(lp->problem) != 0)
        glp_adv_basis(lp->problem, 0);
    const int before = glp_get_it_cnt(lp->problem);
    int code = glp_simplex(lp->problem, &parameters);
    if (code == GLP_EBADB || code == GLP_ESING || code == GLP_ECOND || code == GLP_EFAIL) {
        glp_adv_basis(lp->problem, 0);
        code = glp_simplex(lp->problem, &parameters);
    }
    call->iterations = glp_get_it_cnt(lp->problem) - before;
    call->outcome = simplex_outcome(lp->problem, code);
}

rf_status rf_lp_solve(rf_lp_outcome *out, rf_lp *lp, rf_lp_method method, int32_t *iterations,
                      rf_err *err)
{
    simplex_call call = {method, *iterations, RF_LP_STOPPED};
    const rf_status rc = guarded(lp, run_simplex, &call, err);
    if (rc == RF_OK) {
        *iterations = call.iterations;
        *out = call.outcome;
    }
    return rc;
}

double rf_lp_objective(const rf_lp *lp)
{
    return glp_get_obj_val(lp->problem);
}

double rf_lp_value(const rf_lp *lp, int32_t column)
{
    return glp_get_col_prim(lp->problem, column + 1);
}

double rf_lp_dual(const rf_lp *lp, int32_t row)
{
    return glp_get_row_dual(lp->problem, row + 1);
}

double rf_lp_reduced_cost(const rf_lp *lp, int32_t column)
{
    return glp_get_col_dual(lp->problem, column + 1);
}

bool rf_lp_row_is_basic(const rf_lp *lp, int32_t row)
{
    return glp_get_row_stat(lp->problem, row + 1) == GLP_BS;
}

bool rf_lp_column_is_basic(const rf_lp *lp, int32_t column)
{
    return glp_get_col_stat(lp->problem, column + 1) == GLP_BS;
}

/* Numbers as GLPK wants them: 1-based. */
static rf_status stage_numbers(rf_lp *lp, const int32_t *numbers, int32_t n, rf_err *err)
{
    const rf_status rc = reserve(lp, (size_t)n + 1, err);
    for (int32_t i = 0; i < n && rc == RF_OK; i++)
        lp->indices[i + 1] = numbers[i] + 1;
    return rc;
}

static void delete_rows(rf_lp *lp, void *argument)
{
    const int32_t n = *(const int32_t *)argument;
    glp_del_rows(lp->problem, n, lp->indices);
    lp->n_rows -= n;
}

rf_status rf_lp_delete_rows(rf_lp *lp, const int32_t *rows, int32_t n, rf_err *err)
{
    const rf_status rc = stage_numbers(lp, rows, n, err);
    return rc == RF_OK && n > 0 ? guarded(lp, delete_rows, &n, err) : rc;
}

static void delete_columns(rf_lp *lp, void *argument)
{
    const int32_t n = *(const int32_t *)argument;
    glp_del_cols(lp->problem, n, lp->indices);
    lp->n_columns -= n;
}

rf_status rf_lp_delete_columns(rf_lp *lp, const int32_t *columns, int32_t n, rf_err *err)
{
    const rf_status rc = stage_numbers(lp, columns, n, err);
    return rc == RF_OK && n > 0 ? guarded(lp, delete_columns, &n, err) : rc;
}

typedef struct tableau_call {
    double *multipliers;
    int32_t column;
    bool basic;
} tableau_call;

/* As glp_eval_tab_row does it, but for the columns. */
static void read_tableau(rf_lp *lp, void *argument)
{
    tableau_call *call = argument;
    double *inverse = lp->values;
    const bool factorized = glp_bf_exists(lp->problem) || glp_factorize(lp->problem) == 0;
    call->basic = factorized && glp_get_col_stat(lp->problem, call->column + 1) == GLP_BS;
    if (!call->basic)
        return;
    for (int32_t row = 1; row <= lp->n_rows; row++)
        inverse[row] = 0;
    inverse[glp_get_col_bind(lp->problem, call->column + 1)] = 1;
    glp_btran(lp->problem, inverse);
    for (int32_t row = 1; row <= lp->n_rows; row++) {
        const bool tight = glp_get_row_stat(lp->problem, row) != GLP_BS;
        call->multipliers[row - 1] = tight ? -inverse[row] : 0;
    }
}

rf_status rf_lp_tableau_row(bool *basic, double *multipliers, rf_lp *lp, int32_t column,
                            rf_err *err)
{
    tableau_call call = {multipliers, column, false};
    rf_status rc = reserve(lp, (size_t)lp->n_rows + 1, err);
    if (rc == RF_OK)
        rc = guarded(lp, read_tableau, &call, err);
    *basic = call.basic;
    return rc;
}

typedef struct search_call {
    const rf_mip_options *options;
    rf_mip_result result;
    double start_objective, root; /* the relaxation's */
    double *values;               /* 1-based scratch */
    int32_t n_columns;
    bool started;
    int code;
} search_call;

static void give_start(glp_tree *tree, search_call *call)
{
    if (call->started || call->options->start == NULL)
        return;
    call->started = true;
    for (int32_t j = 0; j < call->n_columns; j++)
        call->values[j + 1] = call->options->start[j];
    glp_ios_heur_sol(tree, call->values);
}

static void note_found(glp_prob *problem, search_call *call)
{
    if (call->options->found == NULL)
        return;
    for (int32_t j = 0; j < call->n_columns; j++)
        call->values[j] = glp_mip_col_val(problem, j + 1);
    call->options->found(call->options->user, call->values);
}

/* Dropped nodes are proven no further than the best solution less the cutoff. */
static double proven(glp_prob *problem, const search_call *call, double open)
{
    const int status = glp_mip_status(problem);
    const double dropped = glp_mip_obj_val(problem) - call->options->cutoff;
    return (status == GLP_OPT || status == GLP_FEAS) && dropped < open ? dropped : open;
}

static void ask(glp_tree *tree, const search_call *call)
{
    if (call->options->node != NULL && call->options->node(call->options->user, call->result.bound))
        glp_ios_terminate(tree);
}

static void note_node(glp_tree *tree, search_call *call)
{
    const int best = glp_ios_best_node(tree);
    if (best != 0) /* the root has no bound of its own yet */
        call->result.bound =
            proven(glp_ios_get_prob(tree), call, fmax(glp_ios_node_bound(tree, best), call->root));
    call->result.nodes++;
    if (call->result.nodes > call->options->node_limit)
        glp_ios_terminate(tree);
    ask(tree, call);
}

static void on_event(glp_tree *tree, void *info)
{
    search_call *call = info;
    switch (glp_ios_reason(tree)) {
    case GLP_ISELECT:
        note_node(tree, call);
        break;
    case GLP_IHEUR:
        give_start(tree, call);
        break;
    case GLP_IBINGO:
        note_found(glp_ios_get_prob(tree), call);
        break;
    case GLP_ICUTGEN:
        ask(tree, call); /* rounds of cuts at one node may be many */
        break;
    default:
        break;
    }
}

/* GLPK drops nodes within tolerance x (1 + |best|): the cutoff, once a best is known, which only
 * falls from the start's. Without a start there is nothing to be relative to. */
static double tolerance_of(const search_call *call)
{
    if (call->options->start == NULL)
        return 1e-7;
    const double tolerance = call->options->cutoff / (1.0 + fabs(call->start_objective));
    return tolerance < 0.5 ? tolerance : 0.5;
}

static void run_search(rf_lp *lp, void *argument)
{
    search_call *call = argument;
    glp_iocp parameters;
    glp_init_iocp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.cb_func = on_event;
    parameters.cb_info = call;
    const int cuts = call->options->cuts ? GLP_ON : GLP_OFF;
    parameters.gmi_cuts = parameters.mir_cuts = parameters.cov_cuts = parameters.clq_cuts = cuts;
    parameters.tol_obj = tolerance_of(call);
    call->root = call->result.bound = glp_get_obj_val(lp->problem);
    if (call->options->start != NULL &&
        call->start_objective - call->options->cutoff < call->result.bound)
        call->result.bound = call->start_objective - call->options->cutoff;
    call->code = glp_intopt(lp->problem, &parameters);
    const int status = glp_mip_status(lp->problem);
    call->result.feasible = status == GLP_OPT || status == GLP_FEAS;
    call->result.solved = call->code == 0 && (status == GLP_OPT || status == GLP_NOFEAS);
    if (call->result.feasible)
        note_found(lp->problem, call); /* GLPK's own heuristics do not ring */
    if (call->result.solved)
        call->result.bound = proven(lp->problem, call, RF_FREE);
}

static double objective_of(rf_lp *lp, const double *values)
{
    double sum = glp_get_obj_coef(lp->problem, 0);
    for (int32_t j = 0; values != NULL && j < lp->n_columns; j++)
        sum += glp_get_obj_coef(lp->problem, j + 1) * values[j];
    return sum;
}

rf_status rf_mip_solve(rf_mip_result *out, rf_lp *lp, const rf_mip_options *options, rf_err *err)
{
    search_call call = {.options = options, .n_columns = lp->n_columns};
    if (lp->lost)
        return rf_fail(err, RF_INTERNAL, "GLPK failed earlier on this program");
    if (lp->n_columns == 0) { /* which GLPK does not survive */
        const double constant = glp_get_obj_coef(lp->problem, 0);
        *out = (rf_mip_result){.solved = true, .feasible = true, .bound = constant};
        return RF_OK;
    }
    call.values = rf_new_array((size_t)lp->n_columns + 1, sizeof *call.values);
    if (call.values == NULL)
        return rf_fail_memory(err);
    call.start_objective = objective_of(lp, options->start);
    const rf_status rc = guarded(lp, run_search, &call, err);
    free(call.values);
    if (rc == RF_OK)
        *out = call.result;
    return rc;
}

const char *rf_mip_version(void)
{
    return glp_version();
}
