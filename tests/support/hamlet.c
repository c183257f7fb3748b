/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/hamlet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/mem.h"
#include "engine/domain/schema.h"

static const char *keep(rf_pool *pool, const char *text, size_t n)
{
    const char *kept = rf_pool_intern(pool, text, n);
    assert_non_null(kept);
    return kept;
}

static rf_refs list_of(hamlet *h, const char *text, rf_at at)
{
    rf_refs refs = {.n = 1};
    for (const char *c = text; *c != '\0'; c++)
        refs.n += *c == '+';
    refs.items = rf_territory_add_refs(h->territory, (size_t)refs.n);
    assert_non_null(refs.items);
    for (int32_t i = 0; i < refs.n; i++) {
        const size_t length = strcspn(text, "+");
        refs.items[i] =
            (rf_ref){.id = keep(h->territory->strings, text, length), .at = at, .i = -1};
        text += length + 1;
    }
    return refs;
}

static int32_t word_number(const char *const *words, const char *text)
{
    for (int32_t i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    fail_msg("'%s' is no word of its column", text);
    return -1;
}

static int32_t centi(const char *text)
{
    return (int32_t)(strtod(text, NULL) * 100 + 0.5);
}

static rf_floor_value floor_of(const char *text)
{
    const bool is_percent = text[strlen(text) - 1] == '%';
    return (rf_floor_value){.value = is_percent ? (int32_t)strtol(text, NULL, 10) : centi(text),
                            .is_percent = is_percent};
}

static rf_date date_of(const char *text)
{
    rf_date date = 0;
    assert_true(rf_date_parse_iso(&date, text));
    return date;
}

static int32_t categories_of(const char *text)
{
    int32_t bits = 0;
    for (; *text != '\0'; text++)
        bits |= *text == '+' ? 0 : 1 << (*text - 'A');
    return bits;
}

/* `text` NULL: the cell is empty. */
static void set_cell(hamlet *h, void *cell, const rf_column *column, const char *text, rf_at at)
{
    const bool empty = text == NULL;
    switch (column->kind) {
    case RF_KIND_KEY:
    case RF_KIND_REF:
    case RF_KIND_SKILL:
    case RF_KIND_LABEL: {
        const char *id = empty ? NULL : keep(h->territory->strings, text, strlen(text));
        *(rf_ref *)cell = (rf_ref){.id = id, .at = at, .i = -1};
        break;
    }
    case RF_KIND_REFS:
    case RF_KIND_CODES:
        *(rf_refs *)cell = empty ? (rf_refs){0} : list_of(h, text, at);
        break;
    case RF_KIND_TEXT:
        *(const char **)cell = empty ? NULL : keep(h->territory->strings, text, strlen(text));
        break;
    case RF_KIND_CATEGORIES:
        *(int32_t *)cell = empty ? column->absent : categories_of(text);
        break;
    case RF_KIND_ENUM:
        *(int32_t *)cell = empty ? column->absent : word_number(column->words, text);
        break;
    case RF_KIND_FLAG:
        *(int32_t *)cell = !empty && strcmp(text, "yes") == 0;
        break;
    case RF_KIND_INTEGER:
    case RF_KIND_AGENT_FTE:
        *(int32_t *)cell = empty ? column->absent : (int32_t)strtol(text, NULL, 10);
        break;
    case RF_KIND_CENTI_FTE:
        *(int32_t *)cell = empty ? column->absent : centi(text);
        break;
    case RF_KIND_FLOOR:
        *(rf_floor_value *)cell = floor_of(text);
        break;
    case RF_KIND_DEGREES:
        *(double *)cell = empty ? 45.0 : strtod(text, NULL);
        break;
    case RF_KIND_DATE:
        *(rf_date *)cell = empty ? column->absent : date_of(text);
        break;
    }
}

static const rf_column *find_column(const rf_schema *schema, const char *name, size_t n)
{
    for (size_t c = 0; c < schema->n_columns; c++)
        if (strlen(schema->columns[c].name) == n && memcmp(schema->columns[c].name, name, n) == 0)
            return &schema->columns[c];
    fail_msg("%s.csv has no column '%.*s'", schema->file, (int)n, name);
    return NULL;
}

static uint16_t file_number(hamlet *h, const rf_schema *schema)
{
    char name[64];
    uint16_t number = 0;
    snprintf(name, sizeof name, "%s.csv", schema->file);
    for (; number < h->territory->n_files; number++)
        if (strcmp(h->territory->files[number], name) == 0)
            return number;
    assert_int_equal(rf_territory_add_file(&number, h->territory, name, &h->err), RF_OK);
    return number;
}

void hamlet_row(hamlet *h, rf_table_id table, const char *cells)
{
    const rf_schema *schema = rf_schema_of(table);
    const rf_at at = {.line = (uint32_t)rf_n_rows(h->territory, table) + 2,
                      .column = 1,
                      .file = file_number(h, schema)};
    char *row = rf_territory_add_row(h->territory, table);
    assert_non_null(row);
    ((rf_row *)(void *)row)->at = at;
    for (size_t c = 0; c < schema->n_columns; c++)
        if (schema->columns[c].kind != RF_KIND_FLOOR)
            set_cell(h, row + schema->columns[c].offset, &schema->columns[c], NULL, at);
    while (*cells != '\0') {
        const size_t name = strcspn(cells, "="), length = strcspn(cells + name + 1, " ");
        const rf_column *column = find_column(schema, cells, name);
        set_cell(h, row + column->offset, column,
                 keep(h->territory->strings, cells + name + 1, length), at);
        cells += name + 1 + length;
        cells += strspn(cells, " ");
    }
}

hamlet *hamlet_new(const char *start, int32_t n_periods)
{
    hamlet *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->territory = rf_territory_new();
    h->scenario = rf_scenario_new();
    h->diags = rf_diags_new();
    assert_true(h->territory != NULL && h->scenario != NULL && h->diags != NULL);
    h->scenario->start = date_of(start);
    h->scenario->n_periods = n_periods;
    h->scenario->rules.max_periods_away = n_periods;
    h->scenario->file = "scenario.json";
    hamlet_row(h, RF_ORGANISATIONS, "organisation=ORG name=Town");
    hamlet_row(h, RF_ORGANISATIONS, "organisation=ORG2 name=County");
    hamlet_row(h, RF_SITES, "site=S lat=45 lon=5");
    hamlet_row(h, RF_UNITS, "unit=HOME organisation=ORG name=Home site=S");
    hamlet_row(h, RF_UNITS, "unit=DESK organisation=ORG name=Desk site=S");
    hamlet_row(h, RF_UNITS, "unit=AWAY organisation=ORG2 name=Away site=S");
    return h;
}

void hamlet_free(hamlet *h)
{
    rf_instance_free(h->in);
    rf_territory_free(h->territory);
    rf_scenario_free(h->scenario);
    rf_diags_free(h->diags);
    free(h->baseline.moves);
    free(h->baseline.levels);
    free(h);
}

void hamlet_shock(hamlet *h, rf_shock shock, const char *ids, const char *from, const char *to)
{
    rf_scenario *s = h->scenario;
    rf_shock *shocks = realloc(s->shocks, ((size_t)s->n_shocks + 1) * sizeof *shocks);
    assert_non_null(shocks);
    s->shocks = shocks;
    shock.from = from != NULL ? date_of(from) : RF_DATE_FIRST;
    shock.to = to != NULL ? date_of(to) : RF_DATE_LAST;
    shock.ids = (rf_refs){0};
    while (*ids != '\0') {
        const size_t length = strcspn(ids, "+");
        rf_ref *items = realloc(shock.ids.items, ((size_t)shock.ids.n + 1) * sizeof *items);
        assert_non_null(items);
        shock.ids.items = items;
        items[shock.ids.n++] =
            (rf_ref){.id = keep(s->strings, ids, length), .at = {.line = 1, .column = 1}, .i = -1};
        ids += ids[length] == '+' ? length + 1 : length;
    }
    shocks[s->n_shocks++] = shock;
}

void hamlet_clear_levels(hamlet *h)
{
    rf_scenario_clear_levels(h->scenario);
}

void hamlet_level(hamlet *h, const char *name, rf_term term, int32_t weight)
{
    rf_scenario *s = h->scenario;
    rf_level_spec *levels = realloc(s->levels, ((size_t)s->n_levels + 1) * sizeof *levels);
    assert_non_null(levels);
    s->levels = levels;
    rf_level_spec *level = &levels[s->n_levels++];
    *level = (rf_level_spec){.name = strdup(name)};
    assert_non_null(level->name);
    level->weight[term] = weight;
    level->named[term] = true;
}

void hamlet_baseline(hamlet *h, const char *agent, const char *need, int32_t first, int32_t last)
{
    const size_t n = (size_t)h->baseline.n_moves;
    rf_baseline_move *moves = realloc(h->baseline.moves, (n + 1) * sizeof *moves);
    assert_non_null(moves);
    h->baseline.moves = moves;
    moves[h->baseline.n_moves++] =
        (rf_baseline_move){.agent = agent, .need = need, .first = first, .last = last};
    h->has_baseline = true;
}

void hamlet_before(hamlet *h, const char *level, int64_t value, int64_t bound)
{
    const size_t n = (size_t)h->baseline.n_levels;
    rf_baseline_level *levels = realloc(h->baseline.levels, (n + 1) * sizeof *levels);
    assert_non_null(levels);
    h->baseline.levels = levels;
    levels[h->baseline.n_levels++] = (rf_baseline_level){level, value, bound};
}

rf_status hamlet_build(hamlet *h)
{
    rf_instance_free(h->in);
    h->in = NULL;
    assert_int_equal(rf_territory_link(h->territory, h->diags, &h->err), RF_OK);
    assert_int_equal(rf_scenario_link(h->scenario, h->territory, h->diags, &h->err), RF_OK);
    if (hamlet_error(h, 0) != NULL)
        fail_msg("the hamlet is faulty: %s", hamlet_error(h, 0));
    return rf_instance_new(&h->in, h->territory, h->scenario, h->has_baseline ? &h->baseline : NULL,
                           h->diags, &h->err);
}

rf_agent_id hamlet_agent(const hamlet *h, const char *id)
{
    for (rf_agent_id a = {0}; a.i < h->in->n_agents; a.i++)
        if (strcmp(rf_agent_name(h->in, a), id) == 0)
            return a;
    fail_msg("no agent %s", id);
    return (rf_agent_id){-1};
}

rf_need_id hamlet_need(const hamlet *h, const char *id)
{
    for (rf_need_id k = {0}; k.i < h->in->n_needs; k.i++)
        if (strcmp(rf_need_name(h->in, k), id) == 0)
            return k;
    fail_msg("no need %s", id);
    return (rf_need_id){-1};
}

rf_move hamlet_move(const hamlet *h, const char *agent, const char *need, int32_t first,
                    int32_t last)
{
    return (rf_move){.agent = hamlet_agent(h, agent),
                     .need = hamlet_need(h, need),
                     .first = first,
                     .last = last};
}

const char *hamlet_error(const hamlet *h, size_t n)
{
    for (size_t i = 0; i < rf_diags_size(h->diags); i++)
        if (rf_diags_at(h->diags, i)->severity == RF_ERROR && n-- == 0)
            return rf_diags_at(h->diags, i)->text;
    return NULL;
}
