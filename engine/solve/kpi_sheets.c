/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key figures as sheets. */
#include <math.h>
#include <string.h>

#include "engine/domain/reason.h"
#include "engine/solve/kpi.h"

static const double TEN_THOUSANDTHS = 10000, CENTI = 100;
static const char SHARE[] = "share";

/* Nothing where it is not defined, or where there is no such row. */
static void add_value(rf_sheet *sheet, const rf_kpi *row)
{
    if (row == NULL || isnan(row->value))
        rf_sheet_none(sheet);
    else if (strcmp(row->unit, SHARE) == 0)
        rf_sheet_share(sheet, llround(row->value * TEN_THOUSANDTHS), (int64_t)TEN_THOUSANDTHS);
    else
        rf_sheet_fte(sheet, llround(row->value * CENTI));
}

/* The figures that have the groups: the value of each. */
static void add_figures(rf_sheet *sheet, const rf_kpi_list *list, const char *const *groups,
                        int32_t n_groups)
{
    int32_t n = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    for (int32_t i = 0; i < n; i++) {
        if (rf_kpi_find(list, all[i].name, groups[1]) == NULL)
            continue;
        rf_sheet_code(sheet, all[i].name);
        for (int32_t g = 0; g < n_groups; g++)
            add_value(sheet, rf_kpi_find(list, all[i].name, groups[g]));
        rf_sheet_code(sheet, all[i].unit);
    }
}

/* The figures of the whole alone; what nobody compares is left out where it is not known. */
static void add_whole(rf_sheet *sheet, const rf_kpi_list *list)
{
    int32_t n = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    for (int32_t i = 0; i < n; i++) {
        const rf_kpi *row = rf_kpi_find(list, all[i].name, "");
        if (all[i].groups != RF_KPI_WHOLE || (isnan(row->value) && !all[i].comparable))
            continue;
        rf_sheet_code(sheet, all[i].name);
        add_value(sheet, row);
        rf_sheet_code(sheet, all[i].unit);
    }
}

static void add_reason(rf_sheet *sheet, int64_t people, double share, const char *reason)
{
    if (people == 0)
        return;
    rf_sheet_count(sheet, people);
    rf_sheet_share(sheet, llround(share * TEN_THOUSANDTHS), (int64_t)TEN_THOUSANDTHS);
    rf_sheet_code(sheet, reason);
}

static void add_reasons(rf_sheet *sheet, const rf_kpi_list *list)
{
    int64_t people = 0;
    double share = 0;
    for (size_t i = 0; i < list->n; i++) {
        const rf_kpi *row = &list->items[i];
        if (rf_kpi_definition_of(row->name)->groups != RF_KPI_STANDINGS)
            continue;
        if (row->people >= RF_SMALL_CELL) {
            add_reason(sheet, row->people, row->value, row->group);
        } else if (row->people > 0) {
            people += row->people;
            share += row->value;
        }
    }
    add_reason(sheet, people, share, "other");
}

rf_status rf_kpi_sheets(rf_sheets *out, const rf_kpi_list *list, rf_err *err)
{
    static const char *const WHOLE[] = {"figure", "value", "measured_in"};
    static const char *const TIERS[] = {"figure",    "all",       "vital",
                                        "essential", "important", "measured_in"};
    static const char *const CATEGORIES[] = {"figure", "all", "A", "B", "C", "measured_in"};
    static const char *const UNUSED[] = {"people", "share", "reason"};
    static const char *const TIER_GROUPS[] = {"", "vital", "essential", "important"};
    static const char *const CATEGORY_GROUPS[] = {"", "A", "B", "C"};
    add_figures(rf_sheets_add(out, "tiers", TIERS, 6), list, TIER_GROUPS, 4);
    add_whole(rf_sheets_add(out, "whole", WHOLE, 3), list);
    add_figures(rf_sheets_add(out, "categories", CATEGORIES, 6), list, CATEGORY_GROUPS, 4);
    add_reasons(rf_sheets_add(out, "unused", UNUSED, 3), list);
    return rf_sheets_status(out, err);
}
