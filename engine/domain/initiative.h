/* SPDX-License-Identifier: GPL-3.0-or-later
 * Initiatives of agents: an endorsed one stands behind a need, and its authors who agree serve
 * there until its review; then they and it have a way back.
 *
 * At the review: `absorb`, the receiving unit goes on alone and the authors return; `close`, the
 * need ends and they return; `extend`, they stay until the need ends; no outcome yet counts as a
 * return, so that nobody stays because nothing was decided. */
#ifndef RF_DOMAIN_INITIATIVE_H
#define RF_DOMAIN_INITIATIVE_H

#include "engine/domain/instance.h"
#include "engine/domain/reason.h"

/* The stay of an author, qualified, from the first period on which nothing but travel stands
 * against it and while that is so, until the initiative's review (with `extend`: the need's end)
 * and for max_periods_away at most. False: there is none; *against has what stands against it on
 * the periods concerned, 0 where the initiative asks for none (not endorsed, no need, the author
 * does not agree). O(T x log skills). */
bool rf_initiative_stay(rf_move *out, rf_reasons *against, const rf_instance *in,
                        const rf_initiative_row *initiative, int32_t agent);

typedef enum rf_initiative_step {
    RF_INITIATIVE_JOINS,   /* an author begins to serve */
    RF_INITIATIVE_REVIEW,  /* of the initiative */
    RF_INITIATIVE_RETURNS, /* an author is back in the home unit */
} rf_initiative_step;

typedef struct rf_initiative_event {
    rf_date on;
    rf_initiative_step step;
    int32_t initiative, agent; /* agent -1: the initiative itself */
} rf_initiative_event;

typedef struct rf_initiative_calendar {
    rf_initiative_event *events; /* by date, then step, initiative and agent */
    size_t n;
} rf_initiative_calendar;

/* What comes of the initiatives that are not closed, as a dated list: each author goes once, with
 * the first that can, and nobody whom a decision pins elsewhere. RF_NO_MEMORY only.
 * O(authors x (T + authors + pins)). */
rf_status rf_initiative_calendar_new(rf_initiative_calendar **out, const rf_instance *in,
                                     rf_err *err);
void rf_initiative_calendar_free(rf_initiative_calendar *calendar);

/* Whether its review is due by `today`: not closed, and dated no later. */
bool rf_initiative_is_due(const rf_initiative_row *initiative, rf_date today);

#endif
