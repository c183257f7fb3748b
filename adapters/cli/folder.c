/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/folder.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "adapters/cli/paths.h"

enum { PATH_LIMIT = 1 << 16 };

static const size_t FILE_LIMIT = (size_t)1 << 30;

rf_status rf_folder_make(const char *folder, rf_err *err)
{
    struct stat known;
    if (mkdir(folder, 0777) == 0)
        return RF_OK;
    if (errno != EEXIST)
        return rf_fail(err, RF_IO, _("%s: cannot make the folder: %s"), folder, strerror(errno));
    if (stat(folder, &known) != 0 || !S_ISDIR(known.st_mode))
        return rf_fail(err, RF_IO, _("%s: cannot make the folder: a file of that name is there"),
                       folder);
    return RF_OK;
}

/* Joins into an empty buffer; RF_NO_MEMORY only. */
static rf_status join(rf_buf *out, const char *folder, const char *name, rf_err *err)
{
    rf_path_join(out, folder, name);
    return out->failed ? rf_fail_memory(err) : RF_OK;
}

rf_status rf_folder_lacks(const char *folder, const char *name, rf_err *err)
{
    rf_buf path = rf_buf_new(PATH_LIMIT);
    rf_status rc = join(&path, folder, name, err);
    if (rc == RF_OK && rf_path_exists(rf_buf_text(&path)))
        rc = rf_fail(err, RF_BAD_INPUT, _("%s is there already: nothing was written"),
                     rf_buf_text(&path));
    rf_buf_free(&path);
    return rc;
}

rf_status rf_folder_add(const char *folder, const char *name, const rf_buf *text, rf_err *err)
{
    rf_buf path = rf_buf_new(PATH_LIMIT);
    rf_status rc = text->failed ? rf_fail_memory(err) : rf_folder_lacks(folder, name, err);
    if (rc == RF_OK)
        rc = join(&path, folder, name, err);
    if (rc == RF_OK)
        rc = rf_file_write(rf_buf_text(&path), rf_buf_text(text), text->length, err);
    rf_buf_free(&path);
    return rc;
}

/* One file of a folder, and the folder it goes to. */
typedef rf_status one_file(const char *to, const char *from, const char *name, rf_err *err);

static rf_status copy_file(const char *to, const char *from, const char *name, rf_err *err)
{
    rf_buf path = rf_buf_new(PATH_LIMIT), text = rf_buf_new(FILE_LIMIT);
    rf_status rc = join(&path, from, name, err);
    if (rc == RF_OK)
        rc = rf_file_read(&text, rf_buf_text(&path), err);
    if (rc == RF_OK)
        rc = rf_folder_add(to, name, &text, err);
    rf_buf_free(&path);
    rf_buf_free(&text);
    return rc;
}

static rf_status check_file(const char *to, const char *from, const char *name, rf_err *err)
{
    (void)from;
    return rf_folder_lacks(to, name, err);
}

static bool is_regular(const char *folder, const char *name)
{
    struct stat known;
    rf_buf path = rf_buf_new(PATH_LIMIT);
    rf_path_join(&path, folder, name);
    const bool regular =
        !path.failed && stat(rf_buf_text(&path), &known) == 0 && S_ISREG(known.st_mode);
    rf_buf_free(&path);
    return regular;
}

static rf_status fail_read(rf_err *err, const char *folder)
{
    return rf_fail(err, RF_IO, _("%s: cannot read: %s"), folder, strerror(errno));
}

/* *name NULL: there are no more. readdir() tells that from a failure by errno alone. */
static rf_status next_name(const char **name, DIR *dir, const char *folder, rf_err *err)
{
    errno = 0;
    const struct dirent *entry = readdir(dir);
    *name = entry != NULL ? entry->d_name : NULL;
    return entry != NULL || errno == 0 ? RF_OK : fail_read(err, folder);
}

static rf_status for_each_file(one_file *act, const char *to, const char *from, rf_err *err)
{
    DIR *folder = opendir(from);
    if (folder == NULL)
        return fail_read(err, from);
    const char *name = NULL;
    rf_status rc = next_name(&name, folder, from, err);
    while (rc == RF_OK && name != NULL) {
        if (name[0] != '.' && is_regular(from, name))
            rc = act(to, from, name, err);
        if (rc == RF_OK)
            rc = next_name(&name, folder, from, err);
    }
    closedir(folder);
    return rc;
}

rf_status rf_folder_copy(const char *to, const char *from, rf_err *err)
{
    rf_status rc = rf_folder_make(to, err);
    if (rc == RF_OK)
        rc = for_each_file(check_file, to, from, err);
    if (rc == RF_OK)
        rc = for_each_file(copy_file, to, from, err);
    return rc;
}
