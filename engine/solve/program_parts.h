/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of a program: for program*.c and branch.c only. */
#ifndef RF_SOLVE_PROGRAM_PARTS_H
#define RF_SOLVE_PROGRAM_PARTS_H

#include "engine/solve/program.h"
#include "engine/solve/rounder.h"

struct rf_program {
    const rf_model *m;
    rf_lp *lp;
    int32_t *base; /* [rows] activity of the stays that are fixed */
    rf_stay *base_stays;
    int32_t n_base;
    int32_t *lp_row;       /* [rows] -1: not loaded */
    int32_t *slack_column; /* [rows] -1: none */
    int32_t *level_row;    /* [levels] -1: no limit yet */
    rf_stay *stays;
    int32_t *column;   /* [stays] */
    int32_t *next_of;  /* [stays] the agent's next loaded stay */
    int32_t *first_of; /* [A] */
    bool *dirty;       /* [A] period rows to look at again */
    size_t n_stays, stays_capacity, column_capacity, next_capacity;
    const rf_cuts *cuts; /* borrowed; NULL: none */
    int32_t *cut_row;    /* [cuts that were loaded] */
    int32_t n_cuts;
    size_t cut_capacity;
    rf_rounder *rounder;   /* over the roundings that were loaded; NULL: none */
    int32_t *rounding_row; /* [roundings that were loaded] */
    int32_t n_roundings;
    size_t rounding_capacity;
    struct loaded *index; /* stay -> place */
    int32_t level;
    const int64_t *limits; /* borrowed from the caller of rf_program_set_level */
    double *constant; /* [levels] what the rows and stays that are not loaded add to the values */
    rf_entry *entries;
};

/* The place of a loaded stay, -1: not loaded. */
int32_t rf_program_find(const rf_program *program, rf_stay s);

/* Takes out the stays that are not wanted [n_stays], whose columns are gone already. */
void rf_program_keep_stays(rf_program *program, const bool *wanted);

/* Loads a model row with what the loaded stays have in it. */
rf_status rf_program_load_row(rf_program *program, int32_t row, const rf_entry *entries, int32_t n,
                              rf_err *err);

/* The stay's coefficients in the loaded roundings' rows; how many. */
int32_t rf_program_rounding_entries(rf_entry *out, rf_program *program, rf_stay s);

/* The rows C1 of the agents that got stays since. */
rf_status rf_program_load_agent_rows(rf_program *program, rf_err *err);

/* The column values of a state; false: one of its stays is neither in the base nor loaded. */
bool rf_program_values(double *values, const rf_program *program, const rf_state *state);

#endif
