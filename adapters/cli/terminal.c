/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEFAULT_WIDTH = 80, LEAST_WIDTH = 40, MOST_WIDTH = 500, LINE_LIMIT = 4096 };

static const double SECONDS_BETWEEN_DRAWINGS = 0.1;
static const char ERASE_LINE[] = "\r\033[K";

void rf_streams_reserve(void)
{
    int fd = 0;
    while (fd >= 0 && fd <= STDERR_FILENO)
        fd = open("/dev/null", O_RDONLY);
    if (fd > STDERR_FILENO)
        close(fd);
}

/* Straight to the stream: what is said may be that memory is out. */
void rf_say(const rf_request *request, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (request->command != NULL)
        fprintf(stderr, "renfort %s: ", request->command->name);
    else
        fputs("renfort: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void rf_say_hint(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("    ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

rf_exit rf_exit_of_reading(const rf_request *request, rf_status status, const rf_err *err)
{
    rf_say(request, "%s", err->text);
    return status == RF_IO || status == RF_BAD_INPUT ? RF_EXIT_INPUT : RF_EXIT_FAILURE;
}

rf_exit rf_exit_of_failure(const rf_request *request, const rf_err *err)
{
    rf_say(request, "%s", err->text);
    return RF_EXIT_FAILURE;
}

static int32_t width_of(int stream)
{
    const char *columns = getenv("COLUMNS");
    const long said = columns != NULL ? strtol(columns, NULL, 10) : 0;
    struct winsize size;
    int32_t width = DEFAULT_WIDTH;
    if (said > 0)
        width = said < MOST_WIDTH ? (int32_t)said : MOST_WIDTH;
    else if (ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col < MOST_WIDTH ? size.ws_col : MOST_WIDTH;
    return width < LEAST_WIDTH ? LEAST_WIDTH : width;
}

rf_page rf_page_of(int stream)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    const bool plain =
        (no_color != NULL && no_color[0] != '\0') || (term != NULL && strcmp(term, "dumb") == 0);
    return (rf_page){
        .width = width_of(stream),
        .colour = !plain && isatty(stream) == 1,
        .utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
    };
}

rf_exit rf_print(const rf_request *request, const rf_buf *text)
{
    rf_err err;
    if (text->failed) {
        rf_fail_memory(&err);
        return rf_exit_of_failure(request, &err);
    }
    if (rf_file_write("-", rf_buf_text(text), text->length, &err) != RF_OK)
        return rf_exit_of_failure(request, &err);
    return RF_EXIT_DONE;
}

/* The folder of a path, into a buffer: "." for a bare name. */
static void folder_of(rf_buf *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        rf_buf_puts(out, ".");
    else
        rf_buf_add(out, path, slash == path ? 1 : (size_t)(slash - path));
}

static rf_status check_place(const char *path, rf_err *err)
{
    struct stat known;
    if (strcmp(path, "-") == 0)
        return RF_OK;
    if (path[0] == '\0')
        return rf_fail(err, RF_IO, "%s", _("the name of the output file is empty"));
    if (stat(path, &known) == 0) {
        if (S_ISDIR(known.st_mode))
            return rf_fail(err, RF_IO, _("%s: cannot write: it is a folder"), path);
        if (!S_ISREG(known.st_mode))
            return RF_OK;
    }
    rf_buf folder = rf_buf_new(LINE_LIMIT);
    folder_of(&folder, path);
    const bool open = !folder.failed && access(rf_buf_text(&folder), W_OK | X_OK) == 0;
    const int why = folder.failed ? ENAMETOOLONG : errno;
    rf_buf_free(&folder);
    return open ? RF_OK : rf_fail(err, RF_IO, _("%s: cannot write: %s"), path, strerror(why));
}

rf_status rf_output_check_as(const char *path, rf_store_output output, rf_err *err)
{
    const rf_status rc = check_place(path, err);
    return rc == RF_OK ? rf_store_spare(path, output, err) : rc;
}

rf_status rf_output_check(const char *path, rf_err *err)
{
    return rf_output_check_as(path, RF_STORE_OUTPUT_OTHER, err);
}

bool rf_progress_wanted(const rf_request *request)
{
    return !request->quiet && isatty(STDERR_FILENO) == 1;
}

rf_progress_line rf_progress_line_new(const rf_instance *in)
{
    return (rf_progress_line){
        .in = in, .page = rf_page_of(STDERR_FILENO), .drawn_at = -1, .level = -1};
}

void rf_progress_line_draw(void *line, const rf_progress *now)
{
    rf_progress_line *shown = line;
    const double clock = rf_clock_now();
    if (shown->drawn_at >= 0 && shown->level == now->level &&
        clock - shown->drawn_at < SECONDS_BETWEEN_DRAWINGS)
        return;
    rf_buf text = rf_buf_new(LINE_LIMIT);
    rf_report_progress(&text, shown->in, now, &shown->page);
    if (!text.failed)
        fprintf(stderr, "%s%s", ERASE_LINE, rf_buf_text(&text));
    fflush(stderr);
    rf_buf_free(&text);
    shown->drawn_at = clock;
    shown->level = now->level;
}

void rf_progress_line_end(const rf_progress_line *line)
{
    if (line->drawn_at >= 0)
        fputs(ERASE_LINE, stderr);
}
