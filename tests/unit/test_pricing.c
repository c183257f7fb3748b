/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pricing: an agent's stays cost what their entries and terms cost, and no prices whatever prove
 * a bound above the best plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/quarry.h"

enum { DRAWS = 150, TRIES = 15, MOST_AGENTS = 8, MOST_PLANS = 2000 };

typedef struct market {
    works *w;
    rf_cuts *cuts;
    rf_prices *prices;
    rf_pricer *pricer;
} market;

static double random_price(rf_random *random)
{
    static const double SCALES[] = {0.01, 1.0, 1.0, 3.0, 40.0};
    if (rf_random_below(random, 3) == 0)
        return 0;
    return SCALES[rf_random_below(random, 5)] * rf_random_below(random, 1000) / 1000.0;
}

static void add_random_cut(market *m)
{
    int32_t agents[MOST_AGENTS], n = 0;
    bool added;
    works *w = m->w;
    const int32_t row = rf_random_below(&w->random, w->m->n_rows);
    const rf_model_row *r = &w->m->rows[row];
    if (r->kind != ROW_COVER && r->kind != ROW_CONVENTION)
        return; /* anyone who is there may be complemented in these */
    for (int32_t a = 0; a < w->in->n_agents; a++)
        if (rf_random_below(&w->random, 3) == 0)
            agents[n++] = a;
    assert_int_equal(rf_cuts_add(&added, m->cuts, row, 2 + rf_random_below(&w->random, 110),
                                 (rf_agent_set){agents, n}, &w->err),
                     RF_OK);
}

static market open_market(works *w)
{
    market m = {.w = w};
    assert_int_equal(rf_cuts_new(&m.cuts, w->m, &w->err), RF_OK);
    for (int32_t i = 0, n = rf_random_below(&w->random, 12); i < n && w->m->n_rows > 0; i++)
        add_random_cut(&m);
    assert_int_equal(rf_prices_new(&m.prices, w->m, m.cuts, NULL, &w->err), RF_OK);
    assert_int_equal(rf_pricer_new(&m.pricer, w->m, &w->err), RF_OK);
    return m;
}

static void close_prices(market *m)
{
    rf_pricer_free(m->pricer);
    rf_prices_free(m->prices);
}

static void close_market(market *m)
{
    close_prices(m);
    rf_cuts_free(m->cuts);
    works_free(m->w);
}

static void draw_prices(market *m, int32_t level)
{
    works *w = m->w;
    rf_prices_set_level(m->prices, level);
    for (int32_t l = 0; l < level; l++)
        rf_prices_set_limit(m->prices, l, -random_price(&w->random));
    for (int32_t row = 0; row < w->m->n_rows; row++) {
        const bool cover = w->m->rows[row].kind == ROW_COVER;
        rf_prices_set_row(m->prices, row, (cover ? 1 : -1) * random_price(&w->random));
    }
    assert_int_equal(rf_prices_clear_cuts(m->prices, &w->err), RF_OK);
    for (int32_t c = 0; c < m->cuts->n; c++) {
        const bool cover = w->m->rows[m->cuts->items[c].row].kind == ROW_COVER;
        rf_prices_set_cut(m->prices, c, (cover ? 1 : -1) * random_price(&w->random));
    }
    assert_int_equal(rf_prices_settle(m->prices, &w->err), RF_OK);
}

/* The quarry's own town and cuts, with prices of its roundings too. */
static market market_of(quarry *q)
{
    market m = {.w = q->w, .cuts = q->cuts};
    assert_int_equal(rf_prices_new(&m.prices, q->w->m, q->cuts, q->roundings, &q->w->err), RF_OK);
    assert_int_equal(rf_pricer_new(&m.pricer, q->w->m, &q->w->err), RF_OK);
    return m;
}

static void draw_rounding_prices(market *m, const rf_roundings *roundings)
{
    works *w = m->w;
    for (int32_t i = 0; i < roundings->n; i++)
        rf_prices_set_rounding(m->prices, i, random_price(&w->random));
    assert_int_equal(rf_prices_settle(m->prices, &w->err), RF_OK);
}

/* ---- costs ------------------------------------------------------------------------------------
 */

static int64_t cost_by_hand(const market *m, rf_entry *entries, rf_stay s)
{
    const works *w = m->w;
    int64_t terms[RF_N_TERMS], sum = 0;
    const int32_t n = rf_stay_entries(entries, w->m, s);
    for (int32_t e = 0; e < n; e++) {
        const int32_t row = entries[e].index, value = (int32_t)entries[e].value;
        sum -= m->prices->row[row] * value;
        for (int32_t c = m->cuts->first[row]; c >= 0; c = m->cuts->next[c])
            sum -= m->prices->cut[c] * rf_cut_coefficient(w->m, &m->cuts->items[c], s, value);
    }
    rf_stay_terms(terms, w->m, s);
    for (int i = 0; i < RF_N_TERMS; i++)
        sum += terms[i] * m->prices->term[i];
    return sum;
}

typedef struct visits {
    const market *m;
    rf_entry *entries;
    int32_t agent, n;
    int64_t limit;
} visits;

static rf_status compare_cost(void *user, const rf_priced *priced)
{
    visits *v = user;
    assert_int_equal(rf_run_of(v->m->w->m, priced->stay)->agent.i, v->agent);
    assert_true(priced->cost < v->limit);
    assert_int_equal(priced->cost, cost_by_hand(v->m, v->entries, priced->stay));
    v->n++;
    return RF_OK;
}

static int32_t stays_below(const visits *v)
{
    int32_t n = 0;
    const works *w = v->m->w;
    for (int32_t i = 0; i < w->n_stays; i++)
        n += rf_run_of(w->m, w->stays[i])->agent.i == v->agent &&
             cost_by_hand(v->m, v->entries, w->stays[i]) < v->limit;
    return n;
}

static void a_stay_costs_what_its_entries_cuts_and_terms_cost(void **state)
{
    int32_t visited = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        market m = open_market(works_draw(number));
        rf_entry *entries = calloc((size_t)m.w->m->max_entries, sizeof *entries);
        assert_non_null(entries);
        draw_prices(&m, (int32_t)(number % (uint64_t)m.w->in->n_levels));
        for (rf_agent_id a = {0}; a.i < m.w->in->n_agents; a.i++) {
            const int64_t limits[] = {INT64_MAX, 0, -30 * RF_PRICE_UNIT, 55 * RF_PRICE_UNIT};
            visits v = {&m, entries, a.i, 0, limits[rf_random_below(&m.w->random, 4)]};
            assert_int_equal(
                rf_price_agent(m.pricer, m.prices, a, &(rf_visitor){v.limit, compare_cost, &v}),
                RF_OK);
            assert_int_equal(v.n, stays_below(&v));
            visited += v.n;
        }
        free(entries);
        close_market(&m);
    }
    assert_true(visited > DRAWS);
}

/* What it costs without roundings, less what they earn it, rounded up. */
typedef struct earnings {
    const market *m;
    rounding_table *table;
    rf_entry *entries;
    int32_t n;
} earnings;

static rf_status compare_earnings(void *user, const rf_priced *priced)
{
    earnings *e = user;
    const works *w = e->m->w;
    const int64_t *coefficients = NULL;
    __extension__ __int128 sum = 0;
    for (int32_t i = 0; i < w->n_stays; i++)
        if (memcmp(&w->stays[i], &priced->stay, sizeof priced->stay) == 0)
            coefficients = e->table->stay + i * e->table->n;
    assert_non_null(coefficients);
    for (int32_t i = 0; i < e->table->n; i++)
        sum += (__extension__(__int128) e->m->prices->rounding[i]) * coefficients[i];
    const int64_t earned = (int64_t)(sum / RF_ROUNDING_ONE) + (sum % RF_ROUNDING_ONE > 0);
    assert_int_equal(priced->cost, cost_by_hand(e->m, e->entries, priced->stay) - earned);
    e->n += earned != 0;
    return RF_OK;
}

static void a_stay_costs_less_by_what_roundings_earn_it(void **state)
{
    int32_t earning = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            market m = market_of(&q);
            earnings e = {&m, rounding_table_new(q.w, q.roundings, NULL),
                          calloc((size_t)q.w->m->max_entries, sizeof *e.entries), 0};
            assert_non_null(e.entries);
            draw_prices(&m, (int32_t)(number % (uint64_t)q.w->in->n_levels));
            draw_rounding_prices(&m, q.roundings);
            for (rf_agent_id a = {0}; a.i < q.w->in->n_agents; a.i++)
                assert_int_equal(rf_price_agent(m.pricer, m.prices, a,
                                                &(rf_visitor){INT64_MAX, compare_earnings, &e}),
                                 RF_OK);
            earning += e.n;
            rounding_table_free(e.table);
            free(e.entries);
            close_prices(&m);
        }
        quarry_close(&q);
    }
    assert_true(earning > DRAWS);
}

static rf_status stop_at_once(void *user, const rf_priced *priced)
{
    (*(int *)user)++;
    assert_non_null(priced);
    return RF_IO;
}

static void a_visitor_may_end_the_visit(void **state)
{
    int n = 0;
    market m = open_market(works_of("agent ANNA; need TRUCK"));
    draw_prices(&m, 0);
    assert_int_equal(rf_price_agent(m.pricer, m.prices, (rf_agent_id){0},
                                    &(rf_visitor){INT64_MAX, stop_at_once, &n}),
                     RF_IO);
    assert_int_equal(n, 1);
    close_market(&m);
}

/* ---- bounds -----------------------------------------------------------------------------------
 */

static rf_bound bound_of(market *m, int32_t level, const int64_t *limits)
{
    rf_bound bound = {-1, -1};
    const rf_question question = {level, limits, rf_level_grain(m->w->m, level), NULL};
    assert_int_equal(rf_prices_bound(&bound, m->pricer, m->prices, &question, &m->w->err), RF_OK);
    return bound;
}

static void assert_below(const market *m, int32_t level, rf_bound bound, int64_t value)
{
    if (bound.value > value || bound.exact > (double)value + 1e-6)
        fail_msg("level %d: bound %lld (%f) above the value %lld in\n%s", level,
                 (long long)bound.value, bound.exact, (long long)value, m->w->text);
}

static void random_prices_never_prove_more_than_the_best_plan_has(void **state)
{
    int32_t compared = 0, positive = 0, with_cuts = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        market m = open_market(works_draw(number));
        const bool solved = brute_solve(values, m.w->in) == BRUTE_OPTIMAL;
        for (int i = 0; i < TRIES && solved; i++) {
            const int32_t level = rf_random_below(&m.w->random, m.w->in->n_levels);
            draw_prices(&m, level);
            const rf_bound bound = bound_of(&m, level, values);
            assert_below(&m, level, bound, values[level]);
            compared++;
            with_cuts += m.cuts->n > 0;
            positive += bound.exact > 0;
        }
        close_market(&m);
    }
    assert_true(compared > DRAWS && with_cuts > DRAWS && positive > DRAWS / 4);
}

/* What the agent's stays from period `t` on cost at the least, no two of them at once. */
static int64_t least_from(const market *m, rf_entry *entries, int32_t agent, int32_t t)
{
    const works *w = m->w;
    int64_t least = 0;
    if (t >= w->in->n_periods)
        return 0;
    for (int32_t i = 0; i < w->n_stays; i++) {
        const rf_stay s = w->stays[i];
        if (rf_run_of(w->m, s)->agent.i != agent || s.first < t)
            continue;
        const bool one = w->in->rules.max_stays == 1;
        const int64_t after = one ? 0 : least_from(m, entries, agent, s.last + 1);
        const int64_t cost = cost_by_hand(m, entries, s) + after;
        least = cost < least ? cost : least;
    }
    return least;
}

static int64_t cost_of_choice(const market *m, rf_entry *entries, const rf_state *choice,
                              int32_t agent)
{
    int64_t sum = 0;
    for (int32_t i = choice->first_of[agent]; i >= 0; i = choice->next[i])
        sum += cost_by_hand(m, entries, choice->stays[i]);
    return sum;
}

static void the_choice_is_each_agents_cheapest(void **state)
{
    int32_t chosen = 0, several = 0;
    for (uint64_t number = 1; number <= 3 * DRAWS; number++) {
        market m = open_market(works_draw(number));
        works *w = m.w;
        rf_entry *entries = calloc((size_t)w->m->max_entries, sizeof *entries);
        assert_non_null(entries);
        if (w->in->n_pins == 0) {
            draw_prices(&m, 0);
            const rf_question question = {0, NULL, rf_level_grain(w->m, 0), w->state};
            rf_bound bound;
            assert_int_equal(rf_prices_bound(&bound, m.pricer, m.prices, &question, &w->err),
                             RF_OK);
            assert_true(bound.exact == bound_of(&m, 0, NULL).exact);
            for (int32_t a = 0; a < w->in->n_agents; a++)
                assert_int_equal(cost_of_choice(&m, entries, w->state, a),
                                 least_from(&m, entries, a, 0));
            chosen += w->state->n_stays > 0;
            several += w->in->rules.max_stays > 1 && w->state->n_stays > 1;
        }
        free(entries);
        close_market(&m);
    }
    assert_true(chosen > DRAWS && several > DRAWS / 10);
}

/* Prices next to good ones are where a bound that is a little too high would show. */
static void prices_near_the_best_never_prove_more_than_the_best_plan_has(void **state)
{
    int32_t tight = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t value;
        market m = open_market(works_draw(number));
        if (works_least(&value, m.w, 0) == BRUTE_OPTIMAL)
            for (int i = 0; i < TRIES; i++) {
                draw_prices(&m, 0);
                for (int32_t row = 0; row < m.w->m->n_rows; row++) {
                    const rf_model_row *r = &m.w->m->rows[row];
                    if (r->kind == ROW_COVER)
                        rf_prices_set_row(m.prices, row,
                                          m.w->in->levels[0].weight[r->term] *
                                              (rf_random_below(&m.w->random, 4) > 0 ? 1.0 : 0.5));
                    else if (r->kind == ROW_TOTAL)
                        rf_prices_set_row(m.prices, row, -100.0 * rf_random_below(&m.w->random, 4));
                }
                assert_int_equal(rf_prices_settle(m.prices, &m.w->err), RF_OK);
                const rf_bound bound = bound_of(&m, 0, NULL);
                assert_below(&m, 0, bound, value);
                tight += value > 0 && bound.value == value;
            }
        close_market(&m);
    }
    assert_true(tight > 20);
}

/* Those of `half` to those of `to`, which are priced alike at first. */
static int32_t approach(market *half, market *to, const quarry *q)
{
    int64_t from[QUARRY_ROUNDINGS];
    int32_t moved = 0;
    for (int32_t i = 0; i < q->roundings->n; i++) {
        assert_int_equal(half->prices->rounding[i], to->prices->rounding[i]);
        from[i] = half->prices->rounding[i];
    }
    draw_rounding_prices(to, q->roundings);
    assert_int_equal(rf_prices_approach(half->prices, to->prices, &half->w->err), RF_OK);
    for (int32_t i = 0; i < q->roundings->n; i++) {
        assert_int_equal(half->prices->rounding[i], (from[i] + to->prices->rounding[i]) / 2);
        moved += half->prices->rounding[i] != from[i];
    }
    return moved;
}

static void a_copy_and_what_is_half_way_price_roundings_too(void **state)
{
    int32_t moved = 0, proven = 0;
    for (uint64_t number = 1; number <= DRAWS / 3; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            market m = market_of(&q), other = market_of(&q);
            draw_prices(&m, 0);
            const double without = bound_of(&m, 0, q.limits).exact;
            draw_rounding_prices(&m, q.roundings);
            assert_int_equal(rf_prices_copy(other.prices, m.prices, &q.w->err), RF_OK);
            const double with = bound_of(&m, 0, q.limits).exact;
            assert_true(bound_of(&other, 0, q.limits).exact == with);
            proven += with != without;
            moved += approach(&other, &m, &q);
            close_prices(&m);
            close_prices(&other);
        }
        quarry_close(&q);
    }
    assert_true(moved > DRAWS && proven > DRAWS / 6);
}

/* The least that a plan within the limits, the level's own too, has on the level. */
typedef struct least {
    const quarry *q;
    int32_t level;
    int64_t value;
} least;

static void keep_least(void *user)
{
    least *x = user;
    const int64_t *values = x->q->w->state->values;
    if (works_is_within(x->q->w, x->q->limits) && values[x->level] < x->value)
        x->value = values[x->level];
}

/* The prices of a program over all stays with the quarry's cuts and roundings. */
static void price_as_a_program_does(market *m, quarry *q, int32_t level)
{
    rf_program *p = quarry_program(q);
    rf_err *err = &q->w->err;
    assert_int_equal(rf_program_set_level(p, level, q->limits, err), RF_OK);
    assert_int_equal(rf_program_load_cuts(p, q->cuts, err), RF_OK);
    assert_int_equal(rf_program_load_roundings(p, q->roundings, err), RF_OK);
    assert_true(quarry_relax(q, p));
    assert_int_equal(rf_program_prices(m->prices, p, err), RF_OK);
    rf_program_free(p);
}

/* Others than the program's, here and there. */
static void change_rounding_prices(market *m, const rf_roundings *roundings)
{
    for (int32_t i = 0; i < roundings->n; i++) {
        const double was = (double)m->prices->rounding[i] / (double)m->prices->unit;
        if (rf_random_below(&m->w->random, 10) == 0)
            rf_prices_set_rounding(m->prices, i, random_price(&m->w->random));
        else if (rf_random_below(&m->w->random, 4) == 0)
            rf_prices_set_rounding(m->prices, i, was * 1.1);
    }
    assert_int_equal(rf_prices_settle(m->prices, &m->w->err), RF_OK);
}

static void roundings_at_any_price_prove_no_more_than_a_plan_within_the_limits_has(void **state)
{
    int32_t positive = 0, tight = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            market m = market_of(&q);
            least x = {&q, q.w->in->n_levels - 1, INT64_MAX};
            x.value = q.least[x.level];
            works_visit_plans(q.w, MOST_PLANS, keep_least, &x);
            price_as_a_program_does(&m, &q, x.level);
            for (int i = 0; i < TRIES; i++) {
                const rf_bound bound = bound_of(&m, x.level, q.limits);
                assert_below(&m, x.level, bound, x.value);
                positive += bound.exact > 0;
                tight += x.value > 0 && bound.value == x.value;
                change_rounding_prices(&m, q.roundings);
            }
            close_prices(&m);
        }
        quarry_close(&q);
    }
    assert_true(positive > 3 * DRAWS && tight > DRAWS / 2);
}

static void without_any_price_nothing_is_proven_but_what_pins_cost(void **state)
{
    market m = open_market(works_of("agent ANNA prior_days 4; need TRUCK; pin ANNA TRUCK p0..p1;"
                                    "level one burden*2"));
    rf_prices_set_level(m.prices, 0);
    assert_int_equal(rf_prices_settle(m.prices, &m.w->err), RF_OK);
    assert_int_equal(bound_of(&m, 0, NULL).value, 2 * 4 * 2);
    close_market(&m);
}

static void the_price_of_all_that_lacks_proves_what_nobody_can_cover(void **state)
{
    market m = open_market(works_of("agent ANNA care; need TRUCK fte 2.25 lorry p0..p1"));
    rf_prices_set_level(m.prices, 0);
    for (int32_t t = 0; t < 2; t++)
        rf_prices_set_row(m.prices, m.w->m->cover_row[t], 1.0);
    assert_int_equal(rf_prices_settle(m.prices, &m.w->err), RF_OK);
    assert_int_equal(bound_of(&m, 0, NULL).value, 450);
    close_market(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stay_costs_what_its_entries_cuts_and_terms_cost),
        cmocka_unit_test(a_stay_costs_less_by_what_roundings_earn_it),
        cmocka_unit_test(a_visitor_may_end_the_visit),
        cmocka_unit_test(random_prices_never_prove_more_than_the_best_plan_has),
        cmocka_unit_test(the_choice_is_each_agents_cheapest),
        cmocka_unit_test(prices_near_the_best_never_prove_more_than_the_best_plan_has),
        cmocka_unit_test(a_copy_and_what_is_half_way_price_roundings_too),
        cmocka_unit_test(roundings_at_any_price_prove_no_more_than_a_plan_within_the_limits_has),
        cmocka_unit_test(without_any_price_nothing_is_proven_but_what_pins_cost),
        cmocka_unit_test(the_price_of_all_that_lacks_proves_what_nobody_can_cover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
