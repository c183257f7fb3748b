/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

typedef struct names {
    char **list;
    size_t n, capacity;
} names;

static bool add_name(names *to, const char *name)
{
    char **list = rf_grow(to->list, &to->capacity, to->n + 1, sizeof *list);
    if (list == NULL)
        return false;
    to->list = list;
    list[to->n] = strdup(name);
    return list[to->n] != NULL && ++to->n > 0;
}

bool rf_csv_file_exists(const char *path)
{
    struct stat file;
    return lstat(path, &file) == 0;
}

void rf_csv_free_names(char **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i]);
    free(list);
}

static bool territory_name(const char *name)
{
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        if (rf_csv_belongs(name, rf_schema_of(table)))
            return true;
    return false;
}

static bool other_name(const char *name)
{
    return name[0] != '.' && !territory_name(name);
}

static rf_status fail_folder(rf_err *err, const char *folder)
{
    return rf_fail(err, RF_IO, _("cannot read the folder '%s': %s"), folder, strerror(errno));
}

/* readdir() tells its end from a failure by errno alone; half a list would be half a territory. */
static rf_status collect(names *to, DIR *dir, const char *folder, bool (*wanted)(const char *),
                         rf_err *err)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (entry == NULL)
            return errno == 0 ? RF_OK : fail_folder(err, folder);
        if (wanted(entry->d_name) && !add_name(to, entry->d_name))
            return rf_fail_memory(err);
    }
}

static int bytewise(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static rf_status list(names *out, const char *folder, bool (*wanted)(const char *), rf_err *err)
{
    names found = {.n = 0};
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return fail_folder(err, folder);
    const rf_status rc = collect(&found, dir, folder, wanted, err);
    closedir(dir);
    if (rc != RF_OK) {
        rf_csv_free_names(found.list, found.n);
        return rc;
    }
    if (found.n > 1)
        qsort(found.list, found.n, sizeof *found.list, bytewise);
    *out = found;
    return RF_OK;
}

bool rf_csv_belongs(const char *name, const rf_schema *schema)
{
    const size_t n = strlen(name), stem = strlen(schema->file);
    if (n < stem + 4 || memcmp(name, schema->file, stem) != 0 || strcmp(name + n - 4, ".csv") != 0)
        return false;
    return n == stem + 4 || name[stem] == '-';
}

rf_status rf_csv_list_files(char ***out, size_t *n, const char *folder, rf_err *err)
{
    names found = {.n = 0};
    const rf_status rc = list(&found, folder, territory_name, err);
    if (rc == RF_OK) {
        *out = found.list;
        *n = found.n;
    }
    return rc;
}

rf_status rf_csv_list_others(char ***out, size_t *n, const char *folder, rf_err *err)
{
    names found = {.n = 0};
    const rf_status rc = list(&found, folder, other_name, err);
    if (rc == RF_OK) {
        *out = found.list;
        *n = found.n;
    }
    return rc;
}

char *rf_csv_path_in(const char *folder, const char *name)
{
    char *path = NULL;
    const size_t n = strlen(folder);
    const char *slash = n > 0 && folder[n - 1] == '/' ? "" : "/";
    return asprintf(&path, "%s%s%s", folder, slash, name) >= 0 ? path : NULL;
}

/* The same name before the extension, whatever the case. */
static const char *find_same_stem(const names *found, const char *name)
{
    const size_t stem = strlen(name) - 4;
    for (size_t i = 0; i < found->n; i++)
        if (strncasecmp(found->list[i], name, stem) == 0 && found->list[i][stem] == '.')
            return found->list[i];
    return NULL;
}

char *rf_csv_find_similar(const char *folder, const char *name)
{
    names found = {.n = 0};
    rf_err err;
    if (list(&found, folder, other_name, &err) != RF_OK)
        return NULL;
    const char *near = find_same_stem(&found, name);
    if (near == NULL)
        near = rf_nearest(name, (const char *const *)found.list, found.n);
    char *copy = near != NULL ? strdup(near) : NULL;
    rf_csv_free_names(found.list, found.n);
    return copy;
}
