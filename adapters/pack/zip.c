/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/pack/zip.h"

#include <string.h>

#include <zip.h>

#include "adapters/pack/pack.h"

static rf_status failure(const char *what, rf_err *err)
{
    return rf_fail(err, RF_INTERNAL, _("libzip: %s"), what);
}

/* In the user's language, which libzip does not speak. */
static rf_status refuse(rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, "%s", _("not a zip, or a damaged one"));
}

/* ---- writing --------------------------------------------------------------------------------- */

static rf_status add(zip_t *archive, const rf_zip_member *member, rf_err *err)
{
    zip_source_t *source =
        zip_source_buffer(archive, rf_buf_text(&member->bytes), member->bytes.length, 0);
    if (source == NULL)
        return failure(zip_strerror(archive), err);
    const zip_int64_t at = zip_file_add(archive, member->name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        return failure(zip_strerror(archive), err);
    }
    const zip_uint64_t index = (zip_uint64_t)at;
    const zip_uint16_t midnight = 0, first_of_1980 = 1 << 5 | 1;
    if (zip_set_file_compression(archive, index, ZIP_CM_STORE, 0) != 0 ||
        zip_file_set_dostime(archive, index, midnight, first_of_1980, 0) != 0 ||
        zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_DOS, 0) != 0)
        return failure(zip_strerror(archive), err);
    return RF_OK;
}

static rf_status drain(rf_buf *out, zip_source_t *source, rf_err *err)
{
    char room[1 << 14];
    zip_int64_t n = 0;
    if (zip_source_open(source) != 0)
        return failure(zip_error_strerror(zip_source_error(source)), err);
    while ((n = zip_source_read(source, room, sizeof room)) > 0)
        rf_buf_add(out, room, (size_t)n);
    zip_source_close(source);
    if (n < 0)
        return failure(zip_error_strerror(zip_source_error(source)), err);
    return out->failed ? rf_fail_memory(err) : RF_OK;
}

rf_status rf_zip_write(rf_buf *out, const rf_zip_member *members, int32_t n, rf_err *err)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *archive =
        source == NULL ? NULL : zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    rf_status rc = archive == NULL ? failure(zip_error_strerror(&error), err) : RF_OK;
    if (archive == NULL) {
        zip_source_free(source);
        zip_error_fini(&error);
        return rc;
    }
    zip_source_keep(source); /* zip_close would free it with the bytes */
    for (int32_t i = 0; i < n && rc == RF_OK; i++)
        rc = add(archive, &members[i], err);
    if (rc != RF_OK || zip_close(archive) != 0) {
        rc = rc != RF_OK ? rc : failure(zip_strerror(archive), err);
        zip_discard(archive);
    } else {
        rc = drain(out, source, err);
    }
    zip_source_free(source);
    zip_error_fini(&error);
    return rc;
}

/* ---- reading --------------------------------------------------------------------------------- */

static rf_status inspect(zip_t *archive, const rf_zip_member *member, zip_uint64_t left,
                         rf_err *err)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    const zip_int64_t at = zip_name_locate(archive, member->name, 0);
    if (at < 0 || zip_stat_index(archive, (zip_uint64_t)at, 0, &stat) != 0 ||
        (stat.valid & ZIP_STAT_SIZE) == 0)
        return rf_fail(err, RF_BAD_INPUT, _("%s is missing"), member->name);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        return rf_fail(err, RF_BAD_INPUT, _("%s is encrypted"), member->name);
    if (stat.size > left)
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s would unpack to more than a pack may hold (%d MiB)"), member->name,
                       (int)(RF_ZIP_MOST >> 20));
    return RF_OK;
}

static rf_status unpack(rf_zip_member *member, zip_t *archive, zip_uint64_t left, rf_err *err)
{
    char room[1 << 14];
    zip_int64_t n = 0;
    rf_status rc = inspect(archive, member, left, err);
    if (rc != RF_OK)
        return rc;
    zip_file_t *file = zip_fopen(archive, member->name, 0);
    if (file == NULL)
        return refuse(err);
    member->bytes = rf_buf_new(left);
    while (!member->bytes.failed && (n = zip_fread(file, room, sizeof room)) > 0)
        rf_buf_add(&member->bytes, room, (size_t)n);
    if (n < 0)
        rc = refuse(err);
    else if (member->bytes.failed && member->bytes.length + (zip_uint64_t)n <= left)
        rc = rf_fail_memory(err);
    else if (member->bytes.failed)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s unpacks to more than it announces"), member->name);
    zip_fclose(file);
    return rc;
}

/* Bytes of a zip of these members, stored, without comments and extra fields: 30 and 46 a member
 * and 22 at the end, and each name twice (APPNOTE.TXT of PKWARE, 4.3). */
static zip_uint64_t exact_size(const rf_zip_member *members, int32_t n)
{
    zip_uint64_t size = 22;
    for (int32_t i = 0; i < n; i++)
        size += 30 + 46 + 2 * strlen(members[i].name) + members[i].bytes.length;
    return size;
}

/* Names are compared whole, so that no path leads anywhere; nothing is written to the disk. */
static rf_status check_names(zip_t *archive, const rf_zip_member *members, int32_t n, rf_err *err)
{
    const zip_int64_t held = zip_get_num_entries(archive, 0);
    bool seen[RF_ZIP_MEMBERS] = {false};
    for (zip_int64_t i = 0; i < held; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        int32_t m = 0;
        while (m < n && (name == NULL || strcmp(members[m].name, name) != 0))
            m++;
        if (m == n)
            return rf_fail(err, RF_BAD_INPUT, "%s", _("it holds a file that is not of a pack"));
        if (seen[m])
            return rf_fail(err, RF_BAD_INPUT, _("%s is there twice"), members[m].name);
        seen[m] = true;
    }
    return RF_OK;
}

rf_status rf_zip_read(rf_zip_member *members, int32_t n, const rf_buf *bytes, rf_err *err)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(rf_buf_text(bytes), bytes->length, 0, &error);
    zip_t *archive =
        source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    zip_uint64_t left = RF_ZIP_MOST;
    rf_status rc = archive == NULL ? refuse(err) : check_names(archive, members, n, err);
    for (int32_t i = 0; i < n && rc == RF_OK; i++) {
        rc = unpack(&members[i], archive, left, err);
        left -= rc == RF_OK ? members[i].bytes.length : 0;
    }
    if (rc == RF_OK && exact_size(members, n) != bytes->length)
        rc = rf_fail(err, RF_BAD_INPUT, "%s",
                     _("it holds bytes that are of no member, or was compressed again"));
    if (archive != NULL)
        zip_discard(archive);
    else
        zip_source_free(source);
    zip_error_fini(&error);
    return rc;
}

const char *rf_pack_library_version(void)
{
    return zip_libzip_version();
}
