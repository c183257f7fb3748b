/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans of one territory as operands: TERRITORY [SCENARIO] PLAN [[SCENARIO] PLAN]..., each read
 * with the scenario before it, else with the one of the territory that it was made from. */
#ifndef RF_CLI_COMPARED_H
#define RF_CLI_COMPARED_H

#include "adapters/cli/inputs.h"

/* A plan and all that it was read with. */
typedef struct rf_compared_side {
    rf_inputs inputs;
    rf_plan *plan;
    rf_ledger *ledger;
    int64_t breaches;
    bool read; /* the inputs are to be freed */
} rf_compared_side;

typedef struct rf_compared_plans {
    rf_compared_side sides[RF_MAX_COMPARED];
    rf_compared compared[RF_MAX_COMPARED]; /* borrows from the sides */
    int32_t n;
    const char *scenario; /* of the next plan; NULL: the one that the plan names */
} rf_compared_plans;

/* Reads all operands of the request and tells what is wrong; fewer than `least` plans or more than
 * RF_MAX_COMPARED are wrong usage. Free it always. */
rf_exit rf_compared_read(rf_compared_plans *out, const rf_request *request, int32_t least);
void rf_compared_free(rf_compared_plans *plans);

#endif
