/* SPDX-License-Identifier: GPL-3.0-or-later
 * 64-bit FNV-1a. Source: Fowler, Noll, Vo, draft-eastlake-fnv. */
#ifndef RF_CORE_HASH_H
#define RF_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

static const uint64_t RF_FNV1A64_START = 0xcbf29ce484222325U;

/* The hash continued over n more bytes; begin with RF_FNV1A64_START. */
static inline uint64_t rf_fnv1a64(uint64_t hash, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3U;
    return hash;
}

#endif
