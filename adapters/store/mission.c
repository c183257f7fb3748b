/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "adapters/store/key.h"
#include "adapters/store/sealed.h"

static const char *const STATES[RF_STORE_N_MISSION_STATES] = {
    [RF_STORE_PLANNED] = "planned",     [RF_STORE_STARTED] = "started",
    [RF_STORE_EXTENDED] = "extended",   [RF_STORE_ENDED] = "ended",
    [RF_STORE_CANCELLED] = "cancelled",
};

/* Columns of the table. */
enum { ID = 0, AGENT = 2, NEED, FIRST, LAST, STATE };

const char *rf_store_mission_state_name(rf_store_mission_state state)
{
    return STATES[state];
}

/* 0: there is none yet. */
static rf_status find(int64_t *id, const rf_logged_change *change, const rf_store_mission *m,
                      rf_err *err)
{
    return rf_sql_number(
        id, change->store,
        "SELECT id FROM mission WHERE crisis = ?1 AND agent = ?2 AND need = ?3"
        " AND first = ?4",
        RF_ARGS(rf_int(change->crisis.id), rf_text(m->agent), rf_text(m->need), rf_int(m->from)),
        err);
}

static rf_status put_row(int64_t *id, const rf_logged_change *change, const rf_store_mission *m,
                         rf_err *err)
{
    const bool fresh = *id == 0;
    const rf_status rc = rf_sql_run(
        change->store,
        fresh ? "INSERT INTO mission VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
              : "UPDATE mission SET last = ?6, state = ?7, salt = ?8, seq = ?9 WHERE id = ?1",
        RF_ARGS(rf_int_or_null(*id), rf_int(change->crisis.id), rf_text(m->agent), rf_text(m->need),
                rf_int(m->from), rf_int(m->to), rf_text(STATES[m->state]),
                rf_digest_value(change->salt), rf_int(change->seq)),
        err);
    if (fresh)
        *id = sqlite3_last_insert_rowid(change->store->db);
    return rc;
}

static rf_status put(rf_logged_change *change, const rf_store_mission *m, rf_err *err)
{
    unsigned char before[RF_DIGEST], agent[RF_DIGEST];
    int64_t id = 0;
    rf_status rc = find(&id, change, m, err);
    const bool fresh = id == 0;
    if (rc == RF_OK && !fresh)
        rc = rf_seal_take(before, change->store, RF_SEALED_MISSION, id, err);
    if (rc == RF_OK)
        rc = put_row(&id, change, m, err);
    if (rc == RF_OK)
        rc = rf_key_pseudonym(agent, change->store, change->crisis.pepper, m->agent, err);
    if (rc == RF_OK)
        rc = rf_change_log(change, RF_SEALED_MISSION, id,
                           (rf_log_entry){.what = STATES[m->state],
                                          .need = m->need,
                                          .agent = agent,
                                          .before = fresh ? NULL : before},
                           err);
    return rc;
}

rf_status rf_store_put_mission(rf_store *store, const rf_store_by *by,
                               const rf_store_mission *mission, rf_err *err)
{
    rf_logged_change change;
    if (mission->agent[0] == '\0' || mission->need[0] == '\0' || mission->from > mission->to)
        return rf_fail(err, RF_BAD_INPUT, "%s",
                       _("a mission names an agent and a need, and does not end before it begins"));
    const rf_status rc = rf_change_begin(&change, store, by, err);
    return rc == RF_OK ? rf_sql_end(store, put(&change, mission, err), err) : rc;
}

typedef struct mission_reader {
    rf_store *store;
    rf_store_mission_visit *visit;
    void *context;
} mission_reader;

static rf_status show(void *context, sqlite3_stmt *row, rf_err *err)
{
    const mission_reader *reader = context;
    int state = 0;
    while (state < RF_STORE_N_MISSION_STATES && strcmp(STATES[state], rf_sql_text(row, STATE)))
        state++;
    if (state == RF_STORE_N_MISSION_STATES)
        return rf_damaged(reader->store, _("a mission is in no known state"), err);
    const rf_store_mission mission = {
        .id = sqlite3_column_int64(row, ID),
        .agent = rf_sql_text(row, AGENT),
        .need = rf_sql_text(row, NEED),
        .from = sqlite3_column_int(row, FIRST),
        .to = sqlite3_column_int(row, LAST),
        .state = (rf_store_mission_state)state,
    };
    reader->visit(reader->context, &mission);
    return RF_OK;
}

rf_status rf_store_each_mission(rf_store *store, const char *crisis, rf_store_mission_visit *visit,
                                void *context, rf_err *err)
{
    mission_reader reader = {store, visit, context};
    return rf_sealed_read(store, RF_SEALED_MISSION, crisis, show, &reader, err);
}
