/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort check: all that is wrong with the data, and how good they are. */
#include "adapters/cli/inputs.h"
#include "adapters/cli/terminal.h"

enum { PAGE_LIMIT = 1 << 26 };

static rf_exit print_quality(const rf_request *request, const rf_inputs *inputs)
{
    rf_err err;
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_page page = rf_page_of(1);
    rf_exit exit = RF_EXIT_DONE;
    if (rf_report_quality(&text, inputs->territory, inputs->instance, &page, &err) != RF_OK)
        exit = rf_exit_of_failure(request, &err);
    else
        exit = rf_print(request, &text);
    rf_buf_free(&text);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    rf_inputs inputs;
    const rf_sources sources = {.territory = request->operands[0],
                                .scenario = request->operands[1],
                                .scenario_optional = true,
                                .tell_forms = true};
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE && !request->quiet)
        exit = print_quality(request, &inputs);
    rf_inputs_free(&inputs);
    return exit;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_QUARANTINE, RF_READING_OPTIONS, RF_OPTION_QUIET,
                                       RF_OPTION_LANG,       RF_OPTION_HELP,     RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort check town", N_("All findings of the folder town, and its data quality page.")},
    {"renfort check town town/flood.json 2> findings.txt",
     N_("With a scenario: also who could serve which need, and which need nobody can serve.")},
    {"renfort check --columns our-names.json --encoding windows-1252 exports",
     N_("Files with headers of your own, in an encoding that you know.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("no error (warnings and notes are none)")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("errors, one a line on standard error")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_check = {
    .name = "check",
    .operands = "TERRITORY [SCENARIO]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = N_("say all that is wrong with a territory, and how good its data are"),
    .description =
        N_("Reads every file of the folder TERRITORY, and SCENARIO (default: "
           "TERRITORY/scenario.json where "
           "there is one), and says every finding as FILE:LINE:COLUMN: severity: text on standard "
           "error. "
           "Then prints a page on the quality of the data: agents with skills, unknown consents, "
           "expired "
           "proofs, missing floors, needs that nobody can serve and the commonest reason."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
