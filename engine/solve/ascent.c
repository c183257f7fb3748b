/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/ascent.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"

static const double FIRST_STEP = 0.1, LAST_STEP = 0.0005; /* of a soft row's whole price */
static const double MEMORY = 0.9, SQUARE_MEMORY = 0.99;
static const double LEAST_LIMIT = 0.001; /* a limit's price is never less, or it could not grow */
static const double FIRST_SCALE = 1.0 / 64;

/* One price and how it moves. */
typedef struct dual {
    double at; /* a soft row: the share of what its term costs; a hard row: in units of `hard`; a
                  limit: its price */
    double slope;
    double mean, square; /* of the slopes so far, the last ones most */
} dual;

typedef struct ascent {
    rf_chain *chain;
    rf_prices *prices;
    dual *row;   /* [rows] */
    dual *limit; /* [level] */
    double hard; /* the most that a unit of a soft row costs */
    double bound;
    int32_t step;
} ascent;

static double in_units(const rf_prices *prices, int64_t price)
{
    return (double)price / (double)prices->unit;
}

static bool is_soft(const rf_model_row *row)
{
    return row->term != RF_N_TERMS;
}

/* A choice of the agents keeps the rows C1 but for the periods away. */
static bool is_priced(const rf_model_row *row)
{
    return row->kind != ROW_TOTAL && row->kind != ROW_PERIOD;
}

static double dearest_slack(const rf_prices *prices)
{
    double most = 0;
    for (int i = 0; i < RF_SLACK_TERMS; i++)
        most = fmax(most, in_units(prices, prices->term[i]));
    return most;
}

/* What a unit of the dual is worth in the row's price. */
static double scale_of(const ascent *x, const rf_model_row *row)
{
    return is_soft(row) ? in_units(x->prices, x->prices->term[row->term]) : x->hard;
}

/* An earlier level's prices, a soft row's as a share of what its term cost there; those of limits
 * small for a start. */
static void read_start(ascent *x)
{
    const rf_prices *last = x->chain->prices;
    const rf_model *m = x->chain->m;
    const double hard = fmax(dearest_slack(last), 1.0 / (double)last->unit);
    for (int32_t row = 0; row < m->n_rows; row++) {
        const rf_model_row *r = &m->rows[row];
        const double cost = is_soft(r) ? in_units(last, last->term[r->term]) : hard;
        const double share = cost > 0 ? fabs(in_units(last, last->row[row])) / cost : 0;
        x->row[row].at = is_soft(r) ? fmin(1, share) : share;
    }
    for (int32_t l = 0; l < x->chain->level; l++)
        x->limit[l].at = FIRST_SCALE * fmax(LEAST_LIMIT, in_units(last, last->level[l]));
}

static void scale_limits(ascent *x, double by)
{
    for (int32_t l = 0; l < x->chain->level; l++)
        x->limit[l].at *= by;
}

/* The slopes of the limits: what the choice has beyond each, its stays in full and its excesses at
 * their rows' share. */
static void slope_limits(ascent *x, const double excess[RF_SLACK_TERMS])
{
    const rf_model *m = x->chain->m;
    const rf_state *choice = x->chain->state;
    for (int32_t l = 0; l < x->chain->level; l++) {
        double sum = -(double)x->chain->limits[l];
        if (m->in->has_baseline)
            sum += m->in->levels[l].weight[RF_TERM_CHANGES] * (double)rf_changes_constant(m->in);
        for (int32_t i = 0; i < choice->n_stays; i++)
            sum += (double)rf_stay_value(m, l, choice->stays[i]);
        for (int i = 0; i < RF_SLACK_TERMS; i++)
            sum += m->in->levels[l].weight[i] * excess[i];
        x->limit[l].slope = sum;
    }
}

/* A subgradient at the prices: what the agents' choice lacks in each row. */
static void find_slopes(ascent *x)
{
    const rf_model *m = x->chain->m;
    double excess[RF_SLACK_TERMS] = {0};
    for (int32_t row = 0; row < m->n_rows; row++) {
        const rf_model_row *r = &m->rows[row];
        const double beyond = x->chain->state->rows[row].excess;
        x->row[row].slope = beyond;
        if (is_soft(r))
            excess[r->term] += x->row[row].at * beyond;
    }
    slope_limits(x, excess);
}

/* The bound at the duals, which the chain keeps where it is the best, and its slopes. */
static rf_status evaluate(ascent *x, rf_err *err)
{
    rf_chain *chain = x->chain;
    rf_bound bound;
    const rf_question question = {chain->level, chain->limits, chain->grain, chain->state};
    rf_prices_set_level(x->prices, chain->level);
    for (int32_t l = 0; l < chain->level; l++)
        rf_prices_set_limit(x->prices, l, -x->limit[l].at);
    x->hard = dearest_slack(x->prices);
    for (int32_t row = 0; row < chain->m->n_rows; row++) {
        const rf_model_row *r = &chain->m->rows[row];
        const double price = is_priced(r) ? x->row[row].at * scale_of(x, r) : 0;
        rf_prices_set_row(x->prices, row, r->kind == ROW_COVER ? price : -price);
    }
    rf_status rc = rf_prices_settle(x->prices, err);
    if (rc == RF_OK)
        rc = rf_prices_bound(&bound, chain->pricer, x->prices, &question, err);
    if (rc != RF_OK)
        return rc;
    x->bound = bound.exact;
    find_slopes(x);
    return rf_chain_take_bound(chain, &bound, x->prices, err);
}

/* How far to go at the step at hand, as a multiple of its length: the mean slope over the root of
 * the mean square. */
static double pace(dual *d, double slope, int32_t step)
{
    d->mean = MEMORY * d->mean + (1 - MEMORY) * slope;
    d->square = SQUARE_MEMORY * d->square + (1 - SQUARE_MEMORY) * slope * slope;
    if (d->square <= 0)
        return 0;
    return d->mean / (1 - pow(MEMORY, step)) / sqrt(d->square / (1 - pow(SQUARE_MEMORY, step)));
}

static void move_row(ascent *x, int32_t row, double length)
{
    dual *d = &x->row[row];
    const double most = is_soft(&x->chain->m->rows[row]) ? 1 : RF_FREE;
    const bool barred = (d->at <= 0 && d->slope < 0) || (d->at >= most && d->slope > 0);
    d->at += length * pace(d, barred ? 0 : d->slope, x->step);
    d->at = fmin(fmax(d->at, 0), most);
}

static void move(ascent *x, double length)
{
    for (int32_t row = 0; row < x->chain->m->n_rows; row++)
        if (is_priced(&x->chain->m->rows[row]))
            move_row(x, row, length);
    for (int32_t l = 0; l < x->chain->level; l++) {
        dual *d = &x->limit[l];
        d->at = fmax(LEAST_LIMIT, d->at * exp(length * pace(d, d->slope, x->step)));
    }
}

/* The scale of the limits' prices that proves most: the bound is concave in it. */
static rf_status find_scale(ascent *x, rf_err *err)
{
    rf_status rc = evaluate(x, err);
    double before = -RF_FREE;
    if (x->chain->level == 0)
        return rc;
    while (rc == RF_OK && x->bound > before && !rf_chain_is_over(x->chain)) {
        before = x->bound;
        scale_limits(x, 2);
        rc = evaluate(x, err);
    }
    scale_limits(x, 0.5);
    return rc == RF_OK ? evaluate(x, err) : rc;
}

static rf_status climb(ascent *x, int32_t steps, rf_err *err)
{
    const double began = rf_clock_now();
    rf_status rc = find_scale(x, err);
    for (x->step = 1; x->step <= steps && rc == RF_OK && !rf_chain_is_over(x->chain); x->step++) {
        const double deadline = x->chain->deadline;
        const double passed = deadline > 0 ? (rf_clock_now() - began) / (deadline - began) : 0;
        const double done = fmax(passed, (double)x->step / steps);
        move(x, FIRST_STEP * pow(LAST_STEP / FIRST_STEP, done));
        rc = evaluate(x, err);
    }
    return rc;
}

rf_status rf_ascend(rf_chain *chain, int32_t steps, rf_err *err)
{
    ascent x = {.chain = chain,
                .row = rf_new_array((size_t)chain->m->n_rows, sizeof *x.row),
                .limit = rf_new_array((size_t)chain->level, sizeof *x.limit)};
    rf_status rc = x.row == NULL || x.limit == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        rc = rf_prices_new(&x.prices, chain->m, chain->cuts, chain->roundings, err);
    if (rc == RF_OK) {
        read_start(&x);
        rc = climb(&x, steps, err);
    }
    if (rc == RF_OK)
        rc = rf_state_set(chain->state, chain->best, err);
    rf_prices_free(x.prices);
    free(x.row);
    free(x.limit);
    return rc;
}
