/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cuts, by trying every point: what satisfies a row satisfies its cuts, whatever the step and
 * whoever is complemented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/works.h"

enum { DRAWS = 150, CUTS_A_ROW = 8, MOST_AGENTS = 8, MOST_WAYS = 3 };

/* How an agent may be on a row: not at all (value 0), or by a stay. */
typedef struct way {
    rf_stay stay;
    int32_t value;
} way;

typedef struct corner {
    const works *w;
    int32_t row;
    way ways[MOST_AGENTS][MOST_WAYS]; /* way 0: absent */
    int32_t n_ways[MOST_AGENTS];
} corner;

static void add_way(corner *c, int32_t agent, way another)
{
    way *ways = c->ways[agent];
    for (int32_t i = 1; i < c->n_ways[agent]; i++)
        if (ways[i].value == another.value &&
            rf_stay_is_trainee(c->w->m, ways[i].stay) == rf_stay_is_trainee(c->w->m, another.stay))
            return;
    assert_true(c->n_ways[agent] < MOST_WAYS);
    ways[c->n_ways[agent]++] = another;
}

static void list_ways(corner *c, const works *w, int32_t row)
{
    rf_entry *entries = calloc((size_t)w->m->max_entries, sizeof *entries);
    assert_non_null(entries);
    memset(c, 0, sizeof *c);
    c->w = w;
    c->row = row;
    for (int32_t a = 0; a < MOST_AGENTS; a++)
        c->n_ways[a] = 1;
    for (int32_t i = 0; i < w->n_stays; i++) {
        const int32_t n = rf_stay_entries(entries, w->m, w->stays[i]);
        for (int32_t e = 0; e < n; e++)
            if (entries[e].index == row)
                add_way(c, rf_run_of(w->m, w->stays[i])->agent.i,
                        (way){w->stays[i], (int32_t)entries[e].value});
    }
    free(entries);
}

/* One point: the row's activity with the least slack that it needs, in the cut. Points that break
 * a hard row are none. */
static void assert_point(const corner *c, const rf_cut *cut, const int32_t *chosen)
{
    const rf_model *m = c->w->m;
    const rf_model_row *row = &m->rows[c->row];
    const bool cover = row->kind == ROW_COVER;
    int64_t activity = 0, left = 0;
    for (int32_t a = 0; a < c->w->in->n_agents; a++) {
        const way *on = &c->ways[a][chosen[a]];
        if (chosen[a] == 0)
            continue;
        activity += on->value;
        left += rf_cut_coefficient(m, cut, on->stay, on->value);
    }
    const int64_t missing = cover ? row->bound - activity : activity - row->bound;
    if (missing > 0 && row->term == RF_N_TERMS)
        return;
    const int64_t slack = missing > 0 ? missing : 0;
    if (cover ? left + slack < cut->bound : left - slack > cut->bound)
        fail_msg("row %d (kind %d, bound %d), step %d: activity %lld has %lld in the cut, bound "
                 "%lld\n%s",
                 c->row, row->kind, row->bound, cut->step, (long long)activity, (long long)left,
                 (long long)cut->bound, c->w->text);
}

static int64_t assert_all_points(const corner *c, const rf_cut *cut)
{
    int32_t chosen[MOST_AGENTS] = {0}, a = 0;
    int64_t n = 0;
    while (a < c->w->in->n_agents) {
        assert_point(c, cut, chosen);
        n++;
        for (a = 0; a < c->w->in->n_agents && ++chosen[a] == c->n_ways[a]; a++)
            chosen[a] = 0;
    }
    return n;
}

/* Some of those who can be on the row in full. */
static int32_t complement_some(int32_t agents[MOST_AGENTS], const corner *c, rf_random *random)
{
    int32_t n = 0;
    for (int32_t a = 0; a < c->w->in->n_agents; a++) {
        bool in_full = false;
        for (int32_t i = 1; i < c->n_ways[a]; i++)
            in_full |= c->w->m->rows[c->row].kind != ROW_COVER ||
                       !rf_stay_is_trainee(c->w->m, c->ways[a][i].stay);
        if (in_full && rf_random_below(random, 3) == 0)
            agents[n++] = a;
    }
    return n;
}

static int64_t try_row(works *w, rf_cuts *cuts, int32_t row)
{
    corner c;
    int64_t points = 0;
    list_ways(&c, w, row);
    for (int i = 0; i < CUTS_A_ROW; i++) {
        int32_t agents[MOST_AGENTS];
        bool added = false;
        const int32_t n = complement_some(agents, &c, &w->random);
        const int32_t step = 2 + rf_random_below(&w->random, 119);
        assert_int_equal(rf_cuts_add(&added, cuts, row, step, (rf_agent_set){agents, n}, &w->err),
                         RF_OK);
        if (!added)
            continue;
        const rf_cut *cut = &cuts->items[cuts->n - 1];
        assert_int_equal(cut->row, row);
        assert_true(cut->rest > 0 && cut->rest < cut->step);
        points += assert_all_points(&c, cut);
    }
    return points;
}

static void every_point_of_a_row_satisfies_its_cuts(void **state)
{
    int64_t points[ROW_N_KINDS] = {0};
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_cuts *cuts = NULL;
        assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
        for (int32_t row = 0; row < w->m->n_rows; row++)
            if (w->m->rows[row].kind == ROW_COVER || w->m->rows[row].kind == ROW_FLOOR ||
                w->m->rows[row].kind == ROW_CONVENTION)
                points[w->m->rows[row].kind] += try_row(w, cuts, row);
        rf_cuts_free(cuts);
        works_free(w);
    }
    assert_true(points[ROW_COVER] > 1000 && points[ROW_FLOOR] > 1000 &&
                points[ROW_CONVENTION] > 1000);
}

static void a_cut_says_more_than_its_row(void **state)
{
    works *w = works_of("agent ANNA fte 80; agent BEN fte 80; need TRUCK fte 1 p0..p0");
    rf_cuts *cuts = NULL;
    bool added = false;
    const int32_t row = w->m->cover_row[0];
    assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
    assert_int_equal(rf_cuts_add(&added, cuts, row, 80, (rf_agent_set){NULL, 0}, &w->err), RF_OK);
    assert_true(added);
    /* 80 x + 80 y + u >= 100 becomes 20 x + 20 y + u >= 40: one alone leaves 20 unmet. */
    assert_int_equal(cuts->items[0].rest, 20);
    assert_int_equal(cuts->items[0].bound, 40);
    assert_int_equal(rf_cut_rounded(w->m, &cuts->items[0], 80, false), 20);
    rf_cuts_free(cuts);
    works_free(w);
}

/* FORMULATION.md: a = p d + s; p r + min(s, r) in a cover row, p (d - r) + max(0, s - r) else. */
static int64_t by_the_book(bool cover, int32_t step, int32_t rest, int32_t value)
{
    int32_t p = 0, s = value;
    for (; s < 0; p--)
        s += step;
    for (; s >= step; p++)
        s -= step;
    if (cover)
        return (int64_t)p * rest + (s < rest ? s : rest);
    return (int64_t)p * (step - rest) + (s > rest ? s - rest : 0);
}

static void coefficients_are_those_of_the_formulation(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; floor HOME 1; need TRUCK fte 1 p0..p0");
    const int32_t rows[] = {w->m->cover_row[0], w->m->floor_row[0]};
    for (int i = 0; i < 2; i++)
        for (int32_t step = 2; step < 110; step += 3)
            for (int32_t rest = 1; rest < step; rest += 2)
                for (int32_t value = 0; value <= 100; value++) {
                    const rf_cut cut = {.row = rows[i], .step = step, .rest = rest};
                    assert_int_equal(rf_cut_rounded(w->m, &cut, value, false),
                                     by_the_book(i == 0, step, rest, value));
                    assert_int_equal(rf_cut_rounded(w->m, &cut, value, true),
                                     -by_the_book(i == 0, step, rest, -value));
                }
    works_free(w);
}

static void a_step_that_divides_the_bound_proves_nothing(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK fte 1 p0..p0");
    rf_cuts *cuts = NULL;
    bool added = true;
    assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
    assert_int_equal(
        rf_cuts_add(&added, cuts, w->m->cover_row[0], 50, (rf_agent_set){NULL, 0}, &w->err), RF_OK);
    assert_false(added);
    assert_int_equal(cuts->n, 0);
    rf_cuts_free(cuts);
    works_free(w);
}

static void the_same_cut_is_added_once_in_whatever_order_its_agents_are_said(void **state)
{
    works *w = works_of("agent ANNA fte 70; agent BEN fte 80; agent CLEO; need TRUCK fte 2 p0..p0");
    rf_cuts *cuts = NULL;
    bool added = false;
    const int32_t forth[] = {0, 2}, back[] = {2, 0}, others[] = {1, 2};
    const int32_t row = w->m->cover_row[0];
    assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
    assert_int_equal(cuts->first[row], -1);
    assert_int_equal(rf_cuts_add(&added, cuts, row, 70, (rf_agent_set){forth, 2}, &w->err), RF_OK);
    assert_true(added);
    assert_int_equal(rf_cuts_add(&added, cuts, row, 70, (rf_agent_set){back, 2}, &w->err), RF_OK);
    assert_false(added);
    assert_int_equal(rf_cuts_add(&added, cuts, row, 70, (rf_agent_set){others, 2}, &w->err), RF_OK);
    assert_true(added);
    assert_int_equal(cuts->n, 2);
    assert_int_equal(cuts->first[row], 1);
    assert_int_equal(cuts->next[1], 0);
    assert_int_equal(cuts->next[0], -1);
    assert_true(rf_cut_complements(&cuts->items[0], 0) && rf_cut_complements(&cuts->items[0], 2));
    assert_false(rf_cut_complements(&cuts->items[0], 1));
    rf_cuts_free(cuts);
    works_free(w);
}

static void a_trainee_is_never_complemented_in_a_cover_row(void **state)
{
    works *w = works_of("agent ANNA fte 90 care level 3 until p0 care level 1;"
                        "need TRUCK fte 1.3 care min_level 2 trainee_level 1 tutor_ratio 1");
    rf_cuts *cuts = NULL;
    bool added = false;
    const int32_t anna = 0;
    assert_int_equal(rf_cuts_new(&cuts, w->m, &w->err), RF_OK);
    assert_int_equal(
        rf_cuts_add(&added, cuts, w->m->cover_row[0], 70, (rf_agent_set){&anna, 1}, &w->err),
        RF_OK);
    assert_true(added);
    const rf_cut *cut = &cuts->items[0];
    const rf_stay qualified = works_stay(w, "ANNA", "TRUCK", 0, 0),
                  trainee = works_stay(w, "ANNA", "TRUCK", 0, 1);
    assert_int_equal(rf_cut_coefficient(w->m, cut, qualified, 90),
                     rf_cut_rounded(w->m, cut, 90, true));
    assert_int_equal(rf_cut_coefficient(w->m, cut, trainee, 45),
                     rf_cut_rounded(w->m, cut, 45, false));
    rf_cuts_free(cuts);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_point_of_a_row_satisfies_its_cuts),
        cmocka_unit_test(a_cut_says_more_than_its_row),
        cmocka_unit_test(coefficients_are_those_of_the_formulation),
        cmocka_unit_test(a_step_that_divides_the_bound_proves_nothing),
        cmocka_unit_test(the_same_cut_is_added_once_in_whatever_order_its_agents_are_said),
        cmocka_unit_test(a_trainee_is_never_complemented_in_a_cover_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
