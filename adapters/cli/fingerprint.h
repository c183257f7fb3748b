/* SPDX-License-Identifier: GPL-3.0-or-later
 * What went into a plan, as SHA-256 (PLAN.md `input`), computed by libsodium.
 *   scenario:  of the scenario file's bytes
 *   territory: of one line "NAME HEX\n" for each file of rf_csv_list_files, in its (bytewise)
 *              order, HEX being the SHA-256 of the file's bytes
 * Hexadecimal, in lower case. */
#ifndef RF_CLI_FINGERPRINT_H
#define RF_CLI_FINGERPRINT_H

#include "adapters/json/json.h"

/* `scenario` NULL: none, and its digest is empty. RF_IO when a file cannot be read. Streams;
 * O(bytes). */
rf_status rf_fingerprint_take(rf_fingerprint *out, const char *territory, const char *scenario,
                              rf_err *err);

/* libsodium's version. */
const char *rf_fingerprint_library_version(void);

#endif
