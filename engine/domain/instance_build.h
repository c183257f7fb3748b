/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to engine/domain: the steps that make an instance, in the order of rf_instance_new. Each
 * fills its own part of `in` from the linked rows and relies only on the parts filled before it.
 * RF_NO_MEMORY, or what is said beside it. */
#ifndef RF_DOMAIN_INSTANCE_BUILD_H
#define RF_DOMAIN_INSTANCE_BUILD_H

#include "engine/domain/instance.h"

typedef struct rf_build {
    rf_instance *in;
    const rf_territory *territory;
    const rf_scenario *scenario;
    const rf_baseline *baseline; /* NULL: none */
    rf_diags *diags;
    bool *closed; /* [sites][T] a closed_sites shock overlaps the period; dropped when the instance
                     is made */
} rf_build;

/* Consecutive periods, both included; last < first: none. */
typedef struct rf_periods {
    int32_t first, last;
} rf_periods;

/* The periods that share a day with the window, and those that it holds entirely. */
rf_periods rf_periods_overlapped(const rf_scenario *scenario, rf_date from, rf_date to);
rf_periods rf_periods_covered(const rf_scenario *scenario, rf_date from, rf_date to);

/* Who and what is there. */
rf_status rf_build_agents(rf_build *b, rf_err *err);
rf_status rf_build_needs(rf_build *b, rf_err *err);
rf_status rf_build_conventions(rf_build *b, rf_err *err);
rf_status rf_build_travel(rf_build *b, rf_err *err);

/* What happens to it. */
rf_status rf_build_contribution(rf_build *b, rf_err *err);
rf_status rf_build_closures(rf_build *b,
                            rf_err *err); /* closed sites and periods without remote work */
rf_status rf_build_demand(rf_build *b, rf_err *err);
rf_status rf_build_floors(rf_build *b, rf_err *err);

/* What was decided. Faulty pins go to diags as errors. */
rf_status rf_build_forbids(rf_build *b, rf_err *err);
rf_status rf_build_pins(rf_build *b, rf_err *err);
rf_status rf_build_baseline(rf_build *b, rf_err *err);
rf_status rf_build_levels(rf_build *b, rf_err *err);

/* What was probably not meant: needs outside the scenario's dates go to diags as one warning. */
rf_status rf_build_dates(rf_build *b, rf_err *err);

void rf_travel_map_free(struct rf_travel_map *map);

#endif
