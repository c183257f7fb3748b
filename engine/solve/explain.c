/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/explain.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"

static rf_status open_dossier(rf_explanation *e, rf_err *err)
{
    return rf_dossier_new(&e->dossier, e->asked.in, e->asked.baseline, e->asked.plan, e->asked.stop,
                          err);
}

/* The number of the agent's first move to the need; -1: none. */
static int32_t find_move(const rf_explanation *e)
{
    int32_t first;
    const int32_t n = rf_dossier_moves_of(&first, e->dossier, e->asked.agent);
    for (int32_t i = first; i < first + n; i++)
        if (e->dossier->moves[i].need.i == e->asked.need.i)
            return i;
    return -1;
}

static rf_status try_edit(rf_explanation *e, const rf_edit *edit, rf_err *err)
{
    const rf_question question = {
        .edits = edit, .n_edits = 1, .need = e->asked.need, .seconds = e->asked.seconds};
    return rf_trial_new(&e->trial, e->dossier, &question, err);
}

/* ---- why this move ---- */

static rf_status measure_shortage(rf_explanation *e, rf_err *err)
{
    const rf_instance *in = e->asked.in;
    const rf_dossier *d = e->dossier;
    rf_move *others = rf_new_array((size_t)d->n_moves, sizeof *others);
    rf_ledger *without = NULL;
    int32_t n = 0;
    e->unmet = rf_new_array((size_t)in->n_periods, sizeof *e->unmet);
    e->unmet_without = rf_new_array((size_t)in->n_periods, sizeof *e->unmet_without);
    if (others == NULL || e->unmet == NULL || e->unmet_without == NULL) {
        free(others);
        return rf_fail_memory(err);
    }
    for (int32_t i = 0; i < d->n_moves; i++)
        if (d->moves[i].agent.i != e->asked.agent.i || d->moves[i].need.i != e->asked.need.i)
            others[n++] = d->moves[i];
    const rf_status rc = rf_ledger_new(&without, in, others, n, err);
    for (int32_t t = 0; rc == RF_OK && t < in->n_periods; t++) {
        e->unmet[t] = rf_ledger_unmet(d->ledger, in, e->asked.need, t);
        e->unmet_without[t] = rf_ledger_unmet(without, in, e->asked.need, t);
    }
    rf_ledger_free(without);
    free(others);
    return rc;
}

static rf_status explain_move(rf_explanation *e, rf_err *err)
{
    const rf_edit forbid = {
        .kind = RF_EDIT_FORBID, .agent = e->asked.agent.i, .need = e->asked.need.i};
    rf_status rc = open_dossier(e, err);
    if (rc != RF_OK)
        return rc;
    const int32_t move = find_move(e);
    if (move < 0)
        return rf_fail(err, RF_BAD_INPUT, _("the plan does not send %s to %s"),
                       rf_agent_name(e->asked.in, e->asked.agent),
                       rf_need_name(e->asked.in, e->asked.need));
    rc = measure_shortage(e, err);
    if (rc == RF_OK)
        rc = try_edit(e, &forbid, err);
    if (rc == RF_OK)
        rc = rf_candidates_new(&e->candidates, e->dossier, e->asked.need, move, e->asked.top, err);
    return rc;
}

/* ---- why not ---- */

static rf_status explain_why_not(rf_explanation *e, rf_err *err)
{
    const rf_asked *asked = &e->asked;
    rf_status rc = rf_why_not_new(&e->why_not, asked->in, NULL, asked->agent, asked->need, err);
    if (rc != RF_OK || (!e->why_not->has_stay && !e->why_not->pinned))
        return rc;
    rc = open_dossier(e, err);
    if (rc != RF_OK)
        return rc;
    if (find_move(e) >= 0)
        return rf_fail(err, RF_BAD_INPUT, _("the plan sends %s to %s: --move explains it"),
                       rf_agent_name(asked->in, asked->agent),
                       rf_need_name(asked->in, asked->need));
    rf_why_not_free(e->why_not);
    e->why_not = NULL;
    rc = rf_why_not_new(&e->why_not, asked->in, e->dossier->ledger, asked->agent, asked->need, err);
    if (rc != RF_OK)
        return rc;
    const rf_move *stay = &e->why_not->stay;
    const rf_edit pin = {.kind = RF_EDIT_PIN,
                         .agent = stay->agent.i,
                         .need = stay->need.i,
                         .first = stay->first,
                         .last = stay->last};
    return try_edit(e, &pin, err);
}

/* ---- the others ---- */

static rf_status explain_need(rf_explanation *e, rf_err *err)
{
    rf_status rc = open_dossier(e, err);
    if (rc == RF_OK)
        rc = rf_shortage_new(&e->shortage, e->dossier, e->asked.need, err);
    if (rc != RF_OK || e->shortage->total == 0)
        return rc;
    rc = rf_levers_find(&e->levers, e->dossier, e->shortage, err);
    if (rc == RF_OK)
        rc = rf_levers_try(e->levers, e->dossier, e->shortage, e->asked.seconds, err);
    return rc;
}

static rf_status explain_agent(rf_explanation *e, rf_err *err)
{
    const rf_status rc = open_dossier(e, err);
    return rc == RF_OK ? rf_agent_sheet_new(&e->sheet, e->dossier, e->asked.agent, err) : rc;
}

static rf_status explain_alternatives(rf_explanation *e, rf_err *err)
{
    const rf_status rc = open_dossier(e, err);
    return rc == RF_OK
               ? rf_candidates_new(&e->candidates, e->dossier, e->asked.need, -1, e->asked.top, err)
               : rc;
}

rf_status rf_explain(rf_explanation **out, const rf_asked *asked, rf_err *err)
{
    static rf_status (*const how[])(rf_explanation *, rf_err *) = {
        [RF_TOPIC_MOVE] = explain_move,
        [RF_TOPIC_WHY_NOT] = explain_why_not,
        [RF_TOPIC_NEED] = explain_need,
        [RF_TOPIC_AGENT] = explain_agent,
        [RF_TOPIC_ALTERNATIVES] = explain_alternatives,
    };
    rf_explanation *e = rf_new_array(1, sizeof *e);
    if (e == NULL)
        return rf_fail_memory(err);
    e->asked = *asked;
    const rf_status rc = how[asked->topic](e, err);
    if (rc != RF_OK) {
        rf_explanation_free(e);
        return rc;
    }
    *out = e;
    return RF_OK;
}

void rf_explanation_free(rf_explanation *explanation)
{
    if (explanation == NULL)
        return;
    free(explanation->unmet);
    free(explanation->unmet_without);
    rf_why_not_free(explanation->why_not);
    rf_trial_free(explanation->trial);
    rf_candidates_free(explanation->candidates);
    rf_levers_free(explanation->levers);
    rf_shortage_free(explanation->shortage);
    rf_agent_sheet_free(explanation->sheet);
    rf_dossier_free(explanation->dossier);
    free(explanation);
}
