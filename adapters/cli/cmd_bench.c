/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort bench: many territories, scenarios, variants and seeds. The work is a program of its own,
 * so that who solves one territory carries none of it. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"

enum { PATH_LIMIT = 1 << 16 };

static const char PROGRAM[] = "sweep";

/* Returns only where it cannot be started. */
static rf_exit pass(const rf_request *request, char **argv)
{
    rf_err err;
    rf_buf path = rf_buf_new(PATH_LIMIT);
    rf_status rc = rf_path_tool(&path, PROGRAM, &err);
    if (rc == RF_OK) {
        execv(rf_buf_text(&path), argv);
        rc = rf_fail(&err, RF_IO, _("%s: cannot be started: %s"), rf_buf_text(&path),
                     strerror(errno));
    }
    rf_buf_free(&path);
    return rf_exit_of_failure(request, &err);
}

static rf_exit run(const rf_request *request)
{
    rf_say(request, _("the word comes first: 'renfort bench plan', 'run', 'status' ..."));
    return RF_EXIT_USAGE;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_LANG, RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort bench plan crises.json -o crises",
     N_("One job for each territory, scenario, variant and seed of the sweep plan.")},
    {"renfort bench run crises", N_("Run all that has no result yet, on all processors.")},
    {"renfort bench status crises --json", N_("How far it is, for another program.")},
    {"renfort bench emit crises --engine slurm > crises.sh",
     N_("A script for a cluster; 'parallel' spreads over machines by ssh.")},
    {"renfort bench merge crises -o crises.db --csv crises.csv",
     N_("Check every plan once more, and bring all results together.")},
    {"renfort bench analyse solidarity crises.db",
     N_("What each organisation gains by lending and borrowing.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("done; a job whose failure is recorded is done")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("bad input: the sweep plan, a job, or a result that is not what it says")},
    {RF_EXIT_BREACH, N_("some jobs have no result yet")},
    {RF_EXIT_FAILURE, N_("failure: no memory, a file cannot be written, or the program that does "
                         "it is missing")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_bench = {
    .name = "bench",
    .operands = "WORD [ARGUMENT]...",
    .min_operands = 1,
    .max_operands = RF_MAX_OPERANDS,
    .summary = N_("run the same crises over many territories and bring the results together"),
    .description =
        N_("WORD is one of:\n"
           "\n"
           "plan SWEEP.json -o DIR: write one job a line, each with an id made of its inputs, its "
           "parameters and the program's version.\n"
           "\n"
           "run DIR, resume DIR: run what has no result yet. Each job is solved in a process of "
           "its own with limits on time and memory; one that crashes, hangs, takes too much or "
           "returns a plan with a breach is recorded as that and stops nothing. It may be killed "
           "at any moment.\n"
           "\n"
           "status DIR [--json]: how many are done, failed and missing, and what they took.\n"
           "\n"
           "merge DIR... -o FILE.db [--csv FILE.csv]: check every plan again and fill one file of "
           "results. It is the same for the same jobs, whatever ran them and in whatever order, "
           "but for the times.\n"
           "\n"
           "emit DIR --engine local|parallel|slurm: print a script that runs it.\n"
           "\n"
           "analyse solidarity|variants|curve|territories FILE.db [--json] [--csv FILE]: what "
           "solidarity, a rule, a skill or another's floors are worth, one figure against another, "
           "and territories side by side: with intervals over the seeds, and no order within their "
           "noise.\n"
           "\n"
           "'renfort bench WORD --help' lists every option."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
    .pass = pass,
};
