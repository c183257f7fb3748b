/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is drawn absent (DATA.md, "absence"): the same people at 25 % are, with others, absent at
 * 40 %, on every machine. */
#ifndef RF_DOMAIN_DRAW_H
#define RF_DOMAIN_DRAW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "engine/core/hash.h"

/* fnv1a64("SEED:AGENT") mod 10000 < centi_percent (hundredths of a percent). */
static inline bool rf_is_drawn(int64_t seed, int32_t centi_percent, const char *agent)
{
    char prefix[32];
    const int n = snprintf(prefix, sizeof prefix, "%lld:", (long long)seed);
    const uint64_t hash = rf_fnv1a64(RF_FNV1A64_START, prefix, (size_t)n);
    return rf_fnv1a64(hash, agent, strlen(agent)) % 10000 < (uint64_t)centi_percent;
}

#endif
