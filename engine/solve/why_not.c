/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/why_not.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/against.h"
#include "engine/solve/eligibility.h"

static int32_t least(int32_t x, int32_t y)
{
    return x < y ? x : y;
}

static int32_t free_until(const rf_instance *in, const rf_reasons *against, int32_t t)
{
    while (t < in->n_periods && against[t] == 0)
        t++;
    return t;
}

/* What a stay brings where it is wanted, in centi-FTE. */
static int64_t brought(const rf_instance *in, const rf_ledger *ledger, const rf_move *stay)
{
    int64_t sum = 0;
    for (int32_t t = stay->first; t <= stay->last; t++) {
        const int32_t wanted = ledger != NULL ? rf_ledger_unmet(ledger, in, stay->need, t)
                                              : rf_demand(in, stay->need, t);
        sum += least(rf_move_contribution(in, stay, t), wanted);
    }
    return sum;
}

bool rf_best_stay(rf_move *out, const rf_instance *in, const rf_ledger *ledger,
                  const rf_move *wanted, const rf_reasons *against)
{
    const rf_agent_id a = wanted->agent;
    const rf_need_id k = wanted->need;
    const int32_t longest = least(in->needs[k.i].max_stay, in->rules.max_periods_away);
    int64_t most = -1;
    for (int32_t i = 0; i < in->n_periods; i++) {
        const int32_t end = least(free_until(in, against, i), i + longest);
        const int32_t shortest = i < end ? rf_shortest_stay(in, k, i) : 1;
        for (int32_t j = i + shortest - 1; j < end; j++) {
            rf_move stay = {.agent = a, .need = k, .first = i, .last = j};
            stay.trainee = rf_role_during(in, a, k, i, j) != RF_ROLE_QUALIFIED;
            const int64_t sum = brought(in, ledger, &stay);
            if (sum < most || (sum == most && j - i <= out->last - out->first))
                continue;
            most = sum;
            *out = stay;
        }
    }
    return most >= 0;
}

static bool is_pinned(const rf_instance *in, rf_agent_id a, rf_need_id k)
{
    for (int32_t p = 0; p < in->n_pins; p++)
        if (in->pins[p].agent.i == a.i && in->pins[p].need.i == k.i)
            return true;
    return false;
}

static void measure_runs(rf_why_not *why, const rf_instance *in)
{
    for (int32_t t = 0; t < in->n_periods; t++) {
        const int32_t end = free_until(in, why->against, t);
        if (end == t)
            continue;
        const int32_t shortest = rf_shortest_stay(in, why->need, t);
        if (end - t > why->longest_free)
            why->longest_free = end - t;
        if (why->shortest_stay == 0 || shortest < why->shortest_stay)
            why->shortest_stay = shortest;
        t = end;
    }
}

rf_status rf_why_not_new(rf_why_not **out, const rf_instance *in, const rf_ledger *ledger,
                         rf_agent_id a, rf_need_id k, rf_err *err)
{
    rf_why_not *why = rf_new_array(1, sizeof *why);
    if (why == NULL)
        return rf_fail_memory(err);
    *why = (rf_why_not){.agent = a, .need = k, .n_periods = in->n_periods};
    why->against = rf_new_array((size_t)in->n_periods, sizeof *why->against);
    if (why->against == NULL) {
        rf_why_not_free(why);
        return rf_fail_memory(err);
    }
    for (int32_t t = 0; t < in->n_periods; t++) {
        why->against[t] = rf_against_on(in, a, k, t);
        why->asked = why->asked || rf_demand(in, k, t) > 0;
    }
    why->pinned = is_pinned(in, a, k);
    measure_runs(why, in);
    const rf_move wanted = {.agent = a, .need = k};
    why->has_stay = rf_best_stay(&why->stay, in, ledger, &wanted, why->against);
    *out = why;
    return RF_OK;
}

void rf_why_not_free(rf_why_not *why)
{
    if (why == NULL)
        return;
    free(why->against);
    free(why);
}
