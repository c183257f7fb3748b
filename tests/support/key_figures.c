/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/key_figures.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST_MOVES = 32 };

static const double NEAR = 1e-9;

rf_kpi_list *key_figures_of(town *t, const char *moves)
{
    rf_err err;
    rf_kpi_list *list = NULL;
    rf_move said[MOST_MOVES];
    const rf_plan plan = {
        .outcome = RF_FEASIBLE, .moves = said, .n_moves = town_moves(said, MOST_MOVES, t, moves)};
    const rf_kpi_options options = {.draws = 0};
    assert_int_equal(rf_kpi_compute(&list, town_instance(t), &plan, &options, &err), RF_OK);
    return list;
}

rf_kpi_list *key_figures_solved(const char *sentences, int32_t draws)
{
    rf_err err;
    rf_kpi_list *list = NULL;
    town *t = town_new(3);
    town_of(t, sentences);
    const rf_plan *plan = solved(t);
    const rf_kpi_options options = {.draws = draws};
    assert_int_equal(rf_kpi_compute(&list, town_instance(t), plan, &options, &err), RF_OK);
    town_free(t);
    return list;
}

static const rf_kpi *row_of(const rf_kpi_list *list, const char *name, const char *group)
{
    const rf_kpi *row = rf_kpi_find(list, name, group);
    if (row == NULL)
        fail_msg("no figure %s of '%s'", name, group);
    return row;
}

double figure_value(const rf_kpi_list *list, const char *name, const char *group)
{
    return row_of(list, name, group)->value;
}

void assert_figure(const rf_kpi_list *list, const char *name, const char *group, double value)
{
    const double is = row_of(list, name, group)->value;
    if (isnan(value) != isnan(is) || fabs(is - value) > NEAR)
        fail_msg("%s of '%s' is %.12g, not %.12g", name, group, is, value);
}

void assert_people(const rf_kpi_list *list, const char *name, const char *group, int64_t people)
{
    assert_int_equal(row_of(list, name, group)->people, people);
}
