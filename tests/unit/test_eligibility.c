/* SPDX-License-Identifier: GPL-3.0-or-later
 * Eligible runs and counted reasons, against MODEL.md's table of reasons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/works.h"

enum { DRAWS = 200 };

static bool may_serve(const rf_instance *in, int32_t a, int32_t k, int32_t t)
{
    return t >= 0 && t < in->n_periods && brute_reasons(in, a, k, t) == 0;
}

/* How many of an agent's own runs for the need hold t. */
static int32_t holding(const rf_eligibility *e, int32_t a, int32_t k, int32_t t)
{
    int32_t n = 0;
    for (int32_t r = e->of_agent[a]; r < e->of_agent[a + 1]; r++)
        n += e->runs[r].agent.i == a && e->runs[r].need.i == k && !e->runs[r].pinned &&
             e->runs[r].first <= t && t <= e->runs[r].last;
    return n;
}

static void runs_hold_just_the_periods_without_a_reason(void **state)
{
    int32_t held = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (int32_t a = 0; a < w->in->n_agents; a++)
            for (int32_t k = 0; k < w->in->n_needs; k++)
                for (int32_t t = 0; t < w->in->n_periods; t++) {
                    const int32_t n = holding(w->m->eligible, a, k, t);
                    assert_int_equal(n, may_serve(w->in, a, k, t));
                    held += n;
                }
        works_free(w);
    }
    assert_true(held > DRAWS);
}

static void runs_are_maximal(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (int32_t r = 0; r < w->m->eligible->n_runs; r++) {
            const rf_eligible_run *run = &w->m->eligible->runs[r];
            if (run->pinned)
                continue;
            assert_false(may_serve(w->in, run->agent.i, run->need.i, run->first - 1));
            assert_false(may_serve(w->in, run->agent.i, run->need.i, run->last + 1));
        }
        works_free(w);
    }
}

static bool in_order(const rf_eligible_run *x, const rf_eligible_run *y)
{
    if (x->agent.i != y->agent.i)
        return x->agent.i < y->agent.i;
    if (x->pinned != y->pinned)
        return y->pinned;
    if (x->need.i != y->need.i)
        return x->need.i < y->need.i;
    return x->first < y->first;
}

static void runs_are_sorted_and_an_agents_pins_come_last(void **state)
{
    int32_t pins = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        const rf_eligibility *e = w->m->eligible;
        assert_int_equal(e->of_agent[0], 0);
        assert_int_equal(e->of_agent[w->in->n_agents], e->n_runs);
        for (int32_t r = 1; r < e->n_runs; r++)
            assert_true(in_order(&e->runs[r - 1], &e->runs[r]));
        for (int32_t a = 0; a < w->in->n_agents; a++)
            for (int32_t r = e->of_agent[a]; r < e->of_agent[a + 1]; r++)
                assert_int_equal(e->runs[r].agent.i, a);
        for (int32_t r = 0; r < e->n_runs; r++)
            pins += e->runs[r].pinned;
        works_free(w);
    }
    assert_true(pins > 10);
}

static void every_pin_is_one_stay_of_its_own_length(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        int32_t pinned = 0;
        for (int32_t i = 0; i < w->n_stays; i++) {
            const rf_eligible_run *run = rf_run_of(w->m, w->stays[i]);
            if (!run->pinned)
                continue;
            pinned++;
            assert_int_equal(w->stays[i].first, run->first);
            assert_int_equal(w->stays[i].last, run->last);
        }
        assert_int_equal(pinned, w->in->n_pins);
        works_free(w);
    }
}

/* Consecutive periods with demand that hold t. */
static int32_t demand_around(const rf_instance *in, int32_t k, int32_t t)
{
    int32_t n = 1;
    for (int32_t i = t - 1; i >= 0 && rf_demand(in, (rf_need_id){k}, i) > 0; i--)
        n++;
    for (int32_t i = t + 1; i < in->n_periods && rf_demand(in, (rf_need_id){k}, i) > 0; i++)
        n++;
    return n;
}

static void lengths_keep_to_min_stay_max_stay_and_periods_away(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (int32_t i = 0; i < w->n_stays; i++) {
            const rf_move move = rf_stay_move(w->m, w->stays[i]);
            const rf_need *need = &w->in->needs[move.need.i];
            const int32_t length = move.last - move.first + 1;
            const int32_t run = demand_around(w->in, move.need.i, move.first);
            if (move.pinned)
                continue;
            assert_true(length >= need->min_stay || length == run);
            assert_true(length <= need->max_stay);
            assert_true(length <= w->in->rules.max_periods_away);
        }
        works_free(w);
    }
}

static void a_run_too_short_for_any_stay_has_none(void **state)
{
    works *w = works_of("agent ANNA; absence ANNA p1..p2; need TRUCK min_stay 3");
    assert_int_equal(w->m->eligible->n_runs, 1);
    assert_false(rf_run_has_stays(&w->m->eligible->runs[0]));
    assert_int_equal(w->n_stays, 0);
    works_free(w);
}

static void a_certificate_that_runs_out_ends_the_role_and_then_the_run(void **state)
{
    works *w = works_of("weeks 4; agent ANNA care level 3 until p1 care level 1 until p2;"
                        "need HOME2 care min_level 2 trainee_level 1 tutor_ratio 1");
    const rf_pair pair =
        rf_pair_of(w->in, hamlet_agent(w->t->h, "ANNA"), hamlet_need(w->t->h, "HOME2"));
    assert_int_equal(pair.always, 0);
    assert_int_equal(pair.last_qualified, 1);
    assert_int_equal(pair.last_trainee, 2);
    const rf_eligible_run *run = &w->m->eligible->runs[0];
    assert_int_equal(w->m->eligible->n_runs, 1);
    assert_int_equal(run->first, 0);
    assert_int_equal(run->last, 2);
    assert_false(rf_stay_is_trainee(w->m, works_stay(w, "ANNA", "HOME2", 0, 1)));
    assert_true(rf_stay_is_trainee(w->m, works_stay(w, "ANNA", "HOME2", 1, 2)));
    works_free(w);
}

static void a_need_without_tutors_has_no_trainees(void **state)
{
    works *w = works_of("agent ANNA care level 1; need TRUCK care min_level 2 trainee_level 1");
    const rf_pair pair =
        rf_pair_of(w->in, hamlet_agent(w->t->h, "ANNA"), hamlet_need(w->t->h, "TRUCK"));
    assert_int_equal(pair.last_trainee, -1);
    assert_int_equal(w->m->eligible->n_runs, 0);
    works_free(w);
}

static void reasons_of_a_need_are_counted_once_for_each_agent_and_period(void **state)
{
    int64_t total = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (rf_need_id k = {0}; k.i < w->in->n_needs; k.i++) {
            int64_t found[RF_N_REASONS], eligible = -1, none = 0, wanted[RF_N_REASONS] = {0};
            rf_need_reasons(found, &eligible, w->in, k);
            for (int32_t a = 0; a < w->in->n_agents; a++)
                for (int32_t t = 0; t < w->in->n_periods; t++) {
                    const unsigned reasons = brute_reasons(w->in, a, k.i, t);
                    if (rf_demand(w->in, k, t) == 0)
                        continue;
                    none += reasons == 0;
                    for (unsigned r = 0; r < RF_N_REASONS; r++)
                        wanted[r] += (reasons >> r) & 1U;
                }
            assert_int_equal(eligible, none);
            assert_memory_equal(found, wanted, sizeof wanted);
            total += none;
        }
        works_free(w);
    }
    assert_true(total > 0);
}

static void nobody_at_all_makes_no_runs(void **state)
{
    works *w = works_of("need TRUCK");
    assert_int_equal(w->m->eligible->n_runs, 0);
    assert_int_equal(w->m->eligible->of_agent[0], 0);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_hold_just_the_periods_without_a_reason),
        cmocka_unit_test(runs_are_maximal),
        cmocka_unit_test(runs_are_sorted_and_an_agents_pins_come_last),
        cmocka_unit_test(every_pin_is_one_stay_of_its_own_length),
        cmocka_unit_test(lengths_keep_to_min_stay_max_stay_and_periods_away),
        cmocka_unit_test(a_run_too_short_for_any_stay_has_none),
        cmocka_unit_test(a_certificate_that_runs_out_ends_the_role_and_then_the_run),
        cmocka_unit_test(a_need_without_tutors_has_no_trainees),
        cmocka_unit_test(reasons_of_a_need_are_counted_once_for_each_agent_and_period),
        cmocka_unit_test(nobody_at_all_makes_no_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
