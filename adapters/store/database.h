/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this folder share: the connection, statements with their arguments, and the
 * one translation of SQLite's results. */
#ifndef RF_STORE_DATABASE_H
#define RF_STORE_DATABASE_H

#include <sqlite3.h>

#include "adapters/store/digest.h"
#include "adapters/store/store.h"

/* What a file says that it is, in its header. */
enum {
    RF_STORE_APPLICATION = 0x52464f52,   /* "RFOR" */
    RF_RESULTS_APPLICATION = 0x52465253, /* "RFRS" */
};

struct rf_store {
    sqlite3 *db;
    char *path;     /* as it was given, for people */
    char *key_path; /* beside the file itself, links followed */
    bool writable;
    bool has_key;
    bool grouped; /* between rf_store_group_begin and its end */
    unsigned char key[RF_DIGEST];
};

typedef struct rf_value {
    int type; /* SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL */
    int64_t number;
    double real;
    const void *bytes; /* borrowed */
    size_t n;
} rf_value;

rf_value rf_int(int64_t number);
rf_value rf_int_or_null(int64_t number); /* 0: null */
rf_value rf_real_or_null(double number); /* NaN: null */
rf_value rf_text(const char *text);      /* NULL: null */
rf_value rf_bytes(const void *bytes, size_t n);
rf_value rf_digest_value(const unsigned char *digest); /* NULL: null */

typedef struct rf_args {
    const rf_value *values; /* of ?1, ?2, ... */
    size_t n;
} rf_args;

#define RF_ARGS(...)                                                                               \
    ((rf_args){(const rf_value[]){__VA_ARGS__},                                                    \
               sizeof((const rf_value[]){__VA_ARGS__}) / sizeof(rf_value)})
#define RF_NO_ARGS ((rf_args){NULL, 0})

/* Begins a statement; free it with sqlite3_finalize (NULL is fine). Constant text only. */
rf_status rf_sql_start(sqlite3_stmt **out, rf_store *store, const char *sql, rf_args args,
                       rf_err *err);
/* The next row: *row false at the end. */
rf_status rf_sql_step(bool *row, rf_store *store, sqlite3_stmt *statement, rf_err *err);
/* A statement without rows. */
rf_status rf_sql_run(rf_store *store, const char *sql, rf_args args, rf_err *err);
/* The first column of the first row as a number; 0 without a row. */
rf_status rf_sql_number(int64_t *out, rf_store *store, const char *sql, rf_args args, rf_err *err);
/* The text of a column, "" for null or when memory is out; the 32 bytes, NULL for anything else. */
const char *rf_sql_text(sqlite3_stmt *statement, int column);
const unsigned char *rf_sql_digest(sqlite3_stmt *statement, int column);

/* The status and text for a result of SQLite on this connection. */
rf_status rf_sql_fail(const rf_store *store, int result, rf_err *err);
/* RF_BAD_INPUT: the file is damaged; `what` is a translated sentence part. */
rf_status rf_damaged(const rf_store *store, const char *what, rf_err *err);

/* The one writer from now on (waits for its turn); every change lies between begin and end. Within
 * a group the three do nothing: its own end decides. */
rf_status rf_sql_begin(rf_store *store, rf_err *err);
/* One state of the file for several reads. */
rf_status rf_sql_begin_reading(rf_store *store, rf_err *err);
/* Commits where `rc` is RF_OK, else takes everything back. Returns the first failure. */
rf_status rf_sql_end(rf_store *store, rf_status rc, rf_err *err);

/* A connection with the settings that every one has; nothing is known of the file yet. */
rf_status rf_database_open(sqlite3 **out, const char *path, int flags, rf_err *err);

#endif
