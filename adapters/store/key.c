/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/store/key.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char CHECKED[] = "renfort: the key of this store";

/* What the store keeps to know its key again. */
static void check_of(unsigned char out[RF_DIGEST], const unsigned char key[RF_DIGEST])
{
    rf_digest_keyed(out, key, CHECKED, sizeof CHECKED - 1);
}

static rf_status read_file(unsigned char key[RF_DIGEST], const char *path, rf_err *err)
{
    rf_buf text = rf_buf_new(RF_DIGEST_HEX);
    rf_status rc = rf_file_read(&text, path, err);
    if (rc == RF_OK && text.length == RF_DIGEST_HEX && text.text[RF_DIGEST_HEX - 1] == '\n')
        text.text[RF_DIGEST_HEX - 1] = '\0';
    if (rc == RF_OK && !rf_digest_read(key, rf_buf_text(&text)))
        rc = rf_fail(err, RF_BAD_INPUT, _("%s: is not a key of renfort"), path);
    if (text.text != NULL)
        rf_digest_wipe(text.text, text.capacity);
    rf_buf_free(&text);
    return rc;
}

static rf_status write_file(const unsigned char key[RF_DIGEST], const char *path, rf_err *err)
{
    char text[RF_DIGEST_HEX];
    rf_digest_hex(text, key);
    text[RF_DIGEST_HEX - 1] = '\n';
    const rf_status rc = rf_file_write_private(path, text, sizeof text, err);
    rf_digest_wipe(text, sizeof text);
    return rc;
}

static rf_status read_check(unsigned char out[RF_DIGEST], bool *known, rf_store *store, rf_err *err)
{
    sqlite3_stmt *row = NULL;
    bool any = false;
    rf_status rc = rf_sql_start(&row, store, "SELECT key_check FROM head", RF_NO_ARGS, err);
    if (rc == RF_OK)
        rc = rf_sql_step(&any, store, row, err);
    if (rc == RF_OK) {
        const unsigned char *digest = any ? rf_sql_digest(row, 0) : NULL;
        *known = digest != NULL;
        if (digest != NULL)
            memcpy(out, digest, RF_DIGEST);
    }
    sqlite3_finalize(row);
    return rc;
}

rf_status rf_key_known(bool *out, rf_store *store, rf_err *err)
{
    unsigned char ignored[RF_DIGEST];
    return read_check(ignored, out, store, err);
}

static bool is_missing(const rf_store *store)
{
    return access(store->key_path, F_OK) != 0 && errno == ENOENT;
}

rf_status rf_key_is_lost(bool *out, rf_store *store, rf_err *err)
{
    bool known = false;
    const rf_status rc = rf_key_known(&known, store, err);
    *out = rc == RF_OK && (!known || is_missing(store));
    return rc;
}

/* Compares what the file holds with what the store knows. */
static rf_status take_key(rf_store *store, const unsigned char wanted[RF_DIGEST], rf_err *err)
{
    unsigned char key[RF_DIGEST], check[RF_DIGEST];
    if (is_missing(store))
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: its key %s is missing: put it back from where it is kept; without it "
                         "the database can only be read, and its crises closed and purged"),
                       store->path, store->key_path);
    const rf_status rc = read_file(key, store->key_path, err);
    if (rc != RF_OK)
        return rc == RF_IO ? RF_BAD_INPUT : rc;
    check_of(check, key);
    if (!rf_digest_equal(check, wanted))
        return rf_fail(err, RF_BAD_INPUT, _("%s: is the key of another database"), store->key_path);
    memcpy(store->key, key, RF_DIGEST);
    rf_digest_wipe(key, sizeof key);
    store->has_key = true;
    return RF_OK;
}

rf_status rf_key_need(rf_store *store, rf_err *err)
{
    unsigned char wanted[RF_DIGEST];
    bool known = false;
    if (store->has_key)
        return RF_OK;
    const rf_status rc = read_check(wanted, &known, store, err);
    if (rc != RF_OK)
        return rc;
    if (!known)
        return rf_fail(err, RF_BAD_INPUT, _("%s: its key was destroyed"), store->path);
    return take_key(store, wanted, err);
}

/* The file is written before the store says that there is a key: a crash leaves a key that nothing
 * uses, and that the next one replaces. */
rf_status rf_key_make(rf_store *store, rf_err *err)
{
    unsigned char check[RF_DIGEST];
    bool known = false;
    rf_status rc = rf_key_known(&known, store, err);
    if (rc != RF_OK || known)
        return rc == RF_OK ? rf_key_need(store, err) : rc;
    rf_digest_random(store->key);
    check_of(check, store->key);
    rc = write_file(store->key, store->key_path, err);
    if (rc == RF_OK)
        rc = rf_sql_run(store, "UPDATE head SET key_check = ?1", RF_ARGS(rf_digest_value(check)),
                        err);
    store->has_key = rc == RF_OK;
    return rc;
}

static bool overwrite(const char *path)
{
    static const char ZEROS[RF_DIGEST_HEX] = {0};
    const int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT;
    const bool done = write(fd, ZEROS, sizeof ZEROS) == (ssize_t)sizeof ZEROS && fsync(fd) == 0;
    const int reason = errno;
    close(fd);
    errno = reason;
    return done;
}

rf_status rf_key_destroy(rf_store *store, rf_err *err)
{
    rf_digest_wipe(store->key, sizeof store->key);
    store->has_key = false;
    if (!overwrite(store->key_path) || (unlink(store->key_path) != 0 && errno != ENOENT))
        return rf_fail(err, RF_IO, _("%s: cannot be destroyed: %s"), store->key_path,
                       strerror(errno));
    return RF_OK;
}

rf_status rf_key_pseudonym(unsigned char out[RF_DIGEST], rf_store *store,
                           const unsigned char *pepper, const char *id, rf_err *err)
{
    unsigned char own[RF_DIGEST];
    const rf_status rc = rf_key_need(store, err);
    if (rc != RF_OK)
        return rc;
    rf_digest_keyed(own, store->key, (const char *)pepper, RF_DIGEST);
    rf_digest_keyed(out, own, id, strlen(id));
    rf_digest_wipe(own, sizeof own);
    return RF_OK;
}
