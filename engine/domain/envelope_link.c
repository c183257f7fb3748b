/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/text.h"
#include "engine/domain/envelope.h"
#include "engine/domain/ids.h"
#include "engine/domain/schema.h"

/* An envelope being linked. */
typedef struct linking {
    rf_envelope *envelope;
    const rf_territory *territory;
    rf_ids *ids;
    rf_diags *diags;
} linking;

static rf_place place_of(const linking *x, rf_at at)
{
    return (rf_place){x->envelope->file, at.line, at.column};
}

static void link_id(linking *x, rf_table_id table, rf_ref *ref)
{
    ref->i = rf_ids_find(x->ids, table, ref->id);
    if (ref->i >= 0)
        return;
    rf_diags_add(x->diags, RF_ERROR, place_of(x, ref->at), _("'%s' is in no row of %s.csv"),
                 ref->id, rf_schema_of(table)->file);
    const char *near = rf_ids_nearest(x->ids, table, ref->id);
    if (near != NULL)
        rf_diags_hint(x->diags, _("did you mean '%s'?"), near);
}

static void link_delegation(linking *x, int32_t d)
{
    rf_delegation *list = x->envelope->delegations, *one = &list[d];
    if (one->organisation.id != NULL)
        link_id(x, RF_ORGANISATIONS, &one->organisation);
    for (int32_t i = 0; i < d; i++)
        if (list[i].organisation.i == one->organisation.i &&
            (list[i].organisation.id == NULL) == (one->organisation.id == NULL) &&
            (one->organisation.i >= 0 || one->organisation.id == NULL))
            rf_diags_add(x->diags, RF_ERROR, place_of(x, one->organisation.at),
                         _("'%s' has a delegation already, on line %u"),
                         one->organisation.id != NULL ? one->organisation.id : "*",
                         list[i].organisation.at.line);
}

static bool has_floor(const linking *x, int32_t unit)
{
    const rf_floor_row *floors = rf_rows(x->territory, RF_FLOORS);
    for (int32_t f = 0; f < rf_n_rows(x->territory, RF_FLOORS); f++)
        if (floors[f].unit.i == unit && floors[f].skill.id == NULL)
            return true;
    return false;
}

static int32_t magnitude(int32_t value)
{
    return value < 0 ? -value : value;
}

static void check_change(linking *x, const rf_rule_change *change)
{
    const rf_unit_row *units = rf_rows(x->territory, RF_UNITS);
    const rf_delegation *d = rf_delegation_of(x->envelope, units[change->unit.i].organisation.i);
    const int32_t floor_limit = d != NULL ? d->floor_limit : 0,
                  travel_limit = d != NULL ? d->travel_limit : 0;
    const rf_place place = place_of(x, change->at);
    if (magnitude(change->centi_fte) > floor_limit)
        rf_diags_add(x->diags, RF_ERROR, place,
                     _("floor of %s: a change of %s%d.%02d FTE, its organisation's limit is "
                       "%d.%02d"),
                     change->unit.id, change->centi_fte < 0 ? "-" : "",
                     magnitude(change->centi_fte) / 100, magnitude(change->centi_fte) % 100,
                     floor_limit / 100, floor_limit % 100);
    if (magnitude(change->minutes) > travel_limit)
        rf_diags_add(x->diags, RF_ERROR, place,
                     _("max_travel of %s: a change of %d minutes, its organisation's limit is %d"),
                     change->unit.id, change->minutes, travel_limit);
    if (change->minutes != 0 && (change->from != RF_DATE_FIRST || change->to != RF_DATE_LAST))
        rf_diags_add(x->diags, RF_ERROR, place,
                     _("max_travel of %s: it changes for the whole horizon, without from and to"),
                     change->unit.id);
    if (change->centi_fte != 0 && !has_floor(x, change->unit.i))
        rf_diags_add(x->diags, RF_ERROR, place, _("floor of %s: floors.csv has none to change"),
                     change->unit.id);
    if (change->from > change->to)
        rf_diags_add(x->diags, RF_ERROR, place, _("from is after to"));
}

rf_status rf_envelope_link(rf_envelope *envelope, const rf_territory *territory, rf_diags *diags,
                           rf_err *err)
{
    linking x = {
        .envelope = envelope, .territory = territory, .ids = rf_ids_new(territory), .diags = diags};
    rf_status rc =
        x.ids != NULL ? rf_ids_add_table(x.ids, RF_ORGANISATIONS, err) : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = rf_ids_add_table(x.ids, RF_UNITS, err);
    for (int32_t d = 0; rc == RF_OK && d < envelope->n_delegations; d++)
        link_delegation(&x, d);
    for (int32_t i = 0; rc == RF_OK && i < envelope->n_changes; i++) {
        link_id(&x, RF_UNITS, &envelope->changes[i].unit);
        if (envelope->changes[i].unit.i >= 0)
            check_change(&x, &envelope->changes[i]);
    }
    rf_ids_free(x.ids);
    return rc == RF_OK ? rf_diags_failed(diags, err) : rc;
}
