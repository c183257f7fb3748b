/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/schema.h"

#include <stdio.h>
#include <string.h>

enum { SCHEMA_LIMIT = 1 << 20 };

/* Step i leads from user_version i to i + 1. A published step, a list of scripts, is never
 * changed. The columns of a table with a salt are part of what its log entries seal: a step gives
 * such a table indexes, or puts what is new into a table beside it.
 *
 * log.hash is the digest of the entry and of the hash before it; head says apart from it where the
 * log ends. Every row of the tables below it has a random salt and names, in seq, the entry that
 * made it what it is, whose `after` is the digest of the row with its salt: the salt goes with the
 * row, and then the digest tells nothing. */
static const char *const FIRST[] = {
    "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL,"
    " hash BLOB NOT NULL, key_check BLOB) STRICT;"
    "CREATE TABLE log (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who BLOB NOT NULL,"
    " crisis TEXT NOT NULL, object TEXT NOT NULL, what TEXT NOT NULL, need TEXT NOT NULL,"
    " agent BLOB, before BLOB, after BLOB, plan BLOB, input BLOB, hash BLOB NOT NULL) STRICT;"
    "CREATE INDEX log_of ON log (crisis, object) WHERE before IS NULL;"
    "CREATE TRIGGER log_is_kept BEFORE DELETE ON log"
    " BEGIN SELECT raise(ABORT, 'the log only grows'); END;"
    "CREATE TRIGGER log_stays BEFORE UPDATE ON log"
    " BEGIN SELECT raise(ABORT, 'the log only grows'); END;"
    "CREATE TRIGGER log_grows BEFORE INSERT ON log"
    " WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM log)"
    " BEGIN SELECT raise(ABORT, 'the log only grows'); END;"
    "CREATE TABLE crisis (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'purging', 'purged')),"
    " opened INTEGER NOT NULL, closed INTEGER NOT NULL, erased TEXT NOT NULL, pepper BLOB,"
    " salt BLOB NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED) STRICT;"
    "CREATE TABLE author (crisis INTEGER NOT NULL REFERENCES crisis, pseudonym BLOB NOT NULL,"
    " name TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (crisis, pseudonym)) STRICT;"
    "CREATE TABLE content (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE territory (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis,"
    " sha256 BLOB NOT NULL, salt BLOB NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED,"
    " UNIQUE (crisis, sha256)) STRICT;"
    "CREATE TABLE territory_file (territory INTEGER NOT NULL REFERENCES territory,"
    " name TEXT NOT NULL, content BLOB NOT NULL REFERENCES content,"
    " PRIMARY KEY (territory, name)) STRICT;"
    "CREATE INDEX territory_file_content ON territory_file (content);"
    "CREATE TABLE scenario (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis,"
    " sha256 BLOB NOT NULL REFERENCES content, salt BLOB NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED,"
    " UNIQUE (crisis, sha256)) STRICT;"
    "CREATE INDEX scenario_content ON scenario (sha256);"
    "CREATE TABLE plan (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis,"
    " at INTEGER NOT NULL, sha256 BLOB NOT NULL REFERENCES content, territory BLOB NOT NULL,"
    " scenario BLOB NOT NULL, baseline INTEGER REFERENCES plan, salt BLOB NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED,"
    " FOREIGN KEY (crisis, territory) REFERENCES territory (crisis, sha256),"
    " FOREIGN KEY (crisis, scenario) REFERENCES scenario (crisis, sha256)) STRICT;"
    "CREATE INDEX plan_crisis ON plan (crisis);"
    "CREATE INDEX plan_content ON plan (sha256);"
    "CREATE INDEX plan_baseline ON plan (baseline);",
    "CREATE TABLE decision (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis,"
    " at INTEGER NOT NULL, verdict TEXT NOT NULL"
    " CHECK (verdict IN ('accept', 'refuse', 'pin', 'forbid', 'propose')),"
    " agent TEXT NOT NULL, need TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " date INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL,"
    " plan INTEGER REFERENCES plan, undone_by TEXT, undone_at INTEGER NOT NULL,"
    " salt BLOB NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED) STRICT;"
    "CREATE INDEX decision_crisis ON decision (crisis);"
    "CREATE INDEX decision_plan ON decision (plan);"
    "CREATE TABLE mission (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis,"
    " agent TEXT NOT NULL, need TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " state TEXT NOT NULL"
    " CHECK (state IN ('planned', 'started', 'extended', 'ended', 'cancelled')),"
    " salt BLOB NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED,"
    " UNIQUE (crisis, agent, need, first)) STRICT;"
    "CREATE TABLE initiative (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis,"
    " initiative TEXT NOT NULL, name TEXT NOT NULL, authors TEXT NOT NULL,"
    " sponsor TEXT NOT NULL, state TEXT NOT NULL, need TEXT NOT NULL, outcome TEXT NOT NULL,"
    " review_on INTEGER NOT NULL, salt BLOB NOT NULL,"
    " seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED,"
    " UNIQUE (crisis, initiative)) STRICT;"
    "INSERT INTO head VALUES (1, 0, zeroblob(32), NULL)",
    NULL,
};

/* Rows are counted against the entries that made them, of one crisis or of all. */
static const char *const SECOND[] = {
    "DROP INDEX log_of;"
    "CREATE INDEX log_made ON log (object, crisis) WHERE before IS NULL",
    NULL,
};

static const char *const *const STEPS[] = {FIRST, SECOND};

enum { VERSION = sizeof STEPS / sizeof STEPS[0] };

/* What a file says of itself. */
typedef struct marks {
    int64_t application, version, objects;
} marks;

static rf_status read_marks(marks *out, rf_store *store, rf_err *err)
{
    marks read = {0};
    rf_status rc =
        rf_sql_number(&read.application, store, "PRAGMA application_id", RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = rf_sql_number(&read.version, store, "PRAGMA user_version", RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = rf_sql_number(&read.objects, store, "SELECT count(*) FROM sqlite_schema", RF_NO_ARGS,
                           err);
    if (rc == RF_OK)
        *out = read;
    return rc;
}

static rf_status refuse_foreign(const rf_store *store, const marks *m, rf_err *err)
{
    if (m->application != RF_STORE_APPLICATION)
        return rf_fail(err, RF_BAD_INPUT, _("%s: is not a database of renfort"), store->path);
    if (m->version < 1)
        return rf_fail(err, RF_BAD_INPUT, _("%s: is damaged: its form has the number %d"),
                       store->path, (int)m->version);
    if (m->version > VERSION)
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: was made by a newer renfort (its form %d, not %d)"), store->path,
                       (int)m->version, (int)VERSION);
    return RF_OK;
}

static rf_status refuse_other_form(const rf_store *store, const marks *m, rf_err *err)
{
    const rf_status rc = refuse_foreign(store, m, err);
    if (rc == RF_OK && m->version < VERSION)
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: was made by an older renfort (its form %d, not %d): copy the file, "
                         "then 'renfort db upgrade --db %s'"),
                       store->path, (int)m->version, (int)VERSION, store->path);
    return rc;
}

static rf_status run_script(rf_store *store, const char *sql, rf_err *err)
{
    const int result = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? RF_OK
                               : rf_sql_fail(store, sqlite3_extended_errcode(store->db), err);
}

/* From version `from` to version `to`. */
static rf_status take_steps(rf_store *store, int64_t from, int64_t to, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int64_t i = from; i < to && rc == RF_OK; i++)
        for (size_t part = 0; STEPS[i][part] != NULL && rc == RF_OK; part++)
            rc = run_script(store, STEPS[i][part], err);
    char marks_of_version[96];
    snprintf(marks_of_version, sizeof marks_of_version,
             "PRAGMA application_id = %d; PRAGMA user_version = %d", (int)RF_STORE_APPLICATION,
             (int)to);
    return rc == RF_OK ? run_script(store, marks_of_version, err) : rc;
}

static bool is_blank(const marks *m)
{
    return m->application == 0 && m->version == 0 && m->objects == 0;
}

rf_status rf_schema_prepare(rf_store *store, bool create, rf_err *err)
{
    marks m;
    rf_status rc = read_marks(&m, store, err);
    if (rc != RF_OK || (m.application == RF_STORE_APPLICATION && m.version == VERSION))
        return rc;
    rc = rf_sql_begin(store, err);
    if (rc != RF_OK)
        return rc;
    rc = read_marks(&m, store, err); /* another may have been faster */
    if (rc == RF_OK && is_blank(&m) && create)
        rc = take_steps(store, 0, VERSION, err);
    else if (rc == RF_OK)
        rc = refuse_other_form(store, &m, err);
    return rf_sql_end(store, rc, err);
}

/* Digests the text of all that the schema holds, in one order. */
static rf_status digest_schema(unsigned char out[RF_DIGEST], rf_store *store, rf_err *err)
{
    rf_digester digester = rf_digester_new();
    sqlite3_stmt *rows = NULL;
    bool row = true;
    rf_status rc = rf_sql_start(
        &rows, store, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
        RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, store, rows, err);
        for (int i = 0; i < 4 && rc == RF_OK && row; i++) {
            const char *text = rf_sql_text(rows, i);
            rf_digester_bytes(&digester, 't', text, strlen(text));
        }
    }
    sqlite3_finalize(rows);
    rf_digester_end(out, &digester);
    return rc;
}

static rf_status digest_model(unsigned char out[RF_DIGEST], int64_t version, rf_err *err)
{
    char name[] = ":memory:";
    rf_store model = {.path = name};
    rf_status rc =
        rf_database_open(&model.db, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, err);
    if (rc == RF_OK)
        rc = take_steps(&model, 0, version, err);
    if (rc == RF_OK)
        rc = digest_schema(out, &model, err);
    sqlite3_close(model.db);
    return rc;
}

static rf_status verify_tables(rf_store *store, int64_t version, rf_err *err)
{
    unsigned char found[RF_DIGEST], wanted[RF_DIGEST];
    rf_status rc = digest_schema(found, store, err);
    if (rc == RF_OK)
        rc = digest_model(wanted, version, err);
    if (rc == RF_OK && !rf_digest_equal(found, wanted))
        rc = rf_damaged(store, _("its tables are not those of this version"), err);
    return rc;
}

rf_status rf_schema_verify(rf_store *store, rf_err *err)
{
    marks m;
    rf_status rc = read_marks(&m, store, err);
    if (rc == RF_OK && is_blank(&m))
        return rf_fail(err, RF_BAD_INPUT, _("%s: holds nothing"), store->path);
    if (rc == RF_OK)
        rc = refuse_other_form(store, &m, err);
    return rc == RF_OK ? verify_tables(store, m.version, err) : rc;
}

/* One step in one transaction; *at: the version that the file has then. */
static rf_status take_step(int64_t *at, rf_store *store, rf_err *err)
{
    marks m;
    rf_status rc = rf_sql_begin(store, err);
    if (rc != RF_OK)
        return rc;
    rc = read_marks(&m, store, err); /* another may have been faster */
    if (rc == RF_OK)
        rc = refuse_foreign(store, &m, err);
    if (rc == RF_OK)
        rc = verify_tables(store, m.version, err);
    if (rc == RF_OK && m.version < VERSION)
        rc = take_steps(store, m.version, m.version + 1, err);
    rc = rf_sql_end(store, rc, err);
    if (rc == RF_OK)
        *at = m.version < VERSION ? m.version + 1 : VERSION;
    return rc;
}

rf_status rf_schema_upgrade(rf_store_forms *out, rf_store *store, rf_err *err)
{
    marks m;
    rf_status rc = read_marks(&m, store, err);
    if (rc == RF_OK)
        rc = refuse_foreign(store, &m, err);
    if (rc != RF_OK)
        return rc;
    int64_t at = m.version;
    while (at < VERSION && rc == RF_OK)
        rc = take_step(&at, store, err);
    if (rc == RF_OK)
        *out = (rf_store_forms){(int)m.version, VERSION};
    return rc;
}
