/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "engine/core/mem.h"

/* Strings live in slabs with their hash handles, so that a million of them are a few hundred
 * allocations and freeing the pool does not visit them. */
enum { SLAB_BYTES = 1 << 18 };

typedef struct entry {
    UT_hash_handle hh;
    int32_t number;
    char bytes[];
} entry;

typedef struct slab {
    struct slab *next;
    size_t used, size;
    max_align_t room[];
} slab;

struct rf_pool {
    slab *slabs; /* the one being filled first */
    entry *by_text;
    entry **by_number;
    size_t capacity;
    int32_t size;
};

rf_pool *rf_pool_new(void)
{
    return rf_new_array(1, sizeof(rf_pool));
}

void rf_pool_free(rf_pool *pool)
{
    if (pool == NULL)
        return;
    HASH_CLEAR(hh, pool->by_text);
    while (pool->slabs != NULL) {
        slab *next = pool->slabs->next;
        free(pool->slabs);
        pool->slabs = next;
    }
    free(pool->by_number);
    free(pool);
}

static bool has_room(const slab *s, size_t bytes)
{
    return s != NULL && s->size - s->used >= bytes;
}

static bool add_slab(rf_pool *pool, size_t bytes)
{
    const size_t size = bytes > SLAB_BYTES ? bytes : SLAB_BYTES;
    slab *s = malloc(sizeof *s + size);
    if (s == NULL)
        return false;
    *s = (slab){.next = pool->slabs, .size = size};
    pool->slabs = s;
    return true;
}

/* The next entry's place in the current slab; it is taken only by keep(). */
static entry *place_entry(rf_pool *pool, size_t n)
{
    if (n > SIZE_MAX / 2)
        return NULL;
    const size_t bytes = sizeof(entry) + n + 1;
    if (!has_room(pool->slabs, bytes) && !add_slab(pool, bytes))
        return NULL;
    return (entry *)(void *)((char *)pool->slabs->room + pool->slabs->used);
}

static void keep(rf_pool *pool, entry *e, size_t n)
{
    const size_t align = _Alignof(entry);
    const size_t bytes = (sizeof(entry) + n + 1 + align - 1) / align * align;
    slab *s = pool->slabs;
    s->used = s->size - s->used < bytes ? s->size : s->used + bytes;
    pool->by_number[pool->size++] = e;
}

static entry *find_entry(const rf_pool *pool, const char *bytes, size_t n)
{
    entry *e = NULL;
    const char *key = n > 0 ? bytes : "";
    HASH_FIND(hh, pool->by_text, key, n, e);
    return e;
}

const char *rf_pool_intern(rf_pool *pool, const char *bytes, size_t n)
{
    entry *e = find_entry(pool, bytes, n);
    if (e != NULL)
        return e->bytes;
    if (pool->size == INT32_MAX)
        return NULL;
    entry **by_number =
        rf_grow(pool->by_number, &pool->capacity, (size_t)pool->size + 1, sizeof(entry *));
    if (by_number == NULL)
        return NULL;
    pool->by_number = by_number;
    e = place_entry(pool, n);
    if (e == NULL)
        return NULL;
    *e = (entry){.number = pool->size};
    if (n > 0)
        memcpy(e->bytes, bytes, n);
    e->bytes[n] = '\0';
    HASH_ADD_KEYPTR(hh, pool->by_text, e->bytes, n, e);
    if (e->hh.tbl == NULL)
        return NULL;
    keep(pool, e, n);
    return e->bytes;
}

int32_t rf_pool_find(const rf_pool *pool, const char *bytes, size_t n)
{
    const entry *e = find_entry(pool, bytes, n);
    return e != NULL ? e->number : -1;
}

int32_t rf_pool_size(const rf_pool *pool)
{
    return pool->size;
}

const char *rf_pool_at(const rf_pool *pool, int32_t number)
{
    return pool->by_number[number]->bytes;
}
