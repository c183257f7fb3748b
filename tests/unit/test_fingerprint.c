/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "adapters/cli/fingerprint.h"

/* A folder of its own for each test, with the files of a territory "abc". */
static int enter_folder(void **state)
{
    char *folder = strdup("/tmp/renfort-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkdir("town", 0700), 0);
    *state = folder;
    return 0;
}

static int leave_folder(void **state)
{
    static const char *const FILES[] = {"town/agents.csv", "town/agents-2.csv",
                                        "town/needs.csv",  "town/notes.txt",
                                        "s.json",          "town"};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        remove(FILES[i]);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(*state), 0);
    free(*state);
    return 0;
}

static void put(const char *path, const char *text)
{
    rf_err err;
    assert_int_equal(rf_file_write(path, text, strlen(text), &err), RF_OK);
}

static rf_fingerprint taken(void)
{
    rf_err err;
    rf_fingerprint out;
    if (rf_fingerprint_take(&out, "town", "s.json", &err) != RF_OK)
        fail_msg("%s", err.text);
    return out;
}

static void a_fingerprint_is_the_digest_of_the_sorted_names_and_digests(void **state)
{
    put("town/needs.csv", "");
    put("town/agents.csv", "abc");
    put("town/agents-2.csv", "abc");
    put("s.json", "abc");
    const rf_fingerprint f = taken();
    assert_string_equal(f.scenario,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    /* printf '%s\n' 'agents-2.csv ba78...' 'agents.csv ba78...' 'needs.csv e3b0...' | sha256sum */
    assert_string_equal(f.territory,
                        "5193f033f342c232cf1fe2c59b70ef31b5b3688ae54c628634d2f7b98e7de748");
}

static void one_byte_or_one_name_changes_it_and_other_files_do_not(void **state)
{
    put("town/agents.csv", "abc");
    put("s.json", "{}");
    const rf_fingerprint before = taken();
    put("town/notes.txt", "not a file of a territory");
    rf_fingerprint after = taken();
    assert_string_equal(after.territory, before.territory);
    put("town/agents.csv", "abd");
    after = taken();
    assert_string_not_equal(after.territory, before.territory);
    assert_string_equal(after.scenario, before.scenario);
    put("s.json", "{ }");
    assert_string_not_equal(taken().scenario, before.scenario);
}

static void a_missing_scenario_is_named(void **state)
{
    rf_err err;
    rf_fingerprint out;
    put("town/agents.csv", "abc");
    assert_int_equal(rf_fingerprint_take(&out, "town", "s.json", &err), RF_IO);
    assert_non_null(strstr(err.text, "s.json"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_fingerprint_is_the_digest_of_the_sorted_names_and_digests,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(one_byte_or_one_name_changes_it_and_other_files_do_not,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_missing_scenario_is_named, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
