/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pool of strings: equal strings are stored once, so equal means the same pointer and the same
 * number. */
#ifndef RF_CORE_POOL_H
#define RF_CORE_POOL_H

#include <stddef.h>
#include <stdint.h>

typedef struct rf_pool rf_pool;

rf_pool *rf_pool_new(void); /* NULL: out of memory */
void rf_pool_free(rf_pool *pool);

/* The pool's own copy of the n bytes (NUL-terminated), valid until rf_pool_free. NULL: out of
 * memory (a string of 4 GiB is, too). O(n). */
const char *rf_pool_intern(rf_pool *pool, const char *bytes, size_t n);

/* The number (0, 1, 2... in order of first interning) of a string that is in the pool, -1
 * otherwise. */
int32_t rf_pool_find(const rf_pool *pool, const char *bytes, size_t n);

/* The same of what rf_pool_intern or rf_pool_at returned, and of nothing else. O(1), and it does
 * not look for it. */
int32_t rf_pool_number(const char *kept);

int32_t rf_pool_size(const rf_pool *pool);
const char *rf_pool_at(const rf_pool *pool, int32_t number);

#endif
