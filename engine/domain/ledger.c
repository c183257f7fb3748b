/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

int32_t rf_move_contribution(const rf_instance *in, const rf_move *move, int32_t t)
{
    const int32_t w = rf_contribution(in, move->agent, t);
    return move->trainee ? w * in->needs[move->need.i].trainee_yield / 100 : w;
}

/* Weight of a period away in `imposed`: MODEL.md, "Objectives". */
static int32_t imposition(uint8_t consent)
{
    static const int32_t of_consent[RF_N_CONSENTS] = {
        [RF_VOLUNTEER] = 0, [RF_AGREES] = 1, [RF_UNKNOWN] = 3, [RF_REFUSES] = 5};
    return of_consent[consent];
}

/* Levels above what the required skills ask for on t; skills of a group do not count. */
static int32_t excess_levels(const rf_instance *in, const rf_move *move, int32_t t)
{
    const rf_span span = in->needs[move->need.i].requirements;
    int32_t excess = 0;
    for (int32_t r = span.begin; r < span.end && in->requirements[r].group < 0; r++) {
        const int32_t level = rf_skill_level(in, move->agent, in->requirements[r].skill, t);
        if (level > in->requirements[r].min_level)
            excess += level - in->requirements[r].min_level;
    }
    return excess;
}

static void add_terms(rf_ledger *ledger, const rf_instance *in, const rf_move *move)
{
    const rf_agent *agent = &in->agents[move->agent.i];
    const int64_t length = move->last - move->first + 1;
    ledger->terms[RF_TERM_MOVED]++;
    ledger->terms[RF_TERM_IMPOSED] += length * imposition(agent->consent);
    ledger->terms[RF_TERM_BURDEN] += length * agent->prior_days;
    for (int32_t t = move->first; t <= move->last; t++) {
        ledger->terms[RF_TERM_TRAVEL] += rf_minutes(in, move->agent, move->need, t);
        ledger->terms[RF_TERM_OVERQUALIFIED] += excess_levels(in, move, t);
    }
}

static void add_move(rf_ledger *ledger, const rf_instance *in, const rf_move *move)
{
    const int64_t n_periods = in->n_periods;
    const int64_t lender = in->agents[move->agent.i].organisation;
    const int64_t pair = lender * in->n_organisations + in->needs[move->need.i].organisation;
    const rf_span floors = in->floors_of[move->agent.i];
    for (int32_t t = move->first; t <= move->last; t++) {
        const int32_t w = rf_contribution(in, move->agent, t);
        ledger->covered[move->need.i * n_periods + t] += rf_move_contribution(in, move, t);
        ledger->between[pair * n_periods + t] += w;
        for (int32_t x = floors.begin; x < floors.end; x++)
            if (t <= in->members[in->floor_members[x]].last)
                ledger->lent[in->floor_ids[x] * n_periods + t] += w;
    }
    add_terms(ledger, in, move);
}

/* Stays in one of the two sorted lists and not in the other; a stay that is repeated counts once.
 */
static int64_t count_differences(const rf_move *x, int32_t n_x, const rf_move *y, int32_t n_y)
{
    int64_t n = 0;
    int32_t i = 0, j = 0;
    while (i < n_x || j < n_y) {
        const int order = i == n_x ? 1 : j == n_y ? -1 : rf_move_compare(&x[i], &y[j]);
        const rf_move *stay = order <= 0 ? &x[i] : &y[j];
        n += order != 0;
        const rf_move same = *stay;
        while (i < n_x && rf_move_compare(&x[i], &same) == 0)
            i++;
        while (j < n_y && rf_move_compare(&y[j], &same) == 0)
            j++;
    }
    return n;
}

static rf_status add_changes(rf_ledger *ledger, const rf_instance *in, const rf_move *moves,
                             int32_t n_moves, rf_err *err)
{
    if (!in->has_baseline)
        return RF_OK;
    rf_move *sorted = rf_new_array((size_t)n_moves, sizeof *sorted);
    if (sorted == NULL)
        return rf_fail_memory(err);
    if (n_moves > 0) {
        memcpy(sorted, moves, (size_t)n_moves * sizeof *sorted);
        qsort(sorted, (size_t)n_moves, sizeof *sorted, rf_move_compare);
    }
    ledger->terms[RF_TERM_CHANGES] =
        in->baseline_unknown + count_differences(sorted, n_moves, in->baseline, in->n_baseline);
    free(sorted);
    return RF_OK;
}

static void add_shortfalls(rf_ledger *ledger, const rf_instance *in)
{
    for (int32_t t = 0; t < in->n_periods; t++) {
        for (rf_need_id k = {0}; k.i < in->n_needs; k.i++)
            ledger->terms[RF_TERM_UNMET_VITAL + in->needs[k.i].tier] +=
                rf_ledger_unmet(ledger, in, k, t);
        for (int32_t f = 0; f < in->n_floors; f++)
            ledger->terms[RF_TERM_FLOORS] += rf_ledger_dip(ledger, in, f, t);
    }
}

static rf_status fill(rf_ledger *ledger, const rf_instance *in, const rf_move *moves,
                      int32_t n_moves, rf_err *err)
{
    const size_t n_periods = (size_t)in->n_periods, n_organisations = (size_t)in->n_organisations;
    ledger->covered = rf_new_array((size_t)in->n_needs * n_periods, sizeof *ledger->covered);
    ledger->lent = rf_new_array((size_t)in->n_floors * n_periods, sizeof *ledger->lent);
    ledger->between =
        rf_new_array(n_organisations * n_organisations * n_periods, sizeof *ledger->between);
    if (ledger->covered == NULL || ledger->lent == NULL || ledger->between == NULL)
        return rf_fail_memory(err);
    for (int32_t m = 0; m < n_moves; m++)
        add_move(ledger, in, &moves[m]);
    add_shortfalls(ledger, in);
    return add_changes(ledger, in, moves, n_moves, err);
}

rf_status rf_ledger_new(rf_ledger **out, const rf_instance *in, const rf_move *moves,
                        int32_t n_moves, rf_err *err)
{
    rf_ledger *ledger = rf_new_array(1, sizeof *ledger);
    if (ledger == NULL)
        return rf_fail_memory(err);
    const rf_status rc = fill(ledger, in, moves, n_moves, err);
    if (rc != RF_OK) {
        rf_ledger_free(ledger);
        return rc;
    }
    *out = ledger;
    return RF_OK;
}

void rf_ledger_free(rf_ledger *ledger)
{
    if (ledger == NULL)
        return;
    free(ledger->covered);
    free(ledger->lent);
    free(ledger->between);
    free(ledger);
}

int32_t rf_ledger_unmet(const rf_ledger *ledger, const rf_instance *in, rf_need_id k, int32_t t)
{
    const int32_t left = rf_demand(in, k, t) - ledger->covered[(int64_t)k.i * in->n_periods + t];
    return left > 0 ? left : 0;
}

int32_t rf_ledger_dip(const rf_ledger *ledger, const rf_instance *in, int32_t floor, int32_t t)
{
    const int32_t lent = ledger->lent[(int64_t)floor * in->n_periods + t];
    const int32_t slack = rf_floor_slack(in, floor, t);
    return lent > slack ? lent - slack : 0;
}

static bool is_of_tier(const rf_instance *in, rf_need_id k, int32_t tier)
{
    return tier < 0 || in->needs[k.i].tier == tier;
}

int64_t rf_demand_of_tier(const rf_instance *in, int32_t tier)
{
    int64_t sum = 0;
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++)
        for (int32_t t = 0; t < in->n_periods && is_of_tier(in, k, tier); t++)
            sum += rf_demand(in, k, t);
    return sum;
}

int32_t rf_people_of_tier(const rf_instance *in, const rf_plan *plan, int32_t tier)
{
    int32_t n = 0, last = -1;
    for (int32_t m = 0; m < plan->n_moves; m++) {
        const rf_move *move = &plan->moves[m];
        if (move->agent.i == last || !is_of_tier(in, move->need, tier))
            continue;
        last = move->agent.i;
        n++;
    }
    return n;
}

int64_t rf_level_value(const rf_level_spec *level, const int64_t terms[RF_N_TERMS])
{
    int64_t value = 0;
    for (int term = 0; term < RF_N_TERMS; term++)
        value += level->weight[term] * terms[term];
    return value;
}
