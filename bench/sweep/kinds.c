/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/sweep/kinds.h"

#include <stdio.h>
#include <string.h>

/* A shock that multiplies the demand of needs that are gone does so with those that are left. */
static void forget_needs(rf_scenario *scenario, const rf_territory *territory)
{
    const rf_need_row *needs = rf_rows(territory, RF_NEEDS);
    for (int32_t s = 0; s < scenario->n_shocks; s++) {
        rf_shock *shock = &scenario->shocks[s];
        int32_t kept = 0;
        if (shock->kind != RF_SHOCK_DEMAND)
            continue;
        for (int32_t i = 0; i < shock->ids.n; i++)
            if (!needs[shock->ids.items[i].i].row.refused)
                shock->ids.items[kept++] = shock->ids.items[i];
        shock->ids.n = kept;
    }
}

static rf_status first_error(const rf_diags *diags, rf_err *err)
{
    for (size_t i = 0; i < rf_diags_size(diags); i++)
        if (rf_diags_at(diags, i)->severity == RF_ERROR)
            return rf_fail(err, RF_BAD_INPUT, "%s", rf_diags_at(diags, i)->text);
    return RF_OK;
}

rf_status rf_sweep_relink(rf_sweep_subject *subject, rf_err *err)
{
    rf_diags *diags = rf_diags_new();
    if (diags == NULL)
        return rf_fail_memory(err);
    rf_status rc = rf_territory_link(subject->territory, diags, err);
    if (rc == RF_OK) {
        forget_needs(subject->scenario, subject->territory);
        rf_territory_drop_refused(subject->territory);
        rc = rf_territory_link(subject->territory, diags, err);
    }
    if (rc == RF_OK)
        rc = rf_scenario_link(subject->scenario, subject->territory, diags, err);
    if (rc == RF_OK)
        rc = first_error(diags, err);
    rf_diags_free(diags);
    return rc;
}

rf_status rf_sweep_find_organisation(int32_t *out, const rf_territory *territory, const char *id,
                                     rf_err *err)
{
    const rf_organisation_row *rows = rf_rows(territory, RF_ORGANISATIONS);
    for (int32_t o = 0; o < rf_n_rows(territory, RF_ORGANISATIONS); o++)
        if (strcmp(rows[o].key.id, id) == 0) {
            *out = o;
            return RF_OK;
        }
    return rf_fail(err, RF_BAD_INPUT, "organisation: '%s' is in no row of organisations.csv", id);
}

int32_t rf_sweep_employer(const rf_territory *territory, int32_t agent)
{
    const rf_agent_row *agents = rf_rows(territory, RF_AGENTS);
    const rf_unit_row *units = rf_rows(territory, RF_UNITS);
    return units[agents[agent].unit.i].organisation.i;
}

int32_t rf_sweep_receiver(const rf_territory *territory, int32_t need)
{
    const rf_need_row *needs = rf_rows(territory, RF_NEEDS);
    const rf_unit_row *units = rf_rows(territory, RF_UNITS);
    return units[needs[need].unit.i].organisation.i;
}

/* FNV-1a alone leaves neighbouring ids near each other: one step of splitmix64 spreads them. */
double rf_sweep_draw(int64_t seed, const char *word, const char *id)
{
    char prefix[32];
    const int n = snprintf(prefix, sizeof prefix, "%lld:", (long long)seed);
    uint64_t hash = rf_fnv1a64(RF_FNV1A64_START, prefix, (size_t)n);
    hash = rf_fnv1a64(hash, word, strlen(word));
    hash = rf_fnv1a64(hash, ":", 1);
    rf_random random = {.state = rf_fnv1a64(hash, id, strlen(id))};
    return rf_random_share(&random);
}
