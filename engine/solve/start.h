/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan that a search starts from. */
#ifndef RF_SOLVE_START_H
#define RF_SOLVE_START_H

#include "engine/solve/state.h"

/* The pins, the tutors that pinned trainees cannot be without, and of the baseline what is still
 * possible beside them. *possible false: pins and hard rules contradict (conflict.h). */
rf_status rf_start_plan(bool *possible, rf_state *state, rf_err *err);

/* The run, not a pin, of which the move is a stay; -1: none is. O(runs of the agent). */
int32_t rf_run_holding(const rf_model *m, const rf_move *move);

#endif
