/* SPDX-License-Identifier: GPL-3.0-or-later
 * Variants of a sweep: a name, and edits that are made to a territory and its scenario after they
 * were read and before the instance is made of them.
 *
 * In a sweep plan: {"name": "alone", "edits": [{"kind": "alone", "organisation": "CCAS"}]}.
 * A kind of edit is one row of rf_sweep_kinds (variant_kinds.c): its name, its parameters, and the
 * function that makes it. The plan's reader knows kinds by that table alone: a kind that is not in
 * it, a parameter that is missing, unknown or of another type is refused where it stands. */
#ifndef RF_BENCH_SWEEP_VARIANT_H
#define RF_BENCH_SWEEP_VARIANT_H

#include "engine/renfort.h"

enum { RF_SWEEP_MAX_PARAMETERS = 8 };

typedef enum rf_sweep_type {
    RF_SWEEP_TEXT,      /* a string: an id, a word */
    RF_SWEEP_NUMBER,    /* from low to high */
    RF_SWEEP_TERRITORY, /* the name of a territory of the plan: "B" in "A with B's floors" */
} rf_sweep_type;

/* What an edit of a kind may say. Every parameter is required unless `optional`. */
typedef struct rf_sweep_parameter {
    const char *key; /* NULL: the end of the list */
    rf_sweep_type type;
    double low, high; /* of a number, both included */
    bool optional;
} rf_sweep_parameter;

/* What it says; where a parameter was left out: text and territory NULL, number NaN. */
typedef struct rf_sweep_argument {
    const char *text;              /* of a text or a territory's name; borrowed */
    double number;                 /* of a number */
    const rf_territory *territory; /* of a territory: read and linked; never to be changed */
} rf_sweep_argument;

/* What is edited: linked, and nobody else's. Where an edit changes what rows refer to, it links
 * again (rf_territory_link, rf_scenario_link). */
typedef struct rf_sweep_subject {
    rf_territory *territory;
    rf_scenario *scenario;
    int64_t seed; /* the job's: the same for every variant, so that what is drawn is common */
} rf_sweep_subject;

/* RF_BAD_INPUT: the edit cannot be made to this territory (an organisation that is not in it): a
 * recorded failure of the job. */
typedef rf_status rf_sweep_edit_function(rf_sweep_subject *subject,
                                         const rf_sweep_argument *arguments, rf_err *err);

typedef struct rf_sweep_kind {
    const char *name; /* NULL: the end of the table */
    rf_sweep_parameter parameters[RF_SWEEP_MAX_PARAMETERS + 1];
    rf_sweep_edit_function *make;
} rf_sweep_kind;

extern const rf_sweep_kind rf_sweep_kinds[];

typedef struct rf_sweep_edit {
    const rf_sweep_kind *kind;
    rf_sweep_argument arguments[RF_SWEEP_MAX_PARAMETERS]; /* in the order of kind->parameters */
} rf_sweep_edit;

/* NULL: there is none. */
const rf_sweep_kind *rf_sweep_find_kind(const char *name);

/* Makes the edits in order; after a failure the subject is good for nothing but to be freed. */
rf_status rf_sweep_apply(rf_sweep_subject *subject, const rf_sweep_edit *edits, size_t n_edits,
                         rf_err *err);

#endif
