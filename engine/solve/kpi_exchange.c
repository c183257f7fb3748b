/* SPDX-License-Identifier: GPL-3.0-or-later
 * What organisations lend each other, and how far conventions are used. */
#include "engine/domain/exchange.h"
#include "engine/solve/kpi_parts.h"

/* Lent from one to the other, hundredths of an FTE-day. */
static int64_t days_between(const rf_kpi_case *c, int32_t lender, int32_t borrower)
{
    const int64_t pair = (int64_t)lender * c->in->n_organisations + borrower;
    int64_t sum = 0;
    for (int32_t t = 0; t < c->in->n_periods; t++)
        sum += rf_lent_days(c->in, c->ledger, pair, t);
    return sum;
}

/* Sum over organisations of |lent - borrowed|. */
static int64_t imbalance(const rf_kpi_case *c)
{
    int64_t sum = 0;
    for (int32_t o = 0; o < c->in->n_organisations; o++) {
        int64_t net = 0;
        for (int32_t other = 0; other < c->in->n_organisations; other++)
            net += days_between(c, o, other) - days_between(c, other, o);
        sum += net < 0 ? -net : net;
    }
    return sum;
}

static int64_t people_lent(const rf_kpi_case *c)
{
    int64_t n = 0;
    int32_t last = -1;
    for (int32_t m = 0; m < c->plan->n_moves; m++) {
        const rf_move *move = &c->plan->moves[m];
        if (move->agent.i == last ||
            c->in->agents[move->agent.i].organisation == c->in->needs[move->need.i].organisation)
            continue;
        last = move->agent.i;
        n++;
    }
    return n;
}

/* Rows that cover a period: how many, and how many with a loan; of those with a cap, the caps and
 * what is lent on the busiest period, centi-FTE. */
typedef struct use {
    int64_t rows, used, cap, busiest;
} use;

static void add_convention(use *sum, const rf_kpi_case *c, const rf_convention *row)
{
    const int64_t pair = (int64_t)row->lender * c->in->n_organisations + row->borrower;
    int32_t most = 0;
    for (int32_t t = row->first; t <= row->last; t++) {
        const int32_t lent = c->ledger->between[pair * c->in->n_periods + t];
        most = lent > most ? lent : most;
    }
    sum->rows++;
    sum->used += most > 0;
    if (row->max >= 0) {
        sum->cap += row->max;
        sum->busiest += most;
    }
}

void rf_kpi_add_exchange(rf_kpi_case *c)
{
    const int64_t lent = rf_lent_days_in_all(c->in, c->ledger), people = people_lent(c);
    use sum = {0};
    for (int32_t i = 0; i < c->in->n_conventions; i++)
        if (c->in->conventions[i].first <= c->in->conventions[i].last)
            add_convention(&sum, c, &c->in->conventions[i]);
    rf_kpi_add(c, RF_KPI_LENT, "", rf_kpi_ratio((double)lent, (double)rf_kpi_moved_days(c)),
               rf_kpi_apart(people, rf_people_of_tier(c->in, c->plan, -1)));
    rf_kpi_add(c, RF_KPI_CONVENTIONS_USED, "", rf_kpi_ratio((double)sum.used, (double)sum.rows),
               people);
    rf_kpi_add(c, RF_KPI_CONVENTIONS_LOAD, "", rf_kpi_ratio((double)sum.busiest, (double)sum.cap),
               people);
    rf_kpi_add(c, RF_KPI_EXCHANGE_IMBALANCE, "",
               rf_kpi_ratio((double)imbalance(c), 2 * (double)lent), people);
}
