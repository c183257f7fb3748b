/* SPDX-License-Identifier: GPL-3.0-or-later
 * Standard output and standard error: results go to the first, everything else to the second. */
#ifndef RF_CLI_TERMINAL_H
#define RF_CLI_TERMINAL_H

#include "adapters/cli/command.h"
#include "adapters/report/report.h"
#include "adapters/store/spare.h"

/* Takes the places of standard streams that are closed, so that no file that is opened later gets
 * their number and what is meant for people; writing to such a stream still fails. */
void rf_streams_reserve(void);

/* One line on standard error, after the program's and the command's name. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void rf_say(const rf_request *request, const char *format, ...);

/* An indented line on standard error that goes with the line before. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void rf_say_hint(const char *format, ...);

/* Says why a command cannot go on, and gives the status for a failed reading (RF_IO and
 * RF_BAD_INPUT: bad input). */
rf_exit rf_exit_of_reading(const rf_request *request, rf_status status, const rf_err *err);

/* The same for everything else: failure. */
rf_exit rf_exit_of_failure(const rf_request *request, const rf_err *err);

/* The page for a stream (1 or 2): COLUMNS or the terminal's width (else 80), colour for a terminal
 * without NO_COLOR. */
rf_page rf_page_of(int stream);

/* Writes a finished page to standard output; a write error is said, and is a failure. */
rf_exit rf_print(const rf_request *request, const rf_buf *text);

/* Refuses early what could not be written at the end: a folder, or a file in a folder that is
 * missing or closed; and what no output takes the place of: a database of crises or its key. */
rf_status rf_output_check(const char *path, rf_err *err);

/* The same for a file that may take the place of its own kind, and of no other. */
rf_status rf_output_check_as(const char *path, rf_store_output output, rf_err *err);

/* Whether progress is shown: standard error is a terminal and the user did not ask for quiet. */
bool rf_progress_wanted(const rf_request *request);

/* The state of a progress line on standard error. */
typedef struct rf_progress_line {
    const rf_instance *in;
    rf_page page;
    double drawn_at; /* rf_clock_now of the last drawing; < 0: none yet */
    int32_t level;   /* then shown */
} rf_progress_line;

rf_progress_line rf_progress_line_new(const rf_instance *in);

/* Draws `now` over the line, ten times a second at most; an rf_solve_options.progress. */
void rf_progress_line_draw(void *line, const rf_progress *now);

/* Wipes the line. */
void rf_progress_line_end(const rf_progress_line *line);

#endif
