/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

enum { VALUE = 128 };

static void add_fact(rf_grid *grid, const char *label, const char *value)
{
    rf_grid_add(grid, RF_FAINT, label);
    rf_grid_add(grid, RF_PLAIN, value);
}

static void say_duration(char out[VALUE], const rf_instance *in)
{
    const unsigned long n = (unsigned long)in->n_periods;
    const int32_t days = in->scenario->period_days;
    if (days == 7)
        snprintf(out, VALUE, dngettext("renfort", "%d week", "%d weeks", n), in->n_periods);
    else if (days == 1)
        snprintf(out, VALUE, dngettext("renfort", "%d day", "%d days", n), in->n_periods);
    else
        snprintf(out, VALUE,
                 dngettext("renfort", "%d period of %d days", "%d periods of %d days", n),
                 in->n_periods, days);
}

static void add_dates(rf_grid *grid, const rf_instance *in)
{
    const rf_scenario *scenario = in->scenario;
    char value[VALUE];
    /* TRANSLATORS: first and last day. */
    snprintf(value, sizeof value, _("%s to %s"), rf_number_date(scenario->start).s,
             rf_number_date(rf_period_last_day(scenario, in->n_periods - 1)).s);
    add_fact(grid, _("Dates"), value);
    say_duration(value, in);
    add_fact(grid, _("Duration"), value);
}

/* The plan's moves are sorted by agent. */
static int32_t count_moved(const rf_plan *plan)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_moves; i++)
        n += i == 0 || plan->moves[i].agent.i != plan->moves[i - 1].agent.i;
    return n;
}

static int32_t count_trainees(const rf_plan *plan)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_moves; i++)
        n += plan->moves[i].trainee;
    return n;
}

static void add_moves(rf_grid *grid, const rf_instance *in, const rf_plan *plan)
{
    char value[VALUE];
    /* TRANSLATORS: so many agents of so many. */
    snprintf(value, sizeof value, _("%s of %s"), rf_number_count(count_moved(plan)).s,
             rf_number_count(in->n_agents).s);
    add_fact(grid, _("Agents moved"), value);
    add_fact(grid, _("Stays"), rf_number_count(plan->n_moves).s);
    if (count_trainees(plan) > 0)
        add_fact(grid, _("Of these, as trainee"), rf_number_count(count_trainees(plan)).s);
    if (in->n_pins > 0)
        add_fact(grid, _("Of these, pinned"), rf_number_count(in->n_pins).s);
}

void rf_section_facts(rf_buf *out, const rf_view *view)
{
    const rf_grid_column columns[] = {{"", RF_LEFT, 0, 0}, {"", RF_WRAPPED, 12, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    rf_buf_puts(out, "\n");
    if (view->in->scenario->name != NULL && view->in->scenario->name[0] != '\0')
        add_fact(&grid, _("Scenario"), view->in->scenario->name);
    add_dates(&grid, view->in);
    if (view->plan->outcome != RF_INFEASIBLE)
        add_moves(&grid, view->in, view->plan);
    rf_grid_print(out, view->page, &grid);
}
