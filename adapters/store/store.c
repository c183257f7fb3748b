/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/store/schema.h"

/* What is personal is the owner's to read from the first moment on. */
static rf_status make_file(const char *path, rf_err *err)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return rf_fail(err, RF_IO, _("%s: cannot be written: %s"), path, strerror(errno));
    close(fd);
    return RF_OK;
}

static rf_status require_file(const char *path, rf_store_mode mode, rf_err *err)
{
    if (path[0] == '\0' || path[0] == ':')
        return rf_fail(err, RF_BAD_INPUT, _("'%s' cannot be the name of a database"), path);
    if (mode == RF_STORE_CREATE)
        return make_file(path, err);
    struct stat known;
    if (stat(path, &known) != 0 && errno == ENOENT)
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: is not there; 'renfort crisis open NAME --db %s' makes a database"),
                       path, path);
    if (access(path, R_OK) != 0)
        return rf_fail(err, RF_BAD_INPUT, _("%s: cannot be read: %s"), path, strerror(errno));
    if (S_ISDIR(known.st_mode))
        return rf_fail(err, RF_BAD_INPUT, _("%s: cannot be read: %s"), path, strerror(EISDIR));
    return RF_OK;
}

/* A reader may have to undo what a killed writer left: it opens for writing where it can. */
static rf_status connect(rf_store *store, const char *path, rf_err *err)
{
    rf_status rc = rf_database_open(&store->db, path, SQLITE_OPEN_READWRITE, err);
    if (rc != RF_OK)
        return rc;
    const char *name = sqlite3_db_filename(store->db, "main");
    store->path = strdup(path);
    if (store->path == NULL || name == NULL || asprintf(&store->key_path, "%s.key", name) < 0) {
        store->key_path = NULL;
        return rf_fail_memory(err);
    }
    return RF_OK;
}

static rf_status refuse_read_only(const rf_store *store, rf_err *err)
{
    if (sqlite3_db_readonly(store->db, "main") == 0)
        return RF_OK;
    return rf_fail(err, RF_IO, _("%s: cannot be written"), store->path);
}

static rf_status prepare(rf_store *store, const char *path, rf_store_mode mode, rf_err *err)
{
    rf_status rc = connect(store, path, err);
    if (rc == RF_OK && mode != RF_STORE_READ) {
        rc = refuse_read_only(store, err);
        if (rc == RF_OK)
            rc = rf_schema_prepare(store, mode == RF_STORE_CREATE, err);
        if (rc == RF_OK)
            rc = rf_sql_run(store, "PRAGMA journal_mode = DELETE", RF_NO_ARGS, err);
    } else if (rc == RF_OK) {
        rc = rf_sql_run(store, "PRAGMA query_only = ON", RF_NO_ARGS, err);
    }
    return rc == RF_OK ? rf_schema_verify(store, err) : rc;
}

rf_status rf_store_open(rf_store **out, const char *path, rf_store_mode mode, rf_err *err)
{
    if (!rf_digest_start())
        return rf_fail(err, RF_INTERNAL, "%s", _("libsodium cannot start"));
    rf_status rc = require_file(path, mode, err);
    if (rc != RF_OK)
        return rc;
    rf_store *store = rf_new_array(1, sizeof *store);
    if (store == NULL)
        return rf_fail_memory(err);
    store->writable = mode != RF_STORE_READ;
    rc = prepare(store, path, mode, err);
    if (rc == RF_OK)
        *out = store;
    else
        rf_store_close(store);
    return rc;
}

rf_status rf_store_upgrade(rf_store_forms *out, const char *path, rf_err *err)
{
    rf_store store = {0};
    if (!rf_digest_start())
        return rf_fail(err, RF_INTERNAL, "%s", _("libsodium cannot start"));
    rf_status rc = require_file(path, RF_STORE_WRITE, err);
    if (rc == RF_OK)
        rc = connect(&store, path, err);
    if (rc == RF_OK)
        rc = refuse_read_only(&store, err);
    if (rc == RF_OK)
        rc = rf_schema_upgrade(out, &store, err);
    sqlite3_close(store.db);
    free(store.path);
    free(store.key_path);
    return rc;
}

void rf_store_close(rf_store *store)
{
    if (store == NULL)
        return;
    sqlite3_close(store->db);
    rf_digest_wipe(store->key, sizeof store->key);
    free(store->path);
    free(store->key_path);
    free(store);
}

void rf_store_paths(const char *out[RF_STORE_N_PARTS], const rf_store *store)
{
    const char *name = sqlite3_db_filename(store->db, "main");
    out[RF_STORE_DATABASE] = name;
    out[RF_STORE_KEY] = store->key_path;
    out[RF_STORE_JOURNAL] = sqlite3_filename_journal(name);
}

rf_status rf_store_group_begin(rf_store *store, rf_err *err)
{
    const rf_status rc = rf_sql_begin(store, err);
    store->grouped = rc == RF_OK;
    return rc;
}

rf_status rf_store_group_ready(rf_store *store, rf_err *err)
{
    const int result = sqlite3_db_cacheflush(store->db);
    /* Busy: somebody reads what would be overwritten. The commit waits for them, as it always does.
     */
    return result == SQLITE_OK || (result & 0xff) == SQLITE_BUSY ? RF_OK
                                                                 : rf_sql_fail(store, result, err);
}

rf_status rf_store_group_end(rf_store *store, rf_status rc, rf_err *err)
{
    store->grouped = false;
    return rf_sql_end(store, rc, err);
}
