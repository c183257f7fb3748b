/* SPDX-License-Identifier: GPL-3.0-or-later
 * Documents for the JSON readers' tests: a file of their own in a folder of their own, and what is
 * found in it without the file's name. */
#ifndef RF_TESTS_JSON_CASE_H
#define RF_TESTS_JSON_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "adapters/json/json.h"

typedef struct json_case {
    char folder[32], path[48];
    rf_diags *diags;
    rf_err err;
} json_case;

/* A document and all that is wrong with it, one finding a line and its hint. */
typedef struct json_fault {
    const char *text;
    size_t n;
    const char *found;
} json_fault;

static inline int json_case_new(void **state)
{
    json_case *c = calloc(1, sizeof *c);
    assert_non_null(c);
    snprintf(c->folder, sizeof c->folder, "/tmp/renfort-json-XXXXXX");
    assert_non_null(mkdtemp(c->folder));
    snprintf(c->path, sizeof c->path, "%s/in.json", c->folder);
    c->diags = rf_diags_new();
    assert_non_null(c->diags);
    *state = c;
    return 0;
}

static inline int json_case_free(void **state)
{
    json_case *c = *state;
    unlink(c->path);
    rmdir(c->folder);
    rf_diags_free(c->diags);
    free(c);
    return 0;
}

static inline void json_case_write(json_case *c, const char *bytes, size_t n)
{
    FILE *f = fopen(c->path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    rf_diags_free(c->diags);
    c->diags = rf_diags_new();
    assert_non_null(c->diags);
}

/* Everything found since the last json_case_write, "LINE:COLUMN: severity: text"; free it. */
static inline char *json_case_findings(const json_case *c)
{
    rf_buf line = rf_buf_new(1 << 16), all = rf_buf_new(1 << 24);
    for (size_t i = 0; i < rf_diags_size(c->diags); i++) {
        rf_buf_clear(&line);
        rf_diag_print(&line, rf_diags_at(c->diags, i));
        const size_t prefix = strlen(c->path) + 1;
        assert_int_equal(strncmp(rf_buf_text(&line), c->path, prefix - 1), 0);
        rf_buf_puts(&all, rf_buf_text(&line) + prefix);
    }
    assert_false(all.failed);
    char *text = strdup(rf_buf_text(&all));
    rf_buf_free(&line);
    rf_buf_free(&all);
    assert_non_null(text);
    return text;
}

static inline void json_case_assert_findings(const json_case *c, const char *expected)
{
    char *found = json_case_findings(c);
    assert_string_equal(found, expected);
    free(found);
}

/* Reads the bytes as a scenario that must be good. */
static inline rf_scenario *json_case_scenario(json_case *c, const char *text)
{
    rf_scenario *s = NULL;
    json_case_write(c, text, strlen(text));
    assert_int_equal(rf_json_read_scenario(&s, c->path, c->diags, &c->err), RF_OK);
    assert_non_null(s);
    return s;
}

#endif
