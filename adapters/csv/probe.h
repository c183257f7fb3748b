/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a file is written: its encoding and its delimiter, by rule and never by statistics of
 * letters.
 *
 * Encoding: mark, else the NUL pattern of UTF-16, else strict UTF-8 over the whole file, else
 * Windows-1252. Delimiter: `sep=`, else the one of `,` `;` tab that cuts the first lines evenly. */
#ifndef RF_ADAPTERS_CSV_PROBE_H
#define RF_ADAPTERS_CSV_PROBE_H

#include "adapters/csv/csv.h"
#include "adapters/csv/source.h"

/* encoding NULL and delimiter 0: detected. Reads the source to its end and leaves it started (see
 * rf_csv_source_start) in the dialect found. RF_BAD_INPUT: an encoding that is not known. */
rf_status rf_csv_probe(rf_csv_dialect *out, rf_csv_source *source, const char *encoding,
                       char delimiter, rf_err *err);

/* "UTF-8", "Windows-1252" ... as people write it. */
const char *rf_csv_encoding_name(rf_csv_encoding encoding);

#endif
