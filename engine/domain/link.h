/* SPDX-License-Identifier: GPL-3.0-or-later
 * Linking: what a territory's rows say of each other. */
#ifndef RF_DOMAIN_LINK_H
#define RF_DOMAIN_LINK_H

#include "engine/core/diag.h"
#include "engine/domain/scenario.h"
#include "engine/domain/territory.h"

/* Resolves every reference and word, and reports every fault between rows.
 *
 * Errors: a key twice (both places are named, an agent in two units is said as such; the later row
 * is refused, the first too unless both say the same), an id that is in no row (with the nearest
 * known), a window that ends before it begins, max_stay below min_stay, trainee_level above
 * min_level, a convention of an organisation with itself, a pin without need, two travel times for
 * one ordered pair.
 * Warnings: a skill that a need (also by `any_of`) or a floor asks for and nobody holds, a trainee
 * level that can bring no trainee, a restriction (once) that is a condition of no need while some
 * need has conditions, a floor, required skill or travel time twice, a closed initiative without
 * outcome.
 * A row with an error is marked refused; a row that refers to a refused row is marked refused too,
 * with a note that names it and no further error. Ids are told at their cell, other values at
 * column 1 of their row.
 *
 * Where a table is marked unread, references to it are not judged, and refusals that go on from
 * row to row are not told: the reading has failed anyway.
 *
 * A row with an empty required cell must come refused. May be called again after rows were dropped:
 * no error is left then, warnings come again. RF_NO_MEMORY only. O(rows). */
rf_status rf_territory_link(rf_territory *territory, rf_diags *diags, rf_err *err);

/* Removes every refused row; links are void until rf_territory_link is called again. O(rows). */
void rf_territory_drop_refused(rf_territory *territory);

/* Resolves the scenario's ids in a linked territory; an unknown one is an error at its place in the
 * scenario file. RF_NO_MEMORY only. */
rf_status rf_scenario_link(rf_scenario *scenario, const rf_territory *territory, rf_diags *diags,
                           rf_err *err);

#endif
