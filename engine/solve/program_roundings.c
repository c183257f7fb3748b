/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roundings in a program: their rows over the stays that are loaded, and the combinations that new
 * ones are made from. A row counts in units of 1, a rounding in RF_ROUNDING_ONE. */
#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/crossings.h"
#include "engine/solve/program_parts.h"

static double in_units(int64_t value)
{
    return (double)value / (double)RF_ROUNDING_ONE;
}

int32_t rf_program_rounding_entries(rf_entry *out, rf_program *p, rf_stay s)
{
    int32_t n = 0;
    if (p->rounder == NULL)
        return 0;
    const rf_touched touched = rf_rounder_begin(p->rounder, s.run);
    const int64_t *coefficients = rf_rounder_stay(p->rounder, s);
    for (int32_t i = 0; i < touched.n; i++) {
        const int32_t row = p->rounding_row[touched.ids[i]];
        if (row >= 0 && coefficients[i] != 0)
            out[n++] = (rf_entry){row, in_units(coefficients[i])};
    }
    return n;
}

/* ---- loading ----------------------------------------------------------------------------------*/

typedef struct new_roundings {
    rf_program *program;
    const rf_roundings *all;
    int32_t from;
    double *bound;          /* [n - from] less the base */
    rf_crossings crossings; /* of the roundings' numbers */
} new_roundings;

/* What a stay has in the new roundings; column < 0: it is in the base. */
static rf_status cross_stay(new_roundings *added, rf_stay s, int32_t column, rf_err *err)
{
    rf_program *p = added->program;
    const rf_touched touched = rf_rounder_begin(p->rounder, s.run);
    const int64_t *coefficients = rf_rounder_stay(p->rounder, s);
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < touched.n && rc == RF_OK; i++) {
        const double value = in_units(coefficients[i]);
        if (touched.ids[i] < added->from || value == 0)
            continue;
        if (column < 0)
            added->bound[touched.ids[i] - added->from] -= value;
        else
            rc =
                rf_crossings_add(&added->crossings, touched.ids[i], (rf_entry){column, value}, err);
    }
    return rc;
}

/* The slacks' columns, with their rows where these are not loaded. A slack that this program has no
 * column for (a floor that its base folds) makes the rounding none of its rows. */
static rf_status cross_slacks(bool *possible, new_roundings *added, int32_t rounding, rf_err *err)
{
    rf_program *p = added->program;
    const rf_rounding *r = &added->all->items[rounding];
    rf_status rc = RF_OK;
    *possible = true;
    for (int32_t i = 0; i < r->n_slacks && rc == RF_OK && *possible; i++) {
        const int32_t row = r->slacks[i].row;
        if (p->lp_row[row] < 0 && !rf_row_is_folded(&p->m->rows[row], p->base[row]))
            rc = rf_program_load_row(p, row, NULL, 0, err);
        *possible = p->slack_column[row] >= 0;
        if (rc == RF_OK && *possible)
            rc = rf_crossings_add(&added->crossings, rounding,
                                  (rf_entry){p->slack_column[row], in_units(r->slacks[i].value)},
                                  err);
    }
    return rc;
}

static rf_status gather(new_roundings *added, rf_err *err)
{
    rf_program *p = added->program;
    rf_status rc = RF_OK;
    for (int32_t i = added->from; i < added->all->n && rc == RF_OK; i++) {
        bool possible = false;
        added->bound[i - added->from] = in_units(added->all->items[i].bound);
        rc = cross_slacks(&possible, added, i, err);
        p->rounding_row[i] = possible ? 0 : -1;
    }
    for (int32_t i = 0; i < p->n_base && rc == RF_OK; i++)
        rc = cross_stay(added, p->base_stays[i], -1, err);
    for (size_t i = 0; i < p->n_stays && rc == RF_OK; i++)
        rc = cross_stay(added, p->stays[i], p->column[i], err);
    rf_crossings_sort(&added->crossings);
    return rc;
}

static rf_status load_rows(new_roundings *added, rf_err *err)
{
    rf_program *p = added->program;
    rf_entry *entries = rf_new_array(added->crossings.n, sizeof *entries);
    rf_status rc = entries == NULL ? rf_fail_memory(err) : RF_OK;
    size_t at = 0;
    for (int32_t i = added->from; i < added->all->n && rc == RF_OK; i++) {
        const int32_t n = rf_crossings_take(entries, &added->crossings, &at, i);
        if (p->rounding_row[i] < 0)
            continue;
        p->rounding_row[i] = rf_lp_n_rows(p->lp);
        rc = rf_lp_add_cut(p->lp, added->bound[i - added->from], RF_FREE, entries, n, err);
    }
    free(entries);
    return rc;
}

rf_status rf_program_load_roundings(rf_program *p, const rf_roundings *all, rf_err *err)
{
    new_roundings added = {.program = p, .all = all, .from = p->n_roundings};
    if (all->n == added.from)
        return RF_OK;
    int32_t *rows = rf_grow(p->rounding_row, &p->rounding_capacity, (size_t)all->n, sizeof *rows);
    if (rows == NULL)
        return rf_fail_memory(err);
    p->rounding_row = rows;
    rf_rounder_free(p->rounder);
    p->rounder = NULL;
    added.bound = rf_new_array((size_t)(all->n - added.from), sizeof *added.bound);
    rf_status rc = added.bound == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        rc = rf_rounder_new(&p->rounder, all, NULL, err);
    if (rc == RF_OK)
        rc = gather(&added, err);
    if (rc == RF_OK)
        rc = load_rows(&added, err);
    p->n_roundings = all->n;
    free(added.bound);
    rf_crossings_free(&added.crossings);
    return rc;
}

/* ---- combinations -----------------------------------------------------------------------------*/

/* A multiplier of a row of the linear program, for what the row is. */
static void note(rf_source *out, int32_t *n, rf_source_kind kind, int32_t index, double multiplier)
{
    const double units =
        (double)RF_ROUNDING_STEP / (double)(kind == RF_SOURCE_ROUNDING ? RF_ROUNDING_ONE : 1);
    const double factor = multiplier * units;
    if (fabs(factor) >= 1 && fabs(factor) < 0x1p60)
        out[(*n)++] = (rf_source){kind, index, llround(factor), 0};
}

rf_status rf_program_combination(rf_source *out, int32_t *n, const rf_program *p, int32_t stay,
                                 rf_err *err)
{
    bool basic = false;
    double *multipliers = rf_new_array((size_t)rf_lp_n_rows(p->lp), sizeof *multipliers);
    *n = 0;
    if (multipliers == NULL)
        return rf_fail_memory(err);
    const rf_status rc = rf_lp_tableau_row(&basic, multipliers, p->lp, p->column[stay], err);
    for (int32_t row = 0; row < p->m->n_rows && basic; row++)
        if (p->lp_row[row] >= 0)
            note(out, n, RF_SOURCE_ROW, row, multipliers[p->lp_row[row]]);
    for (int32_t l = 0; l < p->level && basic; l++)
        if (p->level_row[l] >= 0)
            note(out, n, RF_SOURCE_LIMIT, l, multipliers[p->level_row[l]]);
    for (int32_t c = 0; c < p->n_cuts && basic; c++)
        if (p->cut_row[c] >= 0)
            note(out, n, RF_SOURCE_CUT, c, multipliers[p->cut_row[c]]);
    for (int32_t i = 0; i < p->n_roundings && basic; i++)
        if (p->rounding_row[i] >= 0)
            note(out, n, RF_SOURCE_ROUNDING, i, multipliers[p->rounding_row[i]]);
    free(multipliers);
    return rc;
}
