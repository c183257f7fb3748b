/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "adapters/report/audit.h"

typedef struct unprotected {
    int64_t units, all_units, agents, all_agents;
} unprotected;

static void mark_floors(bool *protected, const rf_territory *territory)
{
    const rf_floor_row *rows = rf_rows(territory, RF_FLOORS);
    for (int32_t i = 0; i < rf_n_rows(territory, RF_FLOORS); i++)
        if (!rows[i].row.refused && rows[i].unit.i >= 0)
    protected[rows[i].unit.i] = true;
}

static unprotected count_unprotected(const rf_territory *territory, const bool *protected)
{
    const rf_unit_row *units = rf_rows(territory, RF_UNITS);
    const rf_agent_row *agents = rf_rows(territory, RF_AGENTS);
    unprotected u = {.units = 0};
    for (int32_t i = 0; i < rf_n_rows(territory, RF_UNITS); i++) {
        if (units[i].row.refused)
            continue;
        u.all_units++;
        u.units += !protected[i];
    }
    for (int32_t i = 0; i < rf_n_rows(territory, RF_AGENTS); i++) {
        if (agents[i].row.refused || agents[i].unit.i < 0)
            continue;
        u.all_agents++;
        u.agents += !protected[agents[i].unit.i];
    }
    return u;
}

void rf_audit_floors(rf_buf *out, const rf_audit *audit)
{
    bool *protected =
        rf_new_array((size_t)rf_n_rows(audit->territory, RF_UNITS), sizeof *protected);
    if (protected == NULL) {
        out->failed = true;
        return;
    }
    mark_floors(protected, audit->territory);
    const unprotected u = count_unprotected(audit->territory, protected);
    rf_grid grid = rf_audit_grid();
    rf_audit_count(&grid, _("services"), u.all_units);
    rf_audit_share(&grid, _("without a floor"), u.units, u.all_units);
    rf_audit_share(&grid, _("agents who work there"), u.agents, u.all_agents);
    rf_paper_heading(out, audit->page, _("Floors"));
    rf_grid_print(out, audit->page, &grid);
    free(protected);
}
