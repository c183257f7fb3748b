/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/pack/grid.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/pack/words.h"

static bool is_total(const char *label)
{
    return strcmp(label, RF_PACK_TOTAL) == 0;
}

/* Ascending ranks, the last a margin; all of the kind. */
static bool follows(rf_pack_kind kind, const char *before, const char *label)
{
    const int32_t rank = rf_pack_rank(kind, label);
    return rank >= 0 && (before == NULL || rf_pack_rank(kind, before) < rank);
}

static bool is_whole(const rf_pack_shape *shape, const rf_pack_cell *cells)
{
    const rf_pack_table *table = rf_pack_table_of(cells->table);
    for (int32_t row = 0; row < shape->rows; row++)
        for (int32_t column = 0; column < shape->columns; column++) {
            const rf_pack_cell *cell = &cells[row * shape->columns + column];
            if (strcmp(cell->table, cells->table) != 0 ||
                strcmp(cell->row, cells[row * shape->columns].row) != 0 ||
                strcmp(cell->column, cells[column].column) != 0)
                return false;
            if (column == 0 &&
                !follows(table->rows, row == 0 ? NULL : cell[-shape->columns].row, cell->row))
                return false;
            if (row == 0 &&
                !follows(table->columns, column == 0 ? NULL : cell[-1].column, cell->column))
                return false;
        }
    return is_total(cells[shape->rows * shape->columns - 1].row) &&
           is_total(cells[shape->rows * shape->columns - 1].column);
}

bool rf_pack_shape_of(rf_pack_shape *out, const rf_pack_cell *cells, size_t n)
{
    size_t columns = 0, size = 0;
    if (rf_pack_table_of(cells->table) == NULL)
        return false;
    while (columns < n && columns < RF_PACK_MOST_LABELS && !is_total(cells[columns].column))
        columns++;
    columns++;
    while (size < n && size <= RF_PACK_MOST_CELLS && strcmp(cells[size].table, cells->table) == 0)
        size++;
    if (size > RF_PACK_MOST_CELLS || size % columns != 0 || size / columns < 2 || columns < 2)
        return false;
    *out = (rf_pack_shape){(int32_t)(size / columns), (int32_t)columns};
    return is_whole(out, cells);
}

/* A line of margins: the totals of a table's rows, or of its columns. */
typedef struct margin {
    rf_pack_cell *cells; /* the first */
    int32_t n, step;
    bool of_rows;
} margin;

static margin margin_of(rf_pack_cell *cells, rf_pack_shape shape, bool of_rows)
{
    if (of_rows)
        return (margin){cells + shape.columns - 1, shape.rows, shape.columns, true};
    return (margin){cells + (shape.rows - 1) * shape.columns, shape.columns, 1, false};
}

static const char *label_at(const margin *m, int32_t i)
{
    const rf_pack_cell *cell = &m->cells[i * m->step];
    return m->of_rows ? cell->row : cell->column;
}

static bool is_same(const margin *a, const margin *b)
{
    if (a->n != b->n)
        return false;
    for (int32_t i = 0; i < a->n; i++)
        if (a->cells[i * a->step].people != b->cells[i * b->step].people ||
            strcmp(label_at(a, i), label_at(b, i)) != 0)
            return false;
    return true;
}

/* Takes the numbers of an equal margin of an earlier table, if there is one. */
static void link_margin(const margin *mine, rf_pack_cell *cells, const rf_pack_cell *end)
{
    rf_pack_shape shape;
    for (rf_pack_cell *c = cells; c < end; c += shape.rows * shape.columns) {
        if (!rf_pack_shape_of(&shape, c, (size_t)(end - c)))
            return;
        for (int32_t side = 0; side < 2; side++) {
            const margin other = margin_of(c, shape, side == 0);
            for (int32_t i = 0; i < mine->n && is_same(mine, &other); i++)
                mine->cells[i * mine->step].cell = other.cells[i * other.step].cell;
        }
        rf_pack_cell *all = &c[shape.rows * shape.columns - 1];
        rf_pack_cell *my_all = &mine->cells[(mine->n - 1) * mine->step];
        if (all->people == my_all->people)
            my_all->cell = all->cell;
    }
}

/* The numbers from 1, without gaps, in the order of first appearance. */
static void renumber(rf_pack_cell *cells, size_t n)
{
    int32_t next = 1;
    for (size_t i = 0; i < n; i++) {
        const bool own = cells[i].cell == -(int32_t)i - 1;
        cells[i].cell = own ? next++ : cells[-(cells[i].cell + 1)].cell;
    }
}

void rf_pack_number(rf_pack_cell *cells, size_t n)
{
    rf_pack_shape shape;
    for (size_t i = 0; i < n; i++)
        cells[i].cell = -(int32_t)i - 1; /* itself, until the numbers are given */
    for (size_t i = 0; i < n; i += (size_t)(shape.rows * shape.columns)) {
        if (!rf_pack_shape_of(&shape, &cells[i], n - i))
            break;
        for (int32_t side = 0; side < 2; side++) {
            const margin mine = margin_of(&cells[i], shape, side == 0);
            link_margin(&mine, cells, &cells[i]);
        }
    }
    renumber(cells, n);
}

static rf_status no_tables(rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, "%s", _("tables.csv: a table is not whole or not in order"));
}

static void add_table(rf_pack_grid *grid, const rf_pack_cell *cells, rf_pack_shape shape)
{
    int32_t *n = &grid->tables.n_relations;
    for (int32_t side = 0; side < 2; side++) {
        const int32_t lines = side == 0 ? shape.rows : shape.columns;
        const int32_t length = side == 0 ? shape.columns : shape.rows;
        const int32_t along = side == 0 ? 1 : shape.columns;
        const int32_t across = side == 0 ? shape.columns : 1;
        for (int32_t line = 0; line < lines; line++) {
            int32_t m = grid->first[*n];
            for (int32_t i = 0; i < length; i++) /* the total, which is last, comes first */
                grid->members[m++] =
                    cells[line * across + (i == 0 ? length - 1 : i - 1) * along].cell - 1;
            grid->first[++*n] = m;
        }
    }
}

/* Takes the value of each number; false: two cells of one number differ. */
static bool take_cells(rf_pack_grid *grid, const rf_pack_cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const int32_t c = cells[i].cell - 1;
        if (c < 0 || c > grid->tables.n_cells)
            return false;
        if (c == grid->tables.n_cells) {
            grid->tables.n_cells++;
            grid->people[c] = cells[i].people;
            grid->hidden[c] = cells[i].hidden;
            grid->intervals[c] = cells[i].interval;
        } else if (grid->people[c] != cells[i].people || grid->hidden[c] != cells[i].hidden ||
                   grid->intervals[c].low != cells[i].interval.low ||
                   grid->intervals[c].high != cells[i].interval.high) {
            return false;
        }
    }
    return true;
}

rf_status rf_pack_grid_new(rf_pack_grid *out, const rf_pack_cell *cells, size_t n, rf_err *err)
{
    rf_pack_grid grid = {.people = rf_new_array(n, sizeof *grid.people),
                         .hidden = rf_new_array(n, sizeof *grid.hidden),
                         .intervals = rf_new_array(n, sizeof *grid.intervals),
                         .first = rf_new_array(2 * n + 1, sizeof *grid.first),
                         .members = rf_new_array(2 * n, sizeof *grid.members)};
    rf_status rc = RF_OK;
    rf_pack_shape shape;
    const rf_pack_table *before = NULL;
    if (grid.people == NULL || grid.hidden == NULL || grid.intervals == NULL ||
        grid.first == NULL || grid.members == NULL)
        rc = rf_fail_memory(err);
    else if (!take_cells(&grid, cells, n))
        rc = no_tables(err);
    for (size_t i = 0; i < n && rc == RF_OK; i += (size_t)(shape.rows * shape.columns)) {
        const rf_pack_table *is = rf_pack_table_of(cells[i].table);
        if (rf_pack_shape_of(&shape, &cells[i], n - i) && (before == NULL || before < is))
            add_table(&grid, &cells[i], shape);
        else
            rc = no_tables(err);
        before = is;
    }
    grid.tables.people = grid.people;
    grid.tables.first = grid.first;
    grid.tables.members = grid.members;
    *out = grid;
    if (rc != RF_OK)
        rf_pack_grid_free(out);
    return rc;
}

void rf_pack_grid_free(rf_pack_grid *grid)
{
    free(grid->people);
    free(grid->hidden);
    free(grid->intervals);
    free(grid->first);
    free(grid->members);
    *grid = (rf_pack_grid){.people = NULL};
}
