/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/levers.h"

#include <stdlib.h>

#include "engine/core/clock.h"
#include "engine/solve/state.h"

/* A trial that would get less time than this is not begun. */
static const double LEAST_SECONDS = 0.05;

/* What is left is shared out evenly; 0 where there is no limit, negative: none is left. */
static double share_of(double seconds, double began, int32_t n_left)
{
    if (seconds <= 0)
        return 0;
    const double each = (seconds - (rf_clock_now() - began)) / n_left;
    return each < LEAST_SECONDS ? -1 : each;
}

/* Shifted dates that lose demand on a closed site or a period without work are no cure. */
static bool gains(const rf_levers *levers, const rf_lever *lever)
{
    const rf_trial *trial = lever->trial;
    return trial != NULL && trial->outcome != RF_INFEASIBLE &&
           trial->need_required >= levers->reference->need_required &&
           trial->need_unmet < levers->reference->need_unmet;
}

typedef struct ranking {
    const rf_levers *levers;
    int32_t n_levels;
} ranking;

static int compare_levers(const void *x, const void *y, void *arg)
{
    const ranking *r = arg;
    const rf_lever *a = x, *b = y;
    const bool a_gains = gains(r->levers, a), b_gains = gains(r->levers, b);
    if (a_gains != b_gains)
        return a_gains ? -1 : 1;
    if (a_gains && a->trial->need_unmet != b->trial->need_unmet)
        return a->trial->need_unmet < b->trial->need_unmet ? -1 : 1;
    const int order =
        a_gains ? rf_values_compare(a->trial->values, b->trial->values, r->n_levels) : 0;
    if (order != 0)
        return order;
    return (a->number > b->number) - (a->number < b->number);
}

static void rank(rf_levers *levers, const rf_dossier *dossier)
{
    ranking r = {.levers = levers, .n_levels = dossier->in->n_levels};
    if (levers->n > 1)
        qsort_r(levers->items, (size_t)levers->n, sizeof *levers->items, compare_levers, &r);
    for (int32_t i = 0; i < levers->n; i++)
        levers->n_gains += gains(levers, &levers->items[i]);
    levers->plan_bettered =
        rf_values_compare(levers->reference->values, dossier->values, r.n_levels) < 0;
}

rf_status rf_levers_try(rf_levers *levers, const rf_dossier *dossier, const rf_shortage *shortage,
                        double seconds, rf_err *err)
{
    const double began = rf_clock_now();
    rf_question question = {.need = shortage->need,
                            .seconds = seconds > 0 ? seconds / (levers->n + 1) : 0};
    rf_status rc = rf_trial_new(&levers->reference, dossier, &question, err);
    for (int32_t i = 0; i < levers->n && rc == RF_OK; i++) {
        rf_lever *lever = &levers->items[i];
        question.edits = lever->edits;
        question.n_edits = lever->n_edits;
        question.seconds = share_of(seconds, began, levers->n - i);
        if (question.seconds < 0 || (dossier->stop != NULL && *dossier->stop != 0))
            break;
        rc = rf_trial_new(&lever->trial, dossier, &question, err);
    }
    if (rc == RF_OK)
        rank(levers, dossier);
    return rc;
}

void rf_levers_free(rf_levers *levers)
{
    if (levers == NULL)
        return;
    for (int32_t i = 0; i < levers->n; i++) {
        free(levers->items[i].edits);
        rf_trial_free(levers->items[i].trial);
    }
    free(levers->items);
    rf_trial_free(levers->reference);
    free(levers);
}
