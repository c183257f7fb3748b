/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "engine/core/text.h"
#include "engine/domain/envelope.h"
#include "engine/domain/ids.h"
#include "engine/domain/instance_build.h"
#include "engine/domain/schema.h"

/* An envelope being linked. */
typedef struct linking {
    rf_envelope *envelope;
    const rf_territory *territory;
    const rf_scenario *scenario;
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

/* How far an organisation's rules may be changed, either way. */
typedef struct limits {
    int32_t centi_fte, minutes;
} limits;

static limits limits_of(const linking *x, const rf_rule_change *change)
{
    const rf_unit_row *units = rf_rows(x->territory, RF_UNITS);
    const rf_delegation *d = rf_delegation_of(x->envelope, units[change->unit.i].organisation.i);
    return d != NULL ? (limits){d->floor_limit, d->travel_limit} : (limits){0, 0};
}

static void check_change(linking *x, const rf_rule_change *change)
{
    const limits limit = limits_of(x, change);
    const rf_place place = place_of(x, change->at);
    if (magnitude(change->centi_fte) > limit.centi_fte)
        rf_diags_add(x->diags, RF_ERROR, place,
                     _("floor of %s: a change of %s%d.%02d FTE, its organisation's limit is "
                       "%d.%02d"),
                     change->unit.id, change->centi_fte < 0 ? "-" : "",
                     magnitude(change->centi_fte) / 100, magnitude(change->centi_fte) % 100,
                     limit.centi_fte / 100, limit.centi_fte % 100);
    if (magnitude(change->minutes) > limit.minutes)
        rf_diags_add(x->diags, RF_ERROR, place,
                     _("max_travel of %s: a change of %d minutes, its organisation's limit is %d"),
                     change->unit.id, change->minutes, limit.minutes);
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

/* Changes of one unit's rules that hold on one period, added up. */
typedef struct total {
    int32_t n_floors, n_travels;
    int64_t centi_fte, minutes;
    bool floor_again, travel_again; /* a later change begins on the period too */
} total;

static rf_periods window_of(const linking *x, const rf_rule_change *change)
{
    return rf_periods_overlapped(x->scenario, change->from, change->to);
}

/* On the first period of `change`. */
static total total_with(const linking *x, const rf_rule_change *change)
{
    const int32_t t = window_of(x, change).first;
    total sum = {0};
    for (int32_t i = 0; i < x->envelope->n_changes; i++) {
        const rf_rule_change *other = &x->envelope->changes[i];
        const rf_periods window = window_of(x, other);
        if (other->unit.i != change->unit.i || t < window.first || t > window.last)
            continue;
        sum.n_floors += other->centi_fte != 0;
        sum.n_travels += other->minutes != 0;
        sum.centi_fte += other->centi_fte;
        sum.minutes += other->minutes;
        if (other <= change || window.first != t)
            continue;
        sum.floor_again = sum.floor_again || other->centi_fte != 0;
        sum.travel_again = sum.travel_again || other->minutes != 0;
    }
    return sum;
}

/* Several small changes are no way round a limit. A sum is largest on the first period of one of
 * its changes; it is told once. */
static void check_sum(linking *x, const rf_rule_change *change)
{
    const limits limit = limits_of(x, change);
    const total sum = total_with(x, change);
    const long long floor = llabs(sum.centi_fte);
    if (change->centi_fte != 0 && !sum.floor_again && sum.n_floors > 1 && floor > limit.centi_fte)
        rf_diags_add(x->diags, RF_ERROR, place_of(x, change->at),
                     _("floor of %s: %d changes that hold at once come to %s%lld.%02lld FTE, its "
                       "organisation's limit is %d.%02d"),
                     change->unit.id, sum.n_floors, sum.centi_fte < 0 ? "-" : "", floor / 100,
                     floor % 100, limit.centi_fte / 100, limit.centi_fte % 100);
    if (change->minutes != 0 && !sum.travel_again && sum.n_travels > 1 &&
        llabs(sum.minutes) > limit.minutes)
        rf_diags_add(
            x->diags, RF_ERROR, place_of(x, change->at),
            _("max_travel of %s: %d changes come to %lld minutes, its organisation's limit "
              "is %d"),
            change->unit.id, sum.n_travels, (long long)sum.minutes, limit.minutes);
}

rf_status rf_envelope_link(rf_envelope *envelope, const rf_instance *in, rf_diags *diags,
                           rf_err *err)
{
    linking x = {.envelope = envelope,
                 .territory = in->territory,
                 .scenario = in->scenario,
                 .ids = rf_ids_new(in->territory),
                 .diags = diags};
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
    for (int32_t i = 0; rc == RF_OK && i < envelope->n_changes; i++)
        if (envelope->changes[i].unit.i >= 0)
            check_sum(&x, &envelope->changes[i]);
    rf_ids_free(x.ids);
    return rc == RF_OK ? rf_diags_failed(diags, err) : rc;
}
