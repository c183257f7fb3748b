/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort returns: the way back, by date and unit. */
#include "adapters/cli/figures.h"

static rf_status make(rf_sheets *out, const rf_figures *f, rf_err *err)
{
    rf_returns *returns = NULL;
    const rf_status rc = rf_returns_new(&returns, f->in, f->plan->moves, f->plan->n_moves, err);
    if (rc != RF_OK)
        return rc;
    rf_returns_sheets(out, f->in, returns);
    rf_returns_free(returns);
    return rf_sheets_status(out, err);
}

static rf_exit run(const rf_request *request)
{
    return rf_figures_run(request, "returns", make);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_PLAN_OPTIONS, RF_OPTION_QUIET,
    RF_OPTION_LANG,         RF_OPTION_HELP,        RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort returns town town/flood.json plan.json", N_("Who comes back where and when.")},
    {"renfort returns town plan.json --csv > returns.csv", N_("The same for a spreadsheet.")},
    {NULL, NULL}};

const rf_command rf_command_returns = {
    .name = "returns",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("show who comes back when, and what their services then have and need"),
    .description =
        N_("Shows the returns of PLAN by date and unit beside the floor of the unit: what it has "
           "with those who are back, what it must have, what is short; then for each unit the date "
           "from which all are back and the date from which its floor is kept. The scenario is "
           "TERRITORY/scenario.json where none is given."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
