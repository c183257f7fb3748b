/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>

#include "bench/generate/generate.h"

enum { PATH_BYTES = 4096, STREAM_BYTES = 1 << 18 };

int32_t rf_gen_between(rf_gen *gen, int32_t low, int32_t high)
{
    return low + rf_random_below(&gen->random, high - low + 1);
}

bool rf_gen_chance(rf_gen *gen, int32_t percent)
{
    return rf_random_below(&gen->random, 100) < percent;
}

int32_t rf_gen_weighted(rf_gen *gen, const uint8_t *weights, int32_t n)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += weights[i];
    int32_t left = rf_random_below(&gen->random, sum);
    int32_t i = 0;
    while (left >= weights[i])
        left -= weights[i++];
    return i;
}

rf_status rf_gen_open(FILE **out, const rf_gen *gen, const char *name, rf_err *err)
{
    char path[PATH_BYTES];
    const int n = snprintf(path, sizeof path, "%s/%s", gen->options.folder, name);
    if (n < 0 || n >= (int)sizeof path)
        return rf_fail(err, RF_IO, "%s: the path is too long", gen->options.folder);
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return rf_fail(err, RF_IO, "%s: %s", path, strerror(errno));
    (void)setvbuf(file, NULL, _IOFBF, STREAM_BYTES);
    *out = file;
    return RF_OK;
}

rf_status rf_gen_close(FILE *file, const char *name, rf_err *err)
{
    const bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed)
        return rf_fail(err, RF_IO, "%s: cannot be written: %s", name, strerror(errno));
    return RF_OK;
}

const char *rf_gen_first_day(char out[RF_DATE_TEXT], const rf_gen *gen, int32_t period)
{
    return rf_date_format(out, gen->start + period * RF_GEN_PERIOD_DAYS);
}

const char *rf_gen_last_day(char out[RF_DATE_TEXT], const rf_gen *gen, int32_t period)
{
    return rf_date_format(out, gen->start + (period + 1) * RF_GEN_PERIOD_DAYS - 1);
}

int32_t rf_gen_need_site(const rf_gen_need *need)
{
    return need->site >= 0 ? need->site : need->unit;
}
