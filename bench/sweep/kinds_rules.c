/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rules, absence and what counts most. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/sweep/kinds.h"

enum { WHOLE = 10000 /* hundredths of a percent */ };

static rf_status add_absence(rf_sweep_subject *subject, int32_t centi_percent, rf_err *err)
{
    rf_scenario *scenario = subject->scenario;
    rf_shock *shocks =
        realloc(scenario->shocks, ((size_t)scenario->n_shocks + 1) * sizeof *scenario->shocks);
    if (shocks == NULL)
        return rf_fail_memory(err);
    scenario->shocks = shocks;
    shocks[scenario->n_shocks++] = (rf_shock){.kind = RF_SHOCK_ABSENCE,
                                              .from = RF_DATE_FIRST,
                                              .to = RF_DATE_LAST,
                                              .centi_percent = centi_percent,
                                              .seed = subject->seed,
                                              .every_unit = true};
    return RF_OK;
}

/* The scenario's own shocks of everybody keep their windows and draws; where it has none, one of
 * the whole horizon. */
rf_status rf_sweep_absence(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                           rf_err *err)
{
    const int32_t centi_percent = (int32_t)lround(arguments[0].number * 100);
    bool found = false;
    for (int32_t s = 0; s < subject->scenario->n_shocks; s++) {
        rf_shock *shock = &subject->scenario->shocks[s];
        if (shock->kind != RF_SHOCK_ABSENCE || !shock->every_unit)
            continue;
        shock->centi_percent = centi_percent;
        found = true;
    }
    return found ? RF_OK : add_absence(subject, centi_percent, err);
}

static void multiply(rf_floor_value *floor, double percent)
{
    const long value = lround(floor->value * percent / 100);
    floor->value = (int32_t)(floor->is_percent && value > 100 ? 100 : value);
}

rf_status rf_sweep_floors_times(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                                rf_err *err)
{
    (void)err;
    rf_floor_row *rows = subject->territory->tables[RF_FLOORS].rows;
    for (int32_t f = 0; f < rf_n_rows(subject->territory, RF_FLOORS); f++)
        multiply(&rows[f].floor, arguments[0].number);
    for (int32_t s = 0; s < subject->scenario->n_shocks; s++)
        if (subject->scenario->shocks[s].kind == RF_SHOCK_FLOOR)
            multiply(&subject->scenario->shocks[s].floor, arguments[0].number);
    return RF_OK;
}

rf_status rf_sweep_max_travel(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                              rf_err *err)
{
    (void)err;
    subject->scenario->rules.max_travel_minutes = (int32_t)lround(arguments[0].number);
    return RF_OK;
}

static rf_status find_term(rf_term *out, const char *name, rf_err *err)
{
    for (rf_term term = RF_TERM_IMPOSED; term < RF_N_TERMS; term++)
        if (strcmp(rf_term_name(term), name) == 0) {
            *out = term;
            return RF_OK;
        }
    return rf_fail(err, RF_BAD_INPUT,
                   "term: '%s' has no price: imposed, moved, burden, travel, overqualified have",
                   name);
}

static rf_status find_tier(rf_term *out, const char *name, rf_err *err)
{
    for (rf_tier tier = RF_VITAL; tier < RF_N_TIERS; tier++)
        if (strcmp(rf_tier_words[tier], name) == 0) {
            *out = RF_TERM_UNMET_VITAL + tier;
            return RF_OK;
        }
    return rf_fail(err, RF_BAD_INPUT, "from: '%s' is not vital, essential or important", name);
}

/* Whether the level counts what is unmet of these tiers, and nothing else. */
static bool is_unmet_from(const rf_level_spec *level, rf_term tier)
{
    bool counts = false;
    for (rf_term term = RF_TERM_UNMET_VITAL; term < RF_N_TERMS; term++) {
        const bool of_tier = term >= tier && term <= RF_TERM_UNMET_IMPORTANT;
        if (level->weight[term] > 0 && !of_tier)
            return false;
        counts |= level->weight[term] > 0;
    }
    return counts;
}

static void drop_level(rf_scenario *scenario, int32_t l)
{
    free(scenario->levels[l].name);
    memmove(&scenario->levels[l], &scenario->levels[l + 1],
            (size_t)(scenario->n_levels - l - 1) * sizeof *scenario->levels);
    scenario->n_levels--;
}

/* The tiers from `tier` on become one level in the place of the first: everything unmet, and the
 * term at its price. A gap is as narrow as the narrowest of theirs. */
static rf_level_spec *merge_levels(rf_scenario *scenario, rf_term tier)
{
    rf_level_spec *merged = NULL;
    for (int32_t l = 0; l < scenario->n_levels; l++) {
        rf_level_spec *level = &scenario->levels[l];
        if (!is_unmet_from(level, tier))
            continue;
        if (merged == NULL) {
            merged = level;
            continue;
        }
        merged->gap = fmin(merged->gap, level->gap);
        drop_level(scenario, l--);
    }
    return merged;
}

rf_status rf_sweep_price(rf_sweep_subject *subject, const rf_sweep_argument *arguments, rf_err *err)
{
    const char *from = arguments[2].text != NULL ? arguments[2].text : "vital";
    rf_term term = RF_TERM_MOVED, tier = RF_TERM_UNMET_VITAL;
    rf_status rc = find_term(&term, arguments[0].text, err);
    if (rc == RF_OK)
        rc = find_tier(&tier, from, err);
    if (rc != RF_OK)
        return rc;
    rf_level_spec *level = merge_levels(subject->scenario, tier);
    char *name = strdup("price");
    if (level == NULL || name == NULL) {
        free(name);
        return level == NULL ? rf_fail(err, RF_BAD_INPUT, "no level counts unmet %s needs", from)
                             : rf_fail_memory(err);
    }
    free(level->name);
    level->name = name;
    for (rf_term unmet = tier; unmet <= RF_TERM_UNMET_IMPORTANT; unmet++) {
        level->weight[unmet] = 1;
        level->named[unmet] = true;
    }
    level->weight[term] = (int32_t)lround(arguments[1].number);
    level->named[term] = true;
    return RF_OK;
}
