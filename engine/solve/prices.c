/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/solve/pricing.h"

static const double MOST = 4194304.0; /* 2^22 */

rf_status rf_prices_new(rf_prices **out, const rf_model *m, const rf_cuts *cuts, rf_err *err)
{
    rf_prices *prices = rf_new_array(1, sizeof *prices);
    if (prices == NULL)
        return rf_fail_memory(err);
    prices->m = m;
    prices->cuts = cuts;
    prices->row = rf_new_array((size_t)m->n_rows, sizeof *prices->row);
    prices->level = rf_new_array((size_t)m->in->n_levels, sizeof *prices->level);
    prices->table_of = rf_new_array((size_t)m->n_rows, sizeof *prices->table_of);
    prices->extra_of = rf_new_array((size_t)m->in->n_agents + 1, sizeof *prices->extra_of);
    if (prices->row == NULL || prices->level == NULL || prices->table_of == NULL ||
        prices->extra_of == NULL) {
        rf_prices_free(prices);
        return rf_fail_memory(err);
    }
    for (int32_t row = 0; row < m->n_rows; row++)
        prices->table_of[row] = -1;
    *out = prices;
    return RF_OK;
}

void rf_prices_free(rf_prices *prices)
{
    if (prices == NULL)
        return;
    free(prices->row);
    free(prices->level);
    free(prices->cut);
    free(prices->table_of);
    free(prices->tables);
    free(prices->extra);
    free(prices->extra_of);
    free(prices);
}

rf_status rf_prices_copy(rf_prices *out, const rf_prices *from, rf_err *err)
{
    memcpy(out->row, from->row, (size_t)from->m->n_rows * sizeof *out->row);
    memcpy(out->level, from->level, (size_t)from->m->in->n_levels * sizeof *out->level);
    memcpy(out->term, from->term, sizeof out->term);
    out->cuts = from->cuts;
    const rf_status rc = rf_prices_clear_cuts(out, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t c = 0; c < from->n_cuts; c++)
        out->cut[c] = from->cut[c];
    return rf_prices_settle(out, err);
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

rf_status rf_prices_clear_cuts(rf_prices *prices, rf_err *err)
{
    const int32_t n = prices->cuts != NULL ? prices->cuts->n : 0;
    int64_t *cut = rf_grow(prices->cut, &prices->cut_capacity, (size_t)n, sizeof *cut);
    if (cut == NULL)
        return rf_fail_memory(err);
    prices->cut = cut;
    prices->n_cuts = n;
    for (int32_t c = 0; c < n; c++)
        cut[c] = 0;
    return RF_OK;
}

void rf_prices_set_cut(rf_prices *prices, int32_t cut, double price)
{
    const bool cover = prices->m->rows[prices->cuts->items[cut].row].kind == ROW_COVER;
    prices->cut[cut] = fixed_point(price, cover ? 0 : -MOST, cover ? MOST : 0);
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
    return rc;
}
