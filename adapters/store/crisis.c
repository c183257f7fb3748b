/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "adapters/store/key.h"
#include "adapters/store/sealed.h"

/* Columns of the table. */
enum { NAME = 1, STATE = 2, OPENED = 3, CLOSED = 4 };

/* A name is also part of a file's name, the certificate's. */
static rf_status check_name(const char *name, rf_err *err)
{
    bool good = name != NULL && name[0] != '\0' && name[0] != '.' && strlen(name) <= RF_STORE_NAME;
    for (size_t i = 0; good && name[i] != '\0'; i++)
        good = (unsigned char)name[i] >= ' ' && name[i] != '/' && name[i] != 0x7F;
    return good ? RF_OK
                : rf_fail(err, RF_BAD_INPUT,
                          _("a crisis' name has 1 to %d bytes, no slash, no control character, and "
                            "no dot at its beginning"),
                          (int)RF_STORE_NAME);
}

static rf_status add_crisis(rf_logged_change *change, const rf_store_by *by, rf_err *err)
{
    int64_t taken = 0;
    rf_store *store = change->store;
    rf_status rc = rf_sql_number(&taken, store, "SELECT count(*) FROM crisis WHERE name = ?1",
                                 RF_ARGS(rf_text(by->crisis)), err);
    if (rc == RF_OK && taken > 0)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: there is already a crisis '%s'"), store->path,
                     by->crisis);
    if (rc == RF_OK)
        rc = rf_key_make(store, err);
    if (rc == RF_OK)
        rc = rf_sql_number(&change->crisis.id, store, "SELECT coalesce(max(id), 0) + 1 FROM crisis",
                           RF_NO_ARGS, err);
    if (rc != RF_OK)
        return rc;
    memcpy(change->crisis.name, by->crisis, strlen(by->crisis) + 1);
    rf_digest_random(change->crisis.pepper);
    rc = rf_log_next(&change->seq, store, err);
    change->at = rf_log_now();
    rf_digest_random(change->salt);
    if (rc == RF_OK)
        rc = rf_sql_run(store, "INSERT INTO crisis VALUES (?1, ?2, 'open', ?3, 0, '', ?4, ?5, ?6)",
                        RF_ARGS(rf_int(change->crisis.id), rf_text(by->crisis), rf_int(change->at),
                                rf_digest_value(change->crisis.pepper),
                                rf_digest_value(change->salt), rf_int(change->seq)),
                        err);
    return rc;
}

/* The author is kept for the crisis, so the crisis is there first. */
static rf_status log_opening(rf_logged_change *change, const rf_store_by *by, rf_err *err)
{
    rf_logged_change authored = *change;
    rf_status rc = rf_change_prepare(&authored, by->who, err);
    authored.at = change->at;
    if (rc == RF_OK)
        rc = rf_change_log(&authored, RF_SEALED_CRISIS, change->crisis.id,
                           (rf_log_entry){.what = "open"}, err);
    return rc;
}

rf_status rf_store_crisis_open(rf_store *store, const rf_store_by *by, rf_err *err)
{
    rf_logged_change change = {.store = store};
    rf_status rc = check_name(by->crisis, err);
    if (rc == RF_OK)
        rc = rf_sql_begin(store, err);
    if (rc != RF_OK)
        return rc;
    rc = add_crisis(&change, by, err);
    if (rc == RF_OK)
        rc = log_opening(&change, by, err);
    return rf_sql_end(store, rc, err);
}

rf_status rf_store_crisis_close(rf_store *store, const rf_store_by *by, rf_err *err)
{
    rf_logged_change change;
    unsigned char before[RF_DIGEST];
    rf_status rc = rf_change_begin_closing(&change, store, by, err);
    if (rc != RF_OK)
        return rc;
    const int64_t id = change.crisis.id;
    rc = rf_seal_take(before, store, RF_SEALED_CRISIS, id, err);
    if (rc == RF_OK)
        rc = rf_sql_run(store,
                        "UPDATE crisis SET state = 'closed', closed = ?2, salt = ?3, seq = ?4"
                        " WHERE id = ?1",
                        RF_ARGS(rf_int(id), rf_int(change.at), rf_digest_value(change.salt),
                                rf_int(change.seq)),
                        err);
    if (rc == RF_OK)
        rc = rf_change_log(&change, RF_SEALED_CRISIS, id,
                           (rf_log_entry){.what = "close", .before = before}, err);
    return rf_sql_end(store, rc, err);
}

/* Who wants to see crises. */
typedef struct crisis_reader {
    rf_store_crisis_visit *visit;
    void *context;
} crisis_reader;

static rf_status show(void *context, sqlite3_stmt *row, rf_err *err)
{
    (void)err;
    const crisis_reader *reader = context;
    const rf_store_crisis crisis = {
        .name = rf_sql_text(row, NAME),
        .state = rf_sql_text(row, STATE),
        .opened = sqlite3_column_int64(row, OPENED),
        .closed = sqlite3_column_int64(row, CLOSED),
    };
    reader->visit(reader->context, &crisis);
    return RF_OK;
}

rf_status rf_store_each_crisis(rf_store *store, rf_store_crisis_visit *visit, void *context,
                               rf_err *err)
{
    crisis_reader reader = {visit, context};
    rf_status rc = rf_sql_begin_reading(store, err);
    if (rc == RF_OK)
        rc = rf_sql_end(store, rf_sealed_each(store, RF_SEALED_CRISIS, NULL, show, &reader, err),
                        err);
    return rc;
}
