/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory that runs out: the nth allocation from now fails, and every one after it, until the fault
 * is lifted; or the nth alone, which finds failures that are forgotten on the way. Only for
 * programs named test_oom_*, whose malloc family the linker redirects here. */
#ifndef RF_TESTS_OOM_H
#define RF_TESTS_OOM_H

#include <stdbool.h>
#include <stddef.h>

/* 0: the very next allocation fails. */
void oom_after(long n);
void oom_once(long n);

/* No allocation fails any more. True when one did since either. */
bool oom_lift(void);

#endif
