/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort log: who changed what in a database. */
#include <string.h>

#include "adapters/cli/database.h"
#include "adapters/cli/terminal.h"

enum { PAGE_LIMIT = 1 << 28, PSEUDONYM_SHOWN = 12 };

static const char *const ACTIONS[] = {"verify", "show"};

static rf_exit verify(const rf_request *request, rf_store *store)
{
    rf_err err;
    rf_store_head head;
    int32_t n = 0;
    rf_buf breaches = rf_buf_new(PAGE_LIMIT);
    const rf_status rc = rf_store_log_verify(&head, &n, &breaches, store, &err);
    rf_exit exit = rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_reading(request, rc, &err);
    if (exit == RF_EXIT_DONE && n > 0) {
        exit = rf_print(request, &breaches);
        rf_say(request,
               dngettext("renfort", "%s: %d breach of the log", "%s: %d breaches of the log",
                         (unsigned long)n),
               rf_database_path(request), (int)n);
        exit = exit == RF_EXIT_DONE ? RF_EXIT_BREACH : exit;
    } else if (exit == RF_EXIT_DONE && !request->quiet) {
        rf_say(request,
               dngettext("renfort", "%s: %lld entry, none altered, missing or put in",
                         "%s: %lld entries, none altered, missing or put in",
                         (unsigned long)head.entries),
               rf_database_path(request), (long long)head.entries);
        rf_say_hint(_("The last one is %s."), head.hash);
    }
    rf_buf_free(&breaches);
    return exit;
}

static void print_entry(void *context, const rf_store_entry *entry)
{
    char at[RF_TIME_TEXT];
    rf_buf *page = context;
    rf_buf_printf(page, "%6lld  %s  %-12s  %s: %s %s", (long long)entry->seq,
                  rf_time_format(at, entry->at), entry->who, entry->crisis, entry->object,
                  entry->what);
    if (entry->agent[0] != '\0')
        rf_buf_printf(page, " %.*s", (int)PSEUDONYM_SHOWN, entry->agent);
    if (entry->need[0] != '\0')
        rf_buf_printf(page, " %s", entry->need);
    rf_buf_puts(page, "\n");
}

static rf_exit show(const rf_request *request, rf_store *store)
{
    rf_err err;
    rf_buf page = rf_buf_new(PAGE_LIMIT);
    const rf_status rc = rf_store_each_entry(store, print_entry, &page, &err);
    const rf_exit exit =
        rc == RF_OK ? rf_print(request, &page) : rf_exit_of_reading(request, rc, &err);
    rf_buf_free(&page);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    rf_store *store = NULL;
    const bool verifies = strcmp(request->operands[0], "verify") == 0;
    if (!verifies && strcmp(request->operands[0], "show") != 0)
        return rf_action_unknown(request, ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
    rf_exit exit = rf_database_use(&store, request, RF_STORE_READ);
    if (exit == RF_EXIT_DONE)
        exit = verifies ? verify(request, store) : show(request, store);
    rf_store_close(store);
    return exit;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_DB, RF_OPTION_QUIET, RF_OPTION_LANG,
                                       RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort log verify", N_("Was an entry altered, removed or put in?")},
    {"renfort log show | grep 'decision undo'", N_("Which decisions were undone, and by whom.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the log is whole, or was shown")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the database cannot be read, or show: the log was altered")},
    {RF_EXIT_BREACH, N_("verify: breaches, one a line on standard output")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_log = {
    .name = "log",
    .operands = "verify|show",
    .min_operands = 1,
    .max_operands = 1,
    .summary = N_("show the log of a database, or verify that nobody changed it"),
    .description = N_(
        "Every change adds an entry: when (UTC), who, in which crisis, what, for which agent and "
        "need, the digests of the row before and after and of plan and input. Agents are "
        "pseudonyms. Each entry holds the digest of the one before it.\n\n"
        "'verify' finds entries that were altered, removed (also at the end) or put in. It "
        "prints the digest of the last entry: whoever notes it elsewhere will also notice a "
        "log that was rewritten as a whole. 'show' prints one line an entry."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
