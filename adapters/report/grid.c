/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/grid.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/report/bar.h"
#include "adapters/report/glyph.h"

enum {
    GAP = 2,        /* columns of space between two table columns */
    BAR_MOST = 30,  /* a longer bar says no more */
    WRAP_MOST = 60, /* a longer line is tiring */
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
    add_cell(grid, (rf_grid_cell){.begin = grid->text.length, .share = -1, .style = style});
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
    return c->align == RF_WRAPPED && widest > WRAP_MOST ? WRAP_MOST : widest;
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

/* The last column that is shown and has a title, -1: none. */
static int32_t last_titled(const fit *f, const rf_grid *grid)
{
    int32_t last = grid->n_columns - 1;
    while (last >= 0 && (f->width[last] == 0 || grid->columns[last].title[0] == '\0'))
        last--;
    return last;
}

static void put_header(rf_buf *out, const rf_page *page, const rf_grid *grid, const fit *f)
{
    const int32_t last = last_titled(f, grid);
    if (last < 0)
        return;
    put_spaces(out, RF_INDENT);
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

static void put_bar(rf_buf *out, const rf_page *page, const rf_grid_cell *cell, int32_t width)
{
    rf_style_begin(out, page, cell->style);
    rf_bar_put(out, cell->share, width, page->utf8);
    rf_style_end(out, page, cell->style);
}

/* The lines of a wrapped text, the second and later ones below the first. */
static void put_lines(rf_buf *out, const rf_page *page, slot s, int32_t indent)
{
    const char *end = s.text + s.n;
    do {
        s.n = rf_paper_line(s.text, (size_t)(end - s.text), s.width);
        put_slot(out, page, &s);
        s.text += s.n;
        while (s.text < end && *s.text == ' ')
            s.text++;
        if (s.text < end) {
            rf_buf_puts(out, "\n");
            put_spaces(out, indent);
        }
    } while (s.text < end);
}

/* The last column of a row that is shown and has something in it. */
static int32_t last_filled(const fit *f, const rf_grid *grid, size_t row)
{
    int32_t last = grid->n_columns - 1;
    for (; last > 0; last--) {
        const size_t cell = row * (size_t)grid->n_columns + (size_t)last;
        if (f->width[last] > 0 && (grid->cells[cell].share >= 0 || cell_length(grid, cell) > 0))
            break;
    }
    return last;
}

static void put_row(rf_buf *out, const rf_page *page, const rf_grid *grid, const fit *f, size_t row)
{
    int32_t indent = RF_INDENT;
    put_spaces(out, indent);
    const int32_t last = last_filled(f, grid, row);
    for (int32_t c = 0; c <= last; c++) {
        if (f->width[c] == 0)
            continue;
        const size_t cell = row * (size_t)grid->n_columns + (size_t)c;
        const slot s = {.text = rf_buf_text(&grid->text) + grid->cells[cell].begin,
                        .n = cell_length(grid, cell),
                        .width = f->width[c],
                        .align = grid->columns[c].align,
                        .style = grid->cells[cell].style,
                        .last = c == last};
        if (grid->cells[cell].share >= 0)
            put_bar(out, page, &grid->cells[cell], s.width);
        else if (s.align == RF_WRAPPED)
            put_lines(out, page, s, indent);
        else
            put_slot(out, page, &s);
        put_spaces(out, c < last ? GAP : 0);
        indent += s.width + GAP;
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
