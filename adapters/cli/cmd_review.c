/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort review: lists for the people whom a plan asks, out and back. */
#include <string.h>
#include <strings.h>

#include "adapters/cli/lock.h"
#include "adapters/cli/plan_file.h"
#include "adapters/cli/review_export.h"
#include "adapters/cli/review_import.h"
#include "adapters/cli/terminal.h"

typedef enum direction { EXPORT, IMPORT, N_DIRECTIONS } direction;

static const char *const DIRECTIONS[N_DIRECTIONS] = {"export", "import"};

static direction find_direction(const rf_request *request)
{
    const char *word = request->operands[0];
    for (direction d = EXPORT; d < N_DIRECTIONS; d++)
        if (strcmp(DIRECTIONS[d], word) == 0)
            return d;
    rf_say(request, _("'%s' is neither export nor import"), word);
    const char *near = rf_nearest(word, DIRECTIONS, N_DIRECTIONS);
    if (near != NULL)
        rf_say_hint(_("Did you mean %s?"), near);
    return N_DIRECTIONS;
}

static bool is_json(const char *path)
{
    const size_t n = strlen(path);
    return n >= 5 && strcasecmp(path + n - 5, ".json") == 0;
}

/* The operand that is the plan; 0 (said): there is none. An import's lists follow it, and are told
 * from SCENARIO and PLAN by their ending. */
static int find_plan(const rf_request *request, direction d)
{
    int plan = 2;
    if (d == EXPORT && request->n_operands <= 4)
        return request->n_operands - 1;
    if (d == EXPORT) {
        rf_say(request, _("'%s' is one operand too many"), request->operands[4]);
        return 0;
    }
    if (request->n_operands > 3 && is_json(request->operands[3]))
        plan = 3;
    if (!is_json(request->operands[plan])) {
        rf_say(request, _("'%s' stands for the plan, and does not end in .json"),
               request->operands[plan]);
        return 0;
    }
    if (request->n_operands > plan + 1)
        return plan;
    rf_say(request, "%s", _("no list is given: FILE is missing"));
    return 0;
}

/* What an earlier command left in one place alone is said before anything is recorded. */
static rf_exit import(const rf_request *request, rf_inputs *inputs, const rf_plan *plan, int at)
{
    rf_database database;
    const rf_review_files files = {.territory = request->operands[1],
                                   .paths = request->operands + at + 1,
                                   .n = (size_t)(request->n_operands - at - 1),
                                   .plan = request->operands[at],
                                   .database = &database};
    rf_exit exit = rf_database_enter_if_asked(&database, request, RF_STORE_WRITE);
    if (exit == RF_EXIT_DONE)
        exit = rf_recording_compare(&database, inputs->territory, files.territory);
    if (exit == RF_EXIT_DONE)
        exit = rf_review_import(request, inputs, plan, &files);
    rf_database_close(&database);
    return exit;
}

/* Nobody is asked to do what the rules forbid. */
static rf_exit export(const rf_request *request, const rf_inputs *inputs, const rf_plan *plan,
                      const char *path, int64_t breaches)
{
    if (breaches == 0)
        return rf_review_export(request, inputs->instance, plan);
    rf_plan_file_warn(request, path, breaches);
    rf_say_hint("%s", _("'renfort solve --baseline' mends it; no list was written: nobody is asked "
                        "to do what the rules forbid."));
    return RF_EXIT_INPUT;
}

static rf_exit act(const rf_request *request, rf_inputs *inputs, direction d, int at)
{
    rf_breaches breaches = rf_breaches_new();
    rf_plan *plan = NULL;
    const char *path = request->operands[at];
    rf_exit exit = rf_plan_file_read(&plan, &breaches, request, inputs->instance, path);
    if (exit == RF_EXIT_DONE)
        exit = d == EXPORT ? export(request, inputs, plan, path, breaches.n)
                           : import(request, inputs, plan, at);
    rf_plan_free(plan);
    rf_breaches_free(&breaches);
    return exit;
}

static rf_exit read_and_act(const rf_request *request, direction d, int plan)
{
    rf_inputs inputs;
    const rf_sources sources = {.territory = request->operands[1],
                                .scenario = plan == 3 ? request->operands[2] : NULL};
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = act(request, &inputs, d, plan);
    rf_inputs_free(&inputs);
    return exit;
}

/* An import reads the decisions, judges and adds to them: nobody else may in between. */
static rf_exit import_alone(const rf_request *request, int plan)
{
    rf_err err;
    int lock = -1;
    const rf_status rc = rf_lock_take(&lock, request->operands[1], &err);
    if (rc != RF_OK)
        return rf_exit_of_reading(request, rc, &err);
    const rf_exit exit = read_and_act(request, IMPORT, plan);
    rf_lock_release(lock);
    return exit;
}

/* What the options need of each other; said. */
static bool is_fit(const rf_request *request, direction d)
{
    if (d == EXPORT && request->output == NULL)
        rf_say(request, "%s", _("-o FOLDER is needed"));
    else if (d == EXPORT && (request->db != NULL || request->date != NULL))
        rf_say(request, "%s", _("--db and --date go with import alone"));
    else
        return true;
    return false;
}

static rf_exit run(const rf_request *request)
{
    const direction d = find_direction(request);
    const int plan = d < N_DIRECTIONS ? find_plan(request, d) : 0;
    if (plan == 0 || !is_fit(request, d))
        return RF_EXIT_USAGE;
    return d == IMPORT ? import_alone(request, plan) : read_and_act(request, d, plan);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FOLDER, RF_OPTION_SEPARATOR, RF_PLAN_OPTIONS, RF_OPTION_DATE, RF_OPTION_DB_TOO,
    RF_OPTION_CRISIS, RF_OPTION_QUIET,     RF_OPTION_LANG,  RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort review export town plan.json -o lists",
     N_("lists/review/UNIT.csv for each manager, lists/missions/AGENT.csv for each agent moved.")},
    {"renfort review export town plan.json -o listes --lang fr",
     N_("The same in French, for French spreadsheets.")},
    {"renfort review import town plan.json lists/review/*.csv",
     N_("What came back becomes rows of town/decisions.csv, all of it or nothing.")},
    {"renfort review import town plan.json lists/review/*.csv --db renfort.db",
     N_("In the database too, each line a decision with an entry in its log.")},
    {"renfort solve town --baseline plan.json -o next.json",
     N_("The next plan honours them, and changes little else.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the lists were written, or what they decide was")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT,
     N_("bad input, a list that would be replaced, or lists of a plan that breaks rules "
        "of these files: nothing was written")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_review = {
    .name = "review",
    .operands = "export|import TERRITORY [SCENARIO] PLAN [FILE...]",
    .min_operands = 3,
    .max_operands = RF_MAX_OPERANDS,
    .summary = N_("send a plan's moves to managers and agents, and take back what they decide"),
    .description = N_(
        "export writes a CSV a manager, with the moves that the unit lends or receives, and a CSV "
        "an agent moved, each with empty columns decision (accept, refuse or propose), reason, "
        "other (the agent proposed instead) and comment. Cells that a spreadsheet would take for "
        "a formula begin with an apostrophe.\n"
        "\n"
        "import reads the lists FILE that came back, in whatever form a spreadsheet saved them; "
        "SCENARIO and PLAN end in .json. accept pins the stay, refuse forbids the agent that need "
        "over the same dates, propose does so and pins the other agent; where managers differ, "
        "the refusal stands. The rows are added to TERRITORY/decisions.csv once every cell is "
        "good and all stand together, or, with --quarantine, without the lines that are not.\n"
        "\n"
        "Each line is recorded as 'decide' would: a decision with a number, by the unit or the "
        "agent whose list it is, with a reason of decide's list or none and the comment; with "
        "--db in the database too, in both places or in neither. 'decide undo --number N' takes a "
        "line back."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
