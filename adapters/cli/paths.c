/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/paths.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/cli/build.h"

void rf_path_join(rf_buf *out, const char *folder, const char *name)
{
    const size_t length = strlen(folder);
    const bool slash = length > 0 && folder[length - 1] == '/';
    rf_buf_printf(out, slash ? "%s%s" : "%s/%s", folder, name);
}

bool rf_path_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool is_one(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Of the folder that a path lies in, and its last name. */
static bool stat_folder(struct stat *out, const char **name, const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    const size_t n = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    *name = path + n;
    if (n >= sizeof folder)
        return false;
    memcpy(folder, path, n);
    folder[n] = '\0';
    return stat(n > 0 ? folder : ".", out) == 0;
}

bool rf_path_is_same(const char *a, const char *b)
{
    struct stat one, other;
    const char *name, *other_name;
    const bool made = stat(a, &one) == 0, other_made = stat(b, &other) == 0;
    if (made || other_made)
        return made && other_made && is_one(&one, &other);
    return stat_folder(&one, &name, a) && stat_folder(&other, &other_name, b) &&
           is_one(&one, &other) && strcmp(name, other_name) == 0;
}

/* The folder of the running program, "" where the system does not tell. */
static void program_folder(char out[PATH_MAX])
{
    const ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    out[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(out, '/');
    if (slash != NULL)
        *slash = '\0';
}

/* Keeps `folder` in `out` if it holds `file`. */
static bool holds(rf_buf *out, const char *folder, const char *file)
{
    rf_buf path = rf_buf_new(4 * (size_t)PATH_MAX);
    rf_path_join(&path, folder, file);
    const bool found = !path.failed && rf_path_exists(rf_buf_text(&path));
    rf_buf_free(&path);
    rf_buf_clear(out);
    rf_buf_puts(out, folder);
    return found && !out->failed;
}

/* The same for a folder that is named from the program's own, without the steps back. */
static bool holds_near(rf_buf *out, const char *folder, const char *file)
{
    char program[PATH_MAX], whole[PATH_MAX];
    program_folder(program);
    rf_buf_clear(out);
    rf_path_join(out, program, folder);
    return !out->failed && realpath(rf_buf_text(out), whole) != NULL && holds(out, whole, file);
}

rf_status rf_path_data(rf_buf *out, const char *file, rf_err *err)
{
    const char *said = getenv("RENFORT_DATA");
    if (said != NULL && said[0] != '\0') {
        if (holds(out, said, file))
            return RF_OK;
        return rf_fail(err, RF_IO, _("%s is not in the folder %s, which RENFORT_DATA names"), file,
                       said);
    }
    if (holds_near(out, "../share/renfort", file) || holds_near(out, "../../data", file) ||
        holds(out, RF_DATADIR, file))
        return RF_OK;
    return rf_fail(err, RF_IO,
                   _("%s is missing: the program's data are neither in its source tree nor in %s"),
                   file, RF_DATADIR);
}

rf_status rf_path_catalogue(rf_buf *out, rf_err *err)
{
    static const char FILE_OF_FRENCH[] = "fr/LC_MESSAGES/renfort.mo";
    /* Beside the program or the bench's, in the build; beside bin, or libexec/renfort. */
    if (holds_near(out, "locale", FILE_OF_FRENCH) || holds_near(out, "../locale", FILE_OF_FRENCH) ||
        holds_near(out, "../share/locale", FILE_OF_FRENCH) ||
        holds_near(out, "../../share/locale", FILE_OF_FRENCH) ||
        holds(out, RF_LOCALEDIR, FILE_OF_FRENCH))
        return RF_OK;
    return rf_fail(err, RF_IO, _("the French catalogue is missing from %s"), RF_LOCALEDIR);
}

rf_status rf_path_tool(rf_buf *out, const char *name, rf_err *err)
{
    if (!holds_near(out, "bench", name) && !holds_near(out, "../libexec/renfort", name) &&
        !holds(out, RF_LIBEXECDIR, name))
        return rf_fail(err, RF_IO, _("the program '%s' is missing from %s; 'make bench' builds it"),
                       name, RF_LIBEXECDIR);
    rf_buf_printf(out, "/%s", name);
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
