/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/content.h"
#include "adapters/store/key.h"
#include "adapters/store/sealed.h"

/* One examination. */
typedef struct examination {
    rf_store *store;
    rf_buf *findings;
    int32_t n;
} examination;

static void tell(examination *e, const char *text)
{
    e->n++;
    rf_buf_printf(e->findings, "%s\n", text);
}

/* What is bad input here is a finding, and the examination goes on. */
static rf_status take(examination *e, rf_status rc, const rf_err *err)
{
    if (rc == RF_BAD_INPUT)
        tell(e, err->text);
    return rc == RF_BAD_INPUT ? RF_OK : rc;
}

static rf_status check_pages(examination *e, rf_err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = true;
    rf_status rc = rf_sql_start(&rows, e->store, "PRAGMA integrity_check(20)", RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, e->store, rows, err);
        if (rc == RF_OK && row && sqlite3_stricmp(rf_sql_text(rows, 0), "ok") != 0)
            tell(e, rf_sql_text(rows, 0));
    }
    sqlite3_finalize(rows);
    return take(e, rc, err);
}

static rf_status check_references(examination *e, rf_err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = true;
    rf_status rc = rf_sql_start(&rows, e->store, "PRAGMA foreign_key_check", RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, e->store, rows, err);
        if (rc == RF_OK && row) {
            e->n++;
            rf_buf_printf(e->findings, _("table %s, row %lld: refers to nothing in %s\n"),
                          rf_sql_text(rows, 0), (long long)sqlite3_column_int64(rows, 1),
                          rf_sql_text(rows, 2));
        }
    }
    sqlite3_finalize(rows);
    return take(e, rc, err);
}

static rf_status check_log(examination *e, rf_err *err)
{
    rf_store_head head;
    int32_t n = 0;
    const rf_status rc = rf_store_log_verify(&head, &n, e->findings, e->store, err);
    e->n += n;
    return take(e, rc, err);
}

static rf_status nothing(void *context, sqlite3_stmt *row, rf_err *err)
{
    (void)context;
    (void)row;
    (void)err;
    return RF_OK;
}

static rf_status check_rows_of(examination *e, const char *name, rf_err *err)
{
    rf_crisis crisis;
    rf_status rc = rf_crisis_find(&crisis, e->store, name, err);
    if (rc != RF_OK)
        return take(e, rc, err);
    for (int t = RF_SEALED_TERRITORY; t < RF_N_SEALED && rc == RF_OK; t++)
        rc = take(e, rf_sealed_each(e->store, (rf_sealed)t, &crisis, nothing, NULL, err), err);
    return rc;
}

static rf_status check_crises(examination *e, rf_err *err)
{
    sqlite3_stmt *names = NULL;
    bool row = true;
    rf_status rc =
        take(e, rf_sealed_each(e->store, RF_SEALED_CRISIS, NULL, nothing, NULL, err), err);
    if (rc == RF_OK)
        rc = rf_sql_start(&names, e->store, "SELECT name FROM crisis", RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, e->store, names, err);
        if (rc == RF_OK && row)
            rc = check_rows_of(e, rf_sql_text(names, 0), err);
    }
    sqlite3_finalize(names);
    return take(e, rc, err);
}

/* ---- the names of authors: only the key ties them to the pseudonyms of the log ---- */

static rf_status check_author(examination *e, sqlite3_stmt *row, rf_err *err)
{
    unsigned char pseudonym[RF_DIGEST];
    const char *crisis = rf_sql_text(row, 0), *name = rf_sql_text(row, 3);
    const unsigned char *pepper = rf_sql_digest(row, 1);
    rf_status rc = RF_OK;
    if (pepper != NULL)
        rc = rf_key_pseudonym(pseudonym, e->store, pepper, name, err);
    if (rc == RF_OK && (pepper == NULL || !rf_digest_equal(pseudonym, rf_sql_digest(row, 2)))) {
        e->n++;
        rf_buf_printf(e->findings, _("crisis %s: an author's name is not the one that is logged\n"),
                      crisis);
    }
    return rc;
}

/* That the key is missing is another finding. */
static rf_status check_authors(examination *e, rf_err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = true, lost = false;
    rf_status rc = rf_key_is_lost(&lost, e->store, err);
    if (rc == RF_OK && (lost || rf_key_need(e->store, err) != RF_OK))
        return RF_OK;
    if (rc == RF_OK)
        rc = rf_sql_start(&rows, e->store,
                          "SELECT c.name, c.pepper, a.pseudonym, a.name FROM author AS a"
                          " JOIN crisis AS c ON c.id = a.crisis ORDER BY a.crisis, a.pseudonym",
                          RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, e->store, rows, err);
        if (rc == RF_OK && row)
            rc = check_author(e, rows, err);
    }
    sqlite3_finalize(rows);
    return take(e, rc, err);
}

/* Rows are compared with their entries and counted: of one moment, whoever writes meanwhile. */
static rf_status check_rows(examination *e, rf_err *err)
{
    const rf_status rc = rf_sql_begin_reading(e->store, err);
    return rc == RF_OK ? rf_sql_end(e->store, check_crises(e, err), err) : take(e, rc, err);
}

static rf_status check_contents(examination *e, rf_err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = true;
    rf_status rc =
        rf_sql_start(&rows, e->store, "SELECT sha256, bytes FROM content", RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rf_store_file file;
        rc = rf_sql_step(&row, e->store, rows, err);
        if (rc == RF_OK && row)
            rc = take(e, rf_content_of(&file, e->store, rows, 0, err), err);
    }
    sqlite3_finalize(rows);
    return take(e, rc, err);
}

static void nobody(void *context, const rf_store_file *file)
{
    (void)context;
    (void)file;
}

static rf_status check_territories(examination *e, rf_err *err)
{
    char hex[RF_DIGEST_HEX];
    sqlite3_stmt *rows = NULL;
    bool row = true;
    rf_status rc =
        rf_sql_start(&rows, e->store, "SELECT DISTINCT sha256 FROM territory", RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, e->store, rows, err);
        if (rc == RF_OK && row)
            rc = take(e,
                      rf_store_get_territory(e->store, rf_digest_hex(hex, rf_sql_digest(rows, 0)),
                                             nobody, NULL, err),
                      err);
    }
    sqlite3_finalize(rows);
    return take(e, rc, err);
}

static rf_status check_key(examination *e, rf_err *err)
{
    bool known = false;
    const rf_status rc = rf_key_known(&known, e->store, err);
    return rc == RF_OK && known ? take(e, rf_key_need(e->store, err), err) : take(e, rc, err);
}

rf_status rf_store_check(int32_t *n_findings, rf_buf *findings, rf_store *store, rf_err *err)
{
    static rf_status (*const STEPS[])(examination *, rf_err *) = {
        check_pages,    check_references,  check_log, check_rows,
        check_contents, check_territories, check_key, check_authors,
    };
    examination e = {.store = store, .findings = findings};
    rf_status rc = RF_OK;
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && rc == RF_OK; i++)
        rc = STEPS[i](&e, err);
    if (rc == RF_OK && findings->failed)
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        *n_findings = e.n;
    return rc;
}
