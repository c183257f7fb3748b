/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

/* Strings live in slabs, so that a million of them are a few hundred allocations and freeing the
 * pool does not visit them. */
enum { SLAB_BYTES = 1 << 18 };

typedef struct entry {
    int32_t number;
    uint32_t n;
    char bytes[];
} entry;

typedef struct slab {
    struct slab *next;
    size_t used, size;
    max_align_t room[];
} slab;

/* The table is open and probed slot by slot, hashes in the slots: a look-up among a million strings
 * leaves the cache twice, for a slot and for the string. A chained table (uthash) follows several
 * handles of 56 bytes. */
typedef struct slot {
    entry *entry; /* NULL: free */
    uint32_t hash;
} slot;

struct rf_pool {
    slab *slabs; /* the one being filled first */
    slot *slots;
    size_t n_slots; /* a power of two, 0 before the first string; at most two thirds are taken */
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
    while (pool->slabs != NULL) {
        slab *next = pool->slabs->next;
        free(pool->slabs);
        pool->slabs = next;
    }
    free(pool->slots);
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
    if (n > UINT32_MAX)
        return NULL;
    const size_t bytes = sizeof(entry) + n + 1;
    if (!has_room(pool->slabs, bytes) && !add_slab(pool, bytes))
        return NULL;
    return (entry *)(void *)((char *)pool->slabs->room + pool->slabs->used);
}

static void keep(rf_pool *pool, entry *e)
{
    const size_t align = _Alignof(entry);
    const size_t bytes = (sizeof(entry) + e->n + 1 + align - 1) / align * align;
    slab *s = pool->slabs;
    s->used = s->size - s->used < bytes ? s->size : s->used + bytes;
    pool->by_number[pool->size++] = e;
}

/* --- The table ------------------------------------------------------------------------------- */

static uint64_t word_at(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* All of n < 8 bytes; with n, no two texts give the same. */
static uint64_t short_word(const char *bytes, size_t n)
{
    uint64_t word = 0;
    for (size_t i = 0; i < n; i++)
        word = word << 8 | (unsigned char)bytes[i];
    return word;
}

static uint64_t mix(uint64_t hash)
{
    return (hash ^ hash >> 32) * 0x9E3779B97F4A7C15U; /* 2^64 over the golden ratio */
}

/* Eight bytes a step, the last eight overlapping. It differs between machines and is kept nowhere.
 */
static uint32_t hash_of(const char *bytes, size_t n)
{
    uint64_t hash = mix(n);
    if (n < sizeof hash)
        return (uint32_t)(mix(hash ^ short_word(bytes, n)) >> 32);
    for (size_t i = 0; i + sizeof hash < n; i += sizeof hash)
        hash = mix(hash ^ word_at(bytes + i));
    return (uint32_t)(mix(hash ^ word_at(bytes + n - sizeof hash)) >> 32);
}

static bool holds(const entry *e, const char *bytes, size_t n)
{
    return e->n == n && (n == 0 || memcmp(e->bytes, bytes, n) == 0);
}

/* The slot of the string, or the free one that is its own. There are slots, one of them free. */
static slot *find_slot(const rf_pool *pool, uint32_t hash, const char *bytes, size_t n)
{
    const size_t mask = pool->n_slots - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        slot *s = &pool->slots[i];
        if (s->entry == NULL || (s->hash == hash && holds(s->entry, bytes, n)))
            return s;
    }
}

static void move_slots(slot *to, size_t mask, const rf_pool *from)
{
    for (size_t k = 0; k < from->n_slots; k++) {
        const slot s = from->slots[k];
        size_t i = s.hash & mask;
        if (s.entry == NULL)
            continue;
        while (to[i].entry != NULL)
            i = (i + 1) & mask;
        to[i] = s;
    }
}

/* Slots for one more string. */
static bool make_slots(rf_pool *pool)
{
    enum { FIRST = 32 };
    if (((size_t)pool->size + 1) * 3 <= pool->n_slots * 2)
        return true;
    const size_t n = pool->n_slots > 0 ? pool->n_slots * 2 : FIRST;
    slot *slots = rf_new_array(n, sizeof *slots);
    if (slots == NULL)
        return false;
    move_slots(slots, n - 1, pool);
    free(pool->slots);
    pool->slots = slots;
    pool->n_slots = n;
    return true;
}

/* Room for one more string in both arrays. */
static bool make_room(rf_pool *pool)
{
    if (pool->size == INT32_MAX - 1)
        return false;
    entry **by_number =
        rf_grow(pool->by_number, &pool->capacity, (size_t)pool->size + 1, sizeof(entry *));
    if (by_number == NULL)
        return false;
    pool->by_number = by_number;
    return make_slots(pool);
}

const char *rf_pool_intern(rf_pool *pool, const char *bytes, size_t n)
{
    const uint32_t hash = hash_of(bytes, n);
    slot *s = pool->n_slots > 0 ? find_slot(pool, hash, bytes, n) : NULL;
    if (s != NULL && s->entry != NULL)
        return s->entry->bytes;
    entry *e = make_room(pool) ? place_entry(pool, n) : NULL;
    if (e == NULL)
        return NULL;
    *e = (entry){.number = pool->size, .n = (uint32_t)n};
    if (n > 0)
        memcpy(e->bytes, bytes, n);
    e->bytes[n] = '\0';
    keep(pool, e);
    *find_slot(pool, hash, e->bytes, n) = (slot){e, hash};
    return e->bytes;
}

int32_t rf_pool_find(const rf_pool *pool, const char *bytes, size_t n)
{
    const slot *s = pool->n_slots > 0 ? find_slot(pool, hash_of(bytes, n), bytes, n) : NULL;
    return s != NULL && s->entry != NULL ? s->entry->number : -1;
}

int32_t rf_pool_number(const char *kept)
{
    const void *e = kept - offsetof(entry, bytes);
    return ((const entry *)e)->number;
}

int32_t rf_pool_size(const rf_pool *pool)
{
    return pool->size;
}

const char *rf_pool_at(const rf_pool *pool, int32_t number)
{
    return pool->by_number[number]->bytes;
}
