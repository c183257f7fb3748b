/* SPDX-License-Identifier: GPL-3.0-or-later
 * A walk over plans: random steps from one set of stays to another, each of which can be undone.
 * Pins never move. The state may break rows after a step; whoever walks then undoes it. */
#ifndef RF_SOLVE_WALK_H
#define RF_SOLVE_WALK_H

#include "engine/core/random.h"
#include "engine/solve/insertion.h"

enum { RF_WALK_CHANGES = 64 /* of a step: one that has as many is to be undone */ };

typedef struct rf_walk_change {
    rf_stay stay;
    bool added;
} rf_walk_change;

typedef struct rf_walk {
    const rf_model *m;
    rf_state *state; /* borrowed */
    rf_random random;
    int32_t *of_need;      /* [K + 1] */
    int32_t *runs_of_need; /* runs by need */
    int32_t *cover_rows;   /* rows of demand */
    int32_t n_cover_rows;
    int32_t *usable; /* runs that allow a stay and are not pins */
    int32_t n_usable;
    rf_inserter *inserter;
    double noise; /* of insertions, in units of the level at hand */
    rf_walk_change changes[RF_WALK_CHANGES];
    int32_t n_changes; /* of the last step */
    rf_err *err;
} rf_walk;

/* `weight` [levels]: what a unit of each level counts where someone is given the cheapest stay.
 * RF_NO_MEMORY only; to be freed in any case. */
rf_status rf_walk_begin(rf_walk *w, rf_state *state, uint64_t seed, const double *weight,
                        rf_err *err);
void rf_walk_end(rf_walk *w);

/* A random step of any kind; may change nothing. There must be usable runs. RF_NO_MEMORY only. */
rf_status rf_walk_step(rf_walk *w);
rf_status rf_walk_undo(rf_walk *w);

/* ---- what steps are made of --------------------------------------------------------------------
 * Each does nothing once the step has as many changes as it may. */

rf_status rf_walk_remove(rf_walk *w, int32_t place);
/* Takes out the agent's stays that hold one of the periods, but for pins. */
rf_status rf_walk_clear(rf_walk *w, int32_t agent, int32_t first, int32_t last);
/* Clears the stay's periods, or all where an agent may have but one stay, and adds it. A pin in its
 * way stays: the state is then broken. */
rf_status rf_walk_insert(rf_walk *w, rf_stay s);

/* The place of a random stay, -1: there is none, or it is a pin's. */
int32_t rf_walk_place(rf_walk *w);
/* A random run that may serve the need and is no pin's; the need has one. */
int32_t rf_walk_run_of(rf_walk *w, int32_t need);
/* A need that lacks people and that someone may serve; -1: none was met with. */
int32_t rf_walk_short_need(rf_walk *w);

static inline bool rf_walk_is_full(const rf_walk *w)
{
    return w->n_changes == RF_WALK_CHANGES;
}

/* Some agents give up their stays and get, one after the other, the cheapest that is left; of those
 * who do nothing, some are among them. Adds to the step's changes. Source: Schrimpf et al., "Record
 * breaking optimization results using the ruin and recreate principle", J. Comput. Phys. 159
 * (2000). */
rf_status rf_walk_recreate(rf_walk *w);

#endif
