/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a plan stands more absence than the scenario's. Draw i of n is the scenario with one more
 * shock {"kind": "absence", "percent": P, "seed": S + i}: whoever is drawn (domain/draw.h) is away
 * on every period. Each draw is looked at twice:
 *   held      the plan's moves as they are; who is absent brings nothing
 *   resolved  a new plan that starts from the old one, on the levels down to the last that counts
 *             unmet FTE or dipped floors; pins of absent people are dropped
 * What is held is the same for the same seed on every machine; so is what is resolved, as far as
 * the clock lets it be. */
#ifndef RF_SOLVE_STRESS_H
#define RF_SOLVE_STRESS_H

#include "engine/domain/ledger.h"
#include "engine/domain/sheet.h"
#include "engine/solve/solve.h"

enum { RF_STRESS_TERMS = RF_TERM_FLOORS + 1 }; /* unmet by tier, then floors */

typedef struct rf_stress_options {
    int32_t centi_percent, draws; /* hundredths of a percent; >= 1 */
    int64_t seed;
    double seconds;                                 /* for all re-solving; 0: none is done */
    double draw_seconds;                            /* at most, for one */
    const volatile sig_atomic_t *stop;              /* as for rf_solve; NULL: never */
    void (*progress)(int32_t looked_at, int32_t n); /* NULL: silent */
} rf_stress_options;

typedef struct rf_stress {
    int32_t n_draws;
    int32_t n_resolved;   /* draws; the clock or `stop` ended the rest */
    int32_t n_stopped;    /* of these, not proven within the gaps when the draw's time was out */
    int32_t n_infeasible; /* draws looked at that have no plan: hard floors and pins contradict */
    int64_t (*held)[RF_STRESS_TERMS];     /* [n_draws] centi-FTE over periods */
    int64_t (*resolved)[RF_STRESS_TERMS]; /* [n_resolved] in the order of the draws */
} rf_stress;

/* RF_NO_MEMORY, or what rf_solve fails with. O(draws x (A T + floors' members T + moves)) and the
 * solves. */
rf_status rf_stress_new(rf_stress **out, const rf_instance *in, const rf_plan *plan,
                        const rf_stress_options *options, rf_err *err);
void rf_stress_free(rf_stress *stress);

/* Of n draws, one term: the mean, rounded half up, and the worst decile: what the worst
 * ceil(n / 10) draws reach or exceed. n >= 1. */
typedef struct rf_stress_figure {
    int64_t mean, worst_decile;
} rf_stress_figure;
rf_status rf_stress_figure_of(rf_stress_figure *out, int64_t (*draws)[RF_STRESS_TERMS], int32_t n,
                              int32_t term, rf_err *err);

/* Adds two sheets: `unmet`, by tier and for the floors: as planned, then mean and worst decile held
 * and resolved; and `draws`: how many were drawn, re-solved, of these stopped by their clock, and
 * without any plan. RF_NO_MEMORY only. */
rf_status rf_stress_sheets(rf_sheets *out, const rf_stress *stress, const rf_ledger *planned,
                           rf_err *err);

#endif
