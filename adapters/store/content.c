/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/content.h"

#include <string.h>

#include "adapters/store/sealed.h"

enum { LIST_LIMIT = 1 << 24 };

/* Who wants files. */
typedef struct rf_file_reader {
    rf_store_file_visit *visit;
    void *context;
} rf_file_reader;

rf_status rf_content_put(unsigned char out[RF_DIGEST], rf_store *store, const char *bytes, size_t n,
                         rf_err *err)
{
    rf_digest_of(out, bytes, n);
    return rf_sql_run(store, "INSERT OR IGNORE INTO content VALUES (?1, ?2)",
                      RF_ARGS(rf_digest_value(out), rf_bytes(bytes, n)), err);
}

rf_status rf_content_of(rf_store_file *out, rf_store *store, sqlite3_stmt *row, int digest,
                        rf_err *err)
{
    unsigned char found[RF_DIGEST];
    const char *bytes = sqlite3_column_blob(row, digest + 1);
    const size_t n = (size_t)sqlite3_column_bytes(row, digest + 1);
    if (bytes == NULL && n > 0)
        return rf_fail_memory(err);
    rf_digest_of(found, bytes != NULL ? bytes : "", n);
    if (!rf_digest_equal(found, rf_sql_digest(row, digest)))
        return rf_damaged(store, _("a stored file is not what its digest says"), err);
    out->bytes = bytes != NULL ? bytes : "";
    out->n = n;
    return RF_OK;
}

rf_status rf_content_list_add(rf_buf *list, const char *name, const unsigned char *digest,
                              rf_err *err)
{
    char hex[RF_DIGEST_HEX];
    rf_buf_printf(list, "%s %s\n", name, rf_digest_hex(hex, digest));
    return list->failed ? rf_fail_memory(err) : RF_OK;
}

/* ---- territories ----------------------------------------------------------------------------- */

static rf_status put_contents(rf_buf *list, rf_store *store, const rf_store_file *files, size_t n,
                              rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    rf_status rc = RF_OK;
    for (size_t i = 0; i < n && rc == RF_OK; i++) {
        if (i > 0 && strcmp(files[i - 1].name, files[i].name) >= 0)
            rc = rf_fail(err, RF_INTERNAL, "%s: not in order", files[i].name);
        if (rc == RF_OK)
            rc = rf_content_put(digest, store, files[i].bytes, files[i].n, err);
        if (rc == RF_OK)
            rc = rf_content_list_add(list, files[i].name, digest, err);
    }
    return rc;
}

static rf_status put_names(rf_store *store, int64_t territory, const rf_store_file *files, size_t n,
                           rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    rf_status rc = RF_OK;
    for (size_t i = 0; i < n && rc == RF_OK; i++) {
        rf_digest_of(digest, files[i].bytes, files[i].n);
        rc = rf_sql_run(store, "INSERT INTO territory_file VALUES (?1, ?2, ?3)",
                        RF_ARGS(rf_int(territory), rf_text(files[i].name), rf_digest_value(digest)),
                        err);
    }
    return rc;
}

/* Whether the crisis has a row of that digest already. */
static rf_status is_known(bool *out, const rf_logged_change *change, const char *sql,
                          const unsigned char *digest, rf_err *err)
{
    int64_t n = 0;
    const rf_status rc = rf_sql_number(
        &n, change->store, sql, RF_ARGS(rf_int(change->crisis.id), rf_digest_value(digest)), err);
    *out = n > 0;
    return rc;
}

static rf_status add_row(int64_t *id, const rf_logged_change *change, const char *sql,
                         const unsigned char *digest, rf_err *err)
{
    const rf_status rc = rf_sql_run(change->store, sql,
                                    RF_ARGS(rf_int(change->crisis.id), rf_digest_value(digest),
                                            rf_digest_value(change->salt), rf_int(change->seq)),
                                    err);
    *id = sqlite3_last_insert_rowid(change->store->db);
    return rc;
}

static rf_status put_territory(unsigned char digest[RF_DIGEST], rf_logged_change *change,
                               const rf_store_file *files, size_t n, rf_err *err)
{
    bool known = false;
    int64_t id = 0;
    rf_buf list = rf_buf_new(LIST_LIMIT);
    rf_status rc = put_contents(&list, change->store, files, n, err);
    rf_digest_of(digest, rf_buf_text(&list), list.length);
    rf_buf_free(&list);
    if (rc == RF_OK)
        rc = is_known(&known, change,
                      "SELECT count(*) FROM territory WHERE crisis = ?1 AND sha256 = ?2", digest,
                      err);
    if (rc != RF_OK || known)
        return rc;
    rc = add_row(&id, change, "INSERT INTO territory VALUES (NULL, ?1, ?2, ?3, ?4)", digest, err);
    if (rc == RF_OK)
        rc = put_names(change->store, id, files, n, err);
    if (rc == RF_OK)
        rc = rf_change_log(change, RF_SEALED_TERRITORY, id,
                           (rf_log_entry){.what = "import", .input = digest}, err);
    return rc;
}

rf_status rf_store_put_territory(char hex[RF_STORE_HEX], rf_store *store, const rf_store_by *by,
                                 const rf_store_file *files, size_t n, rf_err *err)
{
    rf_logged_change change;
    unsigned char digest[RF_DIGEST];
    rf_status rc = rf_change_begin(&change, store, by, err);
    if (rc == RF_OK)
        rc = rf_sql_end(store, put_territory(digest, &change, files, n, err), err);
    if (rc == RF_OK)
        rf_digest_hex(hex, digest);
    return rc;
}

static rf_status want_digest(unsigned char out[RF_DIGEST], const char *hex, rf_err *err)
{
    return rf_digest_read(out, hex)
               ? RF_OK
               : rf_fail(err, RF_BAD_INPUT, _("'%s' is not the SHA-256 of anything"), hex);
}

static rf_status none_such(const rf_store *store, const char *hex, rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, _("%s: holds nothing with the SHA-256 %s"), store->path, hex);
}

/* Files are handed on one by one; that none is missing is known at the end. */
static rf_status hand_files(rf_buf *list, rf_store *store, sqlite3_stmt *rows, rf_err *err,
                            const rf_file_reader *reader)
{
    bool row = true;
    rf_status rc = RF_OK;
    while (rc == RF_OK && row) {
        rf_store_file file = {0};
        rc = rf_sql_step(&row, store, rows, err);
        if (rc != RF_OK || !row)
            break;
        file.name = rf_sql_text(rows, 0);
        rc = rf_content_of(&file, store, rows, 1, err);
        if (rc == RF_OK)
            rc = rf_content_list_add(list, file.name, rf_sql_digest(rows, 1), err);
        if (rc == RF_OK)
            reader->visit(reader->context, &file);
    }
    return rc;
}

static rf_status get_territory(rf_store *store, const char *hex, const rf_file_reader *reader,
                               rf_err *err)
{
    unsigned char digest[RF_DIGEST], found[RF_DIGEST];
    sqlite3_stmt *rows = NULL;
    rf_buf list = rf_buf_new(LIST_LIMIT);
    rf_status rc = want_digest(digest, hex, err);
    if (rc == RF_OK)
        rc = rf_sql_start(&rows, store,
                          "SELECT f.name, f.content, c.bytes FROM territory_file AS f"
                          " JOIN content AS c ON c.sha256 = f.content WHERE f.territory ="
                          " (SELECT min(id) FROM territory WHERE sha256 = ?1) ORDER BY f.name",
                          RF_ARGS(rf_digest_value(digest)), err);
    if (rc == RF_OK)
        rc = hand_files(&list, store, rows, err, reader);
    sqlite3_finalize(rows);
    rf_digest_of(found, rf_buf_text(&list), list.length);
    if (rc == RF_OK && list.length == 0)
        rc = none_such(store, hex, err);
    if (rc == RF_OK && !rf_digest_equal(found, digest))
        rc = rf_damaged(store, _("a stored file is not what its digest says"), err);
    rf_buf_free(&list);
    return rc;
}

rf_status rf_store_get_territory(rf_store *store, const char *hex, rf_store_file_visit *visit,
                                 void *context, rf_err *err)
{
    const rf_file_reader reader = {visit, context};
    return get_territory(store, hex, &reader, err);
}

/* ---- scenarios and plans --------------------------------------------------------------------- */

static rf_status put_scenario(unsigned char digest[RF_DIGEST], rf_logged_change *change,
                              const rf_store_file *scenario, rf_err *err)
{
    bool known = false;
    int64_t id = 0;
    rf_status rc = rf_content_put(digest, change->store, scenario->bytes, scenario->n, err);
    if (rc == RF_OK)
        rc = is_known(&known, change,
                      "SELECT count(*) FROM scenario WHERE crisis = ?1 AND sha256 = ?2", digest,
                      err);
    if (rc != RF_OK || known)
        return rc;
    rc = add_row(&id, change, "INSERT INTO scenario VALUES (NULL, ?1, ?2, ?3, ?4)", digest, err);
    if (rc == RF_OK)
        rc = rf_change_log(change, RF_SEALED_SCENARIO, id,
                           (rf_log_entry){.what = "import", .input = digest}, err);
    return rc;
}

rf_status rf_store_put_scenario(char hex[RF_STORE_HEX], rf_store *store, const rf_store_by *by,
                                const rf_store_file *scenario, rf_err *err)
{
    rf_logged_change change;
    unsigned char digest[RF_DIGEST];
    rf_status rc = rf_change_begin(&change, store, by, err);
    if (rc == RF_OK)
        rc = rf_sql_end(store, put_scenario(digest, &change, scenario, err), err);
    if (rc == RF_OK)
        rf_digest_hex(hex, digest);
    return rc;
}

/* The one content of a row (digest, bytes); *any: whether there is one. */
static rf_status get_one(rf_buf *out, bool *any, rf_store *store, sqlite3_stmt *row, rf_err *err)
{
    rf_store_file file = {0};
    rf_status rc = rf_sql_step(any, store, row, err);
    if (rc == RF_OK && *any)
        rc = rf_content_of(&file, store, row, 0, err);
    if (rc == RF_OK && *any) {
        rf_buf_add(out, file.bytes, file.n);
        if (out->failed)
            rc = rf_fail_memory(err);
    }
    return rc;
}

rf_status rf_store_get_scenario(rf_buf *out, rf_store *store, const char *hex, rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    sqlite3_stmt *row = NULL;
    bool any = false;
    rf_status rc = want_digest(digest, hex, err);
    if (rc == RF_OK)
        rc = rf_sql_start(&row, store,
                          "SELECT c.sha256, c.bytes FROM content AS c WHERE c.sha256 = ?1"
                          " AND EXISTS (SELECT 1 FROM scenario AS s WHERE s.sha256 = c.sha256)",
                          RF_ARGS(rf_digest_value(digest)), err);
    if (rc == RF_OK)
        rc = get_one(out, &any, store, row, err);
    if (rc == RF_OK && !any)
        rc = none_such(store, hex, err);
    sqlite3_finalize(row);
    return rc;
}

rf_status rf_store_get_plan(rf_buf *out, rf_store *store, int64_t id, rf_err *err)
{
    sqlite3_stmt *row = NULL;
    bool any = false;
    rf_status rc = rf_sql_start(&row, store,
                                "SELECT c.sha256, c.bytes FROM plan AS p"
                                " JOIN content AS c ON c.sha256 = p.sha256 WHERE p.id = ?1",
                                RF_ARGS(rf_int(id)), err);
    if (rc == RF_OK)
        rc = get_one(out, &any, store, row, err);
    if (rc == RF_OK && !any)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: holds no plan %lld"), store->path, (long long)id);
    sqlite3_finalize(row);
    return rc;
}
