/* SPDX-License-Identifier: GPL-3.0-or-later
 * A named reserve for each vital need with demand: one person each, no two needs the same, none
 * with a move in the plan, qualified, and free to stay by every rule of one agent and need. Whether
 * a floor, a cap or tutors would allow the move is a new solve's question.
 *
 * By an exact assignment (domain/assignment.h) that minimises, in this order:
 *   needs without a reserve; periods with demand that the reserves cannot serve; minutes one way.
 */
#ifndef RF_SOLVE_RESERVE_H
#define RF_SOLVE_RESERVE_H

#include "engine/domain/instance.h"
#include "engine/domain/sheet.h"

typedef struct rf_reserve {
    rf_need_id need;
    rf_agent_id agent;      /* -1: nobody is left */
    int32_t minutes;        /* one way, on the first period that can be served */
    int32_t periods, asked; /* that the agent's stays can hold by min_stay, max_stay, max_stays and
                               max_periods_away, of those with demand */
    int32_t candidates;     /* who could be its reserve, the other needs apart */
} rf_reserve;

/* One for each vital need with demand, in the needs' order: *n; free() it. RF_NO_MEMORY only.
 * O(eligibility + needs^2 candidates). */
rf_status rf_reserve_find(rf_reserve **out, int32_t *n, const rf_instance *in, const rf_plan *plan,
                          rf_err *err);

/* Adds the sheet `reserve`: need, unit that asks, agent and home unit, minutes, periods, asked,
 * candidates. */
void rf_reserve_sheet(rf_sheets *out, const rf_instance *in, const rf_reserve *reserve, int32_t n);

#endif
