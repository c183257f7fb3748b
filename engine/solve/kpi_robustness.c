/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the plan as it is still covers under further absence (solve/stress.h, "held"). */
#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/kpi_parts.h"
#include "engine/solve/stress.h"

enum { DEFAULT_CENTI_PERCENT = 1000, DEFAULT_SEED = 1 };

/* Unmet of a tier (-1: of all) in its worst decile; -1: memory is out. */
static int64_t worst_unmet(const rf_stress *stress, int32_t tier)
{
    rf_err err;
    rf_stress_figure figure = {0, -1};
    int64_t(*draws)[RF_STRESS_TERMS] = rf_new_array((size_t)stress->n_draws, sizeof *draws);
    if (draws == NULL)
        return -1;
    for (int32_t i = 0; i < stress->n_draws; i++)
        for (int32_t of = 0; of < RF_N_TIERS; of++)
            draws[i][0] += tier < 0 || of == tier ? stress->held[i][of] : 0;
    const rf_status rc = rf_stress_figure_of(&figure, draws, stress->n_draws, 0, &err);
    free(draws);
    return rc == RF_OK ? figure.worst_decile : -1;
}

static void add_tiers(rf_kpi_case *c, const rf_stress *stress)
{
    for (int32_t tier = -1; tier < RF_N_TIERS; tier++) {
        const int64_t whole = rf_demand_of_tier(c->in, tier),
                      people = rf_people_of_tier(c->in, c->plan, tier);
        const int64_t unmet = stress != NULL ? worst_unmet(stress, tier) : 0;
        c->failed = c->failed || unmet < 0;
        rf_kpi_add(c, RF_KPI_ROBUSTNESS, rf_kpi_tier(tier),
                   stress != NULL ? rf_kpi_ratio((double)(whole - unmet), (double)whole) : NAN,
                   people);
    }
}

void rf_kpi_add_robustness(rf_kpi_case *c, const rf_kpi_options *options)
{
    rf_err err;
    rf_stress *stress = NULL;
    const rf_stress_options further = {
        .centi_percent =
            options->centi_percent > 0 ? options->centi_percent : DEFAULT_CENTI_PERCENT,
        .draws = options->draws,
        .seed = options->seed > 0 ? options->seed : DEFAULT_SEED,
    };
    if (options->draws > 0 && rf_stress_new(&stress, c->in, c->plan, &further, &err) != RF_OK) {
        c->failed = true;
        return;
    }
    add_tiers(c, stress);
    rf_stress_free(stress);
}
