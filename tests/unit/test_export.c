/* SPDX-License-Identifier: GPL-3.0-or-later
 * The model as text: other solvers that read it find what rf_solve finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/solve/solve.h"
#include "tests/support/works.h"

enum { DRAWS = 40, TEXT = 1 << 22 };

typedef struct verdict {
    bool feasible;
    double value;
} verdict;

static rf_buf written(const works *w, rf_export_format format, int32_t level)
{
    rf_err err;
    rf_buf text = rf_buf_new(TEXT);
    if (rf_export(&text, w->in, format, level, &err) != RF_OK)
        fail_msg("%s", err.text);
    return text;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool is_installed(const char *program)
{
    char command[128];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

/* The first number after `mark` in what the command prints. */
static verdict run(const char *command, const char *mark)
{
    char line[1024];
    verdict v = {false, 0};
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    while (fgets(line, sizeof line, pipe) != NULL) {
        const char *found = strstr(line, mark);
        if (found != NULL && !v.feasible)
            v = (verdict){true, strtod(found + strlen(mark), NULL)};
    }
    assert_int_equal(pclose(pipe), 0);
    return v;
}

typedef verdict reader(const char *text);

static verdict read_by_glpsol(const char *text, const char *option)
{
    char path[64], command[512];
    snprintf(path, sizeof path, "/tmp/renfort-export-%ld", (long)getpid());
    write_file(path, text);
    snprintf(command, sizeof command,
             "glpsol --%s %s -w %s.out >/dev/null && sed -n 's/^s mip [0-9]* [0-9]* o/value/p' "
             "%s.out",
             option, path, path, path);
    const verdict v = run(command, "value");
    unlink(path);
    snprintf(command, sizeof command, "%s.out", path);
    unlink(command);
    return v;
}

static verdict lp_by_glpsol(const char *text)
{
    return read_by_glpsol(text, "lp");
}

static verdict mps_by_glpsol(const char *text)
{
    return read_by_glpsol(text, "freemps");
}

static verdict mps_by_cbc(const char *text)
{
    char path[64], command[160];
    snprintf(path, sizeof path, "/tmp/renfort-export-%ld.mps", (long)getpid());
    write_file(path, text);
    snprintf(command, sizeof command, "cbc %s solve 2>/dev/null", path);
    const verdict v = run(command, "Objective value:");
    unlink(path);
    return v;
}

/* What rf_solve finds where the level is the only one. */
static verdict solved_alone(const works *w, int32_t level)
{
    rf_instance one = *w->in;
    rf_plan *plan = NULL;
    rf_err err;
    const double gap = 0;
    const rf_solve_options options = {.workers = 1, .gaps = &gap};
    one.levels = &w->in->levels[level];
    one.n_levels = 1;
    if (rf_solve(&plan, &one, &options, &err) != RF_OK)
        fail_msg("%s", err.text);
    verdict v = {plan->outcome != RF_INFEASIBLE, 0};
    if (v.feasible) {
        assert_int_equal(plan->outcome, RF_OPTIMAL);
        v.value = (double)plan->levels[0].value;
    }
    rf_plan_free(plan);
    return v;
}

/* Readers take the first free row for the objective: the level's own goes first. */
static void put_first(char *mps, int32_t level)
{
    char name[32];
    char *rows = strstr(mps, " N OBJ0\n");
    snprintf(name, sizeof name, " N OBJ%d\n", level);
    char *own = strstr(mps, name);
    assert_true(rows != NULL && own != NULL);
    memmove(rows + strlen(name), rows, (size_t)(own - rows));
    memcpy(rows, name, strlen(name));
}

static void compare(const works *w, int32_t level, rf_export_format format, reader *read)
{
    const verdict wanted = solved_alone(w, level);
    rf_buf text = written(w, format, level);
    char *copy = strdup(rf_buf_text(&text));
    assert_non_null(copy);
    if (format == RF_EXPORT_MPS)
        put_first(copy, level);
    const verdict found = read(copy);
    if (found.feasible != wanted.feasible || fabs(found.value - wanted.value) > 1e-4)
        fail_msg("level %s: %d %f, it is %d %f in\n%s", w->in->levels[level].name, found.feasible,
                 found.value, wanted.feasible, wanted.value, w->text);
    free(copy);
    rf_buf_free(&text);
}

static void compare_all(rf_export_format format, reader *read)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        if (w->n_stays > 0)
            compare(w, (int32_t)(number % (uint64_t)w->in->n_levels), format, read);
        works_free(w);
    }
}

static void glpsol_finds_the_same_in_the_lp(void **state)
{
    if (!is_installed("glpsol"))
        skip();
    compare_all(RF_EXPORT_LP, lp_by_glpsol);
}

static void glpsol_finds_the_same_in_the_mps(void **state)
{
    if (!is_installed("glpsol"))
        skip();
    compare_all(RF_EXPORT_MPS, mps_by_glpsol);
}

static void cbc_finds_the_same_in_the_mps(void **state)
{
    if (!is_installed("cbc"))
        skip();
    compare_all(RF_EXPORT_MPS, mps_by_cbc);
}

static void cbc_counts_the_baselines_changes(void **state)
{
    if (!is_installed("cbc"))
        skip();
    works *w = works_of("agent ANNA; agent BEN; need TRUCK fte 2; baseline ANNA TRUCK 0..2;"
                        "baseline GONE TRUCK 0..1; level vital unmet.vital; level c changes*3");
    compare(w, 1, RF_EXPORT_MPS, mps_by_cbc);
    compare(w, 0, RF_EXPORT_MPS, mps_by_cbc);
    works_free(w);
}

static void names_tell_row_need_and_period(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK p1..p1; floor HOME 1");
    rf_buf mps = written(w, RF_EXPORT_MPS, 0), lp = written(w, RF_EXPORT_LP, 0);
    const char *const names[] = {"C2_", "_TRUCK_1", "C3_", "z_", "_ANNA_TRUCK_1_1"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_non_null(strstr(rf_buf_text(&mps), names[i]));
        assert_non_null(strstr(rf_buf_text(&lp), names[i]));
    }
    rf_buf_free(&mps);
    rf_buf_free(&lp);
    works_free(w);
}

static void every_level_has_its_objective_in_the_mps(void **state)
{
    works *w =
        works_of("agent ANNA; need TRUCK; level a unmet.vital; level b moved; level c burden");
    rf_buf mps = written(w, RF_EXPORT_MPS, 0);
    const char *text = rf_buf_text(&mps);
    const char *a = strstr(text, " N OBJ0\n"), *b = strstr(text, " N OBJ1\n"),
               *c = strstr(text, " N OBJ2\n");
    assert_true(a != NULL && b != NULL && c != NULL && a < b && b < c);
    assert_null(strstr(text, " N OBJ3\n"));
    rf_buf_free(&mps);
    works_free(w);
}

static void ids_of_any_letters_make_names_that_can_be_read(void **state)
{
    if (!is_installed("glpsol"))
        skip();
    works *w = works_of("agent Zoé-1.é+; agent 12#\"x; need K:é'>; need <=K fte 2.5 p0..p0");
    compare(w, 0, RF_EXPORT_LP, lp_by_glpsol);
    compare(w, 0, RF_EXPORT_MPS, mps_by_glpsol);
    works_free(w);
}

static void a_model_too_large_for_its_buffer_is_an_error(void **state)
{
    works *w = works_crowd(20);
    rf_err err;
    rf_buf small = rf_buf_new(500);
    assert_int_equal(rf_export(&small, w->in, RF_EXPORT_MPS, 0, &err), RF_NO_MEMORY);
    rf_buf_free(&small);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glpsol_finds_the_same_in_the_lp),
        cmocka_unit_test(glpsol_finds_the_same_in_the_mps),
        cmocka_unit_test(cbc_finds_the_same_in_the_mps),
        cmocka_unit_test(cbc_counts_the_baselines_changes),
        cmocka_unit_test(names_tell_row_need_and_period),
        cmocka_unit_test(every_level_has_its_objective_in_the_mps),
        cmocka_unit_test(ids_of_any_letters_make_names_that_can_be_read),
        cmocka_unit_test(a_model_too_large_for_its_buffer_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
