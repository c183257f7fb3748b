/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is moved: how many for what is asked, against whose wish, and how far. */
#include "engine/domain/workdays.h"
#include "engine/solve/kpi_parts.h"

static const double PER_HUNDRED = 100, CENTI = 100;

/* Each need once, at its largest; centi-FTE. */
static int64_t posts(const rf_instance *in)
{
    int64_t sum = 0;
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
        int32_t most = 0;
        for (int32_t t = 0; t < in->n_periods; t++)
            most = rf_demand(in, k, t) > most ? rf_demand(in, k, t) : most;
        sum += most;
    }
    return sum;
}

/* Sums over the moves; hundredths of an FTE-day, and these times minutes one way. */
typedef struct moved {
    int64_t people, imposed_people;
    int64_t days, imposed_days, minutes;
} moved;

static void add_move(moved *sum, const rf_instance *in, const rf_move *move)
{
    const bool imposed = in->agents[move->agent.i].consent != RF_VOLUNTEER;
    for (int32_t t = move->first; t <= move->last; t++) {
        const int64_t days =
            (int64_t)rf_contribution(in, move->agent, t) * rf_working_days(in->scenario, t);
        sum->days += days;
        sum->imposed_days += imposed ? days : 0;
        sum->minutes += days * rf_minutes(in, move->agent, move->need, t);
    }
}

static moved add_up(const rf_kpi_case *c)
{
    moved sum = {.people = rf_people_of_tier(c->in, c->plan, -1)};
    int32_t last = -1;
    for (int32_t m = 0; m < c->plan->n_moves; m++) {
        const rf_move *move = &c->plan->moves[m];
        add_move(&sum, c->in, move);
        sum.imposed_people +=
            move->agent.i != last && c->in->agents[move->agent.i].consent != RF_VOLUNTEER;
        last = move->agent.i;
    }
    return sum;
}

int64_t rf_kpi_moved_days(const rf_kpi_case *c)
{
    return add_up(c).days;
}

void rf_kpi_add_moves(rf_kpi_case *c)
{
    const moved sum = add_up(c);
    rf_kpi_add(c, RF_KPI_MOVED, "",
               PER_HUNDRED * CENTI * rf_kpi_ratio((double)sum.people, (double)posts(c->in)),
               sum.people);
    rf_kpi_add(c, RF_KPI_IMPOSITION, "", rf_kpi_ratio((double)sum.imposed_days, (double)sum.days),
               rf_kpi_apart(sum.imposed_people, sum.people));
    rf_kpi_add(c, RF_KPI_TRAVEL, "", rf_kpi_ratio((double)sum.minutes, (double)sum.days),
               sum.people);
}
