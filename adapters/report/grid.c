/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/grid.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/report/bar.h"
#include "adapters/report/glyph.h"

enum {
    GAP = 2,       /* columns of space between two table columns */
    BAR_MOST = 30, /* a longer bar says no more */
    TEXT_LIMIT = 1 << 24
};

rf_grid rf_grid_new(const rf_grid_column *columns, int32_t n)
{
    rf_grid grid = {.n_columns = n, .text = rf_buf_new(TEXT_LIMIT)};
    memcpy(grid.columns, columns, (size_t)n * sizeof *columns);
    return grid;
}

void rf_grid_free(rf_grid *grid)
{
    rf_buf_free(&grid->text);
    free(grid->cells);
    *grid = (rf_grid){.n_columns = 0};
}

static void add_cell(rf_grid *grid, rf_grid_cell cell)
{
    rf_grid_cell *cells =
        rf_grow(grid->cells, &grid->capacity, grid->n_cells + 1, sizeof *grid->cells);
    if (cells == NULL) {
        grid->text.failed = true;
        return;
    }
    grid->cells = cells;
    grid->cells[grid->n_cells++] = cell;
}

void rf_grid_add(rf_grid *grid, rf_style style, const char *text)
{
    add_cell(grid, (rf_grid_cell){.begin = grid->text.length, .style = style});
    rf_buf_puts(&grid->text, text);
}

void rf_grid_bar(rf_grid *grid, rf_style style, double share)
{
    add_cell(grid, (rf_grid_cell){.begin = grid->text.length, .share = share, .style = style});
}

/* The widths of the columns on one page; 0: left out. */
typedef struct fit {
    int32_t width[RF_GRID_MAX];
    bool gone[RF_GRID_MAX];
} fit;

static size_t cell_length(const rf_grid *grid, size_t cell)
{
    const size_t end = cell + 1 < grid->n_cells ? grid->cells[cell + 1].begin : grid->text.length;
    return end - grid->cells[cell].begin;
}

static int32_t cell_width(const rf_grid *grid, size_t cell)
{
    return rf_glyph_width(rf_buf_text(&grid->text) + grid->cells[cell].begin,
                          cell_length(grid, cell));
}

static int32_t natural_width(const rf_grid *grid, int32_t column)
{
    const rf_grid_column *c = &grid->columns[column];
    if (c->align == RF_BARS)
        return BAR_MOST;
    int32_t widest = rf_glyph_width(c->title, strlen(c->title));
    for (size_t cell = (size_t)column; cell < grid->n_cells; cell += (size_t)grid->n_columns) {
        const int32_t width = cell_width(grid, cell);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void measure(fit *f, const rf_grid *grid)
{
    for (int32_t c = 0; c < grid->n_columns; c++)
        f->width[c] = f->gone[c] ? 0 : natural_width(grid, c);
}

static int32_t total_width(const fit *f, int32_t n)
{
    int32_t total = 0;
    for (int32_t c = 0; c < n; c++)
        if (f->width[c] > 0)
            total += f->width[c] + (total > 0 ? GAP : 0);
    return total;
}

/* The widest column that may still shrink, -1: none. Bars give way before texts. */
static int32_t shrinkable(const fit *f, const rf_grid *grid)
{
    int32_t best = -1;
    for (int32_t c = 0; c < grid->n_columns; c++) {
        const rf_grid_column *column = &grid->columns[c];
        if (column->least == 0 || f->width[c] <= column->least)
            continue;
        if (column->align == RF_BARS)
            return c;
        if (best < 0 || f->width[c] > f->width[best])
            best = c;
    }
    return best;
}

/* The column to do without first, -1: none. */
static int32_t droppable(const fit *f, const rf_grid *grid)
{
    int32_t best = -1;
    for (int32_t c = 0; c < grid->n_columns; c++)
        if (!f->gone[c] && grid->columns[c].drop > (best < 0 ? 0 : grid->columns[best].drop))
            best = c;
    return best;
}

static int32_t widest(const fit *f, int32_t n)
{
    int32_t best = 0;
    for (int32_t c = 1; c < n; c++)
        if (f->width[c] > f->width[best])
            best = c;
    return best;
}

static fit fit_to(const rf_grid *grid, int32_t width)
{
    fit f = {.width = {0}};
    measure(&f, grid);
    while (total_width(&f, grid->n_columns) > width) {
        const int32_t narrower = shrinkable(&f, grid);
        const int32_t without = droppable(&f, grid);
        if (narrower >= 0) {
            f.width[narrower]--;
        } else if (without >= 0) {
            f.gone[without] = true;
            measure(&f, grid);
        } else {
            f.width[widest(&f, grid->n_columns)]--;
        }
    }
    return f;
}

static void put_spaces(rf_buf *out, int32_t n)
{
    if (n > 0)
        rf_buf_printf(out, "%*s", (int)n, "");
}

/* One text in its column; the spaces after a row's last one are left out. */
typedef struct slot {
    const char *text;
    size_t n;
    int32_t width;
    rf_align align;
    rf_style style;
    bool last;
} slot;

static void put_slot(rf_buf *out, const rf_page *page, const slot *s)
{
    const int32_t natural = rf_glyph_width(s->text, s->n);
    const int32_t spare = s->width > natural ? s->width - natural : 0;
    if (s->align == RF_RIGHT)
        put_spaces(out, spare);
    rf_style_begin(out, page, s->style);
    rf_glyph_put(out, s->text, s->n, s->width);
    rf_style_end(out, page, s->style);
    if (s->align != RF_RIGHT && !s->last)
        put_spaces(out, spare);
}

static int32_t last_shown(const fit *f, int32_t n)
{
    int32_t last = n - 1;
    while (last > 0 && f->width[last] == 0)
        last--;
    return last;
}

static void put_header(rf_buf *out, const rf_page *page, const rf_grid *grid, const fit *f)
{
    bool titled = false;
    for (int32_t c = 0; c < grid->n_columns; c++)
        titled = titled || grid->columns[c].title[0] != '\0';
    if (!titled)
        return;
    put_spaces(out, RF_INDENT);
    const int32_t last = last_shown(f, grid->n_columns);
    for (int32_t c = 0; c <= last; c++) {
        if (f->width[c] == 0)
            continue;
        const char *title = grid->columns[c].title;
        put_slot(out, page,
                 &(slot){.text = title,
                         .n = strlen(title),
                         .width = f->width[c],
                         .align = grid->columns[c].align,
                         .style = RF_FAINT,
                         .last = c == last});
        put_spaces(out, c < last ? GAP : 0);
    }
    rf_buf_puts(out, "\n");
}

static void put_cell(rf_buf *out, const rf_page *page, const rf_grid *grid, size_t cell, slot s)
{
    const rf_grid_cell *is = &grid->cells[cell];
    s.style = is->style;
    if (s.align == RF_BARS) {
        rf_style_begin(out, page, s.style);
        rf_bar_put(out, is->share, s.width, page->utf8);
        rf_style_end(out, page, s.style);
        return;
    }
    s.text = rf_buf_text(&grid->text) + is->begin;
    s.n = cell_length(grid, cell);
    put_slot(out, page, &s);
}

static void put_row(rf_buf *out, const rf_page *page, const rf_grid *grid, const fit *f, size_t row)
{
    put_spaces(out, RF_INDENT);
    const int32_t last = last_shown(f, grid->n_columns);
    for (int32_t c = 0; c <= last; c++) {
        if (f->width[c] == 0)
            continue;
        const size_t cell = row * (size_t)grid->n_columns + (size_t)c;
        put_cell(out, page, grid, cell,
                 (slot){.width = f->width[c], .align = grid->columns[c].align, .last = c == last});
        put_spaces(out, c < last ? GAP : 0);
    }
    rf_buf_puts(out, "\n");
}

void rf_grid_print(rf_buf *out, const rf_page *page, rf_grid *grid)
{
    if (grid->text.failed) {
        out->failed = true;
    } else {
        const fit f = fit_to(grid, page->width - RF_INDENT);
        put_header(out, page, grid, &f);
        for (size_t row = 0; row < grid->n_cells / (size_t)grid->n_columns; row++)
            put_row(out, page, grid, &f, row);
    }
    rf_grid_free(grid);
}
