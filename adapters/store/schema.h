/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables, and how an older file becomes one of this version. */
#ifndef RF_STORE_SCHEMA_H
#define RF_STORE_SCHEMA_H

#include "adapters/store/database.h"

/* Makes the tables in an empty file and brings an older one up to date, as the one writer.
 * RF_BAD_INPUT: a file of another program or of a newer renfort. */
rf_status rf_schema_prepare(rf_store *store, bool create, rf_err *err);

/* RF_BAD_INPUT unless the file is a store of this version with exactly its tables, indexes and
 * triggers. */
rf_status rf_schema_verify(rf_store *store, rf_err *err);

#endif
