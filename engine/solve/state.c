/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/state.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

enum { STAY_WORK = 10 }; /* beside its rows */

static inline int32_t positive(int32_t x)
{
    return x > 0 ? x : 0;
}

/* Moves a row's activity; `change_of` [RF_SLACK_TERMS + 1] gets what that changes in its
 * term. */
static inline void move_row(rf_state *state, int64_t *change_of, int32_t index, int32_t change)
{
    rf_state_row *row = &state->rows[index];
    const int32_t before = row->excess, after = before + row->sign * change;
    row->excess = after;
    change_of[row->term] += positive(after) - positive(before);
    if (row->term == RF_SLACK_TERMS)
        state->broken += (after > 0) - (before > 0);
}

/* Moves the rows of one of the stay's periods; about how many there are. */
static int32_t move_period(rf_state *state, int64_t *change_of, rf_stay s, int32_t t, int32_t sign)
{
    const rf_model *m = state->m;
    const rf_instance *in = m->in;
    const rf_eligible_run *r = rf_run_of(m, s);
    const rf_need *need = &in->needs[r->need.i];
    const bool trainee = rf_stay_is_trainee(m, s);
    const int32_t c = m->convention[s.run], fte = rf_contribution(in, r->agent, t);
    const int64_t own = (int64_t)r->agent.i * in->n_periods + t,
                  place = (int64_t)r->need.i * in->n_periods + t;
    const int32_t begin = m->agent_entries_of[own], end = m->agent_entries_of[own + 1];
    for (int32_t i = begin; i < end; i++)
        move_row(state, change_of, m->agent_entries[i].row, sign * m->agent_entries[i].value);
    if (fte > 0)
        move_row(state, change_of, m->cover_row[place],
                 sign * (trainee ? fte * need->trainee_yield / 100 : fte));
    if (need->tutor_ratio > 0)
        move_row(state, change_of, m->tutors_row[place], sign * (trainee ? 1 : -need->tutor_ratio));
    if (c >= 0)
        move_row(state, change_of, m->convention_row[(int64_t)c * in->n_periods + t], sign * fte);
    return end - begin + 3;
}

static void apply(rf_state *state, rf_stay s, int32_t sign)
{
    const rf_model *m = state->m;
    const int32_t agent = rf_run_of(m, s)->agent.i, n_levels = m->in->n_levels;
    int64_t change_of[RF_SLACK_TERMS + 1] = {0};
    move_row(state, change_of, m->total_row[agent], sign);
    if (m->away_row != NULL)
        move_row(state, change_of, m->away_row[agent], sign * (s.last - s.first + 1));
    state->work += STAY_WORK;
    for (int32_t t = s.first; t <= s.last; t++)
        state->work += move_period(state, change_of, s, t, sign);
    rf_stay_add_values(state->values, m, s, sign);
    for (int32_t l = 0; l < n_levels; l++)
        for (int i = 0; i < RF_SLACK_TERMS; i++)
            state->values[l] += state->slack_weights[l * RF_SLACK_TERMS + i] * change_of[i];
}

static void set_start_values(rf_state *state)
{
    const rf_model *m = state->m;
    const rf_instance *in = m->in;
    state->broken = 0;
    for (int32_t l = 0; l < in->n_levels; l++)
        state->values[l] = in->levels[l].weight[RF_TERM_CHANGES] * rf_changes_constant(in);
    for (int32_t r = 0; r < m->n_rows; r++) {
        const rf_model_row *row = &m->rows[r];
        const bool cover = row->kind == ROW_COVER;
        const int16_t term = row->term == RF_N_TERMS ? RF_SLACK_TERMS : (int16_t)row->term;
        state->rows[r] = (rf_state_row){cover ? row->bound : -row->bound, cover ? -1 : 1, term};
        for (int32_t l = 0; l < in->n_levels && row->term != RF_N_TERMS; l++)
            state->values[l] += (int64_t)in->levels[l].weight[row->term] * rf_row_excess(row, 0);
    }
}

void rf_state_clear(rf_state *state)
{
    for (int32_t a = 0; a < state->m->in->n_agents; a++)
        state->first_of[a] = -1;
    state->n_stays = 0;
    set_start_values(state);
}

rf_status rf_state_new(rf_state **out, const rf_model *m, rf_err *err)
{
    rf_state *state = rf_new_array(1, sizeof *state);
    if (state == NULL)
        return rf_fail_memory(err);
    state->m = m;
    state->rows = rf_new_array((size_t)m->n_rows, sizeof *state->rows);
    state->values = rf_new_array((size_t)m->in->n_levels, sizeof *state->values);
    state->first_of = rf_new_array((size_t)m->in->n_agents, sizeof *state->first_of);
    state->slack_weights =
        rf_new_array((size_t)m->in->n_levels * RF_SLACK_TERMS, sizeof *state->slack_weights);
    if (state->rows == NULL || state->values == NULL || state->first_of == NULL ||
        state->slack_weights == NULL) {
        rf_state_free(state);
        return rf_fail_memory(err);
    }
    for (int32_t l = 0; l < m->in->n_levels; l++)
        for (int i = 0; i < RF_SLACK_TERMS; i++)
            state->slack_weights[l * RF_SLACK_TERMS + i] = m->in->levels[l].weight[i];
    rf_state_clear(state);
    *out = state;
    return RF_OK;
}

void rf_state_free(rf_state *state)
{
    if (state == NULL)
        return;
    free(state->rows);
    free(state->values);
    free(state->first_of);
    free(state->slack_weights);
    free(state->stays);
    free(state->next);
    free(state->previous);
    free(state);
}

static rf_status make_room(rf_state *state, rf_err *err)
{
    const size_t wanted = (size_t)state->n_stays + 1;
    size_t capacity = (size_t)state->capacity, next_capacity = capacity,
           previous_capacity = capacity;
    rf_stay *stays = rf_grow(state->stays, &capacity, wanted, sizeof *stays);
    if (stays != NULL)
        state->stays = stays;
    int32_t *next = rf_grow(state->next, &next_capacity, wanted, sizeof *next);
    if (next != NULL)
        state->next = next;
    int32_t *previous = rf_grow(state->previous, &previous_capacity, wanted, sizeof *previous);
    if (previous != NULL)
        state->previous = previous;
    if (stays == NULL || next == NULL || previous == NULL)
        return rf_fail_memory(err);
    state->capacity = (int32_t)capacity;
    return RF_OK;
}

static void chain(rf_state *state, int32_t place, int32_t agent)
{
    const int32_t head = state->first_of[agent];
    state->next[place] = head;
    state->previous[place] = -1;
    if (head >= 0)
        state->previous[head] = place;
    state->first_of[agent] = place;
}

static void unchain(rf_state *state, int32_t place, int32_t agent)
{
    if (state->previous[place] >= 0)
        state->next[state->previous[place]] = state->next[place];
    else
        state->first_of[agent] = state->next[place];
    if (state->next[place] >= 0)
        state->previous[state->next[place]] = state->previous[place];
}

rf_status rf_state_add(rf_state *state, rf_stay s, rf_err *err)
{
    const rf_status rc = make_room(state, err);
    if (rc != RF_OK)
        return rc;
    state->stays[state->n_stays] = s;
    chain(state, state->n_stays, rf_run_of(state->m, s)->agent.i);
    state->n_stays++;
    apply(state, s, 1);
    return RF_OK;
}

void rf_state_remove(rf_state *state, int32_t place)
{
    const rf_stay s = state->stays[place];
    apply(state, s, -1);
    unchain(state, place, rf_run_of(state->m, s)->agent.i);
    const int32_t last = --state->n_stays;
    if (place == last)
        return;
    const rf_stay moved = state->stays[last];
    const int32_t agent = rf_run_of(state->m, moved)->agent.i;
    unchain(state, last, agent);
    state->stays[place] = moved;
    chain(state, place, agent);
}

int32_t rf_state_find(const rf_state *state, rf_stay s)
{
    for (int32_t i = state->first_of[rf_run_of(state->m, s)->agent.i]; i >= 0; i = state->next[i]) {
        const rf_stay x = state->stays[i];
        if (x.run == s.run && x.first == s.first && x.last == s.last)
            return i;
    }
    return -1;
}

rf_status rf_state_add_if_possible(rf_state *state, rf_stay s, rf_err *err)
{
    const int32_t broken = state->broken;
    const rf_status rc = rf_state_add(state, s, err);
    if (rc == RF_OK && state->broken > broken)
        rf_state_remove(state, state->n_stays - 1);
    return rc;
}

rf_status rf_state_add_pins(rf_state *state, rf_err *err)
{
    const rf_eligibility *e = state->m->eligible;
    for (int32_t r = 0; r < e->n_runs; r++) {
        if (!e->runs[r].pinned)
            continue;
        const rf_status rc =
            rf_state_add(state, (rf_stay){r, e->runs[r].first, e->runs[r].last}, err);
        if (rc != RF_OK)
            return rc;
    }
    return RF_OK;
}

rf_status rf_incumbent_new(rf_incumbent **out, const rf_model *m, rf_err *err)
{
    rf_incumbent *incumbent = rf_new_array(1, sizeof *incumbent);
    int64_t *values = rf_new_array((size_t)m->in->n_levels, sizeof *values);
    if (incumbent == NULL || values == NULL) {
        free(incumbent);
        free(values);
        return rf_fail_memory(err);
    }
    incumbent->values = values;
    *out = incumbent;
    return RF_OK;
}

void rf_incumbent_free(rf_incumbent *incumbent)
{
    if (incumbent == NULL)
        return;
    free(incumbent->stays);
    free(incumbent->values);
    free(incumbent);
}

rf_status rf_incumbent_copy(rf_incumbent *out, const rf_incumbent *from, int32_t n_levels,
                            rf_err *err)
{
    size_t capacity = (size_t)out->capacity;
    rf_stay *stays = rf_grow(out->stays, &capacity, (size_t)from->n_stays, sizeof *stays);
    if (stays == NULL)
        return rf_fail_memory(err);
    out->stays = stays;
    out->capacity = (int32_t)capacity;
    out->n_stays = from->n_stays;
    if (from->n_stays > 0)
        memcpy(stays, from->stays, (size_t)from->n_stays * sizeof *stays);
    memcpy(out->values, from->values, (size_t)n_levels * sizeof *out->values);
    return RF_OK;
}

rf_status rf_incumbent_take(rf_incumbent *out, const rf_state *state, rf_err *err)
{
    const rf_incumbent now = {
        .stays = state->stays, .n_stays = state->n_stays, .values = state->values};
    return rf_incumbent_copy(out, &now, state->m->in->n_levels, err);
}

rf_status rf_state_set(rf_state *state, const rf_incumbent *incumbent, rf_err *err)
{
    rf_state_clear(state);
    for (int32_t i = 0; i < incumbent->n_stays; i++) {
        const rf_status rc = rf_state_add(state, incumbent->stays[i], err);
        if (rc != RF_OK)
            return rc;
    }
    return RF_OK;
}

int rf_values_compare(const int64_t *a, const int64_t *b, int32_t n_levels)
{
    for (int32_t l = 0; l < n_levels; l++)
        if (a[l] != b[l])
            return a[l] < b[l] ? -1 : 1;
    return 0;
}
