/* SPDX-License-Identifier: GPL-3.0-or-later
 * Jobs: what their ids are made of, and that a line comes back as it was written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/sweep/sweep.h"

typedef struct desk {
    char folder[64], file[96];
    rf_sweep_edit edit;
    rf_sweep_gap gap;
    rf_sweep_source other;
    rf_sweep_job job;
    rf_err err;
} desk;

static int new_desk(void **state)
{
    desk *d = calloc(1, sizeof *d);
    snprintf(d->folder, sizeof d->folder, "/tmp/renfort-jobs-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    snprintf(d->file, sizeof d->file, "%s/jobs.jsonl", d->folder);
    d->edit = (rf_sweep_edit){.kind = rf_sweep_find_kind("max_periods_away"),
                              .arguments = {{.number = 3}}};
    d->gap = (rf_sweep_gap){"travel", 0.25};
    d->other = (rf_sweep_source){"B", "/data/b", "0b"};
    d->job = (rf_sweep_job){
        .sweep = "crises",
        .version = rf_sweep_version(),
        .territory = {"town", "territories/town", "0a"},
        .scenario = {"flood", "territories/town/flood.json", "0c"},
        .variant = {"short \"away\"", &d->edit, 1},
        .others = &d->other,
        .n_others = 1,
        .seed = 4,
        .limits = {.seconds = 10,
                   .deadline = 40,
                   .memory_mib = 512,
                   .draws = 5,
                   .gaps = &d->gap,
                   .n_gaps = 1},
        .workers = 2,
    };
    assert_int_equal(rf_sweep_job_id(d->job.id, &d->job, &d->err), RF_OK);
    *state = d;
    return 0;
}

static int free_desk(void **state)
{
    desk *d = *state;
    unlink(d->file);
    assert_int_equal(rmdir(d->folder), 0);
    free(d);
    return 0;
}

static bool has_the_same_id(desk *d, const rf_sweep_job *job)
{
    char id[RF_SWEEP_ID];
    assert_int_equal(rf_sweep_job_id(id, job, &d->err), RF_OK);
    assert_int_equal(strlen(id), RF_SWEEP_ID - 1);
    assert_int_equal(strspn(id, "0123456789abcdef"), RF_SWEEP_ID - 1);
    return strcmp(id, d->job.id) == 0;
}

static void what_is_solved_is_in_the_id(void **state)
{
    desk *d = *state;
    const rf_sweep_source other = {"B", "/data/b", "0f"};
    const rf_sweep_gap gap = {"travel", 0.5};
    rf_sweep_edit edit = d->edit;
    edit.arguments[0].number = 4;
    rf_sweep_job j[10];
    for (size_t i = 0; i < 10; i++)
        j[i] = d->job;
    j[0].seed = 5;
    j[1].territory.sha256 = "0d";
    j[2].scenario.sha256 = "0d";
    j[3].version = "another";
    j[4].variant.edits = &edit;
    j[5].limits.seconds = 11;
    j[6].limits.gaps = &gap;
    j[7].limits.draws = 6;
    j[8].others = &other;
    j[9].limits.pins = RF_SWEEP_PINS_KEEP;
    for (size_t i = 0; i < 10; i++)
        assert_false(has_the_same_id(d, &j[i]));
}

static void where_and_within_what_it_is_solved_is_not(void **state)
{
    desk *d = *state;
    rf_sweep_job job = d->job;
    job.territory.path = "/mnt/territories/town";
    job.scenario.path = "/mnt/flood.json";
    job.limits.deadline = 99;
    job.limits.memory_mib = 4096;
    job.workers = 8;
    assert_true(has_the_same_id(d, &job));
}

static void write_lines(desk *d, const rf_sweep_job *jobs, size_t n)
{
    rf_buf text = rf_buf_new(1 << 16);
    for (size_t i = 0; i < n; i++)
        rf_sweep_put_job(&text, &jobs[i]);
    assert_int_equal(rf_file_write(d->file, rf_buf_text(&text), text.length, &d->err), RF_OK);
    rf_buf_free(&text);
}

static void a_line_comes_back_as_it_was_written(void **state)
{
    desk *d = *state;
    rf_sweep_jobs jobs;
    rf_buf wrote = rf_buf_new(1 << 16), read = rf_buf_new(1 << 16);
    write_lines(d, &d->job, 1);
    assert_int_equal(rf_sweep_jobs_read(&jobs, d->folder, NULL, &d->err), RF_OK);
    assert_int_equal(jobs.n, 1);
    rf_sweep_put_job(&wrote, &d->job);
    rf_sweep_put_job(&read, &jobs.items[0]);
    assert_string_equal(rf_buf_text(&read), rf_buf_text(&wrote));
    rf_buf_free(&wrote);
    rf_buf_free(&read);
    rf_sweep_jobs_free(&jobs);
}

static void assert_refused(desk *d, const char *id, const char *why)
{
    rf_sweep_jobs jobs;
    assert_int_equal(rf_sweep_jobs_read(&jobs, d->folder, id, &d->err), RF_BAD_INPUT);
    assert_non_null(strstr(d->err.text, why));
    rf_sweep_jobs_free(&jobs);
}

static void a_job_that_is_there_twice_is_refused(void **state)
{
    desk *d = *state;
    const rf_sweep_job both[] = {d->job, d->job};
    write_lines(d, both, 2);
    assert_refused(d, NULL, "is there twice");
}

static void a_line_that_was_changed_by_hand_is_refused(void **state)
{
    desk *d = *state;
    rf_sweep_job job = d->job;
    job.seed = 9; /* under the old id */
    write_lines(d, &job, 1);
    assert_refused(d, NULL, "jobs.jsonl:1: is damaged: its id is wrong");
}

static void another_versions_jobs_are_refused(void **state)
{
    desk *d = *state;
    rf_sweep_job job = d->job;
    job.version = "9.9.9 feed";
    assert_int_equal(rf_sweep_job_id(job.id, &job, &d->err), RF_OK);
    write_lines(d, &job, 1);
    assert_refused(d, NULL, "was planned by renfort 9.9.9 feed");
}

static void one_job_is_found_among_many(void **state)
{
    desk *d = *state;
    rf_sweep_jobs jobs;
    rf_sweep_job many[] = {d->job, d->job, d->job};
    for (int64_t i = 0; i < 3; i++) {
        many[i].seed = 20 + i;
        assert_int_equal(rf_sweep_job_id(many[i].id, &many[i], &d->err), RF_OK);
    }
    write_lines(d, many, 3);
    assert_int_equal(rf_sweep_jobs_read(&jobs, d->folder, many[1].id, &d->err), RF_OK);
    assert_int_equal(jobs.n, 1);
    assert_int_equal(jobs.items[0].seed, 21);
    rf_sweep_jobs_free(&jobs);
    assert_refused(d, "00000000000000000000000000000000", "has no job 0000");
    char beginning[] = "1234";
    memcpy(beginning, many[1].id, 4);
    assert_refused(d, beginning, "has no job");
    assert_refused(d, "", "has no job");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_solved_is_in_the_id),
        TEST(where_and_within_what_it_is_solved_is_not),
        TEST(a_line_comes_back_as_it_was_written),
        TEST(a_job_that_is_there_twice_is_refused),
        TEST(a_line_that_was_changed_by_hand_is_refused),
        TEST(another_versions_jobs_are_refused),
        TEST(one_job_is_found_among_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
