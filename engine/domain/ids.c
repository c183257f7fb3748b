/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/ids.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/nearest.h"
#include "engine/domain/schema.h"

enum { MOST_COMPARISONS = 4000000 }; /* about a second */

enum { MOST_DIGITS = 20 }; /* of a number that a spreadsheet may have made shorter */

enum { LONGEST_ASKED = 64 }; /* bytes; nothing is near to a longer id */

typedef struct table_ids {
    int32_t *row_of;   /* by the id's number in the pool; -1: not a key of the table */
    const char **keys; /* by row; NULL until the first rf_ids_nearest */
    /* The last question, since wrong ids come in runs. */
    char asked[LONGEST_ASKED + 1];
    const char *answered;
} table_ids;

struct rf_ids {
    const rf_territory *territory;
    int32_t n_strings; /* later strings are no keys */
    int64_t comparisons_left;
    table_ids tables[RF_N_TABLES];
};

rf_ids *rf_ids_new(const rf_territory *territory)
{
    rf_ids *ids = calloc(1, sizeof *ids);
    if (ids == NULL)
        return NULL;
    ids->territory = territory;
    ids->n_strings = rf_pool_size(territory->strings);
    ids->comparisons_left = MOST_COMPARISONS;
    return ids;
}

void rf_ids_free(rf_ids *ids)
{
    if (ids == NULL)
        return;
    for (size_t i = 0; i < RF_N_TABLES; i++) {
        free(ids->tables[i].row_of);
        free(ids->tables[i].keys);
    }
    free(ids);
}

static const char *key_of(const rf_ids *ids, rf_table_id table, int32_t row)
{
    const rf_schema *schema = rf_schema_of(table);
    const char *bytes = rf_rows(ids->territory, table);
    const void *key = bytes + schema->row_size * (size_t)row + schema->columns[0].offset;
    return ((const rf_ref *)key)->id;
}

rf_status rf_ids_add_table(rf_ids *ids, rf_table_id table, rf_err *err)
{
    int32_t *row_of = rf_new_array((size_t)ids->n_strings, sizeof *row_of);
    if (row_of == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < ids->n_strings; i++)
        row_of[i] = -1;
    for (int32_t i = rf_n_rows(ids->territory, table) - 1; i >= 0; i--) {
        const char *key = key_of(ids, table, i);
        const int32_t number = key != NULL ? rf_pool_number(key) : ids->n_strings;
        if (number < ids->n_strings)
            row_of[number] = i;
    }
    free(ids->tables[table].row_of);
    ids->tables[table].row_of = row_of;
    return RF_OK;
}

static int32_t row_by_number(const rf_ids *ids, rf_table_id table, int32_t number)
{
    return number >= 0 && number < ids->n_strings ? ids->tables[table].row_of[number] : -1;
}

int32_t rf_ids_find(const rf_ids *ids, rf_table_id table, const char *id)
{
    return row_by_number(ids, table, rf_pool_find(ids->territory->strings, id, strlen(id)));
}

int32_t rf_ids_find_kept(const rf_ids *ids, rf_table_id table, const char *kept)
{
    return row_by_number(ids, table, rf_pool_number(kept));
}

/* Without memory there is no hint, which harms nobody. */
static const char *const *keys_of(rf_ids *ids, rf_table_id table)
{
    table_ids *of = &ids->tables[table];
    const int32_t n = rf_n_rows(ids->territory, table);
    if (of->keys == NULL) {
        of->keys = rf_new_array((size_t)n, sizeof *of->keys);
        for (int32_t i = 0; of->keys != NULL && i < n; i++)
            of->keys[i] = key_of(ids, table, i);
    }
    return of->keys;
}

const char *rf_ids_nearest(rf_ids *ids, rf_table_id table, const char *id)
{
    table_ids *of = &ids->tables[table];
    const size_t length = strlen(id);
    if (strcmp(of->asked, id) == 0)
        return of->answered;
    const int32_t n = rf_n_rows(ids->territory, table);
    if (length > LONGEST_ASKED || ids->comparisons_left < n)
        return NULL;
    const char *const *keys = keys_of(ids, table);
    if (keys == NULL)
        return NULL;
    ids->comparisons_left -= n;
    memcpy(of->asked, id, length + 1);
    of->answered = rf_nearest(id, keys, (size_t)n);
    return of->answered;
}

const char *rf_ids_but_for_zeros(const rf_ids *ids, rf_table_id table, const char *id)
{
    char padded[2 * MOST_DIGITS + 1];
    const char *digits = id + strspn(id, "0");
    const size_t n = strlen(digits);
    if (n == 0 || n > MOST_DIGITS || strspn(digits, "0123456789") != n)
        return NULL;
    memset(padded, '0', MOST_DIGITS);
    memcpy(padded + MOST_DIGITS, digits, n + 1);
    for (size_t zeros = 0; zeros + n <= MOST_DIGITS; zeros++) {
        const int32_t row = rf_ids_find(ids, table, padded + MOST_DIGITS - zeros);
        if (row >= 0)
            return key_of(ids, table, row);
    }
    return NULL;
}
