/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/audit.h"
#include "adapters/report/number.h"

typedef struct people {
    int64_t agents, fte_percent, skilled;
    int64_t consent[RF_N_CONSENTS];
} people;

static void mark_skilled(bool *skilled, const rf_territory *territory)
{
    const rf_skill_row *rows = rf_rows(territory, RF_SKILLS);
    for (int32_t i = 0; i < rf_n_rows(territory, RF_SKILLS); i++)
        if (!rows[i].row.refused && rows[i].agent.i >= 0)
            skilled[rows[i].agent.i] = true;
}

static people count_people(const rf_territory *territory, const bool *skilled)
{
    const rf_agent_row *rows = rf_rows(territory, RF_AGENTS);
    people p = {.agents = 0};
    for (int32_t i = 0; i < rf_n_rows(territory, RF_AGENTS); i++) {
        if (rows[i].row.refused)
            continue;
        p.agents++;
        p.fte_percent += rows[i].fte_percent;
        p.skilled += skilled[i];
        p.consent[rows[i].consent]++;
    }
    return p;
}

static void print_people(rf_buf *out, const rf_audit *audit, const people *p)
{
    rf_grid grid = rf_audit_grid();
    rf_audit_count(&grid, _("agents"), p->agents);
    rf_audit_fte(&grid, _("full-time equivalents"), p->fte_percent);
    rf_audit_share(&grid, _("with at least one skill"), p->skilled, p->agents);
    rf_audit_share(&grid, _("volunteer"), p->consent[RF_VOLUNTEER], p->agents);
    rf_audit_share(&grid, _("agree"), p->consent[RF_AGREES], p->agents);
    rf_audit_share(&grid, _("refuse"), p->consent[RF_REFUSES], p->agents);
    rf_audit_share(&grid, _("consent unknown"), p->consent[RF_UNKNOWN], p->agents);
    rf_grid_print(out, audit->page, &grid);
}

void rf_audit_people(rf_buf *out, const rf_audit *audit)
{
    bool *skilled = rf_new_array((size_t)rf_n_rows(audit->territory, RF_AGENTS), sizeof *skilled);
    if (skilled == NULL) {
        out->failed = true;
        return;
    }
    mark_skilled(skilled, audit->territory);
    const people p = count_people(audit->territory, skilled);
    rf_paper_heading(out, audit->page, _("Agents"));
    print_people(out, audit, &p);
    free(skilled);
}
