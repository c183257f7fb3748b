/* SPDX-License-Identifier: GPL-3.0-or-later
 * A variant of a territory and a scenario: the same files with a few cells or rows changed, to ask
 * "what if?". Each edit says what a hand would write in a file, so that a variant and the files
 * changed by hand make the same instance.
 *
 * Tables are shared with the original until an edit writes to them; then they are copied. Added
 * rows come last and are linked as they are added: row numbers of the original stay true. */
#ifndef RF_DOMAIN_VARIANT_H
#define RF_DOMAIN_VARIANT_H

#include "engine/core/status.h"
#include "engine/domain/scenario.h"
#include "engine/domain/territory.h"

typedef enum rf_edit_kind {
    RF_EDIT_PIN,        /* decisions: agent serves need on the periods first..last */
    RF_EDIT_FORBID,     /* decisions: agent never serves need */
    RF_EDIT_CONSENT,    /* agents: agent's consent becomes `amount` (rf_consent) */
    RF_EDIT_TRAVEL,     /* agents: agent's max_travel becomes `amount` minutes */
    RF_EDIT_SKILL,      /* skills: agent holds `skill` at level `amount`, for ever */
    RF_EDIT_FLOOR,      /* floors: row `floor` keeps `amount` centi-FTE; where a shock states the
                             floor of its unit: one more shock, for the unit */
    RF_EDIT_CONVENTION, /* conventions: lender lends to borrower without limit, always */
    RF_EDIT_AWAY,       /* scenario: max_periods_away becomes `amount` */
    RF_EDIT_STAYS,      /* scenario: max_stays becomes `amount` */
    RF_EDIT_MAX_STAY,   /* needs: need's max_stay becomes `amount` */
    RF_EDIT_MIN_STAY,   /* needs: need's min_stay becomes `amount` */
    RF_EDIT_DATES,      /* needs and demand: need's dates move by `amount` days */
    RF_N_EDITS
} rf_edit_kind;

/* Row numbers of the territory, a skill's number in its pool; what a kind does not name is not
 * looked at. */
typedef struct rf_edit {
    rf_edit_kind kind;
    int32_t agent, need, skill, floor, lender, borrower;
    int32_t first, last; /* periods */
    int32_t amount;
} rf_edit;

typedef struct rf_variant rf_variant;

/* The original must be linked without error and outlive the variant. RF_NO_MEMORY only. O(rows of
 * the tables written to). */
rf_status rf_variant_new(rf_variant **out, const rf_territory *territory,
                         const rf_scenario *scenario, const rf_edit *edits, int32_t n_edits,
                         rf_err *err);
void rf_variant_free(rf_variant *variant);

/* Linked; they live as long as the variant. */
const rf_territory *rf_variant_territory(const rf_variant *variant);
const rf_scenario *rf_variant_scenario(const rf_variant *variant);

/* The last shock that states the whole-unit floor of a unit, -1: none does. O(units in shocks). */
int32_t rf_floor_shock_of(const rf_scenario *scenario, int32_t unit);

#endif
