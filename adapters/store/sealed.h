/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows that are tied to the log: each names the entry that made it what it is, and that entry holds
 * the digest of the row with its salt. */
#ifndef RF_STORE_SEALED_H
#define RF_STORE_SEALED_H

#include "adapters/store/log.h"

typedef enum rf_sealed {
    RF_SEALED_CRISIS,
    RF_SEALED_TERRITORY,
    RF_SEALED_SCENARIO,
    RF_SEALED_PLAN,
    RF_SEALED_DECISION,
    RF_SEALED_MISSION,
    RF_SEALED_INITIATIVE,
    RF_N_SEALED
} rf_sealed;

/* A crisis as it is needed by what happens in it. */
typedef struct rf_crisis {
    int64_t id;
    char name[RF_STORE_NAME + 1], state[8];
    bool has_pepper;
    unsigned char pepper[RF_DIGEST];
} rf_crisis;

/* A change under way: in one writing transaction, by one person, in one crisis, now. */
typedef struct rf_logged_change {
    rf_store *store;
    rf_crisis crisis;
    const char *name; /* of who does it, kept with the entry; NULL: nobody's */
    unsigned char who[RF_DIGEST], salt[RF_DIGEST];
    int64_t at, seq; /* of its entry */
} rf_logged_change;

/* RF_BAD_INPUT: there is no such crisis; for NULL: not exactly one is open. */
rf_status rf_crisis_find(rf_crisis *out, rf_store *store, const char *name, rf_err *err);

/* Begins the transaction; the crisis must be open. On failure nothing is under way. */
rf_status rf_change_begin(rf_logged_change *out, rf_store *store, const rf_store_by *by,
                          rf_err *err);
/* The same for what may happen without the key: where it is lost, nobody is said to do it. */
rf_status rf_change_begin_closing(rf_logged_change *out, rf_store *store, const rf_store_by *by,
                                  rf_err *err);
/* Fills in everything for a crisis within a transaction that is already under way. */
rf_status rf_change_prepare(rf_logged_change *change, const char *who, rf_err *err);
rf_status rf_change_prepare_closing(rf_logged_change *change, const char *who, rf_err *err);

/* The digest of a row as it is. */
rf_status rf_seal_take(unsigned char out[RF_DIGEST], rf_store *store, rf_sealed table, int64_t id,
                       rf_err *err);

/* After the row was written with the change's salt and seq: adds the entry. `entry` gives what,
 * need, agent, before, plan and input; the rest is filled in. Keeps the name of who did it. */
rf_status rf_change_log(rf_logged_change *change, rf_sealed table, int64_t id, rf_log_entry entry,
                        rf_err *err);

/* Visits each row of a crisis (of all of them where id is 0: the crises themselves) by its number;
 * columns in the order of the table. RF_BAD_INPUT where a row is not what its entry says, or a row
 * is missing or too many. Within a transaction. */
typedef rf_status rf_sealed_visit(void *context, sqlite3_stmt *row, rf_err *err);
rf_status rf_sealed_each(rf_store *store, rf_sealed table, const rf_crisis *crisis,
                         rf_sealed_visit *visit, void *context, rf_err *err);

/* The same for the crisis of that name (NULL: the only open one), in a transaction of its own. */
rf_status rf_sealed_read(rf_store *store, rf_sealed table, const char *crisis,
                         rf_sealed_visit *visit, void *context, rf_err *err);

#endif
