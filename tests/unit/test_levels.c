/* SPDX-License-Identifier: GPL-3.0-or-later
 * The levels one after the other, without the process around them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/levels.h"
#include "engine/solve/start.h"
#include "tests/support/works.h"

enum { DRAWS = 150 };

/* What a listener heard. */
typedef struct heard {
    const rf_model *m;
    int64_t values[BRUTE_LEVELS], bounds[BRUTE_LEVELS];
    int32_t incumbents, done;
    bool stop;
} heard;

static void on_incumbent(void *user, const rf_incumbent *best)
{
    heard *h = user;
    memcpy(h->values, best->values, (size_t)h->m->in->n_levels * sizeof *h->values);
    h->incumbents++;
}

static void on_bound(void *user, int32_t level, int64_t bound)
{
    heard *h = user;
    assert_true(level >= h->done);
    assert_true(bound >= h->bounds[level]);
    h->bounds[level] = bound;
}

static void on_begun(void *user, int32_t level, double seconds)
{
    (void)user;
    assert_true(level >= 0 && seconds >= 0);
}

static void on_done(void *user, int32_t level, double seconds)
{
    heard *h = user;
    assert_int_equal(level, h->done);
    assert_true(seconds >= 0);
    h->done++;
}

static bool is_stopped(void *user)
{
    const heard *h = user;
    return h->stop;
}

static rf_incumbent *solve(heard *h, works *w, double gap, double seconds)
{
    rf_incumbent *best = NULL;
    bool possible = false;
    double gaps[BRUTE_LEVELS];
    for (int32_t l = 0; l < BRUTE_LEVELS; l++)
        gaps[l] = gap;
    const rf_levels_options options = {.gaps = gaps, .seconds = seconds, .workers = 1};
    const rf_listener listener = {on_incumbent, on_bound, on_begun, on_done, is_stopped, h};
    rf_levels_work work = {-1, -1};
    assert_int_equal(rf_start_plan(&possible, w->state, &w->err), RF_OK);
    if (!possible)
        return NULL;
    h->m = w->m;
    assert_int_equal(rf_incumbent_new(&best, w->m, &w->err), RF_OK);
    assert_int_equal(rf_incumbent_take(best, w->state, &w->err), RF_OK);
    if (rf_levels_solve(best, &work, w->m, &options, &listener, &w->err) != RF_OK)
        fail_msg("%s in\n%s", w->err.text, w->text != NULL ? w->text : "the town");
    assert_true(work.columns >= 0 && work.rows >= 0);
    return best;
}

static void every_level_is_brought_to_its_least_value_and_proven(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        int64_t values[BRUTE_LEVELS];
        works *w = works_draw(number);
        if (brute_solve(values, w->in) == BRUTE_OPTIMAL) {
            heard h = {.stop = false};
            rf_incumbent *best = solve(&h, w, 0, 0);
            assert_non_null(best);
            for (int32_t l = 0; l < w->in->n_levels; l++) {
                if (best->values[l] != values[l] || h.bounds[l] != values[l])
                    fail_msg("level %s: value %lld, bound %lld, it is %lld in\n%s",
                             w->in->levels[l].name, (long long)best->values[l],
                             (long long)h.bounds[l], (long long)values[l], w->text);
                compared++;
            }
            assert_int_equal(h.done, w->in->n_levels);
            works_assert_plan(w, best);
            rf_incumbent_free(best);
        }
        works_free(w);
    }
    assert_true(compared > DRAWS);
}

static void the_best_plan_is_the_last_one_told(void **state)
{
    int32_t told = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        heard h = {.stop = false};
        works *w = works_draw(number);
        rf_incumbent *best = solve(&h, w, 0, 0);
        if (best != NULL && h.incumbents > 0) {
            assert_memory_equal(h.values, best->values, (size_t)w->in->n_levels * sizeof *h.values);
            told++;
        }
        rf_incumbent_free(best);
        works_free(w);
    }
    assert_true(told > DRAWS / 2);
}

static void a_level_stops_within_its_gap_and_is_kept_by_those_below(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        heard h = {.stop = false};
        works *w = works_draw(number);
        rf_incumbent *best = solve(&h, w, 0.25, 0);
        for (int32_t l = 0; best != NULL && l < w->in->n_levels; l++, compared++) {
            const int64_t value = best->values[l];
            assert_true(h.bounds[l] <= value);
            assert_true((double)(value - h.bounds[l]) <= 0.25 * (double)(value > 1 ? value : 1));
        }
        if (best != NULL)
            works_assert_plan(w, best);
        rf_incumbent_free(best);
        works_free(w);
    }
    assert_true(compared > DRAWS);
}

static void in_hardly_any_time_there_is_a_plan_and_true_bounds(void **state)
{
    works *w = works_crowd(80);
    heard h = {.stop = false};
    rf_incumbent *best = solve(&h, w, 0, 0.01);
    works_assert_plan(w, best);
    for (int32_t l = 0; l < w->in->n_levels; l++)
        assert_true(h.bounds[l] <= best->values[l]);
    assert_int_equal(h.done, w->in->n_levels);
    rf_incumbent_free(best);
    works_free(w);
}

static void a_search_that_is_stopped_ends_all_levels_with_a_plan(void **state)
{
    works *w = works_crowd(80);
    heard h = {.stop = true};
    rf_incumbent *best = solve(&h, w, 0, 0);
    works_assert_plan(w, best);
    for (int32_t l = 0; l < w->in->n_levels; l++)
        assert_true(h.bounds[l] <= best->values[l]);
    assert_int_equal(h.done, w->in->n_levels);
    rf_incumbent_free(best);
    works_free(w);
}

static void what_there_was_at_the_start_is_never_made_worse(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        heard first = {.stop = false}, again = {.stop = true};
        works *w = works_draw(number);
        rf_incumbent *best = solve(&first, w, 0, 0);
        if (best != NULL && !w->in->has_baseline) {
            const double gaps[BRUTE_LEVELS] = {0};
            const rf_levels_options options = {.gaps = gaps, .workers = 1};
            const rf_listener listener = {on_incumbent, on_bound,   on_begun,
                                          on_done,      is_stopped, &again};
            int64_t values[BRUTE_LEVELS];
            rf_levels_work work;
            again.m = w->m;
            memcpy(values, best->values, (size_t)w->in->n_levels * sizeof *values);
            assert_int_equal(rf_levels_solve(best, &work, w->m, &options, &listener, &w->err),
                             RF_OK);
            assert_true(rf_values_compare(best->values, values, w->in->n_levels) <= 0);
        }
        rf_incumbent_free(best);
        works_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_is_brought_to_its_least_value_and_proven),
        cmocka_unit_test(the_best_plan_is_the_last_one_told),
        cmocka_unit_test(a_level_stops_within_its_gap_and_is_kept_by_those_below),
        cmocka_unit_test(in_hardly_any_time_there_is_a_plan_and_true_bounds),
        cmocka_unit_test(a_search_that_is_stopped_ends_all_levels_with_a_plan),
        cmocka_unit_test(what_there_was_at_the_start_is_never_made_worse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
