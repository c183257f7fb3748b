/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is put into a store comes out of it; what is altered behind its back is found; what is
 * purged is gone. */
#include <dirent.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "adapters/store/log.h"
#include "tests/support/keep.h"
#include "tests/support/soak.h"

enum { TEXT_LIMIT = 1 << 26, SEEDED = 10000, FIRST_SEEDED = 2000000000, SEEDED_DIGITS = 10 };

static void everything_comes_back_and_is_whole(void **state)
{
    rf_err err;
    rf_buf told = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_new();
    if (keep_fill(store, 5, &err) != RF_OK || keep_tell(&told, store, &err) != RF_OK)
        fail_msg("%s", err.text);
    rf_store_close(store);
    const char *const parts[] = {"flood open",
                                 "accept AGENT-000005/MEALS 20005..",
                                 "undone head of the library",
                                 "MEALS 20000..20013 extended",
                                 "initiative 1 I-5 Masks AGENT-000005 LIB endorsed",
                                 "file empty.csv\n",
                                 "{\"name\": \"scenario 5\"}"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(rf_buf_text(&told), parts[i]) == NULL)
            fail_msg("%s is not in:\n%s", parts[i], rf_buf_text(&told));
    rf_buf_free(&told);
    keep_must_be_whole();
}

static void a_closed_crisis_takes_nothing_more(void **state)
{
    rf_err err;
    rf_store *store = keep_new();
    assert_int_equal(rf_store_undo(store, &KEEP_BY, 7, &err), RF_BAD_INPUT);
    assert_int_equal(rf_store_crisis_close(store, &KEEP_BY, &err), RF_OK);
    const rf_store_by by = {"flood", "x"};
    char room[KEEP_ROOM];
    int64_t id = 0;
    const rf_store_decision decision = keep_decision(room, 1);
    assert_int_equal(rf_store_decide(&id, store, &by, &decision, &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "'flood' is closed"));
    assert_int_equal(rf_store_crisis_open(store, &by, &err), RF_BAD_INPUT);
    rf_store_close(store);
}

static void count_decision(void *context, const rf_store_decision *decision)
{
    ++*(int *)context;
}

static void assert_decisions(rf_store *store, int wanted)
{
    rf_err err;
    int n = 0;
    assert_int_equal(rf_store_each_decision(store, NULL, count_decision, &n, &err), RF_OK);
    assert_int_equal(n, wanted);
}

static void a_group_is_kept_whole_or_not_at_all(void **state)
{
    rf_err err;
    rf_store *store = keep_new();
    for (int kept = 0; kept <= 1; kept++) {
        assert_int_equal(rf_store_group_begin(store, &err), RF_OK);
        for (int i = 0; i < 3; i++)
            assert_int_equal(keep_decide(store, i, &err), RF_OK);
        assert_int_equal(rf_store_undo(store, &KEEP_BY, 2, &err), RF_OK);
        assert_decisions(store, 3);
        assert_int_equal(rf_store_group_ready(store, &err), RF_OK);
        if (kept)
            assert_int_equal(rf_store_group_end(store, RF_OK, &err), RF_OK);
        else
            assert_int_equal(rf_store_group_end(store, RF_IO, &err), RF_IO);
        assert_decisions(store, kept ? 3 : 0);
    }
    rf_store_close(store);
    keep_must_be_whole();
}

static void a_group_ends_with_the_program(void **state)
{
    rf_err err;
    rf_store *store = keep_new();
    assert_int_equal(rf_store_group_begin(store, &err), RF_OK);
    assert_int_equal(keep_decide(store, 1, &err), RF_OK);
    assert_int_equal(rf_store_group_ready(store, &err), RF_OK);
    rf_store_close(store);
    store = keep_open(RF_STORE_WRITE);
    assert_decisions(store, 0);
    rf_store_close(store);
    keep_must_be_whole();
}

static void keep_last(void *context, const rf_store_plan *plan)
{
    *(int64_t *)context = plan->id;
}

static void a_plan_is_found_by_its_bytes(void **state)
{
    rf_err err;
    int64_t last = 0, found = -1;
    rf_buf document = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_new();
    assert_int_equal(keep_fill(store, 1, &err), RF_OK);
    assert_int_equal(rf_store_each_plan(store, NULL, keep_last, &last, &err), RF_OK);
    assert_int_equal(rf_store_get_plan(&document, store, last, &err), RF_OK);
    assert_int_equal(rf_store_find_plan(&found, store, NULL, &document, &err), RF_OK);
    assert_int_equal(found, last);
    rf_buf_puts(&document, " ");
    assert_int_equal(rf_store_find_plan(&found, store, NULL, &document, &err), RF_OK);
    assert_int_equal(found, 0);
    assert_int_equal(rf_store_find_plan(&found, store, "fire", &document, &err), RF_BAD_INPUT);
    rf_store_close(store);
    rf_buf_free(&document);
}

static void foreign_and_newer_files_are_refused(void **state)
{
    static const struct {
        const char *sql, *said;
    } CASES[] = {{"CREATE TABLE t (a)", "is not a database of renfort"},
                 {"PRAGMA application_id = 1380339538; PRAGMA user_version = 9", "newer renfort"}};
    for (size_t i = 0; i < 2; i++) {
        rf_err err;
        sqlite3 *db = NULL;
        rf_store *store = NULL;
        unlink(KEEP_DB);
        assert_int_equal(sqlite3_open(KEEP_DB, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, CASES[i].sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        for (int mode = RF_STORE_READ; mode <= RF_STORE_CREATE; mode++) {
            assert_int_equal(rf_store_open(&store, KEEP_DB, (rf_store_mode)mode, &err),
                             RF_BAD_INPUT);
            if (strstr(err.text, CASES[i].said) == NULL)
                fail_msg("%s", err.text);
        }
    }
}

/* Forms that no renfort ever wrote: nothing is made, and nothing is read from beyond the steps. */
static void a_form_that_cannot_be_is_refused_as_damaged(void **state)
{
    static const char *const FORMS[] = {"0", "-1", "-2147483648"};
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        rf_err err;
        char sql[64];
        sqlite3 *db = NULL;
        rf_store *store = NULL;
        rf_store_forms forms;
        unlink(KEEP_DB);
        rf_store_close(keep_new());
        snprintf(sql, sizeof sql, "PRAGMA user_version = %s", FORMS[i]);
        assert_int_equal(sqlite3_open(KEEP_DB, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        for (int mode = RF_STORE_READ; mode <= RF_STORE_CREATE; mode++) {
            assert_int_equal(rf_store_open(&store, KEEP_DB, (rf_store_mode)mode, &err),
                             RF_BAD_INPUT);
            if (strstr(err.text, "renfort.db: is damaged: its form has the number ") == NULL)
                fail_msg("%s", err.text);
        }
        assert_int_equal(rf_store_upgrade(&forms, KEEP_DB, &err), RF_BAD_INPUT);
        assert_non_null(strstr(err.text, FORMS[i]));
    }
}

/* Runs SQL on the file with the log's triggers away, and puts them back. */
static void tamper(const char *sql)
{
    static const char *const TRIGGERS[] = {"log_is_kept", "log_stays", "log_grows"};
    char *kept[3], text[64];
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(KEEP_DB, &db), SQLITE_OK);
    for (int i = 0; i < 3; i++) {
        sqlite3_stmt *row = NULL;
        sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE name = ?1", -1, &row, NULL);
        sqlite3_bind_text(row, 1, TRIGGERS[i], -1, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(row), SQLITE_ROW);
        kept[i] = strdup((const char *)sqlite3_column_text(row, 0));
        sqlite3_finalize(row);
        snprintf(text, sizeof text, "DROP TRIGGER %s", TRIGGERS[i]);
        assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    }
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(sqlite3_exec(db, kept[i], NULL, NULL, NULL), SQLITE_OK);
        free(kept[i]);
    }
    sqlite3_close(db);
}

static void the_log_finds_what_was_altered_removed_or_put_in(void **state)
{
    static const struct {
        const char *sql, *said;
    } CASES[] = {
        {"UPDATE log SET what = 'pin' WHERE seq = 3", "log entry 3 was altered or put in\n"},
        {"UPDATE log SET at = at + 1 WHERE seq = 1", "log entry 1 was altered or put in\n"},
        {"DELETE FROM log WHERE seq = 4", "log entry 4 is missing\n"},
        {"DELETE FROM log WHERE seq >= 9", "log entries 9 to 11 are missing\n"},
        {"UPDATE log SET seq = -seq WHERE seq > 5; UPDATE log SET seq = 1 - seq WHERE seq < 0;"
         "INSERT INTO log SELECT 6, at, who, crisis, object, what, need, agent, before, after,"
         " plan, input, hash FROM log WHERE seq = 5",
         "log entry 6 was altered or put in\n"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        rf_err err;
        rf_store_head head;
        int32_t n = 0;
        unlink(KEEP_DB);
        rf_store *store = keep_new();
        for (int d = 0; d < 10; d++)
            assert_int_equal(keep_decide(store, d, &err), RF_OK);
        rf_store_close(store);
        tamper(CASES[i].sql);
        rf_buf breaches = rf_buf_new(TEXT_LIMIT);
        store = keep_open(RF_STORE_READ);
        assert_int_equal(rf_store_log_verify(&head, &n, &breaches, store, &err), RF_OK);
        if (n == 0 || strstr(rf_buf_text(&breaches), CASES[i].said) == NULL)
            fail_msg("%s: %s", CASES[i].sql, rf_buf_text(&breaches));
        rf_buf_free(&breaches);
        rf_store_close(store);
    }
}

static void a_row_that_was_changed_is_not_read(void **state)
{
    rf_err err;
    rf_buf told = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_new();
    assert_int_equal(keep_fill(store, 1, &err), RF_OK);
    rf_store_close(store);
    tamper("UPDATE decision SET need = 'OTHER' WHERE id = 2");
    store = keep_open(RF_STORE_READ);
    assert_int_equal(keep_tell(&told, store, &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "a row is not what its log entry says"));
    rf_buf_free(&told);
    rf_store_close(store);
}

static void assert_findings(const char *wanted)
{
    rf_err err;
    int32_t n = 0;
    rf_buf findings = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_open(RF_STORE_READ);
    assert_int_equal(rf_store_check(&n, &findings, store, &err), RF_OK);
    assert_string_equal(rf_buf_text(&findings), wanted);
    rf_buf_free(&findings);
    rf_store_close(store);
}

/* ... and not what is wrong with the one before it, a second time. */
static void a_crisis_that_cannot_be_read_is_one_finding(void **state)
{
    rf_err err;
    rf_store *store = keep_new();
    assert_int_equal(keep_fill(store, 1, &err), RF_OK);
    assert_int_equal(rf_store_crisis_open(store, &(rf_store_by){"storm", "x"}, &err), RF_OK);
    rf_store_close(store);
    tamper("UPDATE decision SET need = 'OTHER' WHERE id = 2;"
           "UPDATE crisis SET name = name || hex(zeroblob(40)) WHERE name = 'storm'");
    assert_findings("renfort.db: is damaged: a row is not what its log entry says\n"
                    "renfort.db: is damaged: a row is not what its log entry says\n"
                    "renfort.db: is damaged: a crisis has an impossible name\n");
}

/* Whether somebody else could write between the crises and their number. */
static int try_after_crises(unsigned event, void *context, void *statement, void *nanoseconds)
{
    int *tries = context; /* how many, and how many went through */
    sqlite3 *other = NULL;
    if (event != SQLITE_TRACE_PROFILE || nanoseconds == NULL ||
        strstr(sqlite3_sql(statement), "FROM crisis AS t") == NULL)
        return 0;
    tries[0]++;
    if (sqlite3_open(KEEP_DB, &other) == SQLITE_OK &&
        sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK)
        tries[1]++;
    sqlite3_close(other);
    return 0;
}

static void rows_are_checked_as_of_one_moment(void **state)
{
    rf_err err;
    int32_t n = 0;
    int tries[2] = {0, 0};
    rf_buf findings = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_new();
    sqlite3_trace_v2(store->db, SQLITE_TRACE_PROFILE, try_after_crises, tries);
    assert_int_equal(rf_store_check(&n, &findings, store, &err), RF_OK);
    rf_store_close(store);
    rf_buf_free(&findings);
    assert_int_equal(n, 0);
    assert_int_equal(tries[0], 1);
    assert_int_equal(tries[1], 0);
}

/* Another name for who did everything, with the digest that goes with it. */
static void rename_author(const char *name)
{
    unsigned char digest[RF_DIGEST];
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_open(KEEP_DB, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT pseudonym FROM author", -1, &row, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    rf_log_digest_name(digest, sqlite3_column_blob(row, 0), name);
    sqlite3_finalize(row);
    assert_int_equal(
        sqlite3_prepare_v2(db, "UPDATE author SET name = ?1, digest = ?2", -1, &row, NULL),
        SQLITE_OK);
    sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_blob(row, 2, digest, RF_DIGEST, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(row), SQLITE_DONE);
    sqlite3_finalize(row);
    sqlite3_close(db);
}

static void a_name_that_was_changed_with_its_digest_is_found(void **state)
{
    rf_store_close(keep_new());
    rename_author("somebody else");
    assert_findings("crisis flood: an author's name is not the one that is logged\n");
}

static int64_t count_authors(rf_store *store)
{
    rf_err err;
    int64_t n = -1;
    assert_int_equal(rf_sql_number(&n, store, "SELECT count(*) FROM author", RF_NO_ARGS, &err),
                     RF_OK);
    return n;
}

static void whoever_puts_the_same_again_is_not_kept(void **state)
{
    rf_err err;
    char hex[RF_STORE_HEX];
    const rf_store_file file = {"agents.csv", "agent\n", 6};
    rf_store *store = keep_new();
    assert_int_equal(rf_store_put_territory(hex, store, &KEEP_BY, &file, 1, &err), RF_OK);
    assert_int_equal(count_authors(store), 1);
    const rf_store_by other = {NULL, "another"};
    assert_int_equal(rf_store_put_territory(hex, store, &other, &file, 1, &err), RF_OK);
    assert_int_equal(count_authors(store), 1);
    assert_int_equal(rf_store_put_scenario(hex, store, &other, &file, &err), RF_OK);
    assert_int_equal(count_authors(store), 2);
    rf_store_close(store);
    keep_must_be_whole();
}

/* ---- the purge ------------------------------------------------------------------------------- */

/* The number of an id; of so many digits that none comes up by chance in the digests of a log. */
static int is_seeded(const char *digits)
{
    int64_t number = 0;
    for (int i = 0; i < SEEDED_DIGITS; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return 0;
        number = number * 10 + digits[i] - '0';
    }
    return number >= FIRST_SEEDED && number < FIRST_SEEDED + SEEDED;
}

static int count_seeded(const char *path)
{
    rf_err err;
    int n = 0;
    rf_buf file = rf_buf_new(TEXT_LIMIT);
    assert_int_equal(rf_file_read(&file, path, &err), RF_OK);
    for (size_t i = 0; i + SEEDED_DIGITS <= file.length; i++)
        n += is_seeded(file.text + i);
    for (size_t i = 0; i + strlen("AGENT-") <= file.length; i++)
        n += memcmp(file.text + i, "AGENT-", strlen("AGENT-")) == 0;
    rf_buf_free(&file);
    return n;
}

static int count_in_folder(void)
{
    int n = 0;
    DIR *folder = opendir(".");
    for (struct dirent *file = readdir(folder); file != NULL; file = readdir(folder))
        n += file->d_name[0] != '.' ? count_seeded(file->d_name) : 0;
    closedir(folder);
    return n;
}

static bool holds(const char *path, const char *part)
{
    rf_err err;
    rf_buf text = rf_buf_new(TEXT_LIMIT);
    assert_int_equal(rf_file_read(&text, path, &err), RF_OK);
    const bool found = strstr(rf_buf_text(&text), part) != NULL;
    rf_buf_free(&text);
    return found;
}

static void tell_who(void *context, const rf_store_entry *entry)
{
    rf_buf_printf(context, "%s by %s\n", entry->what, entry->who);
}

static void seed(rf_store *store)
{
    rf_err err;
    rf_buf agents = rf_buf_new(TEXT_LIMIT);
    char territory[RF_STORE_HEX], scenario[RF_STORE_HEX];
    int64_t id = 0;
    for (int i = 0; i < SEEDED; i++)
        rf_buf_printf(&agents, "AGENT-%d,LIB\n", FIRST_SEEDED + i);
    const rf_store_file file = {"agents.csv", agents.text, agents.length};
    assert_int_equal(rf_store_put_territory(territory, store, &KEEP_BY, &file, 1, &err), RF_OK);
    assert_int_equal(rf_store_put_scenario(scenario, store, &KEEP_BY, &file, &err), RF_OK);
    const rf_store_plan plan = {.territory = territory, .scenario = scenario};
    rf_buf_puts(&agents, "a plan");
    assert_int_equal(rf_store_put_plan(&id, store, &KEEP_BY, &plan, &agents, &err), RF_OK);
    rf_buf_free(&agents);
    for (int i = 0; i < soak_times(50, SEEDED); i++)
        assert_int_equal(keep_decide(store, FIRST_SEEDED + i, &err), RF_OK);
    assert_int_equal(keep_fill(store, FIRST_SEEDED + 7, &err), RF_OK);
}

static void after_a_purge_no_seeded_id_is_in_any_file(void **state)
{
    rf_err err;
    rf_store *store = keep_new();
    const rf_store_by by = {"flood", "AGENT-2000000001"};
    seed(store);
    assert_true(count_in_folder() > 2 * SEEDED); /* each by its word and by its number */
    assert_int_equal(rf_store_crisis_purge(store, &by, "c.txt", &err), RF_BAD_INPUT);
    assert_int_equal(rf_store_crisis_close(store, &by, &err), RF_OK);
    if (rf_store_crisis_purge(store, &by, "c.txt", &err) != RF_OK)
        fail_msg("%s", err.text);
    rf_store_close(store);
    assert_int_equal(count_in_folder(), 0);
    assert_int_equal(access("renfort.db.key", F_OK), -1);
    assert_int_equal(access("c.txt", F_OK), 0);
    keep_must_be_whole();
}

static void erasing_needs_no_key(void **state)
{
    rf_err err;
    rf_store *store = keep_new();
    const rf_store_by by = {"flood", "AGENT-2000000001"};
    seed(store);
    rf_store_close(store);
    assert_int_equal(unlink("renfort.db.key"), 0);
    store = keep_open(RF_STORE_WRITE);
    assert_int_equal(keep_decide(store, 1, &err), RF_BAD_INPUT);
    if (rf_store_crisis_close(store, &by, &err) != RF_OK)
        fail_msg("%s", err.text);
    rf_buf told = rf_buf_new(TEXT_LIMIT);
    assert_int_equal(rf_store_each_entry(store, tell_who, &told, &err), RF_OK);
    assert_non_null(strstr(rf_buf_text(&told), "close by 000000000000\n"));
    rf_buf_free(&told);
    if (rf_store_crisis_purge(store, &by, "c.txt", &err) != RF_OK)
        fail_msg("%s", err.text);
    rf_store_close(store);
    assert_int_equal(count_in_folder(), 0);
    assert_true(holds("c.txt", "The key of the log's pseudonyms was not there"));
    keep_must_be_whole();
}

/* Whatever lies where the key should: it may be another store's only one. */
static void erasing_spares_the_key_of_another_store(void **state)
{
    rf_err err;
    const rf_store_by by = {"flood", "x"};
    rf_store *store = keep_new();
    assert_int_equal(rf_store_crisis_close(store, &by, &err), RF_OK);
    rf_store_close(store);
    char other[65];
    memset(other, 'a', 64);
    other[64] = '\n';
    assert_int_equal(rf_file_write("renfort.db.key", other, sizeof other, &err), RF_OK);
    store = keep_open(RF_STORE_WRITE);
    assert_int_equal(rf_store_crisis_purge(store, &by, "c.txt", &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "is the key of another database"));
    rf_store_close(store);
    assert_true(holds("renfort.db.key", "aaaa"));
}

/* Whether somebody else could write between the look at who needs the key and its end. */
static int try_between(unsigned event, void *context, void *statement, void *nanoseconds)
{
    bool *could = context;
    sqlite3 *other = NULL;
    if (event != SQLITE_TRACE_PROFILE || nanoseconds == NULL ||
        strcmp(sqlite3_sql(statement), "SELECT key_check FROM head") != 0 ||
        access("renfort.db.key", F_OK) != 0)
        return 0;
    if (sqlite3_open(KEEP_DB, &other) == SQLITE_OK &&
        sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK)
        *could = true;
    sqlite3_close(other);
    return 0;
}

static void no_crisis_opens_while_the_key_is_destroyed(void **state)
{
    rf_err err;
    bool could = false;
    rf_store *store = keep_new();
    const rf_store_by by = {"flood", "x"};
    assert_int_equal(rf_store_crisis_close(store, &by, &err), RF_OK);
    sqlite3_trace_v2(store->db, SQLITE_TRACE_PROFILE, try_between, &could);
    assert_int_equal(rf_store_crisis_purge(store, &by, "c.txt", &err), RF_OK);
    rf_store_close(store);
    assert_int_equal(access("renfort.db.key", F_OK), -1);
    assert_false(could);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_comes_back_and_is_whole, keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(a_closed_crisis_takes_nothing_more, keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(a_group_is_kept_whole_or_not_at_all, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(a_group_ends_with_the_program, keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(a_plan_is_found_by_its_bytes, keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(foreign_and_newer_files_are_refused, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(a_form_that_cannot_be_is_refused_as_damaged, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(the_log_finds_what_was_altered_removed_or_put_in,
                                        keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(a_row_that_was_changed_is_not_read, keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(a_crisis_that_cannot_be_read_is_one_finding, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(rows_are_checked_as_of_one_moment, keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(a_name_that_was_changed_with_its_digest_is_found,
                                        keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(whoever_puts_the_same_again_is_not_kept, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(erasing_needs_no_key, keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(erasing_spares_the_key_of_another_store, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(no_crisis_opens_while_the_key_is_destroyed, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(after_a_purge_no_seeded_id_is_in_any_file, keep_enter,
                                        keep_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
