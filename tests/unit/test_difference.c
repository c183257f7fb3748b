/* SPDX-License-Identifier: GPL-3.0-or-later
 * What changed, against trying every pairing, on random stays of random towns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/random.h"
#include "engine/domain/difference.h"
#include "engine/domain/ledger.h"
#include "tests/support/lottery.h"
#include "tests/support/soak.h"

enum { TOWNS = 400, SOAK = 20000, MOST = 12 };

/* One random set of stays, some of them twice. */
typedef struct stays {
    rf_move list[MOST];
    int32_t n;
} stays;

static rf_move any_stay(const rf_instance *in, rf_random *random)
{
    const int32_t first = rf_random_below(random, in->n_periods);
    return (rf_move){.agent = {rf_random_below(random, in->n_agents < 3 ? in->n_agents : 3)},
                     .need = {rf_random_below(random, in->n_needs)},
                     .first = first,
                     .last = first + rf_random_below(random, in->n_periods - first),
                     .trainee = false};
}

/* Half of them, on average, are stays of `like`. */
static stays any_stays(const rf_instance *in, rf_random *random, const stays *like)
{
    stays s = {.n = rf_random_below(random, MOST + 1)};
    for (int32_t i = 0; i < s.n; i++)
        s.list[i] = like != NULL && like->n > 0 && rf_random_below(random, 2) == 0
                        ? like->list[rf_random_below(random, like->n)]
                        : any_stay(in, random);
    return s;
}

static bool has(const stays *s, int32_t n, const rf_move *stay)
{
    for (int32_t i = 0; i < n; i++)
        if (rf_move_compare(&s->list[i], stay) == 0)
            return true;
    return false;
}

/* The distinct stays of one agent that are not in `other`. */
static stays alone(const stays *s, const stays *other, int32_t agent)
{
    stays out = {.n = 0};
    for (int32_t i = 0; i < s->n; i++)
        if (s->list[i].agent.i == agent && !has(s, i, &s->list[i]) &&
            !has(other, other->n, &s->list[i]))
            out.list[out.n++] = s->list[i];
    return out;
}

/* The most pairs on one need that any pairing of the two has, by trying all of them. */
static int32_t most_on_one_need(const stays *x, const stays *y, int32_t i, uint32_t used)
{
    if (i == x->n)
        return 0;
    int32_t best = most_on_one_need(x, y, i + 1, used);
    for (int32_t j = 0; j < y->n; j++)
        if ((used >> j & 1) == 0 && x->list[i].need.i == y->list[j].need.i) {
            const int32_t n = 1 + most_on_one_need(x, y, i + 1, used | 1U << j);
            best = n > best ? n : best;
        }
    return best;
}

/* What brute force says of one agent, added up. */
typedef struct tally {
    int32_t kept, changed, fresh, dropped, on_one_need;
} tally;

static tally tally_by_hand(const rf_instance *in, const stays *before, const stays *after)
{
    tally t = {0, 0, 0, 0, 0};
    for (int32_t i = 0; i < before->n; i++)
        t.kept += !has(before, i, &before->list[i]) && has(after, after->n, &before->list[i]);
    for (int32_t a = 0; a < in->n_agents; a++) {
        const stays x = alone(before, after, a), y = alone(after, before, a);
        const int32_t pairs = x.n < y.n ? x.n : y.n;
        t.changed += pairs;
        t.dropped += x.n - pairs;
        t.fresh += y.n - pairs;
        t.on_one_need += most_on_one_need(&x, &y, 0, 0);
    }
    return t;
}

/* Centi-FTE that the distinct stays take from the agents of a unit; -1: from all. */
static int64_t lent_by_hand(const rf_instance *in, const stays *s, int32_t unit)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < s->n; i++)
        for (int32_t t = s->list[i].first; t <= s->list[i].last; t++)
            if (!has(s, i, &s->list[i]) &&
                (unit < 0 || in->agents[s->list[i].agent.i].unit == unit))
                sum += rf_contribution(in, s->list[i].agent, t);
    return sum;
}

static int64_t received_by_hand(const rf_instance *in, const stays *s, int32_t organisation)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < s->n; i++)
        for (int32_t t = s->list[i].first; t <= s->list[i].last; t++)
            if (!has(s, i, &s->list[i]) &&
                in->needs[s->list[i].need.i].organisation == organisation)
                sum += rf_move_contribution(in, &s->list[i], t);
    return sum;
}

static bool touches(const rf_instance *in, const rf_stay_change *c, int32_t unit)
{
    const bool before = c->kind != RF_STAY_NEW, after = c->kind != RF_STAY_DROPPED;
    const int32_t agent = before ? c->before.agent.i : c->after.agent.i;
    return in->agents[agent].unit == unit || (before && in->needs[c->before.need.i].unit == unit) ||
           (after && in->needs[c->after.need.i].unit == unit);
}

/* Every change names a stay of its sides, each stay once. */
static void assert_changes(const rf_difference *d, const stays *before, const stays *after)
{
    int32_t n_before = 0, n_after = 0;
    for (int32_t i = 0; i < d->n_changes; i++) {
        const rf_stay_change *c = &d->changes[i];
        if (c->kind != RF_STAY_NEW)
            assert_true(has(before, before->n, &c->before));
        if (c->kind != RF_STAY_DROPPED)
            assert_true(has(after, after->n, &c->after));
        if (c->kind == RF_STAY_KEPT)
            assert_int_equal(rf_move_compare(&c->before, &c->after), 0);
        if (c->kind == RF_STAY_CHANGED)
            assert_int_equal(c->before.agent.i, c->after.agent.i);
        n_before += c->kind != RF_STAY_NEW;
        n_after += c->kind != RF_STAY_DROPPED;
    }
    int32_t distinct = 0;
    for (int32_t i = 0; i < before->n; i++)
        distinct += !has(before, i, &before->list[i]);
    assert_int_equal(n_before, distinct);
    distinct = 0;
    for (int32_t i = 0; i < after->n; i++)
        distinct += !has(after, i, &after->list[i]);
    assert_int_equal(n_after, distinct);
}

static void assert_tallies(const rf_difference *d, const rf_instance *in, const stays *before,
                           const stays *after)
{
    assert_int_equal(d->all.lent_before, lent_by_hand(in, before, -1));
    assert_int_equal(d->all.lent_after, lent_by_hand(in, after, -1));
    for (int32_t u = 0; u < in->n_units; u++) {
        int32_t stays_of[RF_N_STAY_CHANGES] = {0};
        assert_int_equal(d->units[u].lent_before, lent_by_hand(in, before, u));
        assert_int_equal(d->units[u].lent_after, lent_by_hand(in, after, u));
        for (int32_t i = 0; i < d->n_changes; i++)
            stays_of[d->changes[i].kind] += touches(in, &d->changes[i], u);
        assert_memory_equal(stays_of, d->units[u].stays, sizeof stays_of);
    }
    for (int32_t o = 0; o < in->n_organisations; o++) {
        assert_int_equal(d->organisations[o].received_before, received_by_hand(in, before, o));
        assert_int_equal(d->organisations[o].received_after, received_by_hand(in, after, o));
    }
}

static void compare(const rf_instance *in, rf_random *random)
{
    rf_err err;
    rf_difference *d = NULL;
    const stays before = any_stays(in, random, NULL), after = any_stays(in, random, &before);
    const rf_two_plans plans = {before.list, after.list, before.n, after.n, 3};
    assert_int_equal(rf_difference_new(&d, in, &plans, &err), RF_OK);
    const tally t = tally_by_hand(in, &before, &after);
    assert_int_equal(d->all.stays[RF_STAY_KEPT], t.kept);
    assert_int_equal(d->all.stays[RF_STAY_CHANGED], t.changed);
    assert_int_equal(d->all.stays[RF_STAY_NEW], t.fresh);
    assert_int_equal(d->all.stays[RF_STAY_DROPPED], t.dropped);
    assert_int_equal(d->n_unknown, 3);
    int32_t on_one_need = 0;
    for (int32_t i = 0; i < d->n_changes; i++)
        on_one_need += d->changes[i].kind == RF_STAY_CHANGED &&
                       d->changes[i].before.need.i == d->changes[i].after.need.i;
    assert_int_equal(on_one_need, t.on_one_need);
    assert_changes(d, &before, &after);
    assert_tallies(d, in, &before, &after);
    rf_difference_free(d);
}

static void differences_are_those_of_trying_every_pairing(void **state)
{
    const int n = soak_times(TOWNS, SOAK);
    rf_random random = {20260105};
    for (int i = 0; i < n; i++) {
        char *text = NULL;
        town *t = lottery_draw(&text, (uint64_t)i);
        if (t->h->in != NULL && t->h->in->n_needs > 0 && t->h->in->n_agents > 0)
            compare(t->h->in, &random);
        town_free(t);
        free(text);
    }
}

/* Two weeks on, then off; the level is that of the ledger. */
static void levels_are_those_of_both_sets_today(void **state)
{
    town *t = *state;
    rf_err err;
    rf_difference *d = NULL;
    town_of(t, "agent ANNA; need TRUCK p0..p2");
    const rf_instance *in = town_instance(t);
    const rf_move before = hamlet_move(t->h, "ANNA", "TRUCK", 0, 1);
    const rf_two_plans plans = {.before = &before, .n_before = 1};
    assert_int_equal(rf_difference_new(&d, in, &plans, &err), RF_OK);
    assert_int_equal(d->terms_before[RF_TERM_UNMET_VITAL], 100);
    assert_int_equal(d->terms_after[RF_TERM_UNMET_VITAL], 300);
    assert_int_equal(d->all.stays[RF_STAY_DROPPED], 1);
    assert_int_equal(d->all.lent_before, 200);
    assert_int_equal(d->all.lent_after, 0);
    rf_difference_free(d);
}

static void nothing_against_nothing_is_no_change(void **state)
{
    town *t = *state;
    rf_err err;
    rf_difference *d = NULL;
    town_of(t, "agent ANNA; need TRUCK");
    assert_int_equal(rf_difference_new(&d, town_instance(t), &(rf_two_plans){.n_before = 0}, &err),
                     RF_OK);
    assert_int_equal(d->n_changes, 0);
    rf_difference_free(d);
    rf_difference_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_are_those_of_trying_every_pairing),
        cmocka_unit_test_setup_teardown(levels_are_those_of_both_sets_today, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(nothing_against_nothing_is_no_change, town_set_up,
                                        town_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
