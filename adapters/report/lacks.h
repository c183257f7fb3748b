/* SPDX-License-Identifier: GPL-3.0-or-later
 * What lacks something over the periods, needs or floors: gathered and ranked. In centi-FTE. */
#ifndef RF_ADAPTERS_REPORT_LACKS_H
#define RF_ADAPTERS_REPORT_LACKS_H

#include "adapters/report/grid.h"
#include "adapters/report/sections.h"

typedef struct rf_lack {
    int64_t total;       /* over the periods */
    int32_t worst;       /* on the worst period */
    int32_t first, last; /* periods that lack something */
    int32_t of;          /* number of the need or floor */
} rf_lack;

typedef struct rf_lacks {
    rf_lack *items; /* the largest total first, then as in the file */
    int32_t n;
} rf_lacks;

/* What the one of that number lacks on period t; 0: nothing. */
typedef int32_t rf_lacking(const rf_view *view, int32_t of, int32_t t);

/* Those of `n` that lack something; false: out of memory. Free the items. O(n T + n log n). */
bool rf_lacks_new(rf_lacks *out, const rf_view *view, int32_t n, rf_lacking *lacking);

/* Total of those from number `from` on. */
int64_t rf_lacks_total(const rf_lacks *lacks, int32_t from);

/* Adds the four cells that both tables end with: first day, last day, worst, total. */
void rf_lack_add(rf_grid *grid, const rf_view *view, const rf_lack *lack);

#endif
