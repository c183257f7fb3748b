/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/build.h"

#include "tests/support/oom.h"

static int new_faulty_town(void **state)
{
    new_land(state);
    put_town(*state);
    put(*state, RF_SKILLS, "agent=ANNA skill=cook");
    put(*state, RF_NEED_SKILLS, "need=N-1 skill=cokk any_of=either trainee_level=1");
    put(*state, RF_FLOORS, "unit=CARE-1 skill=cook floor=100");
    put(*state, RF_FLOORS, "unit=LIB-02 skill=cook floor=100");
    put(*state, RF_CONVENTIONS, "lender=CITY borrower=COUNTY");
    put(*state, RF_TRAVEL, "from_site=S1 to_site=S2 minutes=3");
    put(*state, RF_AGENTS, "agent=ANNA unit=LIB-03 restrictions=night");
    return 0;
}

static void linking_survives_any_allocation_failing(void **state)
{
    land *of = *state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_diags_free(of->diags);
        of->diags = rf_diags_new();
        oom_after(n);
        const rf_status status = rf_territory_link(of->territory, of->diags, &of->err);
        failed = oom_lift();
        assert_int_equal(status, failed ? RF_NO_MEMORY : RF_OK);
    }
    assert_int_equal(rf_diags_count(of->diags, RF_ERROR), 2);
    assert_int_equal(rf_diags_count(of->diags, RF_WARNING), 2);
}

static rf_scenario *scenario_with_an_unknown_unit(void)
{
    rf_scenario *s = rf_scenario_new();
    assert_non_null(s);
    s->shocks = calloc(1, sizeof *s->shocks);
    rf_ref *unit = calloc(1, sizeof *unit);
    assert_true(s->shocks != NULL && unit != NULL);
    unit->id = rf_pool_intern(s->strings, "LIB-01", 6);
    s->shocks[0] = (rf_shock){.kind = RF_SHOCK_FLOOR, .ids = {unit, 1}};
    s->n_shocks = 1;
    return s;
}

/* A hint alone may go missing: then the link is still told as done. */
static void linking_a_scenario_survives_any_allocation_failing(void **state)
{
    land *of = *state;
    rf_scenario *s = scenario_with_an_unknown_unit();
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_diags_free(of->diags);
        of->diags = rf_diags_new();
        oom_after(n);
        const rf_status status = rf_scenario_link(s, of->territory, of->diags, &of->err);
        failed = oom_lift();
        assert_true(status == RF_OK || (failed && status == RF_NO_MEMORY));
        assert_int_equal(rf_diags_count(of->diags, RF_ERROR), status == RF_OK);
    }
    assert_string_equal(rf_diags_at(of->diags, 0)->hint, "did you mean 'LIB-02'?");
    rf_scenario_free(s);
}

static void a_new_scenario_is_whole_or_nothing(void **state)
{
    (void)state;
    rf_scenario *s = NULL;
    bool failed = true;
    for (long n = 0; failed; n++) {
        oom_after(n);
        s = rf_scenario_new();
        failed = oom_lift();
        assert_true((s == NULL) == failed);
    }
    assert_int_equal(s->n_levels, 5);
    rf_scenario_free(s);
}

static bool fill_a_territory(void)
{
    rf_territory *t = rf_territory_new();
    if (t == NULL)
        return false;
    rf_err err;
    uint16_t file = 0;
    bool done = true;
    for (int32_t i = 0; i < 40; i++) {
        done = rf_territory_add_file(&file, t, "units.csv", &err) == RF_OK && done;
        const int32_t n = rf_n_rows(t, RF_UNITS);
        const bool added = rf_territory_add_row(t, RF_UNITS) != NULL;
        assert_int_equal(rf_n_rows(t, RF_UNITS), n + (added ? 1 : 0));
        done = rf_territory_add_refs(t, 2) != NULL && added && done;
    }
    rf_territory_free(t);
    return done;
}

static void a_territory_survives_any_allocation_failing(void **state)
{
    (void)state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        oom_after(n);
        const bool done = fill_a_territory();
        failed = oom_lift();
        assert_true(done != failed);
    }
}

#define IN_TOWN(test) cmocka_unit_test_setup_teardown(test, new_faulty_town, free_land)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TOWN(linking_survives_any_allocation_failing),
        IN_TOWN(linking_a_scenario_survives_any_allocation_failing),
        cmocka_unit_test(a_new_scenario_is_whole_or_nothing),
        cmocka_unit_test(a_territory_survives_any_allocation_failing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
