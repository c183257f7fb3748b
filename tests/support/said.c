/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/said.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

static FILE *kept;
static int listened, original;

void said_listen(int stream)
{
    fflush(NULL);
    kept = tmpfile();
    assert_non_null(kept);
    listened = stream;
    original = dup(stream);
    assert_true(original >= 0);
    assert_int_equal(dup2(fileno(kept), stream), stream);
}

char *said_heard(void)
{
    fflush(NULL);
    assert_int_equal(dup2(original, listened), listened);
    close(original);
    const long length = lseek(fileno(kept), 0, SEEK_END);
    char *text = calloc((size_t)length + 1, 1);
    assert_non_null(text);
    assert_int_equal(pread(fileno(kept), text, (size_t)length, 0), length);
    fclose(kept);
    return text;
}
