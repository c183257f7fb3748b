/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/mistaken.h"

#include "adapters/json/document.h"

/* An object that has the first key and lacks the second. */
static bool has_but(const rf_json_doc *doc, const char *key, const char *other)
{
    return doc->root->kind == RF_JSON_OBJECT && rf_json_member(doc->root, key) != NULL &&
           rf_json_member(doc->root, other) == NULL;
}

bool rf_json_is_mistaken_scenario(rf_json_reader *r)
{
    if (!has_but(r->doc, "periods", "moves"))
        return false;
    rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, r->doc->root),
                 _("this is a scenario, and a plan is wanted"));
    return true;
}

bool rf_json_is_mistaken_plan(rf_json_reader *r)
{
    if (!has_but(r->doc, "moves", "periods"))
        return false;
    rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, r->doc->root),
                 _("this is a plan, and a scenario is wanted"));
    rf_diags_hint(r->diags, _("Operands come in this order: TERRITORY, SCENARIO, PLAN."));
    return true;
}
