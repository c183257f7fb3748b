/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/margins.h"

#include <string.h>

int32_t margins_cell(margins_size size, int32_t row, int32_t column)
{
    return row * (size.columns + 1) + column;
}

/* The second table's own cells follow the first's; its row totals and its grand total are the
 * first's. */
static int32_t cell_beside(margins_size size, int32_t row, int32_t column)
{
    const int32_t own = (size.rows + 1) * (size.columns + 1);
    return column == size.beside ? margins_cell(size, row, size.columns)
                                 : own + row * size.beside + column;
}

static int32_t cell_of(margins_size size, bool beside, int32_t row, int32_t column)
{
    return beside ? cell_beside(size, row, column) : margins_cell(size, row, column);
}

static void add_relations(margins *m, margins_size size, bool beside)
{
    const int32_t columns = beside ? size.beside : size.columns;
    int32_t n = m->first[m->tables.n_relations];
    for (int32_t row = 0; row <= size.rows; row++) {
        m->members[n++] = cell_of(size, beside, row, columns);
        for (int32_t column = 0; column < columns; column++)
            m->members[n++] = cell_of(size, beside, row, column);
        m->first[++m->tables.n_relations] = n;
    }
    for (int32_t column = 0; column < columns + !beside; column++) {
        m->members[n++] = cell_of(size, beside, size.rows, column);
        for (int32_t row = 0; row < size.rows; row++)
            m->members[n++] = cell_of(size, beside, row, column);
        m->first[++m->tables.n_relations] = n;
    }
}

/* Totals are set so that each relation adds up, in the order that makes parts before totals. */
static void add_up(margins *m, int32_t relation)
{
    int64_t sum = 0;
    for (int32_t i = m->first[relation] + 1; i < m->first[relation + 1]; i++)
        sum += m->people[m->members[i]];
    m->people[m->members[m->first[relation]]] = sum;
}

static int64_t draw(rf_random *random, int32_t most)
{
    const int32_t kind = rf_random_below(random, 4);
    if (kind == 0)
        return 0;
    return 1 + rf_random_below(random, kind < 3 && most > 15 ? 15 : most);
}

/* A row's people over the columns of the second table, at random. */
static void spread(margins *m, margins_size size, int32_t row, rf_random *random)
{
    int64_t left = m->people[margins_cell(size, row, size.columns)];
    for (int32_t column = 0; column < size.beside; column++) {
        const bool last = column == size.beside - 1;
        const int64_t here = last ? left : rf_random_below(random, (int32_t)left + 1);
        m->people[cell_beside(size, row, column)] = here;
        left -= here;
    }
}

void margins_draw(margins *out, margins_size size, int32_t most, uint64_t seed)
{
    rf_random random = {seed * 2654435761U + 17};
    memset(out, 0, sizeof *out);
    out->tables.people = out->people;
    out->tables.first = out->first;
    out->tables.members = out->members;
    for (int32_t row = 0; row < size.rows; row++)
        for (int32_t column = 0; column < size.columns; column++)
            out->people[margins_cell(size, row, column)] = draw(&random, most);
    add_relations(out, size, false);
    out->tables.n_cells = (size.rows + 1) * (size.columns + 1);
    for (int32_t column = 0; column < size.columns; column++)
        add_up(out, size.rows + 1 + column);
    for (int32_t row = 0; row <= size.rows; row++)
        add_up(out, row);
    if (size.beside == 0)
        return;
    const int32_t first = out->tables.n_relations;
    add_relations(out, size, true);
    out->tables.n_cells += (size.rows + 1) * size.beside;
    for (int32_t row = 0; row < size.rows; row++)
        spread(out, size, row, &random);
    for (int32_t column = 0; column < size.beside; column++)
        add_up(out, first + size.rows + 1 + column);
}
