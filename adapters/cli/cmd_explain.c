/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort explain: why this one, why not that one, why is nobody there, what was made of me. */
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/explain_run.h"
#include "adapters/cli/terminal.h"

static rf_exit refuse(const rf_request *request)
{
    rf_say(request, "%s",
           _("ask one question: --move AGENT:NEED, --need NEED, --agent AGENT, or "
             "--agent AGENT --need NEED"));
    rf_say_hint(_("'renfort %s --help' shows how it is used."), request->command->name);
    return RF_EXIT_USAGE;
}

/* The last colon parts the two: ids of needs have none in any file that was seen. */
static rf_exit explain_move(const rf_request *request)
{
    rf_err err;
    const char *colon = strrchr(request->move, ':');
    if (colon == NULL || request->agent != NULL || request->need != NULL)
        return refuse(request);
    char *agent = strndup(request->move, (size_t)(colon - request->move));
    if (agent == NULL) {
        rf_fail_memory(&err);
        return rf_exit_of_failure(request, &err);
    }
    const rf_asking asking = {.topic = RF_TOPIC_MOVE, .agent = agent, .need = colon + 1};
    const rf_exit exit = rf_explain_run(request, &asking);
    free(agent);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    rf_asking asking = {.agent = request->agent, .need = request->need};
    if (request->move != NULL)
        return explain_move(request);
    if (request->agent == NULL && request->need == NULL)
        return refuse(request);
    if (request->agent == NULL)
        asking.topic = RF_TOPIC_NEED;
    else
        asking.topic = request->need != NULL ? RF_TOPIC_WHY_NOT : RF_TOPIC_AGENT;
    return rf_explain_run(request, &asking);
}

static const rf_option_id OPTIONS[] = {RF_OPTION_MOVE,
                                       RF_OPTION_EXPLAIN_AGENT,
                                       RF_OPTION_EXPLAIN_NEED,
                                       RF_OPTION_TOP,
                                       RF_OPTION_EXPLAIN_SECONDS,
                                       RF_OPTION_EXPLAIN_JSON,
                                       RF_PLAN_OPTIONS,
                                       RF_OPTION_QUIET,
                                       RF_OPTION_LANG,
                                       RF_OPTION_HELP,
                                       RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort explain town town/flood.json plan.json --move A-17:MEALS",
     N_("Why this move: what is short without it, what a new solve without it loses, who else.")},
    {"renfort explain town town/flood.json plan.json --agent A-18 --need MEALS",
     N_("Why not A-18: every reason, or what sending them would cost.")},
    {"renfort explain town town/flood.json plan.json --need MEALS",
     N_("Why nobody is there, and what would close it, each lever tried by a new solve.")},
    {"renfort explain town town/flood.json plan.json --agent A-17",
     N_("The sheet that A-17 may ask for.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the answer is on standard output")},
    {RF_EXIT_USAGE, N_("wrong usage, or an id that no row has")},
    {RF_EXIT_INPUT, N_("the territory, the scenario or the plan cannot be read, the plan breaks "
                       "rules of these files, or has no such move")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_explain = {
    .name = "explain",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("say why a plan is as it is, and what would change it"),
    .description = N_(
        "Answers one question about PLAN, which must keep every rule of TERRITORY and SCENARIO "
        "(default: TERRITORY/scenario.json). What is said of \"what if\" comes from a new "
        "solve that starts from PLAN and changes as few moves as possible; nothing is "
        "estimated. The options that PLAN was solved with belong here too: with --baseline a new "
        "solve starts from EARLIER, as PLAN's did.\n"
        "\n"
        "A restriction is never shown: it reads \"not compatible\", and a count of fewer than "
        "five people is not shown by itself."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
