/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures as tables, before anybody words them: one set of sheets is a page (report), a document
 * (json) and a file for spreadsheets (csv), so that the three never disagree. A sheet holds codes
 * and numbers only; what they are called is the renderer's affair.
 *
 *   rf_sheet *sheet = rf_sheets_add(&sheets, "balance", COLUMNS, 3);
 *   rf_sheet_code(sheet, "vital"); rf_sheet_fte(sheet, 250); rf_sheet_none(sheet);
 *
 * Cells go row by row, left to right. Out of memory is remembered in `failed` of the sheets and
 * looked at once at the end (rf_sheets_status). Texts are borrowed: keep what they come from. */
#ifndef RF_DOMAIN_SHEET_H
#define RF_DOMAIN_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/core/date.h"
#include "engine/core/status.h"

typedef enum rf_cell_kind {
    RF_CELL_NONE,    /* nothing to say here */
    RF_CELL_TEXT,    /* an id or a name of the files */
    RF_CELL_CODE,    /* one of the program's own words: "vital", "skill" */
    RF_CELL_COUNT,   /* a whole number */
    RF_CELL_FTE,     /* hundredths: centi-FTE, or centi-FTE times periods or days */
    RF_CELL_BALANCE, /* the same, its sign always shown */
    RF_CELL_SHARE,   /* ten-thousandths of the whole */
    RF_CELL_DATE,
} rf_cell_kind;

typedef struct rf_cell {
    rf_cell_kind kind;
    const char *text; /* of texts and codes; borrowed */
    const char *name; /* what people call the text; NULL or "": nothing else */
    int64_t value;    /* of the others */
} rf_cell;

enum { RF_SHEET_COLUMNS = 8, RF_SHEETS = 4 };

typedef struct rf_sheet {
    const char *name; /* "balance": a code */
    const char *const *columns;
    int32_t n_columns;
    rf_cell *cells; /* [rows][n_columns] */
    size_t n_cells, capacity;
    bool failed;
} rf_sheet;

typedef struct rf_sheets {
    const char *name; /* of all of them: "ledger" */
    rf_sheet of[RF_SHEETS];
    int32_t n;
} rf_sheets;

/* Without a sheet. Allocates nothing. */
rf_sheets rf_sheets_new(const char *name);
void rf_sheets_free(rf_sheets *sheets);

/* The next sheet, of at most RF_SHEET_COLUMNS columns; valid until rf_sheets_free. The names are
 * static. There are at most RF_SHEETS. */
rf_sheet *rf_sheets_add(rf_sheets *sheets, const char *name, const char *const *columns,
                        int32_t n_columns);

/* RF_NO_MEMORY when a cell was lost. */
rf_status rf_sheets_status(const rf_sheets *sheets, rf_err *err);

/* The next cell. */
void rf_sheet_none(rf_sheet *sheet);
void rf_sheet_text(rf_sheet *sheet, const char *text);
void rf_sheet_named(rf_sheet *sheet, const char *id, const char *name);
void rf_sheet_code(rf_sheet *sheet, const char *code);
void rf_sheet_count(rf_sheet *sheet, int64_t n);
void rf_sheet_fte(rf_sheet *sheet, int64_t centi_fte);
void rf_sheet_balance(rf_sheet *sheet, int64_t centi_fte);
void rf_sheet_date(rf_sheet *sheet, rf_date date);

/* part / whole in ten-thousandths, rounded half up; nothing where whole is 0. */
void rf_sheet_share(rf_sheet *sheet, int64_t part, int64_t whole);

int32_t rf_sheet_rows(const rf_sheet *sheet);
const rf_cell *rf_sheet_at(const rf_sheet *sheet, int32_t row, int32_t column);

#endif
