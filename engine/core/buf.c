/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"

rf_buf rf_buf_new(size_t limit)
{
    return (rf_buf){.limit = limit};
}

void rf_buf_free(rf_buf *buf)
{
    free(buf->text);
    *buf = rf_buf_new(buf->limit);
}

void rf_buf_clear(rf_buf *buf)
{
    buf->length = 0;
    buf->failed = false;
    if (buf->text != NULL)
        buf->text[0] = '\0';
}

static bool make_room(rf_buf *buf, size_t n)
{
    if (buf->failed || n > buf->limit - buf->length) {
        buf->failed = true;
        return false;
    }
    char *text = rf_grow(buf->text, &buf->capacity, buf->length + n + 1, 1);
    if (text == NULL) {
        buf->failed = true;
        return false;
    }
    buf->text = text;
    return true;
}

void rf_buf_add(rf_buf *buf, const char *bytes, size_t n)
{
    if (!make_room(buf, n))
        return;
    if (n > 0)
        memcpy(buf->text + buf->length, bytes, n);
    buf->length += n;
    buf->text[buf->length] = '\0';
}

void rf_buf_puts(rf_buf *buf, const char *text)
{
    rf_buf_add(buf, text, strlen(text));
}

void rf_buf_vprintf(rf_buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int n = vsnprintf(NULL, 0, format, args);
    if (n < 0)
        buf->failed = true;
    else if (make_room(buf, (size_t)n)) {
        vsnprintf(buf->text + buf->length, (size_t)n + 1, format, again);
        buf->length += (size_t)n;
    }
    va_end(again);
}

void rf_buf_printf(rf_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    rf_buf_vprintf(buf, format, args);
    va_end(args);
}

const char *rf_buf_text(const rf_buf *buf)
{
    return buf->text != NULL ? buf->text : "";
}
