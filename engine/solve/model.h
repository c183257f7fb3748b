/* SPDX-License-Identifier: GPL-3.0-or-later
 * The model: rows, and columns on demand (FORMULATION.md, "The plain model"; contract MODEL.md).
 *
 * Rows exist once and for all; the columns are the slacks u (unmet) and v (dips), one a cover or
 * soft floor row, and the stays, which are never listed: a stay is a slice of an eligible run, and
 * its coefficients, costs and prices are made from it when asked. Coefficients are integers:
 * centi-FTE, stays or periods. */
#ifndef RF_SOLVE_MODEL_H
#define RF_SOLVE_MODEL_H

#include "engine/domain/instance.h"
#include "engine/solve/eligibility.h"
#include "engine/solve/mip.h"

/* Periods first..last of a run: one variable z(s). */
typedef struct rf_stay {
    int32_t run;
    int16_t first, last;
} rf_stay;

/* Of rf_stay, for qsort: by run, first period, last. */
int rf_stay_compare(const void *a, const void *b);

typedef enum rf_row_kind {
    ROW_TOTAL,      /* C1 an agent's stays              <= max_stays */
    ROW_PERIOD,     /* C1 an agent's stays on a period  <= 1 */
    ROW_AWAY,       /* C1 an agent's periods away       <= max_periods_away */
    ROW_COVER,      /* C2 contributions + u             >= demand */
    ROW_FLOOR,      /* C3 lent by counted agents - v    <= present - floor */
    ROW_CONVENTION, /* C4 lent under a convention       <= max_fte */
    ROW_TUTORS,     /* C5 trainees - ratio x qualified  <= ratio x tutors on site */
    ROW_N_KINDS
} rf_row_kind;

typedef struct rf_model_row {
    rf_row_kind kind;
    int32_t index;  /* agent, need, floor row or convention row */
    int32_t period; /* -1 where the row has none */
    int32_t bound;  /* right-hand side */
    int32_t slack;  /* cover and soft floor rows: the most that u or v can be; else 0 */
    rf_term term;   /* what the slack counts as; RF_N_TERMS: a hard row */
} rf_model_row;

/* By how much an activity exceeds the row: what u or v must be, or how far a hard row is broken. */
static inline int32_t rf_row_excess(const rf_model_row *row, int32_t activity)
{
    const int32_t excess = row->kind == ROW_COVER ? row->bound - activity : activity - row->bound;
    return excess > 0 ? excess : 0;
}

/* A floor that may lend nothing beside `base`, the activity of stays that are fixed: its dip is
 * what is lent beyond, linear in the stays (FORMULATION.md, "Rows that are not loaded"). */
static inline bool rf_row_is_folded(const rf_model_row *row, int32_t base)
{
    return row->kind == ROW_FLOOR && row->term != RF_N_TERMS && row->bound <= base;
}

/* What a period of any stay of an agent brings to the agent's own rows of that period: one stay,
 * and what is lent in floors. */
typedef struct rf_agent_entry {
    int32_t row, value;
} rf_agent_entry;

typedef struct rf_model {
    const rf_instance *in;    /* borrowed */
    rf_eligibility *eligible; /* owned */
    rf_model_row *rows;
    int32_t n_rows, max_entries;     /* no stay has more coefficients than max_entries */
    int32_t *total_row, *away_row;   /* [A]; -1: no row */
    int32_t *period_row;             /* [A][T], NULL where an agent has one stay at most */
    int32_t *cover_row, *tutors_row; /* [K][T] */
    int32_t *floor_row;              /* [F][T] */
    int32_t *convention_row;         /* [C][T] */
    rf_agent_entry *agent_entries;   /* by agent and period */
    int32_t *agent_entries_of;       /* [A x T + 1] */
    int32_t *minutes;                /* [runs] one way, on site */
    int32_t *convention;             /* [runs] the limited convention it is lent under, -1: none */
    bool *even;                      /* [runs] each period counts the same in the terms */
    int64_t *period_value;           /* [runs][levels] what a period of an even run adds */
    bool counts_overqualified;       /* a level weighs the term; else it is left 0 here */
} rf_model;

/* `eligible` is taken over. RF_NO_MEMORY only. */
rf_status rf_model_new(rf_model **out, const rf_instance *in, rf_eligibility *eligible,
                       rf_err *err);
void rf_model_free(rf_model *model);

static inline const rf_eligible_run *rf_run_of(const rf_model *m, rf_stay s)
{
    return &m->eligible->runs[s.run];
}
static inline bool rf_stay_is_trainee(const rf_model *m, rf_stay s)
{
    return s.last > rf_run_of(m, s)->last_qualified;
}

/* A lower-than-or-equal row but for ROW_COVER, which is greater-or-equal; its entries go to `out`
 * (room for max_entries). Returns how many. O(length). */
int32_t rf_stay_entries(rf_entry *out, const rf_model *m, rf_stay s);

/* What a stay of the run brings to the rows of one of its periods, as a trainee or not: all its
 * rows but the agent's total and periods away. */
int32_t rf_period_entries(rf_entry *out, const rf_model *m, int32_t run, bool trainee, int32_t t);

/* What the stay adds to the terms that count stays themselves (imposed, moved, burden, travel,
 * overqualified, changes); the unmet and floors terms, which live in slacks, are left 0. O(length).
 */
void rf_stay_terms(int64_t terms[RF_N_TERMS], const rf_model *m, rf_stay s);

/* What the stay itself adds to a level's value, slacks apart. O(1) on even runs, else O(length). */
int64_t rf_stay_value(const rf_model *m, int32_t level, rf_stay s);

/* Adds it, `sign` times, to the values [levels]. */
void rf_stay_add_values(int64_t *values, const rf_model *m, rf_stay s, int32_t sign);

/* One period's share of rf_stay_terms: all but `moved` and `changes`, which a stay adds once. */
void rf_period_terms(int64_t terms[RF_N_TERMS], const rf_model *m, int32_t run, int32_t t);

/* One period's share of rf_stay_value: all but what a stay adds once. */
int64_t rf_period_value(const rf_model *m, int32_t level, int32_t run, int32_t t);

bool rf_stay_in_baseline(const rf_model *m, rf_stay s);

/* The constant of the `changes` term: the baseline's moves, each of which counts until it is taken;
 * 0 without a baseline. */
static inline int64_t rf_changes_constant(const rf_instance *in)
{
    return in->n_baseline + in->baseline_unknown;
}

rf_move rf_stay_move(const rf_model *m, rf_stay s);

/* Calls visit(user, stay) for every stay of the run, shortest first; stops at, and returns, the
 * first status not RF_OK. */
rf_status rf_run_stays(const rf_model *m, int32_t run, rf_status (*visit)(void *user, rf_stay s),
                       void *user);

/* Every plan's value on a level is `offset` plus a multiple of `step` (>= 1), so a bound may be
 * rounded up to the next such number (FORMULATION.md, "Granularity"). */
typedef struct rf_grain {
    int64_t offset, step;
} rf_grain;

/* The least value of the grain that is at least `value`. */
static inline int64_t rf_grain_up(rf_grain grain, int64_t value)
{
    const int64_t above = value - grain.offset;
    const int64_t steps =
        above > 0 ? (above + grain.step - 1) / grain.step : -(-above / grain.step);
    return grain.offset + steps * grain.step;
}

/* O(stays), less where the step is 1; {0, 1} when memory is out. */
rf_grain rf_level_grain(const rf_model *m, int32_t level);

#endif
