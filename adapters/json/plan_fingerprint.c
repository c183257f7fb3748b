/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "adapters/json/document.h"
#include "adapters/json/json.h"

static bool take(char out[65], const rf_json_node *input, const char *key)
{
    const rf_json_node *node = rf_json_member(input, key);
    if (node == NULL || node->kind != RF_JSON_STRING || strlen(node->text) != 64)
        return false;
    memcpy(out, node->text, 65);
    return true;
}

rf_status rf_json_read_fingerprint(rf_fingerprint *out, const char *path, rf_err *err)
{
    rf_json_doc *doc = NULL;
    rf_diags *diags = rf_diags_new();
    if (diags == NULL)
        return rf_fail_memory(err);
    rf_status rc = rf_json_open(&doc, path, RF_JSON_LARGE_FILE, diags, err);
    rf_diags_free(diags);
    if (rc != RF_OK)
        return rc;
    const rf_json_node *input = rf_json_member(doc->root, "input");
    if (input == NULL || !take(out->territory, input, "sha256") ||
        !take(out->scenario, input, "scenario_sha256"))
        rc = rf_fail(err, RF_BAD_INPUT, _("%s is not a plan"), path);
    rf_json_close(doc);
    return rc;
}
