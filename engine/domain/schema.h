/* SPDX-License-Identifier: GPL-3.0-or-later
 * The schema: DATA.md's table of files and columns, once, for readers, templates, linking and
 * documentation. A column knows where its value lives in the row struct (offset), so that one loop
 * reads every file. */
#ifndef RF_DOMAIN_SCHEMA_H
#define RF_DOMAIN_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/domain/territory.h"

/* What a cell holds, and the C type at its offset. */
typedef enum rf_kind {
    RF_KIND_KEY,        /* rf_ref: the row's own id */
    RF_KIND_REF,        /* rf_ref to `target`'s key */
    RF_KIND_REFS,       /* rf_refs to `target`'s keys, separated by spaces */
    RF_KIND_SKILL,      /* rf_ref: a skill code */
    RF_KIND_LABEL,      /* rf_ref: an any_of label */
    RF_KIND_CODES,      /* rf_refs: functional codes separated by spaces */
    RF_KIND_TEXT,       /* const char * */
    RF_KIND_CATEGORIES, /* int32_t: bits of rf_category, letters separated by spaces */
    RF_KIND_ENUM,       /* int32_t: index in `words` */
    RF_KIND_FLAG,       /* int32_t: yes 1, no 0 */
    RF_KIND_INTEGER,    /* int32_t: low..high */
    RF_KIND_CENTI_FTE,  /* int32_t: hundredths of a full-time post, low..high in centi-FTE */
    RF_KIND_AGENT_FTE,  /* int32_t: percent 1..100; percent, fraction or hours, inferred for the
                           whole column */
    RF_KIND_FLOOR,      /* rf_floor_value: low..high in centi-FTE, or 0 to 100 percent */
    RF_KIND_DEGREES,    /* double: low..high degrees */
    RF_KIND_DATE,       /* rf_date */
} rf_kind;

typedef struct rf_column {
    const char *name; /* canonical, English */
    rf_kind kind;
    size_t offset;
    bool required;      /* the column must exist and no cell may be empty */
    int32_t absent;     /* the value of an empty cell or column, for the int32_t kinds and dates */
    int32_t low, high;  /* inclusive, for numbers (CENTI_FTE in hundredths) */
    rf_table_id target; /* REF, REFS */
    const char *const *words; /* ENUM: canonical words, NULL-terminated */
} rf_column;

enum { RF_MAX_COLUMNS = 20, RF_MAX_KEY = 2 };

typedef struct rf_schema {
    const char *file; /* "agents": agents.csv and agents-*.csv */
    rf_table_id table;
    bool required;
    size_t row_size;
    const rf_column *columns;
    size_t n_columns;
    /* The columns that must be unique together (indexes into columns), n_key of them; 0: rows may
     * repeat. */
    size_t key[RF_MAX_KEY], n_key;
} rf_schema;

/* A user's own header names (--columns): in files of this name, their header stands for the
 * canonical one. */
typedef struct rf_header_alias {
    const char *file, *theirs, *canonical; /* file as rf_schema.file; UTF-8 */
} rf_header_alias;
typedef struct rf_header_map {
    rf_header_alias *aliases;
    size_t n;
    rf_pool *strings; /* owner of the texts */
} rf_header_map;

/* Never fails; static data. */
const rf_schema *rf_schema_of(rf_table_id table);

/* The canonical words of each enum of territory.h, by value, NULL-terminated. */
extern const char *const rf_category_words[];
extern const char *const rf_consent_words[];
extern const char *const rf_contract_words[];
extern const char *const rf_tier_words[];
extern const char *const rf_verdict_words[];
extern const char *const rf_initiative_state_words[];
extern const char *const rf_outcome_kind_words[];

#endif
