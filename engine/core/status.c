/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/core/text.h"

static void cut_at_character(char *text, size_t length)
{
    while (length > 0 && ((unsigned char)text[length - 1] & 0xC0U) == 0x80U)
        length--;
    if (length > 0 && (unsigned char)text[length - 1] >= 0xC0U)
        length--;
    text[length] = '\0';
}

rf_status rf_fail(rf_err *err, rf_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    if (n >= (int)sizeof err->text)
        cut_at_character(err->text, sizeof err->text - 1);
    return status;
}

rf_status rf_fail_memory(rf_err *err)
{
    return rf_fail(err, RF_NO_MEMORY, "%s", _("out of memory"));
}
