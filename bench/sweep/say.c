/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>

#include "bench/sweep/sweep.h"

void rf_sweep_say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("renfort bench: ", stderr);
    vfprintf(stderr, format, args);
    fputs("\n", stderr);
    va_end(args);
}

rf_sweep_exit rf_sweep_exit_of(rf_status status, const rf_err *err)
{
    if (status == RF_OK)
        return RF_SWEEP_DONE;
    rf_sweep_say("%s", err->text);
    if (status == RF_NO_MEMORY)
        return RF_SWEEP_NO_MEMORY;
    return status == RF_BAD_INPUT ? RF_SWEEP_INPUT : RF_SWEEP_FAILURE;
}
