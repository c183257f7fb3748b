/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking cuts and roundings out of a program. */
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
