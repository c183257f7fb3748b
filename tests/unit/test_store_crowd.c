/* SPDX-License-Identifier: GPL-3.0-or-later
 * 8 writers and 8 readers on one store for 3 s (RF_SOAK=1: 60 s): one history, nothing lost, and
 * nobody is told that somebody else is at it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/keep.h"
#include "tests/support/soak.h"

enum { EACH = 8, A_WRITER = 100000, LIMIT = 1 << 20 };

/* Numbers from its own range, in order; sends how many. */
static int write_on(int writer, double end, int out)
{
    rf_err err;
    rf_store *store = NULL;
    int n = 0;
    if (rf_store_open(&store, KEEP_DB, RF_STORE_WRITE, &err) != RF_OK)
        return 1;
    while (rf_clock_now() < end && keep_decide(store, writer * A_WRITER + n, &err) == RF_OK)
        n++;
    if (rf_clock_now() < end)
        dprintf(STDERR_FILENO, "# writer %d: %s\n", writer, err.text);
    rf_store_close(store);
    const int report[2] = {writer, n};
    return rf_clock_now() < end || write(out, report, sizeof report) != sizeof report;
}

/* Each look sees a whole log that is no shorter than the one before. */
static int read_on(double end)
{
    rf_err err;
    int64_t before = 0;
    do {
        rf_store *store = NULL;
        rf_store_head head = {0};
        int32_t n = 0;
        rf_buf breaches = rf_buf_new(LIMIT);
        rf_status rc = rf_store_open(&store, KEEP_DB, RF_STORE_READ, &err);
        if (rc == RF_OK)
            rc = rf_store_log_verify(&head, &n, &breaches, store, &err);
        rf_store_close(store);
        rf_buf_free(&breaches);
        if (rc != RF_OK)
            dprintf(STDERR_FILENO, "# reader: %s\n", err.text);
        if (rc != RF_OK || n > 0 || head.entries < before)
            return 1;
        before = head.entries;
    } while (rf_clock_now() < end);
    return 0;
}

/* The next number of each writer. */
typedef struct history {
    int next[EACH];
    int n;
} history;

static void follow(void *context, const rf_store_decision *d)
{
    history *h = context;
    const int number = (int)strtol(d->agent + strlen("AGENT-"), NULL, 10);
    const int writer = number / A_WRITER;
    assert_in_range(writer, 0, EACH - 1);
    assert_int_equal(number % A_WRITER, h->next[writer]++);
    assert_int_equal(d->id, ++h->n);
}

static void a_crowd_makes_one_history(void **state)
{
    rf_err err;
    int ends[2], status = 0, report[2], wanted[EACH] = {0};
    rf_store_close(keep_new());
    assert_int_equal(pipe(ends), 0);
    const double end = rf_clock_now() + soak_times(3, 60);
    for (int i = 0; i < 2 * EACH; i++) {
        const pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            _exit(i < EACH ? write_on(i, end, ends[1]) : read_on(end));
    }
    close(ends[1]);
    for (int i = 0; i < 2 * EACH; i++) {
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    while (read(ends[0], report, sizeof report) == sizeof report)
        wanted[report[0]] = report[1];
    close(ends[0]);
    history h = {{0}, 0};
    rf_store *store = keep_open(RF_STORE_READ);
    assert_int_equal(rf_store_each_decision(store, NULL, follow, &h, &err), RF_OK);
    rf_store_close(store);
    for (int i = 0; i < EACH; i++)
        assert_int_equal(h.next[i], wanted[i]);
    keep_must_be_whole();
    print_message("# %d decisions\n", h.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_crowd_makes_one_history, keep_enter, keep_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
