/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort decide: what people decide about the moves of a plan. */
#include <string.h>

#include "adapters/cli/deciding.h"
#include "adapters/cli/lock.h"
#include "adapters/cli/recording.h"
#include "adapters/cli/terminal.h"

enum { PAGE_LIMIT = 1 << 26 };

static const char UNDO[] = "undo", LIST[] = "list";

static rf_exit missing(const rf_request *request, const char *what)
{
    rf_say(request, _("%s is missing"), what);
    rf_say_hint("%s", _("'renfort decide --help' shows how it is used."));
    return RF_EXIT_USAGE;
}

static rf_exit contradict(const rf_request *request, const char *text)
{
    rf_say(request, "%s", text);
    return RF_EXIT_USAGE;
}

static rf_exit unknown_act(const rf_request *request, const char *word)
{
    const char *known[RF_N_ACTS + 2];
    for (rf_act act = 0; act < RF_N_ACTS; act++)
        known[act] = rf_act_words[act];
    known[RF_N_ACTS] = UNDO;
    known[RF_N_ACTS + 1] = LIST;
    rf_say(request, _("'%s' is no decision"), word);
    const char *nearest = rf_nearest(word, known, RF_N_ACTS + 2);
    if (nearest != NULL)
        rf_say_hint(_("Did you mean %s?"), nearest);
    else
        rf_say_hint("%s", _("Give one of accept, refuse, pin, forbid, propose, end, extend, undo "
                            "and list, last."));
    return RF_EXIT_USAGE;
}

/* ---- list and undo: of the territory alone ---- */

static rf_exit print_list(const rf_request *request, const rf_territory *territory)
{
    rf_err err;
    const rf_page page = rf_page_of(1);
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_status rc = rf_report_decisions(&text, territory, 0, &page, &err);
    const rf_exit exit = rc == RF_OK ? rf_print(request, &text) : rf_exit_of_failure(request, &err);
    rf_buf_free(&text);
    return exit;
}

static rf_exit compare_with_database(const rf_request *request, const rf_territory *territory)
{
    rf_database database;
    rf_exit exit = rf_database_enter_if_asked(&database, request, RF_STORE_READ);
    if (exit == RF_EXIT_DONE)
        exit = rf_recording_compare(&database, territory, request->operands[0]);
    rf_database_close(&database);
    return exit;
}

/* Without a scenario, so that pins that contradict each other can be seen. */
static rf_exit read_and_list(const rf_request *request)
{
    rf_inputs inputs;
    const rf_sources sources = {.territory = request->operands[0], .territory_only = true};
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = compare_with_database(request, inputs.territory);
    if (exit == RF_EXIT_DONE)
        exit = print_list(request, inputs.territory);
    rf_inputs_free(&inputs);
    return exit;
}

/* With a database nobody decides in between: only what stays different is told. */
static rf_exit list(const rf_request *request)
{
    rf_err err;
    int lock = -1;
    if (request->db != NULL && rf_lock_take(&lock, request->operands[0], &err) != RF_OK)
        return rf_exit_of_reading(request, RF_IO, &err);
    const rf_exit exit = read_and_list(request);
    if (lock >= 0)
        rf_lock_release(lock);
    return exit;
}

/* How much of a decision there was to undo. */
typedef struct undone {
    size_t n_rows; /* of decisions.csv, which are removed by now */
    size_t n_kept; /* of the database */
} undone;

/* What the territory has under the number is what the database has, or is there alone. */
static rf_status recognise(const rf_database *database, const rf_csv_options *options, rf_err *err)
{
    const rf_request *request = database->request;
    const int32_t number = (int32_t)request->number;
    rf_buf rows = rf_buf_new(PAGE_LIMIT);
    rf_status rc = rf_csv_find_decision(&rows, request->operands[0], options, number, err);
    if (rc == RF_OK)
        rc = rf_recording_recognise(database, number, &rows, err);
    rf_buf_free(&rows);
    return rc;
}

static rf_status remove_from_both(undone *out, const rf_database *database,
                                  const rf_header_map *columns, rf_err *err)
{
    const rf_request *request = database->request;
    const int32_t number = (int32_t)request->number;
    int32_t next = number;
    const rf_csv_options options = rf_csv_options_of(request, columns);
    *out = (undone){0, 0};
    rf_status rc = rf_recording_begin(&next, database, err);
    if (rc != RF_OK)
        return rc;
    rc = recognise(database, &options, err);
    if (rc == RF_OK)
        rc = rf_recording_undo(&out->n_kept, database, number, err);
    if (rc == RF_OK)
        rc = rf_csv_remove_decision(&out->n_rows, request->operands[0], &options, number, err);
    return rf_recording_end(database, rc, err);
}

static rf_exit say_failure(const rf_request *request, rf_status rc, const rf_err *err,
                           const undone *done)
{
    const rf_exit exit = rf_exit_of_database(request, rc, err);
    if (done->n_rows > 0) {
        rf_say(request, _("decision %d is no longer in %s, and still in %s"), (int)request->number,
               request->operands[0], request->db);
        rf_say_hint("%s", _("Give the same command again."));
    }
    return exit;
}

static rf_exit remove_decision(const rf_database *database, const rf_header_map *columns)
{
    rf_err err;
    undone done;
    const rf_request *request = database->request;
    const int32_t number = (int32_t)request->number;
    const rf_status rc = remove_from_both(&done, database, columns, &err);
    if (rc != RF_OK)
        return say_failure(request, rc, &err, &done);
    if (done.n_rows == 0 && done.n_kept == 0) {
        rf_say(request, _("%s has no decision %d"), request->operands[0], number);
        return RF_EXIT_USAGE;
    }
    if (database->store != NULL && done.n_kept == 0)
        rf_say(request, _("warning: %s had no decision %d"), request->db, number);
    if (done.n_rows == 0)
        rf_say(request, _("decision %d is undone in %s; %s had no row of it"), number, request->db,
               request->operands[0]);
    else if (!request->quiet)
        rf_say(request,
               dngettext("renfort", "decision %d is undone: %zu row removed",
                         "decision %d is undone: %zu rows removed", done.n_rows),
               number, done.n_rows);
    return RF_EXIT_DONE;
}

static rf_exit open_and_remove(const rf_request *request, const rf_header_map *columns)
{
    rf_database database;
    rf_exit exit = rf_database_enter_if_asked(&database, request, RF_STORE_WRITE);
    if (exit == RF_EXIT_DONE)
        exit = remove_decision(&database, columns);
    rf_database_close(&database);
    return exit;
}

/* Reads only what it needs: a territory with faults must not keep a decision in force. */
static rf_exit undo(const rf_request *request)
{
    rf_err err;
    int lock = -1;
    rf_header_map *columns = NULL;
    if (request->number <= 0)
        return missing(request, "--number");
    rf_diags *diags = rf_diags_new();
    rf_status rc = diags != NULL ? RF_OK : rf_fail_memory(&err);
    if (rc == RF_OK && request->columns != NULL)
        rc = rf_json_read_columns(&columns, request->columns, diags, &err);
    if (rc == RF_OK)
        rc = rf_lock_take(&lock, request->operands[0], &err);
    const rf_exit exit =
        rc == RF_OK ? open_and_remove(request, columns) : rf_exit_of_reading(request, rc, &err);
    if (lock >= 0)
        rf_lock_release(lock);
    rf_header_map_free(columns);
    rf_diags_free(diags);
    return exit;
}

/* ---- a decision on a move ---- */

/* What the act needs, and what does not go with it. */
static rf_exit check_request(const rf_request *r, rf_act act)
{
    const bool until = act == RF_ACT_END || act == RF_ACT_EXTEND;
    rf_date from = RF_DATE_FIRST, to = RF_DATE_LAST;
    if (r->author == NULL)
        return missing(r, "--author");
    if (r->unit == NULL && r->agent == NULL)
        return missing(r, "--agent");
    if (r->unit == NULL && r->need == NULL)
        return missing(r, "--need");
    if (r->unit != NULL && (r->agent != NULL || r->need != NULL))
        return contradict(r, _("--unit goes without --agent and --need"));
    if (r->unit != NULL && act == RF_ACT_PROPOSE)
        return contradict(r, _("propose is for one move: it goes without --unit"));
    if (act == RF_ACT_PROPOSE && r->other == NULL)
        return missing(r, "--other");
    if (act != RF_ACT_PROPOSE && r->other != NULL)
        return contradict(r, _("--other goes with propose alone"));
    if (until && r->to == NULL)
        return missing(r, "--to");
    if (r->unit != NULL && !until && (r->from != NULL || r->to != NULL))
        return contradict(r, _("with --unit each move is taken on its own dates"));
    if (r->from != NULL && r->to != NULL && rf_date_parse_any(&from, r->from) &&
        rf_date_parse_any(&to, r->to) && from > to)
        return contradict(r, _("--from is after --to"));
    return RF_EXIT_DONE;
}

/* TERRITORY [SCENARIO] PLAN ACT */
static rf_exit act_on(const rf_request *request, rf_act act)
{
    const int n = request->n_operands;
    if (n < 3)
        return missing(request, "PLAN");
    const rf_exit exit = check_request(request, act);
    const rf_sources sources = rf_sources_of(request, 2);
    return exit == RF_EXIT_DONE ? rf_deciding_run(request, &sources, request->operands[n - 2], act)
                                : exit;
}

static rf_exit run(const rf_request *request)
{
    const char *word = request->operands[request->n_operands - 1];
    if (strcmp(word, LIST) == 0)
        return list(request);
    if (strcmp(word, UNDO) == 0)
        return undo(request);
    for (rf_act act = 0; act < RF_N_ACTS; act++)
        if (strcmp(word, rf_act_words[act]) == 0)
            return act_on(request, act);
    return unknown_act(request, word);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_AGENT,  RF_OPTION_NEED,     RF_OPTION_UNIT,   RF_OPTION_OTHER,  RF_OPTION_AUTHOR,
    RF_OPTION_REASON, RF_OPTION_COMMENT,  RF_OPTION_DATE,   RF_OPTION_FROM,   RF_OPTION_TO,
    RF_OPTION_NUMBER, RF_READING_OPTIONS, RF_OPTION_DB_TOO, RF_OPTION_CRISIS, RF_OPTION_QUIET,
    RF_OPTION_LANG,   RF_OPTION_HELP,     RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort decide town plan.json refuse --agent A-5 --need MEALS --author 'head of the town "
     "hall' --reason workload",
     N_("A-5 does not go; 'renfort solve town --baseline plan.json' then changes as little as "
        "possible.")},
    {"renfort decide town plan.json accept --unit LIB --author 'head of the libraries'",
     N_("Every move that LIB lends or receives stays as it is.")},
    {"renfort decide town plan.json end --agent A-1 --need MEALS --to 2026-01-18 --author HR",
     N_("A-1 is back after the week of 18 January.")},
    {"renfort decide town plan.json accept --agent A-5 --need MEALS --author HR --db renfort.db",
     N_("In the database too, with an entry in its log.")},
    {"renfort decide town list", N_("Who decided what, and why.")},
    {"renfort decide town undo --number 2", N_("Take the second decision back.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("recorded, undone or listed")},
    {RF_EXIT_USAGE, N_("wrong usage; no such agent, need, unit, reason or decision")},
    {RF_EXIT_INPUT, N_("the territory, the scenario, the plan or the database cannot be read")},
    {RF_EXIT_BREACH,
     N_("the decision contradicts the data or an earlier one; nothing was written")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the decision cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_decide = {
    .name = "decide",
    .operands = "TERRITORY [SCENARIO] [PLAN] ACT",
    .min_operands = 2,
    .max_operands = 4,
    .summary = N_("accept, refuse or change a move of a plan; undo, list"),
    .description = N_(
        "Records what a person decides about a move of PLAN in TERRITORY/decisions.csv, where the "
        "next solve finds it; every byte that was there stays. Where that file lacks a column, the "
        "rows go to decisions-renfort.csv beside it.\n"
        "\n"
        "ACT is one of: accept (the move stays as it is), refuse (not this agent on this need, on "
        "these dates), pin (on dates of your own), forbid (always, or on your dates), propose (not "
        "this agent: --other), end (--to an earlier day), extend (--to a later day), undo "
        "(--number), list. undo and list need TERRITORY alone.\n"
        "\n"
        "Reasons, in English or French: unstated (non_precise), agreed (accord), workload "
        "(charge), unavailable (indisponible), training (formation), skills (competences), travel "
        "(trajet), hours (horaires), declined (decline), continuity (continuite), other_agent "
        "(autre_agent), local_solution (solution_locale), need_changed (besoin_modifie), agreement "
        "(convention). The list is closed: a decision says nothing about health or family, and "
        "neither may --comment.\n"
        "\n"
        "A decision that contradicts the data or an earlier decision is not recorded, and all that "
        "stands against it is said. end and extend take the place of the decision that kept the "
        "stay on the dates of PLAN.\n"
        "\n"
        "With --db, a decision goes to the database too, a row and a log entry for each row of "
        "decisions.csv, and counts as recorded when both have it; a crisis holds the decisions of "
        "one territory. The database is written first, all but its commit, then decisions.csv, "
        "then "
        "the commit. Where decisions.csv cannot be written, nothing is recorded. Where the commit "
        "fails, the rows are taken out of decisions.csv again, or it is said that they are still "
        "there. Where the program is killed in between, the two differ: list and every later "
        "decision with --db say in which numbers, and undo takes a number back from both. An undo "
        "that was interrupted is finished by giving it again."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
