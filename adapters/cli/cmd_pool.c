/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort pool: who is never called, and why. */
#include "adapters/cli/figures.h"

static rf_status make(rf_sheets *out, const rf_figures *f, rf_err *err)
{
    rf_calls *calls = NULL;
    rf_status rc = rf_calls_new(&calls, f->in, f->ledger, f->plan, err);
    if (rc == RF_OK)
        rc = rf_uncalled_sheets(out, calls, f->request->agents, err);
    rf_calls_free(calls);
    return rc;
}

static rf_exit run(const rf_request *request)
{
    return rf_figures_run(request, "pool", make);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_OPTION_AGENTS, RF_PLAN_OPTIONS,
    RF_OPTION_QUIET,        RF_OPTION_LANG,        RF_OPTION_HELP,   RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort pool town town/flood.json plan.json",
     N_("How many are not called, by reason and by unit.")},
    {"renfort pool town plan.json --agents --csv > pool.csv", N_("Each of them, for HR.")},
    {NULL, NULL}};

const rf_command rf_command_pool = {
    .name = "pool",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("show who is never called, and why"),
    .description = N_(
        "Counts the agents whom PLAN never calls by their main reason, and by unit and reason. "
        "Counts below five are put together, so that nobody's reason shows; --agents names each "
        "agent and is for HR only. The scenario is TERRITORY/scenario.json where none is given."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
