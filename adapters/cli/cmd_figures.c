/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort figures: the key figures of a plan, by which territories are compared. */
#include "adapters/cli/figures.h"

enum { DEFAULT_DRAWS = 200 };

static rf_status make(rf_sheets *out, const rf_figures *f, rf_err *err)
{
    rf_kpi_list *list = NULL;
    const rf_kpi_options options = {
        .draws = f->request->draws > 0 ? (int32_t)f->request->draws : DEFAULT_DRAWS,
        .seed = (int64_t)f->request->seed,
    };
    const rf_status rc = rf_kpi_compute(&list, f->in, f->plan, &options, err);
    if (rc != RF_OK)
        return rc;
    const rf_status written = rf_kpi_sheets(out, list, err);
    rf_kpi_list_free(list);
    return written;
}

static rf_exit run(const rf_request *request)
{
    return rf_figures_run(request, "figures", make);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_OPTION_DRAWS,      RF_OPTION_SEED,
    RF_OPTION_GAP,          RF_OPTION_BASELINE,    RF_OPTION_QUARANTINE, RF_READING_OPTIONS,
    RF_OPTION_QUIET,        RF_OPTION_LANG,        RF_OPTION_HELP,       RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort figures town town/flood.json plan.json",
     N_("How the plan of a flood does, in figures that another town has too.")},
    {"renfort figures town plan.json --draws 1000 --json",
     N_("For another program, with more draws of further absence.")},
    {NULL, NULL}};

const rf_command rf_command_figures = {
    .name = "figures",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("show a plan's key figures, comparable between territories"),
    .description =
        N_("Adds up from the moves of PLAN what territories are compared by: coverage and "
           "shortfall by tier, people moved, imposition, travel, floors, loans, volunteers not "
           "called on, who could serve what, single points of failure, equity of the burden, and "
           "what is still covered when one more in ten is absent. bench/KPI.md defines each one. "
           "The scenario is TERRITORY/scenario.json where none is given."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
