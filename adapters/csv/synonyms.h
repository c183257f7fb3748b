/* SPDX-License-Identifier: GPL-3.0-or-later
 * data/synonyms.csv, embedded by the Makefile. */
#ifndef RF_ADAPTERS_CSV_SYNONYMS_H
#define RF_ADAPTERS_CSV_SYNONYMS_H

#include <stddef.h>

extern const unsigned char rf_synonyms[];
extern const size_t rf_synonyms_size;

#endif
