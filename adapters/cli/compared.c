/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/compared.h"

#include "adapters/cli/plan_file.h"
#include "adapters/cli/scenario_find.h"
#include "adapters/cli/terminal.h"

enum { NAME_LIMIT = 1 << 16 };

static void free_side(rf_compared_side *s)
{
    rf_ledger_free(s->ledger);
    rf_plan_free(s->plan);
    if (s->read)
        rf_inputs_free(&s->inputs);
}

/* The findings of the territory are told with the first plan only. */
static rf_exit read_side(rf_compared_side *s, const rf_request *request, const char *scenario,
                         const char *path, bool first)
{
    rf_request again = *request;
    again.quiet = request->quiet || !first;
    const rf_sources sources = {.territory = request->operands[0], .scenario = scenario};
    rf_exit exit = rf_inputs_read(&s->inputs, &again, &sources);
    s->read = true;
    if (exit == RF_EXIT_DONE)
        exit = rf_plan_file_read_moves(&s->plan, &s->breaches, request, &s->inputs, path);
    return exit;
}

static rf_status figure_out(rf_compared *out, rf_compared_side *s, const char *path, rf_err *err)
{
    const rf_instance *in = s->inputs.instance;
    rf_status rc = rf_ledger_new(&s->ledger, in, s->plan->moves, s->plan->n_moves, err);
    *out = (rf_compared){
        .file = path, .in = in, .plan = s->plan, .ledger = s->ledger, .breaches = s->breaches};
    if (rc == RF_OK)
        rc = rf_burden_gini(&out->gini, in, s->plan->moves, s->plan->n_moves, err);
    return rc;
}

static rf_exit add_plan(rf_compared_plans *c, const rf_request *request, const char *path)
{
    rf_err err;
    rf_buf found = rf_buf_new(NAME_LIMIT);
    rf_exit exit = RF_EXIT_DONE;
    if (c->n == RF_MAX_COMPARED) {
        rf_say(request, _("at most %d plans can be compared"), RF_MAX_COMPARED);
        exit = RF_EXIT_USAGE;
    } else if (c->scenario == NULL) {
        exit = rf_scenario_of_plan(&found, request, path);
    }
    const char *scenario = c->scenario != NULL ? c->scenario : rf_buf_text(&found);
    if (exit == RF_EXIT_DONE) {
        const int32_t i = c->n++;
        exit = read_side(&c->sides[i], request, scenario, path, i == 0);
        if (exit == RF_EXIT_DONE && figure_out(&c->compared[i], &c->sides[i], path, &err) != RF_OK)
            exit = rf_exit_of_failure(request, &err);
    }
    rf_buf_free(&found);
    return exit;
}

static rf_exit refuse_few(const rf_request *request, int32_t least)
{
    rf_say(request, "%s",
           least == 1 ? _("a plan is needed") : _("two plans are needed to compare"));
    return RF_EXIT_USAGE;
}

/* The operands after the territory, taken in turn: a scenario goes with the plans after it. */
rf_exit rf_compared_read(rf_compared_plans *c, const rf_request *request, int32_t least)
{
    *c = (rf_compared_plans){.n = 0};
    rf_err err;
    rf_fingerprint fingerprint;
    rf_exit exit = RF_EXIT_DONE;
    for (int i = 1; i < request->n_operands && exit == RF_EXIT_DONE; i++) {
        const char *path = request->operands[i];
        const rf_status rc = rf_json_read_fingerprint(&fingerprint, path, &err);
        if (rc == RF_OK)
            exit = add_plan(c, request, path);
        else if (rc == RF_BAD_INPUT)
            c->scenario = path;
        else
            exit = rf_exit_of_reading(request, rc, &err);
    }
    return exit == RF_EXIT_DONE && c->n < least ? refuse_few(request, least) : exit;
}

void rf_compared_free(rf_compared_plans *c)
{
    for (int32_t i = 0; i < c->n; i++)
        free_side(&c->sides[i]);
}
