/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the bytes of a file to UTF-8, block by block. iconv decodes.
 *
 * A byte that does not decode is not lost and not guessed: it comes out as the private character
 * U+F700 + byte, which the reader of cells refuses and names (RF_CSV_LONE_*). */
#ifndef RF_ADAPTERS_CSV_SOURCE_H
#define RF_ADAPTERS_CSV_SOURCE_H

#include "engine/renfort.h"

typedef enum rf_csv_encoding {
    RF_CSV_UTF_8,
    RF_CSV_UTF_16_LE,
    RF_CSV_UTF_16_BE,
    RF_CSV_WINDOWS_1252,
    RF_N_CSV_ENCODINGS
} rf_csv_encoding;

/* What was handed in when it is not text. */
typedef enum rf_csv_format {
    RF_CSV_TEXT,
    RF_CSV_EMPTY, /* no byte, or nothing but a mark and blanks */
    RF_CSV_XLSX,
    RF_CSV_ODS,
    RF_CSV_ZIP,
    RF_CSV_XLS,
    RF_CSV_PDF,
    RF_CSV_HTML,
    RF_CSV_GZIP,
    RF_CSV_BINARY,
} rf_csv_format;

/* How a file is written, detected or forced. */
typedef struct rf_csv_dialect {
    rf_csv_format format;
    rf_csv_encoding encoding;
    size_t mark_bytes; /* the byte order mark, to be skipped */
    bool decodes;      /* valid UTF-8 throughout: no need to convert */
    char delimiter;
    bool has_sep_line; /* the first line is Excel's `sep=;` */
    bool
        dos_or_mac_look; /* Windows-1252 by default, but its accents look like CP850 or Mac Roman */
} rf_csv_dialect;

enum { RF_CSV_BLOCK = 64 * 1024 };

/* UTF-8 of a lone byte b (0x80..0xFF) is EF, RF_CSV_LONE_SECOND + (b >> 6 & 1), b & 0xBF. */
enum { RF_CSV_LONE_FIRST = 0xEF, RF_CSV_LONE_SECOND = 0x9E };

typedef struct rf_csv_source rf_csv_source;

/* Opens a regular file, or n bytes that stay the caller's. RF_IO has path and reason. */
rf_status rf_csv_source_open(rf_csv_source **out, const char *path, rf_err *err);
rf_status rf_csv_source_open_memory(rf_csv_source **out, const char *bytes, size_t n, rf_err *err);
void rf_csv_source_close(rf_csv_source *source);

/* Raw bytes from where the source stands; *n 0 at the end. */
rf_status rf_csv_source_read_raw(size_t *n, rf_csv_source *source, char *to, size_t room,
                                 rf_err *err);

/* Starts again at the first byte (raw), or decoding after the mark in the dialect's encoding. */
rf_status rf_csv_source_rewind(rf_csv_source *source, rf_err *err);
rf_status rf_csv_source_start(rf_csv_source *source, const rf_csv_dialect *dialect, rf_err *err);

/* Decoded UTF-8, any number of bytes up to room (at least 16); *n 0 at the end. A character may be
 * cut between two reads. */
rf_status rf_csv_source_read(size_t *n, rf_csv_source *source, char *to, size_t room, rf_err *err);

/* How long the valid UTF-8 at the start of n bytes is; a character cut by the end is not in it. */
size_t rf_csv_utf8_prefix(const char *bytes, size_t n);

#endif
