/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a named person may decide about a move, why, and the note that keeps both in the `reason`
 * cell of decisions.csv:
 *
 *   #12 refuse workload 2026-01-12: two colleagues are on leave
 *
 * number, act, coded reason, date, comment (without one, no colon). Rows of one number were decided
 * together and are undone together. A cell of another form is somebody's own text. The list of
 * coded reasons is closed and says nothing about anybody's health, family or opinions: none may be
 * added that does. */
#ifndef RF_DOMAIN_DECISION_H
#define RF_DOMAIN_DECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/core/buf.h"
#include "engine/core/date.h"
#include "engine/domain/territory.h"

typedef enum rf_act {
    RF_ACT_ACCEPT,  /* pin of the stay as planned */
    RF_ACT_REFUSE,  /* forbid of the agent on the need, over the stay's dates */
    RF_ACT_PIN,     /* pin on dates of one's own */
    RF_ACT_FORBID,  /* forbid on dates of one's own, always where none are said */
    RF_ACT_PROPOSE, /* refuse, and pin another agent on the same dates */
    RF_ACT_END,     /* pin up to a date, forbid afterwards */
    RF_ACT_EXTEND,  /* pin up to a later date */
    RF_N_ACTS
} rf_act;

extern const char *const rf_act_words[]; /* by rf_act, NULL-terminated: "accept", ... */

/* A coded reason. */
typedef struct rf_motive {
    const char *code, *french; /* both are understood; the code is kept */
    const char *text;          /* N_(): in words */
} rf_motive;

extern const rf_motive rf_motives[]; /* the first: no reason given; ended by a NULL code */

extern const char *const rf_motive_codes[]; /* theirs alone, NULL-terminated */

/* The motive with this code or French name; -1: none. O(motives). */
int32_t rf_motive_find(const char *word);

/* Words of health, in French and English, folded: small letters without accents. */
typedef struct rf_health_word {
    const char *begins; /* a word of the comment */
    bool whole;         /* all of it */
} rf_health_word;

extern const rf_health_word rf_health_words[]; /* ended by NULL */

typedef struct rf_note {
    int32_t number; /* from 1 */
    rf_act act;
    int32_t motive;
    rf_date date;
    const char *comment; /* borrowed; NULL: none */
} rf_note;

/* Whether rows of this act are of that verdict: of `propose` and `end` there are both. */
bool rf_act_rules(rf_act act, rf_verdict verdict);

void rf_note_print(rf_buf *out, const rf_note *note);

/* False: the text is no note. `reason` may be NULL. The comment points into it. */
bool rf_note_parse(rf_note *out, const char *reason);

#endif
