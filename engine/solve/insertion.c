/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/insertion.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"

/* What one period of a stay costs; infinite where a hard row forbids it. */
typedef struct period_cost {
    double qualified, trainee;
} period_cost;

struct rf_inserter {
    const rf_model *m;
    double *weight;                  /* [levels] */
    double slack_of[RF_SLACK_TERMS]; /* a unit of the term */
    double once;                     /* a stay, however long */
    double change;                   /* ... that is not in the baseline; one that is earns it */
    double *of_run;                  /* [runs] a period of an even run, rows apart */
    double *own;                     /* [T] what a period costs in the agent's own rows */
    period_cost *periods;            /* [T] of the run at hand */
};

static void weigh(rf_inserter *x, int32_t level, double weight)
{
    const rf_model *m = x->m;
    const int32_t n_levels = m->in->n_levels, *of_term = m->in->levels[level].weight;
    x->weight[level] = weight;
    x->once += weight * of_term[RF_TERM_MOVED];
    x->change += m->in->has_baseline ? weight * of_term[RF_TERM_CHANGES] : 0;
    for (int i = 0; i < RF_SLACK_TERMS; i++)
        x->slack_of[i] += weight * of_term[i];
    for (int32_t r = 0; r < m->eligible->n_runs; r++)
        x->of_run[r] += weight * (double)m->period_value[(int64_t)r * n_levels + level];
}

rf_status rf_inserter_new(rf_inserter **out, const rf_model *m, const double *weight, rf_err *err)
{
    const size_t n_periods = (size_t)m->in->n_periods;
    rf_inserter *x = rf_new_array(1, sizeof *x);
    if (x == NULL)
        return rf_fail_memory(err);
    x->m = m;
    x->weight = rf_new_array((size_t)m->in->n_levels, sizeof *x->weight);
    x->of_run = rf_new_array((size_t)m->eligible->n_runs, sizeof *x->of_run);
    x->own = rf_new_array(n_periods, sizeof *x->own);
    x->periods = rf_new_array(n_periods, sizeof *x->periods);
    if (x->weight == NULL || x->of_run == NULL || x->own == NULL || x->periods == NULL) {
        rf_inserter_free(x);
        return rf_fail_memory(err);
    }
    for (int32_t l = 0; l < m->in->n_levels; l++)
        weigh(x, l, weight[l]);
    *out = x;
    return RF_OK;
}

void rf_inserter_free(rf_inserter *x)
{
    if (x == NULL)
        return;
    free(x->weight);
    free(x->of_run);
    free(x->own);
    free(x->periods);
    free(x);
}

static inline double positive(int32_t x)
{
    return x > 0 ? x : 0;
}

/* What a change of the row's activity costs. */
static inline double row_cost(const rf_inserter *x, const rf_state *state, int32_t row,
                              int32_t change)
{
    const rf_state_row *r = &state->rows[row];
    const int32_t before = r->excess, after = before + r->sign * change;
    if (r->term == RF_SLACK_TERMS)
        return after > 0 && after > before ? INFINITY : 0;
    return x->slack_of[r->term] * (positive(after) - positive(before));
}

static int32_t cost_own_rows(rf_inserter *x, const rf_state *state, rf_agent_id agent)
{
    const rf_model *m = x->m;
    const int32_t n = m->in->n_periods;
    const int32_t *of = &m->agent_entries_of[(int64_t)agent.i * n];
    for (int32_t t = 0; t < n; t++) {
        x->own[t] = 0;
        for (int32_t i = of[t]; i < of[t + 1]; i++)
            x->own[t] += row_cost(x, state, m->agent_entries[i].row, m->agent_entries[i].value);
    }
    return of[n] - of[0];
}

/* What the levels make of a period of the run, rows apart. */
static double counted(const rf_inserter *x, int32_t run, int32_t t)
{
    double sum = 0;
    if (x->m->even[run])
        return x->of_run[run];
    for (int32_t l = 0; l < x->m->in->n_levels; l++)
        sum += x->weight[l] * (double)rf_period_value(x->m, l, run, t);
    return sum;
}

static void cost_periods(rf_inserter *x, const rf_state *state, int32_t run)
{
    const rf_model *m = x->m;
    const rf_instance *in = m->in;
    const rf_eligible_run *r = &m->eligible->runs[run];
    const rf_need *need = &in->needs[r->need.i];
    const int32_t c = m->convention[run];
    for (int32_t t = r->first; t <= r->last; t++) {
        const int64_t place = (int64_t)r->need.i * in->n_periods + t;
        const int32_t w = rf_contribution(in, r->agent, t), share = w * need->trainee_yield / 100;
        double both = x->own[t] + counted(x, run, t);
        if (c >= 0)
            both += row_cost(x, state, m->convention_row[(int64_t)c * in->n_periods + t], w);
        x->periods[t] = (period_cost){both + row_cost(x, state, m->cover_row[place], w),
                                      both + row_cost(x, state, m->cover_row[place], share)};
        if (need->tutor_ratio > 0)
            x->periods[t].trainee += row_cost(x, state, m->tutors_row[place], 1);
    }
}

/* The cheapest stay so far, with its noise. */
typedef struct search {
    const rf_insertion *wanted;
    rf_stay stay;
    double least;
    bool found;
} search;

static double noise(const rf_insertion *wanted)
{
    return wanted->noise > 0 ? wanted->noise * rf_random_share(wanted->random) : 0;
}

/* `cost` but for the change. */
static void try_stay(search *s, const rf_inserter *x, rf_stay stay, double cost)
{
    if (x->change > 0)
        cost += rf_stay_in_baseline(x->m, stay) ? -x->change : x->change;
    if (cost >= s->least)
        return;
    const double noisy = cost + noise(s->wanted);
    if (noisy >= s->least)
        return;
    s->least = noisy;
    s->stay = stay;
    s->found = true;
}

/* How many stays were looked at. */
static int32_t search_run(search *s, const rf_inserter *x, int32_t run, int32_t longest)
{
    const rf_eligible_run *r = &x->m->eligible->runs[run];
    int32_t n = 0;
    for (int32_t i = r->first; i + r->shortest - 1 <= r->last; i++) {
        double qualified = x->once, trainee = x->once;
        for (int32_t j = i; j <= r->last && j - i < longest; j++, n++) {
            qualified += x->periods[j].qualified;
            trainee += x->periods[j].trainee;
            if (isinf(qualified) && isinf(trainee))
                break;
            const double cost = j > r->last_qualified ? trainee : qualified;
            if (j - i + 1 >= r->shortest && cost - x->change < s->least)
                try_stay(s, x, (rf_stay){run, (int16_t)i, (int16_t)j}, cost);
        }
    }
    return n;
}

/* How many periods the agent may still be away. */
static int32_t room_away(const rf_model *m, const rf_state *state, rf_agent_id agent)
{
    const int32_t row = m->away_row != NULL ? m->away_row[agent.i] : -1;
    return row >= 0 ? -state->rows[row].excess : m->in->n_periods;
}

bool rf_cheapest_insertion(rf_stay *out, rf_inserter *x, rf_state *state,
                           const rf_insertion *wanted)
{
    const rf_model *m = x->m;
    const rf_eligibility *e = m->eligible;
    const rf_agent_id agent = wanted->agent;
    const int32_t total = m->total_row[agent.i], room = room_away(m, state, agent);
    search s = {.wanted = wanted, .least = noise(wanted)};
    if (total < 0 || state->rows[total].excess >= 0)
        return false;
    state->work += cost_own_rows(x, state, agent);
    for (int32_t run = e->of_agent[agent.i]; run < e->of_agent[agent.i + 1]; run++) {
        const rf_eligible_run *r = &e->runs[run];
        if (r->pinned || !rf_run_has_stays(r))
            continue;
        cost_periods(x, state, run);
        state->work += 2 * (r->last - r->first + 1) +
                       search_run(&s, x, run, r->longest < room ? r->longest : room) / 4;
    }
    *out = s.stay;
    return s.found;
}
