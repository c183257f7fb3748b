/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/figures.h"

#include "adapters/cli/plan_file.h"
#include "adapters/cli/terminal.h"

static const size_t PAGE_LIMIT = (size_t)1 << 30;

rf_exit rf_figures_print(const rf_request *request, const rf_instance *in, const rf_sheets *sheets,
                         const rf_scenario *scenario)
{
    rf_err err;
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_page page = rf_page_of(1);
    rf_status rc = RF_OK;
    if (request->json)
        rc = rf_json_write_sheets(&text, sheets, scenario, &err);
    else if (request->csv)
        rc = rf_csv_write_sheets(&text, sheets, &err);
    else
        rc = rf_report_sheets(&text, in, sheets, &page, &err);
    const rf_exit exit = rc == RF_OK ? rf_print(request, &text) : rf_exit_of_failure(request, &err);
    rf_buf_free(&text);
    return exit;
}

static rf_exit show(const rf_figures *figures, const char *name,
                    rf_status (*make)(rf_sheets *out, const rf_figures *figures, rf_err *err))
{
    rf_err err;
    rf_sheets sheets = rf_sheets_new(name);
    const rf_status rc = make(&sheets, figures, &err);
    const rf_exit exit = rc == RF_OK ? rf_figures_print(figures->request, figures->in, &sheets,
                                                        figures->in->scenario)
                                     : rf_exit_of_failure(figures->request, &err);
    rf_sheets_free(&sheets);
    return exit;
}

rf_exit rf_figures_run(const rf_request *request, const char *name,
                       rf_status (*make)(rf_sheets *out, const rf_figures *figures, rf_err *err))
{
    rf_err err;
    rf_inputs inputs;
    int64_t breaches = 0;
    rf_plan *plan = NULL;
    rf_ledger *ledger = NULL;
    const int last = request->n_operands - 1;
    const rf_sources sources = rf_sources_of(request, 1);
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = rf_plan_file_read_moves(&plan, &breaches, request, &inputs, request->operands[last]);
    if (exit == RF_EXIT_DONE &&
        rf_ledger_new(&ledger, inputs.instance, plan->moves, plan->n_moves, &err) != RF_OK)
        exit = rf_exit_of_failure(request, &err);
    if (exit == RF_EXIT_DONE)
        exit = show(&(rf_figures){request, inputs.instance, plan, ledger}, name, make);
    rf_ledger_free(ledger);
    rf_plan_free(plan);
    rf_inputs_free(&inputs);
    return exit;
}

const rf_exit_text RF_FIGURES_STATUSES[] = {
    {RF_EXIT_DONE, N_("the figures were printed")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the territory, the scenario or the plan cannot be read")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};
