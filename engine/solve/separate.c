/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/separate.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"

static const double TINY = 1e-6, LEAST_EFFICACY = 1e-3;
enum { MOST_STEPS = 24 };

/* How much of an agent the relaxation puts on a row: the sum of its stays there (a cover row's
 * trainee stays apart). */
typedef struct part {
    int32_t row, agent, value;
    bool trainee, complemented;
    double x;
} part;

typedef struct support {
    part *parts;
    size_t n, capacity;
} support;

static bool is_cut_from(rf_row_kind kind)
{
    return kind == ROW_COVER || kind == ROW_FLOOR || kind == ROW_CONVENTION;
}

static rf_status add_stay(support *sup, const rf_model *m, rf_entry *entries, rf_stay s, double x,
                          rf_err *err)
{
    const int32_t n = rf_stay_entries(entries, m, s);
    for (int32_t e = 0; e < n; e++) {
        const rf_model_row *row = &m->rows[entries[e].index];
        if (!is_cut_from(row->kind) || entries[e].value <= 0)
            continue;
        part *parts = rf_grow(sup->parts, &sup->capacity, sup->n + 1, sizeof *parts);
        if (parts == NULL)
            return rf_fail_memory(err);
        sup->parts = parts;
        parts[sup->n++] = (part){.row = entries[e].index,
                                 .agent = rf_run_of(m, s)->agent.i,
                                 .value = (int32_t)entries[e].value,
                                 .trainee = row->kind == ROW_COVER && rf_stay_is_trainee(m, s),
                                 .x = x};
    }
    return RF_OK;
}

static int compare_parts(const void *a, const void *b)
{
    const part *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->agent != y->agent)
        return x->agent < y->agent ? -1 : 1;
    return (int)x->trainee - (int)y->trainee;
}

/* One part an agent and role. */
static void merge(support *sup)
{
    size_t n = 0;
    for (size_t i = 0; i < sup->n; i++) {
        if (n > 0 && compare_parts(&sup->parts[n - 1], &sup->parts[i]) == 0)
            sup->parts[n - 1].x += sup->parts[i].x;
        else
            sup->parts[n++] = sup->parts[i];
    }
    sup->n = n;
}

static rf_status gather(support *sup, const rf_model *m, const rf_program *program, rf_err *err)
{
    rf_entry *entries = rf_new_array((size_t)m->max_entries, sizeof *entries);
    rf_status rc = entries == NULL ? rf_fail_memory(err) : RF_OK;
    for (int32_t i = 0; i < rf_program_n_stays(program) && rc == RF_OK; i++) {
        const double x = rf_program_primal(program, i);
        if (x > TINY)
            rc = add_stay(sup, m, entries, rf_program_stay(program, i), x, err);
    }
    free(entries);
    if (sup->n > 0)
        qsort(sup->parts, sup->n, sizeof *sup->parts, compare_parts);
    merge(sup);
    return rc;
}

/* One row's parts, and the cut being looked for. */
typedef struct row_search {
    const rf_model *m;
    part *parts;
    int32_t n, row;
    double slack; /* u or v of the relaxation */
} row_search;

static int64_t remainder_of(int64_t a, int64_t step)
{
    const int64_t r = a % step;
    return r < 0 ? r + step : r;
}

/* Violation of the row's cut by the relaxation over the norm of its coefficients; <= 0: none. */
static double efficacy(const row_search *s, int32_t step)
{
    const rf_model_row *row = &s->m->rows[s->row];
    int64_t bound = row->bound;
    for (int32_t i = 0; i < s->n; i++)
        bound -= s->parts[i].complemented ? s->parts[i].value : 0;
    rf_cut cut = {.row = s->row, .step = step, .rest = (int32_t)remainder_of(bound, step)};
    if (cut.rest == 0)
        return 0;
    const int64_t q = (bound - cut.rest) / step;
    const bool cover = row->kind == ROW_COVER;
    double right = (double)(cover ? (q + 1) * cut.rest : q * (step - cut.rest)),
           left = cover ? s->slack : -s->slack;
    double norm = 1;
    for (int32_t i = 0; i < s->n; i++) {
        const part *p = &s->parts[i];
        const double g = (double)rf_cut_rounded(s->m, &cut, p->value, p->complemented);
        left += g * p->x;
        right += p->complemented ? g : 0; /* G (1 - x) = G - G x, and g is -G */
        norm += g * g;
    }
    return (cover ? right - left : left - right) / sqrt(norm);
}

static int32_t list_steps(int32_t steps[MOST_STEPS], const row_search *s)
{
    int32_t n = 0;
    for (int32_t i = 0; i < s->n && n < MOST_STEPS; i++) {
        bool known = false;
        for (int32_t j = 0; j < n; j++)
            known |= steps[j] == s->parts[i].value;
        if (!known && s->parts[i].value > 1)
            steps[n++] = s->parts[i].value;
    }
    return n;
}

static void complement_by_value(row_search *s, double above)
{
    for (int32_t i = 0; i < s->n; i++)
        s->parts[i].complemented = !s->parts[i].trainee && s->parts[i].x > above;
}

/* Flips single fractional parts while that helps. */
static double polish(row_search *s, int32_t step, double best)
{
    for (int32_t i = 0; i < s->n; i++) {
        part *p = &s->parts[i];
        if (p->trainee || p->x < 0.01 || p->x > 0.99)
            continue;
        p->complemented = !p->complemented;
        const double now = efficacy(s, step);
        if (now > best)
            best = now;
        else
            p->complemented = !p->complemented;
    }
    return best;
}

static rf_status add_best(int32_t *n_new, rf_cuts *cuts, row_search *s, int32_t step, rf_err *err)
{
    bool added = false;
    int32_t n = 0;
    int32_t *complemented = rf_new_array((size_t)s->n, sizeof *complemented);
    if (complemented == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < s->n; i++)
        if (s->parts[i].complemented)
            complemented[n++] = s->parts[i].agent;
    const rf_status rc =
        rf_cuts_add(&added, cuts, s->row, step, (rf_agent_set){complemented, n}, err);
    *n_new += added;
    free(complemented);
    return rc;
}

static bool has_fraction(const row_search *s)
{
    for (int32_t i = 0; i < s->n; i++)
        if (s->parts[i].x > 0.001 && s->parts[i].x < 0.999)
            return true;
    return false;
}

static rf_status separate_row(int32_t *n_new, rf_cuts *cuts, row_search *s, rf_err *err)
{
    static const double ABOVE[] = {0.5, 0.999, 0.05};
    int32_t steps[MOST_STEPS], best_step = 0;
    double best = LEAST_EFFICACY, best_above = 0;
    const int32_t n_steps = has_fraction(s) ? list_steps(steps, s) : 0;
    for (size_t a = 0; a < sizeof ABOVE / sizeof *ABOVE; a++) {
        complement_by_value(s, ABOVE[a]);
        for (int32_t i = 0; i < n_steps; i++) {
            const double now = efficacy(s, steps[i]);
            if (now > best) {
                best = now;
                best_step = steps[i];
                best_above = ABOVE[a];
            }
        }
    }
    if (best_step == 0)
        return RF_OK;
    complement_by_value(s, best_above);
    polish(s, best_step, best);
    return add_best(n_new, cuts, s, best_step, err);
}

rf_status rf_separate(int32_t *n_new, rf_cuts *cuts, const rf_program *program, rf_err *err)
{
    support sup = {NULL, 0, 0};
    *n_new = 0;
    rf_status rc = gather(&sup, cuts->m, program, err);
    for (size_t begin = 0; begin < sup.n && rc == RF_OK;) {
        size_t end = begin;
        while (end < sup.n && sup.parts[end].row == sup.parts[begin].row)
            end++;
        const int32_t row = sup.parts[begin].row;
        row_search s = {cuts->m, sup.parts + begin, (int32_t)(end - begin), row,
                        rf_program_slack(program, row)};
        if (rf_program_has_row(program, row))
            rc = separate_row(n_new, cuts, &s, err);
        begin = end;
    }
    free(sup.parts);
    return rc;
}
