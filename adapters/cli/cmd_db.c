/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort db: a database as a file. */
#include <stdio.h>
#include <string.h>

#include "adapters/cli/database.h"
#include "adapters/cli/figures.h"
#include "adapters/cli/stored.h"
#include "adapters/cli/terminal.h"

enum { FINDINGS_LIMIT = 1 << 24 };

static const size_t DOCUMENT_LIMIT = (size_t)1 << 31;

static rf_exit check(const rf_request *request, rf_store *store)
{
    rf_err err;
    int32_t n = 0;
    rf_buf findings = rf_buf_new(FINDINGS_LIMIT);
    const rf_status rc = rf_store_check(&n, &findings, store, &err);
    rf_exit exit = rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_reading(request, rc, &err);
    if (exit == RF_EXIT_DONE && n > 0) {
        exit = rf_print(request, &findings);
        rf_say(request, dngettext("renfort", "%s: %d finding", "%s: %d findings", (unsigned long)n),
               rf_database_path(request), (int)n);
        exit = exit == RF_EXIT_DONE ? RF_EXIT_BREACH : exit;
    } else if (exit == RF_EXIT_DONE && !request->quiet) {
        rf_say(request, _("%s: whole; pages, references, log, rows and files agree"),
               rf_database_path(request));
    }
    rf_buf_free(&findings);
    return exit;
}

static rf_exit backup(const rf_request *request, rf_store *store)
{
    rf_err err;
    const char *to = request->operands[1];
    const rf_exit exit = rf_database_spare(request, store, to, RF_STORE_OUTPUT_COPY);
    if (exit != RF_EXIT_DONE)
        return exit;
    const rf_status rc = rf_store_backup(store, to, &err);
    if (rc != RF_OK)
        return rf_exit_of_database(request, rc, &err);
    if (!request->quiet) {
        rf_say(request, _("the copy is in %s"), to);
        rf_say_hint(_("It needs the key %s.key, which is not in it: keep that one elsewhere."),
                    rf_database_path(request));
    }
    return RF_EXIT_DONE;
}

typedef rf_status fill_sheets(rf_sheets *out, rf_pool *texts, const rf_database *database,
                              rf_err *err);

/* One list of what a crisis holds. */
static rf_exit list(const rf_request *request, rf_store *store, fill_sheets *fill)
{
    rf_err err;
    rf_sheets sheets = rf_sheets_new("db");
    rf_pool *texts = rf_pool_new();
    const rf_database database = {.request = request, .store = store, .by = {request->crisis, ""}};
    rf_status rc = texts != NULL ? fill(&sheets, texts, &database, &err) : rf_fail_memory(&err);
    if (rc == RF_OK)
        rc = rf_sheets_status(&sheets, &err);
    const rf_exit exit = rc == RF_OK ? rf_figures_print(request, NULL, &sheets, NULL)
                                     : rf_exit_of_database(request, rc, &err);
    rf_sheets_free(&sheets);
    rf_pool_free(texts);
    return exit;
}

static rf_exit list_plans(const rf_request *request, rf_store *store)
{
    return list(request, store, rf_stored_plans);
}

static rf_exit list_missions(const rf_request *request, rf_store *store)
{
    return list(request, store, rf_stored_missions);
}

static rf_exit list_initiatives(const rf_request *request, rf_store *store)
{
    return list(request, store, rf_stored_initiatives);
}

static rf_exit write_plan(const rf_request *request, const rf_store *store, const rf_buf *document)
{
    rf_err err;
    const char *to = request->output;
    if (to == NULL || strcmp(to, "-") == 0)
        return rf_print(request, document);
    const rf_exit exit = rf_database_spare(request, store, to, RF_STORE_OUTPUT_OTHER);
    if (exit != RF_EXIT_DONE)
        return exit;
    if (rf_file_write(to, rf_buf_text(document), document->length, &err) != RF_OK)
        return rf_exit_of_failure(request, &err);
    if (!request->quiet)
        rf_say(request, _("the plan is in %s"), to);
    return RF_EXIT_DONE;
}

/* The document of one plan, to the byte. */
static rf_exit get(const rf_request *request, rf_store *store)
{
    rf_err err;
    const char *text = request->operands[1];
    char with_sign[RF_TIME_TEXT];
    snprintf(with_sign, sizeof with_sign, "#%s", text[0] == '#' ? text + 1 : text);
    const int64_t number = rf_stored_number(with_sign);
    if (number == 0) {
        rf_say(request, _("'%s' is not the number of a plan: 'renfort db plans' lists them"), text);
        return RF_EXIT_USAGE;
    }
    rf_buf document = rf_buf_new(DOCUMENT_LIMIT);
    const rf_status rc = rf_store_get_plan(&document, store, number, &err);
    const rf_exit exit = rc == RF_OK ? write_plan(request, store, &document)
                                     : rf_exit_of_database(request, rc, &err);
    rf_buf_free(&document);
    return exit;
}

/* Opens the file by itself: an older one cannot be used before. */
static rf_exit upgrade(const rf_request *request)
{
    rf_err err;
    rf_store_forms forms;
    const char *path = rf_database_path(request);
    const rf_status rc = rf_store_upgrade(&forms, path, &err);
    if (rc != RF_OK)
        return rf_exit_of_database(request, rc, &err);
    if (!request->quiet && forms.before == forms.now)
        rf_say(request, _("%s: is of form %d already; nothing was changed"), path, forms.now);
    else if (!request->quiet)
        rf_say(request, _("%s: was of form %d, and is of form %d"), path, forms.before, forms.now);
    return RF_EXIT_DONE;
}

typedef struct action {
    const char *name;
    int n_operands;                                             /* itself among them */
    rf_exit (*run)(const rf_request *request, rf_store *store); /* NULL: upgrade */
} action;

static const action ACTIONS[] = {{"check", 1, check},
                                 {"backup", 2, backup},
                                 {"plans", 1, list_plans},
                                 {"missions", 1, list_missions},
                                 {"initiatives", 1, list_initiatives},
                                 {"get", 2, get},
                                 {"upgrade", 1, NULL}};

enum { N_ACTIONS = sizeof ACTIONS / sizeof *ACTIONS };

static rf_exit run_action(const rf_request *request, const action *chosen)
{
    rf_store *store = NULL;
    if (request->n_operands != chosen->n_operands)
        return rf_action_operands(request);
    if (chosen->run == NULL)
        return upgrade(request);
    rf_exit exit = rf_database_use(&store, request, RF_STORE_READ);
    if (exit == RF_EXIT_DONE)
        exit = chosen->run(request, store);
    rf_store_close(store);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    const char *names[N_ACTIONS];
    for (size_t i = 0; i < N_ACTIONS; i++) {
        names[i] = ACTIONS[i].name;
        if (strcmp(request->operands[0], names[i]) == 0)
            return run_action(request, &ACTIONS[i]);
    }
    return rf_action_unknown(request, names, N_ACTIONS);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_DB,           RF_OPTION_CRISIS,      RF_OPTION_STORED_PLAN,
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_OPTION_QUIET,
    RF_OPTION_LANG,         RF_OPTION_HELP,        RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort db check", N_("Is renfort.db whole?")},
    {"renfort db backup copy.db", N_("A copy of renfort.db, while others go on writing.")},
    {"renfort db plans", N_("The plans that are kept, and which one each stays close to.")},
    {"renfort db get 3 -o plan.json", N_("The third of them, as it was written.")},
    {"renfort db missions --csv > missions.csv",
     N_("Who is planned, has started, was extended, ended or cancelled.")},
    {"cp renfort.db older.db && renfort db upgrade",
     N_("After a new renfort was installed, where it asks for it.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the database is whole, or what was asked for was printed or written")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the database cannot be read, or does not hold it")},
    {RF_EXIT_BREACH, N_("check: findings, one a line on standard output")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_db = {
    .name = "db",
    .operands = "check|backup COPY|plans|missions|initiatives|get NUMBER|upgrade",
    .min_operands = 1,
    .max_operands = 2,
    .summary = N_("check or copy a database, list what it holds, get a plan back"),
    .description = N_(
        "'check' looks at all of FILE: its pages and references, the chain of its log, each row "
        "against its log entry, each stored file against its SHA-256, and the key.\n\n"
        "'backup COPY' writes a copy of one moment while others go on writing. An existing COPY "
        "is replaced only by a complete one.\n\n"
        "'plans', 'missions' and 'initiatives' list what the crisis holds. Missions follow the "
        "decisions: accepted or pinned ones are planned, then extended, ended or cancelled; "
        "'solve --today' notes which have started. 'get NUMBER' gives a plan back to the byte.\n\n"
        "'upgrade' brings a FILE that an older renfort made to the form of this one, step by step. "
        "What stops it, a full disk say, leaves a whole database; no step leads back, so copy "
        "FILE first, while nobody uses it. A FILE of a newer renfort is refused."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
