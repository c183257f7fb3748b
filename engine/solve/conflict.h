/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pins and hard rules that contradict each other. Only pins can: without any, the empty plan breaks
 * nothing. */
#ifndef RF_SOLVE_CONFLICT_H
#define RF_SOLVE_CONFLICT_H

#include "engine/domain/plan.h"
#include "engine/solve/state.h"

/* Makes a state whose pins break tutor rows whole again by further stays; *possible false: nothing
 * can, and the state is left as it was. */
rf_status rf_mend(bool *possible, rf_state *state, rf_err *err);

/* An infeasible plan with a minimal conflict: a set of pins and hard rows that contradict each
 * other, while every set that lacks one of them does not (each is tried). Source: Chinneck,
 * Dravnieks, "Locating Minimal Infeasible Constraint Sets in Linear Programs", ORSA J. Comput. 3
 * (1991): the deletion filter. */
rf_status rf_conflict_plan(rf_plan **out, const rf_model *m, rf_err *err);

#endif
