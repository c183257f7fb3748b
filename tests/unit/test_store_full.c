/* SPDX-License-Identifier: GPL-3.0-or-later
 * A disk that is full after n pages, for every n up to all that a session writes: a clean error,
 * and what was acknowledged before it is there. A file system of SQLite counts the pages that the
 * database and its journal take together. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/keep.h"

enum { PAGE = 4096, STEPS = 3, TEXT_LIMIT = 1 << 24, ENDLESS = 1 << 20 };

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
static sqlite3_int64 room, peak;

static sqlite3_int64 taken(void)
{
    sqlite3_int64 sum = 0;
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
    if (more > 0 && taken() + more > room)
        return SQLITE_FULL;
    f->size += more;
    if (taken() > peak)
        peak = taken();
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

static int use_small_disk(void **state)
{
    real = sqlite3_vfs_find(NULL);
    small = *real;
    small.zName = "small";
    small.pNext = NULL;
    small.szOsFile = (int)sizeof(small_file) + real->szOsFile;
    small.xOpen = open_file;
    return sqlite3_vfs_register(&small, 1);
}

/* ---- the sessions ---------------------------------------------------------------------------- */

static rf_status open_crisis(rf_store *store, rf_err *err)
{
    return rf_store_crisis_open(store, &(rf_store_by){"flood", KEEP_BY.who}, err);
}

/* Makes the store, opens a crisis and fills it, until something fails. How many steps were done. */
static int session(rf_err *err)
{
    rf_store *store = NULL;
    int done = 0;
    err->text[0] = '\0';
    if (rf_store_open(&store, KEEP_DB, RF_STORE_CREATE, err) != RF_OK)
        return 0;
    done++;
    if (open_crisis(store, err) == RF_OK && ++done > 0 && keep_fill(store, 1, err) == RF_OK)
        done++;
    rf_store_close(store);
    return done;
}

static void start_over(void)
{
    unlink(KEEP_DB);
    unlink("renfort.db-journal");
    unlink("renfort.db.key");
}

/* What can be read on a disk that has room again; how many log entries. */
static int64_t entries_now(void)
{
    rf_err err;
    rf_store_head head;
    int32_t n = 0;
    rf_buf breaches = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_open(RF_STORE_READ);
    assert_int_equal(rf_store_log_verify(&head, &n, &breaches, store, &err), RF_OK);
    assert_int_equal(n, 0);
    rf_buf_free(&breaches);
    rf_store_close(store);
    return head.entries;
}

static void at_every_number_of_pages_the_error_is_clean_and_nothing_is_lost(void **state)
{
    rf_err err;
    room = (sqlite3_int64)ENDLESS * PAGE;
    peak = 0;
    assert_int_equal(session(&err), STEPS);
    const int64_t all = entries_now(), most = peak / PAGE + 1;
    int64_t before = 0;
    for (int64_t pages = 0; pages <= most; pages++) {
        start_over();
        room = pages * PAGE;
        const int done = session(&err);
        if (done < STEPS && strstr(err.text, "the disk is full; nothing was changed") == NULL)
            fail_msg("%d pages: %s", (int)pages, err.text);
        room = (sqlite3_int64)ENDLESS * PAGE;
        if (done == 0)
            continue; /* there is no store yet */
        keep_must_be_whole();
        const int64_t entries = entries_now();
        assert_true(entries >= before && entries >= done - 1);
        assert_int_equal(entries == all, done == STEPS);
        before = entries;
    }
    assert_int_equal(before, all);
    print_message("# 0 to %d pages, up to %d log entries\n", (int)most, (int)all);
}

static void a_full_disk_that_is_freed_takes_the_same_change(void **state)
{
    rf_err err;
    room = (sqlite3_int64)ENDLESS * PAGE;
    rf_store *store = keep_new();
    assert_int_equal(keep_decide(store, 1, &err), RF_OK);
    room = taken();
    assert_int_equal(keep_decide(store, 2, &err), RF_IO);
    assert_int_equal(entries_now(), 2);
    room = (sqlite3_int64)ENDLESS * PAGE;
    assert_int_equal(keep_decide(store, 2, &err), RF_OK);
    assert_int_equal(entries_now(), 3);
    rf_store_close(store);
}

static void a_backup_to_a_full_disk_leaves_the_old_one(void **state)
{
    rf_err err;
    room = (sqlite3_int64)ENDLESS * PAGE;
    rf_store *store = keep_new();
    assert_int_equal(rf_file_write("copy.db", "old", 3, &err), RF_OK);
    room = taken() + 2 * (sqlite3_int64)PAGE;
    assert_int_equal(rf_store_backup(store, "copy.db", &err), RF_IO);
    rf_buf text = rf_buf_new(16);
    assert_int_equal(rf_file_read(&text, "copy.db", &err), RF_OK);
    assert_string_equal(rf_buf_text(&text), "old");
    rf_buf_free(&text);
    rf_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            at_every_number_of_pages_the_error_is_clean_and_nothing_is_lost, keep_enter,
            keep_leave),
        cmocka_unit_test_setup_teardown(a_full_disk_that_is_freed_takes_the_same_change, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(a_backup_to_a_full_disk_leaves_the_old_one, keep_enter,
                                        keep_leave),
    };
    return cmocka_run_group_tests(tests, use_small_disk, NULL);
}
