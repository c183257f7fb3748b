/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/build.h"

#include "engine/domain/scenario.h"

static int new_scenario(void **state)
{
    *state = rf_scenario_new();
    return *state == NULL;
}

static int free_scenario(void **state)
{
    rf_scenario_free(*state);
    return 0;
}

static void a_new_scenario_has_the_contract_s_rules(void **state)
{
    const rf_scenario *s = *state;
    assert_string_equal(s->name, "");
    assert_int_equal(s->period_days, 7);
    assert_int_equal(s->working_days, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5);
    assert_int_equal(s->n_holidays, 0);
    assert_int_equal(s->n_shocks, 0);
    assert_int_equal(s->rules.consents, 1 << RF_VOLUNTEER | 1 << RF_AGREES);
    assert_int_equal(s->rules.max_travel_minutes, 60);
    assert_int_equal(s->rules.max_stays, 1);
    assert_false(s->rules.hard_floors);
    assert_true(s->limit_seconds == 0);
}

static void the_time_away_is_left_to_the_horizon(void **state)
{
    const rf_scenario *s = *state;
    assert_int_equal(s->rules.max_periods_away, 0);
    assert_int_equal(s->n_periods, 0);
}

static void a_new_scenario_has_the_contract_s_levels_in_order(void **state)
{
    const rf_scenario *s = *state;
    rf_buf text = rf_buf_new(1000);
    for (int32_t l = 0; l < s->n_levels; l++) {
        const rf_level_spec *level = &s->levels[l];
        rf_buf_printf(&text, "%s gap %.3f:", level->name, level->gap);
        for (rf_term term = 0; term < RF_N_TERMS; term++) {
            assert_int_equal(level->named[term], level->weight[term] > 0);
            if (level->weight[term] > 0)
                rf_buf_printf(&text, " %s %d", rf_term_name(term), level->weight[term]);
        }
        rf_buf_puts(&text, "\n");
    }
    assert_string_equal(rf_buf_text(&text), "vital gap 0.001: unmet.vital 1\n"
                                            "essential gap 0.001: unmet.essential 1\n"
                                            "important gap 0.001: unmet.important 1\n"
                                            "floors gap 0.010: floors 1\n"
                                            "comfort gap 0.020: imposed 20 moved 10 travel 1\n");
    rf_buf_free(&text);
}

static void levels_can_be_cleared_for_a_file_s_own(void **state)
{
    rf_scenario *s = *state;
    rf_scenario_clear_levels(s);
    assert_int_equal(s->n_levels, 0);
    assert_null(s->levels);
}

static void terms_have_the_names_of_the_contract(void **state)
{
    (void)state;
    static const char *const names[RF_N_TERMS] = {
        "unmet.vital", "unmet.essential", "unmet.important", "floors", "changes",
        "imposed",     "moved",           "burden",          "travel", "overqualified"};
    for (rf_term term = 0; term < RF_N_TERMS; term++)
        assert_string_equal(rf_term_name(term), names[term]);
    assert_string_equal(rf_term_name(RF_TERM_UNMET_VITAL + RF_IMPORTANT), "unmet.important");
}

static void shocks_have_the_names_of_the_contract(void **state)
{
    (void)state;
    static const char *const names[RF_N_SHOCKS] = {"absence", "floor", "closed_sites", "no_remote",
                                                   "demand"};
    for (rf_shock_kind kind = 0; kind < RF_N_SHOCKS; kind++)
        assert_string_equal(rf_shock_name(kind), names[kind]);
}

static void periods_follow_each_other_without_a_gap(void **state)
{
    rf_scenario *s = *state;
    assert_true(rf_date_parse_iso(&s->start, "2020-03-16"));
    char text[RF_DATE_TEXT];
    assert_string_equal(rf_date_format(text, rf_period_first_day(s, 0)), "2020-03-16");
    assert_string_equal(rf_date_format(text, rf_period_last_day(s, 0)), "2020-03-22");
    assert_int_equal(rf_period_last_day(s, 4) + 1, rf_period_first_day(s, 5));
}

#define WITH_SCENARIO(test) cmocka_unit_test_setup_teardown(test, new_scenario, free_scenario)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SCENARIO(a_new_scenario_has_the_contract_s_rules),
        WITH_SCENARIO(the_time_away_is_left_to_the_horizon),
        WITH_SCENARIO(a_new_scenario_has_the_contract_s_levels_in_order),
        WITH_SCENARIO(levels_can_be_cleared_for_a_file_s_own),
        cmocka_unit_test(terms_have_the_names_of_the_contract),
        cmocka_unit_test(shocks_have_the_names_of_the_contract),
        WITH_SCENARIO(periods_follow_each_other_without_a_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
