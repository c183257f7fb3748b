/* SPDX-License-Identifier: GPL-3.0-or-later
 * The file of a sweep's results: what is put comes back, in order, and nothing is half-written. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "adapters/store/results.h"

typedef struct place {
    char folder[64], path[96];
    rf_buf seen;
    rf_err err;
} place;

static int new_place(void **state)
{
    place *p = calloc(1, sizeof *p);
    snprintf(p->folder, sizeof p->folder, "/tmp/renfort-results-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/results.db", p->folder);
    p->seen = rf_buf_new(1 << 16);
    *state = p;
    return 0;
}

static int free_place(void **state)
{
    place *p = *state;
    unlink(p->path);
    assert_int_equal(rmdir(p->folder), 0); /* so that nothing else was left there */
    rf_buf_free(&p->seen);
    free(p);
    return 0;
}

static const rf_result_sweep SWEEP = {"crises", "0.1.0-abc", 3};

static rf_result result_of(const char *id, int64_t seed)
{
    static const rf_result_level levels[] = {{0, "vital", 350, 300, 0.142857, "feasible"},
                                             {1, "moved", 12, 12, 0, "optimal"}};
    static const rf_result_figure figures[] = {{"coverage", "vital", 0.75, 40},
                                               {"gini", "", 0.0, -1}};
    static const rf_result_cell cells[] = {{"lending", "O-1", "O-2", 3, 12.5}};
    return (rf_result){
        .job = {.id = id,
                .territory = "town",
                .scenario = "flood",
                .variant = "base",
                .seed = seed,
                .detail = "",
                .outcome = "feasible",
                .plan = "00ff"},
        .run = {1.5, 1.25, 2048},
        .levels = levels,
        .figures = figures,
        .cells = cells,
        .n_levels = 2,
        .n_figures = 2,
        .n_cells = 1,
    };
}

static void see_sweep(void *context, const rf_result_sweep *sweep)
{
    rf_buf_printf(context, "%s %s %d\n", sweep->name, sweep->version, (int)sweep->planned);
}
static void see_job(void *context, const rf_result_job *job)
{
    rf_buf_printf(context, "%s %s/%s/%s/%d [%s] [%s] %s %s\n", job->id, job->territory,
                  job->scenario, job->variant, (int)job->seed, rf_job_failure_name(job->failure),
                  job->detail, job->outcome, job->plan);
}
static void see_level(void *context, const char *job, const rf_result_level *level)
{
    rf_buf_printf(context, "%s %d %s %d %d %g %s\n", job, level->position, level->name,
                  (int)level->value, (int)level->bound, level->gap, level->status);
}
static void see_figure(void *context, const char *job, const rf_result_figure *figure)
{
    rf_buf_printf(context, "%s %s(%s) %g %d\n", job, figure->name, figure->group, figure->value,
                  (int)figure->people);
}
static void see_cell(void *context, const char *job, const rf_result_cell *cell)
{
    rf_buf_printf(context, "%s %s %s>%s %d %g\n", job, cell->table, cell->row, cell->column,
                  (int)cell->people, cell->value);
}
static void see_run(void *context, const char *job, const rf_result_run *run)
{
    rf_buf_printf(context, "%s %g %g %d\n", job, run->seconds, run->cpu_seconds,
                  (int)run->peak_kib);
}

static rf_results *written(place *p)
{
    rf_results *results = NULL;
    const rf_result first = result_of("b1", 1);
    rf_result second = result_of("a2", 2);
    second.job.failure = RF_JOB_TIME;
    second.job.detail = "after 5 s";
    second.n_levels = second.n_cells = 0;
    const rf_result_figure undefined = {"gini", "", NAN, -1};
    second.figures = &undefined;
    second.n_figures = 1;
    assert_int_equal(rf_results_create(&results, p->path, &SWEEP, &p->err), RF_OK);
    assert_int_equal(rf_results_put(results, &first, &p->err), RF_OK);
    assert_int_equal(rf_results_put(results, &second, &p->err), RF_OK);
    return results;
}

static void what_is_put_comes_back(void **state)
{
    place *p = *state;
    rf_results *r = written(p);
    assert_int_equal(access(p->path, F_OK), -1); /* not before it is finished */
    assert_int_equal(rf_results_finish(r, &p->err), RF_OK);
    rf_results_close(r);
    assert_int_equal(rf_results_open(&r, p->path, &p->err), RF_OK);
    assert_int_equal(rf_results_sweep(r, see_sweep, &p->seen, &p->err), RF_OK);
    assert_int_equal(rf_results_each_job(r, see_job, &p->seen, &p->err), RF_OK);
    assert_int_equal(rf_results_each_level(r, NULL, see_level, &p->seen, &p->err), RF_OK);
    assert_int_equal(rf_results_each_figure(r, NULL, see_figure, &p->seen, &p->err), RF_OK);
    assert_int_equal(rf_results_each_cell(r, "b1", see_cell, &p->seen, &p->err), RF_OK);
    assert_int_equal(rf_results_each_cell(r, "a2", see_cell, &p->seen, &p->err), RF_OK);
    assert_int_equal(rf_results_each_run(r, "a2", see_run, &p->seen, &p->err), RF_OK);
    rf_results_close(r);
    assert_string_equal(rf_buf_text(&p->seen), "crises 0.1.0-abc 3\n"
                                               "b1 town/flood/base/1 [] [] feasible 00ff\n"
                                               "a2 town/flood/base/2 [time] [after 5 s] feasible "
                                               "00ff\n"
                                               "b1 0 vital 350 300 0.142857 feasible\n"
                                               "b1 1 moved 12 12 0 optimal\n"
                                               "b1 coverage(vital) 0.75 40\n"
                                               "b1 gini() 0 -1\n"
                                               "a2 gini() nan -1\n"
                                               "b1 lending O-1>O-2 3 12.5\n"
                                               "a2 1.5 1.25 2048\n");
    struct stat about;
    assert_int_equal(stat(p->path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void a_job_that_is_there_twice_is_refused(void **state)
{
    place *p = *state;
    rf_results *r = written(p);
    const rf_result same_id = result_of("b1", 9), same_place = result_of("c3", 1);
    assert_int_equal(rf_results_put(r, &same_id, &p->err), RF_BAD_INPUT);
    assert_non_null(strstr(p->err.text, "the job b1 is there twice"));
    assert_int_equal(rf_results_put(r, &same_place, &p->err), RF_BAD_INPUT);
    rf_results_close(r);
    assert_int_equal(access(p->path, F_OK), -1);
}

static void another_file_is_refused(void **state)
{
    place *p = *state;
    rf_results *r = NULL;
    assert_int_equal(rf_results_open(&r, p->path, &p->err), RF_IO);
    FILE *file = fopen(p->path, "w");
    fputs("territory;figure\n", file);
    fclose(file);
    assert_int_equal(rf_results_open(&r, p->path, &p->err), RF_BAD_INPUT);
    file = fopen(p->path, "w"); /* an empty file is an empty database to SQLite */
    fclose(file);
    assert_int_equal(rf_results_open(&r, p->path, &p->err), RF_BAD_INPUT);
    assert_non_null(strstr(p->err.text, "holds no results of a sweep"));
    assert_null(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_put_comes_back, new_place, free_place),
        cmocka_unit_test_setup_teardown(a_job_that_is_there_twice_is_refused, new_place,
                                        free_place),
        cmocka_unit_test_setup_teardown(another_file_is_refused, new_place, free_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
