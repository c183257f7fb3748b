/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/sealed.h"

/* Columns of the table. */
enum { ID = 0, INITIATIVE = 2, NAME, AUTHORS, SPONSOR, STATE, NEED, OUTCOME, REVIEW_ON };

static rf_status put_row(int64_t *id, const rf_logged_change *change, const rf_store_initiative *i,
                         rf_err *err)
{
    const bool fresh = *id == 0;
    const rf_status rc = rf_sql_run(
        change->store,
        fresh ? "INSERT INTO initiative VALUES"
                " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
              : "UPDATE initiative SET name = ?4, authors = ?5, sponsor = ?6, state = ?7,"
                " need = ?8, outcome = ?9, review_on = ?10, salt = ?11, seq = ?12 WHERE id = ?1",
        RF_ARGS(rf_int_or_null(*id), rf_int(change->crisis.id), rf_text(i->initiative),
                rf_text(i->name), rf_text(i->authors), rf_text(i->sponsor), rf_text(i->state),
                rf_text(i->need), rf_text(i->outcome), rf_int(i->review_on),
                rf_digest_value(change->salt), rf_int(change->seq)),
        err);
    if (fresh)
        *id = sqlite3_last_insert_rowid(change->store->db);
    return rc;
}

/* Whether the row says all of it already. */
static rf_status is_there(bool *out, const rf_logged_change *change, const rf_store_initiative *i,
                          rf_err *err)
{
    int64_t id = 0;
    const rf_status rc = rf_sql_number(
        &id, change->store,
        "SELECT id FROM initiative WHERE crisis = ?1 AND initiative = ?2 AND name = ?3"
        " AND authors = ?4 AND sponsor = ?5 AND state = ?6 AND need = ?7 AND outcome = ?8"
        " AND review_on = ?9",
        RF_ARGS(rf_int(change->crisis.id), rf_text(i->initiative), rf_text(i->name),
                rf_text(i->authors), rf_text(i->sponsor), rf_text(i->state), rf_text(i->need),
                rf_text(i->outcome), rf_int(i->review_on)),
        err);
    *out = id != 0;
    return rc;
}

/* The log names no initiative: its key or name may be a person's. */
static rf_status put(rf_logged_change *change, const rf_store_initiative *i, rf_err *err)
{
    unsigned char before[RF_DIGEST];
    int64_t id = 0;
    rf_status rc = rf_sql_number(&id, change->store,
                                 "SELECT id FROM initiative WHERE crisis = ?1 AND initiative = ?2",
                                 RF_ARGS(rf_int(change->crisis.id), rf_text(i->initiative)), err);
    const bool fresh = id == 0;
    if (rc == RF_OK && !fresh)
        rc = rf_seal_take(before, change->store, RF_SEALED_INITIATIVE, id, err);
    if (rc == RF_OK)
        rc = put_row(&id, change, i, err);
    if (rc == RF_OK)
        rc = rf_change_log(change, RF_SEALED_INITIATIVE, id,
                           (rf_log_entry){.what = fresh ? "propose" : "change",
                                          .need = i->need,
                                          .before = fresh ? NULL : before},
                           err);
    return rc;
}

rf_status rf_store_put_initiative(rf_store *store, const rf_store_by *by,
                                  const rf_store_initiative *initiative, rf_err *err)
{
    rf_logged_change change;
    if (initiative->initiative[0] == '\0')
        return rf_fail(err, RF_BAD_INPUT, "%s", _("an initiative has a key"));
    bool there = false;
    rf_status rc = rf_change_begin(&change, store, by, err);
    if (rc != RF_OK)
        return rc;
    rc = is_there(&there, &change, initiative, err);
    if (rc == RF_OK && !there)
        rc = put(&change, initiative, err);
    return rf_sql_end(store, rc, err);
}

typedef struct initiative_reader {
    rf_store_initiative_visit *visit;
    void *context;
} initiative_reader;

static rf_status show(void *context, sqlite3_stmt *row, rf_err *err)
{
    (void)err;
    const initiative_reader *reader = context;
    const rf_store_initiative initiative = {
        .id = sqlite3_column_int64(row, ID),
        .initiative = rf_sql_text(row, INITIATIVE),
        .name = rf_sql_text(row, NAME),
        .authors = rf_sql_text(row, AUTHORS),
        .sponsor = rf_sql_text(row, SPONSOR),
        .state = rf_sql_text(row, STATE),
        .need = rf_sql_text(row, NEED),
        .outcome = rf_sql_text(row, OUTCOME),
        .review_on = sqlite3_column_int(row, REVIEW_ON),
    };
    reader->visit(reader->context, &initiative);
    return RF_OK;
}

rf_status rf_store_each_initiative(rf_store *store, const char *crisis,
                                   rf_store_initiative_visit *visit, void *context, rf_err *err)
{
    initiative_reader reader = {visit, context};
    return rf_sealed_read(store, RF_SEALED_INITIATIVE, crisis, show, &reader, err);
}
