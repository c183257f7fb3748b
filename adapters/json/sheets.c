/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/json.h"
#include "adapters/json/put.h"

static void put_cell(rf_buf *out, const rf_cell *cell)
{
    switch (cell->kind) {
    case RF_CELL_TEXT:
    case RF_CELL_CODE:
        rf_json_put_string(out, cell->text);
        break;
    case RF_CELL_COUNT:
        rf_json_put_decimal(out, cell->value, 0);
        break;
    case RF_CELL_FTE:
    case RF_CELL_BALANCE:
        rf_json_put_decimal(out, cell->value, 2);
        break;
    case RF_CELL_SHARE:
        rf_json_put_decimal(out, cell->value, 4);
        break;
    case RF_CELL_DATE:
        rf_json_put_date(out, (rf_date)cell->value);
        break;
    case RF_CELL_NONE:
    default:
        rf_buf_puts(out, "null");
        break;
    }
}

static void put_sheet(rf_buf *out, const rf_sheet *sheet)
{
    const int32_t n = rf_sheet_rows(sheet);
    rf_buf_printf(out, ",\n  \"%s\": [", sheet->name);
    for (int32_t row = 0; row < n; row++) {
        rf_buf_puts(out, row == 0 ? "\n    {" : ",\n    {");
        for (int32_t column = 0; column < sheet->n_columns; column++) {
            rf_json_put_key(out, sheet->columns[column], column == 0);
            put_cell(out, rf_sheet_at(sheet, row, column));
        }
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, n == 0 ? "]" : "\n  ]");
}

static void put_scenario(rf_buf *out, const rf_scenario *s)
{
    rf_buf_puts(out, ",\n  \"scenario\": {");
    rf_json_put_key(out, "name", true);
    rf_json_put_string(out, s->name);
    rf_json_put_date_member(out, "start", s->start);
    rf_json_put_integer_member(out, "period_days", s->period_days);
    rf_json_put_integer_member(out, "periods", s->n_periods);
    rf_buf_puts(out, "}");
}

rf_status rf_json_write_sheets(rf_buf *out, const rf_sheets *sheets, const rf_scenario *scenario,
                               rf_err *err)
{
    rf_buf_printf(out, "{\n  \"format\": \"renfort-%s/1\"", sheets->name);
    if (scenario != NULL)
        put_scenario(out, scenario);
    for (int32_t i = 0; i < sheets->n; i++)
        put_sheet(out, &sheets->of[i]);
    rf_buf_puts(out, "\n}\n");
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
