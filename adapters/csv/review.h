/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists that leave for the people whom a plan asks, and come back with what they decided: a review
 * list a manager (unit) with the moves that the unit lends or receives, a mission sheet an agent.
 *
 * A line names its move by agent, need, from and to; the columns decision, reason, other and
 * comment are empty. It says nothing of a person that the plan document does not say. */
#ifndef RF_ADAPTERS_CSV_REVIEW_H
#define RF_ADAPTERS_CSV_REVIEW_H

#include "adapters/csv/csv.h"

typedef enum rf_answer { RF_ACCEPT, RF_REFUSE, RF_PROPOSE, RF_N_ANSWERS } rf_answer;

/* How lists are written. */
typedef struct rf_list_form {
    char delimiter; /* ',' or ';'; with ';' decimals have a comma */
    bool french;    /* headers and words as data/synonyms.csv has them first, else canonical */
} rf_list_form;

/* The writer of the lists of one plan; borrows instance and plan. */
typedef struct rf_csv_lists rf_csv_lists;
rf_status rf_csv_lists_new(rf_csv_lists **out, const rf_instance *in, const rf_plan *plan,
                           const rf_list_form *form, rf_err *err);
void rf_csv_lists_free(rf_csv_lists *lists);

/* Appends the review list of a unit, or the sheet of an agent: UTF-8 with its mark, CRLF, formulas
 * neutralised. *n: its lines; at 0 nothing is appended. Out of memory is remembered in
 * `out->failed`. O(moves). */
void rf_csv_put_review(int32_t *n, rf_buf *out, const rf_csv_lists *lists, int32_t unit);
void rf_csv_put_mission(int32_t *n, rf_buf *out, const rf_csv_lists *lists, rf_agent_id agent);

/* One decision of a list. */
typedef struct rf_csv_answer {
    int32_t move; /* of the plan */
    rf_answer answer;
    rf_agent_id other;  /* whom a proposal names; -1 otherwise */
    const char *author; /* the unit whose list it is; the agent, on a mission sheet */
    const char *reason; /* "" where none is given; the comment after it */
    rf_place place;     /* of its line */
    bool contradicted;  /* while the lists are read; none is left */
} rf_csv_answer;

typedef struct rf_csv_answers {
    rf_csv_answer *list; /* by move, each move's refusals and proposals first */
    size_t n;
    size_t unanswered;  /* lines without a decision */
    rf_territory *read; /* owner of the texts */
} rf_csv_answers;

/* What the lists are about. */
typedef struct rf_csv_asked {
    const char *const *paths; /* n lists */
    size_t n;
    const rf_instance *in;
    const rf_plan *plan;
    const rf_csv_options *options; /* quarantine: lines with errors are left out */
    const char *folder, *db; /* the territory and, or NULL, its database: for what is proposed */
} rf_csv_asked;

/* Reads lists that came back, in any form that csv.h reads. Every cell that cannot be taken,
 * every line that is no move of the plan and every contradiction goes to diags at its place;
 * RF_BAD_INPUT when one is an error (with quarantine: when a file cannot be read at all). */
rf_status rf_csv_read_answers(rf_csv_answers **out, const rf_csv_asked *asked, rf_diags *diags,
                              rf_err *err);
void rf_csv_answers_free(rf_csv_answers *answers);

#endif
