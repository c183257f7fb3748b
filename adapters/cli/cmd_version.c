/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort version: which program this is. */
#include "adapters/cli/build.h"
#include "adapters/cli/libraries.h"
#include "adapters/cli/terminal.h"

enum { PAGE_LIMIT = 1 << 16 };

static rf_exit run(const rf_request *request)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    rf_buf_printf(&text, "renfort %s\n", RF_VERSION);
    rf_buf_printf(&text, "commit    %s\n", RF_COMMIT);
    rf_buf_printf(&text, "compiler  %s\n", RF_COMPILER);
    for (size_t i = 0; i < rf_libraries_count(); i++) {
        const rf_library *library = rf_libraries_at(i);
        rf_buf_printf(&text, "%-9s %s\n", library->name, library->version());
    }
    rf_buf_puts(&text, "\n");
    rf_buf_puts(
        &text,
        _("Free software under the GNU General Public License, version 3 or later; no warranty."));
    rf_buf_puts(&text, "\n");
    const rf_exit exit = rf_print(request, &text);
    rf_buf_free(&text);
    return exit;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_LANG, RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort version", N_("What to quote when you report a fault.")}, {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("done")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_FAILURE, N_("failure: the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_version = {
    .name = "version",
    .operands = "",
    .min_operands = 0,
    .max_operands = 0,
    .summary = N_("say which program this is: commit, compiler, libraries"),
    .description = N_("Prints the version, the commit and the compiler that made the program, and "
                      "the libraries that it "
                      "runs with."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
