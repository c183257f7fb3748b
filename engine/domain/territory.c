/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/territory.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/schema.h"

rf_territory *rf_territory_new(void)
{
    rf_territory *t = calloc(1, sizeof *t);
    if (t == NULL)
        return NULL;
    t->strings = rf_pool_new();
    t->skills = rf_pool_new();
    t->codes = rf_pool_new();
    t->labels = rf_pool_new();
    if (t->strings == NULL || t->skills == NULL || t->codes == NULL || t->labels == NULL) {
        rf_territory_free(t);
        return NULL;
    }
    return t;
}

void rf_territory_free(rf_territory *territory)
{
    if (territory == NULL)
        return;
    for (size_t i = 0; i < RF_N_TABLES; i++)
        free(territory->tables[i].rows);
    for (size_t i = 0; i < territory->n_lists; i++)
        free(territory->lists[i]);
    free(territory->lists);
    free(territory->files);
    rf_pool_free(territory->labels);
    rf_pool_free(territory->codes);
    rf_pool_free(territory->skills);
    rf_pool_free(territory->strings);
    free(territory);
}

rf_status rf_territory_add_file(uint16_t *out, rf_territory *territory, const char *name,
                                rf_err *err)
{
    if (territory->n_files >= UINT16_MAX)
        return rf_fail(err, RF_BAD_INPUT,
                       _("'%s' is one file too many: a territory has at most %d"), name,
                       UINT16_MAX);
    const char **files = rf_grow(territory->files, &territory->files_capacity,
                                 territory->n_files + 1, sizeof *files);
    if (files == NULL)
        return rf_fail_memory(err);
    territory->files = files;
    const char *copy = rf_pool_intern(territory->strings, name, strlen(name));
    if (copy == NULL)
        return rf_fail_memory(err);
    files[territory->n_files] = copy;
    *out = (uint16_t)territory->n_files++;
    return RF_OK;
}

void *rf_territory_add_row(rf_territory *territory, rf_table_id table)
{
    const size_t size = rf_schema_of(table)->row_size;
    rf_table *to = &territory->tables[table];
    if (to->n >= INT32_MAX)
        return NULL;
    char *rows = rf_grow(to->rows, &to->capacity, to->n + 1, size);
    if (rows == NULL)
        return NULL;
    to->rows = rows;
    return memset(rows + size * to->n++, 0, size);
}

void rf_territory_remove_row(rf_territory *territory, rf_table_id table, int32_t row)
{
    const size_t size = rf_schema_of(table)->row_size, at = (size_t)row;
    rf_table *from = &territory->tables[table];
    char *rows = from->rows;
    memmove(rows + size * at, rows + size * (at + 1), size * (from->n - at - 1));
    from->n--;
}

rf_ref *rf_territory_add_refs(rf_territory *territory, size_t n)
{
    void **lists = rf_grow(territory->lists, &territory->lists_capacity, territory->n_lists + 1,
                           sizeof *lists);
    if (lists == NULL)
        return NULL;
    territory->lists = lists;
    rf_ref *refs = rf_new_array(n, sizeof *refs);
    if (refs != NULL)
        lists[territory->n_lists++] = refs;
    return refs;
}
