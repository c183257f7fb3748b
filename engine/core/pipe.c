/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/pipe.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { ASK_EVERY = 50 }; /* milliseconds */

bool rf_pipe_write(int pipe, const void *bytes, size_t n)
{
    const char *from = bytes;
    while (n > 0) {
        const ssize_t written = write(pipe, from, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        from += written;
        n -= (size_t)written;
    }
    return true;
}

bool rf_pipe_read(int pipe, void *bytes, size_t n, bool (*enough)(void *user), void *user)
{
    char *into = bytes;
    while (n > 0) {
        struct pollfd ready = {pipe, POLLIN, 0};
        if (enough != NULL && enough(user))
            return false;
        if (poll(&ready, 1, ASK_EVERY) <= 0)
            continue;
        const ssize_t got = read(pipe, into, n);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return false;
        into += got;
        n -= (size_t)got;
    }
    return true;
}
