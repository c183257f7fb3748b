/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/instance.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/instance_build.h"

static rf_instance *new_empty(const rf_territory *territory, const rf_scenario *scenario)
{
    rf_instance *in = rf_new_array(1, sizeof *in);
    if (in == NULL)
        return NULL;
    in->territory = territory;
    in->scenario = scenario;
    in->n_periods = scenario->n_periods;
    in->n_agents = rf_n_rows(territory, RF_AGENTS);
    in->n_needs = rf_n_rows(territory, RF_NEEDS);
    in->n_units = rf_n_rows(territory, RF_UNITS);
    in->n_organisations = rf_n_rows(territory, RF_ORGANISATIONS);
    in->n_sites = rf_n_rows(territory, RF_SITES);
    in->n_floors = rf_n_rows(territory, RF_FLOORS);
    in->n_conventions = rf_n_rows(territory, RF_CONVENTIONS);
    in->rules = scenario->rules;
    if (in->rules.max_periods_away <= 0)
        in->rules.max_periods_away = scenario->n_periods;
    return in;
}

static rf_status build(rf_build *b, rf_err *err)
{
    static rf_status (*const steps[])(rf_build *, rf_err *) = {
        rf_build_agents,       rf_build_needs,    rf_build_conventions, rf_build_travel,
        rf_build_contribution, rf_build_closures, rf_build_demand,      rf_build_floors,
        rf_build_forbids,      rf_build_pins,     rf_build_baseline,    rf_build_levels,
        rf_build_dates,
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        const rf_status rc = steps[i](b, err);
        if (rc != RF_OK)
            return rc;
    }
    return rf_diags_failed(b->diags, err);
}

rf_status rf_instance_new(rf_instance **out, const rf_territory *territory,
                          const rf_scenario *scenario, const rf_baseline *baseline, rf_diags *diags,
                          rf_err *err)
{
    rf_build b = {
        .territory = territory, .scenario = scenario, .baseline = baseline, .diags = diags};
    b.in = new_empty(territory, scenario);
    if (b.in == NULL)
        return rf_fail_memory(err);
    const size_t errors_before = rf_diags_count(diags, RF_ERROR);
    rf_status rc = build(&b, err);
    free(b.closed);
    if (rc == RF_OK && rf_diags_count(diags, RF_ERROR) > errors_before)
        rc = rf_fail(err, RF_BAD_INPUT, "%s",
                     _("the territory and the scenario contradict each other"));
    if (rc != RF_OK) {
        rf_instance_free(b.in);
        return rc;
    }
    *out = b.in;
    return RF_OK;
}

bool rf_asks_for_anybody(const rf_instance *in)
{
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++)
        for (int32_t t = 0; t < in->n_periods; t++)
            if (rf_demand(in, k, t) > 0)
                return true;
    return false;
}

static void free_levels(rf_instance *in)
{
    for (int32_t l = 0; in->levels != NULL && l < in->n_levels; l++)
        free(in->levels[l].name);
    free(in->levels);
}

bool rf_is_pin(const rf_instance *in, const rf_move *move)
{
    return in->n_pins > 0 &&
           bsearch(move, in->pins, (size_t)in->n_pins, sizeof *in->pins, rf_move_compare) != NULL;
}

void rf_instance_free(rf_instance *in)
{
    if (in == NULL)
        return;
    free(in->agents);
    free(in->needs);
    free(in->floors);
    free(in->conventions);
    free(in->held);
    free(in->requirements);
    free(in->members);
    free(in->codes);
    free(in->floors_of);
    free(in->floor_ids);
    free(in->floor_members);
    free(in->contribution);
    free(in->demand);
    free(in->floor);
    free(in->present);
    free(in->remote_barred);
    free(in->convention_of);
    free(in->latitude);
    free(in->longitude);
    rf_travel_map_free(in->travel);
    free(in->forbids);
    free(in->pins);
    free(in->baseline);
    free(in->before);
    free_levels(in);
    free(in);
}

/* Entries of one skill are sorted best first (I3): the first that is still valid is the answer. */
int32_t rf_skill_level(const rf_instance *in, rf_agent_id a, int32_t skill, int32_t t)
{
    const rf_span span = in->agents[a.i].skills;
    int32_t low = span.begin, high = span.end;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (in->held[middle].skill < skill)
            low = middle + 1;
        else
            high = middle;
    }
    for (int32_t h = low; h < span.end && in->held[h].skill == skill; h++)
        if (in->held[h].last >= t)
            return in->held[h].level;
    return 0;
}

const char *rf_agent_name(const rf_instance *in, rf_agent_id a)
{
    const rf_agent_row *rows = rf_rows(in->territory, RF_AGENTS);
    return rows[a.i].key.id;
}

const char *rf_need_name(const rf_instance *in, rf_need_id k)
{
    const rf_need_row *rows = rf_rows(in->territory, RF_NEEDS);
    return rows[k.i].key.id;
}

const char *rf_unit_name(const rf_instance *in, int32_t unit)
{
    const rf_unit_row *rows = rf_rows(in->territory, RF_UNITS);
    return rows[unit].key.id;
}

const char *rf_organisation_name(const rf_instance *in, int32_t organisation)
{
    const rf_organisation_row *rows = rf_rows(in->territory, RF_ORGANISATIONS);
    return rows[organisation].key.id;
}

const char *rf_skill_name(const rf_instance *in, int32_t skill)
{
    return rf_pool_at(in->territory->skills, skill);
}
