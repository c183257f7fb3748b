/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/explain_run.h"

#include "adapters/cli/interrupt.h"
#include "adapters/cli/naming.h"
#include "adapters/cli/plan_file.h"
#include "adapters/cli/terminal.h"
#include "adapters/report/explain.h"

enum { PAGE_LIMIT = 1 << 26, DEFAULT_TOP = 5 };

/* Within 5 s and 30 s in all, reading and writing included. */
static const double TRIAL_SECONDS = 4, LEVERS_SECONDS = 28;

/* False: no row has this id, which is said. NULL is no question. */
static bool find_id(int32_t *out, const rf_request *request, const rf_instance *in, bool is_agent,
                    const char *id)
{
    const rf_naming of = is_agent ? rf_naming_agents(in) : rf_naming_needs(in);
    *out = id != NULL ? rf_naming_find(in, of, id) : -1;
    if (id == NULL || *out >= 0)
        return true;
    rf_say(request, is_agent ? _("no agent has the id '%s'") : _("no need has the id '%s'"), id);
    rf_naming_hint(in, of, id);
    return false;
}

static rf_exit print(const rf_request *request, const rf_explanation *e)
{
    rf_err err;
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_page page = rf_page_of(1);
    const rf_status rc = request->json ? rf_json_write_explanation(&text, e, &err)
                                       : rf_report_explanation(&text, e, &page, &err);
    const rf_exit exit = rc == RF_OK ? rf_print(request, &text) : rf_exit_of_failure(request, &err);
    rf_buf_free(&text);
    return exit;
}

/* Where the request names the baseline that the plan was solved with, the plan is another file. */
static rf_exit read_plan(rf_plan **out, const rf_request *request, const rf_inputs *inputs)
{
    const char *path = request->operands[request->n_operands - 1];
    rf_breaches breaches = rf_breaches_new();
    rf_exit exit = RF_EXIT_DONE;
    if (request->baseline != NULL)
        exit = rf_plan_file_read(out, &breaches, request, inputs->instance, path);
    if (exit == RF_EXIT_DONE && breaches.n > 0) {
        rf_say(request, _("%s breaks rules of these files"), path);
        rf_say_hint("%s", _("'renfort verify' lists them, 'renfort solve --baseline' mends it."));
        exit = RF_EXIT_INPUT;
    }
    rf_breaches_free(&breaches);
    return exit;
}

static rf_exit answer(const rf_request *request, const rf_inputs *inputs, const rf_plan *plan,
                      const rf_asking *asking)
{
    rf_err err;
    rf_explanation *e = NULL;
    rf_asked asked = {.topic = asking->topic,
                      .in = inputs->instance,
                      .baseline = inputs->baseline,
                      .plan = plan,
                      .top = request->top > 0 ? (int32_t)request->top : DEFAULT_TOP,
                      .seconds = asking->topic == RF_TOPIC_NEED ? LEVERS_SECONDS : TRIAL_SECONDS};
    if (request->seconds > 0)
        asked.seconds = request->seconds;
    if (!find_id(&asked.agent.i, request, asked.in, true, asking->agent) ||
        !find_id(&asked.need.i, request, asked.in, false, asking->need))
        return RF_EXIT_USAGE;
    asked.stop = rf_interrupt_watch();
    const rf_status rc = rf_explain(&e, &asked, &err);
    rf_interrupt_leave();
    const rf_exit exit = rc == RF_OK ? print(request, e) : rf_exit_of_reading(request, rc, &err);
    rf_explanation_free(e);
    return exit;
}

/* Without another, the plan is the baseline of every "what if". */
rf_exit rf_explain_run(const rf_request *request, const rf_asking *asking)
{
    rf_inputs inputs;
    rf_plan *plan = NULL;
    rf_request with_baseline = *request;
    const rf_sources sources = rf_sources_of(request, 1);
    if (request->baseline == NULL)
        with_baseline.baseline = request->operands[request->n_operands - 1];
    rf_exit exit = rf_inputs_read(&inputs, &with_baseline, &sources);
    if (exit == RF_EXIT_DONE)
        exit = read_plan(&plan, request, &inputs);
    if (exit == RF_EXIT_DONE)
        exit = answer(request, &inputs, plan, asking);
    rf_plan_free(plan);
    rf_inputs_free(&inputs);
    return exit;
}
