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

/* The length of the character at `text`; 0: a control character, or no UTF-8. */
static size_t character_length(const unsigned char *text)
{
    const size_t n = text[0] < 0x80                       ? 1
                     : text[0] >= 0xC2 && text[0] <= 0xDF ? 2
                     : text[0] >= 0xE0 && text[0] <= 0xEF ? 3
                     : text[0] >= 0xF0 && text[0] <= 0xF4 ? 4
                                                          : 0;
    if (n == 1)
        return text[0] >= 0x20 && text[0] != 0x7F;
    for (size_t i = 1; i < n; i++)
        if ((text[i] & 0xC0U) != 0x80U)
            return 0;
    const bool overlong =
        (text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xF0 && text[1] < 0x90);
    const bool beyond = (text[0] == 0xED && text[1] > 0x9F) || (text[0] == 0xF4 && text[1] > 0x8F);
    return overlong || beyond ? 0 : n;
}

void rf_sweep_clean(char *text)
{
    unsigned char *at = (unsigned char *)text;
    while (*at != '\0') {
        const size_t n = character_length(at);
        if (n == 0)
            *at = '?';
        at += n > 0 ? n : 1;
    }
}

rf_sweep_exit rf_sweep_exit_of(rf_status status, const rf_err *err)
{
    if (status == RF_OK)
        return RF_SWEEP_DONE;
    rf_sweep_say("%s", err->text);
    switch (status) {
    case RF_NO_MEMORY:
        return RF_SWEEP_NO_MEMORY;
    case RF_BAD_INPUT:
        return RF_SWEEP_INPUT;
    case RF_INTERNAL:
        return RF_SWEEP_INTERNAL;
    case RF_OK:
    case RF_IO:
        break;
    }
    return RF_SWEEP_FAILURE;
}
