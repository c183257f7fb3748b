/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/source.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct rf_csv_source {
    int file;          /* -1: memory */
    char *path;        /* for messages; NULL: memory */
    const char *bytes; /* memory */
    size_t n, at;
    iconv_t converter; /* (iconv_t)-1: none, the bytes are UTF-8 already */
    bool wide;         /* UTF-16: what does not decode is two bytes */
    char *raw;         /* RF_CSV_BLOCK bytes waiting for the converter */
    size_t raw_n;
    bool raw_end;
};

static const iconv_t NO_CONVERTER = (iconv_t)-1;

static rf_csv_source *new_source(void)
{
    rf_csv_source *s = rf_new_array(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->file = -1;
    s->converter = NO_CONVERTER;
    s->raw = malloc(RF_CSV_BLOCK);
    if (s->raw == NULL) {
        free(s);
        return NULL;
    }
    return s;
}

static rf_status open_file(rf_csv_source *s, rf_err *err)
{
    struct stat about;
    s->file = open(s->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait for a writer */
    if (s->file < 0 || fstat(s->file, &about) != 0)
        return rf_fail(err, RF_IO, _("cannot read '%s': %s"), s->path, strerror(errno));
    if (!S_ISREG(about.st_mode))
        return rf_fail(err, RF_IO, _("cannot read '%s': not a regular file"), s->path);
    return RF_OK;
}

rf_status rf_csv_source_open(rf_csv_source **out, const char *path, rf_err *err)
{
    rf_csv_source *s = new_source();
    if (s == NULL)
        return rf_fail_memory(err);
    s->path = strdup(path);
    const rf_status rc = s->path != NULL ? open_file(s, err) : rf_fail_memory(err);
    if (rc != RF_OK) {
        rf_csv_source_close(s);
        return rc;
    }
    *out = s;
    return RF_OK;
}

rf_status rf_csv_source_open_memory(rf_csv_source **out, const char *bytes, size_t n, rf_err *err)
{
    rf_csv_source *s = new_source();
    if (s == NULL)
        return rf_fail_memory(err);
    s->bytes = bytes;
    s->n = n;
    *out = s;
    return RF_OK;
}

void rf_csv_source_close(rf_csv_source *source)
{
    if (source == NULL)
        return;
    if (source->converter != NO_CONVERTER)
        iconv_close(source->converter);
    if (source->file >= 0)
        close(source->file);
    free(source->path);
    free(source->raw);
    free(source);
}

static rf_status read_memory(size_t *n, rf_csv_source *s, char *to, size_t room)
{
    const size_t left = s->n - s->at;
    *n = left < room ? left : room;
    if (*n > 0)
        memcpy(to, s->bytes + s->at, *n);
    s->at += *n;
    return RF_OK;
}

rf_status rf_csv_source_read_raw(size_t *n, rf_csv_source *source, char *to, size_t room,
                                 rf_err *err)
{
    if (source->file < 0)
        return read_memory(n, source, to, room);
    ssize_t got;
    do
        got = read(source->file, to, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return rf_fail(err, RF_IO, _("cannot read '%s': %s"), source->path, strerror(errno));
    *n = (size_t)got;
    return RF_OK;
}

rf_status rf_csv_source_rewind(rf_csv_source *source, rf_err *err)
{
    source->at = 0;
    source->raw_n = 0;
    source->raw_end = false;
    if (source->file >= 0 && lseek(source->file, 0, SEEK_SET) != 0)
        return rf_fail(err, RF_IO, _("cannot read '%s': %s"), source->path, strerror(errno));
    return RF_OK;
}

static rf_status skip_raw(rf_csv_source *s, size_t wanted, rf_err *err)
{
    while (wanted > 0) {
        size_t n = 0;
        const rf_status rc = rf_csv_source_read_raw(&n, s, s->raw, wanted, err);
        if (rc != RF_OK || n == 0)
            return rc;
        wanted -= n;
    }
    return RF_OK;
}

rf_status rf_csv_source_start(rf_csv_source *source, const rf_csv_dialect *dialect, rf_err *err)
{
    static const char *const names[RF_N_CSV_ENCODINGS] = {
        [RF_CSV_UTF_8] = "UTF-8",
        [RF_CSV_UTF_16_LE] = "UTF-16LE",
        [RF_CSV_UTF_16_BE] = "UTF-16BE",
        [RF_CSV_WINDOWS_1252] = "WINDOWS-1252",
    };
    rf_status rc = rf_csv_source_rewind(source, err);
    if (rc == RF_OK)
        rc = skip_raw(source, dialect->mark_bytes, err);
    if (rc != RF_OK)
        return rc;
    if (source->converter != NO_CONVERTER)
        iconv_close(source->converter);
    source->converter = NO_CONVERTER;
    source->wide = dialect->encoding == RF_CSV_UTF_16_LE || dialect->encoding == RF_CSV_UTF_16_BE;
    if (dialect->encoding == RF_CSV_UTF_8 && dialect->decodes)
        return RF_OK;
    source->converter = iconv_open("UTF-8", names[dialect->encoding]);
    if (source->converter == NO_CONVERTER)
        return rf_fail(err, RF_INTERNAL, _("iconv cannot decode %s: %s"), names[dialect->encoding],
                       strerror(errno));
    return RF_OK;
}

typedef struct target {
    char *to;
    size_t room;
} target;

/* U+FFFD for half a UTF-16 pair, else U+F700 + byte; see source.h. */
static void put_undecodable(target *t, unsigned char byte, bool wide)
{
    const unsigned char lone[3] = {RF_CSV_LONE_FIRST,
                                   (unsigned char)(RF_CSV_LONE_SECOND + (byte >> 6 & 1)),
                                   (unsigned char)(byte & 0xBF)};
    memcpy(t->to, wide ? "\xEF\xBF\xBD" : (const char *)lone, 3);
    t->to += 3;
    t->room -= 3;
}

/* Converts what waits in `raw` while there is room; *stuck: more raw bytes are needed. */
static bool convert(rf_csv_source *s, target *t, bool *stuck)
{
    char *from = s->raw;
    size_t left = s->raw_n;
    *stuck = false;
    while (left > 0 && t->room >= 4 && !*stuck) {
        if (iconv(s->converter, &from, &left, &t->to, &t->room) != (size_t)-1)
            continue;
        if (errno == E2BIG)
            break;
        if (errno != EILSEQ && errno != EINVAL)
            return false;
        if (errno == EINVAL && !s->raw_end) {
            *stuck = true;
        } else {
            const size_t bad = s->wide && left > 1 ? 2 : 1;
            put_undecodable(t, (unsigned char)*from, s->wide);
            from += bad;
            left -= bad;
        }
    }
    memmove(s->raw, from, left);
    s->raw_n = left;
    return true;
}

static rf_status fill_raw(rf_csv_source *s, rf_err *err)
{
    size_t n = 0;
    const rf_status rc =
        rf_csv_source_read_raw(&n, s, s->raw + s->raw_n, RF_CSV_BLOCK - s->raw_n, err);
    s->raw_n += n;
    s->raw_end = n == 0;
    return rc;
}

rf_status rf_csv_source_read(size_t *n, rf_csv_source *source, char *to, size_t room, rf_err *err)
{
    if (source->converter == NO_CONVERTER)
        return rf_csv_source_read_raw(n, source, to, room, err);
    target t = {to, room};
    bool stuck = source->raw_n == 0;
    while (t.to == to) {
        if (stuck && !source->raw_end) {
            const rf_status rc = fill_raw(source, err);
            if (rc != RF_OK)
                return rc;
        }
        if (source->raw_n == 0 && source->raw_end)
            break;
        if (!convert(source, &t, &stuck))
            return rf_fail(err, RF_INTERNAL, _("iconv failed: %s"), strerror(errno));
        stuck = stuck || source->raw_n == 0;
    }
    *n = (size_t)(t.to - to);
    return RF_OK;
}

/* Length of the UTF-8 character that begins with c: 0 where none may. */
static size_t length_of(unsigned char c)
{
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* No overlong form, no surrogate, nothing above U+10FFFF. */
static bool second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

size_t rf_csv_utf8_prefix(const char *bytes, size_t n)
{
    const unsigned char *b = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < n) {
        uint64_t eight;
        while (n - i >= sizeof eight) {
            memcpy(&eight, b + i, sizeof eight);
            if ((eight & 0x8080808080808080U) != 0)
                break;
            i += sizeof eight;
        }
        if (i == n)
            break;
        const size_t length = length_of(b[i]);
        if (length == 0 || length > n - i || (length > 1 && !second_fits(b[i], b[i + 1])))
            return i;
        for (size_t k = 1; k < length; k++)
            if ((b[i + k] & 0xC0) != 0x80)
                return i;
        i += length;
    }
    return i;
}
