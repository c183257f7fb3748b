/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tiny territories for tests, built row by row without a file: put(land, RF_AGENTS, "agent=ANNA
 * unit=U1") fills a row by the schema as a reader would. Lines count from 2 in each file, columns
 * are the schema's from 1; lists are separated by commas, numbers are raw (centi-FTE). */
#ifndef RF_TESTS_BUILD_H
#define RF_TESTS_BUILD_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "engine/core/diag.h"
#include "engine/domain/link.h"
#include "engine/domain/schema.h"

typedef struct land {
    rf_territory *territory;
    rf_diags *diags;
    rf_err err;
} land;

static inline const char *build_intern(land *to, const char *text, size_t n)
{
    const char *copy = rf_pool_intern(to->territory->strings, text, n);
    assert_non_null(copy);
    return copy;
}

static inline int new_land(void **state)
{
    land *to = calloc(1, sizeof *to);
    to->territory = rf_territory_new();
    to->diags = rf_diags_new();
    for (rf_table_id table = 0; table < RF_N_TABLES; table++) {
        char name[40];
        uint16_t number = 0;
        snprintf(name, sizeof name, "%s.csv", rf_schema_of(table)->file);
        assert_int_equal(rf_territory_add_file(&number, to->territory, name, &to->err), RF_OK);
        assert_int_equal(number, table);
    }
    *state = to;
    return 0;
}

static inline int free_land(void **state)
{
    land *of = *state;
    rf_diags_free(of->diags);
    rf_territory_free(of->territory);
    free(of);
    return 0;
}

static inline int32_t build_number(const rf_column *column, const char *text)
{
    for (int32_t i = 0; column->words != NULL && column->words[i] != NULL; i++)
        if (strcmp(column->words[i], text) == 0)
            return i;
    return (int32_t)strtol(text, NULL, 10);
}

static inline rf_refs build_refs(land *to, const char *text, rf_at at)
{
    rf_refs refs = {.n = 1};
    for (const char *c = text; *c != '\0'; c++)
        refs.n += *c == ',';
    refs.items = rf_territory_add_refs(to->territory, (size_t)refs.n);
    assert_non_null(refs.items);
    for (int32_t i = 0; i < refs.n; i++) {
        const size_t n = strcspn(text, ",");
        refs.items[i] = (rf_ref){build_intern(to, text, n), at, -1};
        text += n + 1;
    }
    return refs;
}

/* NULL: the cell is empty. */
static inline void build_cell(land *to, const rf_column *column, void *cell, const char *text,
                              rf_at at)
{
    const bool empty = text == NULL;
    switch (column->kind) {
    case RF_KIND_KEY:
    case RF_KIND_REF:
    case RF_KIND_SKILL:
    case RF_KIND_LABEL:
        *(rf_ref *)cell = (rf_ref){empty ? NULL : build_intern(to, text, strlen(text)), at, -1};
        return;
    case RF_KIND_REFS:
    case RF_KIND_CODES:
        if (!empty)
            *(rf_refs *)cell = build_refs(to, text, at);
        return;
    case RF_KIND_TEXT:
        *(const char **)cell = empty ? NULL : build_intern(to, text, strlen(text));
        return;
    case RF_KIND_FLOOR:
        if (!empty)
            *(rf_floor_value *)cell =
                (rf_floor_value){build_number(column, text), strchr(text, '%') != NULL};
        return;
    case RF_KIND_DEGREES:
        *(double *)cell = empty ? 0 : strtod(text, NULL);
        return;
    case RF_KIND_DATE:
        *(rf_date *)cell = column->absent;
        assert_true(empty || rf_date_parse_iso(cell, text));
        return;
    case RF_KIND_CATEGORIES:
    case RF_KIND_ENUM:
    case RF_KIND_FLAG:
    case RF_KIND_INTEGER:
    case RF_KIND_CENTI_FTE:
    case RF_KIND_AGENT_FTE:
        *(int32_t *)cell = empty ? column->absent : build_number(column, text);
        return;
    }
}

/* The value of a column in "column=value column=value", into `out`; false: not there. */
static inline bool build_value(char out[64], const char *cells, const char *name)
{
    const size_t n = strlen(name);
    for (const char *c = cells; *c != '\0'; c += strspn(c, " ")) {
        const size_t length = strcspn(c, " ");
        if (length > n && strncmp(c, name, n) == 0 && c[n] == '=') {
            assert_true(length - n - 1 < 64);
            snprintf(out, 64, "%.*s", (int)(length - n - 1), c + n + 1);
            return true;
        }
        c += length;
    }
    return false;
}

static inline void *put(land *to, rf_table_id table, const char *cells)
{
    const rf_schema *schema = rf_schema_of(table);
    rf_row *row = rf_territory_add_row(to->territory, table);
    assert_non_null(row);
    row->at = (rf_at){(uint32_t)rf_n_rows(to->territory, table) + 1, 1, (uint16_t)table};
    for (size_t c = 0; c < schema->n_columns; c++) {
        char value[64];
        const rf_at at = {row->at.line, (uint16_t)(c + 1), row->at.file};
        const bool there = build_value(value, cells, schema->columns[c].name);
        build_cell(to, &schema->columns[c], (char *)row + schema->columns[c].offset,
                   there ? value : NULL, at);
    }
    return row;
}

/* Two organisations with a unit each at sites S1 and S2, an agent each, and a need of U1's. */
static inline void put_town(land *to)
{
    put(to, RF_ORGANISATIONS, "organisation=CITY name=City");
    put(to, RF_ORGANISATIONS, "organisation=COUNTY name=County");
    put(to, RF_SITES, "site=S1 lat=50.1 lon=2.5");
    put(to, RF_SITES, "site=S2 lat=50.2 lon=2.6");
    put(to, RF_UNITS, "unit=CARE-1 organisation=CITY name=Care site=S1");
    put(to, RF_UNITS, "unit=LIB-02 organisation=COUNTY name=Library site=S2");
    put(to, RF_AGENTS, "agent=ANNA unit=CARE-1");
    put(to, RF_AGENTS, "agent=BRUNO unit=LIB-02");
    put(to, RF_NEEDS,
        "need=N-1 unit=CARE-1 name=Meals tier=vital from=2020-03-16 "
        "to=2020-04-12 fte=200 tutor_ratio=2");
}

/* All findings as they print. */
static inline char *linked(land *of)
{
    assert_int_equal(rf_territory_link(of->territory, of->diags, &of->err), RF_OK);
    rf_buf text = rf_buf_new(1 << 20);
    for (size_t i = 0; i < rf_diags_size(of->diags); i++)
        rf_diag_print(&text, rf_diags_at(of->diags, i));
    rf_buf_puts(&text, "");
    char *copy = strdup(rf_buf_text(&text));
    rf_buf_free(&text);
    return copy;
}

static inline void assert_linked(land *of, const char *expected)
{
    char *found = linked(of);
    assert_string_equal(found, expected);
    free(found);
}

#endif
