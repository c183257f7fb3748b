/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes between a process and its child, whole or not at all. */
#ifndef RF_CORE_PIPE_H
#define RF_CORE_PIPE_H

#include <stdbool.h>
#include <stddef.h>

/* False: nobody reads any more. */
bool rf_pipe_write(int pipe, const void *bytes, size_t n);

/* Waits for all n bytes, and asks `enough` (may be NULL) twenty times a second whether to wait on.
 * False: it was enough, or the other end is closed. */
bool rf_pipe_read(int pipe, void *bytes, size_t n, bool (*enough)(void *user), void *user);

#endif
