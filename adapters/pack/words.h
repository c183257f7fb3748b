/* SPDX-License-Identifier: GPL-3.0-or-later
 * The texts that a pack may hold: the program's own words, and labels. */
#ifndef RF_PACK_WORDS_H
#define RF_PACK_WORDS_H

#include "adapters/pack/model.h"

#define RF_PACK_TOTAL "total"

enum { RF_PACK_LABEL = 48 };

/* What a table's rows or columns are. */
typedef enum rf_pack_kind {
    RF_PACK_ORGANISATIONS,
    RF_PACK_PLACES,
    RF_PACK_TIERS,
    RF_PACK_CATEGORIES
} rf_pack_kind;

typedef struct rf_pack_table {
    const char *name;
    rf_pack_kind rows, columns;
} rf_pack_table;

/* The tables that a pack may hold, in its order; NULL: it may not hold one of that name. */
const rf_pack_table *rf_pack_table_of(const char *name);
const rf_pack_table *rf_pack_table_at(int32_t i); /* NULL: after the last */

/* Where a label of that kind stands among others, from 0; margins last; -1: it is not of the kind.
 * Of organisations: "O1", "O2", ...; of places: "P1", ... */
int32_t rf_pack_rank(rf_pack_kind kind, const char *label);

/* Where a group stands among those of a figure; -1: the figure has no such group. */
int32_t rf_pack_group_rank(rf_kpi_groups groups, const char *group);

/* Names that the program itself gives: its scenarios, and the variants of its sweeps. */
bool rf_pack_is_known_scenario(const char *name);
bool rf_pack_is_known_variant(const char *name);

/* A label: 1 to 40 letters (Latin), digits, spaces, '-', '_', '.', the first a letter, so that no
 * spreadsheet takes it for a formula and no file has to quote it. */
bool rf_pack_is_label(const char *text);

/* "0.1.0", or that and a commit: "0.1.0 0123456789ab", or a change of it that was not committed:
 * "0.1.0 0123456789ab-dirty". */
bool rf_pack_is_version(const char *text);

/* "shown", "withheld", "undefined". */
const char *rf_pack_state_name(rf_pack_state state);

#endif
