/* SPDX-License-Identifier: GPL-3.0-or-later
 * The end of a crisis. Four steps, each of which may be interrupted and taken again:
 *   1 one transaction erases the rows, the pepper and, for the last crisis, the key's check
 *   2 the key's file is destroyed where nothing needs it
 *   3 the file is written anew without what was erased
 *   4 the certificate is written, and the crisis is marked as purged */
#include <string.h>
#include <time.h>

#include "adapters/store/key.h"
#include "adapters/store/sealed.h"

enum { TEXT_LIMIT = 1 << 16, TIME = 32, MS_PER_S = 1000 };

static const char CONTENTS_USED[] =
    "DELETE FROM content WHERE sha256 NOT IN (SELECT content FROM territory_file)"
    " AND sha256 NOT IN (SELECT sha256 FROM scenario)"
    " AND sha256 NOT IN (SELECT sha256 FROM plan)";

/* In an order that breaks no reference. */
static const struct erasure {
    const char *name, *count, *erase;
} ERASURES[] = {
    {N_("decisions"), "SELECT count(*) FROM decision WHERE crisis = ?1",
     "DELETE FROM decision WHERE crisis = ?1"},
    {N_("missions"), "SELECT count(*) FROM mission WHERE crisis = ?1",
     "DELETE FROM mission WHERE crisis = ?1"},
    {N_("initiatives"), "SELECT count(*) FROM initiative WHERE crisis = ?1",
     "DELETE FROM initiative WHERE crisis = ?1"},
    {N_("plans"), "SELECT count(*) FROM plan WHERE crisis = ?1",
     "DELETE FROM plan WHERE crisis = ?1"},
    {N_("territory files"),
     "SELECT count(*) FROM territory_file WHERE territory IN"
     " (SELECT id FROM territory WHERE crisis = ?1)",
     "DELETE FROM territory_file WHERE territory IN (SELECT id FROM territory WHERE crisis = ?1)"},
    {N_("territories"), "SELECT count(*) FROM territory WHERE crisis = ?1",
     "DELETE FROM territory WHERE crisis = ?1"},
    {N_("scenarios"), "SELECT count(*) FROM scenario WHERE crisis = ?1",
     "DELETE FROM scenario WHERE crisis = ?1"},
    {N_("names of authors"), "SELECT count(*) FROM author WHERE crisis = ?1",
     "DELETE FROM author WHERE crisis = ?1"},
};

static rf_status erase_rows(rf_buf *erased, const rf_logged_change *change, rf_err *err)
{
    rf_status rc = RF_OK;
    const rf_value crisis = rf_int(change->crisis.id);
    for (size_t i = 0; i < sizeof ERASURES / sizeof *ERASURES && rc == RF_OK; i++) {
        int64_t n = 0;
        rc = rf_sql_number(&n, change->store, ERASURES[i].count, (rf_args){&crisis, 1}, err);
        if (rc == RF_OK)
            rc = rf_sql_run(change->store, ERASURES[i].erase, (rf_args){&crisis, 1}, err);
        rf_buf_printf(erased, "  %-18s %lld\n", _(ERASURES[i].name), (long long)n);
    }
    if (rc == RF_OK)
        rc = rf_sql_run(change->store, CONTENTS_USED, RF_NO_ARGS, err);
    return rc == RF_OK && erased->failed ? rf_fail_memory(err) : rc;
}

static rf_status mark(rf_logged_change *change, const char *state, const char *erased, rf_err *err)
{
    unsigned char before[RF_DIGEST];
    const int64_t id = change->crisis.id;
    rf_status rc = rf_seal_take(before, change->store, RF_SEALED_CRISIS, id, err);
    if (rc == RF_OK)
        rc = rf_sql_run(change->store,
                        "UPDATE crisis SET state = ?2, erased = coalesce(?3, erased),"
                        " pepper = NULL, salt = ?4, seq = ?5 WHERE id = ?1",
                        RF_ARGS(rf_int(id), rf_text(state), rf_text(erased),
                                rf_digest_value(change->salt), rf_int(change->seq)),
                        err);
    if (rc == RF_OK)
        rc = rf_change_log(change, RF_SEALED_CRISIS, id,
                           (rf_log_entry){.what = state, .before = before}, err);
    return rc;
}

static rf_status forget_key(rf_store *store, rf_err *err)
{
    return rf_sql_run(store,
                      "UPDATE head SET key_check = NULL"
                      " WHERE NOT EXISTS (SELECT 1 FROM crisis WHERE pepper IS NOT NULL)",
                      RF_NO_ARGS, err);
}

static rf_status erase(rf_logged_change *change, const char *who, rf_err *err)
{
    rf_buf erased = rf_buf_new(TEXT_LIMIT);
    rf_status rc = rf_change_prepare_closing(change, who, err);
    if (rc == RF_OK)
        rc = erase_rows(&erased, change, err);
    change->name = NULL; /* with the others' */
    if (rc == RF_OK)
        rc = mark(change, "purging", rf_buf_text(&erased), err);
    if (rc == RF_OK)
        rc = forget_key(change->store, err);
    rf_buf_free(&erased);
    return rc;
}

static rf_status first_step(rf_logged_change *change, const rf_store_by *by, rf_err *err)
{
    rf_store *store = change->store;
    rf_status rc = rf_crisis_find(&change->crisis, store, by->crisis, err);
    if (rc != RF_OK)
        return rc;
    const char *state = change->crisis.state;
    if (strcmp(state, "open") == 0)
        return rf_fail(err, RF_BAD_INPUT, _("%s: the crisis '%s' is open: close it first"),
                       store->path, change->crisis.name);
    if (strcmp(state, "purged") == 0)
        return rf_fail(err, RF_BAD_INPUT, _("%s: the crisis '%s' is purged"), store->path,
                       change->crisis.name);
    return strcmp(state, "closed") == 0 ? erase(change, by->who, err) : RF_OK;
}

/* In a writing transaction: a crisis that opens meanwhile would make a key, and lose it. */
static rf_status destroy_key(rf_store *store, rf_err *err)
{
    bool known = true;
    rf_status rc = rf_sql_begin(store, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_key_known(&known, store, err);
    if (rc == RF_OK && !known)
        rc = rf_key_destroy(store, err);
    return rf_sql_end(store, rc, err);
}

/* ---- the certificate ------------------------------------------------------------------------- */

static const char *time_text(char out[TIME], int64_t ms)
{
    const time_t seconds = (time_t)(ms / MS_PER_S);
    struct tm utc;
    if (gmtime_r(&seconds, &utc) == NULL || strftime(out, TIME, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        out[0] = '\0';
    return out;
}

static void print_crisis(rf_buf *out, sqlite3_stmt *row)
{
    char opened[TIME], closed[TIME];
    rf_buf_printf(out, _("renfort: certificate of a purge\n\nCrisis    %s\nOpened    %s\n"),
                  rf_sql_text(row, 0), time_text(opened, sqlite3_column_int64(row, 1)));
    rf_buf_printf(out, _("Closed    %s\n\nErased from the database, which was then rewritten\n"),
                  time_text(closed, sqlite3_column_int64(row, 2)));
    rf_buf_puts(out, rf_sql_text(row, 3));
}

/* What became of the key. */
typedef enum fate { DESTROYED, LOST, KEPT, N_FATES } fate;

/* Whoever erased without the key is not in the log. */
static rf_status find_fate(fate *out, const rf_logged_change *change, rf_err *err)
{
    bool known = false;
    int64_t unsaid = 0;
    rf_status rc = rf_key_known(&known, change->store, err);
    if (rc == RF_OK)
        rc = rf_sql_number(&unsaid, change->store,
                           "SELECT count(*) FROM log WHERE crisis = ?1 AND object = 'crisis'"
                           " AND what = 'purging' AND who = zeroblob(32)",
                           RF_ARGS(rf_text(change->crisis.name)), err);
    *out = unsaid > 0 ? LOST : known ? KEPT : DESTROYED;
    return rc;
}

static void print_rest(rf_buf *out, const rf_store_head *head, fate key, int64_t now)
{
    static const char *const FATES[N_FATES] = {
        [DESTROYED] = N_("The key of the log's pseudonyms was destroyed."),
        [LOST] = N_("The key of the log's pseudonyms was not there: a copy of it, if there is one, "
                    "is yours to destroy."),
        [KEPT] = N_("The key of the log's pseudonyms is kept, another crisis needs it; this "
                    "crisis' part of it was destroyed."),
    };
    char text[TIME];
    rf_buf_printf(out, "\n%s\n", _(FATES[key]));
    rf_buf_printf(out, _("Purged    %s\nLog       %lld entries, the last one\n          %s\n\n"),
                  time_text(text, now), (long long)head->entries, head->hash);
    rf_buf_puts(out, _("Copies of the database and of its key that were made elsewhere are not "
                       "touched.\n"));
}

static rf_status print_certificate(rf_buf *out, const rf_logged_change *change, rf_err *err)
{
    rf_store *store = change->store;
    rf_store_head head;
    rf_buf breaches = rf_buf_new(TEXT_LIMIT);
    int32_t n = 0;
    bool any = false;
    fate key = KEPT;
    sqlite3_stmt *row = NULL;
    rf_status rc = rf_store_log_verify(&head, &n, &breaches, store, err);
    rf_buf_free(&breaches);
    if (rc == RF_OK && n > 0)
        rc = rf_damaged(store, _("the log was altered; 'renfort log verify' says where"), err);
    if (rc == RF_OK)
        rc = find_fate(&key, change, err);
    if (rc == RF_OK)
        rc = rf_sql_start(&row, store,
                          "SELECT name, opened, closed, erased FROM crisis WHERE id = ?1",
                          RF_ARGS(rf_int(change->crisis.id)), err);
    if (rc == RF_OK)
        rc = rf_sql_step(&any, store, row, err);
    if (rc == RF_OK && any) {
        print_crisis(out, row);
        print_rest(out, &head, key, rf_log_now());
    }
    sqlite3_finalize(row);
    return rc == RF_OK && out->failed ? rf_fail_memory(err) : rc;
}

static rf_status certify(const rf_logged_change *change, const char *path, rf_err *err)
{
    rf_buf text = rf_buf_new(TEXT_LIMIT);
    rf_status rc = print_certificate(&text, change, err);
    if (rc == RF_OK)
        rc = rf_file_write(path, rf_buf_text(&text), text.length, err);
    rf_buf_free(&text);
    return rc;
}

/* The last entry is the program's own: whoever purged is in the one before. */
static rf_status last_step(rf_logged_change *change, rf_err *err)
{
    rf_store *store = change->store;
    rf_status rc = rf_sql_begin(store, err);
    if (rc != RF_OK)
        return rc;
    memset(change->who, 0, sizeof change->who);
    change->at = rf_log_now();
    rf_digest_random(change->salt);
    rc = rf_log_next(&change->seq, store, err);
    if (rc == RF_OK)
        rc = mark(change, "purged", NULL, err);
    return rf_sql_end(store, rc, err);
}

rf_status rf_store_crisis_purge(rf_store *store, const rf_store_by *by, const char *certificate,
                                rf_err *err)
{
    rf_logged_change change = {.store = store};
    rf_status rc = rf_sql_begin(store, err);
    if (rc == RF_OK)
        rc = rf_sql_end(store, first_step(&change, by, err), err);
    if (rc == RF_OK)
        rc = destroy_key(store, err);
    if (rc == RF_OK)
        rc = rf_sql_run(store, "VACUUM", RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = certify(&change, certificate, err);
    return rc == RF_OK ? last_step(&change, err) : rc;
}
