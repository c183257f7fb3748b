/* SPDX-License-Identifier: GPL-3.0-or-later
 * The way back: when the people of a plan return, and what the service that they return to has
 * and needs then. FTE in centi-FTE over one period.
 *
 * A return is the first period after a stay that does not begin another stay of the same person;
 * after the last period it is T, and presence and floors are then taken to be those of T-1.
 *   here(u,t)  = sum of w(a,t) over the agents of u that are not away
 *   needs(u,t) = the largest floor of u as a whole (floors of a skill are not looked at)
 *   short(u,t) = max(0, needs - here): also where absence, not the plan, is the cause */
#ifndef RF_DOMAIN_RETURNS_H
#define RF_DOMAIN_RETURNS_H

#include "engine/domain/instance.h"
#include "engine/domain/sheet.h"

/* One unit on one period. */
typedef struct rf_service {
    int32_t people;      /* who come back on it */
    int32_t back;        /* what they bring back */
    int32_t away;        /* still lent out */
    int32_t here, needs; /* see above */
} rf_service;

static inline int32_t rf_service_short(const rf_service *s)
{
    return s->needs > s->here ? s->needs - s->here : 0;
}

/* Units by periods 0..T. */
typedef struct rf_returns {
    int32_t n_units, n_columns; /* T + 1 */
    rf_service *services;       /* [units][T + 1] */
    int32_t *sent;              /* [units] people with a stay */
} rf_returns;

static inline const rf_service *rf_service_at(const rf_returns *r, int32_t unit, int32_t t)
{
    return &r->services[(int64_t)unit * r->n_columns + t];
}

/* The first period from which the unit has nobody away; the first from which it is short no more
 * (T + 1: it still is at the end). O(T). */
int32_t rf_returns_whole_from(const rf_returns *returns, int32_t unit);
int32_t rf_returns_kept_from(const rf_returns *returns, int32_t unit);

/* The moves are sorted as plans are, and nobody is in two at a time. RF_NO_MEMORY only.
 * O((agents + floors + units) T + moves x stays of one agent). */
rf_status rf_returns_new(rf_returns **out, const rf_instance *in, const rf_move *moves,
                         int32_t n_moves, rf_err *err);
void rf_returns_free(rf_returns *returns);

/* Adds two sheets:
 *   calendar  by date and unit, where people come back: how many, their FTE, what is still away,
 *             here, needed and short
 *   services  by unit with a stay: people sent, the first return, the date from which all are back,
 *             the date from which it is short no more (none: still short), and the FTE short at
 *             worst */
void rf_returns_sheets(rf_sheets *out, const rf_instance *in, const rf_returns *returns);

#endif
