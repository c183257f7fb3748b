/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

rf_status rf_lock_take(int *out, const char *folder, rf_err *err)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return rf_fail(err, RF_IO, _("cannot read the folder '%s': %s"), folder, strerror(errno));
    while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
    *out = fd;
    return RF_OK;
}

void rf_lock_release(int lock)
{
    close(lock);
}
