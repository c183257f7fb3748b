/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a user names by its id: looked up, and where there is none of it, the nearest that there is.
 */
#ifndef RF_CLI_NAMING_H
#define RF_CLI_NAMING_H

#include "adapters/cli/command.h"

/* One kind of things that have ids, numbered 0..n-1. */
typedef struct rf_naming {
    const char *(*name)(const rf_instance *in, int32_t i);
    int32_t n;
} rf_naming;

rf_naming rf_naming_agents(const rf_instance *in);
rf_naming rf_naming_needs(const rf_instance *in);
rf_naming rf_naming_units(const rf_instance *in);
rf_naming rf_naming_levels(const rf_instance *in);

/* -1: none has the id. O(n). */
int32_t rf_naming_find(const rf_instance *in, rf_naming of, const char *id);

/* Asks whether the nearest was meant, where one is near. O(n). */
void rf_naming_hint(const rf_instance *in, rf_naming of, const char *id);

#endif
