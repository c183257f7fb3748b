/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory that runs out while a sweep is planned, its jobs are read back and a result is judged: a
 * clean failure each time, and nothing that was half-read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "adapters/json/json.h"
#include "bench/sweep/sweep.h"
#include "tests/support/hamlet.h"
#include "tests/support/oom.h"

typedef struct desk {
    char folder[64], plan[96], jobs[96];
    rf_err err;
} desk;

static const char PLAN[] =
    "{\"name\": \"n\", \"territories\": [{\"name\": \"a\", \"generate\": {\"agents\": 5}},\n"
    " {\"name\": \"b\", \"folder\": \"b\"}], \"scenarios\": [\"flood\", {\"name\": \"x\", "
    "\"file\": "
    "\"x.json\"}], \"seeds\": [1, 2], \"gaps\": {\"travel\": 0.5},\n"
    " \"variants\": [{\"name\": \"v\", \"edits\": [{\"kind\": \"max_periods_away\", \"periods\": 2}"
    "]}]}";

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
}

static int new_desk(void **state)
{
    desk *d = calloc(1, sizeof *d);
    snprintf(d->folder, sizeof d->folder, "/tmp/renfort-oom-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    snprintf(d->plan, sizeof d->plan, "%s/plan.json", d->folder);
    snprintf(d->jobs, sizeof d->jobs, "%s/jobs.jsonl", d->folder);
    *state = d;
    return 0;
}

static int free_desk(void **state)
{
    desk *d = *state;
    unlink(d->plan);
    unlink(d->jobs);
    assert_int_equal(rmdir(d->folder), 0);
    free(d);
    return 0;
}

/* Runs with the first allocation failing, then the second ... until none fails. */
static void fail_each(desk *d, rf_status (*run)(desk *d))
{
    bool failed = true;
    for (long n = 0; failed; n++) {
        oom_after(n);
        const rf_status rc = run(d);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
    }
}

static rf_status read_plan(desk *d)
{
    rf_sweep_plan *plan = NULL;
    rf_diags *diags = rf_diags_new();
    if (diags == NULL)
        return RF_NO_MEMORY;
    const rf_status rc = rf_sweep_plan_read(&plan, d->plan, diags, &d->err);
    assert_true((plan != NULL) == (rc == RF_OK));
    rf_sweep_plan_free(plan);
    rf_diags_free(diags);
    return rc;
}

static void a_plan_is_read_or_memory_is_out(void **state)
{
    desk *d = *state;
    write_text(d->plan, PLAN);
    fail_each(d, read_plan);
}

static rf_status read_jobs(desk *d)
{
    rf_sweep_jobs jobs;
    const rf_status rc = rf_sweep_jobs_read(&jobs, d->folder, NULL, &d->err);
    assert_true(rc != RF_OK || jobs.n == 2);
    rf_sweep_jobs_free(&jobs);
    return rc;
}

static rf_sweep_job job_of(int64_t seed)
{
    rf_err err;
    rf_sweep_job job = {
        .sweep = "n",
        .version = rf_sweep_version(),
        .territory = {"a", "territories/a", "0a"},
        .scenario = {"flood", "flood.json", "0b"},
        .variant = {.name = "base"},
        .seed = seed,
        .limits = {.seconds = 5, .deadline = 9, .memory_mib = 512},
    };
    assert_int_equal(rf_sweep_job_id(job.id, &job, &err), RF_OK);
    return job;
}

static void jobs_are_read_or_memory_is_out(void **state)
{
    desk *d = *state;
    rf_buf text = rf_buf_new(1 << 16);
    for (int64_t seed = 1; seed <= 2; seed++) {
        const rf_sweep_job job = job_of(seed);
        rf_sweep_put_job(&text, &job);
    }
    write_text(d->jobs, rf_buf_text(&text));
    rf_buf_free(&text);
    fail_each(d, read_jobs);
}

static hamlet *solved_hamlet(desk *d)
{
    rf_fingerprint fingerprint = {.territory = ""};
    memset(fingerprint.territory, 'a', sizeof fingerprint.territory - 1);
    memset(fingerprint.scenario, 'b', sizeof fingerprint.scenario - 1);
    hamlet *h = hamlet_new("2020-04-06", 2);
    rf_plan *plan = NULL;
    rf_buf text = rf_buf_new(1 << 20);
    hamlet_row(h, RF_AGENTS, "agent=ANNA unit=HOME fte=80 consent=volunteer");
    hamlet_row(h, RF_NEEDS, "need=K1 unit=DESK tier=vital from=2020-04-06 to=2020-04-19 fte=0.5");
    assert_int_equal(hamlet_build(h), RF_OK);
    const rf_solve_options options = {.seconds = 20, .workers = 1};
    assert_int_equal(rf_solve(&plan, h->in, &options, &d->err), RF_OK);
    assert_int_equal(plan->n_moves, 1);
    const rf_plan_context context = {
        .in = h->in, .fingerprint = &fingerprint, .version = "1", .reproducible = true};
    assert_int_equal(rf_json_write_plan(&text, plan, &context, &d->err), RF_OK);
    write_text(d->plan, rf_buf_text(&text));
    rf_buf_free(&text);
    rf_plan_free(plan);
    return h;
}

static void a_plan_is_judged_or_memory_is_out(void **state)
{
    desk *d = *state;
    hamlet *h = solved_hamlet(d);
    rf_sweep_job job = job_of(1);
    job.limits.draws = 3;
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_sweep_result made;
        oom_after(n);
        const rf_status rc = rf_sweep_judge(&made, &job, h->in, d->plan, &d->err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        if (rc == RF_OK) {
            assert_string_equal(made.result.job.detail, "");
            assert_true(made.result.n_figures > 20);
            /* category_tier, commune, organisation: 2 x 4 */
            assert_int_equal(made.result.n_cells, 1 + 1 + 8);
        }
        rf_sweep_result_free(&made);
    }
    hamlet_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_plan_is_read_or_memory_is_out, new_desk, free_desk),
        cmocka_unit_test_setup_teardown(jobs_are_read_or_memory_is_out, new_desk, free_desk),
        cmocka_unit_test_setup_teardown(a_plan_is_judged_or_memory_is_out, new_desk, free_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
