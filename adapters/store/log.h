/* SPDX-License-Identifier: GPL-3.0-or-later
 * The log: entries that only grow, each with the digest of itself and of the one before it. */
#ifndef RF_STORE_LOG_H
#define RF_STORE_LOG_H

#include "adapters/store/database.h"

/* What an entry says; borrowed. Digests may be NULL but for `who`. */
typedef struct rf_log_entry {
    int64_t at;
    const char *crisis, *object, *what, *need;
    const unsigned char *who, *agent, *before, *after, *plan, *input;
} rf_log_entry;

/* Milliseconds since 1970. */
int64_t rf_log_now(void);

/* The number that the next entry gets. */
rf_status rf_log_next(int64_t *seq, rf_store *store, rf_err *err);

/* What the name of an author is kept with. */
void rf_log_digest_name(unsigned char out[RF_DIGEST], const unsigned char *pseudonym,
                        const char *name);

/* Adds the entry and moves the head. Within a writing transaction. */
rf_status rf_log_append(rf_store *store, const rf_log_entry *entry, rf_err *err);

#endif
