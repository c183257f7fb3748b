/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/fingerprint.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/paths.h"
#include "adapters/csv/csv.h"

enum { HEX = 2 * crypto_hash_sha256_BYTES + 1, CHUNK = 1 << 16, PATH_LIMIT = 1 << 16 };

static void to_hex(char out[HEX], crypto_hash_sha256_state *state)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state, digest);
    sodium_bin2hex(out, HEX, digest, sizeof digest);
}

static rf_status hash_stream(char out[HEX], FILE *file, const char *path, rf_err *err)
{
    unsigned char *chunk = rf_new_array(CHUNK, 1);
    if (chunk == NULL)
        return rf_fail_memory(err);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    size_t n = 0;
    while ((n = fread(chunk, 1, CHUNK, file)) > 0)
        crypto_hash_sha256_update(&state, chunk, n);
    free(chunk);
    if (ferror(file))
        return rf_fail(err, RF_IO, _("%s: cannot read: %s"), path, strerror(errno));
    to_hex(out, &state);
    return RF_OK;
}

static rf_status hash_file(char out[HEX], const char *path, rf_err *err)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return rf_fail(err, RF_IO, _("%s: cannot read: %s"), path, strerror(errno));
    const rf_status rc = hash_stream(out, file, path, err);
    fclose(file);
    return rc;
}

static rf_status add_line(crypto_hash_sha256_state *state, const char *folder, const char *name,
                          rf_err *err)
{
    char hex[HEX];
    rf_buf text = rf_buf_new(PATH_LIMIT);
    rf_path_join(&text, folder, name);
    rf_status rc = text.failed ? rf_fail_memory(err) : hash_file(hex, rf_buf_text(&text), err);
    if (rc == RF_OK) {
        rf_buf_clear(&text);
        rf_buf_printf(&text, "%s %s\n", name, hex);
        if (text.failed)
            rc = rf_fail_memory(err);
        else
            crypto_hash_sha256_update(state, (const unsigned char *)rf_buf_text(&text),
                                      text.length);
    }
    rf_buf_free(&text);
    return rc;
}

static rf_status hash_territory(char out[HEX], const char *folder, rf_err *err)
{
    char **names = NULL;
    size_t n = 0;
    rf_status rc = rf_csv_list_files(&names, &n, folder, err);
    if (rc != RF_OK)
        return rc;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < n; i++) {
        if (rc == RF_OK)
            rc = add_line(&state, folder, names[i], err);
        free(names[i]);
    }
    free(names);
    if (rc == RF_OK)
        to_hex(out, &state);
    return rc;
}

rf_status rf_fingerprint_take(rf_fingerprint *out, const char *territory, const char *scenario,
                              rf_err *err)
{
    rf_fingerprint taken = {.scenario = ""};
    if (sodium_init() < 0)
        return rf_fail(err, RF_INTERNAL, "%s", _("libsodium cannot start"));
    rf_status rc = hash_territory(taken.territory, territory, err);
    if (rc == RF_OK && scenario != NULL)
        rc = hash_file(taken.scenario, scenario, err);
    if (rc == RF_OK)
        *out = taken;
    return rc;
}

const char *rf_fingerprint_library_version(void)
{
    return sodium_version_string();
}
