/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the brute force: the sets of stays that one agent may have, and what each does to the
 * rows. */
#ifndef RF_TESTS_BRUTE_CHOICES_H
#define RF_TESTS_BRUTE_CHOICES_H

#include "tests/support/brute.h"

typedef enum brute_kind { BRUTE_COVER, BRUTE_FLOOR, BRUTE_CONVENTION, BRUTE_TUTORS } brute_kind;

typedef struct brute_row {
    brute_kind kind;
    int32_t index, t; /* need, floor row or convention row; period */
    int32_t bound;
    bool hard; /* must be met */
} brute_row;

/* The rows of an instance; members NULL: all of them, else only the hard ones named. */
typedef struct brute_rows {
    brute_row row[BRUTE_ROWS];
    int32_t n;
} brute_rows;

void brute_list_rows(brute_rows *out, const rf_instance *in, const rf_conflict *members, int32_t n);

typedef struct brute_choice {
    int64_t values[BRUTE_LEVELS];
    int32_t activity[BRUTE_ROWS];
} brute_choice;

typedef struct brute_choices {
    brute_choice *list; /* owned */
    int32_t n;
} brute_choices;

/* Every set of stays of the agent that has the enforced pins; `enforced` [n_pins]. */
brute_choices brute_list_choices(const rf_instance *in, const brute_rows *rows,
                                 const bool *enforced, int32_t agent);

#endif
