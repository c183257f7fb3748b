/* SPDX-License-Identifier: GPL-3.0-or-later
 * Explanations of small towns: what is said is so. (Levers are held against files changed by hand
 * in tests/suites/explain.sh.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/json/json.h"
#include "adapters/report/explain.h"
#include "engine/core/mem.h"
#include "engine/domain/envelope.h"
#include "engine/solve/state.h"
#include "tests/support/lottery.h"
#include "tests/support/village.h"

enum { DRAWS = 60, TEXT = 1 << 20 };

/* Explains the town, whose sentences say the plan as its baseline. */
static rf_status ask(rf_explanation **out, town *t, rf_topic topic, const char *agent,
                     const char *need)
{
    const rf_asked asked = {
        .topic = topic,
        .in = town_instance(t),
        .baseline = &t->h->baseline,
        .agent = {agent != NULL ? hamlet_agent(t->h, agent).i : -1},
        .need = {need != NULL ? hamlet_need(t->h, need).i : -1},
        .top = 5,
    };
    return rf_explain(out, &asked, &t->h->err);
}

static rf_explanation *explain(town *t, rf_topic topic, const char *agent, const char *need)
{
    rf_explanation *e = NULL;
    if (ask(&e, t, topic, agent, need) != RF_OK)
        fail_msg("%s", t->h->err.text);
    return e;
}

static int64_t change_of(const rf_explanation *e, const int64_t *values, const char *level)
{
    for (int32_t l = 0; l < e->asked.in->n_levels; l++)
        if (strcmp(e->asked.in->levels[l].name, level) == 0)
            return values[l] - e->dossier->values[l];
    fail_msg("no level %s", level);
    return 0;
}

static void every_reason_is_said_period_by_period(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA consent unknown permis.c until 2020-03-24;"
               "need TRUCK permis.c p0..p2; baseline");
    rf_explanation *e = explain(t, RF_TOPIC_WHY_NOT, "ANNA", "TRUCK");
    assert_null(e->trial);
    assert_null(e->dossier);
    assert_false(e->why_not->has_stay);
    assert_int_equal(e->why_not->against[0], 1U << RF_AGAINST_CONSENT);
    assert_int_equal(e->why_not->against[1], 1U << RF_AGAINST_CONSENT | 1U << RF_AGAINST_SKILL);
    assert_int_equal(e->why_not->against[2], 1U << RF_AGAINST_CONSENT | 1U << RF_AGAINST_SKILL);
    rf_explanation_free(e);
}

static void what_is_left_may_be_too_short(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA permis.c until 2020-03-24; need TRUCK permis.c p0..p2 min_stay 2;"
               "baseline");
    rf_explanation *e = explain(t, RF_TOPIC_WHY_NOT, "ANNA", "TRUCK");
    assert_null(e->trial);
    assert_int_equal(e->why_not->longest_free, 1);
    assert_int_equal(e->why_not->shortest_stay, 2);
    rf_explanation_free(e);
}

static void forcing_a_stay_tells_the_price_and_who_moves(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN fte 50; need TRUCK p0..p2; need CARE tier important p0..p2;"
               "baseline ANNA TRUCK 0..2; baseline BEN CARE 0..2");
    rf_explanation *e = explain(t, RF_TOPIC_WHY_NOT, "ANNA", "CARE");
    assert_true(e->why_not->has_stay);
    assert_int_equal(e->why_not->stay.first, 0);
    assert_int_equal(e->why_not->stay.last, 2);
    assert_non_null(e->trial);
    assert_int_equal(change_of(e, e->trial->values, "vital"), 150);
    assert_int_equal(change_of(e, e->trial->values, "important"), -150);
    assert_int_equal(change_of(e, e->trial->values, "changes"), 4);
    assert_int_equal(e->trial->n_moved, 4);
    rf_explanation_free(e);
}

static void a_move_is_explained_by_what_is_lost_without_it(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN fte 60; agent CARL consent refuses; need TRUCK p0..p1;"
               "baseline ANNA TRUCK 0..1");
    rf_explanation *e = explain(t, RF_TOPIC_MOVE, "ANNA", "TRUCK");
    assert_int_equal(e->unmet[0], 0);
    assert_int_equal(e->unmet_without[0], 100);
    assert_int_equal(e->unmet_without[2], 0);
    assert_int_equal(change_of(e, e->trial->values, "vital"), 80);
    assert_int_equal(e->candidates->n, 1);
    assert_int_equal(e->candidates->items[0].stay.agent.i, 1);
    assert_int_equal(e->candidates->items[0].replaces, 0);
    assert_int_equal(e->candidates->items[0].change[0], 80);
    rf_explanation_free(e);
}

static void wrong_questions_are_refused(void **state)
{
    town *t = *state;
    rf_explanation *e = NULL;
    town_of(t, "agent ANNA; agent BEN; need TRUCK p0..p1; baseline ANNA TRUCK 0..1");
    assert_int_equal(ask(&e, t, RF_TOPIC_MOVE, "BEN", "TRUCK"), RF_BAD_INPUT);
    assert_string_equal(t->h->err.text, "the plan does not send BEN to TRUCK");
    assert_int_equal(ask(&e, t, RF_TOPIC_WHY_NOT, "ANNA", "TRUCK"), RF_BAD_INPUT);
    assert_null(e);
}

static void a_plan_that_breaks_rules_is_not_explained(void **state)
{
    town *t = *state;
    rf_explanation *e = NULL;
    town_of(t, "agent ANNA consent refuses; need TRUCK p0..p1; baseline ANNA TRUCK 0..1");
    assert_int_equal(ask(&e, t, RF_TOPIC_ALTERNATIVES, NULL, "TRUCK"), RF_BAD_INPUT);
    assert_null(e);
}

static void a_shortage_counts_who_is_kept_away_by_what(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN consent unknown permis.c; agent CARL permis.c;"
               "need TRUCK permis.c fte 3 p0..p0; baseline CARL TRUCK 0..0");
    rf_explanation *e = explain(t, RF_TOPIC_NEED, NULL, "TRUCK");
    assert_int_equal(e->shortage->total, 200);
    assert_int_equal(e->shortage->agents_against[RF_AGAINST_SKILL], 1);
    assert_int_equal(e->shortage->agents_alone[RF_AGAINST_CONSENT], 1);
    assert_int_equal(e->shortage->able, 1);
    assert_int_equal(e->shortage->at_home, 0);
    assert_int_equal(e->shortage->used_for[0], 1);
    assert_int_equal(e->levers->n_gains, 2); /* train ANNA, ask BEN */
    for (int32_t i = 0; i < 2; i++) {
        assert_int_equal(e->levers->items[i].trial->need_unmet, 100);
        assert_int_equal(e->levers->items[i].people, 1);
    }
    rf_explanation_free(e);
}

/* The gain of the lever of that kind; -1: it was not tried. */
static int64_t gain_of(const rf_explanation *e, rf_lever_kind kind)
{
    for (int32_t i = 0; i < e->levers->n; i++)
        if (e->levers->items[i].kind == kind)
            return e->levers->reference->need_unmet - e->levers->items[i].trial->need_unmet;
    return -1;
}

static void limits_of_stays_are_levers(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK p0..p0; need CARE tier essential p2..p2;"
               "baseline ANNA TRUCK 0..0");
    rf_explanation *e = explain(t, RF_TOPIC_NEED, NULL, "CARE");
    assert_int_equal(gain_of(e, RF_LEVER_STAYS), 100);
    assert_int_equal(gain_of(e, RF_LEVER_LIMITS), -1);
    assert_int_equal(e->levers->n_gains, 1);
    assert_int_equal(e->levers->items[0].amount, 2);
    rf_explanation_free(e);
}

static void two_limits_of_stays_go_together(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; need TRUCK p0..p2 max_stay 1; rule max_periods_away 1;"
               "baseline ANNA TRUCK 0..0");
    rf_explanation *e = explain(t, RF_TOPIC_NEED, NULL, "TRUCK");
    assert_int_equal(gain_of(e, RF_LEVER_LIMITS), 200);
    assert_int_equal(gain_of(e, RF_LEVER_AWAY), 0);
    assert_int_equal(gain_of(e, RF_LEVER_MAX_STAY), -1);
    assert_int_equal(gain_of(e, RF_LEVER_STAYS), -1);
    rf_explanation_free(e);
}

/* The envelope gives 10 minutes and takes half a post from the floor: what a hand writes does not
 * say them again. */
static void under_an_envelope_the_files_say_the_lever(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA max_travel 10; agent BEN; site S2 45 5.05; travel S S2 40; floor HOME 2;"
               "rule floors hard; need TRUCK site S2 p0..p0; baseline");
    rf_rule_change change = {.unit = {.i = 1},
                             .centi_fte = -50,
                             .minutes = 10,
                             .from = RF_DATE_FIRST,
                             .to = RF_DATE_LAST};
    const rf_envelope envelope = {.changes = &change, .n_changes = 1};
    town_instance(t);
    assert_string_equal(rf_unit_name(t->h->in, t->h->in->agents[0].unit), "HOME");
    change.unit.i = t->h->in->agents[0].unit;
    rf_envelope_apply(t->h->in, &envelope);
    rf_explanation *e = explain(t, RF_TOPIC_NEED, NULL, "TRUCK");
    int32_t found = 0;
    for (int32_t i = 0; i < e->levers->n; i++) {
        const rf_lever *lever = &e->levers->items[i];
        if (lever->kind == RF_LEVER_TRAVEL) {
            assert_int_equal(lever->amount, 40);
            assert_int_equal(lever->edits[0].amount, 30);
            found++;
        } else if (lever->kind == RF_LEVER_FLOOR) {
            assert_int_equal(lever->before, 200);
            assert_int_equal(lever->amount, 100);
            assert_int_equal(lever->trial->need_unmet, 0);
            found++;
        }
    }
    assert_int_equal(found, 2);
    rf_explanation_free(e);
}

static void the_sheet_adds_up_what_one_person_brings(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA prior_days 4 permis.c; absence ANNA p2..p2; need TRUCK p0..p1;"
               "level v unmet.vital*1; level b burden*1; baseline ANNA TRUCK 0..1");
    rf_explanation *e = explain(t, RF_TOPIC_AGENT, "ANNA", NULL);
    assert_int_equal(e->sheet->n_moves, 1);
    assert_int_equal(e->sheet->terms[RF_TERM_UNMET_VITAL], -200);
    assert_int_equal(e->sheet->terms[RF_TERM_BURDEN], 8);
    assert_int_equal(e->sheet->present, 2);
    assert_int_equal(e->sheet->needs_possible, 1);
    assert_int_equal(e->sheet->n_rows, 4); /* agent, skill, absence, need */
    assert_int_equal(e->sheet->rows[2].table, RF_ABSENCES);
    rf_explanation_free(e);
}

/* BUS is barred by her absence, then by a decision: no reason bars it always, no period is free. */
static void possible_on_some_period_means_free_of_every_reason_on_one(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA; absence ANNA p0..p0; forbid ANNA BUS p1..p1; need BUS p0..p1;"
               "need TRUCK p0..p2; baseline ANNA TRUCK 1..2");
    rf_explanation *e = explain(t, RF_TOPIC_AGENT, "ANNA", NULL);
    assert_int_equal(e->sheet->needs_examined, 2);
    assert_int_equal(e->sheet->needs_possible, 1);
    assert_int_equal(e->sheet->needs_against[RF_AGAINST_ABSENT], 0);
    rf_explanation_free(e);
}

/* Neither page nor JSON. */
static void assert_silent(const rf_explanation *e)
{
    static const char *const hints[] = {"night", "lifting", "restriction", "condition"};
    const rf_page page = {.width = 100, .utf8 = true};
    rf_err err;
    rf_buf text = rf_buf_new(TEXT);
    assert_int_equal(rf_report_explanation(&text, e, &page, &err), RF_OK);
    assert_int_equal(rf_json_write_explanation(&text, e, &err), RF_OK);
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
        if (strstr(rf_buf_text(&text), hints[i]) != NULL)
            fail_msg("'%s' shows in:\n%s", hints[i], rf_buf_text(&text));
    rf_buf_free(&text);
}

static void no_manager_reads_of_a_restriction(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA restrictions night; agent BEN restrictions lifting; agent CARL;"
               "need TRUCK fte 3 conditions night+lifting p0..p1; baseline CARL TRUCK 0..1");
    village_speak("en");
    rf_explanation *all[] = {
        explain(t, RF_TOPIC_WHY_NOT, "ANNA", "TRUCK"),
        explain(t, RF_TOPIC_NEED, NULL, "TRUCK"),
        explain(t, RF_TOPIC_MOVE, "CARL", "TRUCK"),
        explain(t, RF_TOPIC_ALTERNATIVES, NULL, "TRUCK"),
    };
    assert_int_equal(all[0]->why_not->against[0], 1U << RF_AGAINST_RESTRICTION);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_silent(all[i]);
        rf_explanation_free(all[i]);
    }
}

/* ---- by lot ---- */

/* The drawn town's own plan as a baseline; strings are the territory's. */
static rf_instance *with_plan(rf_baseline *baseline, town *t)
{
    rf_instance *in = NULL;
    const rf_plan *plan = solved(t);
    rf_diags *diags = rf_diags_new();
    baseline->n_moves = plan->n_moves;
    baseline->moves = rf_new_array((size_t)plan->n_moves, sizeof *baseline->moves);
    assert_non_null(baseline->moves);
    for (int32_t i = 0; i < plan->n_moves; i++)
        baseline->moves[i] = (rf_baseline_move){rf_agent_name(t->h->in, plan->moves[i].agent),
                                                rf_need_name(t->h->in, plan->moves[i].need),
                                                plan->moves[i].first, plan->moves[i].last};
    assert_int_equal(
        rf_instance_new(&in, t->h->territory, t->h->scenario, baseline, diags, &t->h->err), RF_OK);
    rf_diags_free(diags);
    return in;
}

/* A candidate's swap is a plan in which their stay is pinned: the best such plan is no worse. */
static int32_t assert_no_better_than_pinned(const rf_explanation *e)
{
    const rf_instance *in = e->asked.in;
    int64_t values[32];
    for (int32_t i = 0; i < e->candidates->n; i++) {
        const rf_candidate *c = &e->candidates->items[i];
        rf_err err;
        rf_trial *trial = NULL;
        const rf_edit pin = {.kind = RF_EDIT_PIN,
                             .agent = c->stay.agent.i,
                             .need = c->stay.need.i,
                             .first = c->stay.first,
                             .last = c->stay.last};
        const rf_question question = {.edits = &pin, .n_edits = 1, .need = e->asked.need};
        assert_int_equal(rf_trial_new(&trial, e->dossier, &question, &err), RF_OK);
        assert_int_not_equal(trial->outcome, RF_INFEASIBLE);
        for (int32_t l = 0; l < in->n_levels; l++)
            values[l] = e->dossier->values[l] + c->change[l];
        if (in->levels[0].gap == 0)
            assert_true(trial->values[0] <= values[0]);
        if (i > 0)
            assert_true(rf_values_compare(e->candidates->items[i - 1].change, c->change,
                                          in->n_levels) <= 0);
        rf_trial_free(trial);
    }
    return e->candidates->n;
}

static void a_new_solve_is_no_worse_than_a_candidate(void **state)
{
    (void)state;
    int32_t n = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        char *text = NULL;
        rf_err err;
        town *t = lottery_draw(&text, number);
        if (solved(t)->outcome != RF_INFEASIBLE) {
            rf_baseline baseline = {0};
            rf_instance *in = with_plan(&baseline, t);
            for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
                rf_explanation *e = NULL;
                const rf_asked asked = {.topic = RF_TOPIC_ALTERNATIVES,
                                        .in = in,
                                        .baseline = &baseline,
                                        .agent = {-1},
                                        .need = k,
                                        .top = 3};
                if (rf_explain(&e, &asked, &err) != RF_OK)
                    fail_msg("%s in\n%s", err.text, text);
                n += assert_no_better_than_pinned(e);
                rf_explanation_free(e);
            }
            rf_instance_free(in);
            free(baseline.moves);
        }
        town_free(t);
        free(text);
    }
    assert_true(n > DRAWS / 2); /* the draws are worth it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_reason_is_said_period_by_period, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(what_is_left_may_be_too_short, town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(forcing_a_stay_tells_the_price_and_who_moves, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_move_is_explained_by_what_is_lost_without_it, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(wrong_questions_are_refused, town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(a_plan_that_breaks_rules_is_not_explained, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(a_shortage_counts_who_is_kept_away_by_what, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(possible_on_some_period_means_free_of_every_reason_on_one,
                                        town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(limits_of_stays_are_levers, town_set_up, town_tear_down),
        cmocka_unit_test_setup_teardown(two_limits_of_stays_go_together, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(under_an_envelope_the_files_say_the_lever, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(the_sheet_adds_up_what_one_person_brings, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(no_manager_reads_of_a_restriction, town_set_up,
                                        town_tear_down),
        cmocka_unit_test(a_new_solve_is_no_worse_than_a_candidate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
