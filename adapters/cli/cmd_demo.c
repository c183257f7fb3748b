/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort demo: the demonstration territory, solved. */
#include <stdio.h>

#include "adapters/cli/folder.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/solve_run.h"
#include "adapters/cli/terminal.h"

enum { PATH_LIMIT = 1 << 16 };

static const char DEMO[] = "demo";
static const char SCENARIO[] = "pandemic-25.json";
static const double SECONDS = 30;

/* The folder to work on: data/demo, or the user's copy of it. */
static rf_exit find_territory(rf_buf *out, const rf_request *request)
{
    rf_err err;
    rf_buf data = rf_buf_new(PATH_LIMIT);
    rf_status rc = rf_path_data(&data, DEMO, &err);
    if (rc == RF_OK)
        rf_path_join(out, rf_buf_text(&data), DEMO);
    rf_buf_free(&data);
    if (rc == RF_OK && request->n_operands > 0) {
        rc = rf_folder_copy(request->operands[0], rf_buf_text(out), &err);
        rf_buf_clear(out);
        rf_buf_puts(out, request->operands[0]);
    }
    if (rc == RF_OK && out->failed)
        rc = rf_fail_memory(&err);
    if (rc == RF_OK)
        return RF_EXIT_DONE;
    return rc == RF_BAD_INPUT ? rf_exit_of_reading(request, rc, &err)
                              : rf_exit_of_failure(request, &err);
}

static void say_what_follows(const rf_request *request, const rf_inputs *inputs,
                             const rf_sources *sources)
{
    const double seconds = request->seconds > 0 ? request->seconds : SECONDS;
    if (request->n_operands > 0)
        rf_say(request, _("the demonstration territory was copied to %s"), sources->territory);
    rf_say(request, _("solving %s under '%s', %g seconds at most"), sources->territory,
           inputs->scenario->name, seconds);
}

static void say_next_steps(const rf_request *request, const char *territory)
{
    const char *output = request->output != NULL ? request->output : "plan.json";
    fprintf(stderr, "\n%s\n", _("What to try next:"));
    fprintf(stderr, "  renfort verify %s %s/%s %s\n", territory, territory, SCENARIO, output);
    fprintf(stderr, "  renfort check %s\n", territory);
    fprintf(stderr, "  renfort solve %s %s/flood.json -o flood-plan.json --seconds 30\n", territory,
            territory);
    fprintf(stderr, "  renfort init my-town\n");
}

static rf_exit solve(const rf_request *request, const char *territory)
{
    rf_buf scenario = rf_buf_new(PATH_LIMIT);
    rf_path_join(&scenario, territory, SCENARIO);
    const rf_sources sources = {.territory = territory, .scenario = rf_buf_text(&scenario)};
    rf_inputs inputs;
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE) {
        if (!request->quiet)
            say_what_follows(request, &inputs, &sources);
        exit = rf_solve_run(request, &inputs, &sources, SECONDS);
    }
    if (exit == RF_EXIT_DONE && !request->quiet)
        say_next_steps(request, territory);
    rf_inputs_free(&inputs);
    rf_buf_free(&scenario);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    rf_buf territory = rf_buf_new(PATH_LIMIT);
    rf_exit exit = find_territory(&territory, request);
    if (exit == RF_EXIT_DONE)
        exit = solve(request, rf_buf_text(&territory));
    rf_buf_free(&territory);
    return exit;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_PLAN,  RF_OPTION_DEMO_SECONDS, RF_OPTION_WORKERS, RF_OPTION_REPRODUCIBLE,
    RF_OPTION_QUIET, RF_OPTION_LANG,         RF_OPTION_HELP,    RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort demo",
     N_("Solve the demonstration territory, 30 seconds at most; the plan goes to plan.json.")},
    {"renfort demo my-copy",
     N_("The same on a copy of its files in the folder my-copy, to look at and to change.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("a plan was written")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("DIR holds files that would be replaced, or the copied data were damaged")},
    {RF_EXIT_FAILURE,
     N_("failure: the demonstration data are missing, no memory, or the plan cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_demo = {
    .name = "demo",
    .operands = "[DIR]",
    .min_operands = 0,
    .max_operands = 1,
    .summary = N_("solve the demonstration territory, to see what renfort does"),
    .description = N_("Solves an invented territory of real size with a quarter of its agents "
                      "absent for eight weeks, "
                      "prints the summary and writes the plan. With DIR its files are copied there "
                      "first (nothing is "
                      "replaced), with the other crises as scenarios."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
