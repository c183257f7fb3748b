/* SPDX-License-Identifier: GPL-3.0-or-later
 * The territory generator: an invented administration around a real town, written as it is drawn.
 *
 * Everything follows from rf_gen_options: the same options give the same bytes on every machine
 * (integers only, splitmix64). Organisations, communes, units and needs are held in memory; agents
 * never are: memory is O(units + needs), time O(agents + needs). Functions return RF_OK, RF_IO
 * (text in `err`) or RF_NO_MEMORY. */
#ifndef RF_BENCH_GENERATE_H
#define RF_BENCH_GENERATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/generate/data.h"
#include "engine/renfort.h"

typedef struct rf_gen_options {
    const char *folder; /* borrowed; made if it is missing */
    uint64_t seed;
    int32_t n_agents, n_needs, n_periods, n_organisations, n_units;
    /* Knobs: no other draw depends on them, so that two territories of one seed differ in nothing
     * else. Percent of what is usual, 100: as it is; consent: see there. */
    int32_t polyvalence; /* skills beyond the job's, of which there are 0.9 an agent */
    int32_t consent;     /* agents of 100 who volunteer or agree; -1: 68, in closed services 75 */
    int32_t scarcity;    /* FTE asked for, of which there are 16.5 for 100 agents */
    int32_t dispersion;  /* distance of every place from the main town, by air and by the bridge */
} rf_gen_options;

typedef struct rf_gen_organisation {
    char id[8];
    rf_gen_owner owner;
    int32_t commune; /* of a town; else -1 */
} rf_gen_organisation;

/* Unit i is U-(i+1) and stands at site S-(i+1). */
typedef struct rf_gen_unit {
    int32_t family, organisation, commune;
    int32_t number; /* 0.. among the units of its family in its commune or organisation: its name */
    int32_t lat, lon;       /* 1e-5 degrees */
    int32_t weight_through; /* agents' draw: this unit's weight added to all before it */
} rf_gen_unit;

/* Need i is N-(i+1). Periods are counted from 0; the window holds first..last. */
typedef struct rf_gen_need {
    int32_t kind, unit, site; /* site: a unit whose site receives it, or -1: the unit's own */
    int32_t deci_fte, first, last;
    int32_t min_stay, max_stay; /* max_stay 0: none */
    int32_t tutors_on_site;
} rf_gen_need;

/* Demand at `percent` of the need's own on the periods first..last. */
typedef struct rf_gen_peak {
    int32_t first, last, percent;
} rf_gen_peak;

/* Sites of homes: after the units' sites, home j of a commune is S-(n_units + first_home + j + 1).
 */
typedef struct rf_gen_homes {
    int32_t first, n;
} rf_gen_homes;

enum {
    RF_GEN_PERIOD_DAYS = 7,
    RF_GEN_SHOCK_SEED = 7,
    RF_GEN_MAX_PINS = 12,
    RF_GEN_MAX_AUTHORS = 32
};

/* A decision taken while agents stream by: they are written once all are known. */
typedef struct rf_gen_decision {
    int32_t agent; /* the number in its id */
    int32_t need;  /* -1: every need */
    int32_t first, last;
} rf_gen_decision;

typedef struct rf_gen {
    rf_gen_options options;
    rf_random random;
    rf_date start;
    rf_gen_organisation organisations[RF_GEN_MAX_ORGANISATIONS];
    rf_gen_unit *units;
    rf_gen_need *needs;
    rf_gen_homes homes[RF_GEN_MAX_COMMUNES];
    int32_t n_homes;
    int32_t flooded; /* commune */
    rf_gen_decision pins[RF_GEN_MAX_PINS], forbids[RF_GEN_MAX_PINS];
    int32_t n_pins, n_forbids;
    int32_t authors[RF_GEN_MAX_AUTHORS];
    int32_t n_authors;
} rf_gen;

/* units.c: organisations.csv, sites.csv, units.csv, floors.csv, conventions.csv */
rf_status rf_gen_draw_units(rf_gen *gen, rf_err *err);
rf_status rf_gen_write_units(rf_gen *gen, rf_err *err);

/* needs.c: needs.csv, need_skills.csv, demand.csv, travel.csv */
rf_status rf_gen_draw_needs(rf_gen *gen, rf_err *err);
rf_status rf_gen_write_needs(rf_gen *gen, rf_err *err);

/* agents.c: agents.csv, skills.csv, absences.csv; fills pins, forbids, authors */
rf_status rf_gen_write_agents(rf_gen *gen, rf_err *err);

/* decisions.c: decisions.csv, initiatives.csv. An agent's facts are offered while it is written. */
typedef struct rf_gen_facts {
    int32_t index, number; /* 0.. in order; the number in its id */
    int32_t unit;
    char category;
    bool refuses, restricted, absent;
    uint8_t level[RF_GEN_N_SKILLS]; /* of skills that never expire */
} rf_gen_facts;
void rf_gen_offer_agent(rf_gen *gen, const rf_gen_facts *facts);
rf_status rf_gen_write_decisions(const rf_gen *gen, rf_err *err);

/* scenarios.c: the presets and scenario.json (the 25 % pandemic) */
rf_status rf_gen_write_scenarios(const rf_gen *gen, rf_err *err);

/* tools.c */
int32_t rf_gen_between(rf_gen *gen, int32_t low, int32_t high); /* both included */
bool rf_gen_chance(rf_gen *gen, int32_t percent);
/* An index drawn with the given weights, of which at least one is above 0. */
int32_t rf_gen_weighted(rf_gen *gen, const uint8_t *weights, int32_t n);
rf_status rf_gen_open(FILE **out, const rf_gen *gen, const char *name, rf_err *err);
/* Flushes and closes; RF_IO if any write since rf_gen_open failed. */
rf_status rf_gen_close(FILE *file, const char *name, rf_err *err);
/* First and last day of a period, ISO 8601. */
const char *rf_gen_first_day(char out[RF_DATE_TEXT], const rf_gen *gen, int32_t period);
const char *rf_gen_last_day(char out[RF_DATE_TEXT], const rf_gen *gen, int32_t period);
/* The need's site, as the number of the unit that stands there. */
int32_t rf_gen_need_site(const rf_gen_need *need);

#endif
