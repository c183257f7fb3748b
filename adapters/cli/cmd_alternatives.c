/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort alternatives: who could serve a need, ranked, at what price on each level. */
#include "adapters/cli/explain_run.h"
#include "adapters/cli/terminal.h"

static rf_exit run(const rf_request *request)
{
    const rf_asking asking = {.topic = RF_TOPIC_ALTERNATIVES, .need = request->need};
    if (request->need != NULL)
        return rf_explain_run(request, &asking);
    rf_say(request, "%s", _("name the need: --need NEED"));
    rf_say_hint(_("'renfort %s --help' shows how it is used."), request->command->name);
    return RF_EXIT_USAGE;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_EXPLAIN_NEED, RF_OPTION_TOP,  RF_OPTION_EXPLAIN_JSON, RF_PLAN_OPTIONS,
    RF_OPTION_QUIET,        RF_OPTION_LANG, RF_OPTION_HELP,         RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort alternatives town town/flood.json plan.json --need MEALS --top 3",
     N_("The three best candidates, with the change on every level.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the candidates are on standard output")},
    {RF_EXIT_USAGE, N_("wrong usage, or an id that no row has")},
    {RF_EXIT_INPUT, N_("the territory, the scenario or the plan cannot be read, or the plan "
                       "breaks rules of these files")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_alternatives = {
    .name = "alternatives",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("rank who could serve a need, with the change on every level"),
    .description =
        N_("Puts each agent who may serve NEED and does not into PLAN, on their best stay, and "
           "tells what every level becomes: their other stays give way, and where the need lacks "
           "nobody one who serves it goes home. Nothing else moves, and every candidate that is "
           "listed keeps every rule. 'renfort explain --agent AGENT --need NEED' solves anew."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
