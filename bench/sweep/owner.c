/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "bench/sweep/sweep.h"

struct rf_sweep_owner {
    rf_pool *texts;
    void **arrays;
    size_t n, capacity;
};

struct rf_sweep_owner *rf_sweep_owner_new(void)
{
    struct rf_sweep_owner *owner = rf_new_array(1, sizeof *owner);
    if (owner != NULL && (owner->texts = rf_pool_new()) == NULL) {
        free(owner);
        return NULL;
    }
    return owner;
}

void rf_sweep_owner_free(struct rf_sweep_owner *owner)
{
    if (owner == NULL)
        return;
    for (size_t i = 0; i < owner->n; i++)
        free(owner->arrays[i]);
    free(owner->arrays);
    rf_pool_free(owner->texts);
    free(owner);
}

const char *rf_sweep_keep_text(struct rf_sweep_owner *owner, const char *text)
{
    return rf_pool_intern(owner->texts, text, strlen(text));
}

void *rf_sweep_keep_array(struct rf_sweep_owner *owner, size_t n, size_t size)
{
    void **grown = rf_grow(owner->arrays, &owner->capacity, owner->n + 1, sizeof *owner->arrays);
    if (grown == NULL)
        return NULL;
    owner->arrays = grown;
    void *array = rf_new_array(n, size);
    if (array != NULL)
        owner->arrays[owner->n++] = array;
    return array;
}
