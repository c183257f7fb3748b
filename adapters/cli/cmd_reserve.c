/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort reserve: a named reserve for each vital need. */
#include <stdlib.h>

#include "adapters/cli/figures.h"

static rf_status make(rf_sheets *out, const rf_figures *f, rf_err *err)
{
    int32_t n = 0;
    rf_reserve *reserve = NULL;
    const rf_status rc = rf_reserve_find(&reserve, &n, f->in, f->plan, err);
    if (rc != RF_OK)
        return rc;
    rf_reserve_sheet(out, f->in, reserve, n);
    free(reserve);
    return rf_sheets_status(out, err);
}

static rf_exit run(const rf_request *request)
{
    return rf_figures_run(request, "reserve", make);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_PLAN_OPTIONS, RF_OPTION_QUIET,
    RF_OPTION_LANG,         RF_OPTION_HELP,        RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort reserve town town/flood.json plan.json",
     N_("Who stands in where a vital need loses somebody.")},
    {"renfort reserve town plan.json --csv > reserve.csv", N_("The same for a spreadsheet.")},
    {NULL, NULL}};

const rf_command rf_command_reserve = {
    .name = "reserve",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("name a reserve for each vital need"),
    .description =
        N_("Names one agent for each vital need who has no move in PLAN and is qualified, no two "
           "needs the same: as many needs as can be, then as many of their periods, then the least "
           "travel, by an exact assignment. Floors and caps are not looked at: they are a new "
           "solve's question. The scenario is TERRITORY/scenario.json where none is given."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
