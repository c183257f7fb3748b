/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of a case: from cells in any order to rows x columns with totals, suppressed. */
#include <stdlib.h>
#include <string.h>

#include "adapters/pack/draft_parts.h"
#include "adapters/pack/grid.h"
#include "adapters/pack/words.h"

typedef struct labels {
    const char *items[RF_PACK_MOST_LABELS + 1];
    int32_t n;
} labels;

/* A cell under the names of the pack. */
typedef struct named_cell {
    const char *row, *column;
    int64_t people;
} named_cell;

typedef struct table {
    const rf_pack_table *is;
    named_cell *cells;
    size_t n;
    labels rows, columns;
} table;

/* NULL: not a word of the kind, or (m->lost) memory is out. */
static const char *label_of(rf_pack_maker *m, const char *territory, rf_pack_kind kind,
                            const char *text)
{
    const char *label = NULL;
    if (kind == RF_PACK_ORGANISATIONS)
        label = rf_pack_name_of(m->names, RF_PACK_ORGANISATION, territory, text);
    else if (kind == RF_PACK_PLACES)
        label = rf_pack_name_of(m->names, RF_PACK_PLACE, territory, text);
    else if (rf_pack_rank(kind, text) >= 0)
        label = rf_pool_intern(m->pack->pool, text, strlen(text));
    else
        return NULL;
    m->lost = m->lost || label == NULL;
    return label;
}

/* Keeps them in the order of their ranks. False: there is no room for it. */
static bool add_label(labels *list, rf_pack_kind kind, const char *label)
{
    int32_t at = list->n;
    for (int32_t i = 0; i < list->n; i++)
        if (list->items[i] == label)
            return true;
    if (list->n == RF_PACK_MOST_LABELS - 1)
        return false;
    for (; at > 0 && rf_pack_rank(kind, list->items[at - 1]) > rf_pack_rank(kind, label); at--)
        list->items[at] = list->items[at - 1];
    list->items[at] = label;
    list->n++;
    return true;
}

static bool fits(const table *t)
{
    return (t->rows.n + 1) * (t->columns.n + 1) <= RF_PACK_MOST_CELLS;
}

/* What is no word of the table's kind is left out with its cell: it would be free text. False: the
 * table is too large for a pack. */
static bool collect(table *t, rf_pack_maker *m, const rf_pack_raw_job *job)
{
    for (size_t i = 0; i < job->n_cells; i++) {
        const rf_pack_raw_cell *raw = &m->draft->cells[job->first_cell + i];
        if (raw->table != t->is->name)
            continue;
        const char *territory = job->job.territory;
        const char *row = label_of(m, territory, t->is->rows, raw->row);
        const char *column = label_of(m, territory, t->is->columns, raw->column);
        if (row == NULL || column == NULL)
            continue;
        t->cells[t->n++] = (named_cell){row, column, raw->people};
        if (!add_label(&t->rows, t->is->rows, row) ||
            !add_label(&t->columns, t->is->columns, column))
            return false;
    }
    return t->n > 0 && fits(t);
}

static int64_t people_in(const table *t, const char *row, const char *column)
{
    int64_t people = 0;
    for (size_t i = 0; i < t->n; i++)
        if ((row == NULL || t->cells[i].row == row) &&
            (column == NULL || t->cells[i].column == column))
            people += t->cells[i].people;
    return people;
}

static rf_status put_table(rf_pack_maker *m, const table *t, rf_err *err)
{
    const char *total = rf_pool_intern(m->pack->pool, RF_PACK_TOTAL, strlen(RF_PACK_TOTAL));
    for (int32_t row = 0; row <= t->rows.n; row++)
        for (int32_t column = 0; column <= t->columns.n; column++) {
            const char *r = row < t->rows.n ? t->rows.items[row] : NULL;
            const char *c = column < t->columns.n ? t->columns.items[column] : NULL;
            rf_pack_cell *cell =
                total == NULL ? NULL : rf_pack_put_cell(m->pack, m->pack->n_cases - 1);
            if (cell == NULL)
                return rf_fail_memory(err);
            cell->table = t->is->name;
            cell->row = r == NULL ? total : r;
            cell->column = c == NULL ? total : c;
            cell->people = people_in(t, r, c);
        }
    return RF_OK;
}

static rf_status suppress(rf_pack_cell *cells, size_t n, int64_t threshold, rf_err *err)
{
    rf_pack_grid grid;
    rf_pack_number(cells, n);
    rf_status rc = rf_pack_grid_new(&grid, cells, n, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_suppress(grid.hidden, &grid.tables, threshold, err);
    if (rc == RF_OK)
        rc = rf_attack(grid.intervals, &grid.tables, grid.hidden, err);
    for (size_t i = 0; i < n && rc == RF_OK; i++) {
        const int32_t c = cells[i].cell - 1;
        if (!grid.hidden[c])
            continue;
        cells[i].hidden = true;
        cells[i].people = 0;
        cells[i].interval = grid.intervals[c];
        if (!rf_is_protected(cells[i].interval, threshold))
            rc = rf_fail(err, RF_INTERNAL, "%s", _("a cell of a table could not be protected"));
    }
    rf_pack_grid_free(&grid);
    return rc;
}

rf_status rf_pack_add_tables(rf_pack_maker *m, const rf_pack_raw_job *job, rf_err *err)
{
    const size_t first = m->pack->n_cells;
    named_cell *room = rf_new_array(job->n_cells, sizeof *room);
    rf_status rc = room != NULL ? RF_OK : rf_fail_memory(err);
    for (int32_t i = 0; rf_pack_table_at(i) != NULL && rc == RF_OK; i++) {
        table t = {.is = rf_pack_table_at(i), .cells = room};
        const bool fits_all = collect(&t, m, job);
        if (m->lost)
            rc = rf_fail_memory(err);
        else if (fits_all)
            rc = put_table(m, &t, err);
    }
    free(room);
    if (rc == RF_OK && m->pack->n_cells > first)
        rc = suppress(m->pack->cells + first, m->pack->n_cells - first, m->pack->threshold, err);
    return rc;
}
