/* SPDX-License-Identifier: GPL-3.0-or-later
 * Volunteers whom the plan does not call on, and the main reason (solve/standing.h). */
#include "engine/solve/kpi_parts.h"
#include "engine/solve/standing.h"

typedef struct tally {
    int64_t volunteers, unused, of[RF_N_STANDINGS];
} tally;

static void count(tally *out, const rf_instance *in, const rf_asked *asked)
{
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++) {
        if (in->agents[a.i].consent != RF_VOLUNTEER)
            continue;
        out->volunteers++;
        if (rf_is_called(asked, a))
            continue;
        out->unused++;
        out->of[rf_standing_of(asked, a)]++;
    }
}

void rf_kpi_add_volunteers(rf_kpi_case *c)
{
    rf_err err;
    rf_asked *asked = NULL;
    tally t = {.volunteers = 0};
    if (rf_asked_new(&asked, c->in, c->ledger, c->plan, &err) != RF_OK) {
        c->failed = true;
        return;
    }
    count(&t, c->in, asked);
    rf_asked_free(asked);
    rf_kpi_add(c, RF_KPI_UNUSED_VOLUNTEERS, "",
               rf_kpi_ratio((double)t.unused, (double)t.volunteers),
               rf_kpi_apart(t.unused, t.volunteers));
    for (int32_t of = 0; of < RF_N_STANDINGS; of++)
        rf_kpi_add(c, RF_KPI_UNUSED_BECAUSE, rf_standing_name(of),
                   rf_kpi_ratio((double)t.of[of], (double)t.unused), t.of[of]);
}
