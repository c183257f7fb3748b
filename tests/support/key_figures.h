/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key figures of a town: of moves in words, or of the plan that the solver finds. */
#ifndef RF_TESTS_KEY_FIGURES_H
#define RF_TESTS_KEY_FIGURES_H

#include "engine/solve/kpi.h"
#include "tests/support/town.h"

/* Of a plan of these moves ("ANNA K 0..2; BEN L 1..1"); without draws. Free the list. */
rf_kpi_list *key_figures_of(town *t, const char *moves);

/* Of a town of three weeks, solved, under n draws of further absence. Free the list. */
rf_kpi_list *key_figures_solved(const char *sentences, int32_t draws);

/* The row's value; NAN is equal to NAN. Within 1e-9. */
void assert_figure(const rf_kpi_list *list, const char *name, const char *group, double value);
void assert_people(const rf_kpi_list *list, const char *name, const char *group, int64_t people);

/* The value; the row is there. */
double figure_value(const rf_kpi_list *list, const char *name, const char *group);

#endif
