/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort import: a territory and a scenario into a database, as they are. */
#include "adapters/cli/deposit.h"
#include "adapters/cli/fingerprint.h"
#include "adapters/cli/terminal.h"

static rf_exit deposit(const rf_request *request, const rf_inputs *inputs,
                       const rf_sources *sources)
{
    rf_err err;
    rf_fingerprint digests;
    rf_database database;
    const char *scenario = inputs->scenario != NULL ? rf_buf_text(&inputs->scenario_path) : NULL;
    rf_status rc = rf_fingerprint_take(&digests, sources->territory, scenario, &err);
    if (rc != RF_OK)
        return rf_exit_of_reading(request, rc, &err);
    const rf_exit exit = rf_database_enter(&database, request, RF_STORE_WRITE);
    if (exit != RF_EXIT_DONE)
        return exit;
    rc = rf_deposit_inputs(&database, inputs, sources, &digests, &err);
    rf_database_close(&database);
    if (rc != RF_OK)
        return rf_exit_of_database(request, rc, &err);
    if (request->quiet)
        return RF_EXIT_DONE;
    rf_say(request, _("%s is in %s: SHA-256 %s"), sources->territory, rf_database_path(request),
           digests.territory);
    if (inputs->scenario != NULL)
        rf_say(request, _("%s is in %s: SHA-256 %s"), scenario, rf_database_path(request),
               digests.scenario);
    return RF_EXIT_DONE;
}

static rf_exit run(const rf_request *request)
{
    rf_inputs inputs;
    const rf_sources sources = {.territory = request->operands[0],
                                .scenario = request->operands[1],
                                .scenario_optional = true};
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = deposit(request, &inputs, &sources);
    rf_inputs_free(&inputs);
    return exit;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_DB,       RF_OPTION_CRISIS, RF_OPTION_LOG_AUTHOR,
                                       RF_READING_OPTIONS, RF_OPTION_QUIET,  RF_OPTION_LANG,
                                       RF_OPTION_HELP,     RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort import town town/flood.json",
     N_("Keep both in renfort.db, in the crisis that is open.")},
    {"renfort import town --db town.db --crisis flood-2026 --author 'HR'",
     N_("In a database and a crisis of your choice; the log says that HR did it.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("all of it is in the database")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("errors in the data, one a line on standard error; no such database, no "
                       "such open crisis: nothing was kept")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the database cannot be written: nothing was "
                         "kept")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_import = {
    .name = "import",
    .operands = "TERRITORY [SCENARIO]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = N_("keep a territory and a scenario in a database"),
    .description =
        N_("Reads and checks the folder TERRITORY, and SCENARIO (default: TERRITORY/scenario.json "
           "where there is one), as 'renfort check' does, and says every finding on standard "
           "error. Where none is an error, the bytes of each file go to the database, with one "
           "entry in its log for the territory and one for the scenario. A file that is there "
           "already is not kept twice, and importing the same again changes nothing."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
