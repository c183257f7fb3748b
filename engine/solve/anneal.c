/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/anneal.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"
#include "engine/core/random.h"

static const double NEXT_WEIGHT = 0.05, STRICTER_BY = 30;

enum { MAX_UNDO = 64, STOP_EVERY = 4096, COOL_EVERY = 256 };

typedef struct change {
    rf_stay stay;
    bool added;
} change;

typedef struct walk {
    rf_chain *chain;
    rf_state *state;
    const rf_model *m;
    rf_random random;
    int32_t *of_need;      /* [K + 1] */
    int32_t *runs_of_need; /* runs by need */
    int32_t *cover_rows;   /* rows of demand */
    int32_t n_cover_rows;
    int32_t *usable; /* runs that allow a stay and are not pins */
    int32_t n_usable;
    change undo[MAX_UNDO];
    int32_t n_undo;
    double strictness; /* times the penalties */
    double began;      /* rf_clock_now() */
    rf_err *err;
} walk;

static double energy(const walk *w)
{
    const rf_chain *chain = w->chain;
    const int32_t n_levels = w->m->in->n_levels;
    double sum = (double)w->state->values[chain->level], weight = NEXT_WEIGHT;
    for (int32_t l = 0; l < chain->level; l++)
        if (w->state->values[l] > chain->limits[l])
            sum += w->strictness * chain->penalty[l] *
                   (double)(w->state->values[l] - chain->limits[l]);
    for (int32_t l = chain->level + 1; l < n_levels; l++) {
        sum += weight * (double)w->state->values[l];
        weight *= NEXT_WEIGHT;
    }
    return sum;
}

static rf_status index_runs(walk *w)
{
    const rf_model *m = w->m;
    const rf_eligibility *e = m->eligible;
    const int32_t n_needs = m->in->n_needs;
    w->of_need = rf_new_array((size_t)n_needs + 2, sizeof *w->of_need);
    w->runs_of_need = rf_new_array((size_t)e->n_runs, sizeof *w->runs_of_need);
    w->cover_rows = rf_new_array((size_t)m->n_rows, sizeof *w->cover_rows);
    w->usable = rf_new_array((size_t)e->n_runs, sizeof *w->usable);
    if (w->of_need == NULL || w->runs_of_need == NULL || w->cover_rows == NULL || w->usable == NULL)
        return rf_fail_memory(w->err);
    for (int32_t r = 0; r < e->n_runs; r++)
        if (rf_run_has_stays(&e->runs[r]) && !e->runs[r].pinned) {
            w->usable[w->n_usable++] = r;
            w->of_need[e->runs[r].need.i + 2]++;
        }
    for (int32_t k = 0; k < n_needs; k++)
        w->of_need[k + 2] += w->of_need[k + 1];
    for (int32_t x = 0; x < w->n_usable; x++)
        w->runs_of_need[w->of_need[e->runs[w->usable[x]].need.i + 1]++] = w->usable[x];
    for (int32_t row = 0; row < m->n_rows; row++)
        if (m->rows[row].kind == ROW_COVER)
            w->cover_rows[w->n_cover_rows++] = row;
    return RF_OK;
}

static rf_status take_out(walk *w, int32_t place)
{
    if (w->n_undo == MAX_UNDO)
        return RF_OK;
    w->undo[w->n_undo++] = (change){w->state->stays[place], false};
    rf_state_remove(w->state, place);
    return RF_OK;
}

static rf_status put_in(walk *w, rf_stay s)
{
    if (w->n_undo == MAX_UNDO)
        return RF_OK;
    w->undo[w->n_undo++] = (change){s, true};
    return rf_state_add(w->state, s, w->err);
}

static rf_status undo_all(walk *w)
{
    rf_status rc = RF_OK;
    while (w->n_undo > 0 && rc == RF_OK) {
        const change c = w->undo[--w->n_undo];
        if (c.added)
            rf_state_remove(w->state, rf_state_find(w->state, c.stay));
        else
            rc = rf_state_add(w->state, c.stay, w->err);
    }
    return rc;
}

/* Takes out the agent's stays that cannot be beside s. A pin stays: the state is then broken and
 * the step undone. */
static rf_status make_way(walk *w, rf_stay s)
{
    rf_state *state = w->state;
    const int32_t agent = rf_run_of(w->m, s)->agent.i;
    const bool single = w->m->in->rules.max_stays == 1;
    for (int32_t i = state->first_of[agent]; i >= 0;) {
        const rf_stay x = state->stays[i];
        const bool clash = single || (x.first <= s.last && s.first <= x.last);
        if (!clash || rf_run_of(w->m, x)->pinned) {
            i = state->next[i];
            continue;
        }
        const rf_status rc = take_out(w, i);
        if (rc != RF_OK || w->n_undo == MAX_UNDO)
            return rc;
        i = state->first_of[agent]; /* places moved: begin again */
    }
    return RF_OK;
}

static rf_status insert(walk *w, rf_stay s)
{
    const rf_status rc = make_way(w, s);
    return rc == RF_OK ? put_in(w, s) : rc;
}

static int32_t between(walk *w, int32_t low, int32_t high)
{
    return low + rf_random_below(&w->random, high - low + 1);
}

/* A random stay of the run; half of the time as long as it may be, since long stays waste less. */
static rf_stay random_stay(walk *w, int32_t run)
{
    const rf_eligible_run *r = &w->m->eligible->runs[run];
    const int32_t room = r->last - r->first + 1, longest = r->longest < room ? r->longest : room;
    const int32_t length =
        rf_random_below(&w->random, 2) == 0 ? longest : between(w, r->shortest, longest);
    const int32_t first = between(w, r->first, r->last - length + 1);
    return (rf_stay){run, (int16_t)first, (int16_t)(first + length - 1)};
}

static rf_status step_insert(walk *w)
{
    return insert(w, random_stay(w, w->usable[rf_random_below(&w->random, w->n_usable)]));
}

/* A random need's period that lacks people gets someone who may serve it. */
static rf_status step_fill(walk *w)
{
    for (int tries = 0; tries < 8 && w->n_cover_rows > 0; tries++) {
        const int32_t row = w->cover_rows[rf_random_below(&w->random, w->n_cover_rows)];
        const rf_model_row *r = &w->m->rows[row];
        const int32_t begin = w->of_need[r->index], n = w->of_need[r->index + 1] - begin;
        if (w->state->rows[row].excess <= 0 || n == 0)
            continue;
        return insert(w, random_stay(w, w->runs_of_need[begin + rf_random_below(&w->random, n)]));
    }
    return RF_OK;
}

static int32_t random_place(walk *w)
{
    if (w->state->n_stays == 0)
        return -1;
    const int32_t place = rf_random_below(&w->random, w->state->n_stays);
    return rf_run_of(w->m, w->state->stays[place])->pinned ? -1 : place;
}

static rf_status step_drop(walk *w)
{
    const int32_t place = random_place(w);
    return place < 0 ? RF_OK : take_out(w, place);
}

static rf_status step_reshape(walk *w)
{
    const int32_t place = random_place(w);
    return place < 0 ? RF_OK : insert(w, random_stay(w, w->state->stays[place].run));
}

/* As much of s as the run allows; run < 0: not enough. */
static rf_stay clip(const walk *w, int32_t run, rf_stay s)
{
    const rf_eligible_run *r = &w->m->eligible->runs[run];
    const rf_stay clipped = {run, s.first > r->first ? s.first : r->first,
                             s.last < r->last ? s.last : r->last};
    const int32_t length = clipped.last - clipped.first + 1;
    return length < r->shortest || length > r->longest ? (rf_stay){-1, 0, 0} : clipped;
}

/* Anyone who may serve the stay's need, as much of the stay as is possible to them. */
static rf_stay anyone(walk *w, rf_stay s)
{
    const int32_t need = rf_run_of(w->m, s)->need.i;
    const int32_t begin = w->of_need[need], n = w->of_need[need + 1] - begin;
    return clip(w, w->runs_of_need[begin + rf_random_below(&w->random, n)], s);
}

/* Someone else does the same stay. */
static rf_status step_replace(walk *w)
{
    const int32_t place = random_place(w);
    if (place < 0)
        return RF_OK;
    const rf_stay other = anyone(w, w->state->stays[place]);
    if (other.run < 0)
        return RF_OK;
    const rf_status rc = take_out(w, place);
    return rc == RF_OK ? insert(w, other) : rc;
}

/* The agent's run at the need, as much of s as it allows; run < 0: none. */
static rf_stay same_stay(const walk *w, int32_t agent, int32_t need, rf_stay s)
{
    const rf_eligibility *e = w->m->eligible;
    for (int32_t r = e->of_agent[agent]; r < e->of_agent[agent + 1]; r++) {
        const rf_stay clipped = clip(w, r, s);
        if (e->runs[r].need.i == need && !e->runs[r].pinned && clipped.run >= 0)
            return clipped;
    }
    return (rf_stay){-1, 0, 0};
}

/* The first stay of whoever does `taken`, where that is not `agent` or a pin; run < 0: none. */
static rf_stay hole_left(const walk *w, rf_stay taken, int32_t agent)
{
    const int32_t other = rf_run_of(w->m, taken)->agent.i, place = w->state->first_of[other];
    if (other == agent || place < 0 || rf_run_of(w->m, w->state->stays[place])->pinned)
        return (rf_stay){-1, 0, 0};
    return w->state->stays[place];
}

/* Someone else takes over a stay; what that one did before, the first does or a third one. */
static rf_status step_exchange(walk *w)
{
    const int32_t place = random_place(w);
    if (place < 0)
        return RF_OK;
    const rf_stay s = w->state->stays[place], taken = anyone(w, s);
    const int32_t agent = rf_run_of(w->m, s)->agent.i;
    const rf_stay hole = taken.run >= 0 ? hole_left(w, taken, agent) : taken;
    if (hole.run < 0)
        return RF_OK;
    rf_stay filled = same_stay(w, agent, rf_run_of(w->m, hole)->need.i, hole);
    if (filled.run < 0 || rf_random_below(&w->random, 2) == 0)
        filled = anyone(w, hole);
    if (filled.run < 0 || rf_run_of(w->m, filled)->agent.i == rf_run_of(w->m, taken)->agent.i)
        return RF_OK;
    rf_status rc = take_out(w, place);
    if (rc == RF_OK)
        rc = insert(w, taken);
    return rc == RF_OK ? insert(w, filled) : rc;
}

static rf_status random_step(walk *w)
{
    switch (rf_random_below(&w->random, 12)) {
    case 0:
    case 1:
    case 2:
        return step_fill(w);
    case 3:
    case 4:
        return step_insert(w);
    case 5:
        return step_drop(w);
    case 6:
    case 7:
        return step_reshape(w);
    case 8:
    case 9:
        return step_replace(w);
    default:
        return step_exchange(w);
    }
}

static bool is_accepted(walk *w, double worse, double temperature)
{
    return w->state->broken == 0 &&
           (worse <= 0 || rf_random_share(&w->random) < exp(-worse / temperature));
}

/* How much of the walk is done, by steps, work or time, whichever is most. */
static double share_done(const walk *w, const rf_annealing *how, double steps, int64_t work)
{
    const double deadline = w->chain->deadline;
    const double worked = how->work > 0 ? (double)work / (double)how->work : 0;
    const double timed =
        deadline > w->began ? (rf_clock_now() - w->began) / (deadline - w->began) : 0;
    return fmax(steps, fmax(worked, timed));
}

static rf_status anneal(walk *w, const rf_annealing *how)
{
    const int64_t steps = (int64_t)w->n_usable * how->steps_per_run;
    const int64_t before = w->state->work;
    double temperature = how->hot, now = 0, done = 0;
    rf_status rc = RF_OK;
    w->began = rf_clock_now();
    for (int64_t step = 0; rc == RF_OK; step++) {
        if (step % COOL_EVERY == 0) {
            done = share_done(w, how, (double)step / (double)steps, w->state->work - before);
            temperature = how->hot * pow(how->cold / how->hot, done);
            w->strictness = 1 + STRICTER_BY * done; /* ends where plans are allowed */
            now = energy(w);
        }
        if (done >= 1 || (step % STOP_EVERY == 0 && rf_chain_is_over(w->chain)))
            break;
        w->n_undo = 0;
        rc = random_step(w);
        if (rc != RF_OK || w->n_undo == 0)
            continue;
        const double then = energy(w);
        if (w->n_undo == MAX_UNDO || !is_accepted(w, then - now, temperature)) {
            rc = undo_all(w);
            continue;
        }
        bool taken = false;
        if (then < now)
            rc = rf_chain_offer(&taken, w->chain, w->err);
        now = then;
    }
    return rc;
}

rf_status rf_anneal(rf_chain *chain, const rf_annealing *how, rf_err *err)
{
    walk w = {
        .chain = chain, .state = chain->state, .m = chain->m, .random = {how->seed}, .err = err};
    rf_status rc = index_runs(&w);
    if (rc == RF_OK)
        rc = rf_state_set(chain->state, chain->best, err);
    if (rc == RF_OK && w.n_usable > 0)
        rc = anneal(&w, how);
    free(w.of_need);
    free(w.runs_of_need);
    free(w.cover_rows);
    free(w.usable);
    return rc;
}
