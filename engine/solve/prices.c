/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/solve/pricing.h"

/* A stay's cost stays below 2^62: its terms below 2^58, its rows below 2^58, its cuts below 2^60.
 */
static const double ROOM = 0x1p58;
static const int64_t ROUNDING_MOST = (int64_t)1 << 50;

/* Coefficients that a stay can have in the rows of one period: cover, convention, period and away,
 * a hundred each at the most, a tutor ratio of a thousand, and its floors. */
static double row_coefficients(const rf_instance *in)
{
    int32_t most = 0;
    for (int32_t a = 0; a < in->n_agents; a++) {
        const int32_t n = in->floors_of[a].end - in->floors_of[a].begin;
        most = n > most ? n : most;
    }
    return 2000.0 + 100.0 * most;
}

/* The most that each term can count for a stay on one period. */
static void term_amounts(double amount[RF_N_TERMS], const rf_model *m)
{
    for (int i = 0; i < RF_N_TERMS; i++)
        amount[i] = 1;
    amount[RF_TERM_IMPOSED] = 5;
    amount[RF_TERM_OVERQUALIFIED] = 100;
    for (int32_t a = 0; a < m->in->n_agents; a++)
        if (m->in->agents[a].prior_days > amount[RF_TERM_BURDEN])
            amount[RF_TERM_BURDEN] = m->in->agents[a].prior_days;
    for (int32_t r = 0; r < m->eligible->n_runs; r++)
        if (m->minutes[r] > amount[RF_TERM_TRAVEL])
            amount[RF_TERM_TRAVEL] = m->minutes[r];
}

/* What a level can cost a stay, and at the least what one of its units of slack costs. */
static double worst_cost(const rf_model *m, int32_t level)
{
    double amount[RF_N_TERMS], sum = 1;
    term_amounts(amount, m);
    for (int i = 0; i < RF_N_TERMS; i++)
        sum += m->in->levels[level].weight[i] * amount[i];
    return sum * m->in->n_periods;
}

/* Chooses the unit and how far from 0 prices may be. */
static void set_scale(rf_prices *prices)
{
    const rf_model *m = prices->m;
    const rf_instance *in = m->in;
    const double row_most = ROOM / (row_coefficients(in) * in->n_periods);
    double worst = 1, weight = 1;
    for (int32_t l = 0; l < in->n_levels; l++) {
        const double cost = worst_cost(m, l);
        worst = cost > worst ? cost : worst;
        for (int i = 0; i < RF_TERM_CHANGES; i++)
            weight = in->levels[l].weight[i] > weight ? in->levels[l].weight[i] : weight;
        prices->level_most[l] = (int64_t)(ROOM / (cost * in->n_levels));
    }
    prices->row_most = (int64_t)row_most;
    prices->cut_most = prices->row_most / 128;
    prices->unit = RF_PRICE_UNIT;
    while (prices->unit > 1 && (worst * (double)prices->unit > ROOM / 4 ||
                                4 * weight * (double)prices->unit > row_most))
        prices->unit /= 2;
}

rf_status rf_prices_new(rf_prices **out, const rf_model *m, const rf_cuts *cuts,
                        const rf_roundings *roundings, rf_err *err)
{
    rf_prices *prices = rf_new_array(1, sizeof *prices);
    if (prices == NULL)
        return rf_fail_memory(err);
    prices->m = m;
    prices->cuts = cuts;
    prices->roundings = roundings;
    prices->row = rf_new_array((size_t)m->n_rows, sizeof *prices->row);
    prices->level = rf_new_array((size_t)m->in->n_levels, sizeof *prices->level);
    prices->level_most = rf_new_array((size_t)m->in->n_levels, sizeof *prices->level_most);
    prices->table_of = rf_new_array((size_t)m->n_rows, sizeof *prices->table_of);
    prices->extra_of = rf_new_array((size_t)m->in->n_agents + 1, sizeof *prices->extra_of);
    if (prices->row == NULL || prices->level == NULL || prices->level_most == NULL ||
        prices->table_of == NULL || prices->extra_of == NULL) {
        rf_prices_free(prices);
        return rf_fail_memory(err);
    }
    for (int32_t row = 0; row < m->n_rows; row++)
        prices->table_of[row] = -1;
    set_scale(prices);
    *out = prices;
    return RF_OK;
}

void rf_prices_free(rf_prices *prices)
{
    if (prices == NULL)
        return;
    free(prices->row);
    free(prices->level);
    free(prices->level_most);
    free(prices->cut);
    free(prices->table_of);
    free(prices->tables);
    free(prices->extra);
    free(prices->extra_of);
    free(prices->rounding);
    rf_rounder_free(prices->rounder);
    free(prices);
}

rf_status rf_prices_copy(rf_prices *out, const rf_prices *from, rf_err *err)
{
    memcpy(out->row, from->row, (size_t)from->m->n_rows * sizeof *out->row);
    memcpy(out->level, from->level, (size_t)from->m->in->n_levels * sizeof *out->level);
    memcpy(out->term, from->term, sizeof out->term);
    out->cuts = from->cuts;
    out->roundings = from->roundings;
    const rf_status rc = rf_prices_clear_cuts(out, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t c = 0; c < from->n_cuts; c++)
        out->cut[c] = from->cut[c];
    for (int32_t i = 0; i < from->n_roundings; i++)
        out->rounding[i] = from->rounding[i];
    return rf_prices_settle(out, err);
}

/* In units, not below 0 and not above `most`; what is not a number is 0. */
static int64_t fixed_point(const rf_prices *prices, double price, int64_t most)
{
    const double units = price * (double)prices->unit;
    if (!(units > 0))
        return 0;
    return units < (double)most ? llround(units) : most;
}

void rf_prices_set_row(rf_prices *prices, int32_t row, double price)
{
    const bool cover = prices->m->rows[row].kind == ROW_COVER;
    const int64_t size = fixed_point(prices, cover ? price : -price, prices->row_most);
    prices->row[row] = cover ? size : -size;
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
        prices->level[l] = l == level ? prices->unit : 0;
    weigh_terms(prices);
}

void rf_prices_set_limit(rf_prices *prices, int32_t level, double dual)
{
    prices->level[level] = fixed_point(prices, -dual, prices->level_most[level]);
    weigh_terms(prices);
}

/* Room for `n` prices of either kind; those that are new are 0. */
static rf_status grow(int64_t **array, size_t *capacity, int32_t had, int32_t n, rf_err *err)
{
    int64_t *grown = rf_grow(*array, capacity, (size_t)n, sizeof *grown);
    if (grown == NULL)
        return rf_fail_memory(err);
    *array = grown;
    for (int32_t i = had; i < n; i++)
        grown[i] = 0;
    return RF_OK;
}

rf_status rf_prices_clear_cuts(rf_prices *prices, rf_err *err)
{
    const int32_t n_cuts = prices->cuts != NULL ? prices->cuts->n : 0;
    const int32_t n_roundings = prices->roundings != NULL ? prices->roundings->n : 0;
    rf_status rc = grow(&prices->cut, &prices->cut_capacity, 0, n_cuts, err);
    if (rc == RF_OK)
        rc = grow(&prices->rounding, &prices->rounding_capacity, 0, n_roundings, err);
    if (rc == RF_OK) {
        prices->n_cuts = n_cuts;
        prices->n_roundings = n_roundings;
    }
    return rc;
}

void rf_prices_set_cut(rf_prices *prices, int32_t cut, double price)
{
    const bool cover = prices->m->rows[prices->cuts->items[cut].row].kind == ROW_COVER;
    const int64_t size = fixed_point(prices, cover ? price : -price, prices->cut_most);
    prices->cut[cut] = cover ? size : -size;
}

void rf_prices_set_rounding(rf_prices *prices, int32_t rounding, double price)
{
    prices->rounding[rounding] = fixed_point(prices, price, ROUNDING_MOST);
}

static int32_t keep(int64_t *prices, int32_t n, const bool *wanted)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < n; i++)
        if (wanted[i])
            prices[kept++] = prices[i];
    return kept;
}

void rf_prices_keep(rf_prices *prices, const bool *cuts, const bool *roundings)
{
    prices->n_cuts = keep(prices->cut, prices->n_cuts, cuts);
    prices->n_roundings = keep(prices->rounding, prices->n_roundings, roundings);
}

rf_status rf_prices_approach(rf_prices *out, const rf_prices *to, rf_err *err)
{
    for (int32_t row = 0; row < out->m->n_rows; row++)
        out->row[row] = (out->row[row] + to->row[row]) / 2;
    for (int32_t l = 0; l < out->m->in->n_levels; l++)
        out->level[l] = (out->level[l] + to->level[l]) / 2;
    weigh_terms(out);
    rf_status rc = grow(&out->cut, &out->cut_capacity, out->n_cuts, to->n_cuts, err);
    if (rc == RF_OK)
        rc = grow(&out->rounding, &out->rounding_capacity, out->n_roundings, to->n_roundings, err);
    if (rc != RF_OK)
        return rc;
    out->n_cuts = to->n_cuts;
    out->n_roundings = to->n_roundings;
    for (int32_t c = 0; c < to->n_cuts; c++)
        out->cut[c] = (out->cut[c] + to->cut[c]) / 2;
    for (int32_t i = 0; i < to->n_roundings; i++)
        out->rounding[i] = (out->rounding[i] + to->rounding[i]) / 2;
    return rf_prices_settle(out, err);
}

/* The row's table, begun with the row's own price. */
static rf_status begin_table(int64_t **out, rf_prices *prices, int32_t row, rf_err *err)
{
    if (prices->table_of[row] < 0) {
        const size_t wanted = (size_t)(prices->n_tables + 1) * RF_TABLE;
        int64_t *tables = rf_grow(prices->tables, &prices->table_capacity, wanted, sizeof *tables);
        if (tables == NULL)
            return rf_fail_memory(err);
        prices->tables = tables;
        prices->table_of[row] = prices->n_tables++;
        for (int64_t value = 0; value < RF_TABLE; value++)
            tables[(int64_t)prices->table_of[row] * RF_TABLE + value] = -value * prices->row[row];
    }
    *out = prices->tables + (int64_t)prices->table_of[row] * RF_TABLE;
    return RF_OK;
}

static rf_status add_extras(rf_prices *prices, const rf_cut *cut, int64_t price, rf_err *err)
{
    const rf_model *m = prices->m;
    const size_t wanted = (size_t)(prices->n_extra + cut->n_complemented);
    rf_price_extra *extra = rf_grow(prices->extra, &prices->extra_capacity, wanted, sizeof *extra);
    if (extra == NULL)
        return rf_fail_memory(err);
    prices->extra = extra;
    for (int32_t i = 0; i < cut->n_complemented; i++) {
        const int32_t agent = cut->complemented[i];
        const int32_t w = rf_contribution(m->in, (rf_agent_id){agent}, m->rows[cut->row].period);
        const int64_t more = rf_cut_rounded(m, cut, w, true) - rf_cut_rounded(m, cut, w, false);
        extra[prices->n_extra++] = (rf_price_extra){agent, cut->row, -more * price};
    }
    return RF_OK;
}

static int compare_extras(const void *a, const void *b)
{
    const rf_price_extra *x = a, *y = b;
    if (x->agent != y->agent)
        return x->agent < y->agent ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static void index_extras(rf_prices *prices)
{
    if (prices->n_extra > 0)
        qsort(prices->extra, (size_t)prices->n_extra, sizeof *prices->extra, compare_extras);
    int32_t i = 0;
    for (int32_t a = 0; a <= prices->m->in->n_agents; a++) {
        while (i < prices->n_extra && prices->extra[i].agent < a)
            i++;
        prices->extra_of[a] = i;
    }
}

/* The rounder of those that have a price. */
static rf_status settle_roundings(rf_prices *prices, rf_err *err)
{
    const int32_t n = prices->roundings != NULL ? prices->roundings->n : 0;
    bool any = false;
    bool *wanted = rf_new_array((size_t)n, sizeof *wanted);
    if (wanted == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < prices->n_roundings; i++) {
        wanted[i] = prices->rounding[i] > 0;
        any |= wanted[i];
    }
    rf_rounder_free(prices->rounder);
    prices->rounder = NULL;
    const rf_status rc =
        any ? rf_rounder_new(&prices->rounder, prices->roundings, wanted, err) : RF_OK;
    free(wanted);
    return rc;
}

rf_status rf_prices_settle(rf_prices *prices, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t row = 0; row < prices->m->n_rows; row++)
        prices->table_of[row] = -1;
    prices->n_tables = prices->n_extra = 0;
    for (int32_t c = 0; c < prices->n_cuts && rc == RF_OK; c++) {
        const rf_cut *cut = &prices->cuts->items[c];
        int64_t *table = NULL;
        if (prices->cut[c] == 0)
            continue;
        rc = begin_table(&table, prices, cut->row, err);
        for (int32_t value = 0; value < RF_TABLE && rc == RF_OK; value++)
            table[value] -= prices->cut[c] * rf_cut_rounded(prices->m, cut, value, false);
        if (rc == RF_OK)
            rc = add_extras(prices, cut, prices->cut[c], err);
    }
    index_extras(prices);
    return rc == RF_OK ? settle_roundings(prices, err) : rc;
}
