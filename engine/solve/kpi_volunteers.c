/* SPDX-License-Identifier: GPL-3.0-or-later
 * Volunteers whom the plan does not call on, and the main reason (solve/standing.h). */
#include "engine/solve/kpi_parts.h"
#include "engine/solve/standing.h"

void rf_kpi_add_volunteers(rf_kpi_case *c)
{
    rf_err err;
    rf_calls *calls = NULL;
    if (rf_calls_new(&calls, c->in, c->ledger, c->plan, &err) != RF_OK) {
        c->failed = true;
        return;
    }
    const rf_volunteers v = rf_volunteers_count(calls);
    rf_calls_free(calls);
    rf_kpi_add(c, RF_KPI_UNUSED_VOLUNTEERS, "", rf_kpi_ratio((double)v.unused, (double)v.all),
               rf_kpi_apart(v.unused, v.all));
    for (int32_t of = 0; of < RF_N_STANDINGS; of++)
        rf_kpi_add(c, RF_KPI_UNUSED_BECAUSE, rf_standing_name(of),
                   rf_kpi_ratio((double)v.of[of], (double)v.unused), v.of[of]);
}
