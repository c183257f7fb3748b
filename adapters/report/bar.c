/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/bar.h"

#include <math.h>

/* Steps of `steps` that a share fills. */
static int32_t filled_steps(double share, int32_t steps)
{
    if (share >= 1)
        return steps;
    if (share <= 0)
        return 0;
    const int32_t filled = (int32_t)floor(share * steps);
    return filled < 1 ? 1 : filled;
}

static void put_times(rf_buf *out, const char *sign, int32_t times)
{
    for (int32_t i = 0; i < times; i++)
        rf_buf_puts(out, sign);
}

static void put_blocks(rf_buf *out, double share, int32_t width)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const int32_t filled = filled_steps(share, width * 8);
    put_times(out, "█", filled / 8);
    rf_buf_puts(out, eighths[filled % 8]);
    put_times(out, "░", width - (filled + 7) / 8);
}

static void put_ascii(rf_buf *out, double share, int32_t width)
{
    const int32_t filled = filled_steps(share, width);
    put_times(out, "#", filled);
    put_times(out, ".", width - filled);
}

void rf_bar_put(rf_buf *out, double share, int32_t width, bool utf8)
{
    if (utf8)
        put_blocks(out, share, width);
    else
        put_ascii(out, share, width);
}
