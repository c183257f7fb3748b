/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/content.h"
#include "adapters/store/sealed.h"

/* Columns of the table. */
enum { ID = 0, AT = 2, SHA256, TERRITORY, SCENARIO, BASELINE };

/* The input's digest in the log: of both digests. */
static void digest_input(unsigned char out[RF_DIGEST], const unsigned char *territory,
                         const unsigned char *scenario)
{
    rf_digester d = rf_digester_new();
    rf_digester_bytes(&d, 'b', territory, RF_DIGEST);
    rf_digester_bytes(&d, 'b', scenario, RF_DIGEST);
    rf_digester_end(out, &d);
}

/* What a plan was made from, and its baseline, are there before it. */
static rf_status require_inputs(const rf_logged_change *change, const unsigned char *territory,
                                const unsigned char *scenario, int64_t baseline, rf_err *err)
{
    int64_t n = 0;
    const rf_status rc = rf_sql_number(
        &n, change->store,
        "SELECT EXISTS (SELECT 1 FROM territory WHERE crisis = ?1 AND sha256 = ?2)"
        " AND EXISTS (SELECT 1 FROM scenario WHERE crisis = ?1 AND sha256 = ?3)"
        " AND (?4 IS NULL OR EXISTS (SELECT 1 FROM plan WHERE crisis = ?1 AND id = ?4))",
        RF_ARGS(rf_int(change->crisis.id), rf_digest_value(territory), rf_digest_value(scenario),
                rf_int_or_null(baseline)),
        err);
    if (rc == RF_OK && n == 0)
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: the crisis '%s' does not hold what the plan was made from"),
                       change->store->path, change->crisis.name);
    return rc;
}

static rf_status put(int64_t *id, rf_logged_change *change, const rf_store_plan *plan,
                     const rf_buf *document, rf_err *err)
{
    unsigned char territory[RF_DIGEST], scenario[RF_DIGEST], own[RF_DIGEST], input[RF_DIGEST];
    if (!rf_digest_read(territory, plan->territory) || !rf_digest_read(scenario, plan->scenario))
        return rf_fail(err, RF_BAD_INPUT, "%s", _("the plan does not say what it was made from"));
    rf_status rc = require_inputs(change, territory, scenario, plan->baseline, err);
    if (rc == RF_OK)
        rc = rf_content_put(own, change->store, rf_buf_text(document), document->length, err);
    if (rc == RF_OK)
        rc = rf_sql_run(change->store,
                        "INSERT INTO plan VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                        RF_ARGS(rf_int(change->crisis.id), rf_int(change->at), rf_digest_value(own),
                                rf_digest_value(territory), rf_digest_value(scenario),
                                rf_int_or_null(plan->baseline), rf_digest_value(change->salt),
                                rf_int(change->seq)),
                        err);
    *id = sqlite3_last_insert_rowid(change->store->db);
    digest_input(input, territory, scenario);
    if (rc == RF_OK)
        rc = rf_change_log(change, RF_SEALED_PLAN, *id,
                           (rf_log_entry){.what = "put", .plan = own, .input = input}, err);
    return rc;
}

rf_status rf_store_put_plan(int64_t *id, rf_store *store, const rf_store_by *by,
                            const rf_store_plan *plan, const rf_buf *document, rf_err *err)
{
    rf_logged_change change;
    int64_t made = 0;
    rf_status rc = rf_change_begin(&change, store, by, err);
    if (rc == RF_OK)
        rc = rf_sql_end(store, put(&made, &change, plan, document, err), err);
    if (rc == RF_OK)
        *id = made;
    return rc;
}

typedef struct plan_search {
    unsigned char digest[RF_DIGEST];
    int64_t found;
} plan_search;

static rf_status compare(void *context, sqlite3_stmt *row, rf_err *err)
{
    (void)err;
    plan_search *search = context;
    if (rf_digest_equal(search->digest, rf_sql_digest(row, SHA256)))
        search->found = sqlite3_column_int64(row, ID);
    return RF_OK;
}

rf_status rf_store_find_plan(int64_t *id, rf_store *store, const char *crisis,
                             const rf_buf *document, rf_err *err)
{
    plan_search search = {.found = 0};
    rf_crisis within;
    rf_digest_of(search.digest, rf_buf_text(document), document->length);
    rf_status rc = rf_sql_begin_reading(store, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_crisis_find(&within, store, crisis, err);
    if (rc == RF_OK)
        rc = rf_sealed_each(store, RF_SEALED_PLAN, &within, compare, &search, err);
    rc = rf_sql_end(store, rc, err);
    if (rc == RF_OK)
        *id = search.found;
    return rc;
}

typedef struct plan_reader {
    const char *crisis;
    rf_store_plan_visit *visit;
    void *context;
} plan_reader;

static rf_status show(void *context, sqlite3_stmt *row, rf_err *err)
{
    (void)err;
    const plan_reader *reader = context;
    char own[RF_DIGEST_HEX], territory[RF_DIGEST_HEX], scenario[RF_DIGEST_HEX];
    const rf_store_plan plan = {
        .id = sqlite3_column_int64(row, ID),
        .at = sqlite3_column_int64(row, AT),
        .crisis = reader->crisis,
        .sha256 = rf_digest_hex(own, rf_sql_digest(row, SHA256)),
        .territory = rf_digest_hex(territory, rf_sql_digest(row, TERRITORY)),
        .scenario = rf_digest_hex(scenario, rf_sql_digest(row, SCENARIO)),
        .baseline = sqlite3_column_int64(row, BASELINE),
    };
    reader->visit(reader->context, &plan);
    return RF_OK;
}

rf_status rf_store_each_plan(rf_store *store, const char *crisis, rf_store_plan_visit *visit,
                             void *context, rf_err *err)
{
    rf_crisis found;
    rf_status rc = rf_sql_begin_reading(store, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_crisis_find(&found, store, crisis, err);
    plan_reader reader = {found.name, visit, context};
    if (rc == RF_OK)
        rc = rf_sealed_each(store, RF_SEALED_PLAN, &found, show, &reader, err);
    return rf_sql_end(store, rc, err);
}
