/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/again.h"
#include "engine/domain/check.h"

enum { BREACHES_LIMIT = 1 << 26 };

/* ---- a set of moves, weighed ---- */

static void weigh(int64_t *values, const rf_instance *in, const rf_ledger *ledger)
{
    for (int32_t l = 0; l < in->n_levels; l++)
        values[l] = rf_level_value(&in->levels[l], ledger->terms);
}

rf_status rf_values_of(int64_t *values, const rf_instance *in, const rf_move *moves,
                       int32_t n_moves, rf_err *err)
{
    rf_ledger *ledger = NULL;
    const rf_status rc = rf_ledger_new(&ledger, in, moves, n_moves, err);
    if (rc == RF_OK)
        weigh(values, in, ledger);
    rf_ledger_free(ledger);
    return rc;
}

/* The moves as a plan for the checker: it is told each level's true value, and no bound below it.
 */
static rf_status plan_of_moves(rf_plan *plan, const rf_instance *in, const rf_move *moves,
                               int32_t n_moves, rf_err *err)
{
    *plan = (rf_plan){.outcome = RF_OPTIMAL, .n_moves = n_moves, .n_levels = in->n_levels};
    plan->moves = rf_new_array((size_t)n_moves, sizeof *plan->moves);
    plan->levels = rf_new_array((size_t)in->n_levels, sizeof *plan->levels);
    rf_ledger *ledger = NULL;
    if (plan->moves == NULL || plan->levels == NULL)
        return rf_fail_memory(err);
    const rf_status rc = rf_ledger_new(&ledger, in, moves, n_moves, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t i = 0; i < n_moves; i++) {
        plan->moves[i] = moves[i];
        plan->moves[i].pinned = rf_is_pin(in, &moves[i]);
    }
    for (int32_t l = 0; l < in->n_levels; l++) {
        rf_level_result *level = &plan->levels[l];
        level->value = level->bound = rf_level_value(&in->levels[l], ledger->terms);
        memcpy(level->terms, ledger->terms, sizeof level->terms);
    }
    rf_ledger_free(ledger);
    return RF_OK;
}

rf_status rf_moves_allowed(bool *out, const rf_instance *in, const rf_move *moves, int32_t n_moves,
                           rf_err *err)
{
    int32_t n = 0;
    rf_plan plan;
    rf_buf breaches = rf_buf_new(BREACHES_LIMIT);
    rf_status rc = plan_of_moves(&plan, in, moves, n_moves, err);
    if (rc == RF_OK)
        rc = rf_check(&n, &breaches, in, &plan, err);
    rf_buf_free(&breaches);
    free(plan.moves);
    free(plan.levels);
    if (rc == RF_OK)
        *out = n == 0;
    return rc;
}

int64_t rf_need_unmet(const rf_ledger *ledger, const rf_instance *in, rf_need_id k)
{
    int64_t unmet = 0;
    for (int32_t t = 0; t < in->n_periods; t++)
        unmet += rf_ledger_unmet(ledger, in, k, t);
    return unmet;
}

/* ---- the dossier ---- */

static rf_status check_plan(const rf_dossier *d, rf_err *err)
{
    bool allowed = false;
    if (d->moves == d->in->baseline && d->in->baseline_unknown > 0)
        return rf_fail(err, RF_BAD_INPUT,
                       _("the plan names agents, needs or periods that these files do not hold"));
    const rf_status rc = rf_moves_allowed(&allowed, d->in, d->moves, d->n_moves, err);
    if (rc == RF_OK && !allowed)
        return rf_fail(err, RF_BAD_INPUT,
                       _("the plan breaks rules of these files: 'renfort verify' lists them, "
                         "'renfort solve --baseline' mends it"));
    return rc;
}

rf_status rf_dossier_new(rf_dossier **out, const rf_instance *in, const rf_baseline *baseline,
                         const rf_plan *plan, const volatile sig_atomic_t *stop, rf_err *err)
{
    rf_dossier *d = rf_new_array(1, sizeof *d);
    if (d == NULL)
        return rf_fail_memory(err);
    *d = (rf_dossier){.in = in,
                      .baseline = baseline,
                      .moves = plan != NULL ? plan->moves : in->baseline,
                      .n_moves = plan != NULL ? plan->n_moves : in->n_baseline,
                      .stop = stop};
    d->values = rf_new_array((size_t)in->n_levels, sizeof *d->values);
    rf_status rc = d->values == NULL ? rf_fail_memory(err) : check_plan(d, err);
    if (rc == RF_OK)
        rc = rf_ledger_new(&d->ledger, in, d->moves, d->n_moves, err);
    if (rc != RF_OK) {
        rf_dossier_free(d);
        return rc;
    }
    weigh(d->values, in, d->ledger);
    *out = d;
    return RF_OK;
}

void rf_dossier_free(rf_dossier *dossier)
{
    if (dossier == NULL)
        return;
    rf_ledger_free(dossier->ledger);
    free(dossier->values);
    free(dossier);
}

int32_t rf_dossier_moves_of(int32_t *first, const rf_dossier *dossier, rf_agent_id a)
{
    int32_t low = 0, high = dossier->n_moves;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (dossier->moves[middle].agent.i < a.i)
            low = middle + 1;
        else
            high = middle;
    }
    int32_t n = 0;
    while (low + n < dossier->n_moves && dossier->moves[low + n].agent.i == a.i)
        n++;
    *first = low;
    return n;
}

/* ---- trials ---- */

/* What the two sorted lists do not share, in their order. */
static rf_status list_moved(rf_trial *trial, const rf_dossier *d, const rf_plan *plan, rf_err *err)
{
    int32_t i = 0, j = 0;
    trial->moved = rf_new_array((size_t)d->n_moves + (size_t)plan->n_moves, sizeof *trial->moved);
    if (trial->moved == NULL)
        return rf_fail_memory(err);
    while (i < d->n_moves || j < plan->n_moves) {
        const int order = i == d->n_moves      ? 1
                          : j == plan->n_moves ? -1
                                               : rf_move_compare(&d->moves[i], &plan->moves[j]);
        if (order < 0)
            trial->moved[trial->n_moved++] = (rf_moved){.move = d->moves[i], .dropped = true};
        else if (order > 0)
            trial->moved[trial->n_moved++] = (rf_moved){.move = plan->moves[j]};
        i += order <= 0;
        j += order >= 0;
    }
    return RF_OK;
}

static rf_status read_plan(rf_trial *trial, const rf_dossier *d, const rf_instance *in,
                           const rf_plan *plan, rf_need_id need, rf_err *err)
{
    rf_ledger *ledger = NULL;
    trial->outcome = plan->outcome;
    if (plan->outcome == RF_INFEASIBLE)
        return RF_OK;
    for (int32_t l = 0; l < in->n_levels; l++)
        trial->values[l] = plan->levels[l].value;
    const rf_status rc = rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, err);
    if (rc != RF_OK)
        return rc;
    trial->need_unmet = rf_need_unmet(ledger, in, need);
    for (int32_t t = 0; t < in->n_periods; t++)
        trial->need_required += rf_demand(in, need, t);
    rf_ledger_free(ledger);
    return list_moved(trial, d, plan, err);
}

static rf_status solve_variant(rf_trial *trial, const rf_dossier *d, const rf_variant *variant,
                               const rf_question *question, rf_err *err)
{
    rf_instance *in = NULL;
    rf_plan *plan = NULL;
    rf_status rc = rf_instance_again(&in, d->in, variant, d->baseline, err);
    const rf_solve_options options = {.seconds = question->seconds, .workers = 1, .stop = d->stop};
    if (rc == RF_BAD_INPUT) { /* a pin, of the edits or of the files, that cannot stand */
        trial->outcome = RF_INFEASIBLE;
        return RF_OK;
    }
    if (rc == RF_OK)
        rc = rf_solve(&plan, in, &options, err);
    if (rc == RF_OK)
        rc = read_plan(trial, d, in, plan, question->need, err);
    rf_plan_free(plan);
    rf_instance_free(in);
    return rc;
}

rf_status rf_trial_new(rf_trial **out, const rf_dossier *dossier, const rf_question *question,
                       rf_err *err)
{
    const rf_instance *in = dossier->in;
    rf_variant *variant = NULL;
    rf_trial *trial = rf_new_array(1, sizeof *trial);
    if (trial == NULL)
        return rf_fail_memory(err);
    trial->values = rf_new_array((size_t)in->n_levels, sizeof *trial->values);
    rf_status rc = trial->values == NULL ? rf_fail_memory(err)
                                         : rf_variant_new(&variant, in->territory, in->scenario,
                                                          question->edits, question->n_edits, err);
    if (rc == RF_OK)
        rc = solve_variant(trial, dossier, variant, question, err);
    rf_variant_free(variant);
    if (rc != RF_OK) {
        rf_trial_free(trial);
        return rc;
    }
    *out = trial;
    return RF_OK;
}

void rf_trial_free(rf_trial *trial)
{
    if (trial == NULL)
        return;
    free(trial->values);
    free(trial->moved);
    free(trial);
}
