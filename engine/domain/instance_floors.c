/* SPDX-License-Identifier: GPL-3.0-or-later
 * Demand and floors after the shocks: closed sites, periods without remote work, demand, floors. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/instance_build.h"

/* Above this no sum over a plan's periods can be trusted to 32 bits: a million posts. */
enum { MAX_DEMAND = 100000000 };

rf_status rf_build_closures(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const int32_t n_periods = in->n_periods;
    in->remote_barred = rf_new_array((size_t)n_periods, sizeof *in->remote_barred);
    b->closed = rf_new_array((size_t)in->n_sites * (size_t)n_periods, sizeof *b->closed);
    if (in->remote_barred == NULL || b->closed == NULL)
        return rf_fail_memory(err);
    for (int32_t s = 0; s < b->scenario->n_shocks; s++) {
        const rf_shock *shock = &b->scenario->shocks[s];
        const rf_periods window = rf_periods_overlapped(b->scenario, shock->from, shock->to);
        for (int32_t t = window.first; t <= window.last; t++) {
            if (shock->kind == RF_SHOCK_NO_REMOTE)
                in->remote_barred[t] = true;
            if (shock->kind == RF_SHOCK_CLOSED_SITES)
                for (int32_t i = 0; i < shock->ids.n; i++)
                    b->closed[(int64_t)shock->ids.items[i].i * n_periods + t] = true;
        }
    }
    return RF_OK;
}

static void state_demand(rf_build *b, int32_t need, rf_periods window, int32_t centi_fte)
{
    for (int32_t t = window.first; t <= window.last; t++)
        b->in->demand[(int64_t)need * b->in->n_periods + t] = centi_fte;
}

static void multiply_demand(rf_build *b, const rf_shock *shock)
{
    const rf_periods window = rf_periods_overlapped(b->scenario, shock->from, shock->to);
    for (int32_t i = 0; i < shock->ids.n; i++) {
        const int32_t need = shock->ids.items[i].i;
        bool too_much = false;
        for (int32_t t = window.first; t <= window.last; t++) {
            int32_t *demand = &b->in->demand[(int64_t)need * b->in->n_periods + t];
            const int64_t more = ((int64_t)*demand * shock->centi_percent + 5000) / 10000;
            too_much = too_much || more > MAX_DEMAND;
            *demand = (int32_t)(more > MAX_DEMAND ? MAX_DEMAND : more);
        }
        if (too_much)
            rf_diags_add(b->diags, RF_ERROR,
                         (rf_place){b->scenario->file, shock->ids.items[i].at.line,
                                    shock->ids.items[i].at.column},
                         _("the demand of %s: more than %d posts after this shock"),
                         shock->ids.items[i].id, MAX_DEMAND / 100);
    }
}

rf_status rf_build_demand(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_need_row *needs = rf_rows(b->territory, RF_NEEDS);
    const rf_demand_row *rows = rf_rows(b->territory, RF_DEMAND);
    in->demand = rf_new_array((size_t)in->n_needs * (size_t)in->n_periods, sizeof *in->demand);
    if (in->demand == NULL)
        return rf_fail_memory(err);
    for (int32_t k = 0; k < in->n_needs; k++)
        state_demand(b, k, rf_periods_overlapped(b->scenario, needs[k].from, needs[k].to),
                     needs[k].centi_fte);
    for (int32_t i = 0; i < rf_n_rows(b->territory, RF_DEMAND); i++)
        state_demand(b, rows[i].need.i,
                     rf_periods_overlapped(b->scenario, rows[i].from, rows[i].to),
                     rows[i].centi_fte);
    for (int32_t s = 0; s < b->scenario->n_shocks; s++)
        if (b->scenario->shocks[s].kind == RF_SHOCK_DEMAND)
            multiply_demand(b, &b->scenario->shocks[s]);
    for (int32_t k = 0; k < in->n_needs; k++)
        for (int32_t t = 0; t < in->n_periods; t++)
            if (b->closed[(int64_t)in->needs[k].site * in->n_periods + t])
                in->demand[(int64_t)k * in->n_periods + t] = 0;
    return RF_OK;
}

/* Agents of each unit, in their order. */
typedef struct roster {
    int32_t *begin; /* [units + 1] */
    int32_t *agents;
} roster;

static void roster_free(roster *r)
{
    free(r->begin);
    free(r->agents);
}

static rf_status roster_new(roster *out, const rf_instance *in, rf_err *err)
{
    roster r = {.begin = rf_new_array((size_t)in->n_units + 2, sizeof *r.begin),
                .agents = rf_new_array((size_t)in->n_agents, sizeof *r.agents)};
    if (r.begin == NULL || r.agents == NULL) {
        roster_free(&r);
        return rf_fail_memory(err);
    }
    int32_t *next =
        r.begin +
        1; /* begin[u + 1] is unit u's next free place until all are placed, then its end */
    for (int32_t a = 0; a < in->n_agents; a++)
        next[in->agents[a].unit + 1]++;
    for (int32_t u = 0; u < in->n_units; u++)
        next[u + 1] += next[u];
    for (int32_t a = 0; a < in->n_agents; a++)
        r.agents[next[in->agents[a].unit]++] = a;
    *out = r;
    return RF_OK;
}

/* Whether the floor row counts the agent, and through which period (rf_member.last). */
static bool counts(int32_t *last, const rf_instance *in, const rf_floor *floor, int32_t agent)
{
    *last = floor->skill < 0 ? in->n_periods - 1 : -1;
    bool counted = floor->skill < 0;
    const rf_span held = in->agents[agent].skills;
    for (int32_t h = held.begin; floor->skill >= 0 && h < held.end; h++)
        if (in->held[h].skill == floor->skill && in->held[h].level >= floor->min_level) {
            counted = true;
            if (in->held[h].last > *last)
                *last = in->held[h].last;
        }
    return counted;
}

static rf_status add_members(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    roster r = {0};
    rf_status rc = roster_new(&r, in, err);
    size_t capacity = 0, n = 0;
    for (int32_t f = 0; rc == RF_OK && f < in->n_floors; f++) {
        rf_floor *floor = &in->floors[f];
        const int32_t unit_begin = r.begin[floor->unit], unit_end = r.begin[floor->unit + 1];
        rf_member *members =
            rf_grow(in->members, &capacity, n + (size_t)(unit_end - unit_begin), sizeof *members);
        if (members == NULL) {
            rc = rf_fail_memory(err);
            break;
        }
        in->members = members;
        floor->members.begin = (int32_t)n;
        for (int32_t i = unit_begin; i < unit_end; i++) {
            int32_t last = -1;
            if (counts(&last, in, floor, r.agents[i]))
                members[n++] = (rf_member){.agent = {r.agents[i]}, .last = last};
        }
        floor->members.end = (int32_t)n;
    }
    roster_free(&r);
    return rc;
}

/* What the row says, unless it counts the whole unit and a floor shock names the unit: then the
 * last such shock. */
static rf_floor_value stated_floor(const rf_build *b, const rf_floor_row *row)
{
    rf_floor_value value = row->floor;
    for (int32_t s = 0; row->skill.i < 0 && s < b->scenario->n_shocks; s++) {
        const rf_shock *shock = &b->scenario->shocks[s];
        for (int32_t i = 0; shock->kind == RF_SHOCK_FLOOR && i < shock->ids.n; i++)
            if (shock->ids.items[i].i == row->unit.i)
                value = shock->floor;
    }
    return value;
}

static void fill_floor(rf_build *b, int32_t f, rf_floor_value stated)
{
    rf_instance *in = b->in;
    const rf_unit_row *units = rf_rows(b->territory, RF_UNITS);
    const rf_floor *floor = &in->floors[f];
    const bool *closed = b->closed + (int64_t)units[floor->unit].site.i * in->n_periods;
    int32_t *least = in->floor + (int64_t)f * in->n_periods,
            *present = in->present + (int64_t)f * in->n_periods;
    int64_t contracts = 0; /* centi-FTE, present or not */
    for (int32_t m = floor->members.begin; m < floor->members.end; m++) {
        const rf_member *member = &in->members[m];
        contracts += in->agents[member->agent.i].fte;
        for (int32_t t = 0; t <= member->last; t++)
            present[t] += rf_contribution(in, member->agent, t);
    }
    const int64_t wanted = stated.is_percent ? (stated.value * contracts + 99) / 100 : stated.value;
    for (int32_t t = 0; t < in->n_periods; t++)
        least[t] = closed[t] ? 0 : (int32_t)wanted;
}

/* The floors of each agent, from the members of each floor. */
static rf_status index_members(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const int32_t n = in->n_floors > 0 ? in->floors[in->n_floors - 1].members.end : 0;
    in->floors_of = rf_new_array((size_t)in->n_agents, sizeof *in->floors_of);
    in->floor_ids = rf_new_array((size_t)n, sizeof *in->floor_ids);
    in->floor_members = rf_new_array((size_t)n, sizeof *in->floor_members);
    if (in->floors_of == NULL || in->floor_ids == NULL || in->floor_members == NULL)
        return rf_fail_memory(err);
    for (int32_t m = 0; m < n; m++)
        in->floors_of[in->members[m].agent.i].end++;
    int32_t next = 0;
    for (int32_t a = 0; a < in->n_agents; a++) {
        const int32_t counted = in->floors_of[a].end;
        in->floors_of[a] = (rf_span){.begin = next, .end = next};
        next += counted;
    }
    for (int32_t f = 0; f < in->n_floors; f++)
        for (int32_t m = in->floors[f].members.begin; m < in->floors[f].members.end; m++) {
            const int32_t x = in->floors_of[in->members[m].agent.i].end++;
            in->floor_ids[x] = f;
            in->floor_members[x] = m;
        }
    return RF_OK;
}

rf_status rf_build_floors(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_floor_row *rows = rf_rows(b->territory, RF_FLOORS);
    const size_t cells = (size_t)in->n_floors * (size_t)in->n_periods;
    in->floors = rf_new_array((size_t)in->n_floors, sizeof *in->floors);
    in->floor = rf_new_array(cells, sizeof *in->floor);
    in->present = rf_new_array(cells, sizeof *in->present);
    if (in->floors == NULL || in->floor == NULL || in->present == NULL)
        return rf_fail_memory(err);
    for (int32_t f = 0; f < in->n_floors; f++)
        in->floors[f] = (rf_floor){
            .unit = rows[f].unit.i, .skill = rows[f].skill.i, .min_level = rows[f].min_level};
    const rf_status rc = add_members(b, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t f = 0; f < in->n_floors; f++)
        fill_floor(b, f, stated_floor(b, &rows[f]));
    return index_members(b, err);
}
