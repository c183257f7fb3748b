/* SPDX-License-Identifier: GPL-3.0-or-later
 * How evenly days away are shared (domain/burden.h), among all agents and within a category. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/burden.h"
#include "engine/solve/kpi_parts.h"

enum { TENTH = 10 };

/* Days of the agents of a category (-1: all) into `some`; returns how many. */
static int32_t pick(int64_t *some, const rf_instance *in, const int64_t *days, int32_t category)
{
    int32_t n = 0;
    for (int32_t a = 0; a < in->n_agents; a++)
        if (category < 0 || in->agents[a].category == category)
            some[n++] = days[a];
    return n;
}

/* Of the n last of a sorted list. */
static double share_of_last(const int64_t *days, int32_t n, int32_t last)
{
    int64_t whole = 0, part = 0;
    for (int32_t i = 0; i < n; i++) {
        whole += days[i];
        part += i >= n - last ? days[i] : 0;
    }
    return rf_kpi_ratio((double)part, (double)whole);
}

static void add_category(rf_kpi_case *c, rf_kpi_id id, int64_t *days, int32_t n, int32_t category)
{
    const char *group = rf_kpi_category(category);
    const rf_gini gini = rf_gini_of(days, n);
    const int32_t tenth = (n + TENTH - 1) / TENTH;
    if (id == RF_KPI_BURDEN_GINI)
        rf_kpi_add(c, id, group, rf_kpi_ratio((double)gini.part, (double)gini.whole), n);
    else if (id == RF_KPI_BURDEN_MAX)
        rf_kpi_add(c, id, group, share_of_last(days, n, 1), n > 0);
    else
        rf_kpi_add(c, id, group, share_of_last(days, n, tenth), tenth);
}

void rf_kpi_add_burden(rf_kpi_case *c)
{
    const size_t n_agents = (size_t)c->in->n_agents;
    int64_t *days = rf_new_array(n_agents, sizeof *days);
    int64_t *some = rf_new_array(n_agents, sizeof *some);
    if (days == NULL || some == NULL) {
        c->failed = true;
    } else {
        rf_burden_days(days, c->in, c->plan->moves, c->plan->n_moves);
        for (rf_kpi_id id = RF_KPI_BURDEN_GINI; id <= RF_KPI_BURDEN_TOP_TENTH; id++)
            for (int32_t category = -1; category < RF_N_CATEGORIES; category++)
                add_category(c, id, some, pick(some, c->in, days, category), category);
    }
    free(days);
    free(some);
}
