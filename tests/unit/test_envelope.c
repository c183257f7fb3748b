/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "engine/domain/envelope.h"
#include "tests/support/town.h"

/* An envelope of one general delegation and one of ORG2, to be changed by the test. */
typedef struct frame {
    rf_delegation delegations[2];
    rf_envelope envelope;
} frame;

static void open_frame(frame *f)
{
    const rf_grant open = rf_grant_open();
    *f = (frame){.envelope = {.name = "", .delegations = f->delegations, .n_delegations = 2}};
    for (int d = 0; d < 2; d++)
        f->delegations[d] =
            (rf_delegation){.organisation = {.id = d == 0 ? NULL : "ORG2", .i = d == 0 ? -1 : 1},
                            .levels = {open, open}};
}

static rf_validation judge(town *t, const frame *f, rf_move move)
{
    const rf_instance *in = town_instance(t);
    rf_ledger *ledger = NULL;
    rf_err err;
    assert_int_equal(rf_ledger_new(&ledger, in, &move, 1, &err), RF_OK);
    const rf_validation v = rf_envelope_judge(&f->envelope, in, ledger, &move);
    rf_ledger_free(ledger);
    return v;
}

static rf_move anna(town *t, const char *need, int32_t last)
{
    town_instance(t);
    return hamlet_move(t->h, "ANNA", need, 0, last);
}

static const char TOWN[] =
    "agent ANNA consent agrees; need TRUCK; need FAR unit AWAY; convention ORG ORG2; floor HOME 1;"
    "site S2 0.1 0.1; agent BEN";

static void an_open_envelope_leaves_all_to_the_unit(void **state)
{
    frame f;
    town_of(*state, TOWN);
    open_frame(&f);
    const rf_validation v = judge(*state, &f, anna(*state, "FAR", 2));
    assert_int_equal(v.level, RF_DECIDED_BY_UNIT);
    assert_int_equal(v.silence_days, -1);
    assert_false(v.decided);
}

/* Each condition alone is what fails, at the unit's level, and the organisation decides. */
static void each_condition_sends_the_move_up_and_is_named(void **state)
{
    frame f;
    rf_move move;
    town_of(*state, TOWN);
    for (rf_condition c = RF_CONDITION_DELEGATED; c < RF_N_CONDITIONS; c++) {
        open_frame(&f);
        rf_grant *unit = &f.delegations[0].levels[RF_DECIDED_BY_UNIT];
        move = anna(*state, c == RF_CONDITION_SAME_ORGANISATION ? "FAR" : "TRUCK", 2);
        unit->given = c != RF_CONDITION_DELEGATED;
        unit->same_organisation = c == RF_CONDITION_SAME_ORGANISATION;
        unit->qualified = move.trainee = c == RF_CONDITION_QUALIFIED;
        unit->floor_kept = c == RF_CONDITION_FLOOR_KEPT;
        if (c == RF_CONDITION_CONSENT)
            unit->consents = 1U << RF_VOLUNTEER;
        if (c == RF_CONDITION_PERIODS)
            unit->max_periods = 2;
        if (c == RF_CONDITION_TRAVEL)
            unit->max_travel_minutes = -1;
        if (c == RF_CONDITION_FLOOR_KEPT)
            ((town *)*state)->h->in->floor[0] = 200; /* two are there, one of them leaves */
        const rf_validation v = judge(*state, &f, move);
        assert_int_equal(v.level, RF_DECIDED_BY_ORGANISATION);
        assert_int_equal(v.fails[RF_DECIDED_BY_UNIT], c);
        assert_int_equal(v.fails_of[RF_DECIDED_BY_UNIT], 0);
    }
}

static void the_borrower_s_envelope_counts_too(void **state)
{
    frame f;
    town_of(*state, TOWN);
    open_frame(&f);
    f.delegations[1].levels[RF_DECIDED_BY_UNIT].max_periods = 1;
    f.delegations[1].levels[RF_DECIDED_BY_ORGANISATION].given = false;
    rf_validation v = judge(*state, &f, anna(*state, "FAR", 2));
    assert_int_equal(v.level, RF_DECIDED_BY_TERRITORY);
    assert_int_equal(v.fails[RF_DECIDED_BY_UNIT], RF_CONDITION_PERIODS);
    assert_int_equal(v.fails_of[RF_DECIDED_BY_UNIT], 1);
    assert_int_equal(v.fails[RF_DECIDED_BY_ORGANISATION], RF_CONDITION_DELEGATED);
    v = judge(*state, &f, anna(*state, "FAR", 0));
    assert_int_equal(v.level, RF_DECIDED_BY_UNIT);
    v = judge(*state, &f, anna(*state, "TRUCK", 2));
    assert_int_equal(v.level, RF_DECIDED_BY_UNIT);
}

static void silence_settles_where_both_say_so_after_the_longer_delay(void **state)
{
    frame f;
    town_of(*state, TOWN);
    open_frame(&f);
    f.delegations[0].silence = rf_grant_open();
    f.delegations[0].silence_days = 2;
    assert_int_equal(judge(*state, &f, anna(*state, "TRUCK", 2)).silence_days, 2);
    assert_int_equal(judge(*state, &f, anna(*state, "FAR", 2)).silence_days, -1);
    f.delegations[1].silence = rf_grant_open();
    f.delegations[1].silence_days = 5;
    assert_int_equal(judge(*state, &f, anna(*state, "FAR", 2)).silence_days, 5);
    f.delegations[0].levels[RF_DECIDED_BY_UNIT].given = false;
    assert_int_equal(judge(*state, &f, anna(*state, "FAR", 2)).silence_days, -1);
}

static void without_an_envelope_all_goes_to_the_territory(void **state)
{
    frame f;
    town_of(*state, TOWN);
    open_frame(&f);
    f.envelope.n_delegations = 0;
    assert_int_equal(judge(*state, &f, anna(*state, "TRUCK", 2)).level, RF_DECIDED_BY_TERRITORY);
}

static void validations_are_counted_once_a_move_and_deciders_once_each(void **state)
{
    frame f;
    rf_err err;
    rf_validations *v = NULL;
    town_of(*state, TOWN);
    open_frame(&f);
    rf_move moves[] = {anna(*state, "TRUCK", 0), anna(*state, "TRUCK", 1), anna(*state, "FAR", 2),
                       anna(*state, "TRUCK", 2)};
    moves[3].pinned = true;
    f.delegations[0].silence = rf_grant_open();
    f.delegations[0].silence.max_periods = 1;
    f.delegations[1].levels[RF_DECIDED_BY_UNIT].given = false;
    const rf_plan plan = {.moves = moves, .n_moves = 4};
    assert_int_equal(rf_validations_new(&v, &f.envelope, town_instance(*state), &plan, &err),
                     RF_OK);
    assert_int_equal(v->moves[RF_DECIDED_BY_UNIT], 2);
    assert_int_equal(v->moves[RF_DECIDED_BY_ORGANISATION], 1);
    assert_int_equal(v->moves[RF_DECIDED_BY_TERRITORY], 0);
    assert_int_equal(v->deciders[RF_DECIDED_BY_UNIT], 1);
    assert_int_equal(v->deciders[RF_DECIDED_BY_ORGANISATION], 1);
    assert_int_equal(v->silent, 1);
    assert_int_equal(v->decided, 1);
    assert_int_equal(v->asked, 2);
    rf_validations_free(v);
}

static void a_change_of_floor_keeps_to_its_window_and_above_zero(void **state)
{
    town *t = *state;
    town_of(t, TOWN);
    const rf_instance *in = town_instance(t);
    rf_rule_change change = {.unit = {.i = in->floors[0].unit},
                             .centi_fte = -150,
                             .from = rf_period_first_day(in->scenario, 1),
                             .to = rf_period_first_day(in->scenario, 1)};
    const rf_envelope envelope = {.changes = &change, .n_changes = 1};
    t->h->in->floor[2] = 0;
    rf_envelope_apply(t->h->in, &envelope);
    assert_int_equal(in->floor[0], 100);
    assert_int_equal(in->floor[1], 0);
    change = (rf_rule_change){.unit = change.unit,
                              .centi_fte = 50,
                              .minutes = -1000,
                              .from = RF_DATE_FIRST,
                              .to = RF_DATE_LAST};
    rf_envelope_apply(t->h->in, &envelope);
    assert_int_equal(in->floor[0], 150);
    assert_int_equal(in->floor[2], 0);
    assert_int_equal(in->agents[hamlet_agent(t->h, "ANNA").i].max_travel, 0);
}

/* How many errors two changes of HOME's floor by a whole post make, the limit being one. */
static size_t errors_of(town *t, rf_rule_change first, rf_rule_change second)
{
    rf_err err;
    frame f;
    rf_rule_change changes[] = {first, second};
    rf_diags *diags = rf_diags_new();
    const rf_instance *in = town_instance(t);
    open_frame(&f);
    f.envelope.n_delegations = 1;
    f.envelope.changes = changes;
    f.envelope.n_changes = 2;
    f.envelope.file = "envelope.json";
    f.delegations[0].floor_limit = 100;
    f.delegations[0].travel_limit = 10;
    assert_non_null(diags);
    const rf_status rc = rf_envelope_link(&f.envelope, in, diags, &err);
    const size_t errors = rf_diags_count(diags, RF_ERROR);
    assert_int_equal(rc, RF_OK);
    rf_diags_free(diags);
    return errors;
}

static rf_rule_change change_of_home(town *t, int32_t centi_fte, int32_t from, int32_t to)
{
    const rf_date start = rf_period_first_day(town_instance(t)->scenario, 0);
    return (rf_rule_change){.unit = {.id = "HOME"},
                            .centi_fte = centi_fte,
                            .from = start + from,
                            .to = start + to,
                            .author = "",
                            .reason = ""};
}

static void a_limit_holds_for_the_sum_of_changes_that_meet(void **state)
{
    town *t = *state;
    town_of(t, TOWN);
    const rf_rule_change week = change_of_home(t, -100, 0, 6);
    assert_int_equal(errors_of(t, week, week), 1);
    assert_int_equal(errors_of(t, week, change_of_home(t, 100, 0, 6)), 0);
    assert_int_equal(errors_of(t, week, change_of_home(t, -100, 7, 13)), 0);
    assert_int_equal(errors_of(t, change_of_home(t, -100, 5, 13), week), 1);
    /* No day in common, but a period: both lower its floor. */
    assert_int_equal(errors_of(t, change_of_home(t, -100, 0, 2), change_of_home(t, -100, 3, 6)), 1);
    rf_rule_change travel = {.unit = {.id = "HOME"},
                             .minutes = 10,
                             .from = RF_DATE_FIRST,
                             .to = RF_DATE_LAST,
                             .author = "",
                             .reason = ""};
    assert_int_equal(errors_of(t, travel, travel), 1);
    travel.minutes = 5;
    assert_int_equal(errors_of(t, travel, travel), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_open_envelope_leaves_all_to_the_unit, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(each_condition_sends_the_move_up_and_is_named, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(the_borrower_s_envelope_counts_too, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(silence_settles_where_both_say_so_after_the_longer_delay,
                                        town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(without_an_envelope_all_goes_to_the_territory, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(validations_are_counted_once_a_move_and_deciders_once_each,
                                        town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(a_change_of_floor_keeps_to_its_window_and_above_zero,
                                        town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(a_limit_holds_for_the_sum_of_changes_that_meet, town_set_up,
                                        town_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
