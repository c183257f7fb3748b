/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key figures of a plan, made so that two territories can be compared. Formula, unit, range, what a
 * change means and what it does not mean: bench/KPI.md, which a test holds against the table here.
 *
 *   rf_kpi_list *list = NULL;
 *   rf_kpi_compute(&list, in, plan, &(rf_kpi_options){.draws = 200}, err);
 *   const rf_kpi *row = rf_kpi_find(list, "coverage", "vital");
 *
 * FTE-weeks are centi-FTE over a period, times the period's days, by 700; FTE-days are w(a,t) times
 * the working days of t. Everything is added up from the moves; only gap and seconds are taken from
 * the plan. */
#ifndef RF_SOLVE_KPI_H
#define RF_SOLVE_KPI_H

#include "engine/core/statistics.h"
#include "engine/domain/instance.h"
#include "engine/domain/plan.h"
#include "engine/domain/sheet.h"

/* Which rows a figure has: one with the group "" for the whole, and one for each named group. */
typedef enum rf_kpi_groups {
    RF_KPI_WHOLE,      /* "" */
    RF_KPI_TIERS,      /* "", "vital", "essential", "important" */
    RF_KPI_PRESSING,   /* "", "vital", "essential" */
    RF_KPI_CATEGORIES, /* "", "A", "B", "C" */
    RF_KPI_STANDINGS   /* no "": each name of rf_standing_name */
} rf_kpi_groups;

typedef enum rf_kpi_better { RF_KPI_NEITHER, RF_KPI_MORE, RF_KPI_LESS } rf_kpi_better;

typedef struct rf_kpi_definition {
    const char *name; /* "coverage" */
    const char *unit; /* "share" for 0..1, else "FTE-weeks", ... */
    double low, high; /* the range, both included; high INFINITY: none */
    rf_kpi_better better;
    bool comparable; /* between territories of different size */
    rf_kpi_groups groups;
} rf_kpi_definition;

/* All of them, in the order of the rows; static. */
const rf_kpi_definition *rf_kpi_definitions(int32_t *n);
/* NULL: there is none of this name. */
const rf_kpi_definition *rf_kpi_definition_of(const char *name);

/* An interval of its values, cut where the range ends; whole where `definition` is NULL, NaN
 * where it is NaN. */
rf_interval rf_kpi_cut(const rf_kpi_definition *definition, rf_interval interval);

/* One row. Strings are static. */
typedef struct rf_kpi {
    const char *name, *group, *unit;
    double value; /* NaN: not defined here (a share of nothing, no draws) */
    int64_t
        people; /* the persons that the value speaks of, where it sets some apart the smaller part;
                   -1: it speaks of no person. Below a threshold a pack keeps the value back */
} rf_kpi;

typedef struct rf_kpi_list {
    rf_kpi
        *items; /* by figure in the table's order, then by group; every row that the table says */
    size_t n, capacity;
} rf_kpi_list;

typedef struct rf_kpi_options {
    int32_t draws;         /* of further absence, for robustness; 0: none, it is then not defined */
    int32_t centi_percent; /* of further absence; 0: 10 % */
    int64_t seed;          /* of the first draw; 0: 1 */
} rf_kpi_options;

/* RF_NO_MEMORY only. `in` and `plan` are borrowed for the call; the plan may have no move and no
 * level. O(A K) cheap tests, and draws x (A T + moves). The same input gives the same rows on every
 * machine, `seconds` apart. */
rf_status rf_kpi_compute(rf_kpi_list **out, const rf_instance *in, const rf_plan *plan,
                         const rf_kpi_options *options, rf_err *err);
void rf_kpi_list_free(rf_kpi_list *list);

/* NULL: the list has no such row. O(rows). */
const rf_kpi *rf_kpi_find(const rf_kpi_list *list, const char *name, const char *group);

/* Adds four sheets:
 *   tiers       figure by tier: all, vital, essential, important, measured_in
 *   whole       figures of the whole alone: value, measured_in
 *   categories  figure by category: all, A, B, C, measured_in
 *   unused      volunteers without a move, by main reason: people, share of them, reason; fewer
 *               people than RF_SMALL_CELL stand together as "other"
 * RF_NO_MEMORY only. */
rf_status rf_kpi_sheets(rf_sheets *out, const rf_kpi_list *list, rf_err *err);

#endif
