/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/text.h"
#include "engine/domain/ids.h"
#include "engine/domain/link.h"
#include "engine/domain/schema.h"

/* What a shock's ids are, and the key that lists them in the scenario. */
typedef struct listed {
    rf_table_id table;
    const char *key;
} listed;

static listed listed_by(rf_shock_kind kind)
{
    switch (kind) {
    case RF_SHOCK_CLOSED_SITES:
        return (listed){RF_SITES, "sites"};
    case RF_SHOCK_DEMAND:
        return (listed){RF_NEEDS, "needs"};
    case RF_SHOCK_ABSENCE:
    case RF_SHOCK_FLOOR:
    case RF_SHOCK_NO_REMOTE: /* lists nothing */
    case RF_N_SHOCKS:
        break;
    }
    return (listed){RF_UNITS, "units"};
}

static void link_id(rf_ids *ids, listed what, rf_ref *ref, const char *file, rf_diags *diags)
{
    ref->i = rf_ids_find(ids, what.table, ref->id);
    if (ref->i >= 0)
        return;
    rf_diags_add(diags, RF_ERROR, (rf_place){file, ref->at.line, ref->at.column},
                 _("%s: '%s' is in no row of %s.csv"), what.key, ref->id,
                 rf_schema_of(what.table)->file);
    const char *near = rf_ids_nearest(ids, what.table, ref->id);
    if (near != NULL)
        rf_diags_hint(diags, _("did you mean '%s'?"), near);
}

static rf_status add_tables(rf_ids *ids, rf_err *err)
{
    rf_status rc = rf_ids_add_table(ids, RF_UNITS, err);
    if (rc == RF_OK)
        rc = rf_ids_add_table(ids, RF_SITES, err);
    if (rc == RF_OK)
        rc = rf_ids_add_table(ids, RF_NEEDS, err);
    return rc;
}

rf_status rf_scenario_link(rf_scenario *scenario, const rf_territory *territory, rf_diags *diags,
                           rf_err *err)
{
    rf_ids *ids = rf_ids_new(territory);
    rf_status rc = ids != NULL ? add_tables(ids, err) : rf_fail_memory(err);
    for (int32_t s = 0; s < scenario->n_shocks && rc == RF_OK; s++) {
        rf_shock *shock = &scenario->shocks[s];
        for (int32_t i = 0; i < shock->ids.n; i++)
            link_id(ids, listed_by(shock->kind), &shock->ids.items[i], scenario->file, diags);
    }
    rf_ids_free(ids);
    return rc == RF_OK ? rf_diags_failed(diags, err) : rc;
}
