/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search in its own process: however it ends, what it had told is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/solve/start.h"
#include "engine/solve/supervise.h"
#include "tests/support/works.h"

/* What is done to the search at its first sign of life. */
typedef struct meddling {
    works *w;
    int signal; /* sent to the search; 0: none */
    volatile sig_atomic_t stop;
    bool stops, sent;
    bool proven; /* ... but not before a bound is known */
    bool every;  /* ... and at that of each search that takes its place */
    int32_t calls;
    rf_findings findings;
} meddling;

/* The one child of this process; 0: not to be known here. */
static pid_t only_child(void)
{
    char path[64];
    long pid = 0;
    snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%ld", &pid) != 1)
        pid = 0;
    fclose(file);
    return (pid_t)pid;
}

static void on_progress(void *user, const rf_progress *now)
{
    meddling *m = user;
    m->calls++;
    assert_true(now->level >= 0 && now->level < m->w->in->n_levels);
    assert_true(now->bound <= now->value && now->seconds >= 0);
    if (m->stops)
        m->stop = 1;
    if (m->signal != 0 && (!m->sent || m->every) && (!m->proven || now->bound > 0)) {
        const pid_t child = only_child();
        m->sent = child > 0 && kill(child, m->signal) == 0;
    }
}

static void supervise(meddling *m, double seconds)
{
    works *w = m->w;
    const size_t n = (size_t)w->in->n_levels;
    double *gaps = calloc(n, sizeof *gaps);
    bool possible = false;
    rf_findings *f = &m->findings;
    const rf_levels_options levels = {.gaps = gaps, .seconds = seconds, .workers = 1};
    const rf_solve_options options = {
        .seconds = seconds, .workers = 1, .stop = &m->stop, .progress = on_progress, .user = m};
    f->bounds = calloc(n, sizeof *f->bounds);
    f->seconds = calloc(n, sizeof *f->seconds);
    assert_true(gaps != NULL && f->bounds != NULL && f->seconds != NULL);
    assert_int_equal(rf_start_plan(&possible, w->state, &w->err), RF_OK);
    assert_true(possible);
    assert_int_equal(rf_incumbent_new(&f->best, w->m, &w->err), RF_OK);
    assert_int_equal(rf_incumbent_take(f->best, w->state, &w->err), RF_OK);
    assert_int_equal(rf_supervise(f, w->m, &levels, &options, &w->err), RF_OK);
    free(gaps);
}

/* Whatever happened: a whole plan, true bounds, and no process left behind. */
static void assert_kept(const meddling *m)
{
    const rf_findings *f = &m->findings;
    works_assert_plan(m->w, f->best);
    for (int32_t l = 0; l < m->w->in->n_levels; l++)
        assert_true(f->bounds[l] >= 0 && f->bounds[l] <= f->best->values[l]);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void leave(meddling *m)
{
    rf_incumbent_free(m->findings.best);
    free(m->findings.bounds);
    free(m->findings.seconds);
    works_free(m->w);
}

static void a_search_that_comes_to_its_end_tells_all(void **state)
{
    meddling m = {.w = works_of("agent ANNA; agent BEN fte 60; need TRUCK fte 1.5 p0..p1")};
    supervise(&m, 0);
    assert_kept(&m);
    assert_true(m.findings.finished);
    assert_string_equal(m.findings.trouble.text, "");
    assert_int_equal(m.findings.best->values[0], 0);
    assert_int_equal(m.findings.bounds[0], 0);
    assert_true(m.findings.peak_mib > 0);
    assert_true(m.calls >= m.w->in->n_levels);
    leave(&m);
}

static void a_search_that_is_killed_leaves_its_plan_and_says_so(void **state)
{
    meddling m = {.w = works_crowd(150), .signal = SIGKILL};
    supervise(&m, 20);
    assert_kept(&m);
    if (m.sent && !m.findings.finished) {
        assert_non_null(strstr(m.findings.trouble.text, "9"));
        assert_int_equal(m.findings.signal, SIGKILL);
    }
    leave(&m);
}

static void a_search_that_crashes_leaves_its_plan_and_says_so(void **state)
{
    meddling m = {.w = works_crowd(150), .signal = SIGSEGV};
    supervise(&m, 20);
    assert_kept(&m);
    if (m.sent && !m.findings.finished) {
        assert_non_null(strstr(m.findings.trouble.text, "11"));
        assert_int_equal(m.findings.signal, SIGSEGV);
    }
    leave(&m);
}

static void a_search_that_hangs_is_ended_after_the_deadline(void **state)
{
    meddling m = {.w = works_crowd(150), .signal = SIGSTOP, .every = true};
    supervise(&m, 0.4);
    assert_kept(&m);
    if (m.sent)
        assert_false(m.findings.finished);
    assert_string_equal(m.findings.trouble.text, "");
    leave(&m);
}

/* The first level takes its time and its grace, no more: the others still come to an end. */
static void a_level_that_hangs_is_left_for_the_next(void **state)
{
    meddling m = {.w = works_crowd(60), .signal = SIGSTOP, .proven = true};
    supervise(&m, 3);
    assert_kept(&m);
    assert_true(m.sent && m.w->in->n_levels > 1);
    assert_true(m.findings.finished);
    assert_true(m.findings.seconds[m.w->in->n_levels - 1] > 0);
    assert_string_equal(m.findings.trouble.text, "");
    leave(&m);
}

static void ctrl_c_at_the_search_alone_does_not_end_it(void **state)
{
    meddling m = {.w = works_crowd(150), .signal = SIGINT};
    supervise(&m, 0.4);
    assert_kept(&m);
    assert_string_equal(m.findings.trouble.text, "");
    leave(&m);
}

static void the_stop_flag_ends_the_search_with_its_best_plan(void **state)
{
    meddling m = {.w = works_crowd(150), .stops = true};
    supervise(&m, 0);
    assert_kept(&m);
    assert_true(m.calls >= 1);
    assert_string_equal(m.findings.trouble.text, "");
    leave(&m);
}

static void a_stop_before_the_beginning_leaves_the_start(void **state)
{
    meddling m = {.w = works_crowd(150), .stop = 1};
    supervise(&m, 0);
    assert_kept(&m);
    assert_false(m.findings.finished);
    assert_int_equal(m.findings.best->n_stays, 0);
    leave(&m);
}

static void the_deadline_leaves_a_plan_better_than_the_start(void **state)
{
    meddling m = {.w = works_crowd(150)};
    const int64_t before = m.w->state->values[0];
    supervise(&m, 0.5);
    assert_kept(&m);
    assert_true(m.findings.best->values[0] < before);
    assert_string_equal(m.findings.trouble.text, "");
    leave(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_that_comes_to_its_end_tells_all),
        cmocka_unit_test(a_search_that_is_killed_leaves_its_plan_and_says_so),
        cmocka_unit_test(a_search_that_crashes_leaves_its_plan_and_says_so),
        cmocka_unit_test(a_search_that_hangs_is_ended_after_the_deadline),
        cmocka_unit_test(a_level_that_hangs_is_left_for_the_next),
        cmocka_unit_test(ctrl_c_at_the_search_alone_does_not_end_it),
        cmocka_unit_test(the_stop_flag_ends_the_search_with_its_best_plan),
        cmocka_unit_test(a_stop_before_the_beginning_leaves_the_start),
        cmocka_unit_test(the_deadline_leaves_a_plan_better_than_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
