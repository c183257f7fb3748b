/* SPDX-License-Identifier: GPL-3.0-or-later
 * Linking: what a territory's rows say of each other. */
#ifndef RF_DOMAIN_LINK_H
#define RF_DOMAIN_LINK_H

#include "engine/core/diag.h"
#include "engine/domain/scenario.h"
#include "engine/domain/territory.h"

/* Resolves every reference and word, and reports every fault between rows: duplicate keys (both
 * places; an agent in two units is said as such), unknown ids (with the nearest known), windows
 * that end before they begin, an `any_of`, floor or needed skill that nobody holds (warning), a
 * convention of an organisation with itself, and so on. A row with an error is marked refused; a
 * row that refers to a refused row is marked refused too, with a note that names it. May be called
 * again after rows were dropped. RF_NO_MEMORY only. O(rows). */
rf_status rf_territory_link(rf_territory *territory, rf_diags *diags, rf_err *err);

/* Removes every refused row; links are then void until rf_territory_link is called again. O(rows).
 */
void rf_territory_drop_refused(rf_territory *territory);

/* Resolves the scenario's ids in a linked territory; an unknown one is an error at its place in the
 * scenario file. RF_NO_MEMORY only. */
rf_status rf_scenario_link(rf_scenario *scenario, const rf_territory *territory, rf_diags *diags,
                           rf_err *err);

#endif
