/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/disk.h"

#include <signal.h>
#include <sqlite3.h>
#include <stddef.h>

/* A file of the small disk; the real one follows in the same memory. */
typedef struct small_file {
    sqlite3_file base;
    sqlite3_int64 size; /* bytes that it takes on the disk */
    struct small_file *next;
    sqlite3_file *real;
} small_file;

/* Tests keep state where the store may not. */
static sqlite3_vfs small;
static sqlite3_vfs *real;
static small_file *files;
static int64_t room = INT64_MAX, peak, writes_left = INT64_MAX;

int64_t disk_taken(void)
{
    int64_t sum = 0;
    for (const small_file *f = files; f != NULL; f = f->next)
        sum += f->size;
    return sum;
}

static sqlite3_file *of(sqlite3_file *file)
{
    return ((small_file *)file)->real;
}

static int close_file(sqlite3_file *file)
{
    small_file **at = &files;
    while (*at != NULL && *at != (small_file *)file)
        at = &(*at)->next;
    if (*at != NULL)
        *at = (*at)->next;
    return of(file)->pMethods->xClose(of(file));
}

static int read_file(sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
    return of(file)->pMethods->xRead(of(file), out, n, at);
}

static int write_file(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    small_file *f = (small_file *)file;
    const sqlite3_int64 end = at + n, more = end > f->size ? end - f->size : 0;
    if (writes_left-- <= 0)
        raise(SIGKILL);
    if (more > 0 && disk_taken() + more > room)
        return SQLITE_FULL;
    f->size += more;
    if (disk_taken() > peak)
        peak = disk_taken();
    return of(file)->pMethods->xWrite(of(file), bytes, n, at);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    ((small_file *)file)->size = size;
    return of(file)->pMethods->xTruncate(of(file), size);
}

static int sync_file(sqlite3_file *file, int flags)
{
    return of(file)->pMethods->xSync(of(file), flags & 0); /* no power is cut here */
}

static int size_file(sqlite3_file *file, sqlite3_int64 *size)
{
    return of(file)->pMethods->xFileSize(of(file), size);
}

static int lock_file(sqlite3_file *file, int level)
{
    return of(file)->pMethods->xLock(of(file), level);
}

static int unlock_file(sqlite3_file *file, int level)
{
    return of(file)->pMethods->xUnlock(of(file), level);
}

static int is_reserved(sqlite3_file *file, int *out)
{
    return of(file)->pMethods->xCheckReservedLock(of(file), out);
}

static int control_file(sqlite3_file *file, int what, void *argument)
{
    return of(file)->pMethods->xFileControl(of(file), what, argument);
}

static int sector_size(sqlite3_file *file)
{
    return of(file)->pMethods->xSectorSize(of(file));
}

static int characteristics(sqlite3_file *file)
{
    return of(file)->pMethods->xDeviceCharacteristics(of(file));
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_file,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = is_reserved,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *got)
{
    small_file *f = (small_file *)file;
    *f = (small_file){.real = (sqlite3_file *)(void *)(f + 1)};
    const int result = real->xOpen(real, name, f->real, flags, got);
    if (result != SQLITE_OK)
        return result;
    f->real->pMethods->xFileSize(f->real, &f->size);
    f->base.pMethods = &METHODS;
    f->next = files;
    files = f;
    return SQLITE_OK;
}

int disk_use(void **state)
{
    real = sqlite3_vfs_find(NULL);
    small = *real;
    small.zName = "small";
    small.pNext = NULL;
    small.szOsFile = (int)sizeof(small_file) + real->szOsFile;
    small.xOpen = open_file;
    return sqlite3_vfs_register(&small, 1);
}

void disk_set_room(int64_t bytes)
{
    room = bytes;
    peak = 0;
}

int64_t disk_peak(void)
{
    return peak;
}

void disk_kill_after(int64_t writes)
{
    writes_left = writes;
}
