/* SPDX-License-Identifier: GPL-3.0-or-later
 * Digests, keyed digests and random bytes: the one file of this folder that sees libsodium.
 * SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104). */
#ifndef RF_STORE_DIGEST_H
#define RF_STORE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RF_DIGEST = 32, RF_DIGEST_HEX = 65 };

/* False: the library cannot start. Every user calls it first; it may be called again. */
bool rf_digest_start(void);

void rf_digest_of(unsigned char out[RF_DIGEST], const char *bytes, size_t n);
void rf_digest_keyed(unsigned char out[RF_DIGEST], const unsigned char key[RF_DIGEST],
                     const char *bytes, size_t n);
void rf_digest_random(unsigned char out[RF_DIGEST]);
bool rf_digest_equal(const unsigned char *a, const unsigned char *b); /* false where one is NULL */

/* Lower case; "" for NULL. */
const char *rf_digest_hex(char out[RF_DIGEST_HEX], const unsigned char *digest);
/* False: not 64 hexadecimal digits. */
bool rf_digest_read(unsigned char out[RF_DIGEST], const char *hex);

/* Overwrites memory in a way that no compiler leaves out. */
void rf_digest_wipe(void *bytes, size_t n);

/* A digest of fields of several types, which cannot be confused: each is preceded by its type and
 * length. */
typedef struct rf_digester {
    union {
        unsigned char room[128];
        uint64_t aligned;
    } state;
} rf_digester;

rf_digester rf_digester_new(void);
void rf_digester_bytes(rf_digester *digester, char type, const void *bytes, size_t n);
void rf_digester_number(rf_digester *digester, int64_t number);
void rf_digester_end(unsigned char out[RF_DIGEST], rf_digester *digester);

#endif
