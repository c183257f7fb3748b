/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which files an output may take the place of. A database of crises is known by its first bytes
 * (SQLite's mark and the application's number, bytes 68 to 71), so neither its name nor an option
 * has to say so; what belongs to it (its key, SQLite's journals) is known by its name, beside it.
 *
 * Nothing is opened with SQLite, so nothing is changed or locked. Cost: 72 bytes read, twice. */
#ifndef RF_ADAPTERS_STORE_SPARE_H
#define RF_ADAPTERS_STORE_SPARE_H

#include "engine/renfort.h"

typedef enum rf_store_output {
    RF_STORE_OUTPUT_OTHER,   /* anything else: a plan, a page, a table */
    RF_STORE_OUTPUT_COPY,    /* a copy of a database of crises */
    RF_STORE_OUTPUT_RESULTS, /* the results of a sweep */
} rf_store_output;

/* RF_IO, with the reason, where `output` may not be written to `path`: nothing takes the place of a
 * database of crises, but a copy that of an earlier one, nor of what belongs to one, were it not
 * there. A copy and results are files, and take the place of their own kind and of empty files
 * alone: a copy not that of a database with its key beside it, which is no copy. Links are
 * followed. */
rf_status rf_store_spare(const char *path, rf_store_output output, rf_err *err);

#endif
