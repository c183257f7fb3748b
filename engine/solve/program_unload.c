/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking stays, cuts and roundings out of a program. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/program_parts.h"

static bool is_tight(const rf_program *p, int32_t row)
{
    return row >= 0 && !rf_lp_row_is_basic(p->lp, row);
}

bool rf_program_cut_is_tight(const rf_program *p, int32_t cut)
{
    return cut < p->n_cuts && is_tight(p, p->cut_row[cut]);
}

bool rf_program_rounding_is_tight(const rf_program *p, int32_t rounding)
{
    return rounding < p->n_roundings && is_tight(p, p->rounding_row[rounding]);
}

static void mark(bool *doomed, const int32_t *rows, int32_t n, const bool *wanted)
{
    for (int32_t i = 0; i < n; i++)
        if (!wanted[i] && rows[i] >= 0)
            doomed[rows[i]] = true;
}

/* Rows by their new numbers. */
static void renumber(int32_t *rows, int32_t n, const int32_t *number)
{
    for (int32_t i = 0; i < n; i++)
        if (rows[i] >= 0)
            rows[i] = number[rows[i]];
}

static int32_t keep(int32_t *rows, int32_t n, const bool *wanted)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < n; i++)
        if (wanted[i])
            rows[kept++] = rows[i];
    return kept;
}

static void renumber_all(rf_program *p, const int32_t *number)
{
    renumber(p->lp_row, p->m->n_rows, number);
    renumber(p->level_row, p->m->in->n_levels, number);
    renumber(p->cut_row, p->n_cuts, number);
    renumber(p->rounding_row, p->n_roundings, number);
}

rf_status rf_program_unload(rf_program *p, const bool *cuts, const bool *roundings, rf_err *err)
{
    const int32_t n_rows = rf_lp_n_rows(p->lp);
    bool *doomed = rf_new_array((size_t)n_rows, sizeof *doomed);
    int32_t *number = rf_new_array((size_t)n_rows, sizeof *number);
    int32_t *gone = rf_new_array((size_t)n_rows, sizeof *gone), n = 0;
    rf_status rc = doomed == NULL || number == NULL || gone == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK) {
        mark(doomed, p->cut_row, p->n_cuts, cuts);
        mark(doomed, p->rounding_row, p->n_roundings, roundings);
        for (int32_t row = 0; row < n_rows; row++) {
            number[row] = row - n;
            if (doomed[row])
                gone[n++] = row;
        }
        rc = rf_lp_delete_rows(p->lp, gone, n, err);
    }
    if (rc == RF_OK) {
        renumber_all(p, number);
        p->n_cuts = keep(p->cut_row, p->n_cuts, cuts);
        p->n_roundings = keep(p->rounding_row, p->n_roundings, roundings);
    }
    free(doomed);
    free(number);
    free(gone);
    return rc;
}

rf_status rf_program_follow(rf_program *p, const rf_roundings *roundings, rf_err *err)
{
    rf_rounder_free(p->rounder);
    p->rounder = NULL;
    return p->n_roundings > 0 ? rf_rounder_new(&p->rounder, roundings, NULL, err) : RF_OK;
}

/* ---- stays ------------------------------------------------------------------------------------*/

typedef struct dear {
    double cost; /* reduced */
    int32_t stay;
} dear;

static int compare_dear(const void *a, const void *b)
{
    const dear *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->stay < y->stay ? -1 : x->stay > y->stay;
}

static bool is_chosen(const rf_program *p, int32_t column)
{
    return rf_lp_column_is_basic(p->lp, column) || rf_lp_value(p->lp, column) > 0;
}

/* Which stays stay; how many do not. */
static int32_t choose(bool *wanted, dear *others, const rf_program *p, int32_t most)
{
    int32_t n = 0;
    for (size_t i = 0; i < p->n_stays; i++) {
        wanted[i] = is_chosen(p, p->column[i]);
        if (!wanted[i])
            others[n++] = (dear){rf_lp_reduced_cost(p->lp, p->column[i]), (int32_t)i};
    }
    if (n > 0)
        qsort(others, (size_t)n, sizeof *others, compare_dear);
    for (int32_t i = 0; i < n && i < most; i++)
        wanted[others[i].stay] = true;
    return n > most ? n - most : 0;
}

/* Deletes the columns of stays that are not wanted and renumbers the others. `gone` has room for
 * all columns. */
static rf_status delete_columns(rf_program *p, int32_t *gone, const bool *wanted, rf_err *err)
{
    const int32_t n_columns = rf_lp_n_columns(p->lp);
    int32_t *number = rf_new_array((size_t)n_columns, sizeof *number), n = 0;
    if (number == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < p->n_stays; i++)
        if (!wanted[i])
            number[p->column[i]] = -1;
    for (int32_t column = 0; column < n_columns; column++) {
        if (number[column] < 0)
            gone[n++] = column;
        else
            number[column] = column - n;
    }
    const rf_status rc = rf_lp_delete_columns(p->lp, gone, n, err);
    if (rc == RF_OK) {
        renumber(p->slack_column, p->m->n_rows, number);
        renumber(p->column, (int32_t)p->n_stays, number);
    }
    free(number);
    return rc;
}

rf_status rf_program_forget_stays(rf_program *p, int32_t most, rf_err *err)
{
    const size_t n_columns = (size_t)rf_lp_n_columns(p->lp);
    bool *wanted = rf_new_array(p->n_stays, sizeof *wanted);
    dear *others = rf_new_array(p->n_stays, sizeof *others);
    int32_t *gone = rf_new_array(n_columns, sizeof *gone);
    rf_status rc = wanted == NULL || others == NULL || gone == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK && choose(wanted, others, p, most) > 0) {
        rc = delete_columns(p, gone, wanted, err);
        if (rc == RF_OK)
            rf_program_keep_stays(p, wanted);
    }
    free(wanted);
    free(others);
    free(gone);
    return rc;
}
