/* SPDX-License-Identifier: GPL-3.0-or-later
 * A set of stays and all that follows from it, kept up to date stay by stay: what every local
 * search walks on. All integers. A state may be infeasible on the way: `broken` counts the hard
 * rows that are exceeded. */
#ifndef RF_SOLVE_STATE_H
#define RF_SOLVE_STATE_H

#include "engine/solve/model.h"

enum { RF_SLACK_TERMS = RF_TERM_FLOORS + 1 }; /* the terms that live in slacks come first */

typedef struct rf_state_row {
    int32_t excess; /* of the activity beyond the bound, or, in a cover row, of the bound beyond the
                       activity; below 0: none */
    int16_t sign;   /* of the activity in it */
    int16_t term;   /* of RF_SLACK_TERMS, which stands for a hard row */
} rf_state_row;

typedef struct rf_state {
    const rf_model *m;
    rf_state_row *rows; /* [rows] */
    int64_t *values;    /* [levels] the objective vector */
    int32_t broken;
    int64_t work;   /* about the row updates since it was made, and ten a stay moved */
    rf_stay *stays; /* in no order */
    int32_t n_stays, capacity;
    int32_t *first_of;        /* [A] an agent's first stay in `stays`, -1: none */
    int32_t *next, *previous; /* [capacity] */
    int64_t *slack_weights;   /* [levels][RF_SLACK_TERMS] */
} rf_state;

/* The sum of the stays' entries in the row. */
static inline int32_t rf_state_activity(const rf_state *state, int32_t row)
{
    return state->m->rows[row].bound + state->rows[row].sign * state->rows[row].excess;
}

/* An empty set; the pins are then added with rf_state_add_pins. */
rf_status rf_state_new(rf_state **out, const rf_model *m, rf_err *err);
void rf_state_free(rf_state *state);
rf_status rf_state_add_pins(rf_state *state, rf_err *err);
void rf_state_clear(rf_state *state);

/* O(length x floors of the agent + levels). Adding fails only for want of memory; removing takes
 * the place in `stays`, into which the last stay then moves. */
rf_status rf_state_add(rf_state *state, rf_stay s, rf_err *err);
/* Adds the stay unless that breaks a row that was whole. */
rf_status rf_state_add_if_possible(rf_state *state, rf_stay s, rf_err *err);
void rf_state_remove(rf_state *state, int32_t place);
/* The stay's place, -1: it is not there. O(stays of its agent). */
int32_t rf_state_find(const rf_state *state, rf_stay s);

/* A plan as it is kept and sent: its stays, in no order, and their objective vector. */
typedef struct rf_incumbent {
    rf_stay *stays;
    int32_t n_stays, capacity;
    int64_t *values; /* [levels] */
} rf_incumbent;

rf_status rf_incumbent_new(rf_incumbent **out, const rf_model *m, rf_err *err);
void rf_incumbent_free(rf_incumbent *incumbent);
rf_status rf_incumbent_take(rf_incumbent *out, const rf_state *state,
                            rf_err *err); /* copies a feasible state */
rf_status rf_incumbent_copy(rf_incumbent *out, const rf_incumbent *from, int32_t n_levels,
                            rf_err *err);
rf_status rf_state_set(rf_state *state, const rf_incumbent *incumbent, rf_err *err);

/* The first level on which the vectors differ decides: < 0 when a is better. */
int rf_values_compare(const int64_t *a, const int64_t *b, int32_t n_levels);

#endif
