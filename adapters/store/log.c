/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/log.h"

#include <string.h>
#include <time.h>

enum { MS_PER_S = 1000, NS_PER_MS = 1000000 };

static const char ENTRIES[] =
    "SELECT l.seq, l.at, l.who, l.crisis, l.object, l.what, l.need,"
    " l.agent, l.before, l.after, l.plan, l.input, l.hash, a.name, a.digest,"
    " c.id, c.pepper IS NULL"
    " FROM log AS l LEFT JOIN crisis AS c ON c.name = l.crisis"
    " LEFT JOIN author AS a ON a.crisis = c.id AND a.pseudonym = l.who"
    " ORDER BY l.seq";

enum {
    SEQ,
    AT,
    WHO,
    CRISIS,
    OBJECT,
    WHAT,
    NEED,
    AGENT,
    BEFORE,
    AFTER,
    PLAN,
    INPUT,
    HASH,
    NAME,
    NAMED,
    CRISIS_ID,
    ERASED
};

int64_t rf_log_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * MS_PER_S + now.tv_nsec / NS_PER_MS;
}

void rf_log_digest_name(unsigned char out[RF_DIGEST], const unsigned char *pseudonym,
                        const char *name)
{
    rf_digester d = rf_digester_new();
    rf_digester_bytes(&d, 'b', pseudonym != NULL ? (const void *)pseudonym : "",
                      pseudonym != NULL ? RF_DIGEST : 0);
    rf_digester_bytes(&d, 't', name, strlen(name));
    rf_digester_end(out, &d);
}

/* ---- the hash of an entry -------------------------------------------------------------------- */

static void add_text(rf_digester *d, const char *text)
{
    rf_digester_bytes(d, 't', text, strlen(text));
}

static void add_digest(rf_digester *d, const unsigned char *digest)
{
    rf_digester_bytes(d, digest != NULL ? 'b' : 'n', digest != NULL ? (const void *)digest : "",
                      digest != NULL ? RF_DIGEST : 0);
}

static void hash_entry(unsigned char out[RF_DIGEST], const unsigned char *previous, int64_t seq,
                       const rf_log_entry *e)
{
    rf_digester d = rf_digester_new();
    add_digest(&d, previous);
    rf_digester_number(&d, seq);
    rf_digester_number(&d, e->at);
    add_digest(&d, e->who);
    const char *const texts[] = {e->crisis, e->object, e->what, e->need};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(&d, texts[i]);
    const unsigned char *const digests[] = {e->agent, e->before, e->after, e->plan, e->input};
    for (size_t i = 0; i < sizeof digests / sizeof *digests; i++)
        add_digest(&d, digests[i]);
    rf_digester_end(out, &d);
}

/* ---- growing --------------------------------------------------------------------------------- */

/* Where the log ends. */
typedef struct head {
    int64_t entries;
    unsigned char hash[RF_DIGEST];
} head;

static rf_status read_head(head *out, rf_store *store, rf_err *err)
{
    sqlite3_stmt *row = NULL;
    bool any = false;
    rf_status rc = rf_sql_start(&row, store, "SELECT entries, hash FROM head", RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = rf_sql_step(&any, store, row, err);
    const unsigned char *hash = rc == RF_OK && any ? rf_sql_digest(row, 1) : NULL;
    if (rc == RF_OK && hash == NULL)
        rc = rf_damaged(store, _("the end of the log is not known"), err);
    if (rc == RF_OK) {
        out->entries = sqlite3_column_int64(row, 0);
        memcpy(out->hash, hash, RF_DIGEST);
    }
    sqlite3_finalize(row);
    return rc;
}

rf_status rf_log_next(int64_t *seq, rf_store *store, rf_err *err)
{
    head end;
    const rf_status rc = read_head(&end, store, err);
    if (rc == RF_OK)
        *seq = end.entries + 1;
    return rc;
}

rf_status rf_log_append(rf_store *store, const rf_log_entry *e, rf_err *err)
{
    head end;
    unsigned char hash[RF_DIGEST];
    rf_status rc = read_head(&end, store, err);
    if (rc != RF_OK)
        return rc;
    const int64_t seq = end.entries + 1;
    hash_entry(hash, end.hash, seq, e);
    rc = rf_sql_run(
        store, "INSERT INTO log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        RF_ARGS(rf_int(seq), rf_int(e->at), rf_digest_value(e->who), rf_text(e->crisis),
                rf_text(e->object), rf_text(e->what), rf_text(e->need), rf_digest_value(e->agent),
                rf_digest_value(e->before), rf_digest_value(e->after), rf_digest_value(e->plan),
                rf_digest_value(e->input), rf_digest_value(hash)),
        err);
    if (rc == RF_OK)
        rc = rf_sql_run(store, "UPDATE head SET entries = ?1, hash = ?2",
                        RF_ARGS(rf_int(seq), rf_digest_value(hash)), err);
    return rc;
}

/* ---- reading and verifying ------------------------------------------------------------------- */

static rf_log_entry entry_of(sqlite3_stmt *row)
{
    return (rf_log_entry){
        .at = sqlite3_column_int64(row, AT),
        .crisis = rf_sql_text(row, CRISIS),
        .object = rf_sql_text(row, OBJECT),
        .what = rf_sql_text(row, WHAT),
        .need = rf_sql_text(row, NEED),
        .who = rf_sql_digest(row, WHO),
        .agent = rf_sql_digest(row, AGENT),
        .before = rf_sql_digest(row, BEFORE),
        .after = rf_sql_digest(row, AFTER),
        .plan = rf_sql_digest(row, PLAN),
        .input = rf_sql_digest(row, INPUT),
    };
}

/* A value that is no digest reads like none: it must be null then. */
static bool well_formed(sqlite3_stmt *row)
{
    bool good = rf_sql_digest(row, WHO) != NULL && rf_sql_digest(row, HASH) != NULL;
    for (int i = AGENT; i <= INPUT; i++)
        good =
            good && (rf_sql_digest(row, i) != NULL || sqlite3_column_type(row, i) == SQLITE_NULL);
    for (int i = CRISIS; i <= NEED; i++)
        good = good && strlen(rf_sql_text(row, i)) == (size_t)sqlite3_column_bytes(row, i);
    return good;
}

/* One walk along the chain. */
typedef struct walk {
    rf_buf *breaches;
    int32_t n_breaches;
    int64_t seq; /* of the last entry; 0: none yet */
    bool known;  /* whether `previous` is the hash before the next entry */
    unsigned char previous[RF_DIGEST];
} walk;

static void tell_gap(walk *w, int64_t from, int64_t to)
{
    w->n_breaches++;
    if (from == to)
        rf_buf_printf(w->breaches, _("log entry %lld is missing\n"), (long long)from);
    else
        rf_buf_printf(w->breaches, _("log entries %lld to %lld are missing\n"), (long long)from,
                      (long long)to);
}

static void follow(walk *w, sqlite3_stmt *row)
{
    const int64_t seq = sqlite3_column_int64(row, SEQ);
    if (seq != w->seq + 1) {
        tell_gap(w, w->seq + 1, seq - 1);
        w->known = false;
    }
    const rf_log_entry entry = entry_of(row);
    const unsigned char *said = rf_sql_digest(row, HASH);
    unsigned char hash[RF_DIGEST];
    hash_entry(hash, w->previous, seq, &entry);
    if (!well_formed(row) || (w->known && !rf_digest_equal(hash, said))) {
        w->n_breaches++;
        rf_buf_printf(w->breaches, _("log entry %lld was altered or put in\n"), (long long)seq);
    }
    w->known = said != NULL;
    if (said != NULL)
        memcpy(w->previous, said, RF_DIGEST);
    w->seq = seq;
}

static void compare_end(walk *w, const head *end)
{
    if (end->entries > w->seq)
        tell_gap(w, w->seq + 1, end->entries);
    if (end->entries < w->seq) {
        w->n_breaches++;
        rf_buf_printf(w->breaches, _("the log has entries after %lld, its recorded end\n"),
                      (long long)end->entries);
    }
    if (end->entries == w->seq && !(w->known && rf_digest_equal(end->hash, w->previous))) {
        w->n_breaches++;
        rf_buf_printf(w->breaches, _("the last log entry is not the recorded one\n"));
    }
}

static rf_status walk_all(walk *w, head *end, rf_store *store, rf_err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = true;
    rf_status rc = read_head(end, store, err);
    if (rc == RF_OK)
        rc = rf_sql_start(&rows, store, ENTRIES, RF_NO_ARGS, err);
    while (rc == RF_OK && row) {
        rc = rf_sql_step(&row, store, rows, err);
        if (rc == RF_OK && row)
            follow(w, rows);
    }
    sqlite3_finalize(rows);
    if (rc == RF_OK)
        compare_end(w, end);
    return rc == RF_OK && w->breaches->failed ? rf_fail_memory(err) : rc;
}

rf_status rf_store_log_verify(rf_store_head *out, int32_t *n_breaches, rf_buf *breaches,
                              rf_store *store, rf_err *err)
{
    walk w = {.breaches = breaches, .known = true};
    head end;
    rf_status rc = rf_sql_begin_reading(store, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_sql_end(store, walk_all(&w, &end, store, err), err);
    if (rc == RF_OK) {
        *n_breaches = w.n_breaches;
        out->entries = end.entries;
        rf_digest_hex(out->hash, end.hash);
    }
    return rc;
}

enum { PSEUDONYM_SHOWN = 12, BREACHES_LIMIT = 1 << 16 };

/* Whether the crisis is there, with the name of who did it until it is erased. */
static bool name_holds(sqlite3_stmt *row)
{
    static const unsigned char NOBODY[RF_DIGEST] = {0};
    unsigned char digest[RF_DIGEST];
    if (sqlite3_column_type(row, CRISIS_ID) == SQLITE_NULL)
        return false;
    if (sqlite3_column_int(row, ERASED) != 0 || rf_digest_equal(rf_sql_digest(row, WHO), NOBODY))
        return true;
    rf_log_digest_name(digest, rf_sql_digest(row, WHO), rf_sql_text(row, NAME));
    return rf_digest_equal(digest, rf_sql_digest(row, NAMED));
}

static void show(sqlite3_stmt *row, rf_store_entry_visit *visit, void *context)
{
    char who[RF_DIGEST_HEX], agent[RF_DIGEST_HEX], before[RF_DIGEST_HEX], after[RF_DIGEST_HEX],
        plan[RF_DIGEST_HEX], input[RF_DIGEST_HEX], hash[RF_DIGEST_HEX];
    const rf_log_entry e = entry_of(row);
    const char *name = rf_sql_text(row, NAME);
    rf_digest_hex(who, e.who);
    who[PSEUDONYM_SHOWN] = '\0';
    const rf_store_entry entry = {
        .seq = sqlite3_column_int64(row, SEQ),
        .at = e.at,
        .crisis = e.crisis,
        .object = e.object,
        .what = e.what,
        .need = e.need,
        .who = name[0] != '\0' ? name : who,
        .agent = rf_digest_hex(agent, e.agent),
        .before = rf_digest_hex(before, e.before),
        .after = rf_digest_hex(after, e.after),
        .plan = rf_digest_hex(plan, e.plan),
        .input = rf_digest_hex(input, e.input),
        .hash = rf_digest_hex(hash, rf_sql_digest(row, HASH)),
    };
    visit(context, &entry);
}

static rf_status show_all(rf_store *store, rf_store_entry_visit *visit, void *context, rf_err *err)
{
    rf_buf breaches = rf_buf_new(BREACHES_LIMIT);
    walk w = {.breaches = &breaches, .known = true};
    head end;
    sqlite3_stmt *rows = NULL;
    bool row = true;
    rf_status rc = read_head(&end, store, err);
    if (rc == RF_OK)
        rc = rf_sql_start(&rows, store, ENTRIES, RF_NO_ARGS, err);
    while (rc == RF_OK && row && w.n_breaches == 0) {
        rc = rf_sql_step(&row, store, rows, err);
        if (rc == RF_OK && row) {
            follow(&w, rows);
            w.n_breaches += !name_holds(rows);
        }
        if (rc == RF_OK && row && w.n_breaches == 0)
            show(rows, visit, context);
    }
    sqlite3_finalize(rows);
    if (rc == RF_OK && w.n_breaches == 0)
        compare_end(&w, &end);
    rf_buf_free(&breaches);
    if (rc == RF_OK && w.n_breaches > 0)
        rc = rf_damaged(store, _("the log was altered; 'renfort log verify' says where"), err);
    return rc;
}

rf_status rf_store_each_entry(rf_store *store, rf_store_entry_visit *visit, void *context,
                              rf_err *err)
{
    const rf_status rc = rf_sql_begin_reading(store, err);
    return rc == RF_OK ? rf_sql_end(store, show_all(store, visit, context, err), err) : rc;
}
