/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort init: the first files of a territory. */
#include "adapters/cli/folder.h"
#include "adapters/cli/language.h"
#include "adapters/cli/starter.h"
#include "adapters/cli/terminal.h"
#include "adapters/csv/csv.h"

enum { TEXT_LIMIT = 1 << 20 };

static const char SCENARIO[] = "scenario.json";
static const char README[] = "README.txt";

static rf_status write_texts(const char *folder, rf_err *err)
{
    rf_buf scenario = rf_buf_new(TEXT_LIMIT), readme = rf_buf_new(TEXT_LIMIT);
    rf_starter_scenario(&scenario);
    rf_status rc = rf_starter_readme(&readme, err);
    if (rc == RF_OK)
        rc = rf_folder_add(folder, SCENARIO, &scenario, err);
    if (rc == RF_OK)
        rc = rf_folder_add(folder, README, &readme, err);
    rf_buf_free(&scenario);
    rf_buf_free(&readme);
    return rc;
}

static rf_exit run(const rf_request *request)
{
    rf_err err;
    const char *folder = request->operands[0];
    rf_status rc = rf_folder_lacks(folder, SCENARIO, &err);
    if (rc == RF_OK)
        rc = rf_folder_lacks(folder, README, &err);
    if (rc == RF_OK)
        rc = rf_csv_write_templates(folder, rf_language_is_french(), &err);
    if (rc == RF_OK)
        rc = write_texts(folder, &err);
    if (rc != RF_OK)
        return rc == RF_BAD_INPUT ? rf_exit_of_reading(request, rc, &err)
                                  : rf_exit_of_failure(request, &err);
    rf_say(request, _("%s holds a template of every file; %s/README.txt explains them"), folder,
           folder);
    rf_say_hint(_("Fill them, then: renfort check %s"), folder);
    return RF_EXIT_DONE;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_LANG, RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort init my-town",
     N_("Templates, an example scenario and their explanation in the folder my-town.")},
    {"renfort init ma-ville --lang fr", N_("The same in French, for a French spreadsheet.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the files were written")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("DIR holds files that would be replaced: nothing was done")},
    {RF_EXIT_FAILURE, N_("failure: the files cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_init = {
    .name = "init",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = N_("begin a territory: empty files with their headers, a scenario, explanations"),
    .description =
        N_("Makes the folder DIR with a template of every CSV file, an example scenario.json and "
           "README.txt, "
           "which explains every file and every key. Nothing that is there already is touched."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
