/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/database.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    LONGEST_NAP_MS = 40,
    MOST_NAPS = 20000, /* ten minutes and more */
    MINUTES = 10,
    US_PER_MS = 1000,
};

rf_value rf_int(int64_t number)
{
    return (rf_value){.type = SQLITE_INTEGER, .number = number};
}

rf_value rf_int_or_null(int64_t number)
{
    return number != 0 ? rf_int(number) : (rf_value){.type = SQLITE_NULL};
}

rf_value rf_real_or_null(double number)
{
    return isnan(number) ? (rf_value){.type = SQLITE_NULL}
                         : (rf_value){.type = SQLITE_FLOAT, .real = number};
}

rf_value rf_text(const char *text)
{
    if (text == NULL)
        return (rf_value){.type = SQLITE_NULL};
    return (rf_value){.type = SQLITE_TEXT, .bytes = text, .n = strlen(text)};
}

rf_value rf_bytes(const void *bytes, size_t n)
{
    return (rf_value){.type = SQLITE_BLOB, .bytes = bytes, .n = n};
}

rf_value rf_digest_value(const unsigned char *digest)
{
    return digest != NULL ? rf_bytes(digest, RF_DIGEST) : (rf_value){.type = SQLITE_NULL};
}

/* SQLite's own text is for programmers; these say what happened to the file. */
rf_status rf_sql_fail(const rf_store *store, int result, rf_err *err)
{
    const int system = sqlite3_system_errno(store->db);
    switch (result & 0xFF) {
    case SQLITE_NOMEM:
        return rf_fail_memory(err);
    case SQLITE_FULL:
        return rf_fail(err, RF_IO, _("%s: the disk is full; nothing was changed"), store->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return rf_fail(err, RF_IO, _("%s: another program kept it busy for %d minutes; try again"),
                       store->path, MINUTES);
    case SQLITE_NOTADB:
        return rf_fail(err, RF_BAD_INPUT, _("%s: is not a database of renfort"), store->path);
    case SQLITE_CORRUPT:
        return rf_damaged(store, _("its pages contradict each other"), err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return rf_fail(err, RF_IO, _("%s: cannot be written"), store->path);
    case SQLITE_CANTOPEN:
        return rf_fail(err, RF_IO, _("%s: cannot be opened: %s"), store->path,
                       strerror(system != 0 ? system : ENOENT));
    case SQLITE_IOERR:
        if (result == SQLITE_IOERR_NOMEM)
            return rf_fail_memory(err);
        return rf_fail(err, RF_IO, _("%s: cannot be read or written: %s"), store->path,
                       strerror(system != 0 ? system : EIO));
    default:
        return rf_fail(err, RF_INTERNAL, _("%s: SQLite says: %s"), store->path,
                       sqlite3_errmsg(store->db));
    }
}

rf_status rf_damaged(const rf_store *store, const char *what, rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, _("%s: is damaged: %s"), store->path, what);
}

static int bind(sqlite3_stmt *statement, int at, const rf_value *value)
{
    switch (value->type) {
    case SQLITE_INTEGER:
        return sqlite3_bind_int64(statement, at, value->number);
    case SQLITE_FLOAT:
        return sqlite3_bind_double(statement, at, value->real);
    case SQLITE_TEXT:
        return sqlite3_bind_text64(statement, at, value->bytes, value->n, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case SQLITE_BLOB:
        if (value->n == 0)
            return sqlite3_bind_zeroblob(statement, at, 0);
        return sqlite3_bind_blob64(statement, at, value->bytes, value->n, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(statement, at);
    }
}

rf_status rf_sql_start(sqlite3_stmt **out, rf_store *store, const char *sql, rf_args args,
                       rf_err *err)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    for (size_t i = 0; i < args.n && result == SQLITE_OK; i++)
        result = bind(statement, (int)i + 1, &args.values[i]);
    if (result != SQLITE_OK) {
        const rf_status rc = rf_sql_fail(store, result, err);
        sqlite3_finalize(statement);
        return rc;
    }
    *out = statement;
    return RF_OK;
}

rf_status rf_sql_step(bool *row, rf_store *store, sqlite3_stmt *statement, rf_err *err)
{
    const int result = sqlite3_step(statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        return rf_sql_fail(store, sqlite3_extended_errcode(store->db), err);
    *row = result == SQLITE_ROW;
    return RF_OK;
}

rf_status rf_sql_number(int64_t *out, rf_store *store, const char *sql, rf_args args, rf_err *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    rf_status rc = rf_sql_start(&statement, store, sql, args, err);
    if (rc == RF_OK)
        rc = rf_sql_step(&row, store, statement, err);
    if (rc == RF_OK)
        *out = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return rc;
}

rf_status rf_sql_run(rf_store *store, const char *sql, rf_args args, rf_err *err)
{
    int64_t ignored = 0;
    return rf_sql_number(&ignored, store, sql, args, err);
}

const char *rf_sql_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text != NULL ? (const char *)text : "";
}

const unsigned char *rf_sql_digest(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) != SQLITE_BLOB ||
        sqlite3_column_bytes(statement, column) != RF_DIGEST)
        return NULL;
    return sqlite3_column_blob(statement, column);
}

rf_status rf_sql_begin(rf_store *store, rf_err *err)
{
    return store->grouped ? RF_OK : rf_sql_run(store, "BEGIN IMMEDIATE", RF_NO_ARGS, err);
}

rf_status rf_sql_begin_reading(rf_store *store, rf_err *err)
{
    return store->grouped ? RF_OK : rf_sql_run(store, "BEGIN", RF_NO_ARGS, err);
}

rf_status rf_sql_end(rf_store *store, rf_status rc, rf_err *err)
{
    if (store->grouped)
        return rc;
    if (rc == RF_OK)
        rc = rf_sql_run(store, "COMMIT", RF_NO_ARGS, err);
    rf_err ignored;
    if (rc != RF_OK && sqlite3_get_autocommit(store->db) == 0)
        (void)rf_sql_run(store, "ROLLBACK", RF_NO_ARGS, &ignored);
    return rc;
}

/* Naps grow, and differ between processes, so that those who wait do not all wake together. */
static int wait_for_turn(void *context, int n)
{
    int nap = n < 5 ? 1 << n : LONGEST_NAP_MS;
    nap += (int)((getpid() * 7 + n * 13) % (nap + 1));
    usleep((useconds_t)nap * US_PER_MS);
    return context == NULL && n < MOST_NAPS;
}

static int configure(sqlite3 *db)
{
    static const char SETTINGS[] =
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0";
    sqlite3_extended_result_codes(db, 1);
    int result = sqlite3_busy_handler(db, wait_for_turn, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return result == SQLITE_OK ? sqlite3_exec(db, SETTINGS, NULL, NULL, NULL) : result;
}

rf_status rf_database_open(sqlite3 **out, const char *path, int flags, rf_err *err)
{
    sqlite3 *db = NULL;
    int result = sqlite3_open_v2(path, &db, flags, NULL);
    if (result == SQLITE_OK)
        result = configure(db);
    if (result == SQLITE_OK) {
        *out = db;
        return RF_OK;
    }
    char name[RF_ERR_TEXT];
    snprintf(name, sizeof name, "%s", path);
    const rf_store half = {.db = db, .path = name};
    const rf_status rc = db == NULL ? rf_fail_memory(err) : rf_sql_fail(&half, result, err);
    sqlite3_close(db);
    return rc;
}

const char *rf_store_library_version(void)
{
    return sqlite3_libversion();
}
