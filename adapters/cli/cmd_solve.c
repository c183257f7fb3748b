/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort solve: a territory and a scenario in, a proven and checked plan out. */
#include "adapters/cli/solve_run.h"

static rf_exit run(const rf_request *request)
{
    rf_inputs inputs;
    const rf_sources sources = {.territory = request->operands[0],
                                .scenario = request->operands[1]};
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = rf_solve_run(request, &inputs, &sources, 0);
    rf_inputs_free(&inputs);
    return exit;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_PLAN,        RF_OPTION_SECONDS,    RF_OPTION_GAP,          RF_OPTION_BASELINE,
    RF_OPTION_TODAY,       RF_OPTION_CHANGES,    RF_OPTION_REPRODUCIBLE, RF_OPTION_WORKERS,
    RF_OPTION_JSON,        RF_OPTION_QUARANTINE, RF_READING_OPTIONS,     RF_OPTION_ENVELOPE,
    RF_OPTION_INITIATIVES, RF_OPTION_DB_TOO,     RF_OPTION_CRISIS,       RF_OPTION_LOG_AUTHOR,
    RF_OPTION_QUIET,       RF_OPTION_LANG,       RF_OPTION_HELP,         RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort solve town town/flood.json",
     N_("Solve, print the summary, leave the plan in plan.json.")},
    {"renfort solve town town/flood.json -o flood.json --seconds 60",
     N_("One minute at most: the best plan by then, with a proven bound on every level.")},
    {"renfort solve town --baseline plan.json -o next.json",
     N_("A new plan that moves as few other people as possible (the scenario is "
        "town/scenario.json).")},
    {"renfort solve town --quiet -o - | jq '.objectives[] | {name, value, bound}'",
     N_("The plan on standard output, for another program.")},
    {"renfort solve town --db renfort.db", N_("The plan in plan.json and in the database.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("a plan was written, proven optimal or the best when time ran out")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("bad input: the findings are on standard error")},
    {RF_EXIT_BREACH, N_("infeasible: pins and hard rules contradict; the plan names which")},
    {RF_EXIT_FAILURE,
     N_("failure: no memory, the plan cannot be written, or the checker found a breach in it")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_solve = {
    .name = "solve",
    .operands = "TERRITORY [SCENARIO]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = N_("find who goes where, and prove how good that is"),
    .description = N_(
        "Reads the folder TERRITORY and the file SCENARIO (default: TERRITORY/scenario.json), "
        "solves the "
        "scenario's levels one after the other, checks the plan apart from the solver, and writes "
        "it.\n"
        "\n"
        "Ctrl-C ends the search with the best plan so far. An existing plan is replaced only by a "
        "complete one.\n"
        "\n"
        "With --db, TERRITORY and SCENARIO are kept in the database before the search, as 'renfort "
        "import' does, and the plan once it is written, with the digests of what it was made from "
        "and its baseline. Where the plan cannot be kept it stays written: that is said, and the "
        "status is not 0."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
