/* SPDX-License-Identifier: GPL-3.0-or-later
 * A territory: what its files say, row by row, ids as strings, positions kept for diagnostics
 * (contract DATA.md).
 *
 * Every row struct begins with rf_row. Numbers are int32_t with the unit in the name; enums are
 * stored as int32_t so that a reader can fill any row from the schema (schema.h). All strings
 * belong to the territory's pool. Invariants, after rf_territory_link (link.h) found no error: T1
 * every key is unique in its table; T2 every rf_ref with an id has `i` = the row it names, others
 * -1; T3 every rf_word has `i` = its number in the pool of its kind. */
#ifndef RF_DOMAIN_TERRITORY_H
#define RF_DOMAIN_TERRITORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/core/date.h"
#include "engine/core/pool.h"
#include "engine/core/status.h"

typedef enum rf_table_id {
    RF_ORGANISATIONS,
    RF_SITES,
    RF_UNITS,
    RF_FLOORS,
    RF_AGENTS,
    RF_SKILLS,
    RF_ABSENCES,
    RF_NEEDS,
    RF_NEED_SKILLS,
    RF_DEMAND,
    RF_CONVENTIONS,
    RF_TRAVEL,
    RF_DECISIONS,
    RF_INITIATIVES,
    RF_N_TABLES
} rf_table_id;

typedef enum rf_category {
    RF_CATEGORY_A,
    RF_CATEGORY_B,
    RF_CATEGORY_C,
    RF_N_CATEGORIES
} rf_category;
typedef enum rf_consent {
    RF_VOLUNTEER,
    RF_AGREES,
    RF_UNKNOWN,
    RF_REFUSES,
    RF_N_CONSENTS
} rf_consent;
typedef enum rf_contract {
    RF_PERMANENT,
    RF_OPEN_ENDED,
    RF_FIXED_TERM,
    RF_TRAINEE_STATUS,
    RF_N_CONTRACTS
} rf_contract;
typedef enum rf_tier { RF_VITAL, RF_ESSENTIAL, RF_IMPORTANT, RF_N_TIERS } rf_tier;
typedef enum rf_verdict { RF_PIN, RF_FORBID, RF_N_VERDICTS } rf_verdict;
typedef enum rf_initiative_state {
    RF_PROPOSED,
    RF_ENDORSED,
    RF_CLOSED,
    RF_N_STATES
} rf_initiative_state;
typedef enum rf_outcome_kind { RF_ABSORB, RF_EXTEND, RF_CLOSE, RF_N_OUTCOMES } rf_outcome_kind;

/* Where a cell or row is: the file's number in rf_territory.files, line and column (characters)
 * from 1. */
typedef struct rf_at {
    uint32_t line;
    uint16_t column, file;
} rf_at;

typedef struct rf_row {
    rf_at at;     /* the row's first line, column 1 */
    bool refused; /* a rule was broken: kept only so that what refers to it can be named */
} rf_row;

/* An id: a row's own key, or a reference to a row of another table, or a word (skill). id NULL: the
 * cell was empty. */
typedef struct rf_ref {
    const char *id;
    rf_at at;
    int32_t i; /* set by rf_territory_link; -1: none */
} rf_ref;

/* A list of words or refs in file order; items belong to the territory. */
typedef struct rf_refs {
    rf_ref *items;
    int32_t n;
} rf_refs;

/* A floor: centi-FTE, or a percent of the contract FTE counted by the row. */
typedef struct rf_floor_value {
    int32_t value; /* centi-FTE, or whole percent */
    bool is_percent;
} rf_floor_value;

typedef struct rf_organisation_row {
    rf_row row;
    rf_ref key;
    const char *name;
} rf_organisation_row;
typedef struct rf_site_row {
    rf_row row;
    rf_ref key;
    const char *commune;
    double lat, lon; /* degrees */
} rf_site_row;
typedef struct rf_unit_row {
    rf_row row;
    rf_ref key, organisation;
    const char *name;
    rf_ref site;
} rf_unit_row;
typedef struct rf_floor_row {
    rf_row row;
    rf_ref unit, skill;
    int32_t min_level;
    rf_floor_value floor;
} rf_floor_row;
typedef struct rf_agent_row {
    rf_row row;
    rf_ref key, unit, site;
    int32_t fte_percent, category, consent, contract;
    int32_t max_travel_minutes; /* -1: the scenario's */
    rf_refs restrictions;
    int32_t telework; /* 0 or 1 */
    int32_t prior_days;
} rf_agent_row;
typedef struct rf_skill_row {
    rf_row row;
    rf_ref agent, skill;
    int32_t level;
    rf_date valid_until; /* RF_DATE_LAST: for ever */
} rf_skill_row;
typedef struct rf_absence_row {
    rf_row row;
    rf_ref agent;
    rf_date from, to;
    int32_t presence_percent;
} rf_absence_row;
typedef struct rf_need_row {
    rf_row row;
    rf_ref key, unit;
    const char *name;
    int32_t tier;
    rf_date from, to;
    int32_t centi_fte;
    rf_ref site;
    int32_t categories; /* bit 1 << rf_category for each accepted */
    int32_t min_stay;   /* periods */
    int32_t max_stay;   /* periods; -1: none */
    rf_refs conditions;
    int32_t remote; /* 0 or 1 */
    int32_t tutor_ratio, tutors_on_site, trainee_yield_percent;
} rf_need_row;
typedef struct rf_need_skill_row {
    rf_row row;
    rf_ref need, skill;
    int32_t min_level;
    int32_t trainee_level; /* -1: none */
    rf_ref any_of;         /* label; i: its number among the labels */
} rf_need_skill_row;
typedef struct rf_demand_row {
    rf_row row;
    rf_ref need;
    rf_date from, to;
    int32_t centi_fte;
} rf_demand_row;
typedef struct rf_convention_row {
    rf_row row;
    rf_ref lender, borrower;
    int32_t max_centi_fte; /* -1: unlimited */
    rf_date from, to;      /* RF_DATE_FIRST, RF_DATE_LAST: open */
} rf_convention_row;
typedef struct rf_travel_row {
    rf_row row;
    rf_ref from_site, to_site;
    int32_t minutes;
} rf_travel_row;
typedef struct rf_decision_row {
    rf_row row;
    rf_ref agent, need; /* need.id NULL: every need */
    rf_date from, to;   /* open as for conventions */
    int32_t verdict;
    const char *author, *reason;
} rf_decision_row;
typedef struct rf_initiative_row {
    rf_row row;
    rf_ref key;
    const char *name;
    rf_refs authors; /* agents */
    rf_ref sponsor;  /* unit */
    int32_t state;
    rf_ref need;
    rf_date review_on; /* RF_DATE_LAST: none */
    int32_t outcome;   /* -1: none */
} rf_initiative_row;

typedef struct rf_table {
    void *rows; /* array of the table's row struct */
    size_t n, capacity;
} rf_table;

typedef struct rf_territory {
    rf_pool *strings;   /* every id, name and text */
    rf_pool *skills;    /* numbers of skill codes, set by link */
    rf_pool *codes;     /* numbers of restriction and condition codes, set by link */
    rf_pool *labels;    /* numbers of any_of labels, set by link */
    const char **files; /* file names as diagnostics say them, by rf_at.file */
    size_t n_files, files_capacity;
    rf_table tables[RF_N_TABLES];
    void **lists; /* arrays behind rf_refs */
    size_t n_lists, lists_capacity;
    /* A file of the table could not be read: what refers to its rows cannot be judged. */
    bool unread[RF_N_TABLES];
} rf_territory;

rf_territory *rf_territory_new(void); /* NULL: out of memory */
void rf_territory_free(rf_territory *territory);

/* Gives a file its number for rf_at. At most 65,535 files. */
rf_status rf_territory_add_file(uint16_t *out, rf_territory *territory, const char *name,
                                rf_err *err);

/* A new zeroed row at the end of a table, refs' i = -1 left to the caller; valid until the next add
 * to that table. NULL: out of memory. */
void *rf_territory_add_row(rf_territory *territory, rf_table_id table);

/* Takes a row out; those after it move up. */
void rf_territory_remove_row(rf_territory *territory, rf_table_id table, int32_t row);

/* An array of n refs owned by the territory, zeroed. NULL: out of memory. */
rf_ref *rf_territory_add_refs(rf_territory *territory, size_t n);

/* The rows of a table, by type: `const rf_agent_row *agents = rf_rows(t, RF_AGENTS);`, and their
 * number. */
static inline const void *rf_rows(const rf_territory *territory, rf_table_id table)
{
    return territory->tables[table].rows;
}
static inline int32_t rf_n_rows(const rf_territory *territory, rf_table_id table)
{
    return (int32_t)territory->tables[table].n;
}

/* Sites of one commune are one place; a site without a commune is its own. */
static inline const char *rf_place_of_site(const rf_site_row *site)
{
    return site->commune != NULL && site->commune[0] != '\0' ? site->commune : site->key.id;
}

#endif
