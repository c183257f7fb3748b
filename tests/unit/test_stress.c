/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/draw.h"
#include "engine/renfort.h"
#include "tests/support/town.h"

static const char TOWN[] =
    "agent ANNA; agent BEN; agent CARL; agent DORA; agent EVE; agent FRED; floor HOME 3;"
    "need K fte 2; need L tier essential fte 1.5";

static rf_stress *stress_of(town *t, const rf_plan *plan, const rf_stress_options *options)
{
    rf_err err;
    rf_stress *stress = NULL;
    assert_int_equal(rf_stress_new(&stress, town_instance(t), plan, options, &err), RF_OK);
    return stress;
}

/* Draw i is the scenario with one more absence shock: the same plan in the instance that is made of
 * it has the same terms, and a plan from scratch the same unmet levels. */
static void a_draw_is_the_scenario_with_one_more_shock(void **state)
{
    town *t = *state;
    const rf_stress_options options = {
        .centi_percent = 3000, .draws = 8, .seed = 5, .seconds = 60, .draw_seconds = 60};
    town_of(t, TOWN);
    const rf_plan *plan = solved(t);
    rf_stress *stress = stress_of(t, plan, &options);
    assert_int_equal(stress->n_resolved, 8);
    assert_int_equal(stress->n_stopped, 0);
    int32_t struck = 0;
    for (int32_t i = 0; i < 8; i++) {
        char shock[64];
        rf_err err;
        rf_ledger *ledger = NULL;
        town *other = town_new(3);
        snprintf(shock, sizeof shock, "; shock absence 30 seed %d", 5 + i);
        town_of(other, TOWN);
        town_of(other, shock + 2);
        const rf_instance *in = town_instance(other);
        assert_int_equal(rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, &err), RF_OK);
        for (int32_t term = 0; term < RF_STRESS_TERMS; term++)
            assert_int_equal(stress->held[i][term], ledger->terms[term]);
        const rf_plan *again = solved(other);
        for (int32_t term = 0; term < RF_STRESS_TERMS; term++)
            assert_int_equal(stress->resolved[i][term], again->levels[term].value);
        struck += stress->held[i][RF_TERM_UNMET_VITAL] > 0;
        rf_ledger_free(ledger);
        town_free(other);
    }
    assert_in_range(struck, 1, 8);
    rf_stress_free(stress);
}

static void pins_of_absent_people_are_dropped(void **state)
{
    town *t = *state;
    const rf_stress_options options = {
        .centi_percent = 10000, .draws = 1, .seed = 1, .seconds = 60, .draw_seconds = 60};
    town_of(t, "agent ANNA; need K; pin ANNA K");
    rf_stress *stress = stress_of(t, solved(t), &options);
    assert_int_equal(stress->n_resolved, 1);
    assert_int_equal(stress->resolved[0][RF_TERM_UNMET_VITAL], 300);
    assert_int_equal(stress->held[0][RF_TERM_UNMET_VITAL], 300);
    rf_stress_free(stress);
}

static void without_time_nothing_is_resolved(void **state)
{
    town *t = *state;
    rf_err err;
    const volatile sig_atomic_t stop = 1;
    rf_stress_options options = {.centi_percent = 1000, .draws = 3, .seed = 1, .draw_seconds = 5};
    town_of(t, TOWN);
    const rf_plan *plan = solved(t);
    rf_stress *stress = stress_of(t, plan, &options);
    assert_int_equal(stress->n_resolved, 0);
    rf_ledger *ledger = NULL;
    rf_sheets sheets = rf_sheets_new("stress");
    assert_int_equal(rf_ledger_new(&ledger, t->h->in, plan->moves, plan->n_moves, &err), RF_OK);
    assert_int_equal(rf_stress_sheets(&sheets, stress, ledger, &err), RF_OK);
    assert_int_equal(rf_sheet_at(&sheets.of[0], 0, 4)->kind, RF_CELL_NONE);
    assert_int_equal(rf_sheet_at(&sheets.of[1], 0, 1)->value, 0);
    rf_sheets_free(&sheets);
    rf_ledger_free(ledger);
    rf_stress_free(stress);
    options.seconds = 60;
    options.stop = &stop;
    stress = stress_of(t, plan, &options);
    assert_int_equal(stress->n_resolved, 0);
    rf_stress_free(stress);
}

/* ANNA, where she is there, is pinned; half of the draws leave HOME too few to spare her. Those are
 * counted apart, and the others are resolved all the same. */
static void a_draw_without_plan_is_counted_and_the_next_is_tried(void **state)
{
    town *t = *state;
    const rf_stress_options options = {
        .centi_percent = 3000, .draws = 30, .seed = 1, .seconds = 600, .draw_seconds = 60};
    town_of(t, "rule floors hard; floor HOME 3; agent ANNA; agent BEN; agent CARL; agent DORA;"
               "agent EVE; need K; pin ANNA K");
    rf_stress *stress = stress_of(t, solved(t), &options);
    int32_t none = 0, kept = 0;
    for (int32_t i = 0; i < 30; i++) {
        int32_t there = 0;
        static const char *const others[] = {"BEN", "CARL", "DORA", "EVE"};
        for (int32_t a = 0; a < 4; a++)
            there += !rf_is_drawn(1 + i, 3000, others[a]);
        if (!rf_is_drawn(1 + i, 3000, "ANNA") && there < 3)
            none++;
        else
            assert_int_equal(stress->resolved[kept++][RF_TERM_UNMET_VITAL],
                             rf_is_drawn(1 + i, 3000, "ANNA") && there < 4 ? 300 : 0);
    }
    assert_in_range(none, 1, 29);
    assert_int_equal(stress->n_infeasible, none);
    assert_int_equal(stress->n_resolved, 30 - none);
    assert_int_equal(stress->n_resolved, kept);
    rf_stress_free(stress);
}

static void mean_and_worst_decile_are_of_the_draws(void **state)
{
    int64_t draws[20][RF_STRESS_TERMS] = {{0}};
    rf_stress_figure figure;
    rf_err err;
    for (int32_t i = 0; i < 20; i++)
        draws[i][1] = (i * 7) % 20 * 10; /* 0, 10, ..., 190 in another order */
    assert_int_equal(rf_stress_figure_of(&figure, draws, 20, 1, &err), RF_OK);
    assert_int_equal(figure.mean, 95);
    assert_int_equal(figure.worst_decile, 180);
    assert_int_equal(rf_stress_figure_of(&figure, draws, 5, 1, &err), RF_OK);
    assert_int_equal(figure.mean, 60); /* 0, 70, 140, 10, 80 */
    assert_int_equal(figure.worst_decile, 140);
}

static void the_draw_is_the_contracts(void **state)
{
    int32_t drawn = 0;
    for (int32_t i = 0; i < 2000; i++) {
        char agent[16];
        snprintf(agent, sizeof agent, "M%d", i);
        const bool few = rf_is_drawn(7, 2500, agent), many = rf_is_drawn(7, 4000, agent);
        assert_true(many || !few);
        drawn += few;
    }
    assert_in_range(drawn, 400, 600);
    assert_false(rf_is_drawn(7, 0, "M1"));
    assert_true(rf_is_drawn(7, 10000, "M1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_draw_is_the_scenario_with_one_more_shock, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(pins_of_absent_people_are_dropped, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_draw_without_plan_is_counted_and_the_next_is_tried,
                                        town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(without_time_nothing_is_resolved, town_set_up,
                                        town_tear_down),
        cmocka_unit_test(mean_and_worst_decile_are_of_the_draws),
        cmocka_unit_test(the_draw_is_the_contracts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
