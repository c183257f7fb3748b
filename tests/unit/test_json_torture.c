/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/json/document.h"

/* JSONTestSuite files that are JSON by RFC 8259 and that this reader refuses all the same. */
static const struct {
    const char *name, *why;
} refused_on_purpose[] = {
    {"y_object_duplicated_key.json",
     "which of two values was meant cannot be known, and readers differ in which they take"},
    {"y_object_duplicated_key_and_value.json", "the same: a repeated key is a slip to be shown"},
    {"y_object_escaped_null_in_key.json",
     "ids end at a NUL in C: two different ids could become one in silence"},
    {"y_string_null_escape.json", "the same, in a value"},
};
enum { N_REFUSED_ON_PURPOSE = sizeof refused_on_purpose / sizeof refused_on_purpose[0] };

static DIR *open_folder(char path[400])
{
    const char *shared = getenv("RF_SHARED");
    snprintf(path, 400, "%s/torture/json", shared != NULL ? shared : "../shared");
    return opendir(path);
}

/* Is the document refused? A refusal has at least one located finding. */
static bool is_refused(const char *folder, const char *name)
{
    char path[700];
    rf_err err;
    rf_json_doc *doc = NULL;
    rf_diags *diags = rf_diags_new();
    assert_non_null(diags);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    const rf_status rc = rf_json_open(&doc, path, RF_JSON_SMALL_FILE, diags, &err);
    assert_true(rc == RF_OK || rc == RF_BAD_INPUT);
    const bool refused = rc == RF_BAD_INPUT || doc->repeats_keys;
    assert_int_equal(refused, rf_diags_count(diags, RF_ERROR) > 0);
    rf_json_close(doc);
    rf_diags_free(diags);
    return refused;
}

static bool is_on_purpose(const char *name)
{
    for (size_t i = 0; i < N_REFUSED_ON_PURPOSE; i++)
        if (strcmp(refused_on_purpose[i].name, name) == 0)
            return refused_on_purpose[i].why != NULL;
    return false;
}

static void every_document_that_is_not_json_is_refused(void **state)
{
    (void)state;
    char folder[400];
    DIR *dir = open_folder(folder);
    if (dir == NULL)
        skip();
    int n = 0;
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (strncmp(entry->d_name, "n_", 2) != 0)
            continue;
        if (!is_refused(folder, entry->d_name))
            fail_msg("%s is accepted", entry->d_name);
        n++;
    }
    closedir(dir);
    assert_true(n > 50);
}

static void every_document_that_is_json_is_accepted_but_those_refused_on_purpose(void **state)
{
    (void)state;
    char folder[400];
    DIR *dir = open_folder(folder);
    if (dir == NULL)
        skip();
    int n = 0, on_purpose = 0;
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (strncmp(entry->d_name, "y_", 2) != 0)
            continue;
        const bool refused = is_refused(folder, entry->d_name);
        if (refused != is_on_purpose(entry->d_name))
            fail_msg("%s is %s", entry->d_name, refused ? "refused" : "accepted");
        on_purpose += refused;
        n++;
    }
    closedir(dir);
    assert_true(n > 50);
    assert_int_equal(on_purpose, N_REFUSED_ON_PURPOSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document_that_is_not_json_is_refused),
        cmocka_unit_test(every_document_that_is_json_is_accepted_but_those_refused_on_purpose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
