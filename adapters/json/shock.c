/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "adapters/json/scenario.h"

/* Bounds of what a shock may say. The largest seed is the largest integer that every JSON reader
 * keeps whole. */
static const rf_json_range ABSENCE_PERCENT = {0, 100 * 100};
static const rf_json_range DEMAND_PERCENT = {0, 100 * 10000};
static const rf_json_range SEED = {0, INT64_C(1) << 53};
enum { MOST_FLOOR_CENTI_FTE = 100 * 100000 };

typedef struct shock_draft {
    rf_scenario *scenario;
    rf_shock *shock;
} shock_draft;

static void read_kind(void *target, rf_json_reader *r, const rf_json_node *node)
{
    (void)target; /* known before: it chooses the fields */
    (void)r;
    (void)node;
}

static void read_from(void *target, rf_json_reader *r, const rf_json_node *node)
{
    const shock_draft *draft = target;
    rf_json_read_date(&draft->shock->from, r, node);
}

static void read_to(void *target, rf_json_reader *r, const rf_json_node *node)
{
    const shock_draft *draft = target;
    rf_json_read_date(&draft->shock->to, r, node);
}

static void read_percent(const shock_draft *draft, rf_json_reader *r, const rf_json_node *node,
                         rf_json_range range)
{
    int64_t hundredths;
    if (rf_json_read_hundredths(&hundredths, r, node, range))
        draft->shock->centi_percent = (int32_t)hundredths;
}

static void read_absence_percent(void *target, rf_json_reader *r, const rf_json_node *node)
{
    read_percent(target, r, node, ABSENCE_PERCENT);
}

static void read_demand_percent(void *target, rf_json_reader *r, const rf_json_node *node)
{
    read_percent(target, r, node, DEMAND_PERCENT);
}

static void read_seed(void *target, rf_json_reader *r, const rf_json_node *node)
{
    const shock_draft *draft = target;
    rf_json_read_integer(&draft->shock->seed, r, node, SEED);
}

static rf_at position(const rf_json_node *node)
{
    return (rf_at){
        .line = node->line,
        .column = (uint16_t)(node->column < UINT16_MAX ? node->column : UINT16_MAX),
    };
}

static void read_id(const shock_draft *draft, rf_json_reader *r, const rf_json_node *node,
                    rf_pool *seen)
{
    const char *id;
    if (!rf_json_read_text(&id, r, node))
        return;
    const size_t length = strlen(id);
    if (rf_pool_find(seen, id, length) >= 0) {
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), _("%s: \"%s\" is repeated"),
                     node->name, id);
        return;
    }
    const char *kept = rf_pool_intern(draft->scenario->strings, id, length);
    if (kept == NULL || rf_pool_intern(seen, id, length) == NULL) {
        r->no_memory = true;
        return;
    }
    rf_refs *ids = &draft->shock->ids;
    ids->items[ids->n++] = (rf_ref){.id = kept, .at = position(node), .i = -1};
}

/* `units`, `sites` or `needs`. An empty list is the shock of nothing. */
static void read_ids(void *target, rf_json_reader *r, const rf_json_node *node)
{
    const shock_draft *draft = target;
    draft->shock->every_unit = false;
    if (draft->shock->ids.items != NULL || !rf_json_is_list(r, node))
        return; /* a repeated key was reported already */
    rf_pool *seen = rf_pool_new();
    draft->shock->ids.items = rf_new_array(rf_json_count(node), sizeof(rf_ref));
    if (seen == NULL || draft->shock->ids.items == NULL)
        r->no_memory = true;
    else
        for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node);
             x = rf_json_next(x))
            read_id(draft, r, x, seen);
    rf_pool_free(seen);
}

/* "3.5" or "60%" */
static bool parse_floor(rf_floor_value *out, const char *text)
{
    size_t n = strlen(text);
    const bool is_percent = n > 0 && text[n - 1] == '%';
    if (is_percent)
        n--;
    while (is_percent && n > 0 && text[n - 1] == ' ')
        n--;
    int64_t hundredths;
    if (n == 0 || !rf_json_hundredths_of(&hundredths, text, n))
        return false;
    if (is_percent) {
        *out = (rf_floor_value){(int32_t)(hundredths / 100), true};
        return hundredths % 100 == 0 && hundredths <= 100 * 100;
    }
    *out = (rf_floor_value){(int32_t)hundredths, false};
    return hundredths <= MOST_FLOOR_CENTI_FTE;
}

static void read_floor(void *target, rf_json_reader *r, const rf_json_node *node)
{
    const shock_draft *draft = target;
    rf_floor_value floor;
    int64_t hundredths;
    if (node->kind == RF_JSON_STRING && parse_floor(&floor, node->text))
        draft->shock->floor = floor;
    else if (node->kind == RF_JSON_NUMBER &&
             rf_json_hundredths_of(&hundredths, r->doc->source.text + node->offset, node->length) &&
             hundredths <= MOST_FLOOR_CENTI_FTE)
        draft->shock->floor = (rf_floor_value){(int32_t)hundredths, false};
    else {
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), _("%s: %s is not a floor"),
                     node->name, rf_json_show(r->doc, node).text);
        rf_diags_hint(
            r->diags,
            _("write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%%\")"));
    }
}

static const rf_json_field absence_fields[] = {
    {"kind", true, read_kind},  {"percent", true, read_absence_percent},
    {"seed", false, read_seed}, {"from", false, read_from},
    {"to", false, read_to},     {"units", false, read_ids},
};
static const rf_json_field floor_fields[] = {
    {"kind", true, read_kind},
    {"units", true, read_ids},
    {"floor", true, read_floor},
};
static const rf_json_field closed_sites_fields[] = {
    {"kind", true, read_kind},
    {"sites", true, read_ids},
    {"from", false, read_from},
    {"to", false, read_to},
};
static const rf_json_field no_remote_fields[] = {
    {"kind", true, read_kind},
    {"from", false, read_from},
    {"to", false, read_to},
};
static const rf_json_field demand_fields[] = {
    {"kind", true, read_kind},  {"needs", true, read_ids}, {"percent", true, read_demand_percent},
    {"from", false, read_from}, {"to", false, read_to},
};

static const rf_json_fields fields_of_kind[RF_N_SHOCKS] = {
    [RF_SHOCK_ABSENCE] = RF_JSON_FIELDS(absence_fields),
    [RF_SHOCK_FLOOR] = RF_JSON_FIELDS(floor_fields),
    [RF_SHOCK_CLOSED_SITES] = RF_JSON_FIELDS(closed_sites_fields),
    [RF_SHOCK_NO_REMOTE] = RF_JSON_FIELDS(no_remote_fields),
    [RF_SHOCK_DEMAND] = RF_JSON_FIELDS(demand_fields),
};

static bool find_kind(rf_shock_kind *out, rf_json_reader *r, const rf_json_node *node)
{
    const rf_json_node *kind = rf_json_member(node, "kind");
    if (kind == NULL) {
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), _("key \"%s\" is missing"),
                     "kind");
        return false;
    }
    const char *names[RF_N_SHOCKS];
    for (int32_t i = 0; i < RF_N_SHOCKS; i++)
        names[i] = rf_shock_name((rf_shock_kind)i);
    int32_t number;
    if (!rf_json_read_word(&number, r, kind, names, RF_N_SHOCKS))
        return false;
    *out = (rf_shock_kind)number;
    return true;
}

static void read_shock(rf_scenario *scenario, rf_json_reader *r, const rf_json_node *node)
{
    rf_shock_kind kind;
    if (!rf_json_is_object(r, node) || !find_kind(&kind, r, node))
        return;
    rf_shock *shock = &scenario->shocks[scenario->n_shocks++];
    *shock = (rf_shock){
        .kind = kind,
        .from = RF_DATE_FIRST,
        .to = RF_DATE_LAST,
        .every_unit = kind == RF_SHOCK_ABSENCE,
    };
    shock_draft draft = {scenario, shock};
    rf_json_read_fields(&draft, r, node, &fields_of_kind[kind]);
    if (shock->from > shock->to) {
        char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, rf_json_member(node, "to")),
                     _("to: the window ends on %s, before it begins on %s"),
                     rf_date_format(to, shock->to), rf_date_format(from, shock->from));
    }
}

void rf_json_read_shocks(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *scenario = target;
    if (scenario->shocks != NULL || !rf_json_is_list(r, node))
        return; /* a repeated key was reported already */
    scenario->shocks = rf_new_array(rf_json_count(node), sizeof *scenario->shocks);
    if (scenario->shocks == NULL) {
        r->no_memory = true;
        return;
    }
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x))
        read_shock(scenario, r, x);
}
