/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/variant.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/domain/schema.h"

struct rf_variant {
    rf_territory territory; /* borrows all but the tables marked in `own` */
    rf_scenario scenario;   /* borrows all but the shocks, once `own_shocks` is set */
    bool own[RF_N_TABLES];
    bool own_shocks;
    rf_ref *units; /* behind the ids of the shocks that were added; as many as there are edits */
    int32_t n_units, n_edits;
};

/* The rows of a table for writing, with room for as many more as there are edits. NULL: out of
 * memory. */
static void *own_rows(rf_variant *v, rf_table_id table)
{
    rf_table *t = &v->territory.tables[table];
    if (v->own[table])
        return t->rows;
    const size_t size = rf_schema_of(table)->row_size;
    const size_t capacity = t->n + (size_t)v->n_edits;
    void *rows = rf_new_array(capacity, size);
    if (rows == NULL)
        return NULL;
    if (t->n > 0)
        memcpy(rows, t->rows, t->n * size);
    *t = (rf_table){.rows = rows, .n = t->n, .capacity = capacity};
    v->own[table] = true;
    return rows;
}

/* A zeroed row at the end of a table; there is room for one a edit. */
static void *add_row(rf_variant *v, rf_table_id table)
{
    char *rows = own_rows(v, table);
    if (rows == NULL)
        return NULL;
    return rows + rf_schema_of(table)->row_size * v->territory.tables[table].n++;
}

static rf_ref ref_to_agent(const rf_variant *v, int32_t i)
{
    const rf_agent_row *rows = rf_rows(&v->territory, RF_AGENTS);
    return (rf_ref){.id = rows[i].key.id, .i = i};
}

static rf_ref ref_to_need(const rf_variant *v, int32_t i)
{
    const rf_need_row *rows = rf_rows(&v->territory, RF_NEEDS);
    return (rf_ref){.id = rows[i].key.id, .i = i};
}

static rf_ref ref_to_organisation(const rf_variant *v, int32_t i)
{
    const rf_organisation_row *rows = rf_rows(&v->territory, RF_ORGANISATIONS);
    return (rf_ref){.id = rows[i].key.id, .i = i};
}

static bool add_decision(rf_variant *v, const rf_edit *edit)
{
    rf_decision_row *row = add_row(v, RF_DECISIONS);
    if (row == NULL)
        return false;
    const bool pin = edit->kind == RF_EDIT_PIN;
    row->agent = ref_to_agent(v, edit->agent);
    row->need = ref_to_need(v, edit->need);
    row->from = pin ? rf_period_first_day(&v->scenario, edit->first) : RF_DATE_FIRST;
    row->to = pin ? rf_period_last_day(&v->scenario, edit->last) : RF_DATE_LAST;
    row->verdict = pin ? RF_PIN : RF_FORBID;
    return true;
}

static bool change_agent(rf_variant *v, const rf_edit *edit)
{
    rf_agent_row *rows = own_rows(v, RF_AGENTS);
    if (rows == NULL)
        return false;
    if (edit->kind == RF_EDIT_CONSENT)
        rows[edit->agent].consent = edit->amount;
    else
        rows[edit->agent].max_travel_minutes = edit->amount;
    return true;
}

static bool add_skill(rf_variant *v, const rf_edit *edit)
{
    rf_skill_row *row = add_row(v, RF_SKILLS);
    if (row == NULL)
        return false;
    row->agent = ref_to_agent(v, edit->agent);
    row->skill = (rf_ref){.id = rf_pool_at(v->territory.skills, edit->skill), .i = edit->skill};
    row->level = edit->amount;
    row->valid_until = RF_DATE_LAST;
    return true;
}

int32_t rf_floor_shock_of(const rf_scenario *scenario, int32_t unit)
{
    for (int32_t s = scenario->n_shocks - 1; s >= 0; s--) {
        const rf_shock *shock = &scenario->shocks[s];
        for (int32_t i = 0; shock->kind == RF_SHOCK_FLOOR && i < shock->ids.n; i++)
            if (shock->ids.items[i].i == unit)
                return s;
    }
    return -1;
}

static bool own_shocks(rf_variant *v)
{
    if (v->own_shocks)
        return true;
    const size_t n = (size_t)v->scenario.n_shocks, room = n + (size_t)v->n_edits;
    rf_shock *shocks = rf_new_array(room, sizeof *shocks);
    v->units = rf_new_array((size_t)v->n_edits, sizeof *v->units);
    if (shocks == NULL || v->units == NULL) {
        free(shocks);
        return false;
    }
    if (n > 0)
        memcpy(shocks, v->scenario.shocks, n * sizeof *shocks);
    v->scenario.shocks = shocks;
    v->own_shocks = true;
    return true;
}

static bool add_floor_shock(rf_variant *v, rf_ref unit, rf_floor_value floor)
{
    if (!own_shocks(v))
        return false;
    rf_ref *listed = &v->units[v->n_units++];
    *listed = unit;
    v->scenario.shocks[v->scenario.n_shocks++] = (rf_shock){.kind = RF_SHOCK_FLOOR,
                                                            .from = RF_DATE_FIRST,
                                                            .to = RF_DATE_LAST,
                                                            .floor = floor,
                                                            .ids = {.items = listed, .n = 1}};
    return true;
}

static bool change_floor(rf_variant *v, const rf_edit *edit)
{
    const rf_floor_value floor = {.value = edit->amount};
    const rf_floor_row *stated = rf_rows(&v->territory, RF_FLOORS);
    const rf_floor_row *row = &stated[edit->floor];
    if (row->skill.i < 0 && rf_floor_shock_of(&v->scenario, row->unit.i) >= 0)
        return add_floor_shock(v, row->unit, floor);
    rf_floor_row *rows = own_rows(v, RF_FLOORS);
    if (rows != NULL)
        rows[edit->floor].floor = floor;
    return rows != NULL;
}

/* The pair's own row, or a new one. */
static bool change_convention(rf_variant *v, const rf_edit *edit)
{
    rf_convention_row *rows = own_rows(v, RF_CONVENTIONS);
    if (rows == NULL)
        return false;
    rf_convention_row *row = NULL;
    for (int32_t c = 0; c < rf_n_rows(&v->territory, RF_CONVENTIONS) && row == NULL; c++)
        if (rows[c].lender.i == edit->lender && rows[c].borrower.i == edit->borrower)
            row = &rows[c];
    row = row != NULL ? row : add_row(v, RF_CONVENTIONS);
    row->lender = ref_to_organisation(v, edit->lender);
    row->borrower = ref_to_organisation(v, edit->borrower);
    row->max_centi_fte = -1;
    row->from = RF_DATE_FIRST;
    row->to = RF_DATE_LAST;
    return true;
}

static bool change_stay(rf_variant *v, const rf_edit *edit)
{
    rf_need_row *rows = own_rows(v, RF_NEEDS);
    if (rows == NULL)
        return false;
    if (edit->kind == RF_EDIT_MAX_STAY)
        rows[edit->need].max_stay = edit->amount;
    else
        rows[edit->need].min_stay = edit->amount;
    return true;
}

static void move_window(rf_date *from, rf_date *to, int32_t days)
{
    if (*from != RF_DATE_FIRST)
        *from += days;
    if (*to != RF_DATE_LAST)
        *to += days;
}

static bool move_dates(rf_variant *v, const rf_edit *edit)
{
    rf_need_row *needs = own_rows(v, RF_NEEDS);
    rf_demand_row *demand = own_rows(v, RF_DEMAND);
    if (needs == NULL || demand == NULL)
        return false;
    move_window(&needs[edit->need].from, &needs[edit->need].to, edit->amount);
    for (int32_t i = 0; i < rf_n_rows(&v->territory, RF_DEMAND); i++)
        if (demand[i].need.i == edit->need)
            move_window(&demand[i].from, &demand[i].to, edit->amount);
    return true;
}

static bool change_rule(rf_variant *v, const rf_edit *edit)
{
    if (edit->kind == RF_EDIT_STAYS)
        v->scenario.rules.max_stays = edit->amount;
    else
        v->scenario.rules.max_periods_away = edit->amount;
    return true;
}

static bool apply(rf_variant *v, const rf_edit *edit)
{
    static bool (*const how[RF_N_EDITS])(rf_variant *, const rf_edit *) = {
        [RF_EDIT_PIN] = add_decision,
        [RF_EDIT_FORBID] = add_decision,
        [RF_EDIT_CONSENT] = change_agent,
        [RF_EDIT_TRAVEL] = change_agent,
        [RF_EDIT_SKILL] = add_skill,
        [RF_EDIT_FLOOR] = change_floor,
        [RF_EDIT_CONVENTION] = change_convention,
        [RF_EDIT_AWAY] = change_rule,
        [RF_EDIT_STAYS] = change_rule,
        [RF_EDIT_MAX_STAY] = change_stay,
        [RF_EDIT_MIN_STAY] = change_stay,
        [RF_EDIT_DATES] = move_dates,
    };
    return how[edit->kind](v, edit);
}

rf_status rf_variant_new(rf_variant **out, const rf_territory *territory,
                         const rf_scenario *scenario, const rf_edit *edits, int32_t n_edits,
                         rf_err *err)
{
    rf_variant *v = rf_new_array(1, sizeof *v);
    if (v == NULL)
        return rf_fail_memory(err);
    v->territory = *territory;
    v->scenario = *scenario;
    v->n_edits = n_edits;
    for (int32_t i = 0; i < n_edits; i++)
        if (!apply(v, &edits[i])) {
            rf_variant_free(v);
            return rf_fail_memory(err);
        }
    *out = v;
    return RF_OK;
}

void rf_variant_free(rf_variant *variant)
{
    if (variant == NULL)
        return;
    for (size_t table = 0; table < RF_N_TABLES; table++)
        if (variant->own[table])
            free(variant->territory.tables[table].rows);
    if (variant->own_shocks)
        free(variant->scenario.shocks);
    free(variant->units);
    free(variant);
}

const rf_territory *rf_variant_territory(const rf_variant *variant)
{
    return &variant->territory;
}

const rf_scenario *rf_variant_scenario(const rf_variant *variant)
{
    return &variant->scenario;
}
