/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort validations: who may decide each move of a plan, under a delegation envelope. */
#include "adapters/cli/plan_file.h"
#include "adapters/cli/terminal.h"
#include "adapters/csv/validations.h"
#include "adapters/json/envelope.h"
#include "adapters/report/validations.h"

static const size_t OUTPUT_LIMIT = (size_t)1 << 30;

static rf_status write_output(rf_buf *out, const rf_request *request,
                              const rf_validations_view *view, rf_err *err)
{
    const rf_page page = rf_page_of(1);
    if (request->json)
        return rf_json_write_validations(
            out, view->validations, &(rf_validations_context){view->in, view->plan, view->envelope},
            err);
    if (request->csv)
        return rf_csv_put_validations(out, view->validations, view->in, view->plan, err);
    return rf_report_validations(out, view, &page, err);
}

static rf_exit print_validations(const rf_request *request, const rf_inputs *inputs,
                                 const rf_plan *plan)
{
    rf_err err;
    rf_validations *validations = NULL;
    rf_buf out = rf_buf_new(OUTPUT_LIMIT);
    rf_status rc = rf_validations_new(&validations, inputs->envelope, inputs->instance, plan, &err);
    if (rc == RF_OK) {
        const rf_validations_view view = {.in = inputs->instance,
                                          .plan = plan,
                                          .envelope = inputs->envelope,
                                          .validations = validations};
        rc = write_output(&out, request, &view, &err);
    }
    const rf_exit exit = rc == RF_OK ? rf_print(request, &out) : rf_exit_of_failure(request, &err);
    rf_validations_free(validations);
    rf_buf_free(&out);
    return exit;
}

static rf_exit show(const rf_request *request, const rf_inputs *inputs, const char *path)
{
    rf_breaches breaches = rf_breaches_new();
    rf_plan *plan = NULL;
    rf_exit exit = rf_plan_file_read(&plan, &breaches, request, inputs->instance, path);
    if (exit == RF_EXIT_DONE) {
        rf_plan_file_warn(request, path, breaches.n);
        exit = print_validations(request, inputs, plan);
    }
    rf_plan_free(plan);
    rf_breaches_free(&breaches);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    if (request->envelope == NULL || (request->json && request->csv)) {
        rf_say(request, "%s",
               request->envelope == NULL ? _("--envelope FILE is needed")
                                         : _("--json and --csv exclude each other"));
        rf_say_hint(_("'renfort %s --help' shows how it is used."), request->command->name);
        return RF_EXIT_USAGE;
    }
    rf_inputs inputs;
    const int plan = request->n_operands - 1;
    const rf_sources sources = rf_sources_of(request, 1);
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = show(request, &inputs, request->operands[plan]);
    rf_inputs_free(&inputs);
    return exit;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_DOCUMENT_JSON, RF_OPTION_CSV,  RF_PLAN_OPTIONS, RF_OPTION_QUIET,
    RF_OPTION_LANG,          RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort validations town plan.json --envelope envelope.json",
     N_("How many validations the plan asks for, of whom, and why.")},
    {"renfort validations town plan.json --envelope envelope.json --csv > validations.csv",
     N_("A line a move, for a spreadsheet.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the page was printed")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("bad input: the findings are on standard error")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_validations = {
    .name = "validations",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("say who may decide each move of a plan, as near to it as may be"),
    .description = N_(
        "Reads a delegation envelope (JSON; its form is in data/README.md): per organisation, what "
        "the nearest manager decides alone, when silence is consent, what the organisation decides "
        "without the territory, and the local changes of rules within its limits. A move between "
        "two organisations keeps to both envelopes. A pinned move was decided already."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
