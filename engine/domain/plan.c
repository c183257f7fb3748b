/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/plan.h"

#include <stdlib.h>

static int compare_numbers(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

int rf_move_compare(const void *a, const void *b)
{
    const rf_move *x = a, *y = b;
    int order = compare_numbers(x->agent.i, y->agent.i);
    order = order != 0 ? order : compare_numbers(x->need.i, y->need.i);
    order = order != 0 ? order : compare_numbers(x->first, y->first);
    return order != 0 ? order : compare_numbers(x->last, y->last);
}

const char *rf_outcome_name(rf_outcome outcome)
{
    static const char *const names[] = {
        [RF_OPTIMAL] = "optimal", [RF_FEASIBLE] = "feasible", [RF_INFEASIBLE] = "infeasible"};
    return names[outcome];
}

double rf_level_gap(const rf_level_result *level)
{
    return (double)(level->value - level->bound) / (double)(level->value > 1 ? level->value : 1);
}

void rf_plan_free(rf_plan *plan)
{
    if (plan == NULL)
        return;
    free(plan->moves);
    free(plan->levels);
    free(plan->conflicts);
    free(plan);
}
