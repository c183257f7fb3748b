/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/pricing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

__extension__ typedef __int128 wide;

/* By all of an agent's stays. */
static const int64_t EARNED_MOST = (int64_t)1 << 60;

static wide floor_divide(wide a, int64_t b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

struct rf_pricer {
    const rf_model *m;
    bool overflowed;    /* a stay's cost left 64 bits since this was last cleared */
    int64_t *extra;     /* [rows] the agent's at hand, else 0 */
    int64_t *of_agent;  /* [T] what the agent's own rows (floors, periods) ask */
    int64_t *qualified; /* [T + 1] prefix sums over the run at hand */
    int64_t *trainee;
    int64_t *best;     /* [T + 1] cheapest stays of an agent that end before a period */
    rf_priced *ending; /* [T][T] cheapest stay first..last, for agents with several stays; NULL
                          otherwise */
};

rf_status rf_pricer_new(rf_pricer **out, const rf_model *m, rf_err *err)
{
    const size_t n = (size_t)m->in->n_periods + 1;
    rf_pricer *p = rf_new_array(1, sizeof *p);
    if (p == NULL)
        return rf_fail_memory(err);
    p->m = m;
    p->extra = rf_new_array((size_t)m->n_rows, sizeof *p->extra);
    p->of_agent = rf_new_array(n, sizeof *p->of_agent);
    p->qualified = rf_new_array(n, sizeof *p->qualified);
    p->trainee = rf_new_array(n, sizeof *p->trainee);
    p->best = rf_new_array(n, sizeof *p->best);
    p->ending = m->in->rules.max_stays > 1 ? rf_new_array(n * n, sizeof *p->ending) : NULL;
    if (p->extra == NULL || p->of_agent == NULL || p->qualified == NULL || p->trainee == NULL ||
        p->best == NULL || (p->ending == NULL && m->in->rules.max_stays > 1)) {
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
    free(p->extra);
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
                sum += rf_price_of(prices, row, w) + p->extra[row];
        }
        p->of_agent[t] = sum;
    }
}

/* What the levels make of one period of the run. */
static int64_t period_cost(const rf_model *m, const rf_prices *prices, int32_t run, int32_t t)
{
    int64_t terms[RF_N_TERMS], sum = 0;
    rf_period_terms(terms, m, run, t);
    for (int i = RF_TERM_IMPOSED; i < RF_N_TERMS; i++)
        sum += terms[i] * prices->term[i];
    return sum;
}

/* Prefix sums over the run's periods of what a qualified and a trainee stay cost. */
static void price_run_periods(rf_pricer *p, const rf_prices *prices, int32_t run)
{
    const rf_model *m = p->m;
    const rf_instance *in = m->in;
    const rf_eligible_run *r = &m->eligible->runs[run];
    const rf_need *need = &in->needs[r->need.i];
    const int32_t c = m->convention[run];
    int64_t counted = 0;
    p->qualified[0] = p->trainee[0] = 0;
    for (int32_t t = r->first; t <= r->last; t++) {
        if (t == r->first || !m->even[run])
            counted = period_cost(m, prices, run, t);
        const int64_t place = (int64_t)r->need.i * in->n_periods + t;
        const int64_t w = rf_contribution(in, r->agent, t), share = w * need->trainee_yield / 100;
        int64_t both = p->of_agent[t] + counted;
        if (c >= 0) {
            const int32_t lent = m->convention_row[(int64_t)c * in->n_periods + t];
            both += rf_price_of(prices, lent, w) + p->extra[lent];
        }
        const int64_t tutors = need->tutor_ratio > 0 ? prices->row[m->tutors_row[place]] : 0;
        const int32_t cover = m->cover_row[place];
        const int32_t x = t - r->first;
        p->qualified[x + 1] = p->qualified[x] + both + rf_price_of(prices, cover, w) +
                              p->extra[cover] + need->tutor_ratio * tutors;
        p->trainee[x + 1] = p->trainee[x] + both + rf_price_of(prices, cover, share) - tutors;
    }
}

/* The roundings that a run touches, and what they cost its stays. */
typedef struct run_roundings {
    const rf_prices *prices;
    rf_touched touched;
} run_roundings;

static run_roundings begin_roundings(const rf_prices *prices, int32_t run)
{
    const rf_touched none = {NULL, 0};
    return (run_roundings){prices,
                           prices->rounder != NULL ? rf_rounder_begin(prices->rounder, run) : none};
}

/* What they earn the stay, rounded up: a cost that is too low proves less, not too much. */
static int64_t rounding_earned(rf_pricer *p, const run_roundings *r, rf_stay s)
{
    wide sum = 0;
    if (r->touched.n == 0)
        return 0;
    const int64_t *coefficients = rf_rounder_stay(r->prices->rounder, s);
    for (int32_t i = 0; i < r->touched.n; i++)
        sum += (wide)r->prices->rounding[r->touched.ids[i]] * coefficients[i];
    sum = -floor_divide(-sum, RF_ROUNDING_ONE);
    const int64_t most = EARNED_MOST / p->m->in->n_periods;
    if (sum > most || sum < -most) {
        p->overflowed = true;
        return 0;
    }
    return (int64_t)sum;
}

/* Less than which no stay of the run costs, roundings apart: where its sums fall furthest. */
static int64_t run_least(const rf_pricer *p, const rf_prices *prices, int32_t run, int64_t once)
{
    const rf_eligible_run *r = &p->m->eligible->runs[run];
    int64_t least = INT64_MAX, top_qualified = INT64_MIN, top_trainee = INT64_MIN;
    for (int32_t j = r->first + r->shortest - 1; j <= r->last; j++) {
        const int32_t i = j + 1 - r->shortest - r->first, end = j + 1 - r->first;
        top_qualified = p->qualified[i] > top_qualified ? p->qualified[i] : top_qualified;
        top_trainee = p->trainee[i] > top_trainee ? p->trainee[i] : top_trainee;
        const int64_t cost = j > r->last_qualified ? p->trainee[end] - top_trainee
                                                   : p->qualified[end] - top_qualified;
        least = cost < least ? cost : least;
    }
    return once + least - 2 * prices->term[RF_TERM_CHANGES];
}

static rf_status visit_run(rf_pricer *p, const rf_prices *prices, int32_t run,
                           const rf_visitor *visitor)
{
    const rf_model *m = p->m;
    const rf_eligible_run *r = &m->eligible->runs[run];
    const int64_t once = prices->term[RF_TERM_MOVED] + prices->term[RF_TERM_CHANGES] -
                         prices->row[m->total_row[r->agent.i]];
    const run_roundings roundings = begin_roundings(prices, run);
    if (roundings.touched.n == 0 && run_least(p, prices, run, once) >= visitor->limit)
        return RF_OK;
    for (int32_t i = r->first; i <= r->last; i++)
        for (int32_t j = i + r->shortest - 1; j <= r->last && j - i < r->longest; j++) {
            const int64_t *sums = j > r->last_qualified ? p->trainee : p->qualified;
            rf_priced priced = {{run, (int16_t)i, (int16_t)j},
                                once + sums[j + 1 - r->first] - sums[i - r->first]};
            if (prices->term[RF_TERM_CHANGES] > 0 && rf_stay_in_baseline(m, priced.stay))
                priced.cost -= 2 * prices->term[RF_TERM_CHANGES];
            priced.cost -= rounding_earned(p, &roundings, priced.stay);
            if (priced.cost >= visitor->limit)
                continue;
            const rf_status rc = visitor->visit(visitor->user, &priced);
            if (rc != RF_OK)
                return rc;
        }
    return RF_OK;
}

static void spread_extras(rf_pricer *p, const rf_prices *prices, rf_agent_id a, int sign)
{
    for (int32_t i = prices->extra_of[a.i]; i < prices->extra_of[a.i + 1]; i++)
        p->extra[prices->extra[i].row] += sign * prices->extra[i].amount;
}

rf_status rf_price_agent(rf_pricer *p, const rf_prices *prices, rf_agent_id a,
                         const rf_visitor *visitor)
{
    const rf_eligibility *e = p->m->eligible;
    rf_status rc = RF_OK;
    if (e->of_agent[a.i] == e->of_agent[a.i + 1])
        return RF_OK;
    spread_extras(p, prices, a, 1);
    price_agent_rows(p, prices, a);
    for (int32_t run = e->of_agent[a.i]; run < e->of_agent[a.i + 1] && rc == RF_OK; run++) {
        if (!rf_run_has_stays(&e->runs[run]))
            continue;
        price_run_periods(p, prices, run);
        rc = visit_run(p, prices, run, visitor);
    }
    spread_extras(p, prices, a, -1);
    return rc;
}

typedef struct offering {
    rf_offers *offers;
    int32_t most;
} offering;

static rf_status keep_offer(void *user, const rf_priced *priced)
{
    rf_offers *o = ((offering *)user)->offers;
    const int32_t most = ((offering *)user)->most;
    if (o->n == most && o->best[most - 1].cost <= priced->cost)
        return RF_OK;
    int32_t i = o->n < most ? o->n++ : most - 1;
    for (; i > 0 && o->best[i - 1].cost > priced->cost; i--)
        o->best[i] = o->best[i - 1];
    o->best[i] = *priced;
    return RF_OK;
}

void rf_cheapest_stays(rf_offers *out, rf_pricer *p, const rf_prices *prices,
                       const rf_offers_wanted *wanted)
{
    offering o = {out, wanted->n};
    const rf_visitor visitor = {wanted->limit, keep_offer, &o};
    out->n = 0;
    rf_price_agent(p, prices, wanted->agent, &visitor);
}

/* What an agent's choice costs at the least. Pins are paid whatever they cost: one that costs is
 * added, one that earns is among the choices. */
typedef struct cheapest {
    rf_pricer *pricer;
    rf_priced least;
    int64_t pins;
} cheapest;

static rf_status keep_cheapest(void *user, const rf_priced *priced)
{
    cheapest *c = user;
    const rf_model *m = c->pricer->m;
    if (priced->cost > 0) {
        c->pins += rf_run_of(m, priced->stay)->pinned ? priced->cost : 0;
        return RF_OK;
    }
    if (priced->cost < c->least.cost)
        c->least = *priced;
    if (c->pricer->ending != NULL) {
        const size_t n = (size_t)m->in->n_periods + 1;
        rf_priced *cell =
            &c->pricer->ending[(size_t)priced->stay.last * n + (size_t)priced->stay.first];
        if (priced->cost < cell->cost)
            *cell = *priced;
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
            const int64_t cost = p->best[i] + p->ending[(size_t)t * n + (size_t)i].cost;
            if (cost < p->best[t + 1])
                p->best[t + 1] = cost;
        }
    }
    return p->best[n_periods];
}

static bool has_pins(const rf_model *m, rf_agent_id a)
{
    const int32_t end = m->eligible->of_agent[a.i + 1];
    return end > m->eligible->of_agent[a.i] && m->eligible->runs[end - 1].pinned;
}

/* The agent's cheapest stays of their own accord: pins are in every choice. */
static rf_status choose(rf_state *choice, const rf_priced *priced, rf_err *err)
{
    const bool chosen = priced->cost < 0 && !rf_run_of(choice->m, priced->stay)->pinned;
    return chosen ? rf_state_add(choice, priced->stay, err) : RF_OK;
}

/* The set of stays that cheapest_schedule found, from its last backwards. */
static rf_status choose_schedule(rf_state *choice, const rf_pricer *p, rf_err *err)
{
    const size_t n = (size_t)p->m->in->n_periods + 1;
    rf_status rc = RF_OK;
    for (int32_t t = p->m->in->n_periods - 1; t >= 0 && rc == RF_OK; t--) {
        int32_t i = 0;
        if (p->best[t + 1] == p->best[t])
            continue;
        while (p->best[i] + p->ending[(size_t)t * n + (size_t)i].cost != p->best[t + 1])
            i++;
        rc = choose(choice, &p->ending[(size_t)t * n + (size_t)i], err);
        t = i;
    }
    return rc;
}

/* Adds to *sum what the agent's choice costs at the least. */
static rf_status add_agent_least(wide *sum, rf_pricer *p, const rf_prices *prices, rf_agent_id a,
                                 rf_state *choice, rf_err *err)
{
    const size_t n = (size_t)p->m->in->n_periods + 1;
    cheapest c = {p, {{0, 0, 0}, 0}, 0};
    if (p->ending != NULL)
        memset(p->ending, 0, n * n * sizeof *p->ending);
    const rf_visitor visitor = {has_pins(p->m, a) ? INT64_MAX : 0, keep_cheapest, &c};
    rf_price_agent(p, prices, a, &visitor);
    const bool several = p->ending != NULL && c.least.cost < 0;
    *sum += c.pins + (several ? cheapest_schedule(p) : c.least.cost);
    if (choice == NULL)
        return RF_OK;
    return several ? choose_schedule(choice, p, err) : choose(choice, &c.least, err);
}

static int slack_sign(const rf_model *m, int32_t row)
{
    return m->rows[row].kind == ROW_COVER ? 1 : -1;
}

/* What the rows, cuts and roundings earn each slack [rows], in the prices' unit and
 * RF_ROUNDING_ONE; returns their right-hand sides at their prices, in the same. */
static wide price_slacks(wide *earned, const rf_prices *prices)
{
    const rf_model *m = prices->m;
    wide sum = 0;
    for (int32_t i = 0; i < m->n_rows; i++) {
        sum += (wide)prices->row[i] * m->rows[i].bound * RF_ROUNDING_ONE;
        earned[i] = (wide)slack_sign(m, i) * prices->row[i] * RF_ROUNDING_ONE;
    }
    for (int32_t c = 0; c < prices->n_cuts; c++) {
        const rf_cut *cut = &prices->cuts->items[c];
        sum += (wide)prices->cut[c] * cut->bound * RF_ROUNDING_ONE;
        earned[cut->row] += (wide)slack_sign(m, cut->row) * prices->cut[c] * RF_ROUNDING_ONE;
    }
    for (int32_t i = 0; i < prices->n_roundings; i++) {
        const rf_rounding *rounding = &prices->roundings->items[i];
        if (prices->rounding[i] == 0)
            continue;
        sum += (wide)prices->rounding[i] * rounding->bound;
        for (int32_t x = 0; x < rounding->n_slacks; x++)
            earned[rounding->slacks[x].row] +=
                (wide)prices->rounding[i] * rounding->slacks[x].value;
    }
    return sum;
}

/* The right-hand sides at their prices, and what the slacks earn: each as much as it may. */
static wide rows_bound(const rf_prices *prices, wide *earned)
{
    const rf_model *m = prices->m;
    wide sum = price_slacks(earned, prices);
    for (int32_t i = 0; i < m->n_rows; i++) {
        if (m->rows[i].term == RF_N_TERMS)
            continue;
        const wide cost = (wide)prices->term[m->rows[i].term] * RF_ROUNDING_ONE - earned[i];
        sum += cost < 0 ? cost * m->rows[i].slack : 0;
    }
    return floor_divide(sum, RF_ROUNDING_ONE);
}

/* The smallest value of the grain that is at least bound / one. */
static int64_t round_up(wide bound, int64_t one, rf_grain grain)
{
    const wide unit = (wide)grain.step * one;
    const wide above = bound - (wide)grain.offset * one;
    const wide steps = above > 0 ? (above + unit - 1) / unit : -(-above / unit);
    return grain.offset + (int64_t)steps * grain.step;
}

rf_status rf_prices_bound(rf_bound *out, rf_pricer *p, const rf_prices *prices,
                          const rf_question *question, rf_err *err)
{
    const rf_model *m = p->m;
    const rf_level_spec *levels = m->in->levels;
    const int64_t changes = m->in->has_baseline ? rf_changes_constant(m->in) : 0;
    wide *earned = rf_new_array((size_t)m->n_rows, sizeof *earned);
    if (earned == NULL)
        return rf_fail_memory(err);
    wide sum = rows_bound(prices, earned);
    free(earned);
    sum += (wide)levels[question->level].weight[RF_TERM_CHANGES] * changes * prices->unit;
    for (int32_t l = 0; l < question->level; l++)
        sum -= (wide)prices->level[l] *
               (question->limits[l] - levels[l].weight[RF_TERM_CHANGES] * changes);
    p->overflowed = false;
    rf_status rc = RF_OK;
    if (question->choice != NULL) {
        rf_state_clear(question->choice);
        rc = rf_state_add_pins(question->choice, err);
    }
    for (rf_agent_id a = {0}; a.i < m->in->n_agents && rc == RF_OK; a.i++)
        rc = add_agent_least(&sum, p, prices, a, question->choice, err);
    if (rc != RF_OK)
        return rc;
    if (p->overflowed || (prices->rounder != NULL && rf_rounder_overflowed(prices->rounder))) {
        *out = (rf_bound){0, -RF_FREE};
        return RF_OK;
    }
    out->exact = (double)sum / (double)prices->unit;
    const int64_t bound = round_up(sum, prices->unit, question->grain);
    out->value = bound > 0 ? bound : 0;
    return RF_OK;
}
