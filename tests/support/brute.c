/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/brute.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>
#include <cmocka.h>

#include "tests/support/brute_choices.h"

enum { MOST_AGENTS = 8, BEAM = 200, MOST_BEGINNINGS = 150000, SAFE = -10000 };

/* What some agents did: their levels so far and the rows that are still open. */
typedef struct beginning {
    int64_t values[BRUTE_LEVELS], least[BRUTE_LEVELS]; /* least: no end of it is below */
    int32_t activity[BRUTE_ROWS];
    UT_hash_handle hh;
} beginning;

/* What the agents from the n-th on can still do. */
typedef struct prospect {
    int32_t most[BRUTE_ROWS], least[BRUTE_ROWS]; /* of the row's activity */
    int64_t values[BRUTE_LEVELS];                /* the least that they add */
} prospect;

typedef struct brute {
    const rf_instance *in;
    brute_rows rows;
    int32_t n_agents, n_levels, limit;
    brute_choices choices[MOST_AGENTS];
    prospect left[MOST_AGENTS + 1];
    bool bounded; /* best is a plan's vector: only what is no worse is kept */
    bool narrow;  /* keep the most promising `limit` and forget the others */
    int64_t best[BRUTE_LEVELS];
} brute;

static int compare_values(const int64_t *a, const int64_t *b, int32_t n)
{
    for (int32_t l = 0; l < n; l++)
        if (a[l] != b[l])
            return a[l] < b[l] ? -1 : 1;
    return 0;
}

/* Units together, so that floors are settled early. */
static void order_agents(int32_t *order, const rf_instance *in)
{
    int32_t n = 0;
    for (int32_t u = 0; u < in->n_units; u++)
        for (int32_t a = 0; a < in->n_agents; a++)
            if (in->agents[a].unit == u)
                order[n++] = a;
}

static void look_ahead(brute *b)
{
    memset(&b->left[b->n_agents], 0, sizeof b->left[0]);
    for (int32_t a = b->n_agents - 1; a >= 0; a--) {
        prospect *p = &b->left[a];
        const brute_choices *c = &b->choices[a];
        *p = b->left[a + 1];
        for (int32_t r = 0; r < b->rows.n; r++) {
            int32_t most = 0, least = 0;
            for (int32_t i = 0; i < c->n; i++) {
                most = c->list[i].activity[r] > most ? c->list[i].activity[r] : most;
                least = c->list[i].activity[r] < least ? c->list[i].activity[r] : least;
            }
            p->most[r] += most;
            p->least[r] += least;
        }
        for (int32_t l = 0; l < b->n_levels; l++) {
            int64_t value = INT64_MAX;
            for (int32_t i = 0; i < c->n; i++)
                value = c->list[i].values[l] < value ? c->list[i].values[l] : value;
            p->values[l] += c->n > 0 ? value : 0;
        }
    }
}

static rf_term term_of(const brute *b, const brute_row *row)
{
    if (row->kind == BRUTE_FLOOR)
        return RF_TERM_FLOORS;
    return (rf_term)(RF_TERM_UNMET_VITAL + b->in->needs[row->index].tier);
}

static void add_slack(const brute *b, int64_t *values, const brute_row *row, int32_t slack)
{
    for (int32_t l = 0; slack > 0 && l < b->n_levels; l++)
        values[l] += (int64_t)slack * b->in->levels[l].weight[term_of(b, row)];
}

/* A hard row: false when it can no longer be met; all the same once it can no longer be broken. */
static bool settle_hard(int32_t *activity, const brute_row *row, const prospect *left, int32_t r)
{
    if (*activity == SAFE)
        return true;
    if (*activity + left->least[r] > row->bound)
        return false;
    if (*activity + left->most[r] <= row->bound)
        *activity = SAFE;
    return true;
}

/* Brings a beginning to the form in which equals can be told; false: it cannot end well. */
static bool settle(const brute *b, beginning *x, const prospect *left)
{
    for (int32_t r = 0; r < b->rows.n; r++) {
        const brute_row *row = &b->rows.row[r];
        int32_t *activity = &x->activity[r];
        if (row->hard) {
            if (!settle_hard(activity, row, left, r))
                return false;
            continue;
        }
        const bool cover = row->kind == BRUTE_COVER;
        if (*activity == SAFE)
            continue;
        if (left->most[r] == 0) {
            add_slack(b, x->values, row, cover ? row->bound - *activity : *activity - row->bound);
            *activity = SAFE;
        } else if (cover ? *activity >= row->bound : *activity + left->most[r] <= row->bound) {
            *activity = SAFE;
        }
    }
    memcpy(x->least, x->values, sizeof x->least);
    for (int32_t l = 0; l < b->n_levels; l++)
        x->least[l] += left->values[l];
    for (int32_t r = 0; r < b->rows.n; r++) {
        const brute_row *row = &b->rows.row[r];
        if (row->hard || x->activity[r] == SAFE)
            continue;
        add_slack(b, x->least, row,
                  row->kind == BRUTE_COVER ? row->bound - x->activity[r] - left->most[r]
                                           : x->activity[r] - row->bound);
    }
    return !b->bounded || compare_values(x->least, b->best, b->n_levels) <= 0;
}

static int by_promise(const void *a, const void *b)
{
    const beginning *x = *(beginning *const *)a, *y = *(beginning *const *)b;
    return compare_values(x->least, y->least, BRUTE_LEVELS);
}

static void forget(beginning **all)
{
    beginning *x, *next;
    HASH_ITER (hh, *all, x, next) {
        HASH_DEL(*all, x);
        free(x);
    }
}

/* Keeps the most promising. */
static void narrow(beginning **all, int32_t limit)
{
    const size_t n = HASH_COUNT(*all);
    if (n <= (size_t)limit)
        return;
    beginning **list = calloc(n, sizeof *list), *x, *next;
    size_t i = 0;
    assert_non_null(list);
    HASH_ITER (hh, *all, x, next)
        list[i++] = x;
    qsort(list, n, sizeof *list, by_promise);
    for (i = (size_t)limit; i < n; i++) {
        HASH_DEL(*all, list[i]);
        free(list[i]);
    }
    free(list);
}

static void put(const brute *b, beginning **all, const beginning *x)
{
    beginning *same = NULL;
    const size_t size = (size_t)b->rows.n * sizeof x->activity[0];
    HASH_FIND(hh, *all, x->activity, size, same);
    if (same == NULL) {
        same = malloc(sizeof *same);
        assert_non_null(same);
        *same = *x;
        HASH_ADD(hh, *all, activity, size, same);
    } else if (compare_values(x->values, same->values, b->n_levels) < 0) {
        memcpy(same->values, x->values, sizeof same->values);
        memcpy(same->least, x->least, sizeof same->least);
    }
}

/* Every beginning with every choice of the agent. */
static beginning *extend(const brute *b, const beginning *from, int32_t agent)
{
    beginning *all = NULL;
    const brute_choices *choices = &b->choices[agent];
    for (const beginning *x = from; x != NULL; x = x->hh.next)
        for (int32_t i = 0; i < choices->n; i++) {
            beginning y = *x;
            memset(&y.hh, 0, sizeof y.hh);
            for (int32_t l = 0; l < b->n_levels; l++)
                y.values[l] += choices->list[i].values[l];
            for (int32_t r = 0; r < b->rows.n; r++)
                y.activity[r] += y.activity[r] == SAFE ? 0 : choices->list[i].activity[r];
            if (settle(b, &y, &b->left[agent + 1]))
                put(b, &all, &y);
            if (!b->narrow && HASH_COUNT(all) > (unsigned)b->limit)
                return all;
        }
    return all;
}

static beginning *first_beginning(const brute *b)
{
    beginning *all = NULL, x;
    memset(&x, 0, sizeof x);
    const int64_t changes = b->in->n_baseline + b->in->baseline_unknown;
    for (int32_t l = 0; l < b->n_levels; l++)
        x.values[l] = changes * b->in->levels[l].weight[RF_TERM_CHANGES];
    if (settle(b, &x, &b->left[0]))
        put(b, &all, &x);
    return all;
}

/* One sweep over the agents; the best end goes to b->best. */
static brute_outcome sweep(brute *b)
{
    beginning *all = first_beginning(b);
    for (int32_t a = 0; a < b->n_agents && all != NULL; a++) {
        beginning *next = extend(b, all, a);
        forget(&all);
        all = next;
        if (b->narrow)
            narrow(&all, b->limit);
        else if (HASH_COUNT(all) > (unsigned)b->limit) {
            forget(&all);
            return BRUTE_TOO_WIDE;
        }
    }
    if (all == NULL)
        return BRUTE_INFEASIBLE;
    const beginning *best = all;
    for (const beginning *x = all; x != NULL; x = x->hh.next)
        if (compare_values(x->values, best->values, b->n_levels) < 0)
            best = x;
    memcpy(b->best, best->values, sizeof b->best);
    forget(&all);
    return BRUTE_OPTIMAL;
}

static void prepare(brute *b, const bool *enforced)
{
    int32_t order[MOST_AGENTS];
    order_agents(order, b->in);
    for (int32_t a = 0; a < b->n_agents; a++)
        b->choices[a] = brute_list_choices(b->in, &b->rows, enforced, order[a]);
    look_ahead(b);
}

static void finish(brute *b)
{
    for (int32_t a = 0; a < b->n_agents; a++)
        free(b->choices[a].list);
    free(b);
}

static brute *new_brute(const rf_instance *in, int32_t n_levels)
{
    brute *b = calloc(1, sizeof *b);
    assert_non_null(b);
    assert_true(in->n_agents <= MOST_AGENTS && n_levels <= BRUTE_LEVELS);
    b->in = in;
    b->n_agents = in->n_agents;
    b->n_levels = n_levels;
    return b;
}

brute_outcome brute_solve(int64_t values[BRUTE_LEVELS], const rf_instance *in)
{
    brute *b = new_brute(in, in->n_levels);
    bool *enforced = malloc((size_t)in->n_pins + 1);
    assert_non_null(enforced);
    memset(enforced, 1, (size_t)in->n_pins + 1);
    brute_list_rows(&b->rows, in, NULL, 0);
    prepare(b, enforced);
    b->narrow = true;
    b->limit = BEAM;
    b->bounded = sweep(b) == BRUTE_OPTIMAL;
    b->narrow = false;
    b->limit = MOST_BEGINNINGS;
    const brute_outcome outcome = sweep(b);
    memcpy(values, b->best, sizeof b->best);
    free(enforced);
    finish(b);
    return outcome;
}

brute_outcome brute_meets(const rf_instance *in, const rf_conflict *members, int32_t n)
{
    brute *b = new_brute(in, 0);
    bool *enforced = calloc((size_t)in->n_pins + 1, 1);
    assert_non_null(enforced);
    for (int32_t i = 0; i < n; i++)
        if (members[i].kind == RF_CONFLICT_PIN)
            enforced[members[i].index] = true;
    brute_list_rows(&b->rows, in, members, n);
    prepare(b, enforced);
    b->limit = MOST_BEGINNINGS;
    const brute_outcome outcome = sweep(b);
    free(enforced);
    finish(b);
    return outcome;
}
