/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/anneal.h"

#include <math.h>
#include <stdlib.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"
#include "engine/solve/walk.h"

static const double NEXT_WEIGHT = 0.05, STRICTER_BY = 30;

enum { COOL_EVERY = 256 };

typedef struct annealing {
    rf_chain *chain;
    rf_walk walk;
    double *weight; /* [levels] of a unit; on the levels above the one at hand it counts beyond the
                       limit, and in full where someone is given the cheapest stay */
    double strictness; /* times the weights beyond limits */
    double began;      /* rf_clock_now() */
} annealing;

/* The levels below the one at hand weigh less and less. */
static rf_status set_weights(annealing *w, rf_err *err)
{
    const rf_chain *chain = w->chain;
    const int32_t n_levels = chain->m->in->n_levels;
    double weight = 1;
    w->weight = rf_new_array((size_t)n_levels, sizeof *w->weight);
    if (w->weight == NULL)
        return rf_fail_memory(err);
    for (int32_t l = 0; l < chain->level; l++)
        w->weight[l] = chain->penalty[l];
    for (int32_t l = chain->level; l < n_levels; l++) {
        w->weight[l] = weight;
        weight *= NEXT_WEIGHT;
    }
    return RF_OK;
}

static double energy(const annealing *w)
{
    const rf_chain *chain = w->chain;
    const int64_t *values = chain->state->values;
    double sum = 0;
    for (int32_t l = 0; l < chain->level; l++)
        if (values[l] > chain->limits[l])
            sum += w->strictness * w->weight[l] * (double)(values[l] - chain->limits[l]);
    for (int32_t l = chain->level; l < chain->m->in->n_levels; l++)
        sum += w->weight[l] * (double)values[l];
    return sum;
}

static bool is_accepted(annealing *w, double worse, double temperature)
{
    return !rf_walk_is_full(&w->walk) && w->chain->state->broken == 0 &&
           (worse <= 0 || rf_random_share(&w->walk.random) < exp(-worse / temperature));
}

/* How much of the walk is done, by steps, work or time, whichever is most. */
static double share_done(const annealing *w, const rf_annealing *how, double steps, int64_t work)
{
    const double deadline = w->chain->deadline;
    const double worked = how->work > 0 ? (double)work / (double)how->work : 0;
    const double timed =
        deadline > w->began ? (rf_clock_now() - w->began) / (deadline - w->began) : 0;
    return fmax(steps, fmax(worked, timed));
}

static rf_status anneal(annealing *w, const rf_annealing *how)
{
    rf_chain *chain = w->chain;
    const int64_t steps = (int64_t)w->walk.n_usable * how->steps_per_run;
    const int64_t before = chain->state->work;
    double temperature = how->hot, now = 0;
    rf_status rc = RF_OK;
    w->began = rf_clock_now();
    for (int64_t step = 0; rc == RF_OK; step++) {
        if (step % COOL_EVERY == 0) {
            const double done =
                share_done(w, how, (double)step / (double)steps, chain->state->work - before);
            temperature = how->hot * pow(how->cold / how->hot, done);
            w->strictness = 1 + STRICTER_BY * done; /* ends where plans are allowed */
            w->walk.noise = temperature;
            now = energy(w);
            if (done >= 1 || rf_chain_is_over(chain))
                break;
        }
        rc = rf_walk_step(&w->walk);
        if (rc != RF_OK || w->walk.n_changes == 0)
            continue;
        const double then = energy(w);
        if (!is_accepted(w, then - now, temperature)) {
            rc = rf_walk_undo(&w->walk);
            continue;
        }
        bool taken = false;
        if (then < now)
            rc = rf_chain_offer(&taken, chain, w->walk.err);
        now = then;
    }
    return rc;
}

rf_status rf_anneal(rf_chain *chain, const rf_annealing *how, rf_err *err)
{
    annealing w = {.chain = chain};
    rf_status rc = set_weights(&w, err);
    if (rc == RF_OK)
        rc = rf_walk_begin(&w.walk, chain->state, how->seed, w.weight, err);
    if (rc == RF_OK)
        rc = rf_state_set(chain->state, chain->best, err);
    if (rc == RF_OK && w.walk.n_usable > 0)
        rc = anneal(&w, how);
    rf_walk_end(&w.walk);
    free(w.weight);
    return rc;
}
