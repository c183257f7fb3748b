/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/cut.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

rf_status rf_cuts_new(rf_cuts **out, const rf_model *m, rf_err *err)
{
    rf_cuts *cuts = rf_new_array(1, sizeof *cuts);
    int32_t *first = rf_new_array((size_t)m->n_rows, sizeof *first);
    if (cuts == NULL || first == NULL) {
        free(cuts);
        free(first);
        return rf_fail_memory(err);
    }
    for (int32_t row = 0; row < m->n_rows; row++)
        first[row] = -1;
    cuts->m = m;
    cuts->first = first;
    *out = cuts;
    return RF_OK;
}

void rf_cuts_free(rf_cuts *cuts)
{
    if (cuts == NULL)
        return;
    for (int32_t c = 0; c < cuts->n; c++)
        free(cuts->items[c].complemented);
    free(cuts->items);
    free(cuts->first);
    free(cuts->next);
    free(cuts);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

static int64_t rounded(bool cover, int64_t step, int64_t rest, int64_t value)
{
    const int64_t p = floor_divide(value, step), s = value - p * step;
    if (cover)
        return p * rest + (s < rest ? s : rest);
    return p * (step - rest) + (s > rest ? s - rest : 0);
}

int64_t rf_cut_rounded(const rf_model *m, const rf_cut *cut, int32_t value, bool complemented)
{
    const bool cover = m->rows[cut->row].kind == ROW_COVER;
    return complemented ? -rounded(cover, cut->step, cut->rest, -value)
                        : rounded(cover, cut->step, cut->rest, value);
}

static int compare_agents(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

bool rf_cut_complements(const rf_cut *cut, int32_t agent)
{
    return cut->n_complemented > 0 &&
           bsearch(&agent, cut->complemented, (size_t)cut->n_complemented, sizeof agent,
                   compare_agents) != NULL;
}

int64_t rf_cut_coefficient(const rf_model *m, const rf_cut *cut, rf_stay s, int32_t value)
{
    const bool may = m->rows[cut->row].kind != ROW_COVER || !rf_stay_is_trainee(m, s);
    return rf_cut_rounded(m, cut, value, may && rf_cut_complements(cut, rf_run_of(m, s)->agent.i));
}

static bool is_there(const rf_cuts *cuts, const rf_cut *cut)
{
    for (int32_t c = cuts->first[cut->row]; c >= 0; c = cuts->next[c]) {
        const rf_cut *other = &cuts->items[c];
        if (other->step == cut->step && other->bound == cut->bound &&
            other->n_complemented == cut->n_complemented &&
            (cut->n_complemented == 0 ||
             memcmp(other->complemented, cut->complemented,
                    (size_t)cut->n_complemented * sizeof *cut->complemented) == 0))
            return true;
    }
    return false;
}

/* Sets rest and bound; false: the right-hand side is a multiple of the step. */
static bool round_bound(rf_cut *cut, const rf_model *m)
{
    const rf_model_row *row = &m->rows[cut->row];
    const bool cover = row->kind == ROW_COVER;
    int64_t bound = row->bound;
    for (int32_t i = 0; i < cut->n_complemented; i++)
        bound -= rf_contribution(m->in, (rf_agent_id){cut->complemented[i]}, row->period);
    const int64_t q = floor_divide(bound, cut->step);
    cut->rest = (int32_t)(bound - q * cut->step);
    cut->bound = cover ? (q + 1) * cut->rest : q * (cut->step - cut->rest);
    for (int32_t i = 0; i < cut->n_complemented; i++) {
        const int32_t w = rf_contribution(m->in, (rf_agent_id){cut->complemented[i]}, row->period);
        cut->bound -= rounded(cover, cut->step, cut->rest, -w);
    }
    return cut->rest > 0;
}

/* Puts the cut, which has its place, at the head of its row's list. */
static void chain_cut(rf_cuts *cuts, int32_t c)
{
    const int32_t row = cuts->items[c].row;
    cuts->next[c] = cuts->first[row];
    cuts->first[row] = c;
}

static rf_status append(rf_cuts *cuts, const rf_cut *cut, rf_err *err)
{
    rf_cut *items = rf_grow(cuts->items, &cuts->capacity, (size_t)cuts->n + 1, sizeof *items);
    if (items != NULL)
        cuts->items = items;
    int32_t *next = rf_grow(cuts->next, &cuts->next_capacity, (size_t)cuts->n + 1, sizeof *next);
    if (next != NULL)
        cuts->next = next;
    if (items == NULL || next == NULL)
        return rf_fail_memory(err);
    items[cuts->n] = *cut;
    chain_cut(cuts, cuts->n++);
    return RF_OK;
}

void rf_cuts_keep(rf_cuts *cuts, const bool *wanted)
{
    int32_t n = 0;
    for (int32_t row = 0; row < cuts->m->n_rows; row++)
        cuts->first[row] = -1;
    for (int32_t c = 0; c < cuts->n; c++) {
        if (!wanted[c]) {
            free(cuts->items[c].complemented);
            continue;
        }
        cuts->items[n] = cuts->items[c];
        chain_cut(cuts, n++);
    }
    cuts->n = n;
}

rf_status rf_cuts_add(bool *added, rf_cuts *cuts, int32_t row, int32_t step,
                      rf_agent_set complemented, rf_err *err)
{
    rf_cut cut = {.row = row, .step = step, .n_complemented = complemented.n};
    *added = false;
    cut.complemented = rf_new_array((size_t)cut.n_complemented, sizeof *cut.complemented);
    if (cut.complemented == NULL)
        return rf_fail_memory(err);
    if (complemented.n > 0) {
        memcpy(cut.complemented, complemented.items,
               (size_t)complemented.n * sizeof *complemented.items);
        qsort(cut.complemented, (size_t)complemented.n, sizeof *complemented.items, compare_agents);
    }
    rf_status rc = RF_OK;
    if (round_bound(&cut, cuts->m) && !is_there(cuts, &cut)) {
        rc = append(cuts, &cut, err);
        *added = rc == RF_OK;
    }
    if (!*added)
        free(cut.complemented);
    return rc;
}
