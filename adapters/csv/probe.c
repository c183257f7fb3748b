/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/probe.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SAMPLE_LINES = 32 };

const char *rf_csv_encoding_name(rf_csv_encoding encoding)
{
    static const char *const names[RF_N_CSV_ENCODINGS] = {
        [RF_CSV_UTF_8] = "UTF-8",
        [RF_CSV_UTF_16_LE] = "UTF-16LE",
        [RF_CSV_UTF_16_BE] = "UTF-16BE",
        [RF_CSV_WINDOWS_1252] = "Windows-1252",
    };
    return names[encoding];
}

static bool begins(const char *bytes, size_t n, const char *with, size_t m)
{
    return n >= m && memcmp(bytes, with, m) == 0;
}

static bool holds(const char *bytes, size_t n, const char *what)
{
    return memmem(bytes, n, what, strlen(what)) != NULL;
}

static rf_csv_format archive_format(const char *bytes, size_t n)
{
    if (holds(bytes, n, "opendocument.spreadsheet"))
        return RF_CSV_ODS;
    if (holds(bytes, n, "xl/") || holds(bytes, n, "[Content_Types].xml"))
        return RF_CSV_XLSX;
    return RF_CSV_ZIP;
}

static rf_csv_format magic_format(const char *bytes, size_t n)
{
    if (begins(bytes, n, "PK\003\004", 4))
        return archive_format(bytes, n);
    if (begins(bytes, n, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
        return RF_CSV_XLS;
    if (begins(bytes, n, "%PDF-", 5))
        return RF_CSV_PDF;
    if (begins(bytes, n, "\x1F\x8B", 2))
        return RF_CSV_GZIP;
    const size_t head = n < 512 ? n : 512;
    if (head > 0 && bytes[0] == '<' &&
        (holds(bytes, head, "<html") || holds(bytes, head, "<HTML") ||
         holds(bytes, head, "<?xml") || holds(bytes, head, "<!DOC")))
        return RF_CSV_HTML;
    return RF_CSV_TEXT;
}

static bool detect_mark(rf_csv_dialect *d, const char *bytes, size_t n)
{
    if (begins(bytes, n, "\xEF\xBB\xBF", 3)) {
        d->encoding = RF_CSV_UTF_8;
        d->mark_bytes = 3;
    } else if (begins(bytes, n, "\xFF\xFE", 2)) {
        d->encoding = RF_CSV_UTF_16_LE;
        d->mark_bytes = 2;
    } else if (begins(bytes, n, "\xFE\xFF", 2)) {
        d->encoding = RF_CSV_UTF_16_BE;
        d->mark_bytes = 2;
    }
    return d->mark_bytes > 0;
}

/* UTF-16 of western text: most bytes of one parity are NUL, hardly any of the other. */
static bool detect_utf16(rf_csv_dialect *d, const char *bytes, size_t n)
{
    const size_t head = n < 4096 ? n : 4096;
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < head; i++)
        zeros[i % 2] += bytes[i] == '\0' ? 1U : 0U;
    const size_t half = head / 2;
    if (half < 2)
        return false;
    if (zeros[1] * 10 >= half * 7 && zeros[0] * 10 < half) {
        d->encoding = RF_CSV_UTF_16_LE;
        return true;
    }
    if (zeros[0] * 10 >= half * 7 && zeros[1] * 10 < half) {
        d->encoding = RF_CSV_UTF_16_BE;
        return true;
    }
    return false;
}

/* More than one byte in ten that no text holds. */
static bool is_binary(const char *bytes, size_t n)
{
    const size_t head = n < 4096 ? n : 4096;
    size_t odd = 0;
    for (size_t i = 0; i < head; i++) {
        const unsigned char c = (unsigned char)bytes[i];
        odd += c < 0x20 && c != '\t' && c != '\n' && c != '\r' ? 1U : 0U;
    }
    return odd > 1 && odd * 10 > head;
}

static bool is_blank(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strchr(" \t\r\n", bytes[i]) == NULL || bytes[i] == '\0')
            return false;
    return true;
}

/* Accented letters of Windows-1252 are 0xC0 and above; CP850 and Mac Roman have theirs below 0xA0,
 * where Windows-1252 has quotes, dashes, the euro and the two ligatures. */
typedef struct tally {
    size_t letters, doubtful;
} tally;

static void tally_bytes(tally *t, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)bytes[i];
        t->letters += c >= 0xC0 ? 1U : 0U;
        t->doubtful += c >= 0x81 && c <= 0x90 && c != 0x85 && c != 0x8C ? 1U : 0U;
    }
}

/* Reads the source to its end: is it UTF-8 throughout, and what are its bytes above ASCII? */
static rf_status scan_utf8(bool *valid, tally *t, rf_csv_source *source, char *block, rf_err *err)
{
    size_t kept = 0;
    *valid = true;
    for (;;) {
        size_t n = 0;
        const rf_status rc =
            rf_csv_source_read_raw(&n, source, block + kept, RF_CSV_BLOCK - kept, err);
        if (rc != RF_OK)
            return rc;
        if (n == 0)
            break;
        if (!*valid) {
            tally_bytes(t, block, n);
            continue;
        }
        const size_t good = rf_csv_utf8_prefix(block, kept + n);
        if (kept + n - good < 4) {
            kept = kept + n - good;
            memmove(block, block + good, kept);
        } else {
            *valid = false;
            tally_bytes(t, block, kept + n);
            kept = 0;
        }
    }
    *valid = *valid && kept == 0;
    tally_bytes(t, block, kept);
    return RF_OK;
}

static rf_status force_encoding(rf_csv_dialect *d, const char *name, rf_err *err)
{
    rf_csv_encoding forced;
    if (strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0)
        forced = RF_CSV_UTF_8;
    else if (strcasecmp(name, "windows-1252") == 0 || strcasecmp(name, "cp1252") == 0)
        forced = RF_CSV_WINDOWS_1252;
    else if (strcasecmp(name, "utf-16") == 0 || strcasecmp(name, "utf16") == 0)
        forced = d->encoding == RF_CSV_UTF_16_BE ? RF_CSV_UTF_16_BE : RF_CSV_UTF_16_LE;
    else
        return rf_fail(err, RF_BAD_INPUT,
                       _("encoding '%s' is not known: use utf-8, utf-16 or windows-1252"), name);
    const bool wide = forced != RF_CSV_UTF_8 && forced != RF_CSV_WINDOWS_1252;
    const bool mark_fits = forced == RF_CSV_UTF_8 ? d->mark_bytes == 3 : wide;
    d->mark_bytes = mark_fits ? d->mark_bytes : 0;
    d->encoding = forced;
    return RF_OK;
}

static rf_status detect_encoding(rf_csv_dialect *d, rf_csv_source *source, const char *forced,
                                 char *block, rf_err *err)
{
    size_t n = 0;
    rf_status rc = rf_csv_source_read_raw(&n, source, block, RF_CSV_BLOCK, err);
    if (rc != RF_OK)
        return rc;
    d->format = magic_format(block, n);
    const bool known = detect_mark(d, block, n) || detect_utf16(d, block, n);
    if (forced != NULL)
        rc = force_encoding(d, forced, err);
    if (rc != RF_OK || d->format != RF_CSV_TEXT)
        return rc;
    const bool wide = d->encoding == RF_CSV_UTF_16_LE || d->encoding == RF_CSV_UTF_16_BE;
    if (!wide && is_binary(block, n))
        d->format = RF_CSV_BINARY;
    if (n < RF_CSV_BLOCK && is_blank(block + d->mark_bytes, n - d->mark_bytes))
        d->format = RF_CSV_EMPTY;
    if (wide)
        return RF_OK;
    tally t = {0, 0};
    rc = rf_csv_source_rewind(source, err);
    if (rc == RF_OK)
        rc = scan_utf8(&d->decodes, &t, source, block, err);
    if (rc == RF_OK && !d->decodes && forced == NULL && !known)
        d->encoding = RF_CSV_WINDOWS_1252;
    d->dos_or_mac_look = d->encoding == RF_CSV_WINDOWS_1252 && t.doubtful > 0 && t.letters == 0;
    return rc;
}

/* Cells of one delimiter in the lines of a sample, quotes respected. */
typedef struct cut {
    size_t first, alike, lines, all;
} cut;

static void end_line(cut *c, size_t cells)
{
    if (c->lines == 0)
        c->first = cells;
    c->alike += cells == c->first ? 1U : 0U;
    c->all += cells - 1;
    c->lines++;
}

static cut cut_sample(const char *text, size_t n, char delimiter)
{
    cut c = {0, 0, 0, 0};
    bool quoted = false, blank = true;
    size_t cells = 1;
    for (size_t i = 0; i < n && c.lines < SAMPLE_LINES; i++) {
        if (text[i] == '"')
            quoted = !quoted;
        if (!quoted && text[i] == delimiter)
            cells++;
        if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
            if (!blank)
                end_line(&c, cells);
            cells = 1;
            blank = true;
        } else if (text[i] != ' ') {
            blank = false;
        }
    }
    if (!blank && c.lines < SAMPLE_LINES)
        end_line(&c, cells);
    return c;
}

/* The delimiter that cuts the header and most lines alike; then the one that cuts the header most;
 * without any in the header the most frequent one, so that the fault is told against it. */
static char choose_delimiter(const char *text, size_t n)
{
    static const char candidates[] = {',', ';', '\t'};
    char best = ',';
    size_t best_score = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        const cut c = cut_sample(text, n, candidates[i]);
        size_t score = c.all > 0 ? 1 : 0;
        if (c.first > 1)
            score = 1000000 + c.alike * 100000 / c.lines + (c.first < 1000 ? c.first : 1000);
        else
            score += c.all < 1000 ? c.all : 1000;
        if (score > best_score) {
            best = candidates[i];
            best_score = score;
        }
    }
    return best;
}

static bool read_sep_line(char *delimiter, const char *text, size_t n)
{
    if (n < 5 || strncasecmp(text, "sep=", 4) != 0 || strchr(",;\t", text[4]) == NULL)
        return false;
    if (n > 5 && text[5] != '\r' && text[5] != '\n')
        return false;
    *delimiter = text[4];
    return true;
}

static rf_status detect_delimiter(rf_csv_dialect *d, rf_csv_source *source, char forced,
                                  char *block, rf_err *err)
{
    size_t n = 0;
    bool end = false;
    while (n < RF_CSV_BLOCK - 16 && !end) {
        size_t got = 0;
        const rf_status rc = rf_csv_source_read(&got, source, block + n, RF_CSV_BLOCK - n, err);
        if (rc != RF_OK)
            return rc;
        n += got;
        end = got == 0;
    }
    d->has_sep_line = read_sep_line(&d->delimiter, block, n);
    if (!d->has_sep_line)
        d->delimiter = choose_delimiter(block, n);
    if (forced != 0)
        d->delimiter = forced;
    return RF_OK;
}

rf_status rf_csv_probe(rf_csv_dialect *out, rf_csv_source *source, const char *encoding,
                       char delimiter, rf_err *err)
{
    rf_csv_dialect d = {.format = RF_CSV_TEXT, .delimiter = ','};
    char *block = malloc(RF_CSV_BLOCK);
    if (block == NULL)
        return rf_fail_memory(err);
    rf_status rc = rf_csv_source_rewind(source, err);
    if (rc == RF_OK)
        rc = detect_encoding(&d, source, encoding, block, err);
    if (rc == RF_OK)
        rc = rf_csv_source_start(source, &d, err);
    if (rc == RF_OK)
        rc = detect_delimiter(&d, source, delimiter, block, err);
    if (rc == RF_OK)
        rc = rf_csv_source_start(source, &d, err);
    free(block);
    if (rc == RF_OK)
        *out = d;
    return rc;
}
