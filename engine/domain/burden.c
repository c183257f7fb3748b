/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/burden.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/workdays.h"

static int compare(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

rf_gini rf_gini_of(int64_t *days, int32_t n)
{
    rf_gini gini = {0, 0};
    if (n > 1)
        qsort(days, (size_t)n, sizeof *days, compare);
    for (int32_t i = 0; i < n; i++) {
        gini.part += (2 * (int64_t)i + 1 - n) * days[i];
        gini.whole += n * days[i];
    }
    return gini;
}

void rf_burden_days(int64_t *days, const rf_instance *in, const rf_move *moves, int32_t n_moves)
{
    for (int32_t a = 0; a < in->n_agents; a++)
        days[a] = in->agents[a].prior_days;
    for (int32_t m = 0; m < n_moves; m++)
        days[moves[m].agent.i] += rf_days_away(in->scenario, &moves[m]);
}

rf_status rf_burden_gini(rf_gini *out, const rf_instance *in, const rf_move *moves, int32_t n_moves,
                         rf_err *err)
{
    int64_t *days = rf_new_array((size_t)in->n_agents, sizeof *days);
    if (days == NULL)
        return rf_fail_memory(err);
    rf_burden_days(days, in, moves, n_moves);
    *out = rf_gini_of(days, in->n_agents);
    free(days);
    return RF_OK;
}
