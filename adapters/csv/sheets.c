/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "adapters/csv/csv.h"
#include "adapters/csv/put.h"

static const char DELIMITER = ',';

static void put_decimal(rf_buf *out, int64_t value, int64_t one, int digits)
{
    const int64_t size = value < 0 ? -value : value;
    rf_buf_printf(out, "%s%" PRId64 ".%0*" PRId64, value < 0 ? "-" : "", size / one, digits,
                  size % one);
}

/* Behind the delimiter, if any. */
static void put_cell(rf_buf *out, const rf_cell *cell)
{
    char date[RF_DATE_TEXT];
    switch (cell->kind) {
    case RF_CELL_TEXT:
    case RF_CELL_CODE:
        rf_csv_put_cell(out, cell->text, DELIMITER, true);
        break;
    case RF_CELL_COUNT:
        rf_buf_printf(out, "%" PRId64, cell->value);
        break;
    case RF_CELL_FTE:
    case RF_CELL_BALANCE:
        put_decimal(out, cell->value, 100, 2);
        break;
    case RF_CELL_SHARE:
        put_decimal(out, cell->value, 10000, 4);
        break;
    case RF_CELL_DATE:
        rf_buf_puts(out, rf_date_format(date, (rf_date)cell->value));
        break;
    case RF_CELL_NONE:
    default:
        break;
    }
}

static void put_sheet(rf_buf *out, const rf_sheet *sheet)
{
    for (int32_t column = 0; column < sheet->n_columns; column++)
        rf_csv_put_value(out, sheet->columns[column], DELIMITER, column == 0);
    rf_buf_puts(out, "\n");
    for (int32_t row = 0; row < rf_sheet_rows(sheet); row++) {
        for (int32_t column = 0; column < sheet->n_columns; column++) {
            if (column > 0)
                rf_buf_add(out, &DELIMITER, 1);
            put_cell(out, rf_sheet_at(sheet, row, column));
        }
        rf_buf_puts(out, "\n");
    }
}

rf_status rf_csv_write_sheets(rf_buf *out, const rf_sheets *sheets, rf_err *err)
{
    rf_buf_puts(out, rf_csv_utf8_mark);
    for (int32_t i = 0; i < sheets->n; i++) {
        rf_buf_puts(out, i == 0 ? "" : "\n");
        put_sheet(out, &sheets->of[i]);
    }
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
