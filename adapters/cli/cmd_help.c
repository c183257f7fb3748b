/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort help: what --help prints, the manual page and the completion. */
#include "adapters/cli/manual.h"
#include "adapters/cli/terminal.h"
#include "adapters/cli/usage.h"

enum { PAGE_LIMIT = 1 << 20 };

/* The text that was asked for; false: there is no such command. */
static bool make_page(rf_buf *out, const rf_request *request)
{
    const int32_t width = rf_page_of(1).width;
    if (request->manual) {
        rf_manual_page(out, request->commands);
    } else if (request->completion) {
        rf_manual_completion(out, request->commands);
    } else if (request->n_operands == 0) {
        rf_usage_program(out, request->commands, width);
    } else {
        const rf_command *command = rf_command_find(request, request->operands[0]);
        if (command == NULL)
            return false;
        rf_usage_command(out, command, width);
    }
    return true;
}

static rf_exit run(const rf_request *request)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_exit exit = make_page(&text, request) ? rf_print(request, &text) : RF_EXIT_USAGE;
    rf_buf_free(&text);
    return exit;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_MANUAL, RF_OPTION_COMPLETION, RF_OPTION_LANG,
                                       RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort help", N_("The commands.")},
    {"renfort help solve", N_("The same as 'renfort solve --help'.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("done")},
    {RF_EXIT_USAGE, N_("wrong usage, or no such command")},
    {RF_EXIT_FAILURE, N_("failure: the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_help = {
    .name = "help",
    .operands = "[COMMAND]",
    .min_operands = 0,
    .max_operands = 1,
    .summary = N_("explain the program, or one command"),
    .description = N_(
        "Prints what the program can do, or all about one command: its options, examples and exit "
        "statuses."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
