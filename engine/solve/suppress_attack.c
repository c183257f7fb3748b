/* SPDX-License-Identifier: GPL-3.0-or-later
 * The attack: a linear program over the hidden cells, one end of one interval at a time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/solve/mip.h"
#include "engine/solve/suppress.h"
#include "engine/solve/whole.h"

typedef struct attacker {
    const rf_tables *tables;
    const bool *hidden;
    rf_lp *lp;
    int32_t n;          /* hidden cells, one column each */
    int32_t *cells;     /* [n] */
    int32_t *row_of;    /* [n_relations] -1: all of it is shown */
    rf_entry *entries;  /* [most relations of a cell] */
    double *values;     /* [n] of the last end */
    int64_t ceiling;    /* of every hidden cell: far above what is shown */
    int32_t *of_cell;   /* [n_cells + 1] in relations */
    int32_t *relations; /* of each cell */
} attacker;

static void attacker_free(attacker *a)
{
    rf_lp_free(a->lp);
    free(a->cells);
    free(a->row_of);
    free(a->entries);
    free(a->values);
    free(a->of_cell);
    free(a->relations);
}

/* The relations of each cell, as runs. */
static void index_cells(attacker *a)
{
    const rf_tables *t = a->tables;
    const int32_t n_members = t->first[t->n_relations];
    for (int32_t m = 0; m < n_members; m++)
        a->of_cell[t->members[m] + 1]++;
    for (int32_t c = 0; c < t->n_cells; c++)
        a->of_cell[c + 1] += a->of_cell[c];
    for (int32_t r = t->n_relations - 1; r >= 0; r--)
        for (int32_t m = t->first[r]; m < t->first[r + 1]; m++)
            a->relations[--a->of_cell[t->members[m] + 1]] = r;
    memmove(a->of_cell, a->of_cell + 1, (size_t)t->n_cells * sizeof *a->of_cell);
    a->of_cell[t->n_cells] = n_members;
}

/* total - parts = 0: what the shown cells leave for the hidden ones, and how many those are. */
static int64_t left_of(int32_t *n_hidden, const attacker *a, int32_t relation)
{
    const rf_tables *t = a->tables;
    int64_t left = 0;
    *n_hidden = 0;
    for (int32_t m = t->first[relation]; m < t->first[relation + 1]; m++) {
        const int32_t cell = t->members[m];
        if (a->hidden[cell])
            ++*n_hidden;
        else
            left += m == t->first[relation] ? -t->people[cell] : t->people[cell];
    }
    return left;
}

static rf_status nothing_behind(rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, "%s",
                   _("the cells that are shown do not add up: no table is behind them"));
}

static rf_status add_rows(attacker *a, rf_err *err)
{
    rf_status rc = RF_OK;
    int32_t n_rows = 0;
    for (int32_t r = 0; r < a->tables->n_relations && rc == RF_OK; r++) {
        int32_t n_hidden = 0;
        const int64_t left = left_of(&n_hidden, a, r);
        a->row_of[r] = n_hidden > 0 ? n_rows++ : -1;
        if (n_hidden > 0)
            rc = rf_lp_add_row(a->lp, (double)left, (double)left, err);
        else if (left != 0)
            rc = nothing_behind(err);
    }
    return rc;
}

static rf_status add_columns(attacker *a, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t j = 0; j < a->n && rc == RF_OK; j++) {
        const int32_t cell = a->cells[j];
        int32_t n = 0;
        for (int32_t i = a->of_cell[cell]; i < a->of_cell[cell + 1]; i++) {
            const int32_t relation = a->relations[i];
            const bool total = a->tables->members[a->tables->first[relation]] == cell;
            a->entries[n++] = (rf_entry){a->row_of[relation], total ? 1.0 : -1.0};
        }
        rc = rf_lp_add_column(a->lp, true, RF_FREE, a->entries, n, err);
        if (rc == RF_OK)
            rc = rf_lp_set_column(a->lp, j, 1, (double)a->ceiling, err);
    }
    return rc;
}

/* Far enough that a cell without an end is told from one that has one: what is shown bounds the
 * others by its sum, and half of this is beyond. Near enough for whole numbers in doubles. */
static int64_t ceiling_of(const rf_tables *tables, const bool *hidden)
{
    int64_t shown = 0;
    for (int32_t c = 0; c < tables->n_cells; c++)
        if (!hidden[c])
            shown += tables->people[c];
    return 4 * shown + 1000 * (int64_t)(tables->n_cells + 1);
}

static rf_status attacker_start(attacker *a, rf_err *err)
{
    const rf_tables *t = a->tables;
    const size_t n_cells = (size_t)t->n_cells, n_members = (size_t)t->first[t->n_relations];
    a->cells = rf_new_array(n_cells, sizeof *a->cells);
    a->row_of = rf_new_array((size_t)t->n_relations, sizeof *a->row_of);
    a->entries = rf_new_array((size_t)t->n_relations, sizeof *a->entries);
    a->values = rf_new_array(n_cells, sizeof *a->values);
    a->of_cell = rf_new_array(n_cells + 1, sizeof *a->of_cell);
    a->relations = rf_new_array(n_members, sizeof *a->relations);
    if (a->cells == NULL || a->row_of == NULL || a->entries == NULL || a->values == NULL ||
        a->of_cell == NULL || a->relations == NULL)
        return rf_fail_memory(err);
    index_cells(a);
    for (int32_t c = 0; c < t->n_cells; c++)
        if (a->hidden[c])
            a->cells[a->n++] = c;
    a->ceiling = ceiling_of(t, a->hidden);
    rf_status rc = rf_lp_new(&a->lp, err);
    if (rc == RF_OK)
        rc = add_rows(a, err);
    return rc == RF_OK ? add_columns(a, err) : rc;
}

/* The whole table that takes a hidden cell lowest (sign 1) or highest (sign -1), into values. */
static rf_status reach(attacker *a, int32_t column, int32_t sign, rf_err *err)
{
    rf_whole_outcome outcome = RF_WHOLE_STOPPED;
    rf_status rc = rf_lp_set_cost(a->lp, column, sign, err);
    if (rc == RF_OK)
        rc = rf_lp_set_constant(a->lp, sign > 0 ? 0 : (double)a->ceiling, err);
    if (rc == RF_OK)
        rc = rf_whole_optimum(&outcome, a->values, a->lp, err);
    if (rc == RF_OK && outcome == RF_WHOLE_NONE)
        rc = nothing_behind(err);
    if (rc == RF_OK && outcome == RF_WHOLE_STOPPED)
        rc = rf_fail(err, RF_BAD_INPUT, "%s",
                     _("the attack did not come to an end: what the hidden cells give away is not "
                       "known"));
    return rc == RF_OK ? rf_lp_set_cost(a->lp, column, 0, err) : rc;
}

static rf_status attack_each(rf_feasible_interval *out, attacker *a, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t j = 0; j < a->n && rc == RF_OK; j++) {
        rf_feasible_interval *interval = &out[a->cells[j]];
        rc = reach(a, j, 1, err);
        if (rc == RF_OK) {
            interval->low = (int64_t)a->values[j];
            rc = reach(a, j, -1, err);
        }
        if (rc == RF_OK)
            interval->high =
                a->values[j] < (double)a->ceiling / 2 ? (int64_t)a->values[j] : RF_OPEN;
    }
    return rc;
}

rf_status rf_attack(rf_feasible_interval *out, const rf_tables *tables, const bool *hidden,
                    rf_err *err)
{
    attacker a = {.tables = tables, .hidden = hidden};
    for (int32_t c = 0; c < tables->n_cells; c++)
        if (!hidden[c])
            out[c] = (rf_feasible_interval){tables->people[c], tables->people[c]};
    rf_status rc = attacker_start(&a, err);
    if (rc == RF_OK)
        rc = attack_each(out, &a, err);
    attacker_free(&a);
    return rc;
}
