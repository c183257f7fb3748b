/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort ledger: what organisations lend each other. */
#include "adapters/cli/figures.h"

static rf_status make(rf_sheets *out, const rf_figures *f, rf_err *err)
{
    return rf_exchange_sheets(out, f->in, f->ledger, err);
}

static rf_exit run(const rf_request *request)
{
    return rf_figures_run(request, "ledger", make);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_PLAN_OPTIONS, RF_OPTION_QUIET,
    RF_OPTION_LANG,         RF_OPTION_HELP,        RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort ledger town town/flood.json plan.json",
     N_("Balance of each organisation, use of each convention.")},
    {"renfort ledger town plan.json --json | jq '.organisations[]'",
     N_("The balances, for another program.")},
    {NULL, NULL}};

const rf_command rf_command_ledger = {
    .name = "ledger",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("show what organisations lend and borrow, and the use of conventions"),
    .description = N_("Adds up PLAN's loans between organisations in FTE-days (FTE times working "
                      "days): lent, borrowed and balance of each, how much of each convention's "
                      "cap its busiest period uses, and the same period by period. The scenario is "
                      "TERRITORY/scenario.json where none is given."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
