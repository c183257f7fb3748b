/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/csv_folder.h"

static const char BASE[] = "tests/malformed/base";
enum { MOST = 1 << 24 };

static void in_folder(char path[400], const char *folder, const char *name)
{
    const int n = snprintf(path, 400, "%s/%s", folder, name);
    assert_true(n > 0 && n < 400);
}

static char *read_whole(const char *path)
{
    rf_buf text = rf_buf_new(MOST);
    rf_err err;
    if (access(path, R_OK) != 0)
        return NULL;
    assert_int_equal(rf_file_read(&text, path, &err), RF_OK);
    return text.text != NULL ? text.text : strdup("");
}

static void copy_base(csv_folder *f)
{
    DIR *dir = opendir(BASE);
    assert_non_null(dir);
    for (const struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        char path[400];
        if (e->d_name[0] == '.')
            continue;
        in_folder(path, BASE, e->d_name);
        char *text = read_whole(path);
        assert_non_null(text);
        csv_put(f, e->d_name, text);
        free(text);
    }
    closedir(dir);
}

int csv_set_up(void **state)
{
    csv_folder *f = calloc(1, sizeof *f);
    assert_non_null(f);
    strncpy(f->path, "/tmp/renfort-csv-XXXXXX", sizeof f->path - 1);
    assert_non_null(mkdtemp(f->path));
    f->said = rf_buf_new(MOST);
    f->diags = rf_diags_new();
    copy_base(f);
    *state = f;
    return 0;
}

static void remove_tree(const char *path)
{
    DIR *dir = opendir(path);
    for (const struct dirent *e = dir != NULL ? readdir(dir) : NULL; e != NULL; e = readdir(dir)) {
        char inside[400];
        struct stat about;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        in_folder(inside, path, e->d_name);
        if (lstat(inside, &about) == 0 && S_ISDIR(about.st_mode))
            remove_tree(inside);
        else
            unlink(inside);
    }
    if (dir != NULL)
        closedir(dir);
    rmdir(path);
}

int csv_tear_down(void **state)
{
    csv_folder *f = *state;
    remove_tree(f->path);
    rf_territory_free(f->territory);
    rf_diags_free(f->diags);
    rf_buf_free(&f->said);
    free(f);
    return 0;
}

void csv_put_bytes(csv_folder *f, const char *name, const char *bytes, size_t n)
{
    char path[400];
    in_folder(path, f->path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

void csv_put(csv_folder *f, const char *name, const char *text)
{
    csv_put_bytes(f, name, text, strlen(text));
}

void csv_remove(csv_folder *f, const char *name)
{
    char path[400];
    in_folder(path, f->path, name);
    assert_int_equal(unlink(path), 0);
}

char *csv_get(const csv_folder *f, const char *name)
{
    char path[400];
    in_folder(path, f->path, name);
    return read_whole(path);
}

rf_status csv_read(csv_folder *f)
{
    rf_territory_free(f->territory);
    f->territory = NULL;
    rf_diags_free(f->diags);
    f->diags = rf_diags_new();
    rf_buf_clear(&f->said);
    f->err.text[0] = '\0';
    const rf_status rc =
        rf_csv_read_territory(&f->territory, f->path, &f->options, f->diags, &f->err);
    for (size_t i = 0; i < rf_diags_size(f->diags); i++)
        rf_diag_print(&f->said, rf_diags_at(f->diags, i));
    return rc;
}

void assert_said(csv_folder *f, rf_status status, const char *said)
{
    const rf_status rc = csv_read(f);
    assert_string_equal(rf_buf_text(&f->said), said);
    assert_int_equal(rc, status);
}

const void *csv_row(csv_folder *f, rf_table_id table, int32_t i)
{
    if (f->territory == NULL && csv_read(f) != RF_OK)
        fail_msg("%s%s", f->err.text, rf_buf_text(&f->said));
    assert_true(i < rf_n_rows(f->territory, table));
    return (const char *)rf_rows(f->territory, table) + rf_schema_of(table)->row_size * (size_t)i;
}
