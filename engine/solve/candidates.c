/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/domain/against.h"
#include "engine/solve/state.h"
#include "engine/solve/why_not.h"

/* One swap under trial: the plan's moves with a stay more and others less. */
typedef struct swapping {
    const rf_dossier *d;
    rf_need_id need;
    rf_reasons *against; /* [T] of the agent at hand */
    rf_move *moves;      /* room for the plan and one more */
    int32_t n_moves;
    rf_candidate *all; /* one an agent at most */
    int64_t *changes;  /* [n_levels] each */
    int32_t n;
    int64_t *values; /* [n_levels] */
} swapping;

static int32_t n_levels(const swapping *s)
{
    return s->d->in->n_levels;
}

/* The plan without the agent's stays that cannot go with the new one, and without `replaced`. */
static void swap(swapping *s, const rf_move *stay, int32_t replaced)
{
    const rf_dossier *d = s->d;
    s->n_moves = 0;
    for (int32_t i = 0; i < d->n_moves; i++) {
        const bool gives_way =
            d->moves[i].agent.i == stay->agent.i && !rf_is_pin(d->in, &d->moves[i]);
        if (!gives_way && i != replaced)
            s->moves[s->n_moves++] = d->moves[i];
    }
    s->moves[s->n_moves++] = *stay;
    qsort(s->moves, (size_t)s->n_moves, sizeof *s->moves, rf_move_compare);
}

/* Keeps the swap if it is the agent's first or better than the one that is kept. */
static rf_status weigh(swapping *s, const rf_move *stay, int32_t replaced, bool *kept, rf_err *err)
{
    swap(s, stay, replaced);
    const rf_status rc = rf_values_of(s->values, s->d->in, s->moves, s->n_moves, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t l = 0; l < n_levels(s); l++)
        s->values[l] -= s->d->values[l];
    rf_candidate *item = &s->all[s->n];
    if (*kept && rf_values_compare(s->values, item->change, n_levels(s)) >= 0)
        return RF_OK;
    *kept = true;
    *item = (rf_candidate){.stay = *stay,
                           .replaces = replaced,
                           .serves = -1,
                           .change = s->changes + (int64_t)s->n * n_levels(s)};
    memcpy(item->change, s->values, (size_t)n_levels(s) * sizeof *s->values);
    return RF_OK;
}

static bool serves_already(const swapping *s, rf_agent_id a, int32_t *elsewhere)
{
    int32_t first;
    const int32_t n = rf_dossier_moves_of(&first, s->d, a);
    *elsewhere = n > 0 ? s->d->moves[first].need.i : -1;
    for (int32_t i = first; i < first + n; i++)
        if (s->d->moves[i].need.i == s->need.i)
            return true;
    return false;
}

/* In place of one move: only on its periods is anybody wanted. */
static void bar_outside(swapping *s, int32_t instead_of)
{
    const rf_move *move = &s->d->moves[instead_of];
    for (int32_t t = 0; t < s->d->in->n_periods; t++)
        if (t < move->first || t > move->last)
            s->against[t] |= (rf_reasons)(1U << RF_AGAINST_IDLE);
}

static rf_status weigh_in_place(swapping *s, const rf_move *stay, bool *kept, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < s->d->n_moves && rc == RF_OK; i++)
        if (s->d->moves[i].need.i == s->need.i)
            rc = weigh(s, stay, i, kept, err);
    return rc;
}

static rf_status look_at(swapping *s, rf_agent_id a, int32_t instead_of, bool is_short, rf_err *err)
{
    const rf_instance *in = s->d->in;
    int32_t elsewhere;
    if (serves_already(s, a, &elsewhere))
        return RF_OK;
    for (int32_t t = 0; t < in->n_periods; t++)
        s->against[t] = rf_against_on(in, a, s->need, t);
    if (instead_of >= 0)
        bar_outside(s, instead_of);
    rf_move stay;
    const rf_move wanted = {.agent = a, .need = s->need};
    const rf_ledger *lack = is_short && instead_of < 0 ? s->d->ledger : NULL;
    if (!rf_best_stay(&stay, in, lack, &wanted, s->against))
        return RF_OK;
    bool kept = false;
    rf_status rc = RF_OK;
    if (instead_of >= 0 || is_short)
        rc = weigh(s, &stay, instead_of, &kept, err);
    else
        rc = weigh_in_place(s, &stay, &kept, err);
    if (rc == RF_OK && kept)
        s->all[s->n++].serves = elsewhere;
    return rc;
}

static int compare_candidates(const void *x, const void *y, void *swaps)
{
    const rf_candidate *a = x, *b = y;
    const swapping *s = swaps;
    const int order = rf_values_compare(a->change, b->change, n_levels(s));
    return order != 0 ? order
                      : (a->stay.agent.i > b->stay.agent.i) - (a->stay.agent.i < b->stay.agent.i);
}

/* The best that keep every rule, walking down the ranking; the others are dropped. */
static rf_status keep_allowed(swapping *s, int32_t most, rf_err *err)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < s->n && kept < most; i++) {
        bool allowed = false;
        swap(s, &s->all[i].stay, s->all[i].replaces);
        const rf_status rc = rf_moves_allowed(&allowed, s->d->in, s->moves, s->n_moves, err);
        if (rc != RF_OK)
            return rc;
        if (allowed)
            s->all[kept++] = s->all[i];
    }
    s->n = kept;
    return RF_OK;
}

static rf_status find(swapping *s, int32_t instead_of, int32_t most, int32_t *n_possible,
                      rf_err *err)
{
    const rf_instance *in = s->d->in;
    const size_t agents = (size_t)in->n_agents, levels = (size_t)in->n_levels;
    s->against = rf_new_array((size_t)in->n_periods, sizeof *s->against);
    s->moves = rf_new_array((size_t)s->d->n_moves + 1, sizeof *s->moves);
    s->all = rf_new_array(agents + 1, sizeof *s->all);
    s->changes = rf_new_array((agents + 1) * levels, sizeof *s->changes);
    s->values = rf_new_array(levels, sizeof *s->values);
    if (s->against == NULL || s->moves == NULL || s->all == NULL || s->changes == NULL ||
        s->values == NULL)
        return rf_fail_memory(err);
    const bool is_short = rf_need_unmet(s->d->ledger, in, s->need) > 0;
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++) {
        const rf_status rc = look_at(s, a, instead_of, is_short, err);
        if (rc != RF_OK)
            return rc;
    }
    *n_possible = s->n;
    qsort_r(s->all, (size_t)s->n, sizeof *s->all, compare_candidates, s);
    return keep_allowed(s, most, err);
}

rf_status rf_candidates_new(rf_candidates **out, const rf_dossier *dossier, rf_need_id k,
                            int32_t instead_of, int32_t most, rf_err *err)
{
    swapping s = {.d = dossier, .need = k};
    rf_candidates *found = rf_new_array(1, sizeof *found);
    rf_status rc =
        found == NULL ? rf_fail_memory(err) : find(&s, instead_of, most, &found->n_possible, err);
    free(s.against);
    free(s.moves);
    free(s.values);
    if (rc != RF_OK) {
        free(s.all);
        free(s.changes);
        free(found);
        return rc;
    }
    found->items = s.all;
    found->n = s.n;
    found->changes = s.changes;
    *out = found;
    return RF_OK;
}

void rf_candidates_free(rf_candidates *candidates)
{
    if (candidates == NULL)
        return;
    free(candidates->items);
    free(candidates->changes);
    free(candidates);
}
