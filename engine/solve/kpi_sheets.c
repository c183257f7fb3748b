/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key figures as a sheet. */
#include <math.h>
#include <string.h>

#include "engine/domain/reason.h"
#include "engine/solve/kpi.h"

static const double TEN_THOUSANDTHS = 10000, CENTI = 100;

static void add_row(rf_sheet *sheet, const rf_kpi *row)
{
    rf_sheet_code(sheet, row->name);
    if (row->group[0] == '\0')
        rf_sheet_none(sheet);
    else
        rf_sheet_code(sheet, row->group);
    if (isnan(row->value))
        rf_sheet_none(sheet);
    else if (strcmp(row->unit, "share") == 0)
        rf_sheet_share(sheet, llround(row->value * TEN_THOUSANDTHS), (int64_t)TEN_THOUSANDTHS);
    else
        rf_sheet_fte(sheet, llround(row->value * CENTI));
    rf_sheet_code(sheet, row->unit);
    if (row->people < RF_SMALL_CELL)
        rf_sheet_none(sheet);
    else
        rf_sheet_count(sheet, row->people);
}

rf_status rf_kpi_sheets(rf_sheets *out, const rf_kpi_list *list, rf_err *err)
{
    static const char *const COLUMNS[] = {"figure", "group", "value", "unit", "people"};
    rf_sheet *sheet = rf_sheets_add(out, "figures", COLUMNS, 5);
    for (size_t i = 0; i < list->n; i++)
        add_row(sheet, &list->items[i]);
    return rf_sheets_status(out, err);
}
