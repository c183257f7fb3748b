/* SPDX-License-Identifier: GPL-3.0-or-later
 * A zip of a few small members, by libzip; the one file that sees it is zip.c. */
#ifndef RF_PACK_ZIP_H
#define RF_PACK_ZIP_H

#include "engine/renfort.h"

enum { RF_ZIP_MOST = 1 << 26, RF_ZIP_MEMBERS = 16 }; /* bytes of a zip, and of all it unpacks to */

typedef struct rf_zip_member {
    const char *name;
    rf_buf bytes; /* owned */
} rf_zip_member;

/* The same members give the same bytes: nothing is compressed, the time is 1980-01-01, the order is
 * that of the list. */
rf_status rf_zip_write(rf_buf *out, const rf_zip_member *members, int32_t n, rf_err *err);

/* Fills the bytes of the members, which have a name each and an empty buffer. The zip must hold
 * exactly these, none twice, none encrypted, all together within RF_ZIP_MOST bytes as announced and
 * as unpacked, and not a byte besides; else RF_BAD_INPUT. */
rf_status rf_zip_read(rf_zip_member *members, int32_t n, const rf_buf *bytes, rf_err *err);

#endif
