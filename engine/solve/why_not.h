/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why does an agent not serve a need? The reasons against, period by period, and where there are
 * none the stay that they could make, which a trial can then force. */
#ifndef RF_SOLVE_WHY_NOT_H
#define RF_SOLVE_WHY_NOT_H

#include "engine/domain/reason.h"
#include "engine/solve/dossier.h"

typedef struct rf_why_not {
    rf_agent_id agent;
    rf_need_id need;
    int32_t n_periods;
    rf_reasons *against;                 /* [T] all that hold; 0: may serve */
    bool asked;                          /* the need has demand on some period */
    bool pinned;                         /* a pin sends them there */
    int32_t longest_free, shortest_stay; /* of consecutive free periods, the longest run; the
                                            shortest stay that any free run allows (0: no run) */
    bool has_stay;
    rf_move stay; /* where has_stay: the stay that would help most */
} rf_why_not;

/* By reasons alone: no eligibility is built and nothing is solved. `ledger` of a plan: what is
 * still short counts when the stay is chosen; NULL: the whole demand does. RF_NO_MEMORY only.
 * O(T x requirements + T^2 stays). */
rf_status rf_why_not_new(rf_why_not **out, const rf_instance *in, const rf_ledger *ledger,
                         rf_agent_id a, rf_need_id k, rf_err *err);
void rf_why_not_free(rf_why_not *why);

/* The stay of a in k that fills most of what is short in the ledger (NULL: of the demand), then the
 * longest, then the earliest. False: no stay is possible. `against` as in rf_why_not, [T]. */
bool rf_best_stay(rf_move *out, const rf_instance *in, const rf_ledger *ledger,
                  const rf_move *wanted, const rf_reasons *against);

#endif
