/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort verify: does a plan keep every rule? */
#include "adapters/cli/plan_file.h"
#include "adapters/cli/terminal.h"

static rf_exit verify(const rf_request *request, const rf_inputs *inputs, const char *path)
{
    rf_plan *plan = NULL;
    rf_breaches breaches = rf_breaches_new();
    rf_exit exit = rf_plan_file_read(&plan, &breaches, request, inputs->instance, path);
    if (exit == RF_EXIT_DONE)
        exit = rf_plan_file_compare_input(request, inputs, path);
    if (exit == RF_EXIT_DONE && breaches.n > 0) {
        exit = rf_print(request, &breaches.lines);
        rf_say(
            request,
            dngettext("renfort", "%s: %lld breach", "%s: %lld breaches", (unsigned long)breaches.n),
            path, (long long)breaches.n);
        exit = exit == RF_EXIT_DONE ? RF_EXIT_BREACH : exit;
    } else if (exit == RF_EXIT_DONE && !request->quiet) {
        rf_say(request, _("%s: no breach"), path);
    }
    rf_plan_free(plan);
    rf_breaches_free(&breaches);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    rf_inputs inputs;
    const int plan = request->n_operands - 1;
    const rf_sources sources = rf_sources_of(request, 1);
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = verify(request, &inputs, request->operands[plan]);
    rf_inputs_free(&inputs);
    return exit;
}

static const rf_option_id OPTIONS[] = {RF_PLAN_OPTIONS, RF_OPTION_QUIET, RF_OPTION_LANG,
                                       RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort verify town town/flood.json plan.json",
     N_("Check plan.json against the data that it was made from.")},
    {"renfort verify town town/flood.json plan.json > breaches.txt || wc -l breaches.txt",
     N_("Count the breaches: they are one a line on standard output.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("no breach")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the territory, the scenario or the plan cannot be read")},
    {RF_EXIT_BREACH, N_("breaches, one a line on standard output")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_verify = {
    .name = "verify",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("check a plan against every rule, apart from the solver"),
    .description = N_("Reads the plan document PLAN and checks every move, limit, level value and "
                      "derived list in it "
                      "against TERRITORY and SCENARIO (default: TERRITORY/scenario.json). The "
                      "checker shares no code "
                      "with the solver. A plan made with --baseline, --quarantine, --envelope "
                      "or --initiatives is verified with the same option."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
