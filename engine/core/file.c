/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/text.h"

static rf_status fail_read(rf_err *err, const char *path)
{
    return rf_fail(err, RF_IO, _("%s: cannot be read: %s"), path, strerror(errno));
}

static rf_status fail_write(rf_err *err, const char *path)
{
    return rf_fail(err, RF_IO, _("%s: cannot be written: %s"), path, strerror(errno));
}

static rf_status read_all(rf_buf *out, int fd, const char *path, rf_err *err)
{
    char block[1 << 16];
    for (;;) {
        const ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_read(err, path);
        if (n == 0)
            return RF_OK;
        if ((size_t)n > out->limit - out->length)
            return rf_fail(err, RF_BAD_INPUT, _("%s: larger than %zu bytes"), path, out->limit);
        rf_buf_add(out, block, (size_t)n);
        if (out->failed)
            return rf_fail_memory(err);
    }
}

rf_status rf_file_read(rf_buf *out, const char *path, rf_err *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_read(err, path);
    const rf_status status = read_all(out, fd, path, err);
    if (status != RF_OK)
        rf_buf_clear(out);
    close(fd);
    return status;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        const ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
    return true;
}

/* The path's folder with its slash; "" for a bare name. */
static int folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (int)(slash - path) + 1 : 0;
}

/* One symbolic link followed; NULL and errno otherwise. Owned by the caller. */
static char *follow_link(const char *path)
{
    char target[4096];
    const ssize_t n = readlink(path, target, sizeof target - 1);
    if (n < 0)
        return NULL;
    target[n] = '\0';
    char *joined = NULL;
    const int folder = target[0] == '/' ? 0 : folder_length(path);
    return asprintf(&joined, "%.*s%s", folder, path, target) >= 0 ? joined : NULL;
}

/* Where the path leads once its last component is no link; a link to nothing leads to what it
 * names. No endless chain comes here: stat() refused it. NULL: out of memory. Owned. */
static char *resolve(const char *path)
{
    char *at = strdup(path);
    struct stat st;
    while (at != NULL && lstat(at, &st) == 0 && S_ISLNK(st.st_mode)) {
        char *next = follow_link(at);
        free(at);
        at = next;
    }
    return at;
}

/* The folder of `path`, opened; -1: it cannot be. */
static int open_folder(const char *path)
{
    char *folder = NULL;
    const int n = folder_length(path);
    if (asprintf(&folder, "%.*s", n > 0 ? n : 1, n > 0 ? path : ".") < 0)
        return -1;
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    return fd;
}

/* The process in the name of a temporary file, as open_beside makes it; 0: it is no such name. */
static pid_t process_of(const char *name)
{
    long process = 0;
    int round = 0;
    char again[64];
    if (sscanf(name, ".renfort-%9ld-%3d.tmp", &process, &round) != 2 || process <= 0)
        return 0;
    snprintf(again, sizeof again, ".renfort-%ld-%d.tmp", process, round);
    return strcmp(name, again) == 0 ? (pid_t)process : 0;
}

/* Whoever writes a temporary file holds a lock on it, so that one of a process that is not seen
 * from here, in a container or on another machine, is known to be alive. */
static void remove_if_left(int folder, const char *name)
{
    struct stat st;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode) ||
        st.st_uid != geteuid())
        return;
    const int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, name, 0);
    close(fd);
}

/* What killed writers left beside `path`. Best effort: it is in nobody's way. */
static void remove_left(const char *path)
{
    const int fd = open_folder(path);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (folder == NULL) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (const struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
        const pid_t process = process_of(e->d_name);
        if (process > 0 && kill(process, 0) != 0 && errno == ESRCH)
            remove_if_left(fd, e->d_name);
    }
    closedir(folder);
}

/* A new file beside `path`, with what the umask leaves of the mode. Returns its descriptor or -1.
 */
static int open_beside(char **temporary, const char *path, mode_t mode)
{
    for (int i = 0; i < 1000; i++) {
        if (asprintf(temporary, "%.*s.renfort-%ld-%d.tmp", folder_length(path), path,
                     (long)getpid(), i) < 0) {
            *temporary = NULL;
            errno = ENOMEM;
            return -1;
        }
        const int fd = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd >= 0) {
            (void)flock(fd, LOCK_EX | LOCK_NB);
            return fd;
        }
        free(*temporary);
        *temporary = NULL;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

/* Some file systems cannot sync and say so; the bytes are then as safe as they get there. */
static bool sync_file(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

/* Best effort: the new file is already in place, only its survival of a power cut is at stake. */
static void sync_folder(const char *path)
{
    const int fd = open_folder(path);
    if (fd >= 0) {
        (void)sync_file(fd);
        close(fd);
    }
}

typedef struct content {
    const char *bytes;
    size_t n;
    bool private; /* the owner alone may read it, whoever may read what it replaces */
} content;

static bool fill(int fd, const struct stat *old, content what)
{
    bool done = old == NULL || what.private || fchmod(fd, old->st_mode & 07777) == 0;
    done = done && write_all(fd, what.bytes, what.n) && sync_file(fd);
    const int reason = errno;
    if (close(fd) != 0 && done)
        return false;
    errno = reason;
    return done;
}

/* `old` NULL: there is none yet. */
static bool replace(const char *path, const struct stat *old, content what)
{
    char *temporary = NULL;
    remove_left(path);
    const int fd = open_beside(&temporary, path, what.private ? 0600 : 0666);
    if (fd < 0)
        return false;
    const int locked = dup(fd); /* until the file has its name */
    const bool done = fill(fd, old, what) && rename(temporary, path) == 0;
    const int reason = errno;
    if (locked >= 0)
        close(locked);
    if (done)
        sync_folder(path);
    else
        unlink(temporary);
    free(temporary);
    errno = reason;
    return done;
}

static bool write_in_place(const char *path, content what)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool done = write_all(fd, what.bytes, what.n);
    const int reason = errno;
    close(fd);
    errno = reason;
    return done;
}

/* `path` is no symbolic link. `old` NULL: there is nothing yet. */
static bool write_regular(const char *path, const struct stat *old, content what)
{
    if (old != NULL && access(path, W_OK) != 0) /* a rename would not ask */
        return false;
    return replace(path, old, what);
}

static bool write_path(const char *path, content what)
{
    struct stat st;
    const bool exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT)
        return false;
    if (exists && !S_ISREG(st.st_mode))
        return write_in_place(path, what);
    char *target = resolve(path);
    if (target == NULL)
        return false;
    const bool done = write_regular(target, exists ? &st : NULL, what);
    const int reason = errno;
    free(target);
    errno = reason;
    return done;
}

rf_status rf_file_write(const char *path, const char *bytes, size_t n, rf_err *err)
{
    const content what = {bytes, n, false};
    if (strcmp(path, "-") == 0) {
        if (fflush(stdout) != 0 || !write_all(STDOUT_FILENO, bytes, n))
            return fail_write(err, _("standard output"));
        return RF_OK;
    }
    return write_path(path, what) ? RF_OK : fail_write(err, path);
}

rf_status rf_file_write_private(const char *path, const char *bytes, size_t n, rf_err *err)
{
    return write_path(path, (content){bytes, n, true}) ? RF_OK : fail_write(err, path);
}
