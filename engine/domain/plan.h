/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan: who goes where, and what is proven of each level. Immutable once made. */
#ifndef RF_DOMAIN_PLAN_H
#define RF_DOMAIN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/core/status.h"
#include "engine/domain/scenario.h"

typedef struct rf_agent_id {
    int32_t i;
} rf_agent_id;
typedef struct rf_need_id {
    int32_t i;
} rf_need_id;

/* One stay: agent serves need on periods first..last. */
typedef struct rf_move {
    rf_agent_id agent;
    rf_need_id need;
    int32_t first, last;
    bool trainee; /* trainee on the whole stay, else qualified on all */
    bool pinned;
} rf_move;

/* Order of plans: agent, need, first, last (by number). */
int rf_move_compare(const void *a, const void *b);

/* A baseline as it was read: ids still strings. Owned by its reader. */
typedef struct rf_baseline_move {
    const char *agent, *need;
    int32_t first, last;
} rf_baseline_move;
/* What it says that a level came to, in the level's own units, >= 0; nobody proved it here. */
typedef struct rf_baseline_level {
    const char *name;
    int64_t value, bound;
} rf_baseline_level;
typedef struct rf_baseline {
    rf_baseline_move *moves;
    int32_t n_moves;
    rf_baseline_level *levels; /* none: the document says nothing of them */
    int32_t n_levels;
} rf_baseline;

typedef enum rf_outcome {
    RF_OPTIMAL,    /* value and bound meet within the gap asked for */
    RF_FEASIBLE,   /* stopped early: a plan, a true bound, an honest gap */
    RF_INFEASIBLE, /* pins and hard rules contradict */
} rf_outcome;

const char *rf_outcome_name(rf_outcome outcome); /* "optimal", ... */

typedef struct rf_level_result {
    int64_t value, bound; /* bound <= value, proven given the limits kept from the levels above */
    int64_t terms[RF_N_TERMS];
    rf_outcome outcome;
    double seconds;
} rf_level_result;

/* (value - bound) / max(1, value) */
double rf_level_gap(const rf_level_result *level);

/* A member of a conflict: a pin, or a hard rule at one place. */
typedef enum rf_conflict_kind {
    RF_CONFLICT_PIN,
    RF_CONFLICT_FLOOR,
    RF_CONFLICT_CONVENTION,
    RF_CONFLICT_TUTORS
} rf_conflict_kind;
typedef struct rf_conflict {
    rf_conflict_kind kind;
    int32_t index;  /* pin, floor row, convention row or need */
    int32_t period; /* -1 for a pin */
} rf_conflict;

typedef struct rf_run {
    double seconds_eligibility, seconds_model, seconds_solve, seconds_check;
    double peak_mib;
    int64_t columns, rows;
    int32_t host_threads;
    char trouble[RF_ERR_TEXT]; /* why the search broke off by itself; "" otherwise */
    int signal;                /* that ended the search then; 0: none */
} rf_run;

typedef struct rf_plan {
    rf_outcome outcome; /* optimal when every level is */
    rf_move *moves;     /* sorted by rf_move_compare */
    int32_t n_moves;
    rf_level_result *levels; /* as many as the instance has, none when infeasible */
    int32_t n_levels;
    rf_conflict *conflicts; /* when infeasible: minimal */
    int32_t n_conflicts;
    rf_run run;
} rf_plan;

void rf_plan_free(rf_plan *plan);

#endif
