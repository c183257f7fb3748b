/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/oom.h"

/* A counter behind every allocation cannot be handed down: tests keep state where the engine may
 * not. Negative: nothing fails. */
static long left = -1;
static bool happened;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

void oom_after(long n)
{
    left = n;
    happened = false;
}

bool oom_lift(void)
{
    left = -1;
    return happened;
}

static bool refused(void)
{
    if (left > 0)
        left--;
    else if (left == 0)
        happened = true;
    return left == 0 && happened;
}

void *__wrap_malloc(size_t size)
{
    return refused() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return refused() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return refused() ? NULL : __real_realloc(old, size);
}
