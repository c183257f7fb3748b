/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/difference.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/domain/ledger.h"

const char *rf_stay_change_name(rf_stay_change_kind kind)
{
    static const char *const names[RF_N_STAY_CHANGES] = {[RF_STAY_KEPT] = "kept",
                                                         [RF_STAY_CHANGED] = "changed",
                                                         [RF_STAY_NEW] = "new",
                                                         [RF_STAY_DROPPED] = "dropped"};
    return names[kind];
}

/* Distinct stays, sorted by rf_move_compare; `paired` ones have found their counterpart. */
typedef struct side {
    rf_move *moves;
    bool *paired;
    int32_t n;
} side;

static rf_status side_new(side *out, const rf_move *moves, int32_t n, rf_err *err)
{
    side s = {.moves = rf_new_array((size_t)n, sizeof *s.moves),
              .paired = rf_new_array((size_t)n, sizeof *s.paired)};
    *out = s;
    if (s.moves == NULL || s.paired == NULL)
        return rf_fail_memory(err);
    if (n > 0) {
        memcpy(s.moves, moves, (size_t)n * sizeof *s.moves);
        qsort(s.moves, (size_t)n, sizeof *s.moves, rf_move_compare);
    }
    for (int32_t i = 0; i < n; i++)
        if (out->n == 0 || rf_move_compare(&s.moves[out->n - 1], &s.moves[i]) != 0)
            s.moves[out->n++] = s.moves[i];
    return RF_OK;
}

static void side_free(side *s)
{
    free(s->moves);
    free(s->paired);
}

/* The stays of one agent on both sides. */
typedef struct pairing {
    rf_difference *to;
    side *before, *after;
    int32_t before_begin, before_end, after_begin, after_end;
} pairing;

static void add_change(rf_difference *to, rf_stay_change_kind kind, const rf_move *before,
                       const rf_move *after)
{
    rf_stay_change *change = &to->changes[to->n_changes++];
    *change = (rf_stay_change){.kind = kind};
    if (before != NULL)
        change->before = *before;
    if (after != NULL)
        change->after = *after;
}

/* The unpaired stay of the side that begins first, on one need (-1: on any); -1: none. */
static int32_t first_unpaired(const side *s, int32_t begin, int32_t end, int32_t need)
{
    int32_t found = -1;
    for (int32_t i = begin; i < end; i++)
        if (!s->paired[i] && (need < 0 || s->moves[i].need.i == need) &&
            (found < 0 || s->moves[i].first < s->moves[found].first))
            found = i;
    return found;
}

static void pair(pairing *p, rf_stay_change_kind kind, int32_t before, int32_t after)
{
    p->before->paired[before] = true;
    p->after->paired[after] = true;
    add_change(p->to, kind, &p->before->moves[before], &p->after->moves[after]);
}

static void pair_equal(pairing *p)
{
    int32_t i = p->before_begin, j = p->after_begin;
    while (i < p->before_end && j < p->after_end) {
        const int order = rf_move_compare(&p->before->moves[i], &p->after->moves[j]);
        if (order == 0)
            pair(p, RF_STAY_KEPT, i, j);
        i += order <= 0;
        j += order >= 0;
    }
}

/* The stays before are sorted by need, then date, and those after are taken by date: in order. */
static void pair_on_one_need(pairing *p)
{
    for (int32_t i = p->before_begin; i < p->before_end; i++) {
        if (p->before->paired[i])
            continue;
        const int32_t j =
            first_unpaired(p->after, p->after_begin, p->after_end, p->before->moves[i].need.i);
        if (j >= 0)
            pair(p, RF_STAY_CHANGED, i, j);
    }
}

static void pair_the_rest(pairing *p)
{
    for (;;) {
        const int32_t i = first_unpaired(p->before, p->before_begin, p->before_end, -1);
        const int32_t j = first_unpaired(p->after, p->after_begin, p->after_end, -1);
        if (i < 0 || j < 0)
            return;
        pair(p, RF_STAY_CHANGED, i, j);
    }
}

static void leave_over(pairing *p)
{
    for (int32_t i = p->before_begin; i < p->before_end; i++)
        if (!p->before->paired[i])
            add_change(p->to, RF_STAY_DROPPED, &p->before->moves[i], NULL);
    for (int32_t j = p->after_begin; j < p->after_end; j++)
        if (!p->after->paired[j])
            add_change(p->to, RF_STAY_NEW, NULL, &p->after->moves[j]);
}

static int32_t end_of_agent(const side *s, int32_t begin, int32_t agent)
{
    while (begin < s->n && s->moves[begin].agent.i == agent)
        begin++;
    return begin;
}

static int32_t next_agent(const pairing *p)
{
    const int32_t x =
        p->before_end < p->before->n ? p->before->moves[p->before_end].agent.i : INT32_MAX;
    const int32_t y =
        p->after_end < p->after->n ? p->after->moves[p->after_end].agent.i : INT32_MAX;
    return x < y ? x : y;
}

static void pair_all(rf_difference *to, side *before, side *after)
{
    pairing p = {.to = to, .before = before, .after = after};
    for (int32_t a = next_agent(&p); a != INT32_MAX; a = next_agent(&p)) {
        p.before_begin = p.before_end;
        p.after_begin = p.after_end;
        p.before_end = end_of_agent(before, p.before_begin, a);
        p.after_end = end_of_agent(after, p.after_begin, a);
        pair_equal(&p);
        pair_on_one_need(&p);
        pair_the_rest(&p);
        leave_over(&p);
    }
}

static const rf_move *stay_of(const rf_stay_change *change)
{
    return change->kind == RF_STAY_DROPPED ? &change->before : &change->after;
}

static int compare_changes(const void *a, const void *b)
{
    const rf_stay_change *c = a, *d = b;
    const rf_move *x = stay_of(c), *y = stay_of(d);
    if (x->agent.i != y->agent.i)
        return x->agent.i < y->agent.i ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    const int order = rf_move_compare(x, y);
    return order != 0 ? order : (c->kind > d->kind) - (c->kind < d->kind);
}

/* ---- tallies ---- */

typedef struct volume {
    int64_t lent, received;
} volume;

static volume volume_of(const rf_instance *in, const rf_move *move)
{
    volume v = {0, 0};
    for (int32_t t = move->first; t <= move->last; t++) {
        v.lent += rf_contribution(in, move->agent, t);
        v.received += rf_move_contribution(in, move, t);
    }
    return v;
}

/* Adds one version of a stay to those who lend and who receive. */
static void add_volume(rf_stay_tally *lender, rf_stay_tally *receiver, volume v, bool after)
{
    *(after ? &lender->lent_after : &lender->lent_before) += v.lent;
    *(after ? &receiver->received_after : &receiver->received_before) += v.received;
}

static void add_version(rf_difference *to, const rf_instance *in, const rf_move *move, bool after)
{
    const rf_agent *agent = &in->agents[move->agent.i];
    const rf_need *need = &in->needs[move->need.i];
    const volume v = volume_of(in, move);
    add_volume(&to->all, &to->all, v, after);
    add_volume(&to->units[agent->unit], &to->units[need->unit], v, after);
    add_volume(&to->organisations[agent->organisation], &to->organisations[need->organisation], v,
               after);
}

/* Counts the change once for each of the three that it concerns, which may be the same. */
static void count_for(rf_stay_tally *tallies, rf_stay_change_kind kind, int32_t lender,
                      int32_t receiver_before, int32_t receiver_after)
{
    tallies[lender].stays[kind]++;
    if (receiver_before != lender)
        tallies[receiver_before].stays[kind]++;
    if (receiver_after != lender && receiver_after != receiver_before)
        tallies[receiver_after].stays[kind]++;
}

static void count_change(rf_difference *to, const rf_instance *in, const rf_stay_change *change)
{
    const rf_move *x = change->kind == RF_STAY_NEW ? &change->after : &change->before;
    const rf_move *y = stay_of(change);
    const rf_agent *agent = &in->agents[x->agent.i];
    const rf_need *before = &in->needs[x->need.i], *after = &in->needs[y->need.i];
    to->all.stays[change->kind]++;
    count_for(to->units, change->kind, agent->unit, before->unit, after->unit);
    count_for(to->organisations, change->kind, agent->organisation, before->organisation,
              after->organisation);
    if (change->kind != RF_STAY_NEW)
        add_version(to, in, &change->before, false);
    if (change->kind != RF_STAY_DROPPED)
        add_version(to, in, &change->after, true);
}

static rf_status take_terms(int64_t out[RF_N_TERMS], const rf_instance *in, const side *s,
                            rf_err *err)
{
    rf_ledger *ledger = NULL;
    const rf_status rc = rf_ledger_new(&ledger, in, s->moves, s->n, err);
    if (rc == RF_OK)
        memcpy(out, ledger->terms, sizeof ledger->terms);
    rf_ledger_free(ledger);
    return rc;
}

static rf_status fill(rf_difference *to, const rf_instance *in, side *before, side *after,
                      rf_err *err)
{
    to->changes = rf_new_array((size_t)before->n + (size_t)after->n, sizeof *to->changes);
    to->units = rf_new_array((size_t)in->n_units, sizeof *to->units);
    to->organisations = rf_new_array((size_t)in->n_organisations, sizeof *to->organisations);
    if (to->changes == NULL || to->units == NULL || to->organisations == NULL)
        return rf_fail_memory(err);
    pair_all(to, before, after);
    if (to->n_changes > 1)
        qsort(to->changes, (size_t)to->n_changes, sizeof *to->changes, compare_changes);
    for (int32_t i = 0; i < to->n_changes; i++)
        count_change(to, in, &to->changes[i]);
    const rf_status rc = take_terms(to->terms_before, in, before, err);
    return rc == RF_OK ? take_terms(to->terms_after, in, after, err) : rc;
}

rf_status rf_difference_new(rf_difference **out, const rf_instance *in, const rf_two_plans *plans,
                            rf_err *err)
{
    side before = {.n = 0}, after = {.n = 0};
    rf_difference *made = calloc(1, sizeof *made);
    rf_status rc = made != NULL ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = side_new(&before, plans->before, plans->n_before, err);
    if (rc == RF_OK)
        rc = side_new(&after, plans->after, plans->n_after, err);
    if (rc == RF_OK)
        rc = fill(made, in, &before, &after, err);
    side_free(&before);
    side_free(&after);
    if (rc != RF_OK) {
        rf_difference_free(made);
        return rc;
    }
    made->n_unknown = plans->n_unknown;
    *out = made;
    return RF_OK;
}

void rf_difference_free(rf_difference *difference)
{
    if (difference == NULL)
        return;
    free(difference->changes);
    free(difference->units);
    free(difference->organisations);
    free(difference);
}
