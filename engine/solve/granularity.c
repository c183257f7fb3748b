/* SPDX-License-Identifier: GPL-3.0-or-later
 * Granularity (FORMULATION.md): the step in which a level's value can move.
 *
 * A slack whose row cannot be exceeded is linear in the stays (u = d - sum c z where nobody can
 * over-cover, v = sum w z where nothing may be lent): it is folded into the stays' coefficients.
 * Any other slack moves in steps of the greatest common divisor of its row. The value then moves in
 * steps of the divisor of all of these. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/model.h"

static int64_t divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

typedef struct walk {
    const rf_model *m;
    const rf_level_spec *level;
    int32_t index; /* of the level */
    rf_entry *entries;
    int64_t *most;   /* [rows] the most that all stays together can bring to a row */
    int64_t *common; /* [rows] divisor of the row's coefficients */
    int64_t step, offset;
} walk;

/* The weight of the row's slack in the level; 0: it does not count. */
static int64_t slack_weight(const walk *w, int32_t row)
{
    const rf_term term = w->m->rows[row].term;
    return term == RF_N_TERMS ? 0 : w->level->weight[term];
}

/* +1: the slack is the row's activity; -1: it is what the activity leaves; 0: neither. */
static int linear_sign(const walk *w, int32_t row)
{
    const rf_model_row *r = &w->m->rows[row];
    if (r->kind == ROW_COVER)
        return w->most[row] <= r->bound ? -1 : 0;
    return r->bound == 0 ? 1 : 0;
}

static void measure_run(walk *w, int32_t run)
{
    const rf_eligible_run *r = &w->m->eligible->runs[run];
    for (int32_t t = r->first; t <= r->last; t++) {
        const rf_stay day = {run, (int16_t)t, (int16_t)t};
        const int32_t n = rf_stay_entries(w->entries, w->m, day);
        for (int32_t e = 0; e < n; e++) {
            const int64_t value = (int64_t)w->entries[e].value;
            w->most[w->entries[e].index] += value;
            w->common[w->entries[e].index] = divisor(w->common[w->entries[e].index], value);
        }
        if (t > r->last_qualified || w->m->in->needs[r->need.i].tutor_ratio > 0) {
            /* a trainee's contribution is a floor of a share: assume the finest step */
            const int32_t row = w->m->cover_row[(int64_t)r->need.i * w->m->in->n_periods + t];
            w->common[row] = 1;
        }
    }
}

static rf_status add_stay(void *user, rf_stay s)
{
    walk *w = user;
    int64_t coefficient = rf_stay_value(w->m, w->index, s);
    const int32_t n = rf_stay_entries(w->entries, w->m, s);
    for (int32_t e = 0; e < n; e++) {
        const int32_t row = w->entries[e].index;
        coefficient += slack_weight(w, row) * linear_sign(w, row) * (int64_t)w->entries[e].value;
    }
    w->step = divisor(w->step, coefficient);
    return w->step == 1 ? RF_BAD_INPUT : RF_OK;
}

static void add_slacks(walk *w)
{
    for (int32_t row = 0; row < w->m->n_rows; row++) {
        const int64_t weight = slack_weight(w, row);
        if (weight == 0)
            continue;
        const int sign = linear_sign(w, row);
        if (sign < 0)
            w->offset += weight * w->m->rows[row].bound;
        else if (sign == 0)
            w->step = divisor(w->step, weight * divisor(w->common[row], w->m->rows[row].bound));
    }
}

rf_grain rf_level_grain(const rf_model *m, int32_t level)
{
    rf_grain grain = {0, 1};
    walk w = {.m = m, .level = &m->in->levels[level], .index = level};
    w.entries = rf_new_array((size_t)m->max_entries, sizeof *w.entries);
    w.most = rf_new_array((size_t)m->n_rows, sizeof *w.most);
    w.common = rf_new_array((size_t)m->n_rows, sizeof *w.common);
    if (w.entries != NULL && w.most != NULL && w.common != NULL) {
        w.offset = w.level->weight[RF_TERM_CHANGES] * rf_changes_constant(m->in);
        for (int32_t run = 0; run < m->eligible->n_runs; run++)
            if (rf_run_has_stays(&m->eligible->runs[run]))
                measure_run(&w, run);
        add_slacks(&w);
        for (int32_t run = 0; run < m->eligible->n_runs && w.step != 1; run++)
            if (rf_run_stays(m, run, add_stay, &w) != RF_OK)
                break;
        grain = (rf_grain){w.offset, w.step > 0 ? w.step : 1};
    }
    free(w.entries);
    free(w.most);
    free(w.common);
    return grain;
}
