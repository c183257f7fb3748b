/* SPDX-License-Identifier: GPL-3.0-or-later
 * A disk that is full after n pages, for every n up to all that a session writes: a clean error,
 * and what was acknowledged before it is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/disk.h"
#include "tests/support/keep.h"

enum { PAGE = 4096, STEPS = 3, TEXT_LIMIT = 1 << 24 };

/* ---- the sessions ---------------------------------------------------------------------------- */

static rf_status open_crisis(rf_store *store, rf_err *err)
{
    return rf_store_crisis_open(store, &(rf_store_by){"flood", KEEP_BY.who}, err);
}

/* Makes the store, opens a crisis and fills it, until something fails. How many steps were done. */
static int session(rf_err *err)
{
    rf_store *store = NULL;
    int done = 0;
    err->text[0] = '\0';
    if (rf_store_open(&store, KEEP_DB, RF_STORE_CREATE, err) != RF_OK)
        return 0;
    done++;
    if (open_crisis(store, err) == RF_OK && ++done > 0 && keep_fill(store, 1, err) == RF_OK)
        done++;
    rf_store_close(store);
    return done;
}

static void start_over(void)
{
    unlink(KEEP_DB);
    unlink("renfort.db-journal");
    unlink("renfort.db.key");
}

/* What can be read on a disk that has room again; how many log entries. */
static int64_t entries_now(void)
{
    rf_err err;
    rf_store_head head;
    int32_t n = 0;
    rf_buf breaches = rf_buf_new(TEXT_LIMIT);
    rf_store *store = keep_open(RF_STORE_READ);
    assert_int_equal(rf_store_log_verify(&head, &n, &breaches, store, &err), RF_OK);
    assert_int_equal(n, 0);
    rf_buf_free(&breaches);
    rf_store_close(store);
    return head.entries;
}

static void at_every_number_of_pages_the_error_is_clean_and_nothing_is_lost(void **state)
{
    rf_err err;
    disk_set_room(INT64_MAX);
    assert_int_equal(session(&err), STEPS);
    const int64_t all = entries_now(), most = disk_peak() / PAGE + 1;
    int64_t before = 0;
    for (int64_t pages = 0; pages <= most; pages++) {
        start_over();
        disk_set_room(pages * PAGE);
        const int done = session(&err);
        if (done < STEPS && strstr(err.text, "the disk is full; nothing was changed") == NULL)
            fail_msg("%d pages: %s", (int)pages, err.text);
        disk_set_room(INT64_MAX);
        if (done == 0)
            continue; /* there is no store yet */
        keep_must_be_whole();
        const int64_t entries = entries_now();
        assert_true(entries >= before && entries >= done - 1);
        assert_int_equal(entries == all, done == STEPS);
        before = entries;
    }
    assert_int_equal(before, all);
    print_message("# 0 to %d pages, up to %d log entries\n", (int)most, (int)all);
}

static void a_full_disk_that_is_freed_takes_the_same_change(void **state)
{
    rf_err err;
    disk_set_room(INT64_MAX);
    rf_store *store = keep_new();
    assert_int_equal(keep_decide(store, 1, &err), RF_OK);
    disk_set_room(disk_taken());
    assert_int_equal(keep_decide(store, 2, &err), RF_IO);
    assert_int_equal(entries_now(), 2);
    disk_set_room(INT64_MAX);
    assert_int_equal(keep_decide(store, 2, &err), RF_OK);
    assert_int_equal(entries_now(), 3);
    rf_store_close(store);
}

static void a_backup_to_a_full_disk_leaves_the_old_one(void **state)
{
    rf_err err;
    disk_set_room(INT64_MAX);
    rf_store *store = keep_new();
    assert_int_equal(rf_file_write("copy.db", "old", 3, &err), RF_OK);
    disk_set_room(disk_taken() + 2 * (int64_t)PAGE);
    assert_int_equal(rf_store_backup(store, "copy.db", &err), RF_IO);
    assert_string_equal(err.text, "copy.db: the disk is full; nothing was changed");
    rf_buf text = rf_buf_new(16);
    assert_int_equal(rf_file_read(&text, "copy.db", &err), RF_OK);
    assert_string_equal(rf_buf_text(&text), "old");
    rf_buf_free(&text);
    rf_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            at_every_number_of_pages_the_error_is_clean_and_nothing_is_lost, keep_enter,
            keep_leave),
        cmocka_unit_test_setup_teardown(a_full_disk_that_is_freed_takes_the_same_change, keep_enter,
                                        keep_leave),
        cmocka_unit_test_setup_teardown(a_backup_to_a_full_disk_leaves_the_old_one, keep_enter,
                                        keep_leave),
    };
    return cmocka_run_group_tests(tests, disk_use, NULL);
}
