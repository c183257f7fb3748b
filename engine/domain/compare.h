/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans of one territory side by side. The plans may come from different scenarios, so each brings
 * its own instance. Every figure is added up from the moves, none is copied from a document. */
#ifndef RF_DOMAIN_COMPARE_H
#define RF_DOMAIN_COMPARE_H

#include "engine/domain/burden.h"
#include "engine/domain/ledger.h"
#include "engine/domain/sheet.h"

enum { RF_MAX_COMPARED = 6 };

/* One plan to compare. Everything is borrowed. */
typedef struct rf_compared {
    const char *file;
    const rf_instance *in;
    const rf_plan *plan;
    const rf_ledger *ledger;
    rf_gini gini;
    int64_t breaches; /* of its files' rules, by the plan as it was read */
} rf_compared;

/* Adds three sheets, for n <= RF_MAX_COMPARED plans:
 *   plans    number, file, scenario's name, status
 *   levels   by the name of a level in the order in which it first comes: its value in each plan
 *            that has it
 *   figures  by measure: agents moved, stays, by tier the share covered and the FTE-periods unmet,
 *            floors dipped, FTE-days lent between organisations, the burden's Gini coefficient
 * RF_NO_MEMORY only. */
rf_status rf_compare_sheets(rf_sheets *out, const rf_compared *plans, int32_t n, rf_err *err);

#endif
