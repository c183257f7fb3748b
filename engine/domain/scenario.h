/* SPDX-License-Identifier: GPL-3.0-or-later
 * A scenario: what happens to a territory and what counts most (contract DATA.md, "Scenario"). */
#ifndef RF_DOMAIN_SCENARIO_H
#define RF_DOMAIN_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/domain/territory.h"

typedef enum rf_shock_kind {
    RF_SHOCK_ABSENCE,
    RF_SHOCK_FLOOR,
    RF_SHOCK_CLOSED_SITES,
    RF_SHOCK_NO_REMOTE,
    RF_SHOCK_DEMAND,
    RF_N_SHOCKS
} rf_shock_kind;

typedef struct rf_shock {
    rf_shock_kind kind;
    rf_date from, to;      /* RF_DATE_FIRST, RF_DATE_LAST where left open: the whole horizon */
    int32_t centi_percent; /* absence: 0..10000, hundredths of a percent; demand: likewise, 0.. */
    int64_t seed;          /* absence; >= 0 */
    rf_floor_value floor;  /* floor */
    bool every_unit;       /* absence without `units` */
    rf_refs ids; /* absence, floor: units; closed_sites: sites; demand: needs; items freed with the
                    scenario */
} rf_shock;

typedef enum rf_term {
    RF_TERM_UNMET_VITAL,
    RF_TERM_UNMET_ESSENTIAL,
    RF_TERM_UNMET_IMPORTANT, /* RF_TERM_UNMET_VITAL + tier */
    RF_TERM_FLOORS,
    RF_TERM_CHANGES,
    RF_TERM_IMPOSED,
    RF_TERM_MOVED,
    RF_TERM_BURDEN,
    RF_TERM_TRAVEL,
    RF_TERM_OVERQUALIFIED,
    RF_N_TERMS
} rf_term;

/* "unmet.vital", ..., as in the scenario and the plan. */
const char *rf_term_name(rf_term term);

const char *rf_shock_name(rf_shock_kind kind); /* "absence", ... */

typedef struct rf_level_spec {
    char *name;
    int32_t weight[RF_N_TERMS]; /* >= 0; 0: the term does not count */
    bool named[RF_N_TERMS]; /* the scenario names the term (the plan reports it even at weight 0) */
    double gap;             /* 0..1 */
} rf_level_spec;

typedef struct rf_rules {
    uint32_t consents; /* bit 1 << rf_consent for each accepted */
    int32_t max_travel_minutes, max_stays;
    int32_t max_periods_away; /* periods, >= 1; 0: the file says nothing, the instance puts the
                                 horizon */
    bool hard_floors;
} rf_rules;

typedef struct rf_scenario {
    char *name; /* "" where the file says nothing */
    rf_date start;
    int32_t period_days, n_periods;
    uint32_t working_days; /* bit 1 << ISO weekday */
    rf_date *holidays;
    int32_t n_holidays;
    rf_shock *shocks;
    int32_t n_shocks;
    rf_rules rules;
    rf_level_spec
        *levels; /* as stated; a `changes` level for a baseline is added by the instance */
    int32_t n_levels;
    double limit_seconds; /* 0: none */
    bool pins_authors;    /* of endorsed initiatives; never from the file: the caller asks for it */
    rf_pool *strings;     /* ids in shocks, and the file's name */
    const char *file;     /* as diagnostics say it */
} rf_scenario;

/* A scenario with DATA.md's defaults (rules, levels, working days); start and n_periods 0. NULL:
 * out of memory. */
rf_scenario *rf_scenario_new(void);
void rf_scenario_free(rf_scenario *scenario);

/* Forgets every level, so that a file's own can take their place. */
void rf_scenario_clear_levels(rf_scenario *scenario);

static inline rf_date rf_period_first_day(const rf_scenario *s, int32_t period)
{
    return s->start + period * s->period_days;
}
static inline rf_date rf_period_last_day(const rf_scenario *s, int32_t period)
{
    return s->start + (period + 1) * s->period_days - 1;
}

#endif
