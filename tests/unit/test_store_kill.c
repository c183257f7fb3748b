/* SPDX-License-Identifier: GPL-3.0-or-later
 * kill -9 at any moment of a decision: what was acknowledged is there, what was under way is there
 * as a whole or not at all. 30 kills; RF_SOAK=1: 10,000. */
#include <setjmp.h>
#include <signal.h>
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

enum { KILLS_A_FILE = 50, DECISIONS_A_LIFE = 8, US_PER_S = 1000000 };

/* Decides without end from number `next` on, and says so after each. */
static void decide_on(int next, int acknowledged)
{
    rf_err err;
    rf_store *store = NULL;
    if (rf_store_open(&store, KEEP_DB, RF_STORE_WRITE, &err) != RF_OK)
        _exit(1);
    for (int i = next; keep_decide(store, i, &err) == RF_OK; i++)
        if (write(acknowledged, &i, sizeof i) != sizeof i)
            _exit(2);
    dprintf(STDERR_FILENO, "# %s\n", err.text);
    _exit(3);
}

/* The number after the last acknowledged one. */
static int live_and_die(int next, uint32_t life)
{
    int ends[2], i = 0, status = 0;
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        decide_on(next, ends[1]);
    close(ends[1]);
    usleep(life);
    kill(child, SIGKILL);
    while (read(ends[0], &i, sizeof i) == sizeof i) {
        assert_int_equal(i, next);
        next++;
    }
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    return next;
}

static void compare(void *context, const rf_store_decision *found)
{
    int *n = context;
    char room[KEEP_ROOM];
    const rf_store_decision wanted = keep_decision(room, *n);
    assert_string_equal(found->agent, wanted.agent);
    assert_string_equal(found->comment, wanted.comment);
    assert_string_equal(found->need, wanted.need);
    assert_int_equal(found->verdict, wanted.verdict);
    ++*n;
}

/* How many decisions there are, each as it was made. */
static int count_decisions(void)
{
    rf_err err;
    int n = 0;
    rf_store *store = keep_open(RF_STORE_READ);
    if (rf_store_each_decision(store, "flood", compare, &n, &err) != RF_OK)
        fail_msg("%s", err.text);
    rf_store_close(store);
    return n;
}

/* Microseconds in which a process can open the store and decide a few times, here and now. */
static uint32_t longest_life(void)
{
    rf_err err;
    rf_store_close(keep_new());
    const double start = rf_clock_now();
    rf_store *store = keep_open(RF_STORE_WRITE);
    assert_int_equal(keep_decide(store, 0, &err), RF_OK);
    rf_store_close(store);
    return 1 + (uint32_t)((rf_clock_now() - start) * DECISIONS_A_LIFE * US_PER_S);
}

static void no_acknowledged_decision_is_lost_and_none_is_half(void **state)
{
    const int kills = soak_times(30, 10000);
    const uint32_t longest = longest_life();
    int next = 0, under_way = 0, decided = 0;
    uint64_t lot = 20200316;
    for (int k = 0; k < kills; k++) {
        if (k % KILLS_A_FILE == 0) {
            decided += next;
            next = 0;
            unlink(KEEP_DB);
            unlink("renfort.db.key");
            rf_store_close(keep_new());
        }
        lot = lot * 6364136223846793005U + 1442695040888963407U;
        const int acknowledged = live_and_die(next, (uint32_t)((lot >> 33) % longest));
        next = count_decisions();
        assert_in_range(next, (uintmax_t)acknowledged, (uintmax_t)acknowledged + 1);
        under_way += next - acknowledged;
        keep_must_be_whole();
    }
    decided += next;
    assert_true(decided > 0);
    print_message("# %d kills, %d decisions, %d of them not yet acknowledged\n", kills, decided,
                  under_way);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_acknowledged_decision_is_lost_and_none_is_half,
                                        keep_enter, keep_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
