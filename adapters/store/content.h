/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes by their SHA-256: each is stored once. */
#ifndef RF_STORE_CONTENT_H
#define RF_STORE_CONTENT_H

#include "adapters/store/database.h"

/* Within a writing transaction. */
rf_status rf_content_put(unsigned char out[RF_DIGEST], rf_store *store, const char *bytes, size_t n,
                         rf_err *err);

/* The bytes in a column, compared with their digest in another one. Borrowed until the statement's
 * next step. RF_BAD_INPUT: they differ. */
rf_status rf_content_of(rf_store_file *out, rf_store *store, sqlite3_stmt *row, int digest,
                        rf_err *err);

/* The digest of PLAN.md over sorted "NAME HEX\n" lines. */
rf_status rf_content_list_add(rf_buf *list, const char *name, const unsigned char *digest,
                              rf_err *err);

#endif
