/* SPDX-License-Identifier: GPL-3.0-or-later
 * Results of sweeps that were never run, for tests of packs. */
#ifndef RF_TESTS_SWEEPS_H
#define RF_TESTS_SWEEPS_H

#include "adapters/store/results.h"

/* In every name, id and comment that sweep_write makes up. */
#define SWEEP_SECRET "zqx"

typedef struct sweep_shape {
    const char *territory, *other; /* other NULL: one territory */
    const char *version;
    int32_t draws, organisations;
    uint64_t seed;
    bool secrets; /* texts where none are due: tables, figures and groups that nobody knows, ... */
} sweep_shape;

/* Scenarios "pandemic-25" and a name of the territory's own, variants "base" and "no SECRET";
 * every figure of the table of key figures, some of few people. Fails the test otherwise. */
void sweep_write(const char *path, const sweep_shape *shape);

#endif
