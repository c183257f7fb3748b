/* SPDX-License-Identifier: GPL-3.0-or-later
 * What holds of every key figure: the page that defines it, the rows, the ranges, the sheets. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/figure_words.h"
#include "engine/renfort.h"
#include "tests/support/key_figures.h"
#include "tests/support/lottery.h"
#include "tests/support/village.h"

static const char *range_of(const rf_kpi_definition *d)
{
    if (strcmp(d->unit, "share") == 0)
        return d->low == 0 && d->high == 1 ? "0 to 1" : "a share of another range";
    return d->low == 0 && isinf(d->high) ? "0 or more" : "another range";
}

/* "### coverage", an empty line, "share, 0 to 1, more is better, comparable, by tier." */
static void define(rf_buf *out, const rf_kpi_definition *d)
{
    static const char *const better[] = {"", ", more is better", ", less is better"};
    static const char *const groups[] = {"", ", by tier", ", by tier but important",
                                         ", by category", ", by reason"};
    rf_buf_printf(out, "\n### %s\n\n%s, %s%s, %s%s.\n", d->name, d->unit, range_of(d),
                  better[d->better], d->comparable ? "comparable" : "not comparable",
                  groups[d->groups]);
}

static void the_page_and_the_table_say_the_same(void **state)
{
    int32_t n = 0, headings = 0;
    rf_err err;
    rf_buf page = rf_buf_new(1 << 20);
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    (void)state;
    assert_int_equal(rf_file_read(&page, "bench/KPI.md", &err), RF_OK);
    for (int32_t i = 0; i < n; i++) {
        rf_buf wanted = rf_buf_new(1 << 10);
        define(&wanted, &all[i]);
        if (strstr(rf_buf_text(&page), rf_buf_text(&wanted)) == NULL)
            fail_msg("bench/KPI.md does not say:%s", rf_buf_text(&wanted));
        assert_ptr_equal(rf_kpi_definition_of(all[i].name), &all[i]);
        rf_buf_free(&wanted);
    }
    for (const char *at = rf_buf_text(&page); (at = strstr(at, "\n### ")) != NULL; at++)
        headings++;
    assert_int_equal(headings, n);
    assert_true(rf_kpi_definition_of("colour") == NULL);
    rf_buf_free(&page);
}

/* The groups of a figure, in the order of its rows. */
static int32_t groups_of(const char **out, rf_kpi_groups groups)
{
    static const char *const tiers[] = {"", "vital", "essential", "important"};
    static const char *const categories[] = {"", "A", "B", "C"};
    int32_t n = groups == RF_KPI_WHOLE ? 1 : groups == RF_KPI_PRESSING ? 3 : 4;
    if (groups == RF_KPI_STANDINGS) {
        for (n = 0; n < RF_N_STANDINGS; n++)
            out[n] = rf_standing_name(n);
        return n;
    }
    memcpy(out, groups == RF_KPI_CATEGORIES ? categories : tiers, (size_t)n * sizeof *out);
    return n;
}

static void assert_rows(const rf_kpi_list *list)
{
    int32_t n = 0;
    size_t row = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    for (int32_t i = 0; i < n; i++) {
        const char *groups[RF_N_STANDINGS];
        const int32_t n_groups = groups_of(groups, all[i].groups);
        for (int32_t g = 0; g < n_groups; g++, row++) {
            const rf_kpi *is = &list->items[row];
            assert_true(row < list->n);
            assert_string_equal(is->name, all[i].name);
            assert_string_equal(is->group, groups[g]);
            assert_string_equal(is->unit, all[i].unit);
            if (!isnan(is->value) && (is->value < all[i].low || is->value > all[i].high))
                fail_msg("%s of '%s' is %g", is->name, is->group, is->value);
            assert_true(is->people >= -1);
        }
    }
    assert_int_equal(row, list->n);
}

/* What one figure says of another. */
static void assert_sense(const rf_kpi_list *list)
{
    static const char *const tiers[] = {"", "vital", "essential", "important"};
    double because = 0;
    for (int32_t i = 0; i < 4; i++) {
        const double asked = figure_value(list, "asked", tiers[i]);
        const double covered = figure_value(list, "covered", tiers[i]);
        assert_true(covered <= asked);
        if (asked == 0)
            continue;
        assert_figure(list, "coverage", tiers[i], covered / asked);
        assert_true(figure_value(list, "robustness", tiers[i]) <= covered / asked);
    }
    for (int32_t of = 0; of < RF_N_STANDINGS; of++)
        because += figure_value(list, "unused_because", rf_standing_name(of));
    if (figure_value(list, "unused_volunteers", "") > 0)
        assert_true(fabs(because - 1) < 1e-9);
    if (!isnan(figure_value(list, "burden_gini", "")))
        assert_true(figure_value(list, "burden_top_tenth", "") >=
                    figure_value(list, "burden_max", ""));
    if (figure_value(list, "without_need", "") < 0.5)
        assert_true(figure_value(list, "polyvalence", "") >= 1);
}

static void every_row_is_there_in_its_range_and_makes_sense(void **state)
{
    int32_t with_moves = 0;
    (void)state;
    for (uint64_t number = 1; number <= 100; number++) {
        char *text = NULL;
        rf_err err;
        rf_kpi_list *list = NULL;
        town *t = lottery_draw(&text, number);
        const rf_plan *plan = solved(t);
        const rf_kpi_options options = {.draws = 10};
        assert_int_equal(rf_kpi_compute(&list, t->h->in, plan, &options, &err), RF_OK);
        assert_rows(list);
        assert_sense(list);
        with_moves += plan->n_moves > 0;
        rf_kpi_list_free(list);
        town_free(t);
        free(text);
    }
    assert_in_range(with_moves, 30, 100);
}

/* What comparing plans of one territory adds up is the same. */
static void figures_agree_with_those_of_compare(void **state)
{
    village *v = *state;
    rf_err err;
    rf_kpi_list *list = NULL;
    rf_ledger *ledger = NULL;
    rf_gini gini;
    const rf_kpi_options options = {.draws = 0};
    const rf_instance *in = v->h->in;
    assert_int_equal(rf_kpi_compute(&list, in, &v->plan, &options, &err), RF_OK);
    assert_int_equal(rf_ledger_new(&ledger, in, v->plan.moves, v->plan.n_moves, &err), RF_OK);
    assert_int_equal(rf_burden_gini(&gini, in, v->plan.moves, v->plan.n_moves, &err), RF_OK);
    assert_figure(list, "burden_gini", "", (double)gini.part / (double)gini.whole);
    for (int32_t tier = 0; tier < RF_N_TIERS; tier++)
        assert_figure(list, "covered", rf_tier_words[tier],
                      figure_value(list, "asked", rf_tier_words[tier]) -
                          (double)ledger->terms[tier] / 100);
    rf_ledger_free(ledger);
    rf_kpi_list_free(list);
}

static const rf_cell *cell(const rf_sheets *sheets, int32_t sheet, const char *code, int32_t column)
{
    for (int32_t row = 0; row < rf_sheet_rows(&sheets->of[sheet]); row++)
        if (strcmp(rf_sheet_at(&sheets->of[sheet], row, 0)->text, code) == 0)
            return rf_sheet_at(&sheets->of[sheet], row, column);
    fail_msg("no row %s", code);
    return NULL;
}

static void sheets_keep_small_groups_together(void **state)
{
    village *v = *state;
    rf_err err;
    rf_kpi_list *list = NULL;
    rf_sheets sheets = rf_sheets_new("figures");
    int64_t people = 0, shares = 0;
    const rf_kpi_options options = {.draws = 0};
    assert_int_equal(rf_kpi_compute(&list, v->h->in, &v->plan, &options, &err), RF_OK);
    assert_int_equal(rf_kpi_sheets(&sheets, list, &err), RF_OK);
    const rf_sheet *unused = &sheets.of[3];
    for (int32_t row = 0; row < rf_sheet_rows(unused); row++) {
        const int64_t n = rf_sheet_at(unused, row, 0)->value;
        const bool last = row == rf_sheet_rows(unused) - 1;
        assert_true(n >= RF_SMALL_CELL || last);
        assert_int_equal(strcmp(rf_sheet_at(unused, row, 2)->text, "other") == 0, last);
        people += n;
        shares += rf_sheet_at(unused, row, 1)->value;
    }
    assert_in_range(rf_sheet_rows(unused), 2, 4);
    assert_in_range(shares, 9998, 10002);
    assert_int_equal(people, 22); /* 28 volunteers, 6 called */
    rf_sheets_free(&sheets);
    rf_kpi_list_free(list);
}

static void sheets_have_a_row_a_figure(void **state)
{
    village *v = *state;
    rf_err err;
    rf_kpi_list *list = NULL;
    rf_sheets sheets = rf_sheets_new("figures");
    const rf_kpi_options options = {.draws = 0};
    assert_int_equal(rf_kpi_compute(&list, v->h->in, &v->plan, &options, &err), RF_OK);
    assert_int_equal(rf_kpi_sheets(&sheets, list, &err), RF_OK);
    assert_int_equal(cell(&sheets, 0, "asked", 1)->value, 6450); /* 50 + 6 + 8 + 0.5 */
    assert_int_equal(cell(&sheets, 0, "robustness", 2)->kind, RF_CELL_NONE);
    assert_int_equal(cell(&sheets, 0, "single_points", 4)->kind, RF_CELL_NONE);
    assert_int_equal(cell(&sheets, 0, "coverage", 2)->kind, RF_CELL_SHARE);
    assert_int_equal(cell(&sheets, 1, "gap", 1)->kind, RF_CELL_SHARE);
    assert_string_equal(cell(&sheets, 1, "travel", 2)->text, "minutes");
    assert_int_equal(cell(&sheets, 2, "burden_max", 1)->kind, RF_CELL_SHARE);
    rf_sheets_free(&sheets);
    rf_kpi_list_free(list);
}

static void every_figure_and_unit_has_a_french_word(void **state)
{
    int32_t n = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    (void)state;
    village_speak("fr");
    for (int32_t i = 0; i < n; i++) {
        if (all[i].groups != RF_KPI_STANDINGS)
            assert_string_not_equal(rf_word_of_figure(all[i].name), all[i].name);
        if (strcmp(all[i].unit, "minutes") != 0)
            assert_string_not_equal(rf_word_of_measure(all[i].unit), all[i].unit);
    }
    assert_string_equal(rf_word_of_figure("coverage"), "couverture");
    assert_string_equal(rf_word_of_figure("colour"), "colour");
    village_speak("en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_and_the_table_say_the_same),
        cmocka_unit_test(every_row_is_there_in_its_range_and_makes_sense),
        cmocka_unit_test_setup_teardown(figures_agree_with_those_of_compare, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(sheets_keep_small_groups_together, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(sheets_have_a_row_a_figure, village_set_up,
                                        village_tear_down),
        cmocka_unit_test(every_figure_and_unit_has_a_french_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
