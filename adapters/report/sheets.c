/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "adapters/report/figure_words.h"
#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sheet_words.h"
#include "adapters/report/words.h"

enum { PAGE_LIMIT = 1 << 26, MOST_ROWS = 40, SENTENCE = 256, LEAST_TEXT = 8 };

static const double TEN_THOUSANDTHS = 10000;

/* A level has the name that the scenario gives it, were it "skill". */
static const char *word_of(const char *column, const char *code)
{
    if (strcmp(column, "level") == 0)
        return rf_word_level(code);
    if (strcmp(column, "figure") == 0)
        return rf_word_of_figure(code);
    return strcmp(column, "measured_in") == 0 ? rf_word_of_measure(code) : rf_word_of_code(code);
}

static void add_cell(rf_grid *grid, const char *column, const rf_cell *cell)
{
    switch (cell->kind) {
    case RF_CELL_TEXT:
        rf_grid_add(grid, RF_PLAIN,
                    cell->name != NULL && cell->name[0] != '\0' ? cell->name : cell->text);
        break;
    case RF_CELL_CODE:
        rf_grid_add(grid, RF_PLAIN, word_of(column, cell->text));
        break;
    case RF_CELL_COUNT:
        rf_grid_add(grid, RF_PLAIN, rf_number_count(cell->value).s);
        break;
    case RF_CELL_FTE:
        rf_grid_add(grid, RF_PLAIN, rf_number_fte(cell->value).s);
        break;
    case RF_CELL_BALANCE:
        rf_grid_add(grid, RF_PLAIN, rf_number_balance(cell->value).s);
        break;
    case RF_CELL_SHARE:
        rf_grid_add(grid, RF_PLAIN,
                    rf_number_percent((double)cell->value / TEN_THOUSANDTHS, RF_ROUND_DOWN).s);
        break;
    case RF_CELL_DATE:
        rf_grid_add(grid, RF_PLAIN, rf_number_date((rf_date)cell->value).s);
        break;
    case RF_CELL_NONE:
    default:
        rf_grid_add(grid, RF_FAINT, "-");
        break;
    }
}

/* Words to the left, numbers to the right; codes are sentences where they come last. */
static rf_grid_column column_of(const rf_sheet *sheet, int32_t column)
{
    rf_grid_column c = {.title = rf_word_of_column(sheet->columns[column]), .align = RF_RIGHT};
    for (int32_t row = 0; row < rf_sheet_rows(sheet); row++) {
        const rf_cell_kind kind = rf_sheet_at(sheet, row, column)->kind;
        if (kind != RF_CELL_TEXT && kind != RF_CELL_CODE)
            continue;
        c.align = column == sheet->n_columns - 1 ? RF_WRAPPED : RF_LEFT;
        c.least = LEAST_TEXT;
        break;
    }
    return c;
}

static void print_rows(rf_buf *out, const rf_page *page, const rf_sheet *sheet)
{
    rf_grid_column columns[RF_GRID_MAX];
    const int32_t n = rf_sheet_rows(sheet), shown = n < MOST_ROWS ? n : MOST_ROWS;
    for (int32_t column = 0; column < sheet->n_columns; column++)
        columns[column] = column_of(sheet, column);
    rf_grid grid = rf_grid_new(columns, sheet->n_columns);
    for (int32_t row = 0; row < shown; row++)
        for (int32_t column = 0; column < sheet->n_columns; column++)
            add_cell(&grid, sheet->columns[column], rf_sheet_at(sheet, row, column));
    rf_grid_print(out, page, &grid);
    if (n > shown) {
        char sentence[SENTENCE];
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s more row: --csv and --json have all of them.",
                           "%s more rows: --csv and --json have all of them.",
                           (unsigned long)(n - shown)),
                 rf_number_count(n - shown).s);
        rf_paper_text(out, page, RF_FAINT, sentence);
    }
}

static void print_sheet(rf_buf *out, const rf_instance *in, const char *sheets,
                        const rf_sheet *sheet, const rf_page *page)
{
    const char *note = rf_note_of_sheet(sheets, sheet->name);
    rf_paper_heading(out, page, rf_word_of_sheet(in, sheets, sheet->name));
    if (note != NULL)
        rf_paper_text(out, page, RF_FAINT, note);
    if (rf_sheet_rows(sheet) == 0)
        rf_paper_text(out, page, RF_PLAIN, _("Nothing to show."));
    else
        print_rows(out, page, sheet);
}

rf_status rf_report_sheets(rf_buf *out, const rf_instance *in, const rf_sheets *sheets,
                           const rf_page *page, rf_err *err)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    for (int32_t i = 0; i < sheets->n; i++)
        print_sheet(&text, in, sheets->name, &sheets->of[i], page);
    return rf_paper_deliver(out, page, &text, err);
}
