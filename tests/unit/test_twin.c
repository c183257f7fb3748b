/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two walks at once or one after the other: the same plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/solve/twin.h"
#include "tests/support/works.h"

enum { CROWD = 60, DRAWS = 60, SEEDS = 12, APART = 1000 };

static rf_annealing how(uint64_t seed)
{
    return (rf_annealing){.steps_per_run = 5, .hot = 60.0, .cold = 0.5, .seed = seed};
}

static void no_incumbent(void *user, const rf_incumbent *best)
{
    (void)user, (void)best;
}

static void begin(works_chain *c, works *w, int32_t workers)
{
    assert_true(works_begin(c, w));
    c->chain.workers = workers;
}

static void assert_same_plan(const rf_incumbent *a, const rf_incumbent *b, int32_t n_levels)
{
    assert_int_equal(a->n_stays, b->n_stays);
    if (a->n_stays > 0)
        assert_memory_equal(a->stays, b->stays, (size_t)a->n_stays * sizeof *a->stays);
    assert_memory_equal(a->values, b->values, (size_t)n_levels * sizeof *a->values);
}

static void two_processes_walk_as_one(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        works_chain one, two;
        const rf_annealing walk = how(number);
        if (works_begin(&one, w)) {
            begin(&two, w, 2);
            assert_int_equal(rf_anneal_twice(&one.chain, &walk, APART, &w->err), RF_OK);
            assert_int_equal(rf_anneal_twice(&two.chain, &walk, APART, &w->err), RF_OK);
            assert_same_plan(one.chain.best, two.chain.best, w->in->n_levels);
            works_assert_plan(w, two.chain.best);
            works_end(&one);
            works_end(&two);
        }
        works_free(w);
    }
}

static int64_t alone(works *w, uint64_t seed)
{
    works_chain c;
    const rf_annealing walk = how(seed);
    begin(&c, w, 1);
    assert_int_equal(rf_anneal(&c.chain, &walk, &w->err), RF_OK);
    const int64_t value = c.chain.best->values[0];
    works_end(&c);
    return value;
}

/* Either of the two is the better one for some seed. */
static void the_better_of_two_walks_is_kept(void **state)
{
    works *w = works_crowd(CROWD);
    int32_t first = 0, second = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (int32_t workers = 1; workers <= 2; workers++) {
            works_chain c;
            const rf_annealing walk = how(seed);
            const int64_t a = alone(w, seed), b = alone(w, seed + APART);
            begin(&c, w, workers);
            assert_int_equal(rf_anneal_twice(&c.chain, &walk, APART, &w->err), RF_OK);
            assert_int_equal(c.chain.best->values[0], a < b ? a : b);
            first += a < b;
            second += b < a;
            works_assert_plan(w, c.chain.best);
            works_end(&c);
        }
    assert_true(first > 0 && second > 0);
    works_free(w);
}

/* Where no process can be begun, its walk is done here. */
static void without_a_second_process_the_plan_is_the_same(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain one, two;
    const rf_annealing walk = how(2);
    struct rlimit files;
    begin(&one, w, 1);
    begin(&two, w, 2);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
    const struct rlimit none = {0, files.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    const rf_status rc = rf_anneal_twice(&two.chain, &walk, APART, &w->err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
    assert_int_equal(rc, RF_OK);
    assert_int_equal(rf_anneal_twice(&one.chain, &walk, APART, &w->err), RF_OK);
    assert_same_plan(one.chain.best, two.chain.best, w->in->n_levels);
    works_end(&one);
    works_end(&two);
    works_free(w);
}

static void no_process_is_left_behind(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain c;
    const rf_annealing walk = how(3);
    begin(&c, w, 2);
    assert_int_equal(rf_anneal_twice(&c.chain, &walk, APART, &w->err), RF_OK);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    works_end(&c);
    works_free(w);
}

/* Below another level the two walks have limits of their own: what one gains above does not bind
 * the other. */
static void below_a_limit_two_processes_walk_as_one(void **state)
{
    works *w = works_crowd(CROWD);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        works_chain one, two;
        const rf_annealing walk = how(seed);
        begin(&one, w, 1);
        begin(&two, w, 2);
        works_set_level(&one, 1);
        works_set_level(&two, 1);
        one.chain.penalty[0] = two.chain.penalty[0] = 20;
        const int64_t limit = one.chain.limits[0];
        assert_int_equal(rf_anneal_twice(&one.chain, &walk, APART, &w->err), RF_OK);
        assert_int_equal(rf_anneal_twice(&two.chain, &walk, APART, &w->err), RF_OK);
        assert_same_plan(one.chain.best, two.chain.best, w->in->n_levels);
        assert_true(one.chain.best->values[0] <= limit);
        assert_int_equal(one.chain.limits[0], two.chain.limits[0]);
        works_end(&one);
        works_end(&two);
    }
    works_free(w);
}

/* A child process would count in a file that both have. */
static bool stop_and_count(void *user)
{
    const pid_t self = getpid();
    assert_int_equal(write(*(const int *)user, &self, sizeof self), (int)sizeof self);
    return true;
}

static void a_walk_that_is_stopped_begins_no_process(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain c;
    const rf_annealing endless = {.steps_per_run = INT32_MAX, .hot = 60.0, .cold = 0.5, .seed = 42};
    begin(&c, w, 2);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    c.listener.stopped = stop_and_count;
    c.listener.user = &ends[1];
    assert_int_equal(rf_anneal_twice(&c.chain, &endless, APART, &w->err), RF_OK);
    works_assert_plan(w, c.chain.best);
    close(ends[1]);
    for (pid_t who; read(ends[0], &who, sizeof who) > 0;)
        assert_int_equal(who, getpid());
    close(ends[0]);
    works_end(&c);
    works_free(w);
}

/* Every child process dies at once: its walk is done here. */
static bool die_in_a_child(void *user)
{
    if (getpid() != *(const pid_t *)user)
        _exit(1);
    return false;
}

static void a_process_that_dies_is_walked_for(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain one, two;
    const rf_annealing walk = how(2);
    pid_t self = getpid();
    begin(&one, w, 1);
    begin(&two, w, 2);
    two.listener.stopped = die_in_a_child;
    two.listener.user = &self;
    two.listener.incumbent = no_incumbent;
    assert_int_equal(rf_anneal_twice(&one.chain, &walk, APART, &w->err), RF_OK);
    assert_int_equal(rf_anneal_twice(&two.chain, &walk, APART, &w->err), RF_OK);
    assert_same_plan(one.chain.best, two.chain.best, w->in->n_levels);
    works_end(&one);
    works_end(&two);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_processes_walk_as_one),
        cmocka_unit_test(the_better_of_two_walks_is_kept),
        cmocka_unit_test(without_a_second_process_the_plan_is_the_same),
        cmocka_unit_test(no_process_is_left_behind),
        cmocka_unit_test(below_a_limit_two_processes_walk_as_one),
        cmocka_unit_test(a_process_that_dies_is_walked_for),
        cmocka_unit_test(a_walk_that_is_stopped_begins_no_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
