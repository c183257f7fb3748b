/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables, and how an older file becomes one of this version. */
#ifndef RF_STORE_SCHEMA_H
#define RF_STORE_SCHEMA_H

#include "adapters/store/database.h"

/* Makes the tables in an empty file, as the one writer, where `create` asks for it. RF_BAD_INPUT: a
 * file of another program, or of a newer or an older renfort. */
rf_status rf_schema_prepare(rf_store *store, bool create, rf_err *err);

/* RF_BAD_INPUT unless the file is a store of this version with exactly its tables, indexes and
 * triggers. */
rf_status rf_schema_verify(rf_store *store, rf_err *err);

/* Brings an older file to this version, each step in a transaction of its own: killed, or on a full
 * disk, the file is of the version that it had or of one after it, whole. RF_BAD_INPUT: a file of
 * another program or of a newer renfort, or tables that are not those of its version. */
rf_status rf_schema_upgrade(rf_store_forms *out, rf_store *store, rf_err *err);

#endif
