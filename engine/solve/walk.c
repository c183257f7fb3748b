/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/walk.h"

#include <stdlib.h>

#include "engine/core/mem.h"

enum { TRIES = 8, KINDS = 12, RECREATED = 5 /* one step in so many recreates */ };

static rf_status index_runs(rf_walk *w)
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

rf_status rf_walk_begin(rf_walk *w, rf_state *state, uint64_t seed, const double *weight,
                        rf_err *err)
{
    *w = (rf_walk){.m = state->m, .state = state, .random = {seed}, .err = err};
    const rf_status rc = index_runs(w);
    return rc == RF_OK ? rf_inserter_new(&w->inserter, w->m, weight, err) : rc;
}

void rf_walk_end(rf_walk *w)
{
    rf_inserter_free(w->inserter);
    free(w->of_need);
    free(w->runs_of_need);
    free(w->cover_rows);
    free(w->usable);
}

/* ---- changes -----------------------------------------------------------------------------------
 */

rf_status rf_walk_remove(rf_walk *w, int32_t place)
{
    if (rf_walk_is_full(w))
        return RF_OK;
    w->changes[w->n_changes++] = (rf_walk_change){w->state->stays[place], false};
    rf_state_remove(w->state, place);
    return RF_OK;
}

static rf_status add(rf_walk *w, rf_stay s)
{
    if (rf_walk_is_full(w))
        return RF_OK;
    w->changes[w->n_changes++] = (rf_walk_change){s, true};
    return rf_state_add(w->state, s, w->err);
}

rf_status rf_walk_undo(rf_walk *w)
{
    rf_status rc = RF_OK;
    while (w->n_changes > 0 && rc == RF_OK) {
        const rf_walk_change c = w->changes[--w->n_changes];
        if (c.added)
            rf_state_remove(w->state, rf_state_find(w->state, c.stay));
        else
            rc = rf_state_add(w->state, c.stay, w->err);
    }
    return rc;
}

rf_status rf_walk_clear(rf_walk *w, int32_t agent, int32_t first, int32_t last)
{
    rf_state *state = w->state;
    rf_status rc = RF_OK;
    for (int32_t i = state->first_of[agent]; i >= 0 && rc == RF_OK && !rf_walk_is_full(w);) {
        const rf_stay x = state->stays[i];
        if (x.first > last || first > x.last || rf_run_of(w->m, x)->pinned) {
            i = state->next[i];
            continue;
        }
        rc = rf_walk_remove(w, i);
        i = state->first_of[agent]; /* places moved: begin again */
    }
    return rc;
}

rf_status rf_walk_insert(rf_walk *w, rf_stay s)
{
    const int32_t agent = rf_run_of(w->m, s)->agent.i;
    const bool single = w->m->in->rules.max_stays == 1;
    const rf_status rc = single ? rf_walk_clear(w, agent, 0, w->m->in->n_periods - 1)
                                : rf_walk_clear(w, agent, s.first, s.last);
    return rc == RF_OK ? add(w, s) : rc;
}

/* ---- draws -------------------------------------------------------------------------------------
 */

static int32_t between(rf_walk *w, int32_t low, int32_t high)
{
    return low + rf_random_below(&w->random, high - low + 1);
}

/* A random stay of the run; half of the time as long as it may be, since long stays waste less. */
static rf_stay random_stay(rf_walk *w, int32_t run)
{
    const rf_eligible_run *r = &w->m->eligible->runs[run];
    const int32_t room = r->last - r->first + 1, longest = r->longest < room ? r->longest : room;
    const int32_t length =
        rf_random_below(&w->random, 2) == 0 ? longest : between(w, r->shortest, longest);
    const int32_t first = between(w, r->first, r->last - length + 1);
    return (rf_stay){run, (int16_t)first, (int16_t)(first + length - 1)};
}

int32_t rf_walk_place(rf_walk *w)
{
    if (w->state->n_stays == 0)
        return -1;
    const int32_t place = rf_random_below(&w->random, w->state->n_stays);
    return rf_run_of(w->m, w->state->stays[place])->pinned ? -1 : place;
}

static int32_t n_runs_of(const rf_walk *w, int32_t need)
{
    return w->of_need[need + 1] - w->of_need[need];
}

int32_t rf_walk_run_of(rf_walk *w, int32_t need)
{
    return w->runs_of_need[w->of_need[need] + rf_random_below(&w->random, n_runs_of(w, need))];
}

int32_t rf_walk_short_need(rf_walk *w)
{
    for (int tries = 0; tries < TRIES && w->n_cover_rows > 0; tries++) {
        const int32_t row = w->cover_rows[rf_random_below(&w->random, w->n_cover_rows)];
        const int32_t need = w->m->rows[row].index;
        if (w->state->rows[row].excess > 0 && n_runs_of(w, need) > 0)
            return need;
    }
    return -1;
}

/* ---- steps -------------------------------------------------------------------------------------
 */

static rf_status step_insert(rf_walk *w)
{
    return rf_walk_insert(w, random_stay(w, w->usable[rf_random_below(&w->random, w->n_usable)]));
}

/* A need that lacks people gets someone who may serve it. */
static rf_status step_fill(rf_walk *w)
{
    const int32_t need = rf_walk_short_need(w);
    return need >= 0 ? rf_walk_insert(w, random_stay(w, rf_walk_run_of(w, need))) : RF_OK;
}

static rf_status step_drop(rf_walk *w)
{
    const int32_t place = rf_walk_place(w);
    return place < 0 ? RF_OK : rf_walk_remove(w, place);
}

static rf_status step_reshape(rf_walk *w)
{
    const int32_t place = rf_walk_place(w);
    return place < 0 ? RF_OK : rf_walk_insert(w, random_stay(w, w->state->stays[place].run));
}

/* As much of s as the run allows; run < 0: not enough. */
static rf_stay clip(const rf_walk *w, int32_t run, rf_stay s)
{
    const rf_eligible_run *r = &w->m->eligible->runs[run];
    const rf_stay clipped = {run, s.first > r->first ? s.first : r->first,
                             s.last < r->last ? s.last : r->last};
    const int32_t length = clipped.last - clipped.first + 1;
    return length < r->shortest || length > r->longest ? (rf_stay){-1, 0, 0} : clipped;
}

/* Anyone who may serve the stay's need, as much of the stay as is possible to them. */
static rf_stay anyone(rf_walk *w, rf_stay s)
{
    return clip(w, rf_walk_run_of(w, rf_run_of(w->m, s)->need.i), s);
}

/* Someone else does the same stay. */
static rf_status step_replace(rf_walk *w)
{
    const int32_t place = rf_walk_place(w);
    if (place < 0)
        return RF_OK;
    const rf_stay other = anyone(w, w->state->stays[place]);
    if (other.run < 0)
        return RF_OK;
    const rf_status rc = rf_walk_remove(w, place);
    return rc == RF_OK ? rf_walk_insert(w, other) : rc;
}

/* The agent's run at the need, as much of s as it allows; run < 0: none. */
static rf_stay same_stay(const rf_walk *w, int32_t agent, int32_t need, rf_stay s)
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
static rf_stay hole_left(const rf_walk *w, rf_stay taken, int32_t agent)
{
    const int32_t other = rf_run_of(w->m, taken)->agent.i, place = w->state->first_of[other];
    if (other == agent || place < 0 || rf_run_of(w->m, w->state->stays[place])->pinned)
        return (rf_stay){-1, 0, 0};
    return w->state->stays[place];
}

/* Someone else takes over a stay; what that one did before, the first does or a third one. */
static rf_status step_exchange(rf_walk *w)
{
    const int32_t place = rf_walk_place(w);
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
    rf_status rc = rf_walk_remove(w, place);
    if (rc == RF_OK)
        rc = rf_walk_insert(w, taken);
    return rc == RF_OK ? rf_walk_insert(w, filled) : rc;
}

static rf_status step_small(rf_walk *w)
{
    switch (rf_random_below(&w->random, KINDS)) {
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

rf_status rf_walk_step(rf_walk *w)
{
    w->n_changes = 0;
    return rf_random_below(&w->random, RECREATED) == 0 ? rf_walk_recreate(w) : step_small(w);
}
