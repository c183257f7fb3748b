/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/scenario_find.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/fingerprint.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"

static int is_json(const struct dirent *entry)
{
    static const char ENDING[] = ".json";
    const size_t n = strlen(entry->d_name), ending = sizeof ENDING - 1;
    return n > ending && strcmp(entry->d_name + n - ending, ENDING) == 0;
}

/* Leaves the path in `out` where the file is the one; else `out` is empty. */
static rf_status try_file(rf_buf *out, const char *territory, const char *name, const char *wanted,
                          rf_err *err)
{
    rf_fingerprint now;
    rf_path_join(out, territory, name);
    if (out->failed)
        return rf_fail_memory(err);
    const rf_status rc = rf_fingerprint_take(&now, territory, rf_buf_text(out), err);
    if (rc != RF_OK || strcmp(now.scenario, wanted) != 0)
        rf_buf_clear(out);
    return rc;
}

static rf_status look(rf_buf *out, const char *territory, const char *wanted, rf_err *err)
{
    struct dirent **entries = NULL;
    const int n = scandir(territory, &entries, is_json, alphasort);
    if (n < 0)
        return rf_fail(err, RF_IO, _("%s: cannot read: %s"), territory, strerror(errno));
    rf_status rc = RF_OK;
    for (int i = 0; i < n; i++) {
        if (rc == RF_OK && out->length == 0)
            rc = try_file(out, territory, entries[i]->d_name, wanted, err);
        free(entries[i]);
    }
    free(entries);
    return rc;
}

rf_exit rf_scenario_of_plan(rf_buf *out, const rf_request *request, const char *plan)
{
    rf_err err;
    rf_fingerprint said;
    const char *territory = request->operands[0];
    rf_status rc = rf_json_read_fingerprint(&said, plan, &err);
    if (rc == RF_OK)
        rc = look(out, territory, said.scenario, &err);
    if (rc != RF_OK)
        return rf_exit_of_reading(request, rc, &err);
    if (out->length > 0)
        return RF_EXIT_DONE;
    rf_say(request, _("%s: no JSON file of %s is the scenario that it was made from"), plan,
           territory);
    rf_say_hint("%s", _("Give the scenario before the plan."));
    return RF_EXIT_INPUT;
}
