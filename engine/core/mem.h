/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory whose sizes cannot overflow. Everything is released with free(). */
#ifndef RF_CORE_MEM_H
#define RF_CORE_MEM_H

#include <stddef.h>

/* `n` zeroed elements of `size` bytes; never NULL for n == 0 unless memory is out. NULL: out of
 * memory. */
void *rf_new_array(size_t n, size_t size);

/* Room for at least `wanted` elements in `array` of `*capacity`; grows by half, moves as realloc
 * does. Returns the array (with *capacity updated) or NULL, the old array then untouched. The new
 * part is not zeroed. */
void *rf_grow(void *array, size_t *capacity, size_t wanted, size_t size);

#endif
