/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/model.h"

#include <stdlib.h>

#include "engine/core/mem.h"

static const int32_t IMPOSED[RF_N_CONSENTS] = {
    [RF_VOLUNTEER] = 0, [RF_AGREES] = 1, [RF_UNKNOWN] = 3, [RF_REFUSES] = 5};

static int32_t *new_index(size_t n)
{
    int32_t *index = rf_new_array(n, sizeof *index);
    for (size_t i = 0; index != NULL && i < n; i++)
        index[i] = -1;
    return index;
}

static rf_status add_row(rf_model *m, size_t *capacity, rf_model_row row, rf_err *err)
{
    rf_model_row *rows = rf_grow(m->rows, capacity, (size_t)m->n_rows + 1, sizeof *rows);
    if (rows == NULL)
        return rf_fail_memory(err);
    m->rows = rows;
    rows[m->n_rows++] = row;
    return RF_OK;
}

/* Marks a place of an index as touched: it gets its row number in number_rows. */
static void touch(int32_t *index, int64_t place)
{
    index[place] = 0;
}

static void touch_floors(rf_model *m, rf_agent_id a, int32_t t)
{
    const rf_instance *in = m->in;
    for (int32_t x = in->floors_of[a.i].begin; x < in->floors_of[a.i].end; x++) {
        const int64_t place = (int64_t)in->floor_ids[x] * in->n_periods + t;
        if (t <= in->members[in->floor_members[x]].last && in->floor[place] > 0)
            touch(m->floor_row, place);
    }
}

/* The convention that the run's agent is lent under, where it has a limit; -1: none. */
static int32_t limited_convention(const rf_instance *in, const rf_eligible_run *run)
{
    const int32_t lender = in->agents[run->agent.i].organisation;
    const int32_t borrower = in->needs[run->need.i].organisation;
    if (lender == borrower)
        return -1;
    const int32_t c = in->convention_of[lender * in->n_organisations + borrower];
    return c >= 0 && in->conventions[c].max >= 0 ? c : -1;
}

static void touch_run(rf_model *m, int32_t r)
{
    const rf_instance *in = m->in;
    const rf_eligible_run *run = &m->eligible->runs[r];
    const int32_t n_periods = in->n_periods, c = m->convention[r];
    if (!rf_run_has_stays(run))
        return;
    touch(m->total_row, run->agent.i);
    if (m->away_row != NULL)
        touch(m->away_row, run->agent.i);
    for (int32_t t = run->first; t <= run->last; t++) {
        if (m->period_row != NULL)
            touch(m->period_row, (int64_t)run->agent.i * n_periods + t);
        if (in->needs[run->need.i].tutor_ratio > 0)
            touch(m->tutors_row, (int64_t)run->need.i * n_periods + t);
        if (c >= 0)
            touch(m->convention_row, (int64_t)c * n_periods + t);
        touch_floors(m, run->agent, t);
    }
}

static rf_model_row agent_row(const rf_instance *in, rf_row_kind kind, int32_t agent,
                              int32_t period)
{
    const int32_t bound = kind == ROW_TOTAL    ? in->rules.max_stays
                          : kind == ROW_PERIOD ? 1
                                               : in->rules.max_periods_away;
    return (rf_model_row){kind, agent, period, bound, 0, RF_N_TERMS};
}

static int32_t members_fte(const rf_instance *in, int32_t floor, int32_t t)
{
    int32_t sum = 0;
    for (int32_t i = in->floors[floor].members.begin; i < in->floors[floor].members.end; i++)
        if (t <= in->members[i].last)
            sum += rf_contribution(in, in->members[i].agent, t);
    return sum;
}

static rf_model_row floor_row(const rf_instance *in, int32_t floor, int32_t t)
{
    rf_model_row row = {ROW_FLOOR, floor, t, rf_floor_slack(in, floor, t), 0, RF_N_TERMS};
    if (!in->rules.hard_floors) {
        row.term = RF_TERM_FLOORS;
        row.slack = members_fte(in, floor, t);
    }
    return row;
}

static rf_model_row make_row(const rf_instance *in, rf_row_kind kind, int32_t index, int32_t t)
{
    switch (kind) {
    case ROW_COVER: {
        const int32_t demand = rf_demand(in, (rf_need_id){index}, t);
        return (rf_model_row){
            kind, index, t, demand, demand, (rf_term)(RF_TERM_UNMET_VITAL + in->needs[index].tier)};
    }
    case ROW_FLOOR:
        return floor_row(in, index, t);
    case ROW_CONVENTION:
        return (rf_model_row){kind, index, t, in->conventions[index].max, 0, RF_N_TERMS};
    case ROW_TUTORS: {
        const rf_need *need = &in->needs[index];
        return (rf_model_row){kind, index,     t, need->tutor_ratio * need->tutors_on_site,
                              0,    RF_N_TERMS};
    }
    case ROW_TOTAL:
    case ROW_PERIOD:
    case ROW_AWAY:
    case ROW_N_KINDS:
        break;
    }
    return agent_row(in, kind, index, t);
}

/* Gives every touched place of an index [n][periods] its row. */
static rf_status number_rows(rf_model *m, size_t *capacity, rf_row_kind kind, int32_t *index,
                             int32_t n, rf_err *err)
{
    const bool whole = kind == ROW_TOTAL || kind == ROW_AWAY;
    const int32_t periods = whole ? 1 : m->in->n_periods;
    for (int32_t i = 0; index != NULL && i < n; i++)
        for (int32_t t = 0; t < periods; t++) {
            int32_t *place = &index[(int64_t)i * periods + t];
            if (*place < 0)
                continue;
            *place = m->n_rows;
            const rf_status rc =
                add_row(m, capacity, make_row(m->in, kind, i, whole ? -1 : t), err);
            if (rc != RF_OK)
                return rc;
        }
    return RF_OK;
}

static rf_status number_all(rf_model *m, rf_err *err)
{
    const rf_instance *in = m->in;
    const struct {
        rf_row_kind kind;
        int32_t *index, n;
    } blocks[] = {
        {ROW_TOTAL, m->total_row, in->n_agents},
        {ROW_PERIOD, m->period_row, in->n_agents},
        {ROW_AWAY, m->away_row, in->n_agents},
        {ROW_COVER, m->cover_row, in->n_needs},
        {ROW_FLOOR, m->floor_row, in->n_floors},
        {ROW_CONVENTION, m->convention_row, in->n_conventions},
        {ROW_TUTORS, m->tutors_row, in->n_needs},
    };
    size_t capacity = 0;
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
        const rf_status rc =
            number_rows(m, &capacity, blocks[b].kind, blocks[b].index, blocks[b].n, err);
        if (rc != RF_OK)
            return rc;
    }
    return RF_OK;
}

static bool make_indexes(rf_model *m)
{
    const rf_instance *in = m->in;
    const size_t periods = (size_t)in->n_periods, agents = (size_t)in->n_agents;
    const bool many = in->rules.max_stays > 1;
    const bool away = many && in->rules.max_periods_away < in->n_periods;
    m->total_row = new_index(agents);
    m->cover_row = new_index((size_t)in->n_needs * periods);
    m->tutors_row = new_index((size_t)in->n_needs * periods);
    m->floor_row = new_index((size_t)in->n_floors * periods);
    m->convention_row = new_index((size_t)in->n_conventions * periods);
    m->period_row = many ? new_index(agents * periods) : NULL;
    m->away_row = away ? new_index(agents) : NULL;
    const size_t runs = (size_t)m->eligible->n_runs;
    m->minutes = rf_new_array(runs, sizeof *m->minutes);
    m->convention = rf_new_array(runs, sizeof *m->convention);
    m->even = rf_new_array(runs, sizeof *m->even);
    m->period_value = rf_new_array(runs * (size_t)in->n_levels, sizeof *m->period_value);
    return m->total_row != NULL && m->cover_row != NULL && m->tutors_row != NULL &&
           m->floor_row != NULL && m->convention_row != NULL && m->minutes != NULL &&
           m->convention != NULL && m->even != NULL && m->period_value != NULL &&
           (m->period_row != NULL || !many) && (m->away_row != NULL || !away);
}

static int32_t most_floors(const rf_instance *in)
{
    int32_t most = 0;
    for (int32_t a = 0; a < in->n_agents; a++)
        if (in->floors_of[a].end - in->floors_of[a].begin > most)
            most = in->floors_of[a].end - in->floors_of[a].begin;
    return most;
}

/* What one period adds to each level, where all periods of the run add the same. */
static void value_periods(rf_model *m, int32_t run)
{
    const rf_instance *in = m->in;
    const rf_eligible_run *r = &m->eligible->runs[run];
    int64_t terms[RF_N_TERMS];
    m->even[run] = !m->counts_overqualified;
    for (int32_t t = r->first; t <= r->last && in->needs[r->need.i].remote; t++)
        m->even[run] &= in->remote_barred[t] == in->remote_barred[r->first];
    rf_period_terms(terms, m, run, r->first);
    for (int32_t l = 0; l < in->n_levels; l++)
        for (int i = RF_TERM_IMPOSED; i < RF_N_TERMS; i++)
            m->period_value[(int64_t)run * in->n_levels + l] += in->levels[l].weight[i] * terms[i];
}

static int32_t floor_entries(rf_agent_entry *out, const rf_model *m, rf_agent_id a, int32_t t)
{
    const rf_instance *in = m->in;
    int32_t n = 0;
    for (int32_t x = in->floors_of[a.i].begin; x < in->floors_of[a.i].end; x++) {
        const int32_t row = m->floor_row[(int64_t)in->floor_ids[x] * in->n_periods + t];
        if (row >= 0 && t <= in->members[in->floor_members[x]].last)
            out[n++] = (rf_agent_entry){row, rf_contribution(in, a, t)};
    }
    return n;
}

/* The rows are numbered. */
static rf_status list_agent_entries(rf_model *m, rf_err *err)
{
    const rf_instance *in = m->in;
    const int64_t n_places = (int64_t)in->n_agents * in->n_periods;
    size_t capacity = 0;
    int32_t n = 0;
    m->agent_entries_of = rf_new_array((size_t)n_places + 1, sizeof *m->agent_entries_of);
    if (m->agent_entries_of == NULL)
        return rf_fail_memory(err);
    for (int64_t place = 0; place < n_places; m->agent_entries_of[++place] = n) {
        rf_agent_entry *entries =
            rf_grow(m->agent_entries, &capacity, (size_t)(n + m->max_entries), sizeof *entries);
        if (entries == NULL)
            return rf_fail_memory(err);
        m->agent_entries = entries;
        if (m->period_row != NULL && m->period_row[place] >= 0)
            entries[n++] = (rf_agent_entry){m->period_row[place], 1};
        n += floor_entries(entries + n, m, (rf_agent_id){(int32_t)(place / in->n_periods)},
                           (int32_t)(place % in->n_periods));
    }
    return RF_OK;
}

static rf_status fill(rf_model *m, rf_err *err)
{
    const rf_instance *in = m->in;
    if (!make_indexes(m))
        return rf_fail_memory(err);
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++)
        for (int32_t t = 0; t < in->n_periods; t++)
            if (rf_demand(in, k, t) > 0)
                touch(m->cover_row, (int64_t)k.i * in->n_periods + t);
    for (int32_t r = 0; r < m->eligible->n_runs; r++) {
        const rf_eligible_run *run = &m->eligible->runs[r];
        m->convention[r] = limited_convention(in, run);
        m->minutes[r] =
            rf_minutes_between(in, in->agents[run->agent.i].site, in->needs[run->need.i].site);
        touch_run(m, r);
    }
    for (int32_t l = 0; l < in->n_levels; l++)
        m->counts_overqualified |= in->levels[l].named[RF_TERM_OVERQUALIFIED];
    for (int32_t r = 0; r < m->eligible->n_runs; r++)
        value_periods(m, r);
    m->max_entries = 2 + in->n_periods * (4 + most_floors(in));
    const rf_status rc = number_all(m, err);
    return rc == RF_OK ? list_agent_entries(m, err) : rc;
}

rf_status rf_model_new(rf_model **out, const rf_instance *in, rf_eligibility *eligible, rf_err *err)
{
    rf_model *m = rf_new_array(1, sizeof *m);
    if (m == NULL) {
        rf_eligibility_free(eligible);
        return rf_fail_memory(err);
    }
    m->in = in;
    m->eligible = eligible;
    const rf_status rc = fill(m, err);
    if (rc != RF_OK)
        rf_model_free(m);
    else
        *out = m;
    return rc;
}

void rf_model_free(rf_model *m)
{
    if (m == NULL)
        return;
    rf_eligibility_free(m->eligible);
    free(m->rows);
    free(m->total_row);
    free(m->away_row);
    free(m->period_row);
    free(m->cover_row);
    free(m->tutors_row);
    free(m->floor_row);
    free(m->convention_row);
    free(m->agent_entries);
    free(m->agent_entries_of);
    free(m->minutes);
    free(m->convention);
    free(m->even);
    free(m->period_value);
    free(m);
}

/* c(a,k,t) of a stay of the run. */
static int32_t brought(const rf_instance *in, const rf_eligible_run *run, bool trainee, int32_t t)
{
    const int32_t w = rf_contribution(in, run->agent, t);
    return trainee ? w * in->needs[run->need.i].trainee_yield / 100 : w;
}

int32_t rf_period_entries(rf_entry *out, const rf_model *m, int32_t run, bool trainee, int32_t t)
{
    const rf_instance *in = m->in;
    const rf_eligible_run *r = &m->eligible->runs[run];
    const int32_t ratio = in->needs[r->need.i].tutor_ratio, c = m->convention[run];
    const int64_t place = (int64_t)r->need.i * in->n_periods + t;
    const int32_t fte = brought(in, r, trainee, t);
    const int64_t own = (int64_t)r->agent.i * in->n_periods + t;
    int32_t n = 0;
    for (int32_t i = m->agent_entries_of[own]; i < m->agent_entries_of[own + 1]; i++)
        out[n++] = (rf_entry){m->agent_entries[i].row, m->agent_entries[i].value};
    if (fte > 0)
        out[n++] = (rf_entry){m->cover_row[place], fte};
    if (ratio > 0)
        out[n++] = (rf_entry){m->tutors_row[place], trainee ? 1 : -ratio};
    if (c >= 0)
        out[n++] = (rf_entry){m->convention_row[(int64_t)c * in->n_periods + t],
                              rf_contribution(in, r->agent, t)};
    return n;
}

int rf_stay_compare(const void *a, const void *b)
{
    const rf_stay *x = a, *y = b;
    if (x->run != y->run)
        return x->run < y->run ? -1 : 1;
    return x->first != y->first ? x->first - y->first : x->last - y->last;
}

int32_t rf_stay_entries(rf_entry *out, const rf_model *m, rf_stay s)
{
    const int32_t agent = rf_run_of(m, s)->agent.i;
    const bool trainee = rf_stay_is_trainee(m, s);
    int32_t n = 0;
    out[n++] = (rf_entry){m->total_row[agent], 1};
    if (m->away_row != NULL)
        out[n++] = (rf_entry){m->away_row[agent], s.last - s.first + 1};
    for (int32_t t = s.first; t <= s.last; t++)
        n += rf_period_entries(out + n, m, s.run, trainee, t);
    return n;
}

static int64_t overqualified(const rf_instance *in, const rf_eligible_run *run, int32_t t)
{
    const rf_need *need = &in->needs[run->need.i];
    int64_t sum = 0;
    for (int32_t i = need->requirements.begin; i < need->requirements.end; i++) {
        const rf_requirement *wanted = &in->requirements[i];
        if (wanted->group >= 0)
            continue;
        const int32_t level = rf_skill_level(in, run->agent, wanted->skill, t);
        sum += level > wanted->min_level ? level - wanted->min_level : 0;
    }
    return sum;
}

void rf_period_terms(int64_t terms[RF_N_TERMS], const rf_model *m, int32_t run, int32_t t)
{
    const rf_instance *in = m->in;
    const rf_eligible_run *r = &m->eligible->runs[run];
    for (int i = 0; i < RF_N_TERMS; i++)
        terms[i] = 0;
    terms[RF_TERM_IMPOSED] = IMPOSED[in->agents[r->agent.i].consent];
    terms[RF_TERM_BURDEN] = in->agents[r->agent.i].prior_days;
    terms[RF_TERM_TRAVEL] =
        in->needs[r->need.i].remote && !in->remote_barred[t] ? 0 : m->minutes[run];
    if (m->counts_overqualified)
        terms[RF_TERM_OVERQUALIFIED] = overqualified(in, r, t);
}

rf_move rf_stay_move(const rf_model *m, rf_stay s)
{
    const rf_eligible_run *run = rf_run_of(m, s);
    return (rf_move){run->agent, run->need, s.first, s.last, rf_stay_is_trainee(m, s), run->pinned};
}

int64_t rf_period_value(const rf_model *m, int32_t level, int32_t run, int32_t t)
{
    int64_t terms[RF_N_TERMS], sum = 0;
    if (m->even[run])
        return m->period_value[(int64_t)run * m->in->n_levels + level];
    rf_period_terms(terms, m, run, t);
    for (int i = RF_TERM_IMPOSED; i < RF_N_TERMS; i++)
        sum += m->in->levels[level].weight[i] * terms[i];
    return sum;
}

/* All of a stay's own value but what it adds once. */
static int64_t periods_value(const rf_model *m, int32_t level, rf_stay s)
{
    int64_t sum = 0;
    if (m->even[s.run])
        return (s.last - s.first + 1) * rf_period_value(m, level, s.run, s.first);
    for (int32_t t = s.first; t <= s.last; t++)
        sum += rf_period_value(m, level, s.run, t);
    return sum;
}

int64_t rf_stay_value(const rf_model *m, int32_t level, rf_stay s)
{
    const int32_t *weight = m->in->levels[level].weight;
    int64_t sum = periods_value(m, level, s) + weight[RF_TERM_MOVED];
    if (m->in->has_baseline && weight[RF_TERM_CHANGES] > 0)
        sum += rf_stay_in_baseline(m, s) ? -weight[RF_TERM_CHANGES] : weight[RF_TERM_CHANGES];
    return sum;
}

void rf_stay_add_values(int64_t *values, const rf_model *m, rf_stay s, int32_t sign)
{
    const int32_t n_levels = m->in->n_levels, length = s.last - s.first + 1;
    const int64_t *of_period = &m->period_value[(int64_t)s.run * n_levels];
    const bool simple = m->even[s.run] && !m->in->has_baseline;
    for (int32_t l = 0; l < n_levels; l++)
        values[l] += sign * (simple ? length * of_period[l] + m->in->levels[l].weight[RF_TERM_MOVED]
                                    : rf_stay_value(m, l, s));
}

bool rf_stay_in_baseline(const rf_model *m, rf_stay s)
{
    const rf_instance *in = m->in;
    const rf_move move = rf_stay_move(m, s);
    return in->n_baseline > 0 && bsearch(&move, in->baseline, (size_t)in->n_baseline, sizeof move,
                                         rf_move_compare) != NULL;
}

void rf_stay_terms(int64_t terms[RF_N_TERMS], const rf_model *m, rf_stay s)
{
    int64_t once[RF_N_TERMS];
    for (int i = 0; i < RF_N_TERMS; i++)
        terms[i] = 0;
    for (int32_t t = s.first; t <= s.last; t++) {
        rf_period_terms(once, m, s.run, t);
        for (int i = 0; i < RF_N_TERMS; i++)
            terms[i] += once[i];
    }
    terms[RF_TERM_MOVED] = 1;
    if (m->in->has_baseline)
        terms[RF_TERM_CHANGES] = rf_stay_in_baseline(m, s) ? -1 : 1;
}

rf_status rf_run_stays(const rf_model *m, int32_t run, rf_status (*visit)(void *user, rf_stay s),
                       void *user)
{
    const rf_eligible_run *r = &m->eligible->runs[run];
    for (int32_t length = r->shortest; length <= r->longest; length++)
        for (int32_t i = r->first; i + length - 1 <= r->last; i++) {
            const rf_stay s = {run, (int16_t)i, (int16_t)(i + length - 1)};
            const rf_status rc = visit(user, s);
            if (rc != RF_OK)
                return rc;
        }
    return RF_OK;
}
