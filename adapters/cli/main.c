/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program `renfort`: the table of its commands, and the way to them. */
#include <stdlib.h>

#include "adapters/cli/language.h"
#include "adapters/cli/options.h"
#include "adapters/cli/terminal.h"
#include "adapters/cli/usage.h"

enum { PAGE_LIMIT = 1 << 20 };

static const rf_command *const COMMANDS[] = {
    &rf_command_demo,        &rf_command_init,    &rf_command_check,
    &rf_command_solve,       &rf_command_verify,  &rf_command_export,
    &rf_command_decide,      &rf_command_review,  &rf_command_validations,
    &rf_command_initiatives, &rf_command_explain, &rf_command_alternatives,
    &rf_command_returns,     &rf_command_ledger,  &rf_command_pool,
    &rf_command_reserve,     &rf_command_stress,  &rf_command_compare,
    &rf_command_figures,     &rf_command_report,  &rf_command_crisis,
    &rf_command_import,      &rf_command_db,      &rf_command_log,
    &rf_command_bench,       &rf_command_pack,    &rf_command_doctor,
    &rf_command_help,        &rf_command_version, NULL};

static rf_exit print_help(const rf_request *request)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const int32_t width = rf_page_of(1).width;
    if (request->command != NULL)
        rf_usage_command(&text, request->command, width);
    else
        rf_usage_program(&text, request->commands, width);
    const rf_exit exit = rf_print(request, &text);
    rf_buf_free(&text);
    return exit;
}

static rf_exit no_command(const rf_request *request)
{
    rf_say(request, "%s", _("a command is missing"));
    rf_say_hint("%s",
                _("'renfort --help' lists them; 'renfort demo' shows what the program does."));
    return RF_EXIT_USAGE;
}

/* argv[0] is the command's name. */
static rf_exit run_command(rf_request *request, int argc, char **argv)
{
    int n_read = 0;
    if (request->command->pass != NULL && argc > 1 && argv[1][0] != '-')
        return request->command->pass(request, argv);
    if (!rf_request_parse(&n_read, request, argc, argv))
        return RF_EXIT_USAGE;
    return request->help ? print_help(request) : request->command->run(request);
}

static rf_exit dispatch(rf_request *request, int argc, char **argv)
{
    int n_read = 0;
    if (!rf_request_parse(&n_read, request, argc, argv))
        return RF_EXIT_USAGE;
    if (request->help)
        return print_help(request);
    if (request->version)
        return rf_command_version.run(request);
    if (n_read == argc)
        return no_command(request);
    const rf_command *command = rf_command_find(request, argv[n_read]);
    if (command == NULL)
        return RF_EXIT_USAGE;
    request->command = command;
    return run_command(request, argc - n_read, argv + n_read);
}

int main(int argc, char **argv)
{
    rf_streams_reserve();
    rf_language_start(rf_language_wanted(argc, argv));
    rf_request request = {.commands = COMMANDS,
                          .gaps = rf_new_array((size_t)argc, sizeof *request.gaps),
                          .labels = rf_new_array((size_t)argc, sizeof *request.labels)};
    rf_err err;
    rf_exit exit = RF_EXIT_FAILURE;
    if (request.gaps != NULL && request.labels != NULL) {
        exit = dispatch(&request, argc, argv);
    } else {
        rf_fail_memory(&err);
        exit = rf_exit_of_failure(&request, &err);
    }
    free(request.gaps);
    free(request.labels);
    return (int)exit;
}
