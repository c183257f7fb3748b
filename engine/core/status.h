/* SPDX-License-Identifier: GPL-3.0-or-later
 * Did the call work: a status, and a text for people in the caller's rf_err. No globals.
 *
 * Every function that can fail returns rf_status and takes `rf_err *err` last (never NULL).
 * Outputs are written only on RF_OK. What is wrong with the *data* goes to rf_diags (diag.h),
 * how a *search* ended to rf_outcome (domain/plan.h): the three are never mixed. */
#ifndef RF_CORE_STATUS_H
#define RF_CORE_STATUS_H

enum { RF_ERR_TEXT = 512 };

typedef enum rf_status {
    RF_OK = 0,
    RF_NO_MEMORY, /* an allocation failed or a size overflowed */
    RF_BAD_INPUT, /* the caller's data or file cannot be used; where it is many faults, see rf_diags
                   */
    RF_IO,        /* the operating system refused: the text has the file and strerror */
    RF_INTERNAL,  /* a library or an invariant failed: never the user's fault */
} rf_status;

typedef struct rf_err {
    char text[RF_ERR_TEXT]; /* UTF-8, no newline at the end; cut at a character when too long */
} rf_err;

/* Writes the text and returns `status`, so that `return rf_fail(err, RF_IO, ...)` reads well. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
rf_status
rf_fail(rf_err *err, rf_status status, const char *format, ...);

/* rf_fail with the usual text for RF_NO_MEMORY. */
rf_status rf_fail_memory(rf_err *err);

#endif
