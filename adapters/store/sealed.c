/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/sealed.h"

#include <stdio.h>
#include <string.h>

#include "adapters/store/key.h"

static const char *const NAMES[RF_N_SEALED] = {
    [RF_SEALED_CRISIS] = "crisis",         [RF_SEALED_TERRITORY] = "territory",
    [RF_SEALED_SCENARIO] = "scenario",     [RF_SEALED_PLAN] = "plan",
    [RF_SEALED_DECISION] = "decision",     [RF_SEALED_MISSION] = "mission",
    [RF_SEALED_INITIATIVE] = "initiative",
};

enum { SQL = 256 };

/* ---- crises and changes ---------------------------------------------------------------------- */

static rf_status take_crisis(rf_crisis *out, rf_store *store, sqlite3_stmt *row, rf_err *err)
{
    const char *name = rf_sql_text(row, 1), *state = rf_sql_text(row, 2);
    if (strlen(name) > RF_STORE_NAME || strlen(state) >= sizeof out->state)
        return rf_damaged(store, _("a crisis has an impossible name"), err);
    *out = (rf_crisis){.id = sqlite3_column_int64(row, 0)};
    memcpy(out->name, name, strlen(name) + 1);
    memcpy(out->state, state, strlen(state) + 1);
    const unsigned char *pepper = rf_sql_digest(row, 3);
    out->has_pepper = pepper != NULL;
    if (pepper != NULL)
        memcpy(out->pepper, pepper, RF_DIGEST);
    return RF_OK;
}

/* A closed one is still read, by its name. */
static rf_status none_is_open(rf_store *store, rf_err *err)
{
    static const char LATEST_CLOSED[] =
        "SELECT group_concat(name, ', ') FROM (SELECT name FROM crisis WHERE state = 'closed'"
        " ORDER BY id DESC LIMIT 4)";
    sqlite3_stmt *row = NULL;
    bool any = false;
    rf_status rc = rf_sql_start(&row, store, LATEST_CLOSED, RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = rf_sql_step(&any, store, row, err);
    const char *closed = rc == RF_OK && any ? rf_sql_text(row, 0) : "";
    if (rc == RF_OK && closed[0] == '\0')
        rc = rf_fail(err, RF_BAD_INPUT,
                     _("%s: no crisis is open: 'renfort crisis open NAME --db %s' opens one"),
                     store->path, store->path);
    else if (rc == RF_OK)
        rc = rf_fail(err, RF_BAD_INPUT,
                     _("%s: no crisis is open: '--crisis NAME' reads a closed one (%s), 'renfort "
                       "crisis open NAME --db %s' opens one"),
                     store->path, closed, store->path);
    sqlite3_finalize(row);
    return rc;
}

static rf_status no_crisis(rf_store *store, const char *name, bool several, rf_err *err)
{
    if (name != NULL)
        return rf_fail(err, RF_BAD_INPUT, _("%s: holds no crisis '%s'"), store->path, name);
    if (several)
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: several crises are open: name one with --crisis NAME"), store->path);
    return none_is_open(store, err);
}

rf_status rf_crisis_find(rf_crisis *out, rf_store *store, const char *name, rf_err *err)
{
    sqlite3_stmt *rows = NULL;
    bool first = false, second = false;
    rf_crisis found = {0};
    rf_status rc = rf_sql_start(&rows, store,
                                "SELECT id, name, state, pepper FROM crisis WHERE name = ?1"
                                " OR (?1 IS NULL AND state = 'open') LIMIT 2",
                                RF_ARGS(rf_text(name)), err);
    if (rc == RF_OK)
        rc = rf_sql_step(&first, store, rows, err);
    if (rc == RF_OK && first)
        rc = take_crisis(&found, store, rows, err);
    if (rc == RF_OK && first)
        rc = rf_sql_step(&second, store, rows, err);
    sqlite3_finalize(rows);
    if (rc == RF_OK && (!first || second))
        rc = no_crisis(store, name, first, err);
    if (rc == RF_OK)
        *out = found;
    return rc;
}

rf_status rf_change_prepare(rf_logged_change *change, const char *who, rf_err *err)
{
    if (who == NULL || who[0] == '\0')
        return rf_fail(err, RF_BAD_INPUT, "%s", _("who does it is not said"));
    change->at = rf_log_now();
    rf_digest_random(change->salt);
    rf_status rc = rf_key_pseudonym(change->who, change->store, change->crisis.pepper, who, err);
    if (rc == RF_OK)
        rc = rf_log_next(&change->seq, change->store, err);
    change->name = who;
    return rc;
}

rf_status rf_change_prepare_closing(rf_logged_change *change, const char *who, rf_err *err)
{
    bool lost = false;
    const rf_status rc = rf_key_is_lost(&lost, change->store, err);
    if (rc != RF_OK || !lost)
        return rc == RF_OK ? rf_change_prepare(change, who, err) : rc;
    change->name = NULL;
    memset(change->who, 0, sizeof change->who);
    change->at = rf_log_now();
    rf_digest_random(change->salt);
    return rf_log_next(&change->seq, change->store, err);
}

typedef rf_status prepare_change(rf_logged_change *change, const char *who, rf_err *err);

static rf_status begin(rf_logged_change *out, rf_store *store, const rf_store_by *by,
                       prepare_change *prepare, rf_err *err)
{
    *out = (rf_logged_change){.store = store};
    rf_status rc = rf_sql_begin(store, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_crisis_find(&out->crisis, store, by->crisis, err);
    if (rc == RF_OK && (strcmp(out->crisis.state, "open") != 0 || !out->crisis.has_pepper))
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: the crisis '%s' is closed"), store->path,
                     out->crisis.name);
    if (rc == RF_OK)
        rc = prepare(out, by->who, err);
    return rc == RF_OK ? RF_OK : rf_sql_end(store, rc, err);
}

rf_status rf_change_begin(rf_logged_change *out, rf_store *store, const rf_store_by *by,
                          rf_err *err)
{
    return begin(out, store, by, rf_change_prepare, err);
}

rf_status rf_change_begin_closing(rf_logged_change *out, rf_store *store, const rf_store_by *by,
                                  rf_err *err)
{
    return begin(out, store, by, rf_change_prepare_closing, err);
}

/* ---- seals ----------------------------------------------------------------------------------- */

/* Of the columns up to `n`. */
static void seal_columns(unsigned char out[RF_DIGEST], rf_sealed table, sqlite3_stmt *row, int n)
{
    rf_digester d = rf_digester_new();
    rf_digester_bytes(&d, 't', NAMES[table], strlen(NAMES[table]));
    for (int i = 0; i < n; i++) {
        const int type = sqlite3_column_type(row, i);
        if (type == SQLITE_INTEGER) {
            rf_digester_number(&d, sqlite3_column_int64(row, i));
        } else {
            const void *bytes = sqlite3_column_blob(row, i);
            rf_digester_bytes(&d, (char)('0' + type), bytes != NULL ? bytes : "",
                              (size_t)sqlite3_column_bytes(row, i));
        }
    }
    rf_digester_end(out, &d);
}

rf_status rf_seal_take(unsigned char out[RF_DIGEST], rf_store *store, rf_sealed table, int64_t id,
                       rf_err *err)
{
    char sql[SQL];
    sqlite3_stmt *row = NULL;
    bool any = false;
    snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE id = ?1", NAMES[table]);
    rf_status rc = rf_sql_start(&row, store, sql, RF_ARGS(rf_int(id)), err);
    if (rc == RF_OK)
        rc = rf_sql_step(&any, store, row, err);
    if (rc == RF_OK && any)
        seal_columns(out, table, row, sqlite3_column_count(row));
    else if (rc == RF_OK)
        rc = rf_damaged(store, _("a row is missing"), err);
    sqlite3_finalize(row);
    return rc;
}

static rf_status keep_author(const rf_logged_change *change, rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    rf_log_digest_name(digest, change->who, change->name);
    return rf_sql_run(change->store, "INSERT OR IGNORE INTO author VALUES (?1, ?2, ?3, ?4)",
                      RF_ARGS(rf_int(change->crisis.id), rf_digest_value(change->who),
                              rf_text(change->name), rf_digest_value(digest)),
                      err);
}

rf_status rf_change_log(rf_logged_change *change, rf_sealed table, int64_t id, rf_log_entry entry,
                        rf_err *err)
{
    unsigned char after[RF_DIGEST];
    rf_status rc = rf_seal_take(after, change->store, table, id, err);
    if (rc == RF_OK && change->name != NULL)
        rc = keep_author(change, err);
    if (rc != RF_OK)
        return rc;
    entry.at = change->at;
    entry.who = change->who;
    entry.crisis = change->crisis.name;
    entry.object = NAMES[table];
    entry.need = entry.need != NULL ? entry.need : "";
    entry.after = after;
    return rf_log_append(change->store, &entry, err);
}

/* How many rows the log says there are. */
static rf_status compare_count(rf_store *store, rf_sealed table, const rf_crisis *crisis, int64_t n,
                               rf_err *err)
{
    int64_t made = 0;
    const char *name = crisis != NULL ? crisis->name : NULL;
    const rf_status rc = rf_sql_number(&made, store,
                                       "SELECT count(*) FROM log WHERE before IS NULL"
                                       " AND object = ?1 AND (?2 IS NULL OR crisis = ?2)",
                                       RF_ARGS(rf_text(NAMES[table]), rf_text(name)), err);
    const bool erased = crisis != NULL && !crisis->has_pepper;
    if (rc == RF_OK && n != (erased ? 0 : made))
        return rf_damaged(store, _("rows are missing, or too many"), err);
    return rc;
}

rf_status rf_sealed_each(rf_store *store, rf_sealed table, const rf_crisis *crisis,
                         rf_sealed_visit *visit, void *context, rf_err *err)
{
    char sql[SQL];
    unsigned char seal[RF_DIGEST];
    sqlite3_stmt *rows = NULL;
    bool row = true;
    int64_t n = 0;
    snprintf(sql, sizeof sql,
             "SELECT t.*, l.after FROM %s AS t LEFT JOIN log AS l ON l.seq = t.seq%s ORDER BY t.id",
             NAMES[table], crisis != NULL ? " WHERE t.crisis = ?1" : "");
    const rf_value id = rf_int(crisis != NULL ? crisis->id : 0);
    rf_status rc = rf_sql_start(&rows, store, sql, (rf_args){&id, crisis != NULL ? 1 : 0}, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, store, rows, err);
        if (rc != RF_OK || !row)
            break;
        n++;
        const int last = sqlite3_column_count(rows) - 1;
        seal_columns(seal, table, rows, last);
        if (!rf_digest_equal(seal, rf_sql_digest(rows, last)))
            rc = rf_damaged(store, _("a row is not what its log entry says"), err);
        if (rc == RF_OK)
            rc = visit(context, rows, err);
    }
    sqlite3_finalize(rows);
    return rc == RF_OK ? compare_count(store, table, crisis, n, err) : rc;
}

rf_status rf_sealed_read(rf_store *store, rf_sealed table, const char *crisis,
                         rf_sealed_visit *visit, void *context, rf_err *err)
{
    rf_crisis found;
    rf_status rc = rf_sql_begin_reading(store, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_crisis_find(&found, store, crisis, err);
    if (rc == RF_OK)
        rc = rf_sealed_each(store, table, &found, visit, context, err);
    return rf_sql_end(store, rc, err);
}
