/* SPDX-License-Identifier: GPL-3.0-or-later
 * The key of the log's pseudonyms, in FILE.key (64 hexadecimal digits, mode 0600), never in FILE.
 * A crisis' pseudonyms are HMAC(HMAC(key, pepper), id), with a random pepper that is erased with
 * the crisis: nobody finds an id afterwards, though another crisis still needs the key. */
#ifndef RF_STORE_KEY_H
#define RF_STORE_KEY_H

#include "adapters/store/database.h"

/* Reads the key if it was not yet. RF_BAD_INPUT: the file is missing or another store's. */
rf_status rf_key_need(rf_store *store, rf_err *err);
/* The same; makes a key where the store has none. Within a writing transaction. */
rf_status rf_key_make(rf_store *store, rf_err *err);
/* Whether the store has a key at all. */
rf_status rf_key_known(bool *out, rf_store *store, rf_err *err);
/* Whether there is none to be had: the store knows of none, or its file is not there. */
rf_status rf_key_is_lost(bool *out, rf_store *store, rf_err *err);
/* Overwrites and removes the key's file; that there is none is fine. */
rf_status rf_key_destroy(rf_store *store, rf_err *err);

/* The pseudonym of an id in the crisis with that pepper. */
rf_status rf_key_pseudonym(unsigned char out[RF_DIGEST], rf_store *store,
                           const unsigned char *pepper, const char *id, rf_err *err);

#endif
