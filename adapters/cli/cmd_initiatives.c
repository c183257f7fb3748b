/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort initiatives: what agents started, which reviews are due, and the way back. */
#include <string.h>

#include "adapters/cli/inputs.h"
#include "adapters/cli/terminal.h"
#include "adapters/cli/today.h"
#include "adapters/report/initiatives.h"

enum { PAGE_LIMIT = 1 << 24 };

static const char *const ACTIONS[] = {"list", "due"};
enum { LIST, DUE, N_ACTIONS };

static int find_action(const rf_request *request)
{
    const char *word = request->operands[request->n_operands - 1];
    for (int action = LIST; action < N_ACTIONS; action++)
        if (strcmp(ACTIONS[action], word) == 0)
            return action;
    rf_say(request, _("'%s' is neither list nor due"), word);
    const char *near = rf_nearest(word, ACTIONS, N_ACTIONS);
    if (near != NULL)
        rf_say_hint(_("Did you mean %s?"), near);
    return N_ACTIONS;
}

static rf_date find_today(const rf_request *request)
{
    rf_date today = rf_today();
    if (request->review_day != NULL)
        rf_date_parse_any(&today, request->review_day);
    return today;
}

static rf_exit print_initiatives(const rf_request *request, const rf_initiatives_view *view)
{
    rf_err err;
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_page page = rf_page_of(1);
    const rf_status rc = request->json ? rf_json_write_initiatives(&text, view->in, view->today,
                                                                   view->due_only, &err)
                                       : rf_report_initiatives(&text, view, &page, &err);
    const rf_exit exit = rc == RF_OK ? rf_print(request, &text) : rf_exit_of_failure(request, &err);
    rf_buf_free(&text);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    const int action = find_action(request);
    if (action == N_ACTIONS)
        return RF_EXIT_USAGE;
    rf_inputs inputs;
    const rf_sources sources = rf_sources_of(request, 1);
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = print_initiatives(request, &(rf_initiatives_view){.in = inputs.instance,
                                                                 .due_only = action == DUE,
                                                                 .today = find_today(request)});
    rf_inputs_free(&inputs);
    return exit;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_TODAY_IS, RF_OPTION_DOCUMENT_JSON, RF_OPTION_QUARANTINE, RF_READING_OPTIONS,
    RF_OPTION_QUIET,    RF_OPTION_LANG,          RF_OPTION_HELP,       RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort initiatives town list", N_("The register, and who goes and comes back when.")},
    {"renfort initiatives town due --today 2020-04-12", N_("The reviews that are due that day.")},
    {"renfort initiatives town due --json | jq -r '.initiatives[].sponsor'",
     N_("The sponsors to ask, for another program.")},
    {"renfort solve town --initiatives",
     N_("A plan in which authors who agree serve the need of their endorsed initiative.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the page or the document was printed")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("bad input: the findings are on standard error")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_initiatives = {
    .name = "initiatives",
    .operands = "TERRITORY [SCENARIO] list|due",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("list what agents started, the reviews that are due, and the way back"),
    .description = N_(
        "Reads initiatives.csv. An endorsed initiative stands behind a need; with --initiatives, "
        "solve pins its authors there, where they agree and nothing but travel stands against "
        "them, until its review. Then they return, unless it extends them until the need ends: "
        "absorb leaves the need to its unit, close ends it, and a review without an outcome keeps "
        "nobody."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
