/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/overwrite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"

enum { PATH_LIMIT = 1 << 16 };

/* An output file that exists. */
typedef struct target {
    const rf_request *request;
    const char *option, *path; /* "-o", ... */
    struct stat file;
} target;

static rf_exit compare(const target *t, const char *input)
{
    struct stat file;
    if (input == NULL || stat(input, &file) != 0 || file.st_dev != t->file.st_dev ||
        file.st_ino != t->file.st_ino)
        return RF_EXIT_DONE;
    rf_say(t->request, _("%s %s would write over %s, which is read"), t->option, t->path, input);
    rf_say_hint(_("Give another file after %s."), t->option);
    return RF_EXIT_USAGE;
}

static rf_exit compare_within(const target *t, const char *folder, const char *name)
{
    rf_err err;
    rf_buf path = rf_buf_new(PATH_LIMIT);
    rf_path_join(&path, folder, name);
    rf_exit exit = RF_EXIT_DONE;
    if (path.failed) {
        rf_fail_memory(&err);
        exit = rf_exit_of_failure(t->request, &err);
    } else {
        exit = compare(t, rf_buf_text(&path));
    }
    rf_buf_free(&path);
    return exit;
}

static rf_exit compare_with_territory(const target *t, const char *folder)
{
    rf_err err;
    char **names = NULL;
    size_t n = 0;
    if (rf_csv_list_files(&names, &n, folder, &err) != RF_OK)
        return rf_exit_of_failure(t->request, &err);
    rf_exit exit = RF_EXIT_DONE;
    for (size_t i = 0; i < n; i++) {
        if (exit == RF_EXIT_DONE)
            exit = compare_within(t, folder, names[i]);
        free(names[i]);
    }
    free(names);
    return exit;
}

static bool is_there(target *t)
{
    return strcmp(t->path, "-") != 0 && stat(t->path, &t->file) == 0 && S_ISREG(t->file.st_mode);
}

rf_exit rf_overwrite_check_file(const rf_request *request, const char *option, const char *output,
                                const char *input)
{
    target t = {.request = request, .option = option, .path = output};
    return is_there(&t) ? compare(&t, input) : RF_EXIT_DONE;
}

rf_exit rf_overwrite_check(const rf_request *request, const rf_inputs *inputs,
                           const rf_sources *sources, const char *option, const char *output)
{
    target t = {.request = request, .option = option, .path = output};
    if (!is_there(&t))
        return RF_EXIT_DONE;
    rf_exit exit = compare_with_territory(&t, sources->territory);
    if (exit == RF_EXIT_DONE)
        exit = compare(&t, rf_buf_text(&inputs->scenario_path));
    if (exit == RF_EXIT_DONE)
        exit = compare(&t, request->columns);
    if (exit == RF_EXIT_DONE)
        exit = compare(&t, request->envelope);
    if (exit == RF_EXIT_DONE)
        exit = compare(&t, request->baseline);
    if (exit == RF_EXIT_DONE)
        exit = compare(&t, request->db);
    return exit;
}
