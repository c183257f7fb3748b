/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort compare: plans of one territory side by side. */
#include "adapters/cli/compared.h"
#include "adapters/cli/figures.h"
#include "adapters/cli/terminal.h"

static rf_exit print_comparison(const rf_compared_plans *c, const rf_request *request)
{
    rf_err err;
    rf_sheets sheets = rf_sheets_new("compare");
    const rf_status rc = rf_compare_sheets(&sheets, c->compared, c->n, &err);
    const rf_exit exit = rc == RF_OK ? rf_figures_print(request, c->compared[0].in, &sheets, NULL)
                                     : rf_exit_of_failure(request, &err);
    rf_sheets_free(&sheets);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    rf_compared_plans c;
    rf_exit exit = rf_compared_read(&c, request, 2);
    if (exit == RF_EXIT_DONE)
        exit = print_comparison(&c, request);
    rf_compared_free(&c);
    return exit;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_PLAN_OPTIONS, RF_OPTION_QUIET,
    RF_OPTION_LANG,         RF_OPTION_HELP,        RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort compare town calm.json flood.json",
     N_("Two plans side by side, each with the scenario of town/ that it was made from.")},
    {"renfort compare town other/quake.json a.json b.json --csv > compare.csv",
     N_("Two plans of a scenario that lies elsewhere.")},
    {NULL, NULL}};

const rf_command rf_command_compare = {
    .name = "compare",
    .operands = "TERRITORY [SCENARIO] PLAN [SCENARIO] PLAN...",
    .min_operands = 3,
    .max_operands = RF_MAX_OPERANDS,
    .summary = N_("compare plans of one territory side by side"),
    .description =
        N_("Shows for two to six plans of TERRITORY: the levels' values, what is covered and unmet "
           "by tier, people moved, floors dipped, FTE-days lent and how evenly the burden is "
           "shared, all added up from the moves. A plan's scenario is the JSON file in TERRITORY "
           "that it was made from, or the SCENARIO before it."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
