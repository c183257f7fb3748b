/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/crossings.h"

#include <stdlib.h>

#include "engine/core/mem.h"

rf_status rf_crossings_add(rf_crossings *c, int32_t row, rf_entry entry, rf_err *err)
{
    rf_crossing *items = rf_grow(c->items, &c->capacity, c->n + 1, sizeof *items);
    if (items == NULL)
        return rf_fail_memory(err);
    c->items = items;
    items[c->n++] = (rf_crossing){row, entry};
    return RF_OK;
}

static int compare(const void *a, const void *b)
{
    const rf_crossing *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->entry.index < y->entry.index ? -1 : x->entry.index > y->entry.index;
}

void rf_crossings_sort(rf_crossings *c)
{
    if (c->n > 0)
        qsort(c->items, c->n, sizeof *c->items, compare);
}

int32_t rf_crossings_take(rf_entry *out, const rf_crossings *c, size_t *at, int32_t row)
{
    int32_t n = 0;
    for (; *at < c->n && c->items[*at].row == row; (*at)++)
        out[n++] = c->items[*at].entry;
    return n;
}

void rf_crossings_free(rf_crossings *c)
{
    free(c->items);
}
