/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/plan_file.h"

#include <string.h>

#include "adapters/cli/fingerprint.h"
#include "adapters/cli/terminal.h"

enum { BREACHES_LIMIT = 1 << 28 };

rf_breaches rf_breaches_new(void)
{
    return (rf_breaches){.lines = rf_buf_new(BREACHES_LIMIT)};
}

void rf_breaches_free(rf_breaches *breaches)
{
    rf_buf_free(&breaches->lines);
    breaches->n = 0;
}

rf_exit rf_plan_file_read(rf_plan **out, rf_breaches *breaches, const rf_request *request,
                          const rf_instance *in, const char *path)
{
    rf_err err;
    int32_t in_document = 0, in_rules = 0;
    rf_diags *diags = rf_diags_new();
    rf_status rc = diags == NULL ? rf_fail_memory(&err)
                                 : rf_json_read_plan(out, &in_document, &breaches->lines, path, in,
                                                     diags, &err);
    const bool told = diags != NULL && rf_diags_count(diags, RF_ERROR) > 0;
    rf_exit exit = diags != NULL ? rf_diags_show(request, diags) : RF_EXIT_DONE;
    if (rc == RF_OK)
        rc = rf_check(&in_rules, &breaches->lines, in, *out, &err);
    if (rc == RF_BAD_INPUT && told)
        exit = RF_EXIT_INPUT;
    else if (rc != RF_OK)
        exit = rf_exit_of_reading(request, rc, &err);
    breaches->n = (int64_t)in_document + in_rules;
    rf_diags_free(diags);
    return exit;
}

static void warn_of_figures(const rf_request *request, const char *path, int64_t n)
{
    if (n > 0)
        rf_say(request,
               dngettext("renfort", "%s: warning: %lld breach ('renfort verify' names it)",
                         "%s: warning: %lld breaches ('renfort verify' names them)",
                         (unsigned long)n),
               path, (long long)n);
}

rf_exit rf_plan_file_read_moves(rf_plan **out, int64_t *n, const rf_request *request,
                                const rf_inputs *inputs, const char *path)
{
    rf_breaches breaches = rf_breaches_new();
    rf_exit exit = rf_plan_file_read(out, &breaches, request, inputs->instance, path);
    if (exit == RF_EXIT_DONE)
        exit = rf_plan_file_compare_input(request, inputs, path);
    if (exit == RF_EXIT_DONE)
        warn_of_figures(request, path, breaches.n);
    *n = breaches.n;
    rf_breaches_free(&breaches);
    return exit;
}

void rf_plan_file_warn(const rf_request *request, const char *path, int64_t breaches)
{
    if (breaches == 0)
        return;
    rf_say(request,
           dngettext("renfort", "%s: warning: the plan has %lld breach with these files",
                     "%s: warning: the plan has %lld breaches with these files",
                     (unsigned long)breaches),
           path, (long long)breaches);
    rf_say_hint("%s", _("'renfort verify' names each."));
}

rf_exit rf_plan_file_compare_input(const rf_request *request, const rf_inputs *inputs,
                                   const char *path)
{
    rf_err err;
    rf_fingerprint said, now;
    const char *territory = request->operands[0], *scenario = rf_buf_text(&inputs->scenario_path);
    const rf_status rc = rf_json_read_fingerprint(&said, path, &err);
    if (rc == RF_BAD_INPUT)
        return RF_EXIT_DONE;
    if (rc != RF_OK)
        return rf_exit_of_reading(request, rc, &err);
    const rf_status taken = rf_fingerprint_take(&now, territory, scenario, &err);
    if (taken != RF_OK)
        return rf_exit_of_reading(request, taken, &err);
    if (strcmp(said.territory, now.territory) != 0)
        rf_say(request, _("%s: warning: the plan was made from other files than those of %s"), path,
               territory);
    if (strcmp(said.scenario, now.scenario) != 0)
        rf_say(request, _("%s: warning: the plan was made from another scenario than %s"), path,
               scenario);
    return RF_EXIT_DONE;
}
