/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "adapters/store/key.h"
#include "adapters/store/sealed.h"

static const char *const VERDICTS[RF_STORE_N_VERDICTS] = {
    [RF_STORE_ACCEPT] = "accept", [RF_STORE_REFUSE] = "refuse",   [RF_STORE_PIN] = "pin",
    [RF_STORE_FORBID] = "forbid", [RF_STORE_PROPOSE] = "propose",
};

/* Columns of the table. */
enum {
    ID = 0,
    AT = 2,
    VERDICT,
    AGENT,
    NEED,
    FIRST,
    LAST,
    DATE,
    AUTHOR,
    REASON,
    COMMENT,
    PLAN,
    UNDONE_BY,
    UNDONE_AT
};

const char *rf_store_verdict_name(rf_store_verdict verdict)
{
    return VERDICTS[verdict];
}

static rf_status refuse_unfit(rf_store *store, const rf_logged_change *change,
                              const rf_store_decision *decision, rf_err *err)
{
    int64_t known = 0;
    if (decision->agent == NULL || decision->agent[0] == '\0' || decision->need == NULL ||
        decision->reason == NULL || decision->comment == NULL || decision->from > decision->to)
        return rf_fail(
            err, RF_BAD_INPUT, "%s",
            _("a decision names an agent, and its window does not end before it begins"));
    if (decision->plan == 0)
        return RF_OK;
    const rf_status rc =
        rf_sql_number(&known, store, "SELECT count(*) FROM plan WHERE id = ?1 AND crisis = ?2",
                      RF_ARGS(rf_int(decision->plan), rf_int(change->crisis.id)), err);
    if (rc == RF_OK && known == 0)
        return rf_fail(err, RF_BAD_INPUT, _("%s: the crisis '%s' has no plan %lld"), store->path,
                       change->crisis.name, (long long)decision->plan);
    return rc;
}

static rf_status insert(int64_t *id, const rf_logged_change *change, const rf_store_by *by,
                        const rf_store_decision *d, rf_err *err)
{
    const rf_status rc = rf_sql_run(
        change->store,
        "INSERT INTO decision VALUES"
        " (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL, 0, ?13, ?14)",
        RF_ARGS(rf_int(change->crisis.id), rf_int(change->at), rf_text(VERDICTS[d->verdict]),
                rf_text(d->agent), rf_text(d->need), rf_int(d->from), rf_int(d->to),
                rf_int(d->date), rf_text(by->who), rf_text(d->reason), rf_text(d->comment),
                rf_int_or_null(d->plan), rf_digest_value(change->salt), rf_int(change->seq)),
        err);
    *id = sqlite3_last_insert_rowid(change->store->db);
    return rc;
}

/* The digest of the plan's document; false in `has` where the decision is about none. */
static rf_status plan_digest(unsigned char out[RF_DIGEST], bool *has, rf_store *store,
                             int64_t decision, rf_err *err)
{
    sqlite3_stmt *row = NULL;
    rf_status rc = rf_sql_start(&row, store,
                                "SELECT p.sha256 FROM decision AS d JOIN plan AS p ON p.id = d.plan"
                                " WHERE d.id = ?1",
                                RF_ARGS(rf_int(decision)), err);
    *has = false;
    if (rc == RF_OK)
        rc = rf_sql_step(has, store, row, err);
    const unsigned char *digest = rc == RF_OK && *has ? rf_sql_digest(row, 0) : NULL;
    *has = digest != NULL;
    if (digest != NULL)
        memcpy(out, digest, RF_DIGEST);
    sqlite3_finalize(row);
    return rc;
}

static rf_status log_decision(rf_logged_change *change, int64_t id, const char *agent,
                              rf_log_entry entry, rf_err *err)
{
    unsigned char pseudonym[RF_DIGEST], plan[RF_DIGEST];
    bool has_plan = false;
    rf_status rc = rf_key_pseudonym(pseudonym, change->store, change->crisis.pepper, agent, err);
    if (rc == RF_OK)
        rc = plan_digest(plan, &has_plan, change->store, id, err);
    entry.agent = pseudonym;
    entry.plan = has_plan ? plan : NULL;
    return rc == RF_OK ? rf_change_log(change, RF_SEALED_DECISION, id, entry, err) : rc;
}

rf_status rf_store_decide(int64_t *id, rf_store *store, const rf_store_by *by,
                          const rf_store_decision *decision, rf_err *err)
{
    rf_logged_change change;
    int64_t made = 0;
    rf_status rc = rf_change_begin(&change, store, by, err);
    if (rc != RF_OK)
        return rc;
    rc = refuse_unfit(store, &change, decision, err);
    if (rc == RF_OK)
        rc = insert(&made, &change, by, decision, err);
    if (rc == RF_OK)
        rc = log_decision(
            &change, made, decision->agent,
            (rf_log_entry){.what = VERDICTS[decision->verdict], .need = decision->need}, err);
    rc = rf_sql_end(store, rc, err);
    if (rc == RF_OK)
        *id = made;
    return rc;
}

/* ---- undoing --------------------------------------------------------------------------------- */

/* The agent and need of a decision that stands. */
static rf_status find_standing(rf_buf *agent, rf_buf *need, const rf_logged_change *change,
                               int64_t id, rf_err *err)
{
    sqlite3_stmt *row = NULL;
    bool any = false;
    rf_status rc = rf_sql_start(&row, change->store,
                                "SELECT agent, need FROM decision WHERE id = ?1 AND crisis = ?2"
                                " AND undone_by IS NULL",
                                RF_ARGS(rf_int(id), rf_int(change->crisis.id)), err);
    if (rc == RF_OK)
        rc = rf_sql_step(&any, change->store, row, err);
    if (rc == RF_OK && !any)
        rc = rf_fail(err, RF_BAD_INPUT, _("the crisis '%s' has no decision %lld that stands"),
                     change->crisis.name, (long long)id);
    if (rc == RF_OK) {
        rf_buf_puts(agent, rf_sql_text(row, 0));
        rf_buf_puts(need, rf_sql_text(row, 1));
        if (agent->failed || need->failed)
            rc = rf_fail_memory(err);
    }
    sqlite3_finalize(row);
    return rc;
}

static rf_status undo(rf_logged_change *change, const rf_store_by *by, int64_t id, rf_err *err)
{
    enum { ID_LIMIT = 1 << 20 };
    unsigned char before[RF_DIGEST];
    rf_buf agent = rf_buf_new(ID_LIMIT), need = rf_buf_new(ID_LIMIT);
    rf_status rc = find_standing(&agent, &need, change, id, err);
    if (rc == RF_OK)
        rc = rf_seal_take(before, change->store, RF_SEALED_DECISION, id, err);
    if (rc == RF_OK)
        rc = rf_sql_run(change->store,
                        "UPDATE decision SET undone_by = ?2, undone_at = ?3, salt = ?4, seq = ?5"
                        " WHERE id = ?1",
                        RF_ARGS(rf_int(id), rf_text(by->who), rf_int(change->at),
                                rf_digest_value(change->salt), rf_int(change->seq)),
                        err);
    if (rc == RF_OK)
        rc = log_decision(
            change, id, rf_buf_text(&agent),
            (rf_log_entry){.what = "undo", .need = rf_buf_text(&need), .before = before}, err);
    rf_buf_free(&agent);
    rf_buf_free(&need);
    return rc;
}

rf_status rf_store_undo(rf_store *store, const rf_store_by *by, int64_t id, rf_err *err)
{
    rf_logged_change change;
    const rf_status rc = rf_change_begin(&change, store, by, err);
    return rc == RF_OK ? rf_sql_end(store, undo(&change, by, id, err), err) : rc;
}

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct decision_reader {
    rf_store *store;
    rf_store_decision_visit *visit;
    void *context;
} decision_reader;

static rf_status show(void *context, sqlite3_stmt *row, rf_err *err)
{
    const decision_reader *reader = context;
    int verdict = 0;
    while (verdict < RF_STORE_N_VERDICTS && strcmp(VERDICTS[verdict], rf_sql_text(row, VERDICT)))
        verdict++;
    if (verdict == RF_STORE_N_VERDICTS)
        return rf_damaged(reader->store, _("a decision is of no known kind"), err);
    const rf_store_decision decision = {
        .id = sqlite3_column_int64(row, ID),
        .at = sqlite3_column_int64(row, AT),
        .verdict = (rf_store_verdict)verdict,
        .agent = rf_sql_text(row, AGENT),
        .need = rf_sql_text(row, NEED),
        .from = sqlite3_column_int(row, FIRST),
        .to = sqlite3_column_int(row, LAST),
        .date = sqlite3_column_int(row, DATE),
        .author = rf_sql_text(row, AUTHOR),
        .reason = rf_sql_text(row, REASON),
        .comment = rf_sql_text(row, COMMENT),
        .plan = sqlite3_column_int64(row, PLAN),
        .undone_by =
            sqlite3_column_type(row, UNDONE_BY) == SQLITE_NULL ? NULL : rf_sql_text(row, UNDONE_BY),
        .undone_at = sqlite3_column_int64(row, UNDONE_AT),
    };
    reader->visit(reader->context, &decision);
    return RF_OK;
}

rf_status rf_store_each_decision(rf_store *store, const char *crisis,
                                 rf_store_decision_visit *visit, void *context, rf_err *err)
{
    decision_reader reader = {store, visit, context};
    return rf_sealed_read(store, RF_SEALED_DECISION, crisis, show, &reader, err);
}
