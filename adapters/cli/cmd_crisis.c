/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort crisis: the beginning and the end of what a database holds. */
#include <string.h>

#include "adapters/cli/database.h"
#include "adapters/cli/terminal.h"

enum { PAGE_LIMIT = 1 << 24, PATH_LIMIT = 1 << 16 };

static const char *const ACTIONS[] = {"open", "list", "close", "purge"};

typedef rf_status change_of_crisis(rf_store *store, const rf_store_by *by, rf_err *err);

/* Opens the database and lets the change happen. */
static rf_exit change(const rf_request *request, rf_store_mode mode, change_of_crisis *what)
{
    rf_err err;
    rf_store *store = NULL;
    char room[RF_TIME_TEXT];
    const rf_store_by by = {request->operands[1], rf_database_who(room, request)};
    rf_exit exit = rf_database_use(&store, request, mode);
    if (exit != RF_EXIT_DONE)
        return exit;
    const rf_status rc = what(store, &by, &err);
    if (rc != RF_OK)
        exit = rf_exit_of_database(request, rc, &err);
    rf_store_close(store);
    return exit;
}

static rf_exit begin(const rf_request *request)
{
    const rf_exit exit = change(request, RF_STORE_CREATE, rf_store_crisis_open);
    if (exit == RF_EXIT_DONE && !request->quiet)
        rf_say(request, _("'%s' is open in %s"), request->operands[1], rf_database_path(request));
    return exit;
}

static rf_exit finish(const rf_request *request)
{
    const rf_exit exit = change(request, RF_STORE_WRITE, rf_store_crisis_close);
    if (exit == RF_EXIT_DONE && !request->quiet)
        rf_say(request, _("'%s' is closed in %s"), request->operands[1], rf_database_path(request));
    return exit;
}

static rf_exit certify(const rf_request *request, rf_store *store, const char *certificate)
{
    rf_err err;
    char room[RF_TIME_TEXT];
    const rf_store_by by = {request->operands[1], rf_database_who(room, request)};
    const rf_exit exit = rf_database_spare(request, store, certificate, RF_STORE_OUTPUT_OTHER);
    if (exit != RF_EXIT_DONE)
        return exit;
    const rf_status rc = rf_store_crisis_purge(store, &by, certificate, &err);
    if (rc != RF_OK)
        return rf_exit_of_database(request, rc, &err);
    if (!request->quiet) {
        rf_say(request, _("'%s' is purged; the certificate is in %s"), by.crisis, certificate);
        rf_say_hint("%s", _("The folders of territories are as they were, decisions.csv too."));
    }
    return RF_EXIT_DONE;
}

static rf_exit purge(const rf_request *request)
{
    rf_err err;
    rf_store *store = NULL;
    rf_exit exit = rf_database_use(&store, request, RF_STORE_WRITE);
    if (exit != RF_EXIT_DONE)
        return exit;
    rf_buf path = rf_buf_new(PATH_LIMIT);
    if (request->certificate != NULL)
        rf_buf_puts(&path, request->certificate);
    else
        rf_buf_printf(&path, "%s.%s.purged.txt", rf_database_path(request), request->operands[1]);
    if (path.failed) {
        rf_fail_memory(&err);
        exit = rf_exit_of_failure(request, &err);
    } else {
        exit = certify(request, store, rf_buf_text(&path));
    }
    rf_buf_free(&path);
    rf_store_close(store);
    return exit;
}

static const char *state_word(const char *state)
{
    if (strcmp(state, "open") == 0)
        return _("open");
    if (strcmp(state, "closed") == 0)
        return _("closed");
    return strcmp(state, "purged") == 0 ? _("purged") : _("purge it again: it was interrupted");
}

static void print_crisis(void *context, const rf_store_crisis *crisis)
{
    rf_buf *page = context;
    char opened[RF_TIME_TEXT], closed[RF_TIME_TEXT];
    rf_buf_printf(page, "%s  %-20s  %-20s  %s\n", rf_time_format(opened, crisis->opened),
                  crisis->closed != 0 ? rf_time_format(closed, crisis->closed) : "-", crisis->name,
                  state_word(crisis->state));
}

static rf_exit list(const rf_request *request)
{
    rf_err err;
    rf_store *store = NULL;
    rf_exit exit = rf_database_use(&store, request, RF_STORE_READ);
    if (exit != RF_EXIT_DONE)
        return exit;
    rf_buf page = rf_buf_new(PAGE_LIMIT);
    const rf_status rc = rf_store_each_crisis(store, print_crisis, &page, &err);
    exit = rc == RF_OK ? rf_print(request, &page) : rf_exit_of_reading(request, rc, &err);
    rf_buf_free(&page);
    rf_store_close(store);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    static rf_exit (*const RUNS[])(const rf_request *) = {begin, list, finish, purge};
    const char *action = request->operands[0];
    if (!rf_text_is_plain(request, "author", request->author))
        return RF_EXIT_USAGE;
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++)
        if (strcmp(ACTIONS[i], action) == 0) {
            const int wanted = RUNS[i] == list ? 1 : 2;
            return request->n_operands == wanted ? RUNS[i](request) : rf_action_operands(request);
        }
    return rf_action_unknown(request, ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}

static const rf_option_id OPTIONS[] = {RF_OPTION_DB,    RF_OPTION_LOG_AUTHOR, RF_OPTION_CERTIFICATE,
                                       RF_OPTION_QUIET, RF_OPTION_LANG,       RF_OPTION_HELP,
                                       RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort crisis open flood-2026", N_("Open a crisis in renfort.db, which is made if needed.")},
    {"renfort crisis close flood-2026", N_("Nothing can be added to it any more.")},
    {"renfort crisis purge flood-2026",
     N_("Erase its personal data, and write a certificate of that.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("done")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the database cannot be used, or has no such crisis in that state")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_crisis = {
    .name = "crisis",
    .operands = "list|open|close|purge [NAME]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = N_("open, list, close or purge the crises of a database"),
    .description =
        N_("Everything in a database belongs to a crisis. 'open NAME' begins one; FILE is made "
           "where there is none, with the key of its log's pseudonyms in FILE.key: keep that "
           "file, and keep it apart from copies of FILE. 'list' shows when each was opened and "
           "closed. A closed crisis can be read, and nothing can be added to it.\n\n"
           "'purge NAME' erases what a closed crisis holds: territories, scenarios, plans, "
           "decisions, missions, initiatives, names. It destroys the key when no other crisis "
           "needs it, writes FILE anew without the erased, and writes a certificate. The log "
           "stays, and can still be verified, but tells nothing about anybody. A purge that was "
           "interrupted is finished by giving the same command again. Copies made elsewhere are "
           "yours to destroy."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
