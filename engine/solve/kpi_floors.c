/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far floors are dipped, of what they ask for. */
#include "engine/solve/kpi_parts.h"

void rf_kpi_add_floors(rf_kpi_case *c)
{
    int64_t whole = 0;
    for (int64_t x = 0; x < (int64_t)c->in->n_floors * c->in->n_periods; x++)
        whole += c->in->floor[x];
    rf_kpi_add(c, RF_KPI_FLOORS_DIPPED, "",
               rf_kpi_ratio((double)c->ledger->terms[RF_TERM_FLOORS], (double)whole),
               rf_people_of_tier(c->in, c->plan, -1));
}
