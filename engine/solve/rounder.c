/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/rounder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/solve/rounding_parts.h"

static const double ROOM = 0x1p61;

/* What one unit of a source brings to a rounding, before and after the rounding proper. */
typedef struct share {
    int64_t combined, linear;
} share;

/* A source's place in a rounding; of a row that a cut was made from, by the row. */
typedef struct term {
    int32_t target; /* among the rounder's own */
    int32_t cut;    /* -1: the row itself */
    share unit;
} term;

/* Terms by what they are of. */
typedef struct term_index {
    int32_t *begin; /* [n + 1] */
    term *terms;
} term_index;

enum { QUALIFIED, TRAINEE, N_ROLES };

struct rf_rounder {
    const rf_roundings *roundings;
    int32_t *own; /* [n] the roundings' numbers, ascending */
    int32_t n;
    term_index of_row, of_level, of_rounding;
    bool *is_touched; /* [n] */
    int32_t *touched; /* [n] */
    int32_t *ids;     /* [n] the same as numbers of roundings */
    int32_t n_touched;
    share *sums;   /* [n][N_ROLES][T + 1] prefix sums over the run at hand */
    share *once;   /* [n] what every stay of the run brings once */
    share *kept;   /* [n] what a stay of the baseline brings less */
    share *nested; /* [n] scratch of a stay: from other roundings */
    double *size;  /* [n] no stay of the run has more, before and after the rounding proper */
    bool overflowed;
    int64_t *coefficients, *combined; /* [touched] */
    rf_entry *entries;
    int32_t run;
};

/* ---- making -----------------------------------------------------------------------------------*/

/* The wanted roundings and those that they are made of: number -> place, -1 where not wanted. */
static rf_status choose(int32_t **place_of, rf_rounder *r, const bool *wanted, rf_err *err)
{
    const int32_t n = r->roundings->n;
    int32_t *place = rf_new_array((size_t)n, sizeof *place);
    if (place == NULL)
        return rf_fail_memory(err);
    for (int32_t i = n - 1; i >= 0; i--) {
        const rf_rounding *rounding = &r->roundings->items[i];
        place[i] |= wanted == NULL || wanted[i];
        for (int32_t x = 0; x < rounding->n_sources && place[i]; x++)
            if (rounding->sources[x].kind == RF_SOURCE_ROUNDING)
                place[rounding->sources[x].index] = 1;
        r->n += place[i];
    }
    for (int32_t i = 0, k = 0; i < n; i++)
        place[i] = place[i] ? k++ : -1;
    *place_of = place;
    return RF_OK;
}

static int32_t key_of(const rf_rounder *r, const rf_source *source, const int32_t *place_of)
{
    if (source->kind == RF_SOURCE_CUT)
        return r->roundings->cuts->items[source->index].row;
    return source->kind == RF_SOURCE_ROUNDING ? place_of[source->index] : source->index;
}

static term_index *index_of(rf_rounder *r, rf_source_kind kind)
{
    if (kind == RF_SOURCE_LIMIT)
        return &r->of_level;
    return kind == RF_SOURCE_ROUNDING ? &r->of_rounding : &r->of_row;
}

static rf_status new_index(term_index *out, size_t n_keys, rf_err *err)
{
    out->begin = rf_new_array(n_keys + 2, sizeof *out->begin);
    return out->begin == NULL ? rf_fail_memory(err) : RF_OK;
}

/* From counts in begin[key + 2] to where each key's terms go, in begin[key + 1]. */
static rf_status make_room(term_index *x, size_t n_keys, rf_err *err)
{
    for (size_t key = 0; key < n_keys; key++)
        x->begin[key + 2] += x->begin[key + 1];
    x->terms = rf_new_array((size_t)x->begin[n_keys + 1], sizeof *x->terms);
    return x->terms == NULL ? rf_fail_memory(err) : RF_OK;
}

static void count_sources(rf_rounder *r, const int32_t *place_of)
{
    for (int32_t i = 0; i < r->roundings->n; i++) {
        const rf_rounding *rounding = &r->roundings->items[i];
        for (int32_t x = 0; x < rounding->n_sources && place_of[i] >= 0; x++) {
            const rf_source *source = &rounding->sources[x];
            index_of(r, source->kind)->begin[key_of(r, source, place_of) + 2]++;
        }
    }
}

static void place_sources(rf_rounder *r, const int32_t *place_of)
{
    for (int32_t i = 0; i < r->roundings->n; i++) {
        const rf_rounding *rounding = &r->roundings->items[i];
        if (place_of[i] < 0)
            continue;
        r->own[place_of[i]] = i;
        for (int32_t x = 0; x < rounding->n_sources; x++) {
            const rf_source *s = &rounding->sources[x];
            term_index *to = index_of(r, s->kind);
            to->terms[to->begin[key_of(r, s, place_of) + 1]++] = (term){
                place_of[i], s->kind == RF_SOURCE_CUT ? s->index : -1, {s->factor, s->linear}};
        }
    }
}

static rf_status index_sources(rf_rounder *r, const int32_t *place_of, rf_err *err)
{
    const rf_model *m = r->roundings->m;
    const size_t rows = (size_t)m->n_rows, levels = (size_t)m->in->n_levels, n = (size_t)r->n;
    rf_status rc = new_index(&r->of_row, rows, err);
    if (rc == RF_OK)
        rc = new_index(&r->of_level, levels, err);
    if (rc == RF_OK)
        rc = new_index(&r->of_rounding, n, err);
    if (rc != RF_OK)
        return rc;
    count_sources(r, place_of);
    rc = make_room(&r->of_row, rows, err);
    if (rc == RF_OK)
        rc = make_room(&r->of_level, levels, err);
    if (rc == RF_OK)
        rc = make_room(&r->of_rounding, n, err);
    if (rc == RF_OK)
        place_sources(r, place_of);
    return rc;
}

static rf_status new_scratch(rf_rounder *r, rf_err *err)
{
    const rf_model *m = r->roundings->m;
    const size_t n = (size_t)r->n, periods = (size_t)m->in->n_periods + 1;
    r->own = rf_new_array(n, sizeof *r->own);
    r->is_touched = rf_new_array(n, sizeof *r->is_touched);
    r->touched = rf_new_array(n, sizeof *r->touched);
    r->ids = rf_new_array(n, sizeof *r->ids);
    r->sums = rf_new_array(n * N_ROLES * periods, sizeof *r->sums);
    r->once = rf_new_array(n, sizeof *r->once);
    r->kept = rf_new_array(n, sizeof *r->kept);
    r->nested = rf_new_array(n, sizeof *r->nested);
    r->size = rf_new_array(n, sizeof *r->size);
    r->coefficients = rf_new_array(n, sizeof *r->coefficients);
    r->combined = rf_new_array(n, sizeof *r->combined);
    r->entries = rf_new_array((size_t)m->max_entries, sizeof *r->entries);
    return r->own == NULL || r->is_touched == NULL || r->touched == NULL || r->ids == NULL ||
                   r->sums == NULL || r->once == NULL || r->kept == NULL || r->nested == NULL ||
                   r->size == NULL || r->coefficients == NULL || r->combined == NULL ||
                   r->entries == NULL
               ? rf_fail_memory(err)
               : RF_OK;
}

rf_status rf_rounder_new(rf_rounder **out, const rf_roundings *roundings, const bool *wanted,
                         rf_err *err)
{
    rf_rounder *r = rf_new_array(1, sizeof *r);
    int32_t *place_of = NULL;
    if (r == NULL)
        return rf_fail_memory(err);
    r->roundings = roundings;
    rf_status rc = choose(&place_of, r, wanted, err);
    if (rc == RF_OK)
        rc = new_scratch(r, err);
    if (rc == RF_OK)
        rc = index_sources(r, place_of, err);
    free(place_of);
    if (rc != RF_OK)
        rf_rounder_free(r);
    else
        *out = r;
    return rc;
}

void rf_rounder_free(rf_rounder *r)
{
    if (r == NULL)
        return;
    free(r->of_row.begin);
    free(r->of_row.terms);
    free(r->of_level.begin);
    free(r->of_level.terms);
    free(r->of_rounding.begin);
    free(r->of_rounding.terms);
    free(r->own);
    free(r->is_touched);
    free(r->touched);
    free(r->ids);
    free(r->sums);
    free(r->once);
    free(r->kept);
    free(r->nested);
    free(r->size);
    free(r->coefficients);
    free(r->combined);
    free(r->entries);
    free(r);
}

/* ---- a run ------------------------------------------------------------------------------------*/

static share *sums_of(const rf_rounder *r, int32_t target, int role)
{
    const size_t periods = (size_t)r->roundings->m->in->n_periods + 1;
    return r->sums + ((size_t)target * N_ROLES + (size_t)role) * periods;
}

/* The first time that the run meets a rounding. */
static void touch(rf_rounder *r, int32_t target)
{
    if (r->is_touched[target])
        return;
    const size_t periods = (size_t)r->roundings->m->in->n_periods + 1;
    r->is_touched[target] = true;
    memset(sums_of(r, target, 0), 0, N_ROLES * periods * sizeof *r->sums);
    r->once[target] = r->kept[target] = (share){0, 0};
    r->size[target] = (double)RF_ROUNDING_STEP;
}

static void add(share *to, share unit, int64_t amount)
{
    to->combined += unit.combined * amount;
    to->linear += unit.linear * amount;
}

/* What one source brings to a rounding of the run; nothing any more once it leaves 64 bits. */
static void bring(rf_rounder *r, share *to, const term *of, int64_t amount)
{
    r->size[of->target] +=
        (fabs((double)of->unit.combined) + fabs((double)of->unit.linear)) * fabs((double)amount);
    if (r->size[of->target] <= ROOM)
        add(to, of->unit, amount);
}

static void add_entry(rf_rounder *r, const rf_entry *entry, int role, int32_t place)
{
    const rf_model *m = r->roundings->m;
    const int32_t value = (int32_t)entry->value;
    const rf_stay any = {r->run, 0, 0};
    for (int32_t x = r->of_row.begin[entry->index]; x < r->of_row.begin[entry->index + 1]; x++) {
        const term *of = &r->of_row.terms[x];
        int64_t amount = value;
        if (of->cut >= 0) {
            const rf_cut *cut = &r->roundings->cuts->items[of->cut];
            const bool may = m->rows[entry->index].kind != ROW_COVER || role == QUALIFIED;
            const int32_t agent = rf_run_of(m, any)->agent.i;
            amount = rf_cut_rounded(m, cut, value, may && rf_cut_complements(cut, agent));
        }
        touch(r, of->target);
        bring(r, &sums_of(r, of->target, role)[place + 1], of, amount);
    }
}

static void add_levels(rf_rounder *r, int role, int32_t t, int32_t place)
{
    for (int32_t l = 0; l < r->roundings->m->in->n_levels; l++) {
        if (r->of_level.begin[l] == r->of_level.begin[l + 1])
            continue;
        const int64_t value = rf_folded_value(r->roundings, l, r->run, t);
        for (int32_t x = r->of_level.begin[l]; x < r->of_level.begin[l + 1] && value != 0; x++) {
            const term *of = &r->of_level.terms[x];
            touch(r, of->target);
            bring(r, &sums_of(r, of->target, role)[place + 1], of, value);
        }
    }
}

static void add_period(rf_rounder *r, int role, int32_t t, int32_t place)
{
    const rf_model *m = r->roundings->m;
    int32_t n = rf_period_entries(r->entries, m, r->run, role == TRAINEE, t);
    if (m->away_row != NULL)
        r->entries[n++] = (rf_entry){m->away_row[m->eligible->runs[r->run].agent.i], 1};
    for (int32_t e = 0; e < n; e++)
        add_entry(r, &r->entries[e], role, place);
    add_levels(r, role, t, place);
}

static void add_once(rf_rounder *r)
{
    const rf_model *m = r->roundings->m;
    const int32_t total = m->total_row[m->eligible->runs[r->run].agent.i];
    for (int32_t x = r->of_row.begin[total]; x < r->of_row.begin[total + 1]; x++) {
        const term *of = &r->of_row.terms[x];
        touch(r, of->target);
        bring(r, &r->once[of->target], of, 1);
    }
    for (int32_t l = 0; l < m->in->n_levels; l++) {
        const int32_t *weight = m->in->levels[l].weight;
        const int64_t changes = m->in->has_baseline ? weight[RF_TERM_CHANGES] : 0;
        const int64_t value = weight[RF_TERM_MOVED] + changes;
        for (int32_t x = r->of_level.begin[l]; x < r->of_level.begin[l + 1] && value != 0; x++) {
            const term *of = &r->of_level.terms[x];
            touch(r, of->target);
            bring(r, &r->once[of->target], of, value);
            bring(r, &r->kept[of->target], of, 2 * changes);
        }
    }
}

static void touch_nested(rf_rounder *r, int32_t place)
{
    const double size = r->size[place] / (double)(1 << RF_COARSE_BITS) + 1;
    for (int32_t x = r->of_rounding.begin[place]; x < r->of_rounding.begin[place + 1]; x++) {
        const term *of = &r->of_rounding.terms[x];
        touch(r, of->target);
        r->size[of->target] +=
            (fabs((double)of->unit.combined) + fabs((double)of->unit.linear)) * size;
    }
}

/* Those touched, in order, and with them those that are made of them. */
static void list_touched(rf_rounder *r)
{
    r->n_touched = 0;
    for (int32_t i = 0; i < r->n; i++) {
        if (!r->is_touched[i])
            continue;
        r->touched[r->n_touched] = i;
        r->ids[r->n_touched++] = r->own[i];
        r->overflowed |= r->size[i] > ROOM;
        touch_nested(r, i);
    }
}

static void sum_up(rf_rounder *r, int32_t length)
{
    for (int32_t i = 0; i < r->n_touched; i++)
        for (int role = 0; role < N_ROLES; role++) {
            share *sums = sums_of(r, r->touched[i], role);
            for (int32_t t = 0; t < length; t++) {
                sums[t + 1].combined += sums[t].combined;
                sums[t + 1].linear += sums[t].linear;
            }
        }
}

rf_touched rf_rounder_begin(rf_rounder *r, int32_t run)
{
    const rf_eligible_run *e = &r->roundings->m->eligible->runs[run];
    memset(r->is_touched, 0, (size_t)r->n * sizeof *r->is_touched);
    r->run = run;
    for (int32_t t = e->first; t <= e->last; t++) {
        if (t <= e->last_qualified)
            add_period(r, QUALIFIED, t, t - e->first);
        if (e->last > e->last_qualified)
            add_period(r, TRAINEE, t, t - e->first);
    }
    add_once(r);
    list_touched(r);
    sum_up(r, e->last - e->first + 1);
    return (rf_touched){r->ids, r->n_touched};
}

/* ---- a stay -----------------------------------------------------------------------------------*/

static void pass_on(rf_rounder *r, int32_t place, int64_t coefficient)
{
    for (int32_t x = r->of_rounding.begin[place]; x < r->of_rounding.begin[place + 1]; x++) {
        const term *of = &r->of_rounding.terms[x];
        if (r->size[of->target] <= ROOM)
            add(&r->nested[of->target], of->unit, coefficient);
    }
}

const int64_t *rf_rounder_stay(rf_rounder *r, rf_stay s)
{
    const rf_model *m = r->roundings->m;
    const rf_eligible_run *run = rf_run_of(m, s);
    const int role = rf_stay_is_trainee(m, s) ? TRAINEE : QUALIFIED;
    const bool kept = m->in->has_baseline && rf_stay_in_baseline(m, s);
    for (int32_t i = 0; i < r->n_touched; i++)
        r->nested[r->touched[i]] = (share){0, 0};
    for (int32_t i = 0; i < r->n_touched; i++) {
        const int32_t place = r->touched[i];
        const share *sums = sums_of(r, place, role), *once = &r->once[place],
                    *nested = &r->nested[place], *less = &r->kept[place];
        const share *end = &sums[s.last + 1 - run->first], *begin = &sums[s.first - run->first];
        const int64_t combined = once->combined + nested->combined + end->combined -
                                 begin->combined - (kept ? less->combined : 0);
        const int64_t linear =
            once->linear + nested->linear + end->linear - begin->linear - (kept ? less->linear : 0);
        const int64_t rest = r->roundings->items[r->own[place]].rest;
        r->combined[i] = combined;
        r->coefficients[i] = rf_coarse(rf_rounded(combined, rest) + linear);
        pass_on(r, place, r->coefficients[i]);
    }
    return r->coefficients;
}

bool rf_rounder_overflowed(const rf_rounder *r)
{
    return r->overflowed;
}

const int64_t *rf_rounder_combined(const rf_rounder *r)
{
    return r->combined;
}
