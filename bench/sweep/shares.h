/* SPDX-License-Identifier: GPL-3.0-or-later
 * What of each term of MODEL.md's objectives falls to each organisation: unmet demand to the
 * employer of the receiving unit, a dipped floor to the unit's, and what moves weigh to the
 * employer of who moves. Every part is of one organisation only, so that they add up to the whole
 * (`changes`, which is of no organisation, is left out), and so do the gains between two plans. */
#ifndef RF_BENCH_SWEEP_SHARES_H
#define RF_BENCH_SWEEP_SHARES_H

#include "engine/renfort.h"

typedef struct rf_sweep_share {
    int64_t terms[RF_N_TERMS];
    int64_t people; /* different persons of this organisation who move */
} rf_sweep_share;

/* out[organisations]; `moves` sorted as in a plan. RF_NO_MEMORY only. O(organisations (K T + F T) +
 * moves T). */
rf_status rf_sweep_shares(rf_sweep_share *out, const rf_instance *in, const rf_move *moves,
                          int32_t n_moves, rf_err *err);

#endif
