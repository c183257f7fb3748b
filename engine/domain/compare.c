/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/compare.h"

#include <string.h>

#include "engine/domain/exchange.h"

static const char *const PLAN_COLUMNS[] = {"plan_1", "plan_2", "plan_3",
                                           "plan_4", "plan_5", "plan_6"};

static void add_plans(rf_sheets *out, const rf_compared *plans, int32_t n)
{
    static const char *const COLUMNS[] = {"plan", "file", "scenario", "status"};
    rf_sheet *sheet = rf_sheets_add(out, "plans", COLUMNS, 4);
    for (int32_t i = 0; i < n; i++) {
        rf_sheet_code(sheet, PLAN_COLUMNS[i]);
        rf_sheet_text(sheet, plans[i].file);
        rf_sheet_text(sheet, plans[i].in->scenario->name);
        rf_sheet_code(sheet, rf_outcome_name(plans[i].plan->outcome));
    }
}

/* The level of that name, -1: the plan has none. */
static int32_t level_of(const rf_compared *plan, const char *name)
{
    for (int32_t l = 0; l < plan->in->n_levels; l++)
        if (strcmp(plan->in->levels[l].name, name) == 0)
            return l;
    return -1;
}

/* FTE over periods where the level counts nothing else. */
static bool counts_fte(const rf_level_spec *level)
{
    for (int32_t term = 0; term < RF_N_TERMS; term++)
        if (level->weight[term] != (level->weight[term] != 0 && term <= RF_TERM_FLOORS))
            return false;
    return true;
}

static void add_level(rf_sheet *sheet, const rf_compared *plans, int32_t n, const char *name)
{
    rf_sheet_code(sheet, name);
    for (int32_t i = 0; i < n; i++) {
        const int32_t l = level_of(&plans[i], name);
        if (l < 0) {
            rf_sheet_none(sheet);
            continue;
        }
        const rf_level_spec *level = &plans[i].in->levels[l];
        const int64_t value = rf_level_value(level, plans[i].ledger->terms);
        if (counts_fte(level))
            rf_sheet_fte(sheet, value);
        else
            rf_sheet_count(sheet, value);
    }
}

static void add_levels(rf_sheets *out, const rf_compared *plans, int32_t n,
                       const char *const *columns)
{
    rf_sheet *sheet = rf_sheets_add(out, "levels", columns, n + 1);
    for (int32_t i = 0; i < n; i++)
        for (int32_t l = 0; l < plans[i].in->n_levels; l++) {
            const char *name = plans[i].in->levels[l].name;
            bool seen = false;
            for (int32_t before = 0; before < i; before++)
                seen = seen || level_of(&plans[before], name) >= 0;
            if (!seen)
                add_level(sheet, plans, n, name);
        }
}

typedef enum measure {
    MEASURE_MOVED,
    MEASURE_STAYS,
    MEASURE_COVERED,                              /* and the tiers after it */
    MEASURE_UNMET = MEASURE_COVERED + RF_N_TIERS, /* likewise */
    MEASURE_FLOORS = MEASURE_UNMET + RF_N_TIERS,
    MEASURE_LENT,
    MEASURE_GINI,
    N_MEASURES
} measure;

static void add_figure(rf_sheet *sheet, const rf_compared *plan, int32_t of)
{
    const int64_t *terms = plan->ledger->terms;
    if (of == MEASURE_MOVED) {
        rf_sheet_count(sheet, rf_people_of_tier(plan->in, plan->plan, -1));
    } else if (of == MEASURE_STAYS) {
        rf_sheet_count(sheet, plan->plan->n_moves);
    } else if (of < MEASURE_UNMET) {
        const int64_t whole = rf_demand_of_tier(plan->in, of - MEASURE_COVERED);
        rf_sheet_share(sheet, whole - terms[RF_TERM_UNMET_VITAL + of - MEASURE_COVERED], whole);
    } else if (of < MEASURE_FLOORS) {
        rf_sheet_fte(sheet, terms[RF_TERM_UNMET_VITAL + of - MEASURE_UNMET]);
    } else if (of == MEASURE_FLOORS) {
        rf_sheet_fte(sheet, terms[RF_TERM_FLOORS]);
    } else if (of == MEASURE_LENT) {
        rf_sheet_fte(sheet, rf_lent_days_in_all(plan->in, plan->ledger));
    } else {
        rf_sheet_share(sheet, plan->gini.part, plan->gini.whole);
    }
}

rf_status rf_compare_sheets(rf_sheets *out, const rf_compared *plans, int32_t n, rf_err *err)
{
    static const char *const LEVEL_COLUMNS[] = {"level",  "plan_1", "plan_2", "plan_3",
                                                "plan_4", "plan_5", "plan_6"};
    static const char *const FIGURE_COLUMNS[] = {"measure", "plan_1", "plan_2", "plan_3",
                                                 "plan_4",  "plan_5", "plan_6"};
    static const char *const MEASURES[N_MEASURES] = {"moved",
                                                     "stays",
                                                     "covered_vital",
                                                     "covered_essential",
                                                     "covered_important",
                                                     "unmet_vital",
                                                     "unmet_essential",
                                                     "unmet_important",
                                                     "floors_dipped",
                                                     "lent_days",
                                                     "burden_gini"};
    add_plans(out, plans, n);
    add_levels(out, plans, n, LEVEL_COLUMNS);
    rf_sheet *sheet = rf_sheets_add(out, "figures", FIGURE_COLUMNS, n + 1);
    for (int32_t of = 0; of < N_MEASURES; of++) {
        rf_sheet_code(sheet, MEASURES[of]);
        for (int32_t i = 0; i < n; i++)
            add_figure(sheet, &plans[i], of);
    }
    return rf_sheets_status(out, err);
}
