/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "engine/core/buf.h"
#include "engine/core/diag.h"
#include "engine/core/pool.h"
#include "engine/core/statistics.h"
#include "tests/support/oom.h"

/* Runs the work with the first allocation failing, then the second, ... until none fails. */
static void fail_each_allocation(bool (*work)(void))
{
    for (long n = 0; n < 10000; n++) {
        oom_after(n);
        const bool done = work();
        if (!oom_lift()) {
            assert_true(done);
            return;
        }
        assert_false(done);
    }
    fail_msg("still failing after 10000 allocations");
}

static bool fill_a_pool(void)
{
    rf_pool *pool = rf_pool_new();
    bool done = pool != NULL;
    for (char c = 'a'; done && c <= 'z'; c++)
        for (size_t n = 1; done && n <= 20; n++) {
            char text[20];
            memset(text, c, n);
            const int32_t size = rf_pool_size(pool);
            done = rf_pool_intern(pool, text, n) != NULL;
            assert_int_equal(rf_pool_size(pool), size + (done ? 1 : 0));
            assert_int_equal(rf_pool_find(pool, text, n), done ? size : -1);
        }
    rf_pool_free(pool);
    return done;
}

static bool fill_a_list(void)
{
    rf_diags *diags = rf_diags_new();
    if (diags == NULL)
        return false;
    for (uint32_t i = 0; i < 40; i++) {
        rf_diags_add(diags, RF_ERROR, (rf_place){i % 2 ? "a.csv" : "b.csv", i, 1}, "no %u", i);
        rf_diags_hint(diags, "hint %u", i);
    }
    rf_diags_sort(diags);
    for (size_t i = 0; i < rf_diags_size(diags); i++) {
        const rf_diag *d = rf_diags_at(diags, i);
        assert_non_null(d->text);
        if (d->hint != NULL)
            assert_string_equal(d->hint + 4, d->text + 2); /* its own, not a neighbour's */
    }
    rf_err err;
    const rf_status status = rf_diags_failed(diags, &err);
    assert_true(status == RF_OK || status == RF_NO_MEMORY);
    rf_diags_free(diags);
    return status == RF_OK;
}

static bool rank_three(void)
{
    const double values[] = {1, 2, 3, 4, 5, 6};
    rf_rank ranks[3];
    rf_err err;
    const rf_status status = rf_ranks_of(ranks, &(rf_contest){values, 3, 2, true, 0.05}, &err);
    assert_true(status == RF_OK || status == RF_NO_MEMORY);
    return status == RF_OK;
}

static bool fill_a_buffer(void)
{
    rf_buf buf = rf_buf_new(10000);
    for (int i = 0; i < 1000; i++)
        rf_buf_printf(&buf, "%d ", i);
    const bool done = !buf.failed;
    assert_int_equal(strlen(rf_buf_text(&buf)), buf.length);
    rf_buf_free(&buf);
    return done;
}

static void a_pool_survives_any_allocation_failing(void **state)
{
    fail_each_allocation(fill_a_pool);
}

static void a_list_of_findings_survives_any_allocation_failing(void **state)
{
    fail_each_allocation(fill_a_list);
}

static void a_buffer_survives_any_allocation_failing(void **state)
{
    fail_each_allocation(fill_a_buffer);
}

static void ranks_survive_any_allocation_failing(void **state)
{
    fail_each_allocation(rank_three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_survives_any_allocation_failing),
        cmocka_unit_test(a_list_of_findings_survives_any_allocation_failing),
        cmocka_unit_test(a_buffer_survives_any_allocation_failing),
        cmocka_unit_test(ranks_survive_any_allocation_failing),
    };
    return cmocka_run_group_tests_name("oom_core", tests, NULL, NULL);
}
