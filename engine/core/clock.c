/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/clock.h"

#include <time.h>

double rf_clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
