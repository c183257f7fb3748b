/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/pricing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

__extension__ typedef __int128 wide;

static const double MOST = 4194304.0; /* 2^22 */

rf_status rf_prices_new(rf_prices **out, const rf_model *m, rf_err *err)
{
    rf_prices *prices = rf_new_array(1, sizeof *prices);
    if (prices == NULL)
        return rf_fail_memory(err);
    prices->m = m;
    prices->row = rf_new_array((size_t)m->n_rows, sizeof *prices->row);
    prices->level = rf_new_array((size_t)m->in->n_levels, sizeof *prices->level);
    if (prices->row == NULL || prices->level == NULL) {
        rf_prices_free(prices);
        return rf_fail_memory(err);
    }
    *out = prices;
    return RF_OK;
}

void rf_prices_free(rf_prices *prices)
{
    if (prices == NULL)
        return;
    free(prices->row);
    free(prices->level);
    free(prices);
}

static int64_t fixed_point(double price, double low, double high)
{
    if (!(price > low))
        price = low;
    if (price > high)
        price = high;
    return llround(price * (double)RF_PRICE_UNIT);
}

void rf_prices_set_row(rf_prices *prices, int32_t row, double price)
{
    const bool cover = prices->m->rows[row].kind == ROW_COVER;
    prices->row[row] = fixed_point(price, cover ? 0 : -MOST, cover ? MOST : 0);
}

static void weigh_terms(rf_prices *prices)
{
    const rf_instance *in = prices->m->in;
    for (int i = 0; i < RF_N_TERMS; i++) {
        prices->term[i] = 0;
        for (int32_t l = 0; l < in->n_levels; l++)
            prices->term[i] += prices->level[l] * in->levels[l].weight[i];
    }
    if (!in->has_baseline)
        prices->term[RF_TERM_CHANGES] = 0;
}

void rf_prices_set_level(rf_prices *prices, int32_t level)
{
    for (int32_t l = 0; l < prices->m->in->n_levels; l++)
        prices->level[l] = l == level ? RF_PRICE_UNIT : 0;
    weigh_terms(prices);
}

void rf_prices_set_limit(rf_prices *prices, int32_t level, double dual)
{
    prices->level[level] = -fixed_point(dual, -MOST, 0);
    weigh_terms(prices);
}

struct rf_pricer {
    const rf_model *m;
    int64_t *of_agent;  /* [T] what the agent's own rows (floors, periods) ask */
    int64_t *qualified; /* [T + 1] prefix sums over the run at hand */
    int64_t *trainee;
    int64_t *best;   /* [T + 1] cheapest stays of an agent that end before a period */
    int64_t *ending; /* [T][T] cheapest stay first..last, for agents with several stays; NULL
                        otherwise */
};

rf_status rf_pricer_new(rf_pricer **out, const rf_model *m, rf_err *err)
{
    const size_t n = (size_t)m->in->n_periods + 1;
    rf_pricer *p = rf_new_array(1, sizeof *p);
    if (p == NULL)
        return rf_fail_memory(err);
    p->m = m;
    p->of_agent = rf_new_array(n, sizeof *p->of_agent);
    p->qualified = rf_new_array(n, sizeof *p->qualified);
    p->trainee = rf_new_array(n, sizeof *p->trainee);
    p->best = rf_new_array(n, sizeof *p->best);
    p->ending = m->in->rules.max_stays > 1 ? rf_new_array(n * n, sizeof *p->ending) : NULL;
    if (p->of_agent == NULL || p->qualified == NULL || p->trainee == NULL || p->best == NULL ||
        (p->ending == NULL && m->in->rules.max_stays > 1)) {
        rf_pricer_free(p);
        return rf_fail_memory(err);
    }
    *out = p;
    return RF_OK;
}

void rf_pricer_free(rf_pricer *p)
{
    if (p == NULL)
        return;
    free(p->of_agent);
    free(p->qualified);
    free(p->trainee);
    free(p->best);
    free(p->ending);
    free(p);
}

static void price_agent_rows(rf_pricer *p, const rf_prices *prices, rf_agent_id a)
{
    const rf_model *m = p->m;
    const rf_instance *in = m->in;
    for (int32_t t = 0; t < in->n_periods; t++) {
        int64_t sum = 0;
        if (m->period_row != NULL && m->period_row[(int64_t)a.i * in->n_periods + t] >= 0)
            sum -= prices->row[m->period_row[(int64_t)a.i * in->n_periods + t]];
        if (m->away_row != NULL && m->away_row[a.i] >= 0)
            sum -= prices->row[m->away_row[a.i]];
        const int64_t w = rf_contribution(in, a, t);
        for (int32_t x = in->floors_of[a.i].begin; x < in->floors_of[a.i].end; x++) {
            const int32_t row = m->floor_row[(int64_t)in->floor_ids[x] * in->n_periods + t];
            if (row >= 0 && t <= in->members[in->floor_members[x]].last)
                sum -= w * prices->row[row];
        }
        p->of_agent[t] = sum;
    }
}

/* Prefix sums over the run's periods of what a qualified and a trainee stay cost. */
static void price_run_periods(rf_pricer *p, const rf_prices *prices, int32_t run)
{
    const rf_model *m = p->m;
    const rf_instance *in = m->in;
    const rf_eligible_run *r = &m->eligible->runs[run];
    const rf_need *need = &in->needs[r->need.i];
    const int32_t lender = in->agents[r->agent.i].organisation;
    const int32_t c = lender == need->organisation
                          ? -1
                          : in->convention_of[lender * in->n_organisations + need->organisation];
    const bool limited = c >= 0 && in->conventions[c].max >= 0;
    p->qualified[0] = p->trainee[0] = 0;
    for (int32_t t = r->first; t <= r->last; t++) {
        int64_t terms[RF_N_TERMS];
        rf_period_terms(terms, m, run, t);
        const int64_t place = (int64_t)r->need.i * in->n_periods + t;
        const int64_t w = rf_contribution(in, r->agent, t), share = w * need->trainee_yield / 100;
        int64_t both = p->of_agent[t];
        for (int i = RF_TERM_IMPOSED; i < RF_N_TERMS; i++)
            both += terms[i] * prices->term[i];
        if (limited)
            both -= w * prices->row[m->convention_row[(int64_t)c * in->n_periods + t]];
        const int64_t tutors = need->tutor_ratio > 0 ? prices->row[m->tutors_row[place]] : 0;
        const int64_t cover = prices->row[m->cover_row[place]];
        const int32_t x = t - r->first;
        p->qualified[x + 1] = p->qualified[x] + both - w * cover + need->tutor_ratio * tutors;
        p->trainee[x + 1] = p->trainee[x] + both - share * cover - tutors;
    }
}

static rf_status visit_run(rf_pricer *p, const rf_prices *prices, int32_t run, int64_t limit,
                           rf_status (*visit)(void *user, const rf_priced *priced), void *user)
{
    const rf_model *m = p->m;
    const rf_eligible_run *r = &m->eligible->runs[run];
    const int64_t once = prices->term[RF_TERM_MOVED] + prices->term[RF_TERM_CHANGES] -
                         prices->row[m->total_row[r->agent.i]];
    for (int32_t i = r->first; i <= r->last; i++)
        for (int32_t j = i + r->shortest - 1; j <= r->last && j - i < r->longest; j++) {
            const int64_t *sums = j > r->last_qualified ? p->trainee : p->qualified;
            rf_priced priced = {{run, (int16_t)i, (int16_t)j},
                                once + sums[j + 1 - r->first] - sums[i - r->first]};
            if (prices->term[RF_TERM_CHANGES] > 0 && rf_stay_in_baseline(m, priced.stay))
                priced.cost -= 2 * prices->term[RF_TERM_CHANGES];
            if (priced.cost >= limit)
                continue;
            const rf_status rc = visit(user, &priced);
            if (rc != RF_OK)
                return rc;
        }
    return RF_OK;
}

rf_status rf_price_agent(rf_pricer *p, const rf_prices *prices, rf_agent_id a, int64_t limit,
                         rf_status (*visit)(void *user, const rf_priced *priced), void *user)
{
    const rf_eligibility *e = p->m->eligible;
    if (e->of_agent[a.i] == e->of_agent[a.i + 1])
        return RF_OK;
    price_agent_rows(p, prices, a);
    for (int32_t run = e->of_agent[a.i]; run < e->of_agent[a.i + 1]; run++) {
        const rf_eligible_run *r = &e->runs[run];
        if (r->longest < r->shortest || r->last - r->first + 1 < r->shortest)
            continue;
        price_run_periods(p, prices, run);
        const rf_status rc = visit_run(p, prices, run, limit, visit, user);
        if (rc != RF_OK)
            return rc;
    }
    return RF_OK;
}

typedef struct cheapest {
    rf_pricer *pricer;
    int64_t least;
} cheapest;

static rf_status keep_cheapest(void *user, const rf_priced *priced)
{
    cheapest *c = user;
    if (priced->cost < c->least)
        c->least = priced->cost;
    if (c->pricer->ending != NULL) {
        const size_t n = (size_t)c->pricer->m->in->n_periods + 1;
        int64_t *cell =
            &c->pricer->ending[(size_t)priced->stay.last * n + (size_t)priced->stay.first];
        if (priced->cost < *cell)
            *cell = priced->cost;
    }
    return RF_OK;
}

/* Weighted interval scheduling: the cheapest set of stays of which no two share a period. */
static int64_t cheapest_schedule(rf_pricer *p)
{
    const int32_t n_periods = p->m->in->n_periods;
    const size_t n = (size_t)n_periods + 1;
    p->best[0] = 0;
    for (int32_t t = 0; t < n_periods; t++) {
        p->best[t + 1] = p->best[t];
        for (int32_t i = 0; i <= t; i++) {
            const int64_t cost = p->best[i] + p->ending[(size_t)t * n + (size_t)i];
            if (cost < p->best[t + 1])
                p->best[t + 1] = cost;
        }
    }
    return p->best[n_periods];
}

/* Pins are paid whatever they cost; what else the agent takes only where it lowers the sum. A pin
 * priced below 0 is not counted twice: the free choice below may take it again, which only lowers
 * the bound. */
static int64_t pins_cost(const rf_prices *prices, const rf_model *m, rf_entry *entries,
                         rf_agent_id a)
{
    const rf_eligibility *e = m->eligible;
    int64_t sum = 0;
    for (int32_t run = e->of_agent[a.i + 1] - 1; run >= e->of_agent[a.i] && e->runs[run].pinned;
         run--) {
        const rf_stay pin = {run, e->runs[run].first, e->runs[run].last};
        int64_t terms[RF_N_TERMS];
        rf_stay_terms(terms, m, pin);
        int64_t cost = 0;
        for (int i = RF_TERM_CHANGES; i < RF_N_TERMS; i++)
            cost += terms[i] * prices->term[i];
        const int32_t n = rf_stay_entries(entries, m, pin);
        for (int32_t i = 0; i < n; i++)
            cost -= (int64_t)entries[i].value * prices->row[entries[i].index];
        sum += cost > 0 ? cost : 0;
    }
    return sum;
}

static int64_t agent_least(rf_pricer *p, const rf_prices *prices, rf_agent_id a)
{
    cheapest c = {p, 0};
    if (p->ending != NULL)
        memset(p->ending, 0,
               ((size_t)p->m->in->n_periods + 1) * ((size_t)p->m->in->n_periods + 1) *
                   sizeof *p->ending);
    rf_price_agent(p, prices, a, 0, keep_cheapest, &c);
    return p->ending != NULL && c.least < 0 ? cheapest_schedule(p) : c.least;
}

static wide rows_bound(const rf_prices *prices)
{
    wide sum = 0;
    for (int32_t i = 0; i < prices->m->n_rows; i++) {
        const rf_model_row *row = &prices->m->rows[i];
        sum += (wide)prices->row[i] * row->bound;
        if (row->term == RF_N_TERMS)
            continue;
        const int64_t price = row->kind == ROW_COVER ? prices->row[i] : -prices->row[i];
        const int64_t cost = prices->term[row->term] - price;
        sum += cost < 0 ? (wide)cost * row->slack : 0;
    }
    return sum;
}

/* The smallest offset + multiple of step that is at least bound / RF_PRICE_UNIT. */
static int64_t round_up(wide bound, rf_grain grain)
{
    const wide unit = (wide)grain.step * RF_PRICE_UNIT;
    const wide above = bound - (wide)grain.offset * RF_PRICE_UNIT;
    const wide steps = above > 0 ? (above + unit - 1) / unit : -(-above / unit);
    return grain.offset + (int64_t)steps * grain.step;
}

rf_status rf_prices_bound(rf_bound *out, rf_pricer *p, const rf_prices *prices, int32_t level,
                          const int64_t *limits, rf_grain grain, rf_err *err)
{
    const rf_model *m = p->m;
    const int64_t changes = rf_changes_constant(m->in);
    rf_entry *entries = rf_new_array((size_t)m->max_entries, sizeof *entries);
    if (entries == NULL)
        return rf_fail_memory(err);
    wide sum = rows_bound(prices) +
               (wide)m->in->levels[level].weight[RF_TERM_CHANGES] * changes * RF_PRICE_UNIT;
    for (int32_t l = 0; l < level; l++)
        sum -= (wide)prices->level[l] *
               (limits[l] - m->in->levels[l].weight[RF_TERM_CHANGES] * changes);
    for (rf_agent_id a = {0}; a.i < m->in->n_agents; a.i++)
        sum += agent_least(p, prices, a) + pins_cost(prices, m, entries, a);
    free(entries);
    out->exact = (double)sum / (double)RF_PRICE_UNIT;
    const int64_t bound = round_up(sum, grain);
    out->value = bound > 0 ? bound : 0;
    return RF_OK;
}
