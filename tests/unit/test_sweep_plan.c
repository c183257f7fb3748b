/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sweep plans: what they mean, and where each fault is told. */
#include <math.h>
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
    char path[64];
    rf_diags *diags;
    rf_sweep_plan *plan;
    rf_err err;
} desk;

static int new_desk(void **state)
{
    desk *d = calloc(1, sizeof *d);
    snprintf(d->path, sizeof d->path, "/tmp/renfort-sweep-XXXXXX");
    close(mkstemp(d->path));
    d->diags = rf_diags_new();
    *state = d;
    return 0;
}

static int free_desk(void **state)
{
    desk *d = *state;
    unlink(d->path);
    rf_sweep_plan_free(d->plan);
    rf_diags_free(d->diags);
    free(d);
    return 0;
}

static rf_status read_text(desk *d, const char *text)
{
    FILE *file = fopen(d->path, "w");
    fputs(text, file);
    fclose(file);
    return rf_sweep_plan_read(&d->plan, d->path, d->diags, &d->err);
}

/* The only finding is at this place and says this. */
static void assert_fault(desk *d, const char *text, const char *place, const char *says)
{
    char at[32];
    assert_int_equal(read_text(d, text), RF_BAD_INPUT);
    assert_int_equal(rf_diags_size(d->diags), 1);
    const rf_diag *diag = rf_diags_at(d->diags, 0);
    snprintf(at, sizeof at, "%u:%u", (unsigned)diag->place.line, (unsigned)diag->place.column);
    assert_string_equal(at, place);
    assert_string_equal(diag->text, says);
}

#define HEAD "{\"name\": \"n\", \"scenarios\": [\"flood\"], \"seeds\": 1,\n"
#define TOWN "\"territories\": [{\"name\": \"town\", \"folder\": \"town\"}]"

static void the_least_plan_has_the_files_as_they_are(void **state)
{
    desk *d = *state;
    assert_int_equal(read_text(d, HEAD TOWN "}"), RF_OK);
    assert_int_equal(d->plan->n_variants, 1);
    assert_string_equal(d->plan->variants[0].name, "base");
    assert_int_equal(d->plan->variants[0].n_edits, 0);
    assert_int_equal(d->plan->n_seeds, 1);
    assert_int_equal(d->plan->seeds[0], 1);
    assert_string_equal(d->plan->territories[0].folder, "/tmp/town"); /* beside the plan */
    assert_null(d->plan->scenarios[0].file);
    assert_int_equal(d->plan->limits.pins, RF_SWEEP_PINS_FREE);
    assert_true(d->plan->limits.deadline > d->plan->limits.seconds);
}

static void everything_that_a_plan_may_say_is_read(void **state)
{
    desk *d = *state;
    assert_int_equal(
        read_text(
            d, "{\"name\": \"crises\", \"seeds\": [0, 7],\n"
               "\"territories\": [{\"name\": \"a\", \"generate\": {\"agents\": 80, \"seed\": 3}},\n"
               "  {\"name\": \"b\", \"generate\": {\"agents\": 60, \"consent\": \"low\"}}],\n"
               "\"scenarios\": [\"flood\", {\"name\": \"cyber\", \"file\": \"x/cyber.json\"}],\n"
               "\"variants\": [{\"name\": \"short\", \"edits\":\n"
               "  [{\"kind\": \"max_periods_away\", \"periods\": 2}]}, {\"name\": \"base\"}],\n"
               "\"seconds\": 5, \"deadline\": 9, \"memory_mib\": 512, \"draws\": 20,\n"
               "\"gaps\": {\"travel\": 0.05}, \"pins\": \"keep\", \"workers\": 3}"),
        RF_OK);
    const rf_sweep_plan *p = d->plan;
    assert_int_equal(p->seeds[1], 7);
    assert_true(p->territories[0].seeded);
    assert_false(p->territories[1].seeded);
    assert_string_equal(p->territories[1].settings[1].key, "consent");
    assert_string_equal(p->territories[1].settings[1].value, "low");
    assert_string_equal(p->scenarios[1].file, "/tmp/x/cyber.json");
    assert_string_equal(p->variants[0].edits[0].kind->name, "max_periods_away");
    assert_true(fabs(p->variants[0].edits[0].arguments[0].number - 2) < 1e-12);
    assert_true(fabs(p->limits.deadline - 9) < 1e-12);
    assert_int_equal(p->limits.memory_mib, 512);
    assert_int_equal(p->limits.draws, 20);
    assert_string_equal(p->limits.gaps[0].level, "travel");
    assert_int_equal(p->limits.pins, RF_SWEEP_PINS_KEEP);
    assert_int_equal(p->workers, 3);
}

static void an_unknown_key_is_told_where_it_stands(void **state)
{
    assert_fault(*state, HEAD TOWN ",\n \"sedes\": 3}", "3:2", "unknown key \"sedes\"");
}

static void a_missing_key_is_told(void **state)
{
    assert_fault(*state, "{\"name\": \"n\", \"seeds\": 1,\n" TOWN "}", "1:1",
                 "key \"scenarios\" is missing");
}

static void a_territory_is_a_folder_or_generated(void **state)
{
    assert_fault(*state, HEAD "\"territories\": [{\"name\": \"town\"}]}", "2:17",
                 "a territory has either a \"folder\" or what to \"generate\"");
}

static void a_name_that_is_there_twice_is_told(void **state)
{
    assert_fault(*state,
                 HEAD "\"territories\": [{\"name\": \"a\", \"folder\": \"x\"},\n"
                      "{\"name\": \"a\", \"folder\": \"y\"}]}",
                 "3:1", "territories: \"a\" is there twice");
}

static void a_name_that_could_leave_the_folder_is_refused(void **state)
{
    assert_fault(*state, HEAD "\"territories\": [{\"name\": \"../a\", \"folder\": \"x\"}]}", "2:26",
                 "name: \"../a\" is not made of at most 64 letters, digits, '-', '_' and '.'");
}

static void the_generator_is_not_told_where_to_write(void **state)
{
    assert_fault(*state,
                 HEAD "\"territories\": [{\"name\": \"a\", \"generate\":\n"
                      "{\"agents\": 5, \"out\": \"/etc\"}}]}",
                 "3:15", "\"out\" is no option of the generator that a sweep may use");
}

static void an_unknown_kind_of_edit_is_told_with_the_nearest(void **state)
{
    desk *d = *state;
    assert_fault(d,
                 HEAD TOWN ",\n\"variants\": [{\"name\": \"v\", \"edits\":\n"
                           "[{\"kind\": \"hard_floor\", \"value\": 1}]}]}",
                 "4:11", "\"hard_floor\" is no kind of edit");
    assert_string_equal(rf_diags_at(d->diags, 0)->hint, "did you mean \"hard_floors\"?");
}

static void an_edit_without_its_parameter_is_told(void **state)
{
    assert_fault(*state,
                 HEAD TOWN ",\n\"variants\": [{\"name\": \"v\", \"edits\":\n"
                           "[{\"kind\": \"hard_floors\"}]}]}",
                 "4:2", "an edit \"hard_floors\" needs \"value\"");
}

static void a_number_out_of_its_range_is_told(void **state)
{
    assert_fault(*state,
                 HEAD TOWN ",\n\"variants\": [{\"name\": \"v\", \"edits\":\n"
                           "[{\"kind\": \"hard_floors\", \"value\": 7}]}]}",
                 "4:35", "value: 7 is not a number from 0 to 1");
}

static void a_deadline_before_the_solvers_is_told(void **state)
{
    assert_fault(*state, HEAD TOWN ",\n\"seconds\": 10, \"deadline\": 5}", "3:28",
                 "deadline: 5 is less than the solver's 10 seconds");
}

static void an_empty_list_is_told(void **state)
{
    assert_fault(*state, "{\"name\": \"n\", \"scenarios\": [], \"seeds\": 1,\n" TOWN "}", "1:28",
                 "scenarios: the list is empty");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_least_plan_has_the_files_as_they_are),
        TEST(everything_that_a_plan_may_say_is_read),
        TEST(an_unknown_key_is_told_where_it_stands),
        TEST(a_missing_key_is_told),
        TEST(a_territory_is_a_folder_or_generated),
        TEST(a_name_that_is_there_twice_is_told),
        TEST(a_name_that_could_leave_the_folder_is_refused),
        TEST(the_generator_is_not_told_where_to_write),
        TEST(an_unknown_kind_of_edit_is_told_with_the_nearest),
        TEST(an_edit_without_its_parameter_is_told),
        TEST(a_number_out_of_its_range_is_told),
        TEST(a_deadline_before_the_solvers_is_told),
        TEST(an_empty_list_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
