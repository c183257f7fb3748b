/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/rounding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/solve/rounding_parts.h"

static const double ROOM = 0x1p60;
static const int64_t LEAST_REST = RF_ROUNDING_STEP / 200;

/* ---- the collection ---------------------------------------------------------------------------*/

int64_t rf_folded_value(const rf_roundings *roundings, int32_t level, int32_t run, int32_t t)
{
    const rf_model *m = roundings->m;
    const rf_instance *in = m->in;
    const rf_agent_id a = m->eligible->runs[run].agent;
    const int64_t weight = in->levels[level].weight[RF_TERM_FLOORS];
    int64_t sum = rf_period_value(m, level, run, t);
    for (int32_t x = in->floors_of[a.i].begin; x < in->floors_of[a.i].end && weight > 0; x++) {
        const int32_t row = m->floor_row[(int64_t)in->floor_ids[x] * in->n_periods + t];
        if (row >= 0 && roundings->folded[row] && t <= in->members[in->floor_members[x]].last)
            sum += weight * rf_contribution(in, a, t);
    }
    return sum;
}

rf_status rf_roundings_new(rf_roundings **out, const rf_model *m, const rf_cuts *cuts,
                           const rf_state *pins, rf_err *err)
{
    rf_roundings *roundings = rf_new_array(1, sizeof *roundings);
    if (roundings == NULL)
        return rf_fail_memory(err);
    roundings->m = m;
    roundings->cuts = cuts;
    roundings->folded = rf_new_array((size_t)m->n_rows, sizeof *roundings->folded);
    roundings->scratch = rf_new_array(2 * (size_t)m->n_rows, sizeof *roundings->scratch);
    if (roundings->folded == NULL || roundings->scratch == NULL) {
        rf_roundings_free(roundings);
        return rf_fail_memory(err);
    }
    for (int32_t row = 0; row < m->n_rows; row++)
        roundings->folded[row] = rf_row_is_folded(&m->rows[row], rf_state_activity(pins, row));
    *out = roundings;
    return RF_OK;
}

static void clear(rf_rounding *rounding)
{
    free(rounding->sources);
    free(rounding->slacks);
}

void rf_roundings_free(rf_roundings *roundings)
{
    if (roundings == NULL)
        return;
    for (int32_t i = 0; i < roundings->n; i++)
        clear(&roundings->items[i]);
    free(roundings->items);
    free(roundings->folded);
    free(roundings->scratch);
    free(roundings);
}

/* The number that each gets once only those that are wanted are left. */
static int32_t *new_numbers(const bool *wanted, int32_t n)
{
    int32_t *number = rf_new_array((size_t)n, sizeof *number);
    for (int32_t i = 0, k = 0; number != NULL && i < n; i++)
        number[i] = wanted[i] ? k++ : -1;
    return number;
}

/* Sources of the kind, from number `from` on, get their new numbers. */
static void renumber(rf_roundings *roundings, rf_source_kind kind, int32_t from,
                     const int32_t *number)
{
    for (int32_t i = 0; i < roundings->n; i++)
        for (int32_t x = 0; x < roundings->items[i].n_sources; x++) {
            rf_source *s = &roundings->items[i].sources[x];
            if (s->kind == kind && s->index >= from)
                s->index = from + number[s->index - from];
        }
}

rf_status rf_roundings_keep(rf_roundings *roundings, int32_t from, const bool *wanted, rf_err *err)
{
    int32_t *number = new_numbers(wanted, roundings->n - from), n = from;
    if (number == NULL)
        return rf_fail_memory(err);
    for (int32_t i = from; i < roundings->n; i++) {
        if (wanted[i - from])
            roundings->items[n++] = roundings->items[i];
        else
            clear(&roundings->items[i]);
    }
    roundings->n = n;
    renumber(roundings, RF_SOURCE_ROUNDING, from, number);
    free(number);
    return RF_OK;
}

rf_status rf_roundings_follow_cuts(rf_roundings *roundings, const bool *wanted, rf_err *err)
{
    int32_t *number = new_numbers(wanted, roundings->cuts->n);
    if (number == NULL)
        return rf_fail_memory(err);
    renumber(roundings, RF_SOURCE_CUT, 0, number);
    free(number);
    return RF_OK;
}

/* ---- one rounding -----------------------------------------------------------------------------*/

static int compare_sources(const void *a, const void *b)
{
    const rf_source *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Sources summed, those that cancel left out; fewer than `n` then. */
static int32_t merge(rf_source *sources, int32_t n)
{
    int32_t kept = 0;
    if (n > 0)
        qsort(sources, (size_t)n, sizeof *sources, compare_sources);
    for (int32_t i = 0; i < n; i++) {
        if (kept > 0 && compare_sources(&sources[kept - 1], &sources[i]) == 0)
            sources[kept - 1].factor += sources[i].factor;
        else
            sources[kept++] = sources[i];
        if (sources[kept - 1].factor == 0)
            kept--;
    }
    return kept;
}

static bool is_at_least(const rf_roundings *roundings, const rf_source *source)
{
    const rf_model_row *rows = roundings->m->rows;
    if (source->kind == RF_SOURCE_ROW)
        return rows[source->index].kind == ROW_COVER;
    if (source->kind == RF_SOURCE_CUT)
        return rows[roundings->cuts->items[source->index].row].kind == ROW_COVER;
    return source->kind == RF_SOURCE_ROUNDING;
}

/* What the folded floors have in the limit goes to the stays, and the rest of it here. */
static int64_t limit_bound(const rf_roundings *roundings, int32_t level, int64_t limit)
{
    const rf_model *m = roundings->m;
    const int32_t *weight = m->in->levels[level].weight;
    int64_t bound = limit;
    if (m->in->has_baseline)
        bound -= weight[RF_TERM_CHANGES] * rf_changes_constant(m->in);
    for (int32_t row = 0; row < m->n_rows; row++)
        if (roundings->folded[row])
            bound += (int64_t)weight[RF_TERM_FLOORS] * m->rows[row].bound;
    return bound;
}

static int64_t bound_of(const rf_roundings *roundings, const rf_source *source,
                        const int64_t *limits)
{
    if (source->kind == RF_SOURCE_ROW)
        return roundings->m->rows[source->index].bound;
    if (source->kind == RF_SOURCE_CUT)
        return roundings->cuts->items[source->index].bound;
    if (source->kind == RF_SOURCE_LIMIT)
        return limit_bound(roundings, source->index, limits[source->index]);
    return roundings->items[source->index].bound;
}

static void add_row_slack(const rf_roundings *roundings, int64_t *sums, int32_t row, int64_t amount)
{
    const rf_model_row *r = &roundings->m->rows[row];
    if (r->term != RF_N_TERMS)
        sums[row] += r->kind == ROW_COVER ? amount : -amount;
}

/* Adds `amount` times the source's slack coefficients to sums [rows]. */
static void add_slacks(const rf_roundings *roundings, int64_t *sums, const rf_source *source,
                       int64_t amount)
{
    const rf_model *m = roundings->m;
    if (source->kind == RF_SOURCE_ROW) {
        add_row_slack(roundings, sums, source->index, amount);
    } else if (source->kind == RF_SOURCE_CUT) {
        add_row_slack(roundings, sums, roundings->cuts->items[source->index].row, amount);
    } else if (source->kind == RF_SOURCE_LIMIT) {
        const int32_t *weight = m->in->levels[source->index].weight;
        for (int32_t row = 0; row < m->n_rows; row++)
            if (m->rows[row].term != RF_N_TERMS && !roundings->folded[row])
                sums[row] += amount * weight[m->rows[row].term];
    } else {
        const rf_rounding *other = &roundings->items[source->index];
        for (int32_t i = 0; i < other->n_slacks; i++)
            sums[other->slacks[i].row] += amount * other->slacks[i].value;
    }
}

/* The slacks' coefficients: of what the sources have of them, rounded, and what the surpluses
 * bring. */
static rf_status set_slacks(rf_rounding *rounding, const rf_roundings *roundings, rf_err *err)
{
    const int32_t n_rows = roundings->m->n_rows;
    int64_t *combined = roundings->scratch, *linear = roundings->scratch + n_rows;
    memset(combined, 0, 2 * (size_t)n_rows * sizeof *combined);
    for (int32_t i = 0; i < rounding->n_sources; i++) {
        add_slacks(roundings, combined, &rounding->sources[i], rounding->sources[i].factor);
        if (rounding->sources[i].linear != 0)
            add_slacks(roundings, linear, &rounding->sources[i], rounding->sources[i].linear);
    }
    int32_t n = 0;
    for (int32_t row = 0; row < n_rows; row++)
        n += combined[row] != 0 || linear[row] != 0;
    rounding->slacks = rf_new_array((size_t)n, sizeof *rounding->slacks);
    if (rounding->slacks == NULL)
        return rf_fail_memory(err);
    for (int32_t row = 0; row < n_rows; row++) {
        const int64_t value = rf_coarse(rf_rounded(combined[row], rounding->rest) + linear[row]);
        if (value != 0)
            rounding->slacks[rounding->n_slacks++] = (rf_slack_entry){row, value};
    }
    return RF_OK;
}

/* A folded floor and a cut of one have a slack that no program knows. */
static bool is_usable(const rf_roundings *roundings, const rf_source *source)
{
    if (source->kind == RF_SOURCE_ROW)
        return !roundings->folded[source->index];
    return source->kind != RF_SOURCE_CUT ||
           !roundings->folded[roundings->cuts->items[source->index].row];
}

static double size_of(int64_t value)
{
    return fabs((double)value);
}

/* No slack has a larger coefficient in the source. */
static double slack_most(const rf_roundings *roundings, const rf_source *source)
{
    double most = 1;
    if (source->kind == RF_SOURCE_LIMIT)
        for (int i = 0; i < RF_N_TERMS; i++)
            most = fmax(most, roundings->m->in->levels[source->index].weight[i]);
    if (source->kind != RF_SOURCE_ROUNDING)
        return most;
    const rf_rounding *other = &roundings->items[source->index];
    for (int32_t i = 0; i < other->n_slacks; i++)
        most = fmax(most, size_of(other->slacks[i].value));
    return most;
}

/* The combination's right-hand side; false: a source is of no use, or numbers grow too large. */
static bool combine(int64_t *right, const rf_rounding *rounding, const rf_roundings *roundings,
                    const int64_t *limits)
{
    double size = 0;
    *right = 0;
    for (int32_t i = 0; i < rounding->n_sources; i++) {
        const rf_source *s = &rounding->sources[i];
        const int64_t bound = bound_of(roundings, s, limits);
        size += size_of(s->factor) * (slack_most(roundings, s) + size_of(bound));
        if (size > ROOM || !is_usable(roundings, s))
            return false;
        *right += s->factor * bound;
    }
    return true;
}

/* What the surpluses add after rounding, and the bound; false: numbers grow too large. */
static bool put_back(rf_rounding *rounding, int64_t right, const rf_roundings *roundings,
                     const int64_t *limits)
{
    int64_t bound = rf_rounded(right, rounding->rest);
    double size = size_of(bound);
    for (int32_t i = 0; i < rounding->n_sources; i++) {
        rf_source *s = &rounding->sources[i];
        const bool at_least = is_at_least(roundings, s);
        const int64_t surplus = rf_rounded(at_least ? -s->factor : s->factor, rounding->rest);
        const int64_t of_source = bound_of(roundings, s, limits);
        s->linear = at_least ? surplus : -surplus;
        size += size_of(surplus) * (slack_most(roundings, s) + size_of(of_source));
        if (size > ROOM)
            return false;
        bound += s->linear * of_source;
    }
    rounding->bound = rf_coarse(bound);
    return true;
}

static bool is_worth_rounding(int64_t rest)
{
    return rest >= LEAST_REST && rest <= RF_ROUNDING_STEP - LEAST_REST;
}

static rf_status append(rf_roundings *roundings, const rf_rounding *rounding, rf_err *err)
{
    rf_rounding *items =
        rf_grow(roundings->items, &roundings->capacity, (size_t)roundings->n + 1, sizeof *items);
    if (items == NULL)
        return rf_fail_memory(err);
    roundings->items = items;
    items[roundings->n++] = *rounding;
    return RF_OK;
}

/* Factors that can be summed whichever they are. */
static bool are_small(const rf_source *sources, int32_t n)
{
    double size = 0;
    for (int32_t i = 0; i < n; i++)
        size += size_of(sources[i].factor);
    return size < ROOM;
}

/* *small false: the factors are too large, and nothing is copied. */
static rf_status begin(bool *small, rf_rounding *out, const rf_source *sources, int32_t n,
                       rf_err *err)
{
    *small = are_small(sources, n);
    if (!*small)
        return RF_OK;
    out->sources = rf_new_array((size_t)n, sizeof *out->sources);
    if (out->sources == NULL)
        return rf_fail_memory(err);
    if (n > 0)
        memcpy(out->sources, sources, (size_t)n * sizeof *sources);
    out->n_sources = merge(out->sources, n);
    return RF_OK;
}

/* Appends what is good, frees what is not; the status so far goes on. */
static rf_status end(rf_roundings *roundings, rf_rounding *rounding, bool good, rf_status rc,
                     rf_err *err)
{
    if (good)
        rc = append(roundings, rounding, err);
    if (!good || rc != RF_OK)
        clear(rounding);
    return rc;
}

rf_status rf_roundings_add(bool *added, rf_roundings *roundings, const int64_t *limits,
                           const rf_source *sources, int32_t n, rf_err *err)
{
    rf_rounding rounding = {.rest = 0};
    int64_t right;
    bool good;
    rf_status rc = begin(&good, &rounding, sources, n, err);
    good = rc == RF_OK && good && combine(&right, &rounding, roundings, limits);
    if (good) {
        rounding.rest = right - rf_floor_shift(right, RF_STEP_BITS) * RF_ROUNDING_STEP;
        good = is_worth_rounding(rounding.rest) && put_back(&rounding, right, roundings, limits);
    }
    if (good)
        rc = set_slacks(&rounding, roundings, err);
    *added = good && rc == RF_OK;
    return end(roundings, &rounding, *added, rc, err);
}

rf_status rf_roundings_add_combination(bool *added, rf_roundings *roundings, const int64_t *limits,
                                       const rf_source *sources, int32_t n, rf_err *err)
{
    rf_rounding rounding = {.rest = 1};
    int64_t right;
    rf_status rc = begin(added, &rounding, sources, n, err);
    *added = rc == RF_OK && *added && combine(&right, &rounding, roundings, limits);
    return end(roundings, &rounding, *added, rc, err);
}
