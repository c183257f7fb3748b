/* SPDX-License-Identifier: GPL-3.0-or-later
 * Missions that have begun go on, unless decided otherwise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/freeze.h"
#include "tests/support/town.h"

static int set_up(void **state)
{
    *state = town_new(4);
    town_of(*state, "agent ANNA; agent BEN; need TRUCK fte 2; need MEALS fte 2");
    return 0;
}

/* The pins after freezing at the day, and the warnings. */
static void assert_frozen(town *t, const char *today, const char *pins, size_t warnings)
{
    rf_err err;
    rf_date day = 0;
    int32_t n = -1;
    rf_diags *diags = rf_diags_new();
    rf_buf text = rf_buf_new(1024);
    town_instance(t);
    rf_instance *in = t->h->in;
    const int32_t before = in->n_pins;
    assert_true(rf_date_parse_iso(&day, today));
    const rf_place place = {"plan.json", 0, 0};
    assert_int_equal(rf_instance_freeze(&n, in, day, place, diags, &err), RF_OK);
    assert_int_equal(n, in->n_pins - before);
    for (int32_t i = 0; i < in->n_pins; i++) {
        const rf_move *m = &in->pins[i];
        assert_true(m->pinned);
        rf_buf_printf(&text, "%s%s %s %d..%d", i > 0 ? "; " : "", rf_agent_name(in, m->agent),
                      rf_need_name(in, m->need), m->first, m->last);
    }
    assert_string_equal(rf_buf_text(&text), pins);
    assert_int_equal(rf_diags_count(diags, RF_WARNING), warnings);
    assert_int_equal(rf_diags_size(diags), warnings);
    rf_buf_free(&text);
    rf_diags_free(diags);
}

static void what_has_begun_is_pinned_and_what_has_not_is_free(void **state)
{
    town *t = *state;
    town_of(t, "baseline ANNA TRUCK 0..1; baseline BEN MEALS 1..2");
    assert_frozen(t, "2020-03-22", "ANNA TRUCK 0..1", 0);
}

static void the_first_day_is_a_beginning(void **state)
{
    town *t = *state;
    town_of(t, "baseline BEN MEALS 1..2");
    assert_frozen(t, "2020-03-23", "BEN MEALS 1..2", 0);
}

static void before_the_first_day_nothing_has_begun(void **state)
{
    town *t = *state;
    town_of(t, "baseline BEN MEALS 0..2");
    assert_frozen(t, "2020-03-15", "", 0);
}

static void a_refusal_ends_what_has_begun(void **state)
{
    town *t = *state;
    town_of(t, "baseline ANNA TRUCK 0..2; forbid ANNA TRUCK p2..p3");
    assert_frozen(t, "2020-03-20", "", 0);
}

static void an_end_or_an_extension_stands_for_the_mission(void **state)
{
    town *t = *state;
    town_of(t, "baseline ANNA TRUCK 0..2; pin ANNA TRUCK p0..p3");
    assert_frozen(t, "2020-03-20", "ANNA TRUCK 0..3", 0);
}

static void a_pin_elsewhere_at_the_same_time_is_another_decision(void **state)
{
    town *t = *state;
    town_of(t, "baseline ANNA TRUCK 0..2; pin ANNA MEALS p2..p2");
    assert_frozen(t, "2020-03-20", "ANNA MEALS 2..2", 0);
}

static void what_can_go_on_no_more_is_told_and_left(void **state)
{
    town *t = *state;
    town_of(t, "baseline ANNA TRUCK 0..2; baseline BEN TRUCK 0..1; "
               "absence ANNA 2020-03-30..2020-04-05");
    assert_frozen(t, "2020-03-20", "BEN TRUCK 0..1", 1);
}

static void stays_that_the_rules_no_longer_allow_together_are_told(void **state)
{
    town *t = *state;
    town_of(t, "baseline ANNA TRUCK 0..0; baseline ANNA MEALS 1..1");
    assert_frozen(t, "2020-03-23", "ANNA TRUCK 0..0", 1);
}

static void the_solver_keeps_what_is_frozen(void **state)
{
    town *t = *state;
    rf_err err;
    int32_t n = 0;
    rf_date day = 0;
    town_of(t, "baseline ANNA MEALS 0..3; need HELP tier vital fte 1; agent CARL consent refuses");
    rf_need_row *rows = t->h->territory->tables[RF_NEEDS].rows;
    rows[0].tier = rows[2].tier = RF_VITAL;
    rows[1].tier = RF_IMPORTANT;
    town_instance(t);
    assert_true(rf_date_parse_iso(&day, "2020-03-16"));
    const rf_place place = {"plan.json", 0, 0};
    assert_int_equal(rf_instance_freeze(&n, t->h->in, day, place, t->h->diags, &err), RF_OK);
    const rf_plan *plan = solved(t);
    const rf_move kept = hamlet_move(t->h, "ANNA", "MEALS", 0, 3);
    bool found = false;
    for (int32_t i = 0; i < plan->n_moves; i++)
        found = found || (rf_move_compare(&plan->moves[i], &kept) == 0 && plan->moves[i].pinned);
    assert_true(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_has_begun_is_pinned_and_what_has_not_is_free, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(the_first_day_is_a_beginning, set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(before_the_first_day_nothing_has_begun, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_refusal_ends_what_has_begun, set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(an_end_or_an_extension_stands_for_the_mission, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_pin_elsewhere_at_the_same_time_is_another_decision,
                                        set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(what_can_go_on_no_more_is_told_and_left, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(stays_that_the_rules_no_longer_allow_together_are_told,
                                        set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(the_solver_keeps_what_is_frozen, set_up, town_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
