/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/plan_file.h"

#include "adapters/cli/terminal.h"

enum { BREACHES_LIMIT = 1 << 28 };

static rf_status read_and_check(rf_plan **out, int64_t *breaches, const rf_instance *in,
                                const char *path, rf_diags *diags)
{
    rf_err err;
    rf_plan *plan = NULL;
    int32_t in_document = 0, in_rules = 0;
    rf_buf text = rf_buf_new(BREACHES_LIMIT);
    rf_status rc = rf_json_read_plan(&plan, &in_document, &text, path, in, diags, &err);
    if (rc == RF_OK)
        rc = rf_check(&in_rules, &text, in, plan, &err);
    if (rc != RF_OK && rf_diags_count(diags, RF_ERROR) == 0)
        rf_diags_add(diags, RF_ERROR, (rf_place){path, 0, 0}, "%s", err.text);
    rf_buf_free(&text);
    if (rc != RF_OK) {
        rf_plan_free(plan);
        return rc;
    }
    *out = plan;
    *breaches = (int64_t)in_document + in_rules;
    return RF_OK;
}

rf_exit rf_plan_file_read(rf_plan **out, int64_t *breaches, const rf_request *request,
                          const rf_instance *in, const char *path)
{
    rf_err err;
    rf_diags *diags = rf_diags_new();
    if (diags == NULL) {
        rf_fail_memory(&err);
        return rf_exit_of_failure(request, &err);
    }
    const rf_status rc = read_and_check(out, breaches, in, path, diags);
    const rf_exit shown = rf_diags_show(request, diags);
    rf_diags_free(diags);
    if (rc == RF_OK)
        return shown;
    return rc == RF_BAD_INPUT || rc == RF_IO ? RF_EXIT_INPUT : RF_EXIT_FAILURE;
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
