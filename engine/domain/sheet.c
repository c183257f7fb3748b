/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/sheet.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/core/mem.h"

enum { TEN_THOUSANDTHS = 10000 };

rf_sheets rf_sheets_new(const char *name)
{
    return (rf_sheets){.name = name};
}

void rf_sheets_free(rf_sheets *sheets)
{
    for (int32_t i = 0; i < sheets->n; i++)
        free(sheets->of[i].cells);
    *sheets = rf_sheets_new(sheets->name);
}

rf_sheet *rf_sheets_add(rf_sheets *sheets, const char *name, const char *const *columns,
                        int32_t n_columns)
{
    assert(sheets->n < RF_SHEETS && n_columns <= RF_SHEET_COLUMNS);
    rf_sheet *sheet = &sheets->of[sheets->n++];
    *sheet = (rf_sheet){.name = name, .columns = columns, .n_columns = n_columns};
    return sheet;
}

rf_status rf_sheets_status(const rf_sheets *sheets, rf_err *err)
{
    for (int32_t i = 0; i < sheets->n; i++)
        if (sheets->of[i].failed)
            return rf_fail_memory(err);
    return RF_OK;
}

static void add(rf_sheet *sheet, rf_cell cell)
{
    rf_cell *cells = rf_grow(sheet->cells, &sheet->capacity, sheet->n_cells + 1, sizeof *cells);
    if (cells == NULL) {
        sheet->failed = true;
        return;
    }
    sheet->cells = cells;
    cells[sheet->n_cells++] = cell;
}

void rf_sheet_none(rf_sheet *sheet)
{
    add(sheet, (rf_cell){.kind = RF_CELL_NONE});
}

void rf_sheet_text(rf_sheet *sheet, const char *text)
{
    add(sheet, (rf_cell){.kind = RF_CELL_TEXT, .text = text});
}

void rf_sheet_named(rf_sheet *sheet, const char *id, const char *name)
{
    add(sheet, (rf_cell){.kind = RF_CELL_TEXT, .text = id, .name = name});
}

void rf_sheet_code(rf_sheet *sheet, const char *code)
{
    add(sheet, (rf_cell){.kind = RF_CELL_CODE, .text = code});
}

void rf_sheet_count(rf_sheet *sheet, int64_t n)
{
    add(sheet, (rf_cell){.kind = RF_CELL_COUNT, .value = n});
}

void rf_sheet_fte(rf_sheet *sheet, int64_t centi_fte)
{
    add(sheet, (rf_cell){.kind = RF_CELL_FTE, .value = centi_fte});
}

void rf_sheet_balance(rf_sheet *sheet, int64_t centi_fte)
{
    add(sheet, (rf_cell){.kind = RF_CELL_BALANCE, .value = centi_fte});
}

void rf_sheet_date(rf_sheet *sheet, rf_date date)
{
    add(sheet, (rf_cell){.kind = RF_CELL_DATE, .value = date});
}

void rf_sheet_share(rf_sheet *sheet, int64_t part, int64_t whole)
{
    if (whole == 0)
        rf_sheet_none(sheet);
    else
        add(sheet, (rf_cell){.kind = RF_CELL_SHARE,
                             .value = (2 * TEN_THOUSANDTHS * part + whole) / (2 * whole)});
}

int32_t rf_sheet_rows(const rf_sheet *sheet)
{
    return (int32_t)(sheet->n_cells / (size_t)sheet->n_columns);
}

const rf_cell *rf_sheet_at(const rf_sheet *sheet, int32_t row, int32_t column)
{
    return &sheet->cells[(int64_t)row * sheet->n_columns + column];
}
