/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/assignment.h"

#include <stdbool.h>
#include <stdlib.h>

#include "engine/core/mem.h"

/* Columns n_columns .. n - 1 stand for "none", one a row. Rows and columns are counted from 1; row
 * and column 0 are where a path begins. */
typedef struct search {
    const rf_assignment *p;
    int32_t n;                          /* columns, those for "none" included */
    int64_t *row_potential, *potential; /* [rows + 1], [n + 1] */
    int64_t *distance;                  /* [n + 1] */
    int32_t *row_of, *before;           /* [n + 1] */
    bool *done;                         /* [n + 1] */
} search;

static int64_t cost_of(const search *s, int32_t row, int32_t column)
{
    if (column > s->p->n_columns)
        return column - s->p->n_columns == row ? s->p->none : RF_NEVER;
    return s->p->cost[(int64_t)(row - 1) * s->p->n_columns + column - 1];
}

/* Takes the nearest column that is not done after looking from column `from`; how much nearer. */
static int32_t nearest(int64_t *step, search *s, int32_t from)
{
    const int32_t row = s->row_of[from];
    int32_t next = 0;
    *step = INT64_MAX;
    for (int32_t j = 1; j <= s->n; j++) {
        if (s->done[j])
            continue;
        const int64_t reduced = cost_of(s, row, j) - s->row_potential[row] - s->potential[j];
        if (reduced < s->distance[j]) {
            s->distance[j] = reduced;
            s->before[j] = from;
        }
        if (s->distance[j] < *step) {
            *step = s->distance[j];
            next = j;
        }
    }
    return next;
}

static void shift(search *s, int64_t step)
{
    for (int32_t j = 0; j <= s->n; j++)
        if (s->done[j]) {
            s->row_potential[s->row_of[j]] += step;
            s->potential[j] -= step;
        } else {
            s->distance[j] -= step;
        }
}

static void add_row(search *s, int32_t row)
{
    int32_t j = 0;
    s->row_of[0] = row;
    for (int32_t i = 0; i <= s->n; i++) {
        s->distance[i] = INT64_MAX / 2;
        s->done[i] = false;
    }
    do {
        int64_t step = 0;
        s->done[j] = true;
        j = nearest(&step, s, j);
        shift(s, step);
    } while (s->row_of[j] != 0);
    for (; j != 0; j = s->before[j])
        s->row_of[j] = s->row_of[s->before[j]];
}

static void search_free(search *s)
{
    free(s->row_potential);
    free(s->potential);
    free(s->distance);
    free(s->row_of);
    free(s->before);
    free(s->done);
}

static bool search_new(search *out, const rf_assignment *p)
{
    const size_t n = (size_t)p->n_columns + (size_t)p->n_rows + 1, rows = (size_t)p->n_rows + 1;
    *out = (search){.p = p,
                    .n = p->n_columns + p->n_rows,
                    .row_potential = rf_new_array(rows, sizeof(int64_t)),
                    .potential = rf_new_array(n, sizeof(int64_t)),
                    .distance = rf_new_array(n, sizeof(int64_t)),
                    .row_of = rf_new_array(n, sizeof(int32_t)),
                    .before = rf_new_array(n, sizeof(int32_t)),
                    .done = rf_new_array(n, sizeof(bool))};
    return out->row_potential != NULL && out->potential != NULL && out->distance != NULL &&
           out->row_of != NULL && out->before != NULL && out->done != NULL;
}

rf_status rf_assign(int32_t *column, const rf_assignment *problem, rf_err *err)
{
    search s;
    rf_status rc = search_new(&s, problem) ? RF_OK : rf_fail_memory(err);
    for (int32_t row = 1; row <= problem->n_rows && rc == RF_OK; row++)
        add_row(&s, row);
    for (int32_t j = 1; j <= s.n && rc == RF_OK; j++)
        if (s.row_of[j] != 0)
            column[s.row_of[j] - 1] = j <= problem->n_columns ? j - 1 : -1;
    search_free(&s);
    return rc;
}
