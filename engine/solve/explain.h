/* SPDX-License-Identifier: GPL-3.0-or-later
 * Explanations of a plan: facts only, as a tree of numbers and ids; the adapters find the words.
 * Parts that a question has no use for are NULL. Whatever is said of "what if" comes from a new
 * solve (a trial), whatever is said of "who else" keeps every rule. */
#ifndef RF_SOLVE_EXPLAIN_H
#define RF_SOLVE_EXPLAIN_H

#include "engine/solve/agent_sheet.h"
#include "engine/solve/candidates.h"
#include "engine/solve/levers.h"
#include "engine/solve/shortage.h"
#include "engine/solve/why_not.h"

typedef enum rf_topic {
    RF_TOPIC_MOVE,         /* why does the agent serve the need: trial (forbidden), candidates */
    RF_TOPIC_WHY_NOT,      /* why not: why_not, and where a stay is possible trial (pinned) */
    RF_TOPIC_NEED,         /* why uncovered: shortage, levers */
    RF_TOPIC_AGENT,        /* what the plan made of a person: sheet */
    RF_TOPIC_ALTERNATIVES, /* who could serve the need: candidates */
} rf_topic;

/* `plan` NULL: the baseline of `in` is the plan. All but numbers is borrowed. `seconds` for all
 * solving together; 0: no limit. */
typedef struct rf_asked {
    rf_topic topic;
    const rf_instance *in;
    const rf_baseline *baseline; /* of `in` */
    const rf_plan *plan;         /* moves sorted by rf_move_compare */
    rf_agent_id agent;           /* MOVE, WHY_NOT, AGENT */
    rf_need_id need;             /* all but AGENT */
    int32_t top;                 /* candidates to list */
    double seconds;
    const volatile sig_atomic_t *stop;
} rf_asked;

typedef struct rf_explanation {
    rf_asked asked;
    rf_dossier *dossier;            /* NULL for a why-not that reasons settle */
    int32_t *unmet, *unmet_without; /* MOVE: [T] the need's, with the move and without */
    rf_why_not *why_not;
    rf_trial *trial;
    rf_candidates *candidates;
    rf_shortage *shortage;
    rf_levers *levers;
    rf_agent_sheet *sheet;
} rf_explanation;

/* RF_BAD_INPUT: the plan does not hold in these files, or (MOVE) has no such move, or (WHY_NOT) has
 * it. */
rf_status rf_explain(rf_explanation **out, const rf_asked *asked, rf_err *err);
void rf_explanation_free(rf_explanation *explanation);

#endif
