/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort db: a database as a file. */
#include <string.h>

#include "adapters/cli/database.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"

enum { FINDINGS_LIMIT = 1 << 24 };

typedef enum action { CHECK, BACKUP, UPGRADE, N_ACTIONS } action;

static const char *const ACTIONS[N_ACTIONS] = {"check", "backup", "upgrade"};

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
    if (rf_path_is_same(rf_database_path(request), to)) {
        rf_say(request, _("%s: is the database itself"), to);
        return RF_EXIT_USAGE;
    }
    rf_status rc = rf_output_check(to, &err);
    if (rc == RF_OK)
        rc = rf_store_backup(store, to, &err);
    if (rc != RF_OK)
        return rc == RF_BAD_INPUT ? rf_exit_of_reading(request, rc, &err)
                                  : rf_exit_of_failure(request, &err);
    if (!request->quiet) {
        rf_say(request, _("the copy is in %s"), to);
        rf_say_hint(_("It needs the key %s.key, which is not in it: keep that one elsewhere."),
                    rf_database_path(request));
    }
    return RF_EXIT_DONE;
}

static rf_exit upgrade(const rf_request *request)
{
    rf_err err;
    rf_store_forms forms;
    const char *path = rf_database_path(request);
    const rf_status rc = rf_store_upgrade(&forms, path, &err);
    if (rc != RF_OK)
        return rf_exit_of_reading(request, rc, &err);
    if (!request->quiet && forms.before == forms.now)
        rf_say(request, _("%s: is of form %d already; nothing was changed"), path, forms.now);
    else if (!request->quiet)
        rf_say(request, _("%s: was of form %d, and is of form %d"), path, forms.before, forms.now);
    return RF_EXIT_DONE;
}

static rf_exit open_and_act(const rf_request *request, action a)
{
    rf_store *store = NULL;
    rf_exit exit = rf_database_use(&store, request, RF_STORE_READ);
    if (exit == RF_EXIT_DONE)
        exit = a == CHECK ? check(request, store) : backup(request, store);
    rf_store_close(store);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    action a = CHECK;
    while (a < N_ACTIONS && strcmp(request->operands[0], ACTIONS[a]) != 0)
        a++;
    if (a == N_ACTIONS)
        return rf_action_unknown(request, ACTIONS, N_ACTIONS);
    if (request->n_operands != (a == BACKUP ? 2 : 1))
        return rf_action_operands(request);
    return a == UPGRADE ? upgrade(request) : open_and_act(request, a);
}

static const rf_option_id OPTIONS[] = {RF_OPTION_DB, RF_OPTION_QUIET, RF_OPTION_LANG,
                                       RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort db check", N_("Is renfort.db whole?")},
    {"renfort db backup copy.db", N_("A copy of renfort.db, while others go on writing.")},
    {"cp renfort.db older.db && renfort db upgrade",
     N_("After a new renfort was installed, where it asks for it.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE,
     N_("the database is whole, the copy is made, or the form is that of this renfort")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the database cannot be read")},
    {RF_EXIT_BREACH, N_("check: findings, one a line on standard output")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_db = {
    .name = "db",
    .operands = "check|backup|upgrade [COPY]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = N_("check a database, copy it while it is in use, or bring an older one up to date"),
    .description = N_(
        "'check' looks at all of FILE: its pages and references, the chain of its log, each row "
        "against its log entry, each stored file against its SHA-256, and the key.\n\n"
        "'backup COPY' writes a copy of one moment while others go on writing. An existing COPY "
        "is replaced only by a complete one.\n\n"
        "'upgrade' brings a FILE that an older renfort made to the form of this one, step by step. "
        "What stops it, a full disk say, leaves a whole database; no step leads back, so copy "
        "FILE first, while nobody uses it. A FILE of a newer renfort is refused."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
