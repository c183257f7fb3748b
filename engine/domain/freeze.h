/* SPDX-License-Identifier: GPL-3.0-or-later
 * Missions that have begun go on: stays of the baseline whose first day is not after `today` become
 * pins of the instance, as long as nobody decided otherwise. */
#ifndef RF_DOMAIN_FREEZE_H
#define RF_DOMAIN_FREEZE_H

#include "engine/domain/instance.h"

/* Adds the pins (instance.h, I5 holds afterwards); *n_frozen: how many stays have begun and are
 * kept. Decided otherwise, and left alone, is a stay that a forbid decision touches, or whose agent
 * has a pin on the same need or in the same periods. A stay that can go on no more (a reason stands
 * against it, or the rules on stays do) is left to the solver, with a warning at `place`; which
 * reason, it does not say. Call it once, before anything reads the pins. RF_NO_MEMORY only.
 * O(baseline x (pins of the agent + T)). */
rf_status rf_instance_freeze(int32_t *n_frozen, rf_instance *in, rf_date today, rf_place place,
                             rf_diags *diags, rf_err *err);

#endif
