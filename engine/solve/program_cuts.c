/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cuts in a program: their rows over the stays that are loaded. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/program_parts.h"

/* The new cuts' rows, gathered from the stays in one pass. */
typedef struct new_rows {
    int32_t from, n;   /* cuts from .. from + n - 1 */
    int32_t *begin;    /* [n + 1] */
    rf_entry *entries; /* NULL: only counting, into begin[c + 1] */
    double *bound;     /* [n] right-hand sides less the base */
} new_rows;

/* What the stay brings to the new cuts; a row's newest cuts come first. */
static void meet_cuts(new_rows *rows, rf_program *p, rf_stay s, int32_t column)
{
    const int32_t n = rf_stay_entries(p->entries, p->m, s);
    for (int32_t e = 0; e < n; e++)
        for (int32_t c = p->cuts->first[p->entries[e].index]; c >= rows->from;
             c = p->cuts->next[c]) {
            const int32_t value = (int32_t)p->entries[e].value, x = c - rows->from;
            const double g = (double)rf_cut_coefficient(p->m, &p->cuts->items[c], s, value);
            if (column < 0)
                rows->bound[x] -= g;
            else if (rows->entries == NULL)
                rows->begin[x + 1]++;
            else
                rows->entries[rows->begin[x]++] = (rf_entry){column, g};
        }
}

static rf_status gather_cuts(new_rows *rows, rf_program *p, rf_err *err)
{
    for (int32_t c = 0; c < rows->n; c++)
        rows->bound[c] = (double)p->cuts->items[rows->from + c].bound;
    for (int32_t i = 0; i < p->n_base; i++)
        meet_cuts(rows, p, p->base_stays[i], -1);
    for (size_t i = 0; i < p->n_stays; i++)
        meet_cuts(rows, p, p->stays[i], p->column[i]);
    for (int32_t c = 0; c < rows->n; c++)
        rows->begin[c + 1] += rows->begin[c] + 1; /* one more for the slack */
    rows->entries = rf_new_array((size_t)rows->begin[rows->n], sizeof *rows->entries);
    if (rows->entries == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < p->n_stays; i++)
        meet_cuts(rows, p, p->stays[i], p->column[i]);
    return RF_OK;
}

/* begin[c] is where the cut's entries now end; the one before it ended one short of their start. */
static rf_status load_cut(rf_program *p, const new_rows *rows, int32_t c, rf_err *err)
{
    const rf_cut *cut = &p->cuts->items[rows->from + c];
    const bool cover = p->m->rows[cut->row].kind == ROW_COVER;
    const int32_t start = c > 0 ? rows->begin[c - 1] + 1 : 0;
    int32_t n = rows->begin[c] - start;
    p->cut_row[p->n_cuts] = -1;
    if (n == 0 || p->lp_row[cut->row] < 0)
        return RF_OK;
    if (p->slack_column[cut->row] >= 0)
        rows->entries[start + n++] = (rf_entry){p->slack_column[cut->row], cover ? 1.0 : -1.0};
    p->cut_row[p->n_cuts] = rf_lp_n_rows(p->lp);
    return rf_lp_add_cut(p->lp, cover ? rows->bound[c] : -RF_FREE, cover ? RF_FREE : rows->bound[c],
                         rows->entries + start, n, err);
}

rf_status rf_program_load_cuts(rf_program *p, const rf_cuts *cuts, rf_err *err)
{
    new_rows rows = {.from = p->n_cuts, .n = cuts->n - p->n_cuts};
    int32_t *cut_row = rf_grow(p->cut_row, &p->cut_capacity, (size_t)cuts->n, sizeof *cut_row);
    if (cut_row == NULL)
        return rf_fail_memory(err);
    p->cut_row = cut_row;
    p->cuts = cuts;
    rows.begin = rf_new_array((size_t)rows.n + 2, sizeof *rows.begin);
    rows.bound = rf_new_array((size_t)rows.n, sizeof *rows.bound);
    rf_status rc =
        rows.begin == NULL || rows.bound == NULL ? rf_fail_memory(err) : gather_cuts(&rows, p, err);
    for (int32_t c = 0; c < rows.n && rc == RF_OK; c++, p->n_cuts++)
        rc = load_cut(p, &rows, c, err);
    free(rows.begin);
    free(rows.bound);
    free(rows.entries);
    return rc;
}
