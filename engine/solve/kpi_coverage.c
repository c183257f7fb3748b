/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked and what of it is covered, by tier. */
#include "engine/solve/kpi_parts.h"

static const double CENTI = 100, PER_THOUSAND = 1000;

static int64_t unmet(const rf_kpi_case *c, int32_t tier)
{
    const int64_t *by_tier = &c->ledger->terms[RF_TERM_UNMET_VITAL];
    if (tier >= 0)
        return by_tier[tier];
    return by_tier[RF_VITAL] + by_tier[RF_ESSENTIAL] + by_tier[RF_IMPORTANT];
}

static int64_t contracts(const rf_instance *in)
{
    int64_t sum = 0;
    for (int32_t a = 0; a < in->n_agents; a++)
        sum += in->agents[a].fte;
    return sum * in->n_periods;
}

static void add_tier(rf_kpi_case *c, rf_kpi_id id, int32_t tier)
{
    const double weeks = rf_kpi_weeks(c->in) / CENTI;
    const int64_t whole = rf_demand_of_tier(c->in, tier), missing = unmet(c, tier);
    const int64_t people = rf_people_of_tier(c->in, c->plan, tier);
    const char *group = rf_kpi_tier(tier);
    if (id == RF_KPI_ASKED)
        rf_kpi_add(c, id, group, (double)whole * weeks, -1);
    else if (id == RF_KPI_COVERED)
        rf_kpi_add(c, id, group, (double)(whole - missing) * weeks, people);
    else if (id == RF_KPI_COVERAGE)
        rf_kpi_add(c, id, group, rf_kpi_ratio((double)(whole - missing), (double)whole), people);
    else
        rf_kpi_add(c, id, group,
                   PER_THOUSAND * rf_kpi_ratio((double)missing, (double)contracts(c->in)), people);
}

void rf_kpi_add_coverage(rf_kpi_case *c)
{
    for (rf_kpi_id id = RF_KPI_ASKED; id <= RF_KPI_SHORTFALL; id++)
        for (int32_t tier = -1; tier < RF_N_TIERS; tier++)
            add_tier(c, id, tier);
}
