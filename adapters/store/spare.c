/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/spare.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/store/database.h"

/* SQLite's file format, section 1.3: the application's number is big-endian. */
enum { HEADER = 72, APPLICATION_AT = 68 };

typedef enum kind { NOTHING, EMPTY, NO_FILE, OTHER_FILE, CRISES, RESULTS } kind;

static kind kind_of_header(const unsigned char *header, size_t n)
{
    static const char MARK[] = "SQLite format 3";
    uint32_t application = 0;
    if (n < HEADER || memcmp(header, MARK, sizeof MARK) != 0)
        return OTHER_FILE;
    for (size_t i = APPLICATION_AT; i < HEADER; i++)
        application = application << 8 | header[i];
    return application == RF_STORE_APPLICATION     ? CRISES
           : application == RF_RESULTS_APPLICATION ? RESULTS
                                                   : OTHER_FILE;
}

/* A pipe is never opened: that would wait for its other end. */
static kind kind_of(const char *path)
{
    struct stat known;
    unsigned char header[HEADER];
    if (stat(path, &known) != 0)
        return NOTHING;
    if (!S_ISREG(known.st_mode))
        return NO_FILE;
    if (known.st_size == 0)
        return EMPTY;
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return OTHER_FILE;
    const ssize_t n = read(fd, header, sizeof header);
    close(fd);
    return kind_of_header(header, n > 0 ? (size_t)n : 0);
}

/* "DB" of "DB.key" where DB is a database of crises; "" else. */
static void find_owner(char out[PATH_MAX], const char *path)
{
    static const char *const ENDS[] = {".key", "-journal", "-wal", "-shm"};
    const size_t n = strlen(path);
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        const size_t end = strlen(ENDS[i]);
        if (n <= end || n - end >= PATH_MAX || strcmp(path + n - end, ENDS[i]) != 0)
            continue;
        memcpy(out, path, n - end);
        out[n - end] = '\0';
        if (kind_of(out) == CRISES)
            return;
    }
    out[0] = '\0';
}

static rf_status refuse_part(const char *path, rf_err *err)
{
    char owner[PATH_MAX], whole[PATH_MAX];
    find_owner(owner, path);
    if (owner[0] == '\0' && realpath(path, whole) != NULL)
        find_owner(owner, whole);
    if (owner[0] == '\0')
        return RF_OK;
    return rf_fail(err, RF_IO, _("%s: cannot write: it belongs to the database %s"), path, owner);
}

/* A copy is kept apart from its key; what has one beside it is at work. */
static bool is_in_use(const char *database)
{
    char key[PATH_MAX], whole[PATH_MAX];
    if (realpath(database, whole) == NULL)
        return false;
    const int n = snprintf(key, sizeof key, "%s.key", whole);
    return n > 0 && (size_t)n < sizeof key && access(key, F_OK) == 0;
}

rf_status rf_store_spare(const char *path, rf_store_output output, rf_err *err)
{
    const kind known = kind_of(path);
    const bool is_free = known == NOTHING || known == EMPTY;
    if (output != RF_STORE_OUTPUT_OTHER && (known == NO_FILE || strcmp(path, "-") == 0))
        return rf_fail(err, RF_IO, _("%s: cannot write: a database can only be a file"), path);
    if (known == CRISES && output != RF_STORE_OUTPUT_COPY)
        return rf_fail(err, RF_IO, _("%s: cannot write: it is a database of crises"), path);
    if (output == RF_STORE_OUTPUT_COPY && !is_free && known != CRISES)
        return rf_fail(err, RF_IO,
                       _("%s: cannot write: a copy takes the place of an earlier copy alone"),
                       path);
    if (known == CRISES && is_in_use(path))
        return rf_fail(err, RF_IO,
                       _("%s: cannot write: it is a database in use, with its key beside it"),
                       path);
    if (output == RF_STORE_OUTPUT_RESULTS && !is_free && known != RESULTS)
        return rf_fail(err, RF_IO,
                       _("%s: cannot write: results take the place of earlier results alone"),
                       path);
    return refuse_part(path, err);
}
