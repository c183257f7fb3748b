/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/oom.h"

/* A counter behind every allocation cannot be handed down: tests keep state where the engine may
 * not. Negative: nothing fails. */
static long left = -1;
static bool once, happened;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

void oom_after(long n)
{
    left = n;
    once = happened = false;
}

void oom_once(long n)
{
    oom_after(n);
    once = true;
}

bool oom_lift(void)
{
    left = -1;
    return happened;
}

static bool refused(void)
{
    if (left != 0) {
        left -= left > 0;
        return false;
    }
    happened = true;
    left = once ? -1 : 0;
    return true;
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
