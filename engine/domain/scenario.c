/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

static const char *const term_names[RF_N_TERMS] = {
    [RF_TERM_UNMET_VITAL] = "unmet.vital",
    [RF_TERM_UNMET_ESSENTIAL] = "unmet.essential",
    [RF_TERM_UNMET_IMPORTANT] = "unmet.important",
    [RF_TERM_FLOORS] = "floors",
    [RF_TERM_CHANGES] = "changes",
    [RF_TERM_IMPOSED] = "imposed",
    [RF_TERM_MOVED] = "moved",
    [RF_TERM_BURDEN] = "burden",
    [RF_TERM_TRAVEL] = "travel",
    [RF_TERM_OVERQUALIFIED] = "overqualified",
};

static const char *const shock_names[RF_N_SHOCKS] = {
    [RF_SHOCK_ABSENCE] = "absence",
    [RF_SHOCK_FLOOR] = "floor",
    [RF_SHOCK_CLOSED_SITES] = "closed_sites",
    [RF_SHOCK_NO_REMOTE] = "no_remote",
    [RF_SHOCK_DEMAND] = "demand",
};

/* DATA.md's levels, in order. */
static const struct {
    const char *name;
    double gap;
    int32_t weight[RF_N_TERMS];
} default_levels[] = {
    {"vital", 0.001, {[RF_TERM_UNMET_VITAL] = 1}},
    {"essential", 0.001, {[RF_TERM_UNMET_ESSENTIAL] = 1}},
    {"important", 0.001, {[RF_TERM_UNMET_IMPORTANT] = 1}},
    {"floors", 0.01, {[RF_TERM_FLOORS] = 1}},
    {"comfort", 0.02, {[RF_TERM_IMPOSED] = 20, [RF_TERM_TRAVEL] = 1, [RF_TERM_MOVED] = 10}},
};
enum { N_DEFAULT_LEVELS = sizeof default_levels / sizeof default_levels[0] };

const char *rf_term_name(rf_term term)
{
    return term_names[term];
}

const char *rf_shock_name(rf_shock_kind kind)
{
    return shock_names[kind];
}

static bool add_default_levels(rf_scenario *s)
{
    s->levels = rf_new_array(N_DEFAULT_LEVELS, sizeof *s->levels);
    if (s->levels == NULL)
        return false;
    for (size_t l = 0; l < N_DEFAULT_LEVELS; l++) {
        rf_level_spec *level = &s->levels[s->n_levels++];
        level->name = strdup(default_levels[l].name);
        if (level->name == NULL)
            return false;
        level->gap = default_levels[l].gap;
        for (size_t term = 0; term < RF_N_TERMS; term++) {
            level->weight[term] = default_levels[l].weight[term];
            level->named[term] = level->weight[term] > 0;
        }
    }
    return true;
}

rf_scenario *rf_scenario_new(void)
{
    rf_scenario *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->name = strdup("");
    s->period_days = 7;
    for (int32_t day = 1; day <= 5; day++)
        s->working_days |= 1U << day;
    s->rules.consents = 1U << RF_VOLUNTEER | 1U << RF_AGREES;
    s->rules.max_travel_minutes = 60;
    s->rules.max_stays = 1;
    s->file = "";
    s->strings = rf_pool_new();
    if (s->name == NULL || s->strings == NULL || !add_default_levels(s)) {
        rf_scenario_free(s);
        return NULL;
    }
    return s;
}

void rf_scenario_clear_levels(rf_scenario *scenario)
{
    for (int32_t l = 0; l < scenario->n_levels; l++)
        free(scenario->levels[l].name);
    free(scenario->levels);
    scenario->levels = NULL;
    scenario->n_levels = 0;
}

void rf_scenario_free(rf_scenario *scenario)
{
    if (scenario == NULL)
        return;
    rf_scenario_clear_levels(scenario);
    for (int32_t s = 0; s < scenario->n_shocks; s++)
        free(scenario->shocks[s].ids.items);
    free(scenario->shocks);
    free(scenario->holidays);
    free(scenario->name);
    rf_pool_free(scenario->strings);
    free(scenario);
}
