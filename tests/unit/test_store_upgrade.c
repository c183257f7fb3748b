/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file of form 1 becomes one of today: all that it held, its log chain and its pages are whole
 * afterwards, wherever the way was cut off before. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/disk.h"
#include "tests/support/keep.h"

enum { PAGE = 4096, TEXT_LIMIT = 1 << 24, OLD = 1, NOW = 2 };

static const char OLD_DB[] = "old.db"; /* of form 1, as it was */

/* The schema of form 1; tests keep state where the store may not. */
static rf_buf schema;

static int read_schema(void **state)
{
    rf_err err;
    schema = rf_buf_new(TEXT_LIMIT);
    assert_int_equal(rf_file_read(&schema, "tests/data/store-1.sql", &err), RF_OK);
    return disk_use(state);
}

static void run(sqlite3 *db, const char *sql)
{
    char *text = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK)
        fail_msg("%s: %s", sql, text);
}

static void copy(const char *to, const char *from)
{
    rf_err err;
    rf_buf bytes = rf_buf_new(TEXT_LIMIT);
    assert_int_equal(rf_file_read(&bytes, from, &err), RF_OK);
    assert_int_equal(rf_file_write(to, rf_buf_text(&bytes), bytes.length, &err), RF_OK);
    rf_buf_free(&bytes);
}

static void tell(rf_buf *out)
{
    rf_err err;
    *out = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_open(RF_STORE_READ);
    if (rf_store_check(&(int32_t){0}, out, store, &err) != RF_OK ||
        keep_tell(out, store, &err) != RF_OK)
        fail_msg("%s", err.text);
    rf_store_close(store);
}

/* KEEP_DB of form 1, with what a store of today was filled with; returns all that it holds. */
static rf_buf make_old(void)
{
    static const char *const TABLES[] = {
        "crisis",   "author", "content",  "territory", "territory_file",
        "scenario", "plan",   "decision", "mission",   "initiative",
    };
    rf_err err;
    rf_buf told;
    sqlite3 *db = NULL;
    rf_store *store = keep_new();
    assert_int_equal(keep_fill(store, 1, &err), RF_OK);
    rf_store_close(store);
    tell(&told);
    assert_int_equal(sqlite3_open(OLD_DB, &db), SQLITE_OK);
    run(db, rf_buf_text(&schema));
    run(db, "ATTACH 'renfort.db' AS today; BEGIN; DELETE FROM head;"
            "INSERT INTO head SELECT * FROM today.head;"
            "INSERT INTO log SELECT * FROM today.log ORDER BY seq");
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) {
        char sql[100];
        snprintf(sql, sizeof sql, "INSERT INTO %s SELECT * FROM today.%s", TABLES[i], TABLES[i]);
        run(db, sql);
    }
    run(db, "COMMIT; DETACH today");
    sqlite3_close(db);
    copy(KEEP_DB, OLD_DB);
    return told;
}

static int form_of(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_open(KEEP_DB, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    const int form = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return form;
}

static rf_store_forms upgraded(void)
{
    rf_err err;
    rf_store_forms forms;
    if (rf_store_upgrade(&forms, KEEP_DB, &err) != RF_OK)
        fail_msg("%s", err.text);
    return forms;
}

static void assert_holds(const rf_buf *expected)
{
    rf_buf told;
    tell(&told);
    assert_string_equal(rf_buf_text(&told), rf_buf_text(expected));
    rf_buf_free(&told);
    keep_must_be_whole();
}

static void what_an_older_file_held_is_there_afterwards(void **state)
{
    rf_err err;
    rf_buf held = make_old();
    rf_store_forms forms = upgraded();
    assert_int_equal(forms.before, OLD);
    assert_int_equal(forms.now, NOW);
    assert_holds(&held);
    forms = upgraded();
    assert_int_equal(forms.before, NOW);
    rf_store *store = keep_open(RF_STORE_WRITE);
    assert_int_equal(keep_decide(store, 9, &err), RF_OK);
    rf_store_close(store);
    keep_must_be_whole();
    rf_buf_free(&held);
}

static void an_older_file_is_refused_until_then_and_says_what_to_do(void **state)
{
    static const rf_store_mode MODES[] = {RF_STORE_READ, RF_STORE_WRITE, RF_STORE_CREATE};
    rf_err err;
    rf_buf held = make_old();
    for (size_t i = 0; i < sizeof MODES / sizeof *MODES; i++) {
        rf_store *store = NULL;
        assert_int_equal(rf_store_open(&store, KEEP_DB, MODES[i], &err), RF_BAD_INPUT);
        assert_string_equal(err.text,
                            "renfort.db: was made by an older renfort (its form 1, not 2): copy "
                            "the file, then 'renfort db upgrade --db renfort.db'");
    }
    assert_int_equal(form_of(), OLD);
    rf_buf_free(&held);
}

static void assert_refused(const char *sql, const char *text)
{
    rf_err err;
    rf_store_forms forms;
    sqlite3 *db = NULL;
    copy(KEEP_DB, OLD_DB);
    assert_int_equal(sqlite3_open(KEEP_DB, &db), SQLITE_OK);
    run(db, sql);
    sqlite3_close(db);
    assert_int_equal(rf_store_upgrade(&forms, KEEP_DB, &err), RF_BAD_INPUT);
    assert_string_equal(err.text, text);
}

static void what_is_no_older_file_is_left_alone(void **state)
{
    rf_buf held = make_old();
    assert_refused("PRAGMA user_version = 3",
                   "renfort.db: was made by a newer renfort (its form 3, not 2)");
    assert_refused("PRAGMA user_version = 0", "renfort.db: is damaged: its form has the number 0");
    assert_refused("PRAGMA application_id = 7", "renfort.db: is not a database of renfort");
    assert_refused("DROP TRIGGER log_stays",
                   "renfort.db: is damaged: its tables are not those of this version");
    assert_int_equal(form_of(), OLD);
    rf_buf_free(&held);
}

/* Kills the upgrade at its nth write; whether it lived. */
static bool upgrade_and_die(int n)
{
    int status = 0;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        rf_err err;
        rf_store_forms forms;
        disk_kill_after(n);
        _exit(rf_store_upgrade(&forms, KEEP_DB, &err) == RF_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || status == 0);
    return status == 0;
}

static void killed_at_any_write_it_is_of_one_form_or_the_other(void **state)
{
    rf_buf held = make_old();
    int n = 0, kept = 0;
    bool lived = false;
    for (; !lived; n++) {
        copy(KEEP_DB, OLD_DB);
        lived = upgrade_and_die(n);
        const int form = form_of();
        assert_in_range(form, OLD, NOW);
        assert_true(!lived || form == NOW);
        kept += form == OLD;
        (void)upgraded();
        assert_holds(&held);
    }
    assert_true(kept > 1);
    print_message("# killed at %d writes; the old form was left %d times\n", n - 1, kept);
    rf_buf_free(&held);
}

static void a_full_disk_leaves_the_old_form(void **state)
{
    rf_err err;
    rf_store_forms forms;
    rf_buf held = make_old();
    int64_t pages = 0;
    rf_status rc = RF_IO;
    for (; rc != RF_OK; pages++) {
        copy(KEEP_DB, OLD_DB);
        disk_set_room(pages * PAGE);
        rc = rf_store_upgrade(&forms, KEEP_DB, &err);
        disk_set_room(INT64_MAX);
        if (rc != RF_OK)
            assert_string_equal(err.text, "renfort.db: the disk is full; nothing was changed");
        assert_int_equal(form_of(), rc == RF_OK ? NOW : OLD);
    }
    assert_true(pages > 1);
    assert_holds(&held);
    rf_buf_free(&held);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_an_older_file_held_is_there_afterwards, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(an_older_file_is_refused_until_then_and_says_what_to_do,
                                        keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(what_is_no_older_file_is_left_alone, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(killed_at_any_write_it_is_of_one_form_or_the_other,
                                        keep_enter, keep_leave),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_form, keep_enter, keep_leave),
    };
    return cmocka_run_group_tests(tests, read_schema, NULL);
}
