/* SPDX-License-Identifier: GPL-3.0-or-later
 * The solver's front: from an instance to a plan. (Its values are compared with trying everything
 * in test_brute, its rules in test_contract_*.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/domain/check.h"
#include "engine/solve/solve.h"
#include "tests/support/works.h"

enum { DRAWS = 80 };

static rf_plan *solve(const works *w, const rf_solve_options *options)
{
    rf_plan *plan = NULL;
    rf_err err;
    if (rf_solve(&plan, w->in, options, &err) != RF_OK)
        fail_msg("%s in\n%s", err.text, w->text != NULL ? w->text : "the town");
    return plan;
}

/* The checker's part is done where it finds nothing: values, terms, bounds, gaps, outcomes. */
static void assert_sound(const works *w, const rf_plan *plan)
{
    int32_t n = 0;
    rf_err err;
    rf_buf breaches = rf_buf_new(1 << 16);
    assert_int_equal(rf_check(&n, &breaches, w->in, plan, &err), RF_OK);
    if (n != 0)
        fail_msg("%s", rf_buf_text(&breaches));
    rf_buf_free(&breaches);
    for (int32_t l = 0; l < plan->n_levels; l++) {
        assert_true(plan->levels[l].bound >= 0);
        assert_true(plan->levels[l].bound <= plan->levels[l].value);
    }
}

static void assert_same(const rf_plan *a, const rf_plan *b)
{
    assert_int_equal(a->outcome, b->outcome);
    assert_int_equal(a->n_moves, b->n_moves);
    assert_int_equal(a->n_levels, b->n_levels);
    assert_int_equal(a->n_conflicts, b->n_conflicts);
    for (int32_t i = 0; i < a->n_moves; i++) {
        assert_int_equal(rf_move_compare(&a->moves[i], &b->moves[i]), 0);
        assert_int_equal(a->moves[i].trainee, b->moves[i].trainee);
        assert_int_equal(a->moves[i].pinned, b->moves[i].pinned);
    }
    for (int32_t l = 0; l < a->n_levels; l++) {
        assert_int_equal(a->levels[l].value, b->levels[l].value);
        assert_int_equal(a->levels[l].bound, b->levels[l].bound);
        assert_int_equal(a->levels[l].outcome, b->levels[l].outcome);
    }
}

static void the_same_question_has_the_same_plan_with_any_number_of_workers(void **state)
{
    int32_t moves = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_plan *plans[3];
        for (int i = 0; i < 3; i++) {
            const rf_solve_options options = {.workers = i < 2 ? 1 : 4};
            plans[i] = solve(w, &options);
            assert_sound(w, plans[i]);
            assert_same(plans[0], plans[i]);
        }
        moves += plans[0]->n_moves;
        for (int i = 0; i < 3; i++)
            rf_plan_free(plans[i]);
        works_free(w);
    }
    assert_true(moves > DRAWS);
}

static void moves_are_sorted_and_levels_are_the_instances(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        const rf_solve_options options = {.workers = 1};
        rf_plan *plan = solve(w, &options);
        for (int32_t i = 1; i < plan->n_moves; i++)
            assert_true(rf_move_compare(&plan->moves[i - 1], &plan->moves[i]) < 0);
        assert_int_equal(plan->n_levels, plan->outcome == RF_INFEASIBLE ? 0 : w->in->n_levels);
        assert_int_equal(plan->n_conflicts > 0, plan->outcome == RF_INFEASIBLE);
        assert_string_equal(plan->run.trouble, "");
        rf_plan_free(plan);
        works_free(w);
    }
}

static void in_next_to_no_time_the_plan_is_feasible_and_honest(void **state)
{
    works *w = works_crowd(150);
    const rf_solve_options options = {.seconds = 0.001, .workers = 1};
    rf_plan *plan = solve(w, &options);
    assert_sound(w, plan);
    assert_int_equal(plan->outcome, RF_FEASIBLE);
    assert_string_equal(plan->run.trouble, "");
    rf_plan_free(plan);
    works_free(w);
}

static void ctrl_c_before_the_beginning_still_gives_a_plan(void **state)
{
    works *w = works_crowd(150);
    volatile sig_atomic_t stop = 1;
    const rf_solve_options options = {.workers = 1, .stop = &stop};
    rf_plan *plan = solve(w, &options);
    assert_sound(w, plan);
    assert_int_equal(plan->outcome, RF_FEASIBLE);
    rf_plan_free(plan);
    works_free(w);
}

typedef struct witness {
    volatile sig_atomic_t stop;
    int32_t calls, level;
} witness;

static void on_progress(void *user, const rf_progress *now)
{
    witness *seen = user;
    assert_true(now->level >= seen->level);
    seen->level = now->level;
    assert_true(now->value >= now->bound);
    seen->calls++;
    seen->stop = 1;
}

static void ctrl_c_at_the_first_progress_ends_with_the_best_plan(void **state)
{
    works *w = works_crowd(150);
    witness seen = {.calls = 0};
    const rf_solve_options options = {
        .workers = 1, .stop = &seen.stop, .progress = on_progress, .user = &seen};
    rf_plan *plan = solve(w, &options);
    assert_sound(w, plan);
    assert_true(seen.calls > 0);
    assert_string_equal(plan->run.trouble, "");
    rf_plan_free(plan);
    works_free(w);
}

static void a_gap_that_is_asked_for_takes_the_levels_own_place(void **state)
{
    works *w = works_of("agent ANNA fte 60; need TRUCK p0..p0; need CAR fte 0.4 p1..p1;"
                        "level vital unmet.vital gap 1; level moved moved gap 1");
    const double exact[] = {0, -1}, own[] = {-1, -1};
    const rf_solve_options strict = {.workers = 1, .gaps = exact},
                           lax = {.workers = 1, .gaps = own};
    rf_plan *first = solve(w, &strict), *second = solve(w, &lax);
    assert_int_equal(first->levels[0].value, first->levels[0].bound);
    assert_int_equal(first->levels[0].value, 80);
    assert_int_equal(second->levels[0].outcome, RF_OPTIMAL);
    assert_true(second->levels[0].bound <= 80);
    rf_plan_free(first);
    rf_plan_free(second);
    works_free(w);
}

static void nobody_and_nothing_to_do_is_an_empty_optimal_plan(void **state)
{
    works *w = works_of("need TRUCK fte 0 p0..p0");
    const rf_solve_options options = {.workers = 1};
    rf_plan *plan = solve(w, &options);
    assert_sound(w, plan);
    assert_int_equal(plan->outcome, RF_OPTIMAL);
    assert_int_equal(plan->n_moves, 0);
    rf_plan_free(plan);
    works_free(w);
}

static void needs_that_nobody_may_serve_are_unmet_and_proven(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK fte 2.5 lorry");
    const rf_solve_options options = {.workers = 1};
    rf_plan *plan = solve(w, &options);
    assert_sound(w, plan);
    assert_int_equal(plan->outcome, RF_OPTIMAL);
    assert_int_equal(plan->levels[0].value, 750);
    assert_int_equal(plan->levels[0].bound, 750);
    rf_plan_free(plan);
    works_free(w);
}

/* ---- other builds -----------------------------------------------------------------------------
 */

static bool is_newer_than_the_engine(const char *program)
{
    struct stat of_program, of_source;
    glob_t sources;
    bool newer = stat(program, &of_program) == 0 && glob("engine/*/*.[ch]", 0, NULL, &sources) == 0;
    if (!newer)
        return false;
    for (size_t i = 0; i < sources.gl_pathc; i++)
        newer &=
            stat(sources.gl_pathv[i], &of_source) == 0 && of_program.st_mtime > of_source.st_mtime;
    globfree(&sources);
    return newer;
}

static char *plan_by(const char *program, const char *folder)
{
    char command[9000];
    rf_buf text = rf_buf_new(1 << 20);
    snprintf(command, sizeof command, "'%s' solve '%s' --quiet --reproducible -o - 2>/dev/null",
             program, folder);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        rf_buf_add(&text, chunk, n);
    pclose(pipe);
    char *copy = strdup(rf_buf_text(&text));
    assert_non_null(copy);
    rf_buf_free(&text);
    return copy;
}

static void compare_builds(const char *own, const char *other)
{
    for (uint64_t number = 1; number <= 12; number++) {
        char folder[] = "/tmp/renfort-builds-XXXXXX", command[64];
        works *w = works_draw(number);
        assert_non_null(mkdtemp(folder));
        town_write(w->t, folder);
        char *a = plan_by(own, folder), *b = plan_by(other, folder);
        assert_true(strlen(a) > 0);
        assert_string_equal(a, b);
        free(a);
        free(b);
        snprintf(command, sizeof command, "rm -rf '%s'", folder);
        assert_int_equal(system(command), 0);
        works_free(w);
    }
}

static void debug_and_release_builds_make_the_same_plan_to_the_byte(void **state)
{
    static const char *const BUILDS[] = {"release", "debug", "asan", "cov"};
    const char *build = getenv("RF_BUILD");
    char own[4096], other[4200];
    int compared = 0;
    snprintf(own, sizeof own, "%s/renfort", build != NULL ? build : "build/release");
    if (!is_newer_than_the_engine(own))
        skip();
    for (size_t i = 0; i < sizeof BUILDS / sizeof BUILDS[0]; i++) {
        snprintf(other, sizeof other, "%s/../%s/renfort", build != NULL ? build : "build/release",
                 BUILDS[i]);
        struct stat a, b;
        if (stat(own, &a) != 0 || stat(other, &b) != 0 || a.st_ino == b.st_ino ||
            !is_newer_than_the_engine(other))
            continue;
        compare_builds(own, other);
        compared++;
    }
    if (compared == 0)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_question_has_the_same_plan_with_any_number_of_workers),
        cmocka_unit_test(moves_are_sorted_and_levels_are_the_instances),
        cmocka_unit_test(in_next_to_no_time_the_plan_is_feasible_and_honest),
        cmocka_unit_test(ctrl_c_before_the_beginning_still_gives_a_plan),
        cmocka_unit_test(ctrl_c_at_the_first_progress_ends_with_the_best_plan),
        cmocka_unit_test(a_gap_that_is_asked_for_takes_the_levels_own_place),
        cmocka_unit_test(nobody_and_nothing_to_do_is_an_empty_optimal_plan),
        cmocka_unit_test(needs_that_nobody_may_serve_are_unmet_and_proven),
        cmocka_unit_test(debug_and_release_builds_make_the_same_plan_to_the_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
