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

#include "adapters/cli/folder.h"
#include "adapters/cli/paths.h"

static int enter_folder(void **state)
{
    char *folder = strdup("/tmp/renfort-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkdir("from", 0700) + mkdir("from/inner", 0700), 0);
    *state = folder;
    return 0;
}

static int leave_folder(void **state)
{
    static const char *const FILES[] = {"from/a", "from/b", "from/.c", "from/inner/d", "from/inner",
                                        "from",   "to/a",   "to/b",    "to",           "file"};
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

static void assert_file(const char *path, const char *wanted)
{
    rf_err err;
    rf_buf text = rf_buf_new(1 << 16);
    assert_int_equal(rf_file_read(&text, path, &err), RF_OK);
    assert_string_equal(rf_buf_text(&text), wanted);
    rf_buf_free(&text);
}

static void a_copy_takes_the_plain_files_only(void **state)
{
    rf_err err;
    put("from/a", "1");
    put("from/b", "2");
    put("from/.c", "hidden");
    put("from/inner/d", "below");
    assert_int_equal(rf_folder_copy("to", "from", &err), RF_OK);
    assert_file("to/a", "1");
    assert_file("to/b", "2");
    assert_false(rf_path_exists("to/.c"));
    assert_false(rf_path_exists("to/inner"));
}

static void a_copy_that_would_replace_a_file_copies_nothing(void **state)
{
    rf_err err;
    put("from/a", "1");
    put("from/b", "2");
    assert_int_equal(mkdir("to", 0700), 0);
    put("to/b", "mine");
    assert_int_equal(rf_folder_copy("to", "from", &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "to/b"));
    assert_file("to/b", "mine");
    assert_false(rf_path_exists("to/a"));
}

static void a_folder_that_is_there_is_good_and_a_file_is_not(void **state)
{
    rf_err err;
    assert_int_equal(rf_folder_make("to", &err), RF_OK);
    assert_int_equal(rf_folder_make("to", &err), RF_OK);
    put("file", "");
    assert_int_equal(rf_folder_make("file", &err), RF_IO);
    assert_non_null(strstr(err.text, "file"));
    assert_int_equal(rf_folder_make("missing/inner", &err), RF_IO);
}

static void a_file_is_added_once(void **state)
{
    rf_err err;
    rf_buf text = rf_buf_new(16);
    rf_buf_puts(&text, "new");
    assert_int_equal(rf_folder_make("to", &err), RF_OK);
    assert_int_equal(rf_folder_add("to", "a", &text, &err), RF_OK);
    rf_buf_puts(&text, "er");
    assert_int_equal(rf_folder_add("to", "a", &text, &err), RF_BAD_INPUT);
    assert_file("to/a", "new");
    rf_buf_free(&text);
}

static void paths_are_joined_with_one_slash(void **state)
{
    rf_buf path = rf_buf_new(64);
    rf_path_join(&path, "town/", "a.csv");
    assert_string_equal(rf_buf_text(&path), "town/a.csv");
    rf_buf_clear(&path);
    rf_path_join(&path, "town", "a.csv");
    assert_string_equal(rf_buf_text(&path), "town/a.csv");
    rf_buf_free(&path);
}

static void data_are_where_the_environment_says_or_nowhere(void **state)
{
    rf_err err;
    rf_buf path = rf_buf_new(1 << 12);
    put("from/a", "");
    setenv("RENFORT_DATA", "from", 1);
    assert_int_equal(rf_path_data(&path, "a", &err), RF_OK);
    assert_string_equal(rf_buf_text(&path), "from");
    assert_int_equal(rf_path_data(&path, "absent", &err), RF_IO);
    assert_non_null(strstr(err.text, "RENFORT_DATA"));
    unsetenv("RENFORT_DATA");
    assert_int_equal(rf_path_data(&path, "absent", &err), RF_IO);
    rf_buf_free(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_copy_takes_the_plain_files_only, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(a_copy_that_would_replace_a_file_copies_nothing,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_folder_that_is_there_is_good_and_a_file_is_not,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_file_is_added_once, enter_folder, leave_folder),
        cmocka_unit_test(paths_are_joined_with_one_slash),
        cmocka_unit_test_setup_teardown(data_are_where_the_environment_says_or_nowhere,
                                        enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
