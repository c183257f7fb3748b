/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan that a search starts from. */
#ifndef RF_SOLVE_START_H
#define RF_SOLVE_START_H

#include "engine/solve/state.h"

/* The pins, and of the baseline what is still possible beside them. The state may come back broken:
 * then pins and hard rules contradict, or only further stays (tutors) can mend them; see
 * feasible.h. */
rf_status rf_start_plan(rf_state *state, rf_err *err);

#endif
