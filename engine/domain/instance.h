/* SPDX-License-Identifier: GPL-3.0-or-later
 * An instance: a linked territory, a linked scenario and a baseline resolved into integers
 * (contract MODEL.md). Everything below sees integers only: agents 0..A-1, needs 0..K-1 ... in the
 * territory's row order; periods 0..T-1.
 *
 * Units: FTE in centi-FTE over one period; travel in minutes one way; levels 1..4.
 * Invariants, relied on by eligibility, model and checker:
 *   I1 0 <= contribution <= 100
 *   I2 demand >= 0, and 0 at a closed site
 *   I3 an agent's skills are sorted by (skill, level descending); validity ends with a period, so
 *      it is monotone: valid on periods 0..last, never again
 *   I4 floor members are sorted by agent, each agent once a floor
 *   I5 pins are distinct, sorted by (agent, need, first), and no reason but consent or travel
 *      stands against them
 *   I6 needs' requirements are sorted by group, those without a group (-1) first
 *   I7 code lists and holidays are sorted ascending, without repeats */
#ifndef RF_DOMAIN_INSTANCE_H
#define RF_DOMAIN_INSTANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/core/diag.h"
#include "engine/domain/plan.h"
#include "engine/domain/scenario.h"
#include "engine/domain/territory.h"

/* One skill entry of an agent. */
typedef struct rf_held_skill {
    int32_t skill;
    int16_t level;
    int16_t last; /* the last period through whose last day it is valid; -1: none */
} rf_held_skill;

/* One required skill of a need. */
typedef struct rf_requirement {
    int32_t skill;
    int32_t group; /* -1: required; else rows of one group are met when one of them is */
    int16_t min_level, trainee_level; /* trainee_level 0: none */
} rf_requirement;

/* One agent counted by a floor row on periods 0..last (T-1 for a whole-unit floor; -1: counted in a
 * percent only). */
typedef struct rf_member {
    rf_agent_id agent;
    int32_t last;
} rf_member;

/* A slice [begin, end) of one of the instance's flat arrays. */
typedef struct rf_span {
    int32_t begin, end;
} rf_span;

typedef struct rf_agent {
    rf_span skills;       /* held */
    rf_span restrictions; /* codes */
    int32_t unit, organisation, site;
    int32_t max_travel; /* minutes */
    int32_t fte;        /* percent */
    int32_t prior_days;
    uint8_t category, consent, contract;
    bool telework;
} rf_agent;

typedef struct rf_need {
    rf_span requirements;
    rf_span conditions; /* codes */
    int32_t unit, organisation, site;
    int32_t min_stay, max_stay; /* periods; max_stay T where the file says none */
    int32_t tutor_ratio, tutors_on_site, trainee_yield; /* percent */
    uint8_t tier, categories;                           /* bits */
    bool remote;
} rf_need;

typedef struct rf_floor {
    rf_span members;
    int32_t unit, skill; /* skill -1: the whole unit */
    int32_t min_level;
} rf_floor;

/* A convention row; `max` -1: unlimited. */
typedef struct rf_convention {
    int32_t lender, borrower, max; /* organisations; centi-FTE */
    int32_t first, last;           /* the periods it covers entirely; last < first: none */
} rf_convention;

/* A forbid decision resolved to periods. */
typedef struct rf_forbid {
    rf_agent_id agent;
    int32_t need; /* -1: every need */
    int32_t first, last;
} rf_forbid;

/* What a level came to in the baseline's plan, -1: its document does not say. Never a proof: what a
 * new plan should come to again. */
typedef struct rf_before {
    int64_t value, bound;
} rf_before;

typedef struct rf_instance {
    const rf_territory *territory; /* borrowed: for names only */
    const rf_scenario *scenario;   /* borrowed */
    int32_t n_periods, n_agents, n_needs, n_units, n_organisations, n_sites, n_floors,
        n_conventions;

    rf_agent *agents;
    rf_need *needs;
    rf_floor *floors;             /* floors.csv's rows, in its order */
    rf_convention *conventions;   /* conventions.csv's rows, in its order */
    rf_held_skill *held;          /* agents[a].skills */
    rf_requirement *requirements; /* needs[k].requirements */
    rf_member *members;           /* floors[f].members */
    int32_t *codes;               /* restrictions and conditions */
    rf_span *floors_of;           /* [A] floors that count the agent, in floor_ids */
    int32_t *floor_ids;           /* with member position: see floor_members */
    int32_t *floor_members;       /* parallel to floor_ids: index in members */

    uint8_t *contribution; /* [A][T] w(a,t) */
    int32_t *demand;       /* [K][T] d(k,t) */
    int32_t *floor;        /* [F][T] the floor, 0 where its site is closed */
    int32_t *present;      /* [F][T] present_f(t) */
    bool *remote_barred;   /* [T] a no_remote shock overlaps the period */

    int32_t *convention_of;       /* [organisations x organisations] convention row or -1 */
    double *latitude, *longitude; /* [sites] degrees */
    struct rf_travel_map *travel; /* travel.csv's minutes */

    rf_forbid *forbids; /* sorted by agent */
    int32_t n_forbids;
    rf_move *pins; /* I5 */
    int32_t n_pins;
    rf_move *baseline; /* sorted by (agent, need, first, last); moves that name unknown ids are in
                          baseline_unknown */
    int32_t n_baseline;
    int32_t baseline_unknown; /* moves of the baseline plan that this territory cannot name: each
                                 counts as a change */
    bool has_baseline;
    rf_before *before; /* [levels] what the baseline's document says of the level of this name */

    const struct rf_envelope *envelope; /* borrowed: applied to the rules; NULL: none */
    bool is_frozen;                     /* missions that had begun on this day became pins */
    rf_date frozen_on;

    rf_rules rules;
    rf_level_spec
        *levels; /* the scenario's, with `changes` inserted where a baseline asks for it */
    int32_t n_levels;
} rf_instance;

/* Builds the instance. `baseline` NULL: none. Faults that only show here (a pin that stands against
 * a reason or another pin, a pin whose window misses the horizon) go to diags, and the status is
 * RF_BAD_INPUT when one was an error. The territory and scenario must be linked without error and
 * outlive the instance. O(rows + A T + pins). */
rf_status rf_instance_new(rf_instance **out, const rf_territory *territory,
                          const rf_scenario *scenario, const rf_baseline *baseline, rf_diags *diags,
                          rf_err *err);
void rf_instance_free(rf_instance *in);

static inline int32_t rf_contribution(const rf_instance *in, rf_agent_id a, int32_t t)
{
    return in->contribution[(int64_t)a.i * in->n_periods + t];
}
static inline int32_t rf_demand(const rf_instance *in, rf_need_id k, int32_t t)
{
    return in->demand[(int64_t)k.i * in->n_periods + t];
}
/* What floor f can lend on t before it is dipped: max(0, present - floor); no limit (INT32_MAX)
 * where the floor is 0. */
static inline int32_t rf_floor_slack(const rf_instance *in, int32_t f, int32_t t)
{
    const int64_t x = (int64_t)f * in->n_periods + t;
    if (in->floor[x] == 0)
        return INT32_MAX;
    return in->present[x] > in->floor[x] ? in->present[x] - in->floor[x] : 0;
}

/* Whether a pin asks for this very move. O(log pins). */
bool rf_is_pin(const rf_instance *in, const rf_move *move);

/* minutes(a,k) between two sites: travel.csv's, else floor(1.95 km + 0.5) by haversine, R = 6371
 * km. O(1). */
int32_t rf_minutes_between(const rf_instance *in, int32_t from_site, int32_t to_site);

/* minutes(a,k) on period t: 0 for a remote need, unless a no_remote shock overlaps t. O(1); from a
 * table, where sites are not too many for one. */
int32_t rf_minutes(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t);

/* The highest level of the skill that agent a holds validly through period t's last day; 0: none.
 * O(log skills). */
int32_t rf_skill_level(const rf_instance *in, rf_agent_id a, int32_t skill, int32_t t);

const char *rf_agent_name(const rf_instance *in, rf_agent_id a); /* its id in the files */
/* Whether any need has demand on any period. O(K T). */
bool rf_asks_for_anybody(const rf_instance *in);

const char *rf_need_name(const rf_instance *in, rf_need_id k);
const char *rf_unit_name(const rf_instance *in, int32_t unit);
const char *rf_organisation_name(const rf_instance *in, int32_t organisation);
const char *rf_skill_name(const rf_instance *in, int32_t skill);

#endif
