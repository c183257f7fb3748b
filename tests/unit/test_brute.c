/* SPDX-License-Identifier: GPL-3.0-or-later
 * The solver against trying everything, on random towns. 2,000 of them (300 under sanitizers);
 * RF_SOAK=1: 20,000; RF_TOWN=N: that one. Towns that differ are left in build/MODE/brute.
 * RF_LEAVE=FOLDER: no comparison, the first towns as files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "engine/domain/against.h"
#include "engine/domain/check.h"
#include "engine/solve/eligibility.h"
#include "engine/solve/solve.h"
#include "tests/support/brute.h"
#include "tests/support/lottery.h"

enum { SLOW_SAMPLE = 300, SAMPLE = 2000, SOAK = 20000, LEFT = 150 };

typedef struct comparison {
    town *t;
    char *text;
    uint64_t number;
    rf_plan *plan;
    int64_t values[BRUTE_LEVELS];
    brute_outcome outcome;
    rf_buf fault;
} comparison;

static void compare_reasons(comparison *c)
{
    const rf_instance *in = c->t->h->in;
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++)
        for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
            const rf_pair pair = rf_pair_of(in, a, k);
            for (int32_t t = 0; t < in->n_periods; t++) {
                const rf_reasons mine = brute_reasons(in, a.i, k.i, t);
                const rf_reasons solver = rf_reasons_on(in, a, k, &pair, t);
                const rf_reasons checker = rf_against_on(in, a, k, t);
                if (mine != solver || mine != checker)
                    rf_buf_printf(&c->fault, "%s %s %d: reasons %x, solver says %x, checker %x\n",
                                  rf_agent_name(in, a), rf_need_name(in, k), t, mine, solver,
                                  checker);
            }
        }
}

static void compare_levels(comparison *c)
{
    const rf_instance *in = c->t->h->in;
    for (int32_t l = 0; l < in->n_levels; l++) {
        const rf_level_result *level = &c->plan->levels[l];
        if (level->value != c->values[l] || level->bound != c->values[l] ||
            level->outcome != RF_OPTIMAL)
            rf_buf_printf(&c->fault, "level %s: value %lld, bound %lld (%s), it is %lld\n",
                          in->levels[l].name, (long long)level->value, (long long)level->bound,
                          rf_outcome_name(level->outcome), (long long)c->values[l]);
    }
}

static void run_checker(comparison *c)
{
    int32_t n = 0;
    if (rf_check(&n, &c->fault, c->t->h->in, c->plan, &c->t->h->err) != RF_OK)
        fail_msg("%s", c->t->h->err.text);
}

/* All of them cannot be met; less any one, they can. */
static void judge_conflict(comparison *c)
{
    const rf_plan *plan = c->plan;
    const rf_instance *in = c->t->h->in;
    rf_conflict rest[64];
    assert_true(plan->n_conflicts <= 64);
    if (brute_meets(in, plan->conflicts, plan->n_conflicts) != BRUTE_INFEASIBLE)
        rf_buf_printf(&c->fault, "the conflict of %d can be met\n", plan->n_conflicts);
    for (int32_t i = 0; i < plan->n_conflicts; i++) {
        int32_t n = 0;
        for (int32_t j = 0; j < plan->n_conflicts; j++)
            if (j != i)
                rest[n++] = plan->conflicts[j];
        if (brute_meets(in, rest, n) == BRUTE_INFEASIBLE)
            rf_buf_printf(&c->fault, "the conflict stands without its member %d\n", i);
    }
}

static void compare_plans(comparison *c)
{
    const bool infeasible = c->plan->outcome == RF_INFEASIBLE;
    if (infeasible != (c->outcome == BRUTE_INFEASIBLE)) {
        rf_buf_printf(&c->fault, "%s, it is %s\n", rf_outcome_name(c->plan->outcome),
                      infeasible ? "feasible" : "infeasible");
        return;
    }
    run_checker(c);
    if (infeasible)
        judge_conflict(c);
    else
        compare_levels(c);
}

/* The folder of a town that differs, with its files and what was said of it. */
static void leave_town(const comparison *c)
{
    char folder[4096], path[4200], file_path[4300];
    const char *build = getenv("RF_BUILD");
    snprintf(folder, sizeof folder, "%s/brute", build != NULL ? build : "build/release");
    mkdir(folder, 0777);
    snprintf(path, sizeof path, "%s/town-%llu", folder, (unsigned long long)c->number);
    mkdir(path, 0777);
    town_write(c->t, path);
    snprintf(file_path, sizeof file_path, "%s/town.txt", path);
    FILE *file = fopen(file_path, "w");
    assert_non_null(file);
    fprintf(file, "%s\n\n%s", c->text, rf_buf_text(&c->fault));
    fclose(file);
    print_message("town %llu differs (%s):\n%.800s", (unsigned long long)c->number, path,
                  rf_buf_text(&c->fault));
}

/* 1: compared and equal; 0: too wide to try everything; -1: they differ. Adds to *moves. */
static int compare(uint64_t number, int *moves)
{
    comparison c = {.number = number, .fault = rf_buf_new(1 << 16)};
    const rf_solve_options options = {.workers = 1};
    c.t = lottery_draw(&c.text, number);
    compare_reasons(&c);
    c.outcome = brute_solve(c.values, c.t->h->in);
    if (c.outcome != BRUTE_TOO_WIDE) {
        if (rf_solve(&c.plan, c.t->h->in, &options, &c.t->h->err) != RF_OK)
            rf_buf_printf(&c.fault, "not solved: %s\n", c.t->h->err.text);
        else
            compare_plans(&c);
    }
    const int result = c.fault.length > 0 ? -1 : c.outcome == BRUTE_TOO_WIDE ? 0 : 1;
    if (result < 0)
        leave_town(&c);
    *moves += c.plan != NULL ? c.plan->n_moves : 0;
    rf_plan_free(c.plan);
    rf_buf_free(&c.fault);
    town_free(c.t);
    free(c.text);
    return result;
}

static bool is_set(const char *name, const char *value)
{
    const char *found = getenv(name);
    return found != NULL && strcmp(found, value) == 0;
}

static int how_many(void)
{
    if (is_set("RF_SOAK", "1"))
        return SOAK;
    return is_set("RF_MODE", "asan") || is_set("RF_MODE", "cov") ? SLOW_SAMPLE : SAMPLE;
}

static void every_level_is_what_trying_everything_finds(void **state)
{
    const char *only = getenv("RF_TOWN");
    const int wanted = how_many();
    int equal = 0, differ = 0, wide = 0, moves = 0;
    if (only != NULL) {
        assert_int_equal(compare(strtoull(only, NULL, 10), &moves), 1);
        return;
    }
    for (uint64_t number = 1; equal + differ < wanted; number++) {
        const int result = compare(number, &moves);
        equal += result > 0;
        differ += result < 0;
        wide += result == 0;
        assert_true(wide <= wanted);
    }
    print_message("%d towns equal (%d moves), %d differ; %d more were too wide to try\n", equal,
                  moves, differ, wide);
    assert_int_equal(differ, 0);
}

/* For tests/suites/reference.sh. */
static void towns_are_left_for_other_judges(void **state)
{
    const char *folder = getenv("RF_LEAVE");
    char path[4200];
    assert_non_null(folder);
    for (uint64_t number = 1; number <= LEFT; number++) {
        char *text = NULL;
        town *t = lottery_draw(&text, number);
        snprintf(path, sizeof path, "%.4000s/town-%llu", folder, (unsigned long long)number);
        assert_int_equal(mkdir(path, 0777), 0);
        town_write(t, path);
        town_free(t);
        free(text);
    }
}

int main(void)
{
    if (getenv("RF_LEAVE") != NULL) {
        const struct CMUnitTest leave[] = {cmocka_unit_test(towns_are_left_for_other_judges)};
        return cmocka_run_group_tests(leave, NULL, NULL);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_is_what_trying_everything_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
