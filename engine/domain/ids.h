/* SPDX-License-Identifier: GPL-3.0-or-later
 * From an id to the row that has it as its key. Four bytes a string of the territory and table;
 * each look-up of a foreign id is one look in the pool of strings. Valid until the territory gets
 * or loses a row. */
#ifndef RF_DOMAIN_IDS_H
#define RF_DOMAIN_IDS_H

#include "engine/domain/territory.h"

typedef struct rf_ids rf_ids;

/* Knows no table yet. The territory is borrowed. NULL: out of memory. */
rf_ids *rf_ids_new(const rf_territory *territory);
void rf_ids_free(rf_ids *ids);

/* Takes in a table with a key of one column; of rows with the same key the first is found.
 * RF_NO_MEMORY only. O(rows). */
rf_status rf_ids_add_table(rf_ids *ids, rf_table_id table, rf_err *err);

/* The row of a table that was taken in, -1: none. O(length of the id). */
int32_t rf_ids_find(const rf_ids *ids, rf_table_id table, const char *id);

/* The same for an id of the territory's own pool, as those of its rows are. O(1). */
int32_t rf_ids_find_kept(const rf_ids *ids, rf_table_id table, const char *kept);

/* The key nearest to an unknown id, or NULL: none near, or too many were compared already (a file
 * of a million wrong ids must not take a million times a million comparisons). */
const char *rf_ids_nearest(rf_ids *ids, rf_table_id table, const char *id);

/* The key that is the same number with more or fewer zeros before it ("00123" for "123"), or NULL:
 * there is none, or the id is no number. A few look-ups. */
const char *rf_ids_but_for_zeros(const rf_ids *ids, rf_table_id table, const char *id);

#endif
