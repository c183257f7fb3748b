/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/domain/against.h"
#include "engine/renfort.h"
#include "tests/support/lottery.h"

static rf_reserve *reserve_of(int32_t *n, town *t, const rf_plan *plan)
{
    rf_err err;
    rf_reserve *reserve = NULL;
    assert_int_equal(rf_reserve_find(&reserve, n, town_instance(t), plan, &err), RF_OK);
    return reserve;
}

static const char *name_of(const town *t, const rf_reserve *r)
{
    return r->agent.i < 0 ? "-" : rf_agent_name(t->h->in, r->agent);
}

/* ANNA alone can do K; BEN and ANNA can do L: the greedy choice of ANNA for L would leave K bare.
 */
static void as_many_needs_as_can_be_have_their_own(void **state)
{
    town *t = *state;
    const rf_plan plan = {.n_moves = 0};
    int32_t n = 0;
    town_of(t, "agent ANNA cook drive; agent BEN drive; need L drive; need K cook;"
               "need M cook; need E tier essential");
    rf_reserve *r = reserve_of(&n, t, &plan);
    assert_int_equal(n, 3);
    assert_string_equal(name_of(t, &r[0]), "BEN");
    assert_int_equal(r[0].candidates, 2);
    assert_int_equal((r[1].agent.i < 0) + (r[2].agent.i < 0), 1);
    assert_int_equal(r[0].periods, 3);
    assert_int_equal(r[0].asked, 3);
    free(r);
}

static void who_moves_or_is_a_trainee_is_no_reserve(void **state)
{
    town *t = *state;
    int32_t n = 0;
    town_of(t, "agent ANNA cook; agent BEN cook level 1; need L;"
               "need K cook min_level 2 trainee_level 1 tutor_ratio 5 tutors_on_site 1");
    town_instance(t);
    rf_move move = hamlet_move(t->h, "ANNA", "L", 0, 0);
    const rf_plan plan = {.moves = &move, .n_moves = 1};
    rf_reserve *r = reserve_of(&n, t, &plan);
    assert_int_equal(n, 2);
    assert_string_equal(name_of(t, &r[0]), "BEN");
    assert_string_equal(name_of(t, &r[1]), "-");
    assert_int_equal(r[1].candidates, 0);
    free(r);
}

static void whoever_can_stay_longer_comes_before_whoever_is_nearer(void **state)
{
    town *t = *state;
    const rf_plan plan = {.n_moves = 0};
    int32_t n = 0;
    town_of(t, "site FAR 45.1 5; travel FAR S 30; agent NEAR; absence NEAR p1..p1;"
               "agent LONG site FAR; need K");
    rf_reserve *r = reserve_of(&n, t, &plan);
    assert_int_equal(n, 1);
    assert_string_equal(name_of(t, &r[0]), "LONG");
    assert_int_equal(r[0].minutes, 30);
    free(r);
}

static void assert_serves(const char *rules, int32_t expected)
{
    town *t = town_new(7);
    const rf_plan plan = {.n_moves = 0};
    int32_t n = 0;
    town_of(t, rules);
    rf_reserve *r = reserve_of(&n, t, &plan);
    assert_int_equal(n, 1);
    assert_string_equal(name_of(t, &r[0]), "ANNA");
    assert_int_equal(r[0].periods, expected);
    assert_int_equal(r[0].asked, 7);
    free(r);
    town_free(t);
}

/* ANNA is there on the periods 0, 1, 2 and 4, 5, 6. */
static void a_reserve_serves_no_more_than_its_stays_hold(void **state)
{
    (void)state;
    assert_serves("agent ANNA; absence ANNA p3..p3; need K", 3);
    assert_serves("agent ANNA; absence ANNA p3..p3; need K max_stay 2", 2);
    assert_serves("agent ANNA; absence ANNA p3..p3; need K; rule max_stays 2", 6);
    assert_serves("agent ANNA; absence ANNA p3..p3; need K max_stay 2; rule max_stays 2", 4);
    assert_serves("agent ANNA; absence ANNA p3..p3; need K max_stay 2; rule max_stays 4", 6);
    assert_serves("agent ANNA; absence ANNA p3..p3; need K; rule max_stays 2;"
                  "rule max_periods_away 4",
                  4);
    /* Two stays of at least three are six, one too many. */
    assert_serves("agent ANNA; absence ANNA p3..p3; need K min_stay 3; rule max_stays 2;"
                  "rule max_periods_away 5",
                  3);
    assert_serves("agent ANNA; need K min_stay 2 max_stay 4; rule max_stays 2", 7);
    assert_serves("agent ANNA; absence ANNA p5..p6; need K min_stay 3 max_stay 4;"
                  "rule max_stays 2",
                  4);
}

/* Every reserve may serve as qualified, by the checker's own reading, on as many periods as said;
 * nobody twice; where a need has none, whoever could is another's. */
static void reserves_are_distinct_qualified_and_unused(void **state)
{
    int32_t named = 0;
    for (uint64_t number = 1; number <= 80; number++) {
        char *text = NULL;
        town *t = lottery_draw(&text, number);
        const rf_plan *plan = solved(t);
        const rf_instance *in = t->h->in;
        int32_t n = 0;
        rf_reserve *r = reserve_of(&n, t, plan);
        for (int32_t i = 0; i < n; i++) {
            int32_t free_periods = 0;
            if (r[i].agent.i < 0)
                continue;
            named++;
            for (int32_t j = 0; j < i; j++)
                assert_int_not_equal(r[i].agent.i, r[j].agent.i);
            for (int32_t m = 0; m < plan->n_moves; m++)
                assert_int_not_equal(r[i].agent.i, plan->moves[m].agent.i);
            for (int32_t p = 0; p < in->n_periods; p++)
                free_periods += rf_against_on(in, r[i].agent, r[i].need, p) == 0 &&
                                rf_role_on(in, r[i].agent, r[i].need, p) == RF_ROLE_QUALIFIED;
            assert_in_range(r[i].periods, 1, free_periods);
            assert_in_range(r[i].periods, 1, r[i].asked);
            assert_in_range(r[i].periods, 1, in->rules.max_periods_away);
            assert_true(r[i].periods <=
                        (int64_t)in->rules.max_stays * in->needs[r[i].need.i].max_stay);
        }
        free(r);
        town_free(t);
        free(text);
    }
    assert_true(named >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(as_many_needs_as_can_be_have_their_own, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(who_moves_or_is_a_trainee_is_no_reserve, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(whoever_can_stay_longer_comes_before_whoever_is_nearer,
                                        town_set_up, town_tear_down),
        cmocka_unit_test(a_reserve_serves_no_more_than_its_stays_hold),
        cmocka_unit_test(reserves_are_distinct_qualified_and_unused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
