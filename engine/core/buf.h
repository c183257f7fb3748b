/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text that grows, born with a limit. After a failed append the buffer is `failed` and stays as
 * it was: callers may append freely and look at `failed` once at the end. */
#ifndef RF_CORE_BUF_H
#define RF_CORE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct rf_buf {
    char *text; /* NUL-terminated once something was appended, else NULL */
    size_t length, capacity, limit;
    bool failed; /* out of memory or over the limit */
} rf_buf;

/* An empty buffer of at most `limit` bytes. Allocates nothing. */
rf_buf rf_buf_new(size_t limit);
void rf_buf_free(rf_buf *buf);
void rf_buf_clear(rf_buf *buf); /* empty again, memory kept, `failed` forgotten */

void rf_buf_add(rf_buf *buf, const char *bytes, size_t n);
void rf_buf_puts(rf_buf *buf, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void rf_buf_printf(rf_buf *buf, const char *format, ...);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 0)))
#endif
void rf_buf_vprintf(rf_buf *buf, const char *format, va_list args);

/* The text; "" while nothing was appended. Borrowed until the next change. */
const char *rf_buf_text(const rf_buf *buf);

#endif
