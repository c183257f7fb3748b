/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/plan_load.h"

#include <string.h>

#include "adapters/cli/fingerprint.h"
#include "adapters/cli/terminal.h"

enum { BREACHES_LIMIT = 1 << 28 };

rf_exit rf_plan_compare_input(const rf_request *request, const rf_inputs *inputs, const char *path)
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

/* Where a plan is, and the instance to read it in. */
typedef struct plan_file {
    const rf_instance *in;
    const char *path;
} plan_file;

/* Counts the breaches of document and rules. */
static rf_status read_plan(rf_plan **out, int64_t *n_breaches, const plan_file *file,
                           rf_diags *diags, rf_err *err)
{
    int32_t in_document = 0, in_rules = 0;
    rf_buf breaches = rf_buf_new(BREACHES_LIMIT);
    rf_status rc =
        rf_json_read_plan(out, &in_document, &breaches, file->path, file->in, diags, err);
    if (rc == RF_OK)
        rc = rf_check(&in_rules, &breaches, file->in, *out, err);
    rf_buf_free(&breaches);
    *n_breaches = (int64_t)in_document + in_rules;
    return rc;
}

static void warn_of_breaches(const rf_request *request, const char *path, int64_t n)
{
    if (n > 0)
        rf_say(request,
               dngettext("renfort", "%s: warning: %lld breach ('renfort verify' names it)",
                         "%s: warning: %lld breaches ('renfort verify' names them)",
                         (unsigned long)n),
               path, (long long)n);
}

rf_exit rf_plan_load(rf_plan **out, const rf_request *request, const rf_inputs *inputs,
                     const char *path)
{
    rf_err err;
    int64_t n = 0;
    rf_diags *diags = rf_diags_new();
    const rf_status rc =
        diags == NULL ? rf_fail_memory(&err)
                      : read_plan(out, &n, &(plan_file){inputs->instance, path}, diags, &err);
    const bool told = diags != NULL && rf_diags_count(diags, RF_ERROR) > 0;
    rf_exit exit = diags != NULL ? rf_diags_show(request, diags) : RF_EXIT_DONE;
    rf_diags_free(diags);
    if (rc == RF_BAD_INPUT && told)
        return RF_EXIT_INPUT;
    if (rc != RF_OK)
        return rf_exit_of_reading(request, rc, &err);
    if (exit == RF_EXIT_DONE)
        exit = rf_plan_compare_input(request, inputs, path);
    if (exit == RF_EXIT_DONE)
        warn_of_breaches(request, path, n);
    return exit;
}
