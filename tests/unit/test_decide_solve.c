/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is decided about a random move of a random town's plan is what the next plan does: 80 towns,
 * RF_SOAK=1: 5,000. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/random.h"
#include "engine/domain/check.h"
#include "engine/domain/decide.h"
#include "engine/solve/solve.h"
#include "tests/support/lottery.h"
#include "tests/support/soak.h"

enum { TOWNS = 80, SOAK = 5000 };

static rf_plan *plan_of(hamlet *h)
{
    const rf_solve_options options = {.workers = 1};
    rf_plan *plan = NULL;
    rf_buf breaches = rf_buf_new(1 << 16);
    int32_t n = 0;
    if (rf_solve(&plan, h->in, &options, &h->err) != RF_OK ||
        rf_check(&n, &breaches, h->in, plan, &h->err) != RF_OK)
        fail_msg("%s", h->err.text);
    assert_string_equal(rf_buf_text(&breaches), "");
    rf_buf_free(&breaches);
    return plan;
}

/* The plan becomes the baseline of the same town. */
static void keep_as_baseline(hamlet *h, const rf_plan *plan)
{
    free(h->baseline.moves);
    h->baseline = (rf_baseline){.moves = NULL};
    for (int32_t i = 0; i < plan->n_moves; i++)
        hamlet_baseline(h, rf_agent_name(h->in, plan->moves[i].agent),
                        rf_need_name(h->in, plan->moves[i].need), plan->moves[i].first,
                        plan->moves[i].last);
    assert_int_equal(hamlet_build(h), RF_OK);
}

static rf_wish any_wish(const rf_instance *in, const rf_move *move, rf_random *random)
{
    const int32_t last = rf_random_below(random, in->n_periods);
    const rf_act act = (rf_act)rf_random_below(random, RF_N_ACTS);
    const bool until = act == RF_ACT_END || act == RF_ACT_EXTEND;
    return (rf_wish){.act = act,
                     .agent = move->agent,
                     .need = move->need,
                     .other = {rf_random_below(random, in->n_agents)},
                     .from = RF_DATE_FIRST,
                     .to = until ? rf_period_last_day(in->scenario, last) : RF_DATE_LAST};
}

/* By the dates alone: a pin is a stay of the plan, a forbidden day is in none. */
static bool honours(const rf_instance *in, const rf_plan *plan, const rf_ruling *r)
{
    bool found = false, crossed = false;
    for (int32_t i = 0; i < plan->n_moves; i++) {
        const rf_move *m = &plan->moves[i];
        const rf_date from = rf_period_first_day(in->scenario, m->first),
                      to = rf_period_last_day(in->scenario, m->last);
        if (m->agent.i != r->agent.i || m->need.i != r->need.i)
            continue;
        found = found || (from == r->from && to == r->to);
        crossed = crossed || (from <= r->to && to >= r->from);
    }
    return r->verdict == RF_PIN ? found : !crossed;
}

/* Whether the wish was granted and the next plan could be made; then it is honoured. */
static bool go_through(hamlet *h, rf_random *random)
{
    rf_rulings r;
    const rf_move *move = &h->in->baseline[rf_random_below(random, h->in->n_baseline)];
    const rf_wish wish = any_wish(h->in, move, random);
    if (rf_decide(&r, h->in, &wish, &h->err) != RF_OK)
        return false;
    const rf_status rc = rf_rulings_try(h->territory, h->in, r.list, r.n, h->diags, &h->err);
    if (rc != RF_OK) {
        assert_int_equal(rc, RF_BAD_INPUT);
        return false;
    }
    assert_int_equal(hamlet_build(h), RF_OK);
    for (int32_t i = 0; i < r.n; i++)
        assert_true(rf_ruling_holds(h->territory, &r.list[i]));
    rf_plan *plan = plan_of(h);
    const bool possible = plan->outcome != RF_INFEASIBLE;
    for (int32_t i = 0; i < r.n && possible; i++)
        if (!honours(h->in, plan, &r.list[i]))
            fail_msg("%s is not honoured", rf_act_words[wish.act]);
    rf_plan_free(plan);
    return possible;
}

static void the_next_plan_does_what_was_decided(void **state)
{
    const int n = soak_times(TOWNS, SOAK);
    rf_random random = {20260102};
    int honoured = 0;
    for (int i = 0; i < n; i++) {
        char *text = NULL;
        town *t = lottery_draw(&text, (uint64_t)i);
        rf_plan *plan = plan_of(t->h);
        if (plan->n_moves > 0 && !t->h->has_baseline) {
            keep_as_baseline(t->h, plan);
            honoured += go_through(t->h, &random);
        }
        rf_plan_free(plan);
        town_free(t);
        free(text);
    }
    assert_true(honoured > n / 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_next_plan_does_what_was_decided)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
