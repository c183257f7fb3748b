/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes through a pipe: all of them, or none are believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/core/pipe.h"

enum { MANY = 300000 }; /* more than a pipe holds */

static bool after_three(void *user)
{
    return ++*(int *)user > 3;
}

static void many_bytes_come_whole(void **state)
{
    int ends[2];
    char *bytes = malloc(MANY), *got = malloc(MANY);
    assert_true(bytes != NULL && got != NULL);
    for (int i = 0; i < MANY; i++)
        bytes[i] = (char)(i * 7);
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0)
        _exit(rf_pipe_write(ends[1], bytes, MANY) ? 0 : 1);
    close(ends[1]);
    assert_true(rf_pipe_read(ends[0], got, MANY, NULL, NULL));
    assert_memory_equal(got, bytes, MANY);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(ends[0]);
    free(bytes);
    free(got);
}

static void an_end_that_comes_too_early_is_told(void **state)
{
    int ends[2];
    char got[8];
    assert_int_equal(pipe(ends), 0);
    assert_true(rf_pipe_write(ends[1], "half", 4));
    close(ends[1]);
    assert_false(rf_pipe_read(ends[0], got, sizeof got, NULL, NULL));
    close(ends[0]);
}

static void who_says_nothing_is_not_waited_for_for_ever(void **state)
{
    int ends[2], asked = 0;
    char got[8];
    assert_int_equal(pipe(ends), 0);
    assert_false(rf_pipe_read(ends[0], got, sizeof got, after_three, &asked));
    assert_int_equal(asked, 4);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_bytes_come_whole),
        cmocka_unit_test(an_end_that_comes_too_early_is_told),
        cmocka_unit_test(who_says_nothing_is_not_waited_for_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
