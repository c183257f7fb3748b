/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/schema.h"

const char *const rf_category_words[] = {"A", "B", "C", NULL};
const char *const rf_consent_words[] = {"volunteer", "agrees", "unknown", "refuses", NULL};
const char *const rf_contract_words[] = {"permanent", "open_ended", "fixed_term", "trainee", NULL};
const char *const rf_tier_words[] = {"vital", "essential", "important", NULL};
const char *const rf_verdict_words[] = {"pin", "forbid", NULL};
const char *const rf_initiative_state_words[] = {"proposed", "endorsed", "closed", NULL};
const char *const rf_outcome_kind_words[] = {"absorb", "extend", "close", NULL};

/* Bounds that the contract leaves open: wide enough for any public service, narrow enough that
 * every sum of the model stays far inside 64 bits, and small products inside 32. */
enum {
    MOST_CENTI_FTE = 100 * 100000,
    MOST_MINUTES = 10000,
    MOST_DAYS = 36500,
    MOST_PERIODS = 10000,
    MOST_RATIO = 1000,
    MOST_TUTORS = 10000,
};

#define ALL_CATEGORIES ((1 << RF_N_CATEGORIES) - 1)

/* One column a line: row struct, member, name, then what the kind asks for. What may not be empty
 * says MUST. */
#define MUST true
#define MAY false
#define COLUMN(row, member, column, kind_of, must)                                                 \
    .name = (column), .kind = RF_KIND_##kind_of, .offset = offsetof(rf_##row##_row, member),       \
    .required = (must)
#define KEY(row, column) COLUMN(row, key, column, KEY, MUST)
#define DATE(row, member, column, otherwise)                                                       \
    COLUMN(row, member, column, DATE, MAY), .absent = (otherwise)
#define REF(row, member, column, table, must)                                                      \
    COLUMN(row, member, column, REF, must), .target = (table)
#define WORD(row, member, column, list, must, otherwise)                                           \
    COLUMN(row, member, column, ENUM, must), .words = (list), .absent = (otherwise)
#define RANGE(row, member, column, kind_of, from, to)                                              \
    COLUMN(row, member, column, kind_of, MUST), .low = (from), .high = (to)
#define NUMBER(row, member, column, kind_of, from, to, otherwise)                                  \
    COLUMN(row, member, column, kind_of, MAY), .low = (from), .high = (to), .absent = (otherwise)

static const rf_column organisation_columns[] = {
    {KEY(organisation, "organisation")},
    {COLUMN(organisation, name, "name", TEXT, MUST)},
};

static const rf_column site_columns[] = {
    {KEY(site, "site")},
    {COLUMN(site, commune, "commune", TEXT, MAY)},
    {RANGE(site, lat, "lat", DEGREES, -90, 90)},
    {RANGE(site, lon, "lon", DEGREES, -180, 180)},
};

static const rf_column unit_columns[] = {
    {KEY(unit, "unit")},
    {REF(unit, organisation, "organisation", RF_ORGANISATIONS, MUST)},
    {COLUMN(unit, name, "name", TEXT, MUST)},
    {REF(unit, site, "site", RF_SITES, MUST)},
};

static const rf_column floor_columns[] = {
    {REF(floor, unit, "unit", RF_UNITS, MUST)},
    {COLUMN(floor, skill, "skill", SKILL, MAY)},
    {NUMBER(floor, min_level, "min_level", INTEGER, 1, 4, 1)},
    {RANGE(floor, floor, "floor", FLOOR, 0, MOST_CENTI_FTE)},
};

static const rf_column agent_columns[] = {
    {KEY(agent, "agent")},
    {REF(agent, unit, "unit", RF_UNITS, MUST)},
    {NUMBER(agent, fte_percent, "fte", AGENT_FTE, 1, 100, 100)},
    {WORD(agent, category, "category", rf_category_words, MAY, RF_CATEGORY_C)},
    {WORD(agent, consent, "consent", rf_consent_words, MAY, RF_UNKNOWN)},
    {WORD(agent, contract, "status", rf_contract_words, MAY, RF_PERMANENT)},
    {REF(agent, site, "site", RF_SITES, MAY)},
    {NUMBER(agent, max_travel_minutes, "max_travel", INTEGER, 0, MOST_MINUTES, -1)},
    {COLUMN(agent, restrictions, "restrictions", CODES, MAY)},
    {COLUMN(agent, telework, "telework", FLAG, MAY)},
    {NUMBER(agent, prior_days, "prior_days", INTEGER, 0, MOST_DAYS, 0)},
};

static const rf_column skill_columns[] = {
    {REF(skill, agent, "agent", RF_AGENTS, MUST)},
    {COLUMN(skill, skill, "skill", SKILL, MUST)},
    {NUMBER(skill, level, "level", INTEGER, 1, 4, 2)},
    {DATE(skill, valid_until, "valid_until", RF_DATE_LAST)},
};

static const rf_column absence_columns[] = {
    {REF(absence, agent, "agent", RF_AGENTS, MUST)},
    {COLUMN(absence, from, "from", DATE, MUST)},
    {COLUMN(absence, to, "to", DATE, MUST)},
    {NUMBER(absence, presence_percent, "presence", INTEGER, 0, 100, 0)},
};

static const rf_column need_columns[] = {
    {KEY(need, "need")},
    {REF(need, unit, "unit", RF_UNITS, MUST)},
    {COLUMN(need, name, "name", TEXT, MUST)},
    {WORD(need, tier, "tier", rf_tier_words, MUST, -1)},
    {COLUMN(need, from, "from", DATE, MUST)},
    {COLUMN(need, to, "to", DATE, MUST)},
    {RANGE(need, centi_fte, "fte", CENTI_FTE, 0, MOST_CENTI_FTE)},
    {REF(need, site, "site", RF_SITES, MAY)},
    {COLUMN(need, categories, "categories", CATEGORIES, MAY), .absent = ALL_CATEGORIES},
    {NUMBER(need, min_stay, "min_stay", INTEGER, 1, MOST_PERIODS, 1)},
    {NUMBER(need, max_stay, "max_stay", INTEGER, 1, MOST_PERIODS, -1)},
    {COLUMN(need, conditions, "conditions", CODES, MAY)},
    {COLUMN(need, remote, "remote", FLAG, MAY)},
    {NUMBER(need, tutor_ratio, "tutor_ratio", INTEGER, 0, MOST_RATIO, 0)},
    {NUMBER(need, tutors_on_site, "tutors_on_site", INTEGER, 0, MOST_TUTORS, 0)},
    {NUMBER(need, trainee_yield_percent, "trainee_yield", INTEGER, 0, 100, 50)},
};

static const rf_column need_skill_columns[] = {
    {REF(need_skill, need, "need", RF_NEEDS, MUST)},
    {COLUMN(need_skill, skill, "skill", SKILL, MUST)},
    {NUMBER(need_skill, min_level, "min_level", INTEGER, 1, 4, 2)},
    {NUMBER(need_skill, trainee_level, "trainee_level", INTEGER, 1, 4, -1)},
    {COLUMN(need_skill, any_of, "any_of", LABEL, MAY)},
};

static const rf_column demand_columns[] = {
    {REF(demand, need, "need", RF_NEEDS, MUST)},
    {COLUMN(demand, from, "from", DATE, MUST)},
    {COLUMN(demand, to, "to", DATE, MUST)},
    {RANGE(demand, centi_fte, "fte", CENTI_FTE, 0, MOST_CENTI_FTE)},
};

static const rf_column convention_columns[] = {
    {REF(convention, lender, "lender", RF_ORGANISATIONS, MUST)},
    {REF(convention, borrower, "borrower", RF_ORGANISATIONS, MUST)},
    {NUMBER(convention, max_centi_fte, "max_fte", CENTI_FTE, 0, MOST_CENTI_FTE, -1)},
    {DATE(convention, from, "from", RF_DATE_FIRST)},
    {DATE(convention, to, "to", RF_DATE_LAST)},
};

static const rf_column travel_columns[] = {
    {REF(travel, from_site, "from_site", RF_SITES, MUST)},
    {REF(travel, to_site, "to_site", RF_SITES, MUST)},
    {RANGE(travel, minutes, "minutes", INTEGER, 0, MOST_MINUTES)},
};

static const rf_column decision_columns[] = {
    {REF(decision, agent, "agent", RF_AGENTS, MUST)},
    {REF(decision, need, "need", RF_NEEDS, MAY)},
    {DATE(decision, from, "from", RF_DATE_FIRST)},
    {DATE(decision, to, "to", RF_DATE_LAST)},
    {WORD(decision, verdict, "decision", rf_verdict_words, MUST, -1)},
    {COLUMN(decision, author, "author", TEXT, MAY)},
    {COLUMN(decision, reason, "reason", TEXT, MAY)},
};

static const rf_column initiative_columns[] = {
    {KEY(initiative, "initiative")},
    {COLUMN(initiative, name, "name", TEXT, MUST)},
    {COLUMN(initiative, authors, "authors", REFS, MUST), .target = RF_AGENTS},
    {REF(initiative, sponsor, "sponsor", RF_UNITS, MUST)},
    {WORD(initiative, state, "state", rf_initiative_state_words, MUST, -1)},
    {REF(initiative, need, "need", RF_NEEDS, MAY)},
    {DATE(initiative, review_on, "review_on", RF_DATE_LAST)},
    {WORD(initiative, outcome, "outcome", rf_outcome_kind_words, MAY, -1)},
};

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))
#define TABLE(id, file_name, row, must, n_key_of)                                                  \
    .file = (file_name), .table = (id), .required = (must), .row_size = sizeof(rf_##row##_row),    \
    .columns = row##_columns, .n_columns = N_OF(row##_columns), .key = {0, 1}, .n_key = (n_key_of)

/* Keys are the first columns. */
static const rf_schema schemas[RF_N_TABLES] = {
    [RF_ORGANISATIONS] = {TABLE(RF_ORGANISATIONS, "organisations", organisation, MUST, 1)},
    [RF_SITES] = {TABLE(RF_SITES, "sites", site, MUST, 1)},
    [RF_UNITS] = {TABLE(RF_UNITS, "units", unit, MUST, 1)},
    [RF_FLOORS] = {TABLE(RF_FLOORS, "floors", floor, MAY, 0)},
    [RF_AGENTS] = {TABLE(RF_AGENTS, "agents", agent, MUST, 1)},
    [RF_SKILLS] = {TABLE(RF_SKILLS, "skills", skill, MAY, 0)},
    [RF_ABSENCES] = {TABLE(RF_ABSENCES, "absences", absence, MAY, 0)},
    [RF_NEEDS] = {TABLE(RF_NEEDS, "needs", need, MUST, 1)},
    [RF_NEED_SKILLS] = {TABLE(RF_NEED_SKILLS, "need_skills", need_skill, MAY, 0)},
    [RF_DEMAND] = {TABLE(RF_DEMAND, "demand", demand, MAY, 0)},
    [RF_CONVENTIONS] = {TABLE(RF_CONVENTIONS, "conventions", convention, MAY, 2)},
    [RF_TRAVEL] = {TABLE(RF_TRAVEL, "travel", travel, MAY, 0)},
    [RF_DECISIONS] = {TABLE(RF_DECISIONS, "decisions", decision, MAY, 0)},
    [RF_INITIATIVES] = {TABLE(RF_INITIATIVES, "initiatives", initiative, MAY, 1)},
};

const rf_schema *rf_schema_of(rf_table_id table)
{
    return &schemas[table];
}
