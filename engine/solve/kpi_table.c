/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of key figures: bench/KPI.md in C. */
#include <math.h>
#include <string.h>

#include "engine/solve/kpi_parts.h"

static const rf_kpi_definition DEFINITIONS[RF_N_KPIS] = {
    [RF_KPI_ASKED] = {"asked", "FTE-weeks", 0, INFINITY, RF_KPI_NEITHER, false, RF_KPI_TIERS},
    [RF_KPI_COVERED] = {"covered", "FTE-weeks", 0, INFINITY, RF_KPI_MORE, false, RF_KPI_TIERS},
    [RF_KPI_COVERAGE] = {"coverage", "share", 0, 1, RF_KPI_MORE, true, RF_KPI_TIERS},
    [RF_KPI_SHORTFALL] = {"shortfall", "FTE per 1,000 FTE", 0, INFINITY, RF_KPI_LESS, true,
                          RF_KPI_TIERS},
    [RF_KPI_MOVED] = {"moved", "people per 100 FTE", 0, INFINITY, RF_KPI_NEITHER, true,
                      RF_KPI_WHOLE},
    [RF_KPI_IMPOSITION] = {"imposition", "share", 0, 1, RF_KPI_LESS, true, RF_KPI_WHOLE},
    [RF_KPI_TRAVEL] = {"travel", "minutes", 0, INFINITY, RF_KPI_LESS, true, RF_KPI_WHOLE},
    [RF_KPI_FLOORS_DIPPED] = {"floors_dipped", "share", 0, 1, RF_KPI_LESS, true, RF_KPI_WHOLE},
    [RF_KPI_LENT] = {"lent", "share", 0, 1, RF_KPI_NEITHER, true, RF_KPI_WHOLE},
    [RF_KPI_CONVENTIONS_USED] = {"conventions_used", "share", 0, 1, RF_KPI_NEITHER, true,
                                 RF_KPI_WHOLE},
    [RF_KPI_CONVENTIONS_LOAD] = {"conventions_load", "share", 0, 1, RF_KPI_NEITHER, true,
                                 RF_KPI_WHOLE},
    [RF_KPI_EXCHANGE_IMBALANCE] = {"exchange_imbalance", "share", 0, 1, RF_KPI_NEITHER, true,
                                   RF_KPI_WHOLE},
    [RF_KPI_UNUSED_VOLUNTEERS] = {"unused_volunteers", "share", 0, 1, RF_KPI_NEITHER, true,
                                  RF_KPI_WHOLE},
    [RF_KPI_UNUSED_BECAUSE] = {"unused_because", "share", 0, 1, RF_KPI_NEITHER, true,
                               RF_KPI_STANDINGS},
    [RF_KPI_POLYVALENCE] = {"polyvalence", "needs", 0, INFINITY, RF_KPI_MORE, false,
                            RF_KPI_CATEGORIES},
    [RF_KPI_POLYVALENCE_SHARE] = {"polyvalence_share", "share", 0, 1, RF_KPI_MORE, true,
                                  RF_KPI_CATEGORIES},
    [RF_KPI_WITHOUT_NEED] = {"without_need", "share", 0, 1, RF_KPI_LESS, true, RF_KPI_CATEGORIES},
    [RF_KPI_CHAINING] = {"chaining", "share", 0, 1, RF_KPI_MORE, true, RF_KPI_WHOLE},
    [RF_KPI_SINGLE_POINTS] = {"single_points", "share", 0, 1, RF_KPI_LESS, true, RF_KPI_PRESSING},
    [RF_KPI_SINGLE_HOLDERS] = {"single_holders", "share", 0, 1, RF_KPI_LESS, true, RF_KPI_WHOLE},
    [RF_KPI_BURDEN_GINI] = {"burden_gini", "share", 0, 1, RF_KPI_LESS, true, RF_KPI_CATEGORIES},
    [RF_KPI_BURDEN_MAX] = {"burden_max", "share", 0, 1, RF_KPI_LESS, false, RF_KPI_CATEGORIES},
    [RF_KPI_BURDEN_TOP_TENTH] = {"burden_top_tenth", "share", 0, 1, RF_KPI_LESS, true,
                                 RF_KPI_CATEGORIES},
    [RF_KPI_ROBUSTNESS] = {"robustness", "share", 0, 1, RF_KPI_MORE, true, RF_KPI_TIERS},
    [RF_KPI_GAP] = {"gap", "share", 0, 1, RF_KPI_LESS, true, RF_KPI_WHOLE},
    [RF_KPI_SECONDS] = {"seconds", "seconds", 0, INFINITY, RF_KPI_LESS, false, RF_KPI_WHOLE},
};

const rf_kpi_definition *rf_kpi_definitions(int32_t *n)
{
    *n = RF_N_KPIS;
    return DEFINITIONS;
}

const rf_kpi_definition *rf_kpi_definition_of(const char *name)
{
    for (int32_t i = 0; i < RF_N_KPIS; i++)
        if (strcmp(DEFINITIONS[i].name, name) == 0)
            return &DEFINITIONS[i];
    return NULL;
}

rf_interval rf_kpi_cut(const rf_kpi_definition *definition, rf_interval interval)
{
    if (definition == NULL || isnan(interval.low))
        return interval;
    return (rf_interval){fmax(interval.low, definition->low),
                         fmin(interval.high, definition->high)};
}
