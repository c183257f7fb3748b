/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a wish to the rows that it stands for, and the wishes that are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/decide.h"
#include "engine/domain/schema.h"
#include "tests/support/town.h"

/* Four weeks from 2020-03-16: ANNA drives the truck in the second and third. */
static int set_up(void **state)
{
    town *t = town_new(4);
    town_of(t, "rule max_stays 2; agent ANNA; agent BEN; agent CARL; need TRUCK; need MEALS; "
               "baseline ANNA TRUCK 1..2");
    *state = t;
    return 0;
}

static rf_wish wish_of(const town *t, rf_act act, const char *from, const char *to)
{
    rf_wish wish = {.act = act,
                    .agent = hamlet_agent(t->h, "ANNA"),
                    .need = hamlet_need(t->h, "TRUCK"),
                    .other = hamlet_agent(t->h, "BEN"),
                    .from = RF_DATE_FIRST,
                    .to = RF_DATE_LAST};
    assert_true(from == NULL || rf_date_parse_iso(&wish.from, from));
    assert_true(to == NULL || rf_date_parse_iso(&wish.to, to));
    return wish;
}

static const char *day(char text[RF_DATE_TEXT], rf_date date)
{
    return date == RF_DATE_FIRST || date == RF_DATE_LAST ? "" : rf_date_format(text, date);
}

/* "forbid ANNA TRUCK 2020-03-23..2020-04-05; pin ..." */
static void assert_rulings(const town *t, const rf_wish *wish, const char *expected)
{
    rf_err err;
    rf_rulings r;
    rf_buf text = rf_buf_new(1024);
    if (rf_decide(&r, t->h->in, wish, &err) != RF_OK)
        fail_msg("%s", err.text);
    for (int32_t i = 0; i < r.n; i++) {
        char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
        rf_buf_printf(&text, "%s%s %s %s %s..%s", i > 0 ? "; " : "",
                      rf_verdict_words[r.list[i].verdict], rf_agent_name(t->h->in, r.list[i].agent),
                      rf_need_name(t->h->in, r.list[i].need), day(from, r.list[i].from),
                      day(to, r.list[i].to));
    }
    assert_string_equal(rf_buf_text(&text), expected);
    rf_buf_free(&text);
}

static void assert_refused_wish(const town *t, const rf_wish *wish, const char *expected)
{
    rf_err err;
    rf_rulings r;
    assert_int_equal(rf_decide(&r, t->h->in, wish, &err), RF_BAD_INPUT);
    assert_string_equal(err.text, expected);
}

static void each_act_stands_for_its_rows(void **state)
{
    town *t = *state;
    town_instance(t);
    static const struct {
        rf_act act;
        const char *from, *to, *rows;
    } cases[] = {
        {RF_ACT_ACCEPT, NULL, NULL, "pin ANNA TRUCK 2020-03-23..2020-04-05"},
        {RF_ACT_REFUSE, NULL, NULL, "forbid ANNA TRUCK 2020-03-23..2020-04-05"},
        {RF_ACT_PIN, NULL, NULL, "pin ANNA TRUCK 2020-03-23..2020-04-05"},
        {RF_ACT_PIN, "2020-03-20", "2020-03-24", "pin ANNA TRUCK 2020-03-16..2020-03-29"},
        {RF_ACT_FORBID, NULL, NULL, "forbid ANNA TRUCK .."},
        {RF_ACT_FORBID, "2020-03-20", NULL, "forbid ANNA TRUCK 2020-03-20.."},
        {RF_ACT_PROPOSE, NULL, NULL,
         "forbid ANNA TRUCK 2020-03-23..2020-04-05; pin BEN TRUCK 2020-03-23..2020-04-05"},
        {RF_ACT_END, NULL, "2020-03-25",
         "pin ANNA TRUCK 2020-03-23..2020-03-29; forbid ANNA TRUCK 2020-03-30.."},
        {RF_ACT_EXTEND, NULL, "2020-04-06", "pin ANNA TRUCK 2020-03-23..2020-04-12"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const rf_wish wish = wish_of(t, cases[i].act, cases[i].from, cases[i].to);
        assert_rulings(t, &wish, cases[i].rows);
    }
}

static void a_move_that_is_not_in_the_plan_is_not_decided(void **state)
{
    town *t = *state;
    town_instance(t);
    static const rf_act acts[] = {RF_ACT_ACCEPT,  RF_ACT_REFUSE, RF_ACT_PIN,
                                  RF_ACT_PROPOSE, RF_ACT_END,    RF_ACT_EXTEND};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        rf_wish wish = wish_of(t, acts[i], NULL, NULL);
        wish.agent = hamlet_agent(t->h, "BEN");
        assert_refused_wish(t, &wish, "the plan does not send BEN to TRUCK then");
    }
}

static void an_end_lies_within_and_an_extension_after(void **state)
{
    town *t = *state;
    town_instance(t);
    static const char *const ends[] = {"2020-03-16", "2020-03-30", "2020-05-01"};
    for (size_t i = 0; i < 3; i++) {
        const rf_wish wish = wish_of(t, RF_ACT_END, NULL, ends[i]);
        assert_refused_wish(t, &wish,
                            "ANNA is at TRUCK from 2020-03-23 to 2020-04-05: an earlier end lies "
                            "between these");
    }
    const rf_wish wish = wish_of(t, RF_ACT_EXTEND, NULL, "2020-04-05");
    assert_refused_wish(t, &wish,
                        "ANNA is at TRUCK from 2020-03-23 to 2020-04-05: a later end lies after "
                        "these, within the scenario");
}

static void of_two_stays_the_dates_say_which(void **state)
{
    town *t = *state;
    town_of(t, "baseline ANNA TRUCK 0..0");
    town_instance(t);
    rf_wish wish = wish_of(t, RF_ACT_REFUSE, NULL, NULL);
    assert_refused_wish(t, &wish,
                        "the plan sends ANNA to TRUCK 2 times: say which with --from and --to");
    wish = wish_of(t, RF_ACT_REFUSE, NULL, "2020-03-22");
    assert_rulings(t, &wish, "forbid ANNA TRUCK 2020-03-16..2020-03-22");
}

static void dates_outside_the_scenario_pin_nothing(void **state)
{
    town *t = *state;
    town_instance(t);
    const rf_wish wish = wish_of(t, RF_ACT_PIN, "2021-01-01", "2021-02-01");
    assert_refused_wish(t, &wish, "no day of the scenario lies between these dates");
}

static void all_reasons_are_named_and_no_restriction(void **state)
{
    town *t = *state;
    town_of(t, "agent EVE restrictions lifting category A status fixed_term; "
               "need HEAVY unit AWAY conditions lifting+night categories C; "
               "baseline ANNA HEAVY 0..0; convention ORG ORG2");
    town_instance(t);
    rf_wish wish = wish_of(t, RF_ACT_PIN, "2020-03-16", "2020-03-16");
    wish.agent = hamlet_agent(t->h, "EVE");
    wish.need = hamlet_need(t->h, "HEAVY");
    assert_refused_wish(t, &wish,
                        "EVE cannot be sent to HEAVY then: status, category, not compatible");
    wish = wish_of(t, RF_ACT_PROPOSE, NULL, NULL);
    wish.need = hamlet_need(t->h, "HEAVY");
    wish.other = hamlet_agent(t->h, "EVE");
    assert_refused_wish(t, &wish,
                        "EVE cannot be sent to HEAVY then: status, category, not compatible");
}

static void what_holds_already_is_known(void **state)
{
    town *t = *state;
    town_of(t, "pin BEN MEALS p0..p1; forbid CARL * p1..p2");
    town_instance(t);
    const rf_instance *in = t->h->in;
    const rf_date first = rf_period_first_day(in->scenario, 0);
    rf_ruling r = {hamlet_agent(t->h, "BEN"), hamlet_need(t->h, "MEALS"), first, first + 13,
                   RF_PIN};
    assert_true(rf_ruling_holds(in->territory, &r));
    r.to += 7;
    assert_false(rf_ruling_holds(in->territory, &r));
    r = (rf_ruling){hamlet_agent(t->h, "CARL"), hamlet_need(t->h, "TRUCK"), first + 7, first + 20,
                    RF_FORBID};
    assert_true(rf_ruling_holds(in->territory, &r));
    r.from = RF_DATE_FIRST;
    assert_false(rf_ruling_holds(in->territory, &r));
}

/* Refused for all of the scenario, CARL is not forbidden for ever: the next one may have him. */
static void a_scenario_s_end_ends_no_decision(void **state)
{
    town *t = *state;
    town_of(t, "forbid CARL TRUCK p0..p3");
    town_instance(t);
    const rf_instance *in = t->h->in;
    const rf_date first = rf_period_first_day(in->scenario, 0);
    rf_ruling r = {hamlet_agent(t->h, "CARL"), hamlet_need(t->h, "TRUCK"), first, first + 27,
                   RF_FORBID};
    assert_true(rf_ruling_holds(in->territory, &r));
    r.to = RF_DATE_LAST;
    assert_false(rf_ruling_holds(in->territory, &r));
    r.from = first + 28;
    r.to = first + 34;
    assert_false(rf_ruling_holds(in->territory, &r));
    r.from = RF_DATE_FIRST;
    r.to = first - 1;
    assert_false(rf_ruling_holds(in->territory, &r));
}

/* Tries the wish on BEN with what was decided before; "": nothing against it. */
static void assert_contradicts(town *t, rf_act act, const char *text)
{
    rf_err err;
    rf_rulings r;
    rf_wish wish = wish_of(t, act, NULL, NULL);
    assert_int_equal(rf_decide(&r, t->h->in, &wish, &err), RF_OK);
    rf_diags *diags = rf_diags_new();
    const rf_status rc = rf_rulings_try(t->h->territory, t->h->in, r.list, r.n, diags, &err);
    assert_int_equal(rc, text[0] == '\0' ? RF_OK : RF_BAD_INPUT);
    rf_buf said = rf_buf_new(4096);
    for (size_t i = 0; i < rf_diags_size(diags); i++)
        rf_buf_printf(&said, "%s\n", rf_diags_at(diags, i)->text);
    assert_string_equal(rf_buf_text(&said), text);
    rf_buf_free(&said);
    rf_diags_free(diags);
}

static void a_refusal_of_what_is_pinned_contradicts(void **state)
{
    town *t = *state;
    town_of(t, "pin ANNA TRUCK p1..p2");
    town_instance(t);
    assert_contradicts(t, RF_ACT_REFUSE, "the pin of ANNA on TRUCK stands against: forbidden\n");
}

static void a_second_place_at_once_contradicts(void **state)
{
    town *t = *state;
    town_of(t, "pin ANNA MEALS p2..p3");
    town_instance(t);
    assert_contradicts(t, RF_ACT_ACCEPT,
                       "the pin of ANNA on MEALS stands against its pin on TRUCK (line 3): both "
                       "hold periods 2..2\n");
}

static void what_contradicts_nothing_passes(void **state)
{
    town *t = *state;
    town_instance(t);
    assert_contradicts(t, RF_ACT_PROPOSE, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_act_stands_for_its_rows, set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(a_move_that_is_not_in_the_plan_is_not_decided, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(an_end_lies_within_and_an_extension_after, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(of_two_stays_the_dates_say_which, set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(dates_outside_the_scenario_pin_nothing, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(all_reasons_are_named_and_no_restriction, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_scenario_s_end_ends_no_decision, set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(what_holds_already_is_known, set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(a_refusal_of_what_is_pinned_contradicts, set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_second_place_at_once_contradicts, set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(what_contradicts_nothing_passes, set_up, town_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
