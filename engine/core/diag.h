/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is wrong with the data: a list of located findings; reading goes on after each.
 * A finding prints as `FILE:LINE:COLUMN: severity: text`, its hint on the next line, indented. */
#ifndef RF_CORE_DIAG_H
#define RF_CORE_DIAG_H

#include <stddef.h>
#include <stdint.h>

#include "engine/core/buf.h"
#include "engine/core/status.h"

typedef enum rf_severity { RF_NOTE, RF_WARNING, RF_ERROR } rf_severity;

/* Where a finding is. line and column count from 1, column in characters of the decoded line;
 * 0 means the whole file (line) or the whole line (column) and is printed as 1. */
typedef struct rf_place {
    const char *file;
    uint32_t line, column;
} rf_place;

typedef struct rf_diag {
    rf_severity severity;
    rf_place place;   /* file is owned by the list */
    const char *text; /* "what, found, expected" in one line */
    const char *hint; /* NULL: none */
} rf_diag;

typedef struct rf_diags rf_diags;

rf_diags *rf_diags_new(void); /* NULL: out of memory */
void rf_diags_free(rf_diags *diags);

/* Appends one finding; all text is copied. Out of memory is remembered: see rf_diags_failed. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
void rf_diags_add(rf_diags *diags, rf_severity severity, rf_place place, const char *format, ...);

/* Gives the finding added last its hint. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void rf_diags_hint(rf_diags *diags, const char *format, ...);

/* RF_NO_MEMORY when a finding could not be kept. */
rf_status rf_diags_failed(const rf_diags *diags, rf_err *err);

void rf_diags_sort(rf_diags *diags); /* by file, line, column; equal places keep their order */
size_t rf_diags_size(const rf_diags *diags);
size_t rf_diags_count(const rf_diags *diags, rf_severity severity);
/* Borrowed until the next add or sort. */
const rf_diag *rf_diags_at(const rf_diags *diags, size_t i);
void rf_diag_print(rf_buf *out, const rf_diag *diag); /* with its newline */

#endif
