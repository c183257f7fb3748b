/* SPDX-License-Identifier: GPL-3.0-or-later
 * Solving again with as few changes as possible (FORMULATION.md, "Solving again"): what fell of the
 * baseline is made good around where it fell, and a level that is as good again as the baseline's
 * document says that it was is left at once. Source of the repair, which minimises the distance to
 * a plan: Fischetti, Lodi, "Local branching", Math. Program. 98 (2003). */
#ifndef RF_SOLVE_RESOLVE_H
#define RF_SOLVE_RESOLVE_H

#include "engine/solve/chain.h"

typedef struct rf_resolve rf_resolve;

/* `start` is what is still possible of the baseline. *out NULL: the levels are to be solved from
 * the top: there is no baseline, its document says nothing of a level above `changes`, or it lost
 * more there than fell out of it: the territory or the scenario is another. RF_NO_MEMORY only. */
rf_status rf_resolve_new(rf_resolve **out, const rf_model *m, const rf_incumbent *start,
                         rf_err *err);
void rf_resolve_free(rf_resolve *resolve);

/* The level at hand is above `changes`. */
bool rf_resolve_is_above_changes(const rf_resolve *resolve, const rf_chain *chain);

/* Raises the bound of the level at hand to its value where the limit on changes leaves but one
 * plan: the baseline without what fell. */
void rf_resolve_settle(const rf_resolve *resolve, rf_chain *chain);

/* Whether a level above `changes` needs no more: it is closed; or as good as it was, and the
 * baseline's own solve had left it open too. */
bool rf_resolve_is_left(const rf_resolve *resolve, const rf_chain *chain);

/* Brings a level above `changes` to its bound or to what it was, whichever is higher, by as few
 * changes as a neighbourhood of what fell needs; where none can, as near as one can. */
rf_status rf_resolve_restore(rf_resolve *resolve, rf_chain *chain, rf_err *err);

/* The limit that the level at hand leaves to those below: above `changes` the most that meets it,
 * so that what a search went beyond is not paid for by changes; at `changes` all limits fall to
 * what was reached. */
void rf_resolve_end_level(const rf_resolve *resolve, rf_chain *chain);

#endif
