/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes into a database is what was checked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "adapters/cli/deposit.h"
#include "adapters/cli/fingerprint.h"
#include "tests/support/keep.h"

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void count_entry(void *context, const rf_store_entry *entry)
{
    (void)entry;
    ++*(int *)context;
}

static int n_entries(rf_store *store)
{
    rf_err err;
    int n = 0;
    assert_int_equal(rf_store_each_entry(store, count_entry, &n, &err), RF_OK);
    return n;
}

/* A file, then the scenario, changes after the check: neither is kept, nor anything logged. */
static void what_changed_after_the_check_is_not_kept(void **state)
{
    rf_err err;
    rf_store *store = keep_new();
    rf_fingerprint checked;
    (void)state;
    assert_int_equal(mkdir("town", 0700), 0);
    put("town/agents.csv", "agent,unit\nA,U\n");
    put("town/s.json", "{}");
    const rf_database database = {.store = store, .by = KEEP_BY};
    const rf_sources sources = {.territory = "town"};
    rf_scenario scenario = {0};
    rf_territory *territory = rf_territory_new();
    assert_non_null(territory);
    rf_inputs inputs = {
        .territory = territory, .scenario = &scenario, .scenario_path = rf_buf_new(64)};
    rf_buf_puts(&inputs.scenario_path, "town/s.json");
    assert_int_equal(rf_fingerprint_take(&checked, "town", "town/s.json", &err), RF_OK);
    const int before = n_entries(store);

    put("town/agents.csv", "agent,unit\nA,NOWHERE\n");
    assert_int_equal(rf_deposit_inputs(&database, &inputs, &sources, &checked, &err), RF_BAD_INPUT);
    assert_string_equal(err.text, "town changed while it was read");
    put("town/agents.csv", "agent,unit\nA,U\n");
    put("town/s.json", "{ }");
    assert_int_equal(rf_deposit_inputs(&database, &inputs, &sources, &checked, &err), RF_BAD_INPUT);
    assert_string_equal(err.text, "town/s.json changed while it was read");
    assert_int_equal(n_entries(store), before);

    put("town/s.json", "{}");
    assert_int_equal(rf_deposit_inputs(&database, &inputs, &sources, &checked, &err), RF_OK);
    assert_int_equal(n_entries(store), before + 2);
    rf_buf_free(&inputs.scenario_path);
    rf_territory_free(territory);
    rf_store_close(store);
    remove("town/agents.csv");
    remove("town/s.json");
    remove("town");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_changed_after_the_check_is_not_kept, keep_enter,
                                        keep_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
