/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/works.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/mem.h"
#include "engine/domain/ledger.h"
#include "engine/solve/start.h"
#include "tests/support/lottery.h"

enum { TEXT = 1 << 20, TRIES = 40 };

static void must(rf_status rc, const rf_err *err)
{
    if (rc != RF_OK)
        fail_msg("%s", err->text);
}

static rf_status list_stay(void *user, rf_stay s)
{
    works *w = user;
    w->stays = realloc(w->stays, ((size_t)w->n_stays + 1) * sizeof *w->stays);
    assert_non_null(w->stays);
    w->stays[w->n_stays++] = s;
    return RF_OK;
}

static works *works_new(town *t, char *text, uint64_t seed)
{
    works *w = calloc(1, sizeof *w);
    rf_eligibility *eligible = NULL;
    assert_non_null(w);
    w->t = t;
    w->text = text;
    w->in = town_instance(t);
    w->random.state = seed;
    must(rf_eligibility_new(&eligible, w->in, &w->err), &w->err);
    must(rf_model_new(&w->m, w->in, eligible, &w->err), &w->err);
    must(rf_state_new(&w->state, w->m, &w->err), &w->err);
    for (int32_t run = 0; run < eligible->n_runs; run++)
        must(rf_run_stays(w->m, run, list_stay, w), &w->err);
    return w;
}

works *works_of(const char *sentences)
{
    town *t = town_new(3);
    town_of(t, sentences);
    return works_new(t, NULL, 1);
}

works *works_draw(uint64_t number)
{
    char *text = NULL;
    town *t = lottery_draw(&text, number);
    return works_new(t, text, number);
}

works *works_draw_crossed(uint64_t number)
{
    char *text = NULL;
    town *t = lottery_draw_crossed(&text, number);
    return works_new(t, text, number);
}

works *works_crowd(int32_t n_agents)
{
    rf_random random = {20200316};
    rf_buf text = rf_buf_new(TEXT);
    rf_buf_puts(&text, "weeks 8; unit BATH ORG S; floor HOME 70%; floor BATH 60%;");
    for (int32_t k = 0; k < 6; k++)
        rf_buf_printf(&text, "need K%d fte %d.3 min_stay %d max_stay 5 p%d..p%d skill%d;", k,
                      1 + n_agents / 20, 1 + k % 3, k % 3, 5 + k % 3, k % 4);
    for (int32_t a = 0; a < n_agents; a++)
        rf_buf_printf(&text, "agent A%d unit %s fte %d prior_days %d skill%d skill%d;", a,
                      a % 3 > 0 ? "HOME" : "BATH", 37 + rf_random_below(&random, 64),
                      rf_random_below(&random, 30), rf_random_below(&random, 2),
                      2 + rf_random_below(&random, 2));
    rf_buf_puts(&text, "level vital unmet.vital; level floors floors; level burden burden+moved*7");
    assert_false(text.failed);
    works *w = works_of(rf_buf_text(&text));
    rf_buf_free(&text);
    return w;
}

void works_free(works *w)
{
    rf_state_free(w->state);
    rf_model_free(w->m);
    town_free(w->t);
    free(w->text);
    free(w->stays);
    free(w);
}

rf_stay works_stay(const works *w, const char *agent, const char *need, int32_t first, int32_t last)
{
    const int32_t a = hamlet_agent(w->t->h, agent).i, k = hamlet_need(w->t->h, need).i;
    for (int32_t i = w->n_stays - 1; i >= 0; i--) {
        const rf_move move = rf_stay_move(w->m, w->stays[i]);
        if (move.agent.i == a && move.need.i == k && move.first == first && move.last == last)
            return w->stays[i];
    }
    fail_msg("no stay %s %s %d..%d", agent, need, first, last);
    return (rf_stay){-1, 0, 0};
}

bool works_is_among(rf_stay s, const rf_stay *stays, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (memcmp(&s, &stays[i], sizeof s) == 0)
            return true;
    return false;
}

bool works_plan(works *w)
{
    rf_state_clear(w->state);
    must(rf_state_add_pins(w->state, &w->err), &w->err);
    if (w->state->broken > 0)
        return false;
    for (int32_t i = 0; i < TRIES && w->n_stays > 0; i++) {
        const rf_stay s = w->stays[rf_random_below(&w->random, w->n_stays)];
        if (rf_run_of(w->m, s)->pinned)
            continue;
        must(rf_state_add(w->state, s, &w->err), &w->err);
        if (w->state->broken > 0)
            rf_state_remove(w->state, w->state->n_stays - 1);
    }
    return true;
}

brute_outcome works_least(int64_t *value, const works *w, int32_t level)
{
    rf_instance one = *w->in;
    int64_t values[BRUTE_LEVELS];
    one.levels = &w->in->levels[level];
    one.n_levels = 1;
    const brute_outcome outcome = brute_solve(values, &one);
    *value = values[0];
    return outcome;
}

/* ---- chains -----------------------------------------------------------------------------------
 */

static void on_incumbent(void *user, const rf_incumbent *best)
{
    works_chain *c = user;
    assert_non_null(best);
    c->incumbents++;
}

static void on_bound(void *user, int32_t level, int64_t bound)
{
    works_chain *c = user;
    assert_true(level >= 0 && level < c->chain.m->in->n_levels);
    assert_true(bound >= 0);
    c->bounds++;
}

static void on_begun(void *user, int32_t level, double seconds)
{
    (void)user;
    assert_true(level >= 0 && seconds >= 0);
}

static void on_done(void *user, int32_t level, double seconds)
{
    works_chain *c = user;
    assert_int_equal(level, c->done);
    assert_true(seconds >= 0);
    c->done++;
}

static bool is_stopped(void *user)
{
    works_chain *c = user;
    if (c->patience > 0 && --c->patience == 0)
        c->stop = true;
    return c->stop;
}

static const double PENALTY = 50.0; /* of a unit beyond a limit, for walks */

static void make_chain(rf_chain *chain, works *w)
{
    const size_t n = (size_t)w->in->n_levels;
    rf_err *err = &w->err;
    chain->limits = rf_new_array(n, sizeof *chain->limits);
    chain->bounds = rf_new_array(n, sizeof *chain->bounds);
    chain->penalty = rf_new_array(n, sizeof *chain->penalty);
    assert_true(chain->limits != NULL && chain->bounds != NULL && chain->penalty != NULL);
    for (size_t l = 0; l < n; l++)
        chain->penalty[l] = PENALTY;
    must(rf_state_new(&chain->state, w->m, err), err);
    must(rf_cuts_new(&chain->cuts, w->m, err), err);
    must(rf_state_add_pins(chain->state, err), err);
    must(rf_roundings_new(&chain->roundings, w->m, chain->cuts, chain->state, err), err);
    must(rf_prices_new(&chain->prices, w->m, chain->cuts, chain->roundings, err), err);
    must(rf_pricer_new(&chain->pricer, w->m, err), err);
    must(rf_program_new(&chain->master, w->m, chain->state, err), err);
    must(rf_incumbent_new(&chain->best, w->m, err), err);
    must(rf_incumbent_take(chain->best, w->state, err), err);
}

bool works_begin(works_chain *c, works *w)
{
    bool possible = false;
    memset(c, 0, sizeof *c);
    assert_true(w->in->n_levels <= BRUTE_LEVELS);
    must(rf_start_plan(&possible, w->state, &w->err), &w->err);
    if (!possible)
        return false;
    c->listener = (rf_listener){on_incumbent, on_bound, on_begun, on_done, is_stopped, c};
    c->chain = (rf_chain){
        .m = w->m, .listener = &c->listener, .gaps = c->gaps, .random = {7}, .exact = -RF_FREE};
    make_chain(&c->chain, w);
    works_set_level(c, 0);
    return true;
}

void works_set_level(works_chain *c, int32_t level)
{
    rf_chain *chain = &c->chain;
    for (int32_t l = 0; l < level; l++)
        chain->limits[l] = chain->best->values[l];
    chain->level = level;
    chain->grain = rf_level_grain(chain->m, level);
    chain->relaxed = false;
    chain->exact = -RF_FREE;
}

void works_set_level_below(works_chain *c, int32_t level, const int64_t *limits)
{
    works_set_level(c, level);
    for (int32_t above = 0; above < level; above++)
        c->chain.limits[above] = limits[above];
}

void works_end(works_chain *c)
{
    rf_chain *chain = &c->chain;
    free(chain->limits);
    free(chain->bounds);
    free(chain->penalty);
    rf_state_free(chain->state);
    rf_prices_free(chain->prices);
    rf_pricer_free(chain->pricer);
    rf_program_free(chain->master);
    rf_roundings_free(chain->roundings);
    rf_cuts_free(chain->cuts);
    rf_incumbent_free(chain->best);
}

void works_assert_plan(const works *w, const rf_incumbent *plan)
{
    rf_state *state = NULL;
    rf_ledger *ledger = NULL;
    rf_err err;
    rf_move *moves = calloc((size_t)plan->n_stays + 1, sizeof *moves);
    assert_non_null(moves);
    must(rf_state_new(&state, w->m, &err), &err);
    must(rf_state_set(state, plan, &err), &err);
    assert_int_equal(state->broken, 0);
    for (int32_t i = 0; i < plan->n_stays; i++)
        moves[i] = rf_stay_move(w->m, plan->stays[i]);
    must(rf_ledger_new(&ledger, w->in, moves, plan->n_stays, &err), &err);
    for (int32_t l = 0; l < w->in->n_levels; l++)
        assert_int_equal(plan->values[l], rf_level_value(&w->in->levels[l], ledger->terms));
    rf_ledger_free(ledger);
    rf_state_free(state);
    free(moves);
}
