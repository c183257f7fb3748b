/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of an analysis, from results that were made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <math.h>
#include <cmocka.h>

#include "adapters/csv/csv.h"
#include "bench/sweep/analysis.h"
#include "bench/sweep/analysis_cells.h"

#define MARK "\xef\xbb\xbf" /* of UTF-8 */

enum { SEEDS = 8 };

static const char *const TERRITORIES[] = {"A", "B"}, *const SCENARIOS[] = {"calm", "flood"},
                         *const VARIANTS[] = {"alone", "base", "longer"};

/* The figures below were worked out by scipy.stats. Coverage: A is 0.4 above B, alone 0.1 below the
 * base, "longer" 0.2 above it with noise that is larger; floods cost 0.02 and a seed 0.01. */
static double coverage(int t, int s, int v, int seed)
{
    static const double noise[SEEDS] = {-0.3, 0.25, 0.1, -0.2, 0.3, -0.25, 0.2, -0.1};
    const double of_variant = v == 0 ? -0.1 : v == 2 ? 0.1 + noise[seed] : 0;
    return 0.5 + (t == 0 ? 0.2 : -0.2) + of_variant - 0.02 * s + 0.01 * seed;
}

/* TOWN lacks 3, 4, 5 ... FTE-weeks alone and 1, 2, 3 ... pooled; CARE 1 and 1. */
static double lack(int organisation, int v, int seed)
{
    if (organisation == 1)
        return 1;
    return v == 0 ? 3 + seed : 1 + seed;
}

static void put_job(rf_results *results, int t, int s, int v, int seed)
{
    static const char *const ORGANISATIONS[] = {"TOWN", "CARE"};
    char id[40];
    rf_err err;
    snprintf(id, sizeof id, "%032d", ((t * 10 + s) * 10 + v) * 10 + seed);
    const rf_result_figure figures[] = {{"coverage", "", coverage(t, s, v, seed), -1},
                                        {"coverage", "vital", 1, -1},
                                        {"moved", "", 10 * v + seed, 9}};
    rf_result_cell cells[5] = {{"lending", "TOWN", "CARE", 3, 99}};
    for (int i = 0; i < 4; i++)
        cells[i + 1] = (rf_result_cell){"organisation", ORGANISATIONS[i / 2],
                                        i % 2 == 0 ? "unmet.vital" : "floors", -1,
                                        i % 2 == 0 ? lack(i / 2, v, seed) : 77};
    const rf_result result = {.job = {.id = id,
                                      .territory = TERRITORIES[t],
                                      .scenario = SCENARIOS[s],
                                      .variant = VARIANTS[v],
                                      .seed = seed + 1,
                                      .detail = "",
                                      .outcome = "optimal",
                                      .plan = ""},
                              .figures = figures,
                              .cells = cells,
                              .n_figures = 3,
                              .n_cells = 5};
    assert_int_equal(rf_results_put(results, &result, &err), RF_OK);
}

/* Of B's second scenario the last seed is missing under "longer". */
static int set_up(void **state)
{
    static char path[64];
    const rf_result_sweep sweep = {"by hand", "0", 2 * 2 * 3 * SEEDS};
    rf_results *results = NULL;
    rf_err err;
    snprintf(path, sizeof path, "/tmp/renfort-analysis-%d.db", (int)getpid());
    assert_int_equal(rf_results_create(&results, path, &sweep, &err), RF_OK);
    for (int t = 0; t < 2; t++)
        for (int s = 0; s < 2; s++)
            for (int v = 0; v < 3; v++)
                for (int seed = 0; seed < SEEDS; seed++)
                    if (t == 0 || s == 0 || v < 2 || seed + 1 < SEEDS)
                        put_job(results, t, s, v, seed);
    assert_int_equal(rf_results_finish(results, &err), RF_OK);
    rf_results_close(results);
    rf_sweep_analysis *analysis = NULL;
    assert_int_equal(rf_sweep_analysis_new(&analysis, path, &err), RF_OK);
    remove(path);
    *state = analysis;
    return 0;
}

static int tear_down(void **state)
{
    rf_sweep_analysis_free(*state);
    return 0;
}

static void assert_table(void **state, const char *word, const rf_sweep_question *question,
                         const char *wanted)
{
    rf_err err;
    rf_buf text = rf_buf_new(1 << 16);
    rf_sheets sheets = rf_sheets_new("analysis");
    assert_int_equal(rf_sweep_find_table(word)(&sheets, *state, question, &err), RF_OK);
    assert_int_equal(rf_csv_write_sheets(&text, &sheets, &err), RF_OK);
    assert_string_equal(rf_buf_text(&text), wanted);
    rf_sheets_free(&sheets);
    rf_buf_free(&text);
}

static void gains_of_solidarity_add_up(void **state)
{
    const rf_sweep_question question = {.territory = "A"};
    assert_table(state, "solidarity", &question,
                 MARK "territory,organisation,alone,pooled,gain,low,high,chance\n"
                      "A,TOWN,6.50,4.50,2.00,2.00,2.00,0.0234\n"
                      "A,CARE,1.00,1.00,0.00,0.00,0.00,1.0000\n"
                      "A,all,7.50,5.50,2.00,2.00,2.00,0.0234\n");
}

static void a_change_within_the_noise_is_none(void **state)
{
    const rf_sweep_question question = {NULL};
    assert_table(state, "variants", &question,
                 MARK "territory,variant,value,change,low,high,chance,verdict\n"
                      "A,alone,62.50,-10.00,-10.00,-10.00,0.0313,worse\n"
                      "A,longer,82.50,10.00,-10.11,30.11,0.5562,noise\n"
                      "B,longer,43.43,11.43,-12.26,35.12,0.5562,noise\n"
                      "B,alone,22.50,-10.00,-10.00,-10.00,0.0313,worse\n");
}

static void a_curve_goes_from_the_least(void **state)
{
    const rf_sweep_question question = {.territory = "B"};
    assert_table(state, "curve", &question,
                 MARK "territory,variant,across,value,low,high,seeds\n"
                      "B,alone,3.50,22.50,20.45,24.55,8\n"
                      "B,base,13.50,32.50,30.45,34.55,8\n"
                      "B,longer,23.00,43.43,19.24,67.62,7\n");
}

static void territories_have_the_ranks_that_the_seeds_leave(void **state)
{
    const rf_sweep_question question = {NULL}, noisy = {.base = "longer", .scenario = "calm"},
                            even = {.group = "vital"};
    assert_table(state, "territories", &question,
                 MARK "territory,value,low,high,best,worst,seeds\n"
                      "A,72.50,70.45,74.55,1,1,8\n"
                      "B,32.50,30.45,34.55,2,2,8\n");
    assert_table(state, "territories", &noisy,
                 MARK "territory,value,low,high,best,worst,seeds\n"
                      "A,83.50,63.14,100.00,1,1,8\n"
                      "B,43.50,23.14,63.86,2,2,8\n");
    assert_table(state, "territories", &even,
                 MARK "territory,value,low,high,best,worst,seeds\n"
                      "A,100.00,100.00,100.00,1,2,8\n"
                      "B,100.00,100.00,100.00,1,2,8\n");
}

static void an_interval_ends_where_the_figure_does(void **state)
{
    (void)state;
    rf_err err;
    static const char *const COLUMNS[] = {"low", "high"};
    const rf_sample two_seeds = {2, 10, 3};
    rf_buf text = rf_buf_new(1 << 16);
    rf_sheets sheets = rf_sheets_new("analysis");
    rf_sheet *sheet = rf_sheets_add(&sheets, "territories", COLUMNS, 2);
    rf_sweep_put_interval(sheet, &two_seeds, "travel");
    assert_int_equal(rf_csv_write_sheets(&text, &sheets, &err), RF_OK);
    assert_string_equal(rf_buf_text(&text), MARK "low,high\n0.00,36.95\n");
    rf_sheets_free(&sheets);
    rf_buf_free(&text);
}

static void what_nobody_has_is_told(void **state)
{
    const rf_sweep_question figure = {.figure = "cover"}, variant = {.base = "basis"},
                            territory = {.territory = "C"};
    const rf_sweep_question *const wrong[] = {&figure, &variant, &territory};
    rf_sheets sheets = rf_sheets_new("analysis");
    rf_err err;
    for (int i = 0; i < 3; i++)
        assert_int_equal(rf_sweep_variants(&sheets, *state, wrong[i], &err), RF_BAD_INPUT);
    assert_int_equal(rf_sweep_territories(&sheets, *state, &variant, &err), RF_BAD_INPUT);
    assert_string_equal(err.text, "no job of variant 'basis' has what is asked for (figure "
                                  "'coverage', group '')");
    assert_null(rf_sweep_find_table("ranking"));
    rf_sheets_free(&sheets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gains_of_solidarity_add_up),
        cmocka_unit_test(a_change_within_the_noise_is_none),
        cmocka_unit_test(a_curve_goes_from_the_least),
        cmocka_unit_test(territories_have_the_ranks_that_the_seeds_leave),
        cmocka_unit_test(an_interval_ends_where_the_figure_does),
        cmocka_unit_test(what_nobody_has_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
