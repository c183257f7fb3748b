/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delegation envelopes and the validations that a plan asks for, as JSON.
 *
 *   {"name": "...",
 *    "delegations": [
 *      {"of": "CCAS",                     an organisation; "*": every other
 *       "unit": CONDITIONS,               what the nearest manager decides alone; default: nothing
 *       "silence": {"days": 3, ...},      and CONDITIONS: then silence is consent; default: never
 *       "organisation": CONDITIONS,       what it decides without the territory; default: nothing
 *       "limits": {"floor": 0.5, "max_travel": 15}}],        default: no local change
 *    "changes": [{"unit": "U-1", "floor": -0.5, "max_travel": 10, "from": DATE, "to": DATE,
 *                 "author": "...", "reason": "..."}]}
 *
 * CONDITIONS is an object of any of: same_organisation, qualified, floor_kept (true or false),
 * consent (a list), max_periods, max_travel (minutes). */
#ifndef RF_ADAPTERS_JSON_ENVELOPE_H
#define RF_ADAPTERS_JSON_ENVELOPE_H

#include "adapters/json/json.h"

/* Reads an envelope as rf_json_read_scenario reads a scenario. Ids are not resolved:
 * rf_envelope_link. */
rf_status rf_json_read_envelope(rf_envelope **out, const char *path, rf_diags *diags, rf_err *err);

/* What a plan and its validations are about. */
typedef struct rf_validations_context {
    const rf_instance *in;
    const rf_plan *plan;
    const rf_envelope *envelope;
} rf_validations_context;

/* {"format": "renfort-validations/1", counts, the local changes, then one move a line}.
 * RF_NO_MEMORY only. */
rf_status rf_json_write_validations(rf_buf *out, const rf_validations *validations,
                                    const rf_validations_context *context, rf_err *err);

#endif
