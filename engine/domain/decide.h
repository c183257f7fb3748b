/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what a person wishes about a move of a plan to the pins and forbids that it stands for. The
 * plan is the instance's baseline. Nothing that comes out says why an agent is not compatible with
 * a need: a restriction is never named. */
#ifndef RF_DOMAIN_DECIDE_H
#define RF_DOMAIN_DECIDE_H

#include "engine/domain/decision.h"
#include "engine/domain/instance.h"

typedef struct rf_wish {
    rf_act act;
    rf_agent_id agent;
    rf_need_id need;
    rf_agent_id other; /* propose: who goes instead */
    rf_date from, to; /* RF_DATE_FIRST, RF_DATE_LAST: not said. end, extend: `to` is the last day */
} rf_wish;

/* A row of decisions.csv to be; open dates as there. */
typedef struct rf_ruling {
    rf_agent_id agent;
    rf_need_id need;
    rf_date from, to;
    rf_verdict verdict;
} rf_ruling;

enum { RF_MAX_RULINGS = 2 };

typedef struct rf_rulings {
    rf_ruling list[RF_MAX_RULINGS];
    int32_t n;
} rf_rulings;

/* The rows that a wish asks for; pins have the dates of whole periods. RF_BAD_INPUT, with the text
 * for people: the plan has no such stay or several, the dates do not fit, or a pin stands against
 * reasons (all are named, a restriction as "not compatible"). O(stays of the agent + T). */
rf_status rf_decide(rf_rulings *out, const rf_instance *in, const rf_wish *wish, rf_err *err);

/* Whether a row of decisions.csv has the same pin, or forbids every day of it, already: days beyond
 * the scenario count, since decisions outlive it. O(rows). */
bool rf_ruling_holds(const rf_territory *territory, const rf_ruling *ruling);

/* The row of decisions.csv that a pin of `end` or `extend` takes the place of: the pin of the very
 * stay that it changes, by a numbered decision. -1: there is none. O(stays + rows). */
int32_t rf_ruling_outdates(const rf_territory *territory, const rf_instance *in,
                           const rf_ruling *pin);

/* Adds the rulings to the territory that `in` was made from, and makes it once more: what they
 * contradict together or with earlier decisions goes to diags, and the status is RF_BAD_INPUT when
 * something does. `in` is not used afterwards for more than its names. O(rf_instance_new). */
rf_status rf_rulings_try(rf_territory *territory, const rf_instance *in, const rf_ruling *rulings,
                         int32_t n, rf_diags *diags, rf_err *err);

#endif
