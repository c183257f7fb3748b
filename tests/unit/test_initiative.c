/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "engine/domain/initiative.h"
#include "tests/support/town.h"

static const char TOWN[] = "weeks 4; agent ANNA permis.c; need TRUCK permis.c p0..p2;";

/* The town with one initiative of ANNA's; its row, after the instance is made. */
static rf_initiative_row *initiative(town *t, const char *more, const char *cells)
{
    char row[256];
    town_of(t, TOWN);
    town_of(t, more);
    snprintf(row, sizeof row, "initiative=I name=I authors=ANNA sponsor=HOME %s", cells);
    town_put(t, RF_INITIATIVES, row);
    town_instance(t);
    return t->h->territory->tables[RF_INITIATIVES].rows;
}

static bool stay(town *t, rf_move *out, rf_reasons *against)
{
    const rf_initiative_row *row = rf_rows(t->h->territory, RF_INITIATIVES);
    return rf_initiative_stay(out, against, town_instance(t), row, hamlet_agent(t->h, "ANNA").i);
}

static void assert_stay(town *t, int32_t first, int32_t last)
{
    rf_move move;
    rf_reasons against;
    assert_true(stay(t, &move, &against));
    assert_int_equal(move.first, first);
    assert_int_equal(move.last, last);
    assert_true(move.pinned);
}

static void assert_none(town *t, unsigned reasons)
{
    rf_move move;
    rf_reasons against;
    assert_false(stay(t, &move, &against));
    assert_int_equal(against, reasons);
}

static void an_author_serves_until_the_period_of_the_review(void **state)
{
    initiative(*state, "", "state=endorsed need=TRUCK review_on=2020-03-24");
    assert_stay(*state, 0, 1);
}

static void without_review_or_extended_until_the_need_ends(void **state)
{
    rf_initiative_row *row = initiative(*state, "", "state=endorsed need=TRUCK");
    assert_stay(*state, 0, 2);
    row->review_on = rf_period_first_day(town_instance(*state)->scenario, 1);
    assert_stay(*state, 0, 1);
    row->outcome = RF_EXTEND;
    assert_stay(*state, 0, 2);
    row->outcome = RF_CLOSE;
    assert_stay(*state, 0, 1);
}

static void only_endorsed_ones_with_a_need_ask_for_anybody(void **state)
{
    rf_initiative_row *row = initiative(*state, "", "state=proposed need=TRUCK");
    assert_none(*state, 0);
    row->state = RF_CLOSED;
    assert_none(*state, 0);
    row->state = RF_ENDORSED;
    row->need.i = -1;
    assert_none(*state, 0);
}

static void an_author_who_does_not_agree_is_left_alone(void **state)
{
    town *t = *state;
    initiative(t, "", "state=endorsed need=TRUCK");
    rf_agent *anna = &t->h->in->agents[hamlet_agent(t->h, "ANNA").i];
    anna->consent = RF_AGREES;
    assert_stay(t, 0, 2);
    anna->consent = RF_UNKNOWN;
    assert_none(t, 0);
    anna->consent = RF_REFUSES;
    assert_none(t, 0);
}

static void a_reason_ends_the_stay_or_is_told(void **state)
{
    town *t = *state;
    initiative(t, "forbid ANNA TRUCK p2..p2", "state=endorsed need=TRUCK");
    assert_stay(t, 0, 1);
    t->h->in->rules.max_periods_away = 1;
    assert_stay(t, 0, 0);
    t->h->in->forbids[0].first = 0;
    assert_none(t, 1U << RF_AGAINST_FORBIDDEN);
}

static void the_pins_are_the_stays_only_where_they_are_asked_for(void **state)
{
    town *t = *state;
    initiative(t, "", "state=endorsed need=TRUCK");
    assert_int_equal(t->h->in->n_pins, 0);
    t->h->scenario->pins_authors = true;
    assert_int_equal(hamlet_build(t->h), RF_OK);
    assert_int_equal(t->h->in->n_pins, 1);
    assert_int_equal(t->h->in->pins[0].first, 0);
    assert_int_equal(t->h->in->pins[0].last, 2);
    assert_false(t->h->in->pins[0].trainee);
}

static void a_warning_names_no_restriction(void **state)
{
    town *t = *state;
    town_of(t, "weeks 4; agent ANNA permis.c restrictions night;"
               "need TRUCK permis.c conditions night p0..p2;");
    town_put(t, RF_INITIATIVES,
             "initiative=I name=I authors=ANNA sponsor=HOME state=endorsed need=TRUCK");
    town_instance(t);
    t->h->scenario->pins_authors = true;
    assert_int_equal(hamlet_build(t->h), RF_OK);
    assert_int_equal(t->h->in->n_pins, 0);
    const size_t n = rf_diags_size(t->h->diags);
    assert_true(n > 0);
    const char *text = rf_diags_at(t->h->diags, n - 1)->text;
    assert_non_null(strstr(text, "is not pinned on TRUCK: not compatible"));
    assert_null(strstr(text, "restriction"));
}

static void the_calendar_has_each_step_by_date(void **state)
{
    town *t = *state;
    rf_initiative_calendar *c = NULL;
    rf_err err;
    initiative(t, "", "state=endorsed need=TRUCK review_on=2020-03-24");
    assert_int_equal(rf_initiative_calendar_new(&c, town_instance(t), &err), RF_OK);
    assert_int_equal(c->n, 3);
    const rf_date start = town_instance(t)->scenario->start;
    const rf_date dates[] = {start, start + 8, start + 14};
    for (size_t e = 0; e < 3; e++) {
        assert_int_equal(c->events[e].on, dates[e]);
        assert_int_equal(c->events[e].step, e);
        assert_int_equal(c->events[e].agent < 0, e == 1);
    }
    rf_initiative_calendar_free(c);
}

static void a_review_is_due_from_its_day_on_unless_closed(void **state)
{
    rf_initiative_row row = {.state = RF_PROPOSED, .review_on = 100};
    assert_false(rf_initiative_is_due(&row, 99));
    assert_true(rf_initiative_is_due(&row, 100));
    row.state = RF_CLOSED;
    assert_false(rf_initiative_is_due(&row, 100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_author_serves_until_the_period_of_the_review,
                                        town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(without_review_or_extended_until_the_need_ends, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(only_endorsed_ones_with_a_need_ask_for_anybody, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(an_author_who_does_not_agree_is_left_alone, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_reason_ends_the_stay_or_is_told, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(the_pins_are_the_stays_only_where_they_are_asked_for,
                                        town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(a_warning_names_no_restriction, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(the_calendar_has_each_step_by_date, town_set_up,
                                        town_tear_down),
        cmocka_unit_test(a_review_is_due_from_its_day_on_unless_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
