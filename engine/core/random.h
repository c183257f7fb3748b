/* SPDX-License-Identifier: GPL-3.0-or-later
 * Seeded random numbers, the same on every machine. Source: S. Vigna, splitmix64 (public domain).
 */
#ifndef RF_CORE_RANDOM_H
#define RF_CORE_RANDOM_H

#include <stdint.h>

typedef struct rf_random {
    uint64_t state;
} rf_random;

static inline uint64_t rf_random_next(rf_random *r)
{
    uint64_t z = (r->state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/* 0 .. n-1, n > 0; bias below n / 2^32. */
static inline int32_t rf_random_below(rf_random *r, int32_t n)
{
    return (int32_t)(((rf_random_next(r) >> 32) * (uint64_t)n) >> 32);
}

/* 0 <= x < 1. */
static inline double rf_random_share(rf_random *r)
{
    return (double)(rf_random_next(r) >> 11) * 0x1p-53;
}

#endif
