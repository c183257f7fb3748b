/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/mem.h"

#include <stdint.h>
#include <stdlib.h>

void *rf_new_array(size_t n, size_t size)
{
    return calloc(n > 0 ? n : 1, size);
}

void *rf_grow(void *array, size_t *capacity, size_t wanted, size_t size)
{
    if (array != NULL && wanted <= *capacity)
        return array;
    size_t room = *capacity + *capacity / 2;
    if (room < wanted)
        room = wanted;
    if (room < 16)
        room = 16;
    if (room > SIZE_MAX / size)
        return NULL;
    void *moved = realloc(array, room * size);
    if (moved != NULL)
        *capacity = room;
    return moved;
}
