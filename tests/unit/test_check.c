/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/check.h"
#include "engine/domain/ledger.h"
#include "tests/support/hamlet.h"

enum { MAX_MOVES = 8, MAX_LEVELS = 8 };

/* A hamlet and an honest plan for it, which a test then spoils. */
typedef struct spoiled {
    hamlet *h;
    rf_plan plan;
    rf_move moves[MAX_MOVES];
    rf_level_result levels[MAX_LEVELS];
    rf_conflict conflict;
    rf_buf out;
    int32_t n_breaches;
} spoiled;

/* Four weeks from Monday 16 March 2020: M1..M3 of HOME, all volunteers, N1 of AWAY, a convention.
 */
static int set_up(void **state)
{
    spoiled *s = calloc(1, sizeof *s);
    if (s == NULL)
        return -1;
    s->h = hamlet_new("2020-03-16", 4);
    s->out = rf_buf_new(100000);
    for (int i = 1; i <= 3; i++) {
        char cells[80];
        snprintf(cells, sizeof cells, "agent=M%d unit=HOME consent=volunteer", i);
        hamlet_row(s->h, RF_AGENTS, cells);
    }
    hamlet_row(s->h, RF_NEEDS, "need=N1 unit=AWAY tier=vital from=2020-03-16 to=2020-04-12 fte=3");
    hamlet_row(s->h, RF_CONVENTIONS, "lender=ORG borrower=ORG2 max_fte=2");
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    spoiled *s = *state;
    hamlet_free(s->h);
    rf_buf_free(&s->out);
    free(s);
    return 0;
}

static void build(spoiled *s)
{
    assert_int_equal(hamlet_build(s->h), RF_OK);
}

static rf_move *add(spoiled *s, const char *agent, const char *need, int32_t first, int32_t last)
{
    rf_move *move = &s->moves[s->plan.n_moves++];
    *move = hamlet_move(s->h, agent, need, first, last);
    return move;
}

/* Levels that tell the truth of the plan's moves, each optimal at its value. */
static void report_levels(spoiled *s)
{
    const rf_instance *in = s->h->in;
    rf_ledger *ledger = NULL;
    assert_int_equal(rf_ledger_new(&ledger, in, s->moves, s->plan.n_moves, &s->h->err), RF_OK);
    s->plan.n_levels = in->n_levels;
    for (int32_t l = 0; l < in->n_levels; l++) {
        rf_level_result *level = &s->levels[l];
        *level = (rf_level_result){.value = rf_level_value(&in->levels[l], ledger->terms)};
        level->bound = level->value;
        memcpy(level->terms, ledger->terms, sizeof level->terms);
    }
    rf_ledger_free(ledger);
}

static void check(spoiled *s)
{
    s->plan.moves = s->moves;
    s->plan.levels = s->levels;
    s->plan.conflicts = &s->conflict;
    rf_buf_clear(&s->out);
    assert_int_equal(rf_check(&s->n_breaches, &s->out, s->h->in, &s->plan, &s->h->err), RF_OK);
}

/* Exactly these lines come out. */
static void assert_breaches(spoiled *s, const char *lines)
{
    int32_t n = 0;
    for (const char *c = lines; *c != '\0'; c++)
        n += *c == '\n';
    check(s);
    assert_string_equal(rf_buf_text(&s->out), lines);
    assert_int_equal(s->n_breaches, n);
}

static void an_honest_plan_has_no_breach(void **state)
{
    spoiled *s = *state;
    build(s);
    add(s, "M1", "N1", 0, 3);
    add(s, "M2", "N1", 1, 1);
    report_levels(s);
    assert_breaches(s, "");
}

static void a_move_against_reasons_names_them_all(void **state)
{
    spoiled *s = *state;
    hamlet_row(s->h, RF_NEED_SKILLS, "need=N1 skill=care");
    hamlet_row(s->h, RF_ABSENCES, "agent=M1 from=2020-03-23 to=2020-03-29");
    build(s);
    add(s, "M1", "N1", 0, 2);
    report_levels(s);
    assert_breaches(s, "M1 -> N1 periods 0..2: skill, absent\n");
}

static void a_move_outside_the_instance_is_a_breach_and_not_read_further(void **state)
{
    spoiled *s = *state;
    build(s);
    report_levels(s);
    add(s, "M1", "N1", 0, 4);
    add(s, "M1", "N1", 2, 1);
    add(s, "M1", "N1", 0, 0)->agent.i = 3;
    add(s, "M1", "N1", 0, 0)->need.i = -1;
    assert_breaches(s, "M1 -> N1 periods 0..4: not within periods 0..3\n"
                       "M1 -> N1 periods 2..1: not within periods 0..3\n"
                       "move 2: agent number 3 does not exist\n"
                       "move 3: need number -1 does not exist\n");
}

static void a_stay_keeps_to_min_and_max_stay(void **state)
{
    spoiled *s = *state;
    hamlet_row(
        s->h, RF_NEEDS,
        "need=N2 unit=DESK tier=vital from=2020-03-16 to=2020-04-12 fte=1 min_stay=2 max_stay=3");
    build(s);
    add(s, "M1", "N2", 1, 1);
    add(s, "M2", "N2", 0, 3);
    add(s, "M3", "N2", 0, 2);
    report_levels(s);
    assert_breaches(s, "M1 -> N2 periods 1..1: 1 < min_stay 2 (4 periods with demand)\n"
                       "M2 -> N2 periods 0..3: 4 > max_stay 3\n");
}

static void a_short_run_of_demand_may_be_served_whole_below_min_stay(void **state)
{
    spoiled *s = *state;
    hamlet_row(s->h, RF_NEEDS,
               "need=N2 unit=DESK tier=vital from=2020-03-16 to=2020-04-12 fte=1 min_stay=3");
    hamlet_row(s->h, RF_DEMAND, "need=N2 from=2020-03-30 to=2020-04-05 fte=0");
    build(s);
    add(s, "M1", "N2", 0, 1);
    add(s, "M2", "N2", 3, 3);
    add(s, "M3", "N2", 0, 0);
    report_levels(s);
    assert_breaches(s, "M3 -> N2 periods 0..0: 1 < min_stay 3 (2 periods with demand)\n");
}

static void roles_must_be_what_the_skills_make(void **state)
{
    spoiled *s = *state;
    hamlet_row(s->h, RF_NEEDS,
               "need=N2 unit=DESK tier=vital from=2020-03-16 to=2020-04-12 fte=1 tutor_ratio=1 "
               "tutors_on_site=9");
    hamlet_row(s->h, RF_NEED_SKILLS, "need=N2 skill=care trainee_level=1");
    hamlet_row(s->h, RF_SKILLS, "agent=M1 skill=care level=2 valid_until=2020-03-22");
    hamlet_row(s->h, RF_SKILLS, "agent=M1 skill=care level=1");
    hamlet_row(s->h, RF_SKILLS, "agent=M2 skill=care level=2");
    build(s);
    add(s, "M1", "N2", 0, 1);
    add(s, "M2", "N2", 0, 1)->trainee = true;
    report_levels(s);
    assert_breaches(s, "M1 -> N2 periods 0..1: role qualified, is trainee\n"
                       "M2 -> N2 periods 0..1: role trainee, is qualified\n");
}

static void an_agent_serves_once_at_a_time_and_within_the_rules(void **state)
{
    spoiled *s = *state;
    hamlet_row(s->h, RF_NEEDS, "need=N2 unit=DESK tier=vital from=2020-03-16 to=2020-04-12 fte=1");
    s->h->scenario->rules.max_periods_away = 3;
    build(s);
    add(s, "M1", "N1", 0, 1);
    add(s, "M1", "N2", 1, 2);
    add(s, "M2", "N2", 0, 3);
    report_levels(s);
    assert_breaches(s, "M1 period 1: 2 stays at once\n"
                       "M1: 2 stays > max_stays 1\n"
                       "M1: 4 periods away > max_periods_away 3\n"
                       "M2: 4 periods away > max_periods_away 3\n");
}

static void a_convention_caps_what_is_lent(void **state)
{
    spoiled *s = *state;
    build(s);
    add(s, "M1", "N1", 0, 3);
    add(s, "M2", "N1", 0, 3);
    add(s, "M3", "N1", 2, 2);
    report_levels(s);
    assert_breaches(s, "convention ORG->ORG2 period 2: 300 > 200 centi-FTE\n");
}

static void hard_floors_are_not_dipped(void **state)
{
    spoiled *s = *state;
    hamlet_row(s->h, RF_FLOORS, "unit=HOME floor=2.5");
    build(s);
    add(s, "M1", "N1", 3, 3);
    report_levels(s);
    assert_breaches(s, "");
    s->h->scenario->rules.hard_floors = true;
    build(s);
    assert_breaches(s, "floor 0 of HOME period 3: dipped by 50 centi-FTE\n");
}

static void trainees_need_tutors_on_site_or_among_the_qualified(void **state)
{
    spoiled *s = *state;
    hamlet_row(s->h, RF_NEEDS,
               "need=N2 unit=DESK tier=vital from=2020-03-16 to=2020-04-12 fte=1 tutor_ratio=1");
    hamlet_row(s->h, RF_NEED_SKILLS, "need=N2 skill=care trainee_level=1");
    hamlet_row(s->h, RF_SKILLS, "agent=M1 skill=care level=1");
    hamlet_row(s->h, RF_SKILLS, "agent=M2 skill=care level=1");
    hamlet_row(s->h, RF_SKILLS, "agent=M3 skill=care level=2");
    build(s);
    add(s, "M1", "N2", 1, 2)->trainee = true;
    add(s, "M2", "N2", 2, 2)->trainee = true;
    add(s, "M3", "N2", 1, 2);
    report_levels(s);
    assert_breaches(s, "N2 period 2: trainees 2 > tutor_ratio 1 x tutors 1\n");
}

static void pins_are_in_the_plan_and_called_so(void **state)
{
    spoiled *s = *state;
    hamlet_row(s->h, RF_AGENTS, "agent=M4 unit=HOME consent=refuses");
    hamlet_row(s->h, RF_DECISIONS, "agent=M4 need=N1 decision=pin");
    hamlet_row(s->h, RF_DECISIONS, "agent=M1 need=N1 decision=pin from=2020-03-16 to=2020-03-16");
    build(s);
    add(s, "M2", "N1", 0, 0)->pinned = true;
    add(s, "M4", "N1", 0, 3);
    report_levels(s);
    assert_breaches(s, "M2 -> N1 periods 0..0: called a pin, is none\n"
                       "M4 -> N1 periods 0..3: a pin that the plan does not call one\n"
                       "M1 -> N1 periods 0..0: pinned, not in the plan\n");
    s->plan.n_moves = 0;
    add(s, "M4", "N1", 0, 2); /* not the pin: its consent counts */
    add(s, "M1", "N1", 0, 0)->pinned = true;
    report_levels(s);
    assert_breaches(s, "M4 -> N1 periods 0..2: consent\n"
                       "M4 -> N1 periods 0..3: pinned, not in the plan\n");
}

static void levels_say_the_value_and_the_terms_that_the_moves_make(void **state)
{
    spoiled *s = *state;
    build(s);
    add(s, "M1", "N1", 0, 3);
    report_levels(s);
    s->levels[0].value++;
    s->levels[0].bound++;
    s->levels[4].terms[RF_TERM_MOVED] = 2;
    s->levels[4].terms[RF_TERM_BURDEN] = 2; /* a term that the level does not name */
    assert_breaches(s, "level vital: value 801, it is 800\n"
                       "level comfort: term moved 2, it is 1\n");
}

static void bounds_gaps_and_outcomes_are_consistent(void **state)
{
    spoiled *s = *state;
    build(s);
    add(s, "M1", "N1", 0, 3);
    report_levels(s);
    s->levels[0].bound = 801;
    s->levels[1].outcome = RF_INFEASIBLE;
    assert_breaches(s, "level vital: bound 801 above value 800\n"
                       "level essential: infeasible in a plan that is not\n"
                       "the plan is called optimal, a level of it is not\n");
    report_levels(s);
    s->levels[0].bound = 799; /* 0.00125 */
    assert_breaches(s, "level vital: optimal, but its gap is 0.001250 > 0.001000\n");
    s->levels[0].outcome = s->plan.outcome = RF_FEASIBLE;
    assert_breaches(s, "");
    s->levels[0].outcome = RF_OPTIMAL;
    s->levels[0].bound = 800;
    assert_breaches(s, "the plan is called feasible, every level of it is optimal\n");
}

static void every_level_is_reported(void **state)
{
    spoiled *s = *state;
    build(s);
    report_levels(s);
    s->plan.n_levels = 4;
    assert_breaches(s, "levels: 4, there are 5\n");
}

static void an_infeasible_plan_is_a_conflict_and_nothing_else(void **state)
{
    spoiled *s = *state;
    build(s);
    s->plan.outcome = RF_INFEASIBLE;
    s->plan.n_conflicts = 1;
    assert_breaches(s, "");
    add(s, "M1", "N1", 0, 3);
    report_levels(s);
    s->plan.n_conflicts = 0;
    assert_breaches(s, "infeasible, but moves: 1\n"
                       "infeasible, but levels: 5\n"
                       "infeasible, but no conflict is named\n");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(an_honest_plan_has_no_breach),
        T(a_move_against_reasons_names_them_all),
        T(a_move_outside_the_instance_is_a_breach_and_not_read_further),
        T(a_stay_keeps_to_min_and_max_stay),
        T(a_short_run_of_demand_may_be_served_whole_below_min_stay),
        T(roles_must_be_what_the_skills_make),
        T(an_agent_serves_once_at_a_time_and_within_the_rules),
        T(a_convention_caps_what_is_lent),
        T(hard_floors_are_not_dipped),
        T(trainees_need_tutors_on_site_or_among_the_qualified),
        T(pins_are_in_the_plan_and_called_so),
        T(levels_say_the_value_and_the_terms_that_the_moves_make),
        T(bounds_gaps_and_outcomes_are_consistent),
        T(every_level_is_reported),
        T(an_infeasible_plan_is_a_conflict_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
