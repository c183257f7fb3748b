/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/digest.h"

#include <sodium.h>
#include <string.h>

_Static_assert(crypto_hash_sha256_BYTES == RF_DIGEST, "SHA-256");
_Static_assert(crypto_auth_hmacsha256_BYTES == RF_DIGEST, "HMAC-SHA256");
_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(rf_digester), "room for the state");

bool rf_digest_start(void)
{
    return sodium_init() >= 0;
}

void rf_digest_of(unsigned char out[RF_DIGEST], const char *bytes, size_t n)
{
    crypto_hash_sha256(out, (const unsigned char *)bytes, n);
}

void rf_digest_keyed(unsigned char out[RF_DIGEST], const unsigned char key[RF_DIGEST],
                     const char *bytes, size_t n)
{
    crypto_auth_hmacsha256(out, (const unsigned char *)bytes, n, key);
}

void rf_digest_random(unsigned char out[RF_DIGEST])
{
    randombytes_buf(out, RF_DIGEST);
}

bool rf_digest_equal(const unsigned char *a, const unsigned char *b)
{
    return a != NULL && b != NULL && memcmp(a, b, RF_DIGEST) == 0;
}

const char *rf_digest_hex(char out[RF_DIGEST_HEX], const unsigned char *digest)
{
    out[0] = '\0';
    return digest != NULL ? sodium_bin2hex(out, RF_DIGEST_HEX, digest, RF_DIGEST) : out;
}

bool rf_digest_read(unsigned char out[RF_DIGEST], const char *hex)
{
    size_t n = 0;
    const char *end = NULL;
    return strlen(hex) == RF_DIGEST_HEX - 1 &&
           sodium_hex2bin(out, RF_DIGEST, hex, RF_DIGEST_HEX - 1, NULL, &n, &end) == 0 &&
           n == RF_DIGEST && *end == '\0';
}

void rf_digest_wipe(void *bytes, size_t n)
{
    sodium_memzero(bytes, n);
}

static crypto_hash_sha256_state *state_of(rf_digester *digester)
{
    return (crypto_hash_sha256_state *)(void *)&digester->state;
}

rf_digester rf_digester_new(void)
{
    rf_digester digester = {0};
    crypto_hash_sha256_init(state_of(&digester));
    return digester;
}

void rf_digester_bytes(rf_digester *digester, char type, const void *bytes, size_t n)
{
    unsigned char head[9] = {(unsigned char)type};
    for (size_t i = 0; i < 8; i++)
        head[1 + i] = (unsigned char)((uint64_t)n >> (8 * i));
    crypto_hash_sha256_update(state_of(digester), head, sizeof head);
    crypto_hash_sha256_update(state_of(digester), bytes, n);
}

void rf_digester_number(rf_digester *digester, int64_t number)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    rf_digester_bytes(digester, 'i', bytes, sizeof bytes);
}

void rf_digester_end(unsigned char out[RF_DIGEST], rf_digester *digester)
{
    crypto_hash_sha256_final(state_of(digester), out);
}
