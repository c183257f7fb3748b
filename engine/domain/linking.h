/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of linking (link*.c) share; nothing else includes this. */
#ifndef RF_DOMAIN_LINKING_H
#define RF_DOMAIN_LINKING_H

#include "engine/core/diag.h"
#include "engine/domain/ids.h"
#include "engine/domain/schema.h"
#include "engine/domain/territory.h"

typedef struct rf_linking {
    rf_territory *territory;
    rf_diags *diags;
    rf_ids *ids;
    rf_pool *phrases;          /* of restrictions and conditions, that were warned of */
    bool partial;              /* some table is unread: what its absence refuses is no finding */
    bool refused[RF_N_TABLES]; /* of a linked table that others refer to: some row is refused */
} rf_linking;

rf_place rf_linking_place(const rf_linking *linking, rf_at at);
const char *rf_linking_file(const rf_linking *linking, rf_at at);
void *rf_linking_row(const rf_linking *linking, rf_table_id table, int32_t i);

/* Two rows have the same key (rf_schema.key). The later is refused with an error that names both
 * places; the first is refused too, with a note, when the two differ: neither can be trusted more
 * than the other. */
void rf_linking_refuse_repeat(const rf_linking *linking, rf_table_id table, void *first,
                              void *again);

/* link_values.c: what one row says against itself. Rows that the reader refused are passed over.
 * O(rows). */
void rf_link_check_values(const rf_linking *linking, rf_table_id table);

/* link_rules.c: what linked rows of tables without a single key say of each other. RF_NO_MEMORY
 * only. O(rows). */
rf_status rf_link_check_rules(const rf_linking *linking, rf_err *err);

/* link_skills.c: warns of skills that a need or a floor asks for and nobody holds. RF_NO_MEMORY
 * only. O(rows). */
rf_status rf_link_check_skills(const rf_linking *linking, rf_err *err);

/* link_codes.c: takes the small words of a sentence ("de", "of") out of a list of codes, with a
 * warning for each phrase: "travail de nuit" and "port de charges" have no code in common. */
void rf_link_leave_small_words(const rf_linking *linking, const char *column, rf_refs *codes);

/* link_codes.c: warns, once for each code, of restrictions that no need has among its conditions
 * while some need has conditions. RF_NO_MEMORY only. O(rows + codes). */
rf_status rf_link_check_codes(const rf_linking *linking, rf_err *err);

#endif
