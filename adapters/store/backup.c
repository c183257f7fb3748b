/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapters/store/database.h"

static rf_status fail_write(const char *path, rf_err *err)
{
    return rf_fail(err, RF_IO, _("%s: cannot be written: %s"), path, strerror(errno));
}

/* All pages under one read lock: a copy of one moment, and no writer can make it begin again. */
static rf_status copy_pages(rf_store *to, rf_store *from, rf_err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
    if (backup == NULL)
        return rf_sql_fail(to, sqlite3_extended_errcode(to->db), err);
    int result = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (result == SQLITE_DONE)
        result = finished;
    return result == SQLITE_OK ? RF_OK : rf_sql_fail(to, result, err);
}

static rf_status check_copy(rf_store *copy, rf_err *err)
{
    sqlite3_stmt *row = NULL;
    bool any = false;
    rf_status rc = rf_sql_start(&row, copy, "PRAGMA quick_check(1)", RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = rf_sql_step(&any, copy, row, err);
    if (rc == RF_OK && any && strcmp(rf_sql_text(row, 0), "ok") != 0)
        rc = rf_damaged(copy, rf_sql_text(row, 0), err);
    sqlite3_finalize(row);
    return rc;
}

/* `path`: what people call it. */
static rf_status fill(const char *temporary, char *path, rf_store *store, rf_err *err)
{
    rf_store copy = {.path = path};
    rf_status rc = rf_sql_begin_reading(store, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_database_open(&copy.db, temporary, SQLITE_OPEN_READWRITE, err);
    if (rc == RF_OK)
        rc = copy_pages(&copy, store, err);
    if (rc == RF_OK)
        rc = check_copy(&copy, err);
    sqlite3_close(copy.db);
    return rf_sql_end(store, rc, err);
}

/* SQLite synced the pages; the name is synced here. */
static rf_status move(const char *temporary, const char *path, rf_err *err)
{
    if (rename(temporary, path) != 0)
        return fail_write(path, err);
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
    if (folder == NULL)
        return rf_fail_memory(err);
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0)
        return RF_OK; /* a folder that cannot be read cannot be synced; the copy is there */
    (void)fsync(fd);
    close(fd);
    return RF_OK;
}

static rf_status copy_beside(char *temporary, char *path, rf_store *store, rf_err *err)
{
    const int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return fail_write(path, err);
    close(fd);
    rf_status rc = fill(temporary, path, store, err);
    if (rc == RF_OK)
        rc = move(temporary, path, err);
    if (rc != RF_OK)
        unlink(temporary);
    return rc;
}

rf_status rf_store_backup(rf_store *store, const char *path, rf_err *err)
{
    char *temporary = NULL, *name = strdup(path);
    rf_status rc = RF_OK;
    if (name == NULL || asprintf(&temporary, "%s.renfort-XXXXXX", path) < 0) {
        temporary = NULL;
        rc = rf_fail_memory(err);
    }
    if (rc == RF_OK)
        rc = copy_beside(temporary, name, store, err);
    free(temporary);
    free(name);
    return rc;
}
